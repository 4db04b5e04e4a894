"""A service to call: SOAP in both versions with headers, one-way; and ServiceStack's routes."""

from __future__ import annotations

from soapstone.model.contract import (
    Binding,
    Contract,
    MapOf,
    Message,
    Operation,
    QName,
    RecordRef,
    Route,
    Scalar,
    Serializer,
    Transport,
)
from tests.contracts import ORDERS, items, nillable, optional, plain, record, repeated

_SOAP = {
    Transport.SOAP_1_1: "text/xml; charset=utf-8",
    Transport.SOAP_1_2: "application/soap+xml; charset=utf-8",
}


def _soap(name: str, host: str = "orders.example") -> tuple[Binding, ...]:
    return tuple(
        Binding(t, "POST", "https", host, "/s.asmx", f"{ORDERS}/{name}", kind, kind)
        for t, kind in _SOAP.items()
    )


def _xml(verb: str, path: str, transport: Transport = Transport.XML) -> Binding:
    return Binding(
        transport, verb, "https", "orders.example", path, "", "application/xml"
    )


def _message(key: str) -> Message:
    return Message(QName(ORDERS, key), key)


def orders() -> Contract:
    """The contract, in its order."""
    pairs = MapOf(
        *(QName(ORDERS, "Pair"), QName(ORDERS, "Key"), Scalar("string")),
        *(QName(ORDERS, "Value"), Scalar("int")),
        nillable=False,
    )
    member = (
        nillable("Name", Scalar("string")),
        nillable("Tags", items("string", Scalar("string"))),
        nillable("Parts", pairs),
        nillable("Inner", RecordRef("Inner")),
        nillable("Letter", Scalar("char")),
        repeated("Number", Scalar("int")),
        nillable("Paid", Scalar("boolean")),
    )
    answer = record("Answer", optional("Result", Scalar("string")))
    records = (
        answer,
        record("Ask", optional("Text", Scalar("string"))),
        record("Find", *member),
        record("Full", plain("Until", Scalar("dateTime"))),
        record("Inner", nillable("Note", Scalar("string"))),
        record("Login", optional("Token", Scalar("string"))),
        record("Tell", plain("Number", Scalar("int"))),
        record("Trace", optional("Id", Scalar("string"))),
    )
    operations = (
        Operation(
            *("Ask", "Asks.", _message("Ask"), _message("Answer"), _soap("Ask")),
            request_headers=(_message("Login"),),
            response_headers=(_message("Trace"),),
            faults=(_message("Trace"), _message("Full")),
        ),
        Operation(
            *("Data", "", _message("Inner"), None, (_xml("GET", "/data"),)),
            raw_response=Scalar("base64Binary"),
        ),
        Operation(
            *("Find", "", _message("Find"), _message("Answer")),
            (_xml("GET", "/find/{Name}"),),
            routes=(
                Route(("GET",), "/find"),
                Route(("GET", "PUT"), "/find/{Name}"),
            ),
        ),
        Operation(
            *("Nowhere", "", _message("Tell"), _message("Answer")),
            _soap("Nowhere", ""),
        ),
        Operation(
            *("OnlyJson", "", _message("Inner"), _message("Answer")),
            (_xml("POST", "/j", Transport.JSON),),
        ),
        Operation("Ping", "", None, None, (_xml("GET", "/ping"),)),
        Operation(
            "Save",
            "",
            _message("Inner"),
            _message("Answer"),
            (_xml("POST", "/xml/reply/Save"),),
        ),
        Operation("Tell", "", _message("Tell"), None, _soap("Tell")),
        Operation(
            *("Words", "", _message("Inner"), None, (_xml("GET", "/words"),)),
            raw_response=Scalar("string"),
        ),
    )
    return Contract("Orders", operations, records, (), Serializer.DATA_CONTRACT)
