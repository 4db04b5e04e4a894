"""Samples whose truth is known: every line of it is compared with what is inferred.

A sample shows less than its service has. Beside the words of a truth stands what the contract has
to hold for it; what a page does not show at all is listed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from soapstone.inference import Inferred, inferred
from soapstone.model.contract import Contract, Field, Particle
from soapstone.model.facts import PageFacts
from soapstone.pages import read_page
from tests.inference.samples import findings_of, flags, short

DATA = Path(__file__).parents[1] / "data/samples"
TRUTH_FILES = DATA.with_name("sample_truths")
NULL, SENT, ANY = "nullable", "required demanded", "nullable nillable"
FILES = {
    "soapui-asmx": "soapui-asmx.xml",
    "soapui-wcf": "soapui-wcf.xml",
    "soapui-types": "soapui-types.txt",
    "soapui-in-php": "soapui-in-php.txt",
    "postman": "postman.json",
    "curl": "curl.md",
    "data-contracts": "data-contracts.txt",
    "trace": "trace.xml",
}
PROSE = {"family", "traps", "wanted"}
"""Keys of a truth that are for its reader."""
Words = Mapping[str, tuple[object, tuple[str, str]]]
"""The words of a truth for a member, by its record and name, and what the contract has."""


def truth_of(page: str) -> dict[str, Any]:
    text = (TRUTH_FILES / f"{page}.truth.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return {key: value for key, value in found.items() if key not in PROSE}


def read(page: str) -> tuple[PageFacts, Inferred]:
    facts = read_page(f"svc/{FILES[page]}", (DATA / FILES[page]).read_bytes())
    return facts, inferred("svc", [facts])


def test_every_truth_is_compared() -> None:
    files = {path.name for path in TRUTH_FILES.iterdir()}
    assert files == {f"{page}.truth.json" for page in FILES}


# What a call needs

UNSHOWN_ACTION = {"soapui-asmx": "assumed-action", "soapui-wcf": "contract-in-action"}
"""Findings that say so where no sample shows the SOAPAction."""


@pytest.mark.parametrize("page", [each for each in FILES if each != "data-contracts"])
def test_a_call_is_what_the_truth_says(page: str) -> None:
    truth = truth_of(page)
    facts, made = read(page)
    (operation,) = made.contract.operations
    (binding,) = operation.bindings
    assert operation.request
    assert operation.request.element.name == operation.name == truth["operation"]
    assert operation.request.element.namespace == truth["namespace"]
    assert binding.transport.value == f"SOAP {truth['soap']}"
    if truth["soap_action"] is None:
        codes = {each.code for each in findings_of(made)}
        assert UNSHOWN_ACTION[page] in codes
    else:
        assert binding.soap_action == truth["soap_action"]
    if "url" in truth:
        assert f"{binding.scheme}://{binding.host}{binding.path}" == truth["url"]
    headers = [
        {"name": each.element.name, "namespace": each.element.namespace}
        for each in operation.request_headers
    ]
    assert headers == [
        (
            each
            if isinstance(each, dict)
            else {"name": each, "namespace": truth["namespace"]}
        )
        for each in truth.get("headers", [])
    ]
    if "contract" in truth:
        assert f"/{truth['contract']}/" in binding.soap_action
    assert facts.errors == ()


# Members: SoapUI's samples, whose truths list them

RECORDS = {
    "soapui-asmx": {"Shipment": "shipment"},
    "soapui-wcf": {"QuoteRequest": "request", "Place": "From"},
    "soapui-types": {"Filter": "filter"},
}
"""Types that no sample names: they are called after the elements that have them."""
NOT_SHOWN = {("soapui-types", "Ids"): "a list, of which nothing is shown but an item"}
WILDCARD = "raw"
"""A member that SoapUI shows as a comment on any elements."""


@pytest.mark.parametrize("page", RECORDS)
def test_members_are_all_that_the_truth_lists(page: str) -> None:
    truth, (_, made) = truth_of(page), read(page)
    listed = {truth["operation"]: truth["request"]}
    listed |= {name: one["members"] for name, one in truth["records"].items()}
    for name, members in listed.items():
        record = made.contract.record(RECORDS[page].get(name, name))
        shown = [each for each in members if each["name"] != WILDCARD]
        assert [each.name.name for each in record.fields] == [m["name"] for m in shown]
        assert (record.any_elements == "##any") is (shown != members)
        for each, member in zip(record.fields, shown, strict=True):
            assert of_field(each) == of_member(page, member), member
        if name in truth["records"]:
            assert record.namespace == truth["records"][name]["namespace"]
    enumerations = {
        each.key: {"members": list(each.members), "flags": each.flags}
        for each in made.contract.enumerations
    }
    assert enumerations == truth["enumerations"]


def of_field(field: Field) -> tuple[str, str]:
    attribute = " attribute" * (field.particle is Particle.ATTRIBUTE)
    return short(field.type), flags(field) + attribute


def of_member(page: str, member: Mapping[str, Any]) -> tuple[str, str]:
    """What the comments of SoapUI tell of a member."""
    named, of = page == "soapui-types", member["type"]
    own = RECORDS[page].get(of, of)
    is_record = (of[0].isupper() and not named and of != "Kind") or of == "Filter"
    contract = page == "soapui-wcf"
    if member.get("attribute"):
        return "string", "nullable attribute"
    form = "" if (page, member["name"]) in NOT_SHOWN else member.get("list", "")
    if form == "wrapped":
        item = own + "?" * (is_record or of == "string")
        return f"list({of}: {item})", ANY if contract else NULL
    known = named or is_record or of == "base64Binary"
    type_ = own if known else "string"
    if form == "unwrapped":
        return type_, "repeated"
    if contract:
        return type_, ANY if is_record else NULL
    # An enumeration is a value type whatever the truth of nullable says of it.
    value = not member["nullable"] or of == "Kind"
    return type_, SENT if value else NULL


# Members: samples with values, whose truths are words

TRUTHS: Mapping[str, Words] = {
    "soapui-in-php": {
        "BookVisit.Token": ("unknown, optional", ("string", NULL)),
        "BookVisit.PatientNo": ("unknown, required", ("string", SENT)),
        "BookVisit.Doctor": ("string, Doctor or Ward", ("string", f"{NULL} 1.1")),
        "BookVisit.Ward": ("unknown, Doctor or Ward", ("string", f"{NULL} 1.2")),
        "BookVisit.VisitDate": (
            "dateTime (by its literal part), optional",
            ("dateTime", NULL),
        ),
        "BookVisit.Slot": ("string, unwrapped", ("string", "repeated")),
        "BookVisit.Codes": ("unknown, wrapped, optional", ("any", NULL)),
        "BookVisit.Comment": ("unknown, masked, required", ("string", SENT)),
    },
    "postman": {
        "AddShift.employee": ("string", ("string", NULL)),
        "AddShift.hours": (
            "number: integer of unknown width, or decimal",
            ("int~", SENT),
        ),
        "AddShift.night": ("boolean", ("boolean", SENT)),
        "AddShift.begins": ("dateTime", ("dateTime", SENT)),
        "AddShift.kind": (
            "enumeration, first member Early (or a string)",
            ("string", NULL),
        ),
        "AddShift.days": (
            "list or object: not shown (children once)",
            ("list(Day: Day?)", NULL),
        ),
        "Day.date": ("dateTime", ("dateTime", SENT)),
        "Day.count": ("number", ("int~", SENT)),
        "AddShift.pin": ("string of length 4", ("string", NULL)),
        "AddShiftResponse.AddShiftResult": ("number", ("int~", SENT)),
    },
    "curl": {
        "GetSubscriber.login": ("unknown (placeholder) -> string", ("string", NULL)),
        "GetSubscriber.password": ("unknown (mask) -> string", ("string", NULL)),
        "GetSubscriber.msisdn": ("string", ("string", NULL)),
        "GetSubscriber.branch": ("string", ("string", NULL)),
        "GetSubscriber.full": ("unknown: boolean or a number", ("string", NULL)),
        "GetSubscriber.tags": (
            'list of string (item name "string" is the type)',
            ("list(string: string?)", NULL),
        ),
        "GetSubscriber.at": ("date (or string)", ("date", SENT)),
        "GetSubscriber.limit": ("decimal or double", ("decimal", SENT)),
        "GetSubscriber.comment": ("unknown, may be empty", ("any", NULL)),
        "GetSubscriberResult.Id": ("integer, width unknown", ("int~", SENT)),
        "GetSubscriberResult.Name": ("string", ("string", NULL)),
        "GetSubscriberResult.Balance": (
            "a number: int or decimal",
            ("string", NULL),  # 0 alone may be a boolean as well
        ),
        "GetSubscriberResult.Active": ("boolean", ("boolean", SENT)),
        "GetSubscriberResult.Since": ("dateTime", ("dateTime", SENT)),
        "GetSubscriberResult.Closed": ("nullable, type unknown", ("any", ANY)),
        "GetSubscriberResult.Lines": ("list of Line", ("list(Line: Line?)", NULL)),
        "Line.No": ("integer", ("int~", SENT)),
        "Line.Plan": ("string", ("string", NULL)),
        "Line.Roaming": ("boolean, optional", ("boolean", NULL)),
    },
    "data-contracts": {
        "OrderQuery.CustomerId": ("int (guess)", ("int~", "")),
        "OrderQuery.From": ("nullable, unknown", ("any", ANY)),
        "OrderQuery.States": ("int[] (Arrays namespace)", ("list(int: int)", ANY)),
        "Order.Customer": ("Customer", ("Customer", ANY)),
        "Order.Placed": ("DateTimeOffset", ("DateTimeOffset", "")),
        "Order.Props": (
            "Dictionary<string, decimal>",
            ("map(string: decimal)", ANY),
        ),
        "Order.Total": (
            "long (1234567890123 does not fit an int)",
            ("long~", ""),
        ),
        "RushOrder.Courier": ("nullable, unknown", ("any", ANY)),
        "Customer.Id": ("int", ("int~", "")),
        "Customer.Name": ("string", ("string", NULL)),
    },
    "trace": {
        "Assign.crewId": ("integer", ("int~", "")),
        "shift.Begins": ("dateTime", ("dateTime", "")),
        "shift.Deputy": ("nullable reference", ("any", ANY)),
        "shift.Grade": ("string or enumeration", ("string", NULL)),
        "shift.Skills": (
            "list, item unknown (declares the Arrays namespace)",
            ("any", ANY),
        ),
        "shift.Hours": ("decimal or double", ("decimal", "")),
        "Assign.remark": ("nullable", ("any", ANY)),
    },
}
ANSWERS = {"curl": "GetSubscriberResult", "postman": "AddShiftResponse"}
"""The record that the truth of a response speaks of."""


@pytest.mark.parametrize("page", TRUTHS)
def test_each_word_of_a_truth_has_its_member(page: str) -> None:
    made = read(page)[1].contract
    words = dict(said(page, truth_of(page)))
    assert words == {place: word for place, (word, _) in TRUTHS[page].items()}
    found = {place: at(made, *place.split(".")) for place in words}
    assert found == {place: member for place, (_, member) in TRUTHS[page].items()}


@pytest.mark.parametrize("page", TRUTHS)
def test_there_is_no_member_that_the_truth_lacks(page: str) -> None:
    """But those of messages around a result, inherited ones, and the text of a header."""
    made = read(page)[1].contract
    around = {"GetSubscriberResponse.GetSubscriberResult", "ArrayOfOrder.Order"}
    around |= {"Tenant.Value", "Assign.shift"}
    inherited = {r.key: r.base for r in made.records if r.base}
    shown = {
        f"{record.key}.{each.name.name}"
        for record in made.records
        for each in record.fields
        if f"{inherited.get(record.key)}.{each.name.name}" not in TRUTHS[page]
    }
    assert shown - around == set(TRUTHS[page])


def at(made: Contract, record: str, name: str) -> tuple[str, str]:
    (field,) = (each for each in made.record(record).fields if each.name.name == name)
    place = field.alternative
    branch = f" {place.choice}.{place.branch}" if place else ""
    return short(field.type), flags(field) + branch


def said(page: str, truth: Mapping[str, Any]) -> list[tuple[str, object]]:
    """The words of a truth on each member, by the record of the contract and its name."""
    operation, request = truth.get("operation", ""), truth["request"]
    if isinstance(request, list):
        return [(f"{operation}.{each['name']}", listed(each)) for each in request]
    if "records" in truth:
        records: Mapping[str, Mapping[str, str]] = truth["records"]
        return [
            (f"{record}.{name}", word)
            for record, members in records.items()
            for name, word in members.items()
            if name != "base"
        ]
    found: list[tuple[str, object]] = []
    answer = ANSWERS.get(page, "")
    for record, members in ((operation, request), (answer, truth.get("response", {}))):
        for path, word in members.items():
            *inner, name = path.split(".")
            if isinstance(word, dict):
                found += [(f"{name}.{key}", each) for key, each in word.items()]
            else:
                found.append((f"{inner[-1] if inner else record}.{name}", word))
    return found


def listed(member: Mapping[str, Any]) -> str:
    """The words on a member that a truth lists with several keys."""
    if "choice" in member:
        return f"{member['type']}, {' or '.join(member['choice'])}"
    optional = {True: "required", False: "optional", None: ""}[member.get("required")]
    parts = (member.get("type", member.get("item")), member.get("list", ""), optional)
    return ", ".join(filter(None, parts))
