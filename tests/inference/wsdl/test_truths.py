"""The contract of a WSDL as ASMX writes it, and of one with parts as WCF does."""

from __future__ import annotations

from pathlib import Path

from soapstone.inference.wsdl import described
from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    Message,
    Particle,
    QName,
    RecordRef,
    Scalar,
    Serializer,
    Transport,
)
from tests.inference.wsdl.services import read

DATA = Path(__file__).parents[2] / "data" / "described"
GARAGE = "http://garage.example.com/"
FERRY = "http://schemas.datacontract.org/2004/07/Ferry.Contracts"


def made(name: str) -> Contract:
    return described(
        name, read({each.name: each.read_bytes() for each in DATA.glob(f"{name}*")})
    ).contract


def fields(contract: Contract, key: str) -> dict[str, Field]:
    return {each.name.name: each for each in contract.record(key).fields}


def test_what_the_pages_of_asmx_hide() -> None:
    garage = made("garage")
    assert garage.service == "Garage"
    assert garage.serializer is Serializer.XML
    (operation,) = garage.operations
    assert [each.transport for each in operation.bindings] == [
        Transport.SOAP_1_1,
        Transport.SOAP_1_2,
    ]
    assert operation.request_headers == (
        Message(QName(GARAGE, "Credentials"), "Credentials"),
    )
    asked = fields(garage, "BookService")
    assert asked["car"].type == Scalar("guid")
    assert (asked["mileage"].required, asked["mileage"].nillable) == (True, True)
    work = RecordRef("Work")
    assert asked["work"].type == ListOf(QName(GARAGE, "Work"), work, nillable=True)
    own = fields(garage, "Work")
    assert own["id"].particle is Particle.ATTRIBUTE
    assert own["id"].required
    assert (own["Hours"].default, own["Hours"].nullable) == ("1", True)
    assert own["Parts"].type == AnyXml()
    appointment = garage.record("Appointment")
    assert appointment.base == "Outcome"
    assert [each.name.name for each in appointment.fields] == [
        *("Ok", "Reason", "At", "Next"),
    ]
    assert fields(garage, "Appointment")["Next"].type == RecordRef("Appointment")


def test_parts_of_wcf_with_one_that_is_missing() -> None:
    ferry = made("ferry")
    assert ferry.serializer is Serializer.DATA_CONTRACT
    (operation,) = ferry.operations
    assert operation.faults == (Message(QName(FERRY, "Full"), "Full"),)
    car = fields(ferry, "Car")
    types = {name: each.type for name, each in car.items()}
    assert types == {
        "Key": Scalar("guid"),
        "Length": Scalar("double"),
        "Stay": Scalar("duration"),
        "Tow": Scalar("boolean"),
    }
    assert {name for name, each in car.items() if each.required} == {"Length"}
    assert {name for name, each in car.items() if each.nillable} == {"Tow"}
    answer = fields(ferry, "BookResponse")["BookResult"]
    assert answer.type == EnumerationRef("Grade")
    assert ferry.enumeration("Grade").members == ("Deck", "Cabin")
