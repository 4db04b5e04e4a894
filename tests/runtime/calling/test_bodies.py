"""Bodies other than plain XML in UTF-8: encodings, attachments, JSON, ServiceStack's errors."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from tests.runtime.calling.server import http, serving
from tests.runtime.calling.test_calls import NS, RESULT, envelope

UTF_8, LATIN_1 = "text/xml; charset=utf-8", "text/xml; charset=iso-8859-1"
PAID = f"<Answer {NS}><Result>bezahlt über é</Result></Answer>"
DECLARED = "<?xml version='1.0' encoding='{}'?>{}"
TYPES = "http://schemas.servicestack.net/types"
SAID = (
    f'<ResponseStatus xmlns="{TYPES}"><ErrorCode>NotEmpty</ErrorCode>'
    "<Message>Name is needed</Message></ResponseStatus>"
)


def answer_to(orders: ModuleType, answer: bytes, operation: str = "ASK") -> Any:
    """The answer that a call brings."""
    with serving(answer) as server, orders.OrdersClient(server.url) as client:
        chosen = getattr(orders, operation)
        found = client.call(chosen, chosen.request())
        assert found.exchange.error is None
        return found


@pytest.mark.parametrize(
    ("encoding", "declared", "kind", "note"),
    [
        ("utf-8", "utf-8", UTF_8, ""),
        ("utf-8-sig", "utf-8", UTF_8, ""),
        ("latin-1", "iso-8859-1", "text/xml", ""),
        ("utf-16", "utf-16", "text/xml; charset=utf-16", ""),
        ("latin-1", "utf-8", LATIN_1, "the document declares 'utf-8'"),
        ("utf-8", "utf-16", UTF_8, "the document declares 'utf-16'"),
        ("utf-8", "utf-8", "text/xml; charset=odd", "which is not known"),
    ],
)
def test_an_encoding_is_that_of_the_content_type(
    orders: ModuleType, encoding: str, declared: str, kind: str, note: str
) -> None:
    body = DECLARED.format(declared, envelope(PAID).decode()).encode(encoding)
    found = answer_to(orders, http(body, "200 OK", kind))
    assert found.value.result == "bezahlt über é"
    assert len(found.notes) == bool(note)
    assert note in "".join(found.notes)


def test_bytes_that_are_not_in_the_encoding_are_unreadable(
    orders: ModuleType, rt: ModuleType
) -> None:
    body = envelope(PAID).decode().encode("latin-1")
    with pytest.raises(rt.UnreadableAnswer, match="Invalid bytes"):
        answer_to(orders, http(body, "200 OK", UTF_8))


MTOM = (
    'multipart/related; type="application/xop+xml"; start="<root>"; boundary="cut here"'
)
INCLUDE = (
    f"<Answer {NS}><Result>"
    '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:a%40b"/>'
    "</Result></Answer>"
)


def test_attachments_are_put_in_their_place(orders: ModuleType, rt: ModuleType) -> None:
    root = (
        b"--cut here\r\nContent-ID: <root>\r\nContent-Type: application/xop+xml\r\n\r\n"
    )
    part = b"\r\n--cut here\r\nContent-ID: <a@b>\r\n\r\n\x00\xff\x01"
    body = root + envelope(INCLUDE) + part + b"\r\n--cut here--\r\n"
    found = answer_to(orders, http(body, "200 OK", MTOM))
    assert found.value.result == "AP8B"
    assert found.header(orders.Trace) is None
    without = root + envelope(INCLUDE) + b"\r\n--cut here--\r\n"
    with pytest.raises(rt.UnreadableAnswer, match="cid:a%40b"):
        answer_to(orders, http(without, "200 OK", MTOM))


def test_json_in_place_of_xml_is_named(orders: ModuleType, rt: ModuleType) -> None:
    body = b'{"message": "no such order", "token": "s3cret"}'
    with pytest.raises(rt.UnreadableAnswer, match="found JSON, expected an XML"):
        answer_to(orders, http(body, "200 OK", "application/json"))
    with pytest.raises(rt.HttpError) as caught:
        answer_to(orders, http(body, "404 Not Found", "application/json"))
    said = 'Ask: 404 Not Found: JSON {"message": "no such order", "token": "•••"}. POST'
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("status", ["500 Wrong", "200 OK"])
@pytest.mark.parametrize("operation", ["ASK", "SAVE"])
def test_an_error_response_is_an_error_whatever_the_status(
    orders: ModuleType, rt: ModuleType, operation: str, status: str
) -> None:
    said = f'<ErrorResponse xmlns="{TYPES}">{SAID}</ErrorResponse>'
    body = envelope(said) if operation == "ASK" else said.encode()
    with pytest.raises(rt.ServiceError) as caught:
        answer_to(orders, http(body, status), operation)
    assert caught.value.code == "NotEmpty"
    assert caught.value.status == int(status[:3])


def test_a_status_of_refusal_makes_the_responses_own_error_one(
    orders: ModuleType, rt: ModuleType
) -> None:
    said = f"<Answer {NS}><Result>kept</Result>{SAID}</Answer>"
    with pytest.raises(rt.ServiceError) as caught:
        answer_to(orders, http(envelope(said), "400 Bad"))
    assert caught.value.response.result == "kept"
    # The class of the response can hold it, so that a program may look for itself.
    assert answer_to(orders, http(envelope(said))).value.result == "kept"


def test_a_fault_has_headers(orders: ModuleType, rt: ModuleType) -> None:
    fault = (
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault>"
    )
    trace = f"<Trace {NS}><Id>t1</Id></Trace>"
    with pytest.raises(rt.Fault) as caught:
        answer_to(orders, http(envelope(fault, trace), "500 Wrong"))
    assert orders.Trace.from_envelope(caught.value).id == "t1"


def test_a_message_with_a_status_of_refusal_is_noted(orders: ModuleType) -> None:
    found = answer_to(orders, http(envelope(RESULT), "500 Wrong"))
    assert found.notes == ("a message that is no fault, with status 500",)


def test_servicestack_reports_errors_in_json_too(
    orders: ModuleType, rt: ModuleType
) -> None:
    body = (
        b'{"responseStatus": {"errorCode": "NotEmpty", "message": "Name is needed", "errors":'
        b' [{"errorCode": "NotEmpty", "fieldName": "Name", "message": "give one"}]}}'
    )
    with pytest.raises(rt.ServiceError) as caught:
        answer_to(orders, http(body, "400 Bad", "application/json"), "SAVE")
    assert caught.value.message == "Name is needed"
    field = rt.FieldError("NotEmpty", "Name", "give one", {})
    assert caught.value.field_errors == (field,)
    for odd in (b'{"responseStatus": 1}', b"{", b'{"a": [1]}'):
        with pytest.raises(rt.HttpError):
            answer_to(orders, http(odd, "400 Bad", "application/json"), "SAVE")


CONTROL = f"<Answer {NS}><Result>a&#x1F;b</Result></Answer>"


@pytest.mark.parametrize(
    ("operation", "body"),
    [("ASK", envelope(CONTROL, f"<Trace {NS}><Id>t&#1;</Id></Trace>")), ("SAVE", CONTROL.encode())],
)  # fmt: skip
def test_characters_that_xml_forbids_are_read_on_request(
    orders: ModuleType, rt: ModuleType, operation: str, body: bytes
) -> None:
    called = getattr(orders, operation)
    answer = http(body, "200 OK", UTF_8)
    with serving(answer, answer) as server, orders.OrdersClient(server.url) as client:
        with pytest.raises(rt.UnreadableAnswer, match="forbidden_characters='substi"):
            client.call(called, called.request())
        found = client.call(called, called.request(), forbidden_characters="substitute")
    assert found.value.result == "a\U000f001fb"
    assert found.notes == ("characters that XML forbids, in $.Result",)
    assert "a&#x1F;b" in found.value.to_xml().decode()
    if operation == "ASK":
        assert found.header(orders.Trace).id == "t\U000f0001"


def test_an_option_for_forbidden_characters_that_there_is_not(
    orders: ModuleType, rt: ModuleType
) -> None:
    with pytest.raises(rt.CannotCall, match="'refuse' or 'substitute', not 'recover'"):
        orders.OrdersClient("http://localhost", forbidden_characters="recover")
