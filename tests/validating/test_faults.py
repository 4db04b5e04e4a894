"""Each kind of fault is reported once: where it stands, and what .NET does with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.inference.wsdl import described
from soapstone.validating.judgements import Verdict
from soapstone.validating.judging import Judge
from soapstone.validating.schemas import Schemas
from tests.canonical import XSI
from tests.inference.wsdl.services import read
from tests.packages import load
from tests.proving.test_described import kiln
from tests.runtime.standin.services import Service
from tests.runtime.support import document
from tests.validating.support import judge_of, judged

BASE = """
<Id>2</Id>{}
<Name>n</Name>
<Colour>Red</Colour>
<Period><Days>3</Days></Period>
<Numbers/>{}
<When>2021-03-04T05:06:07</When>
<Guess>4</Guess>
"""
"""Members of an Order on lines of their own, with places behind Id and before When."""


def order(behind_id: str = "", late: str = "") -> str:
    return BASE.format(behind_id, late)


HARMLESS, PARTLY, REFUSED = Verdict.TAKEN, Verdict.PARTLY, Verdict.REFUSED

FAULTS = {
    "order": (
        order(late="<Note>n</Note>"),
        (HARMLESS, "order", 6, "$.Note"),
    ),
    "unknown": (order("<X/>"), (PARTLY, "unknown", 2, "$.X")),
    "spelling": (order("<note/>"), (PARTLY, "spelling", 2, "$.note")),
    "namespace": (
        order('<Note xmlns="urn:x"/>'),
        (PARTLY, "namespace", 2, "$.Note"),
    ),
    "again": (order("<Id>3</Id>"), (PARTLY, "again", 2, "$.Id")),
    "item": (
        order().replace("<Numbers/>", "<Numbers><int>1</int><X/></Numbers>"),
        (PARTLY, "item", 6, "$.Numbers[1]"),
    ),
    "missing": (
        order().replace("<Days>3</Days>", ""),
        (PARTLY, "missing", 5, "$.Period.Days"),
    ),
    "attribute": (
        order(late='<Leg odd="1"><Number>1</Number></Leg>'),
        (PARTLY, "attribute", 6, "$.Leg[0].@odd"),
    ),
    "text": (order("text"), (PARTLY, "text", 1, "$")),
    "nil": (
        order().replace("<Days>3</Days>", '<Days i:nil="true"/>'),
        (PARTLY, "nil", 5, "$.Period.Days"),
    ),
    "type": (
        order(late='<Leg i:type="Villa"><Number>1</Number><Pool/></Leg>'),
        (PARTLY, "type", 6, "$.Leg[0]"),
    ),
    "empty": (
        order().replace("Red", ""),
        (PARTLY, "empty", 4, "$.Colour"),
    ),
    "no member": (
        order().replace("Red", "Blue"),
        (REFUSED, "no-member", 4, "$.Colour"),
    ),
    "no text": (
        order().replace(">4<", "><x/>4<"),
        (REFUSED, "no-text", 8, "$.Guess"),
    ),
    "value": (
        order(late="<Leg/><Leg><Number>x</Number></Leg>").replace(
            "<Leg/>", "<Leg><Number>1</Number></Leg>"
        ),
        (REFUSED, "value", 6, "$.Leg[1].Number"),
    ),
    "value of an attribute": (
        order(),
        (REFUSED, "value", 1, "$.@Rank"),
    ),
    "character": (
        order("<Note>&#x1F;</Note>"),
        (REFUSED, "character", 1, "$"),
    ),
    "null": (
        order('<Note i:nil="true"/>'),
        (HARMLESS, "null", 2, "$.Note"),
    ),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_told_once(what: str, judges: dict[str, Judge]) -> None:
    body, expected = FAULTS[what]
    rank = "x" if "attribute" in what and "value" in what else "1"
    found = judged(judges["shop"], document(body, f'Rank="{rank}"'))
    reported = [
        (found.verdict, each.code, each.origin.line, each.path)
        for each in found.findings
    ]
    assert reported == [expected]
    assert all(e.found and e.expected and e.does and e.advice for e in found.findings)


def test_all_faults_are_told_in_the_order_of_lines(judges: dict[str, Judge]) -> None:
    body = order("<X/>", "<Note/>").replace(">3<", ">three<").replace("Red", "Blue")
    found = judged(judges["shop"], document(body, 'Rank="1"'))
    codes = [(each.origin.line, each.code) for each in found.findings]
    assert codes == [(2, "unknown"), (4, "no-member"), (5, "value"), (6, "order")]


def test_data_contract_serializer_loses_what_comes_too_late(
    services: dict[str, Service], tmp_path: Path
) -> None:
    """What it skips is not read: a wrong value in there does no harm."""
    shop = services["shop"]
    judge = Judge(shop.package, shop.runtime, Schemas({}, tmp_path), ordered=True)
    body = order().replace("<Id>2</Id>", "") + "<Id>two</Id>"
    found = judged(judge, document(body, 'Rank="1"'))
    reported = [(each.code, each.origin.line, each.path) for each in found.findings]
    assert reported == [("missing", 1, "$.Id"), ("late", 9, "$.Id")]
    assert found.verdict is Verdict.PARTLY
    nil = order().replace("<Days>3</Days>", '<Days i:nil="true"/>')
    found = judged(judge, document(nil, 'Rank="1"'))
    assert [each.code for each in found.findings] == ["nil-value"]
    assert found.verdict is Verdict.REFUSED


SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def test_an_entry_of_the_header_is_a_message_of_its_own(
    judges: dict[str, Judge],
) -> None:
    body = document(order(), 'Rank="1"')
    entry = '\n<o:Odd xmlns:o="urn:odd" {}/>'
    envelope = (
        f'<s:Envelope xmlns:s="{SOAP}"><s:Header>{entry}</s:Header>'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    )
    found = judged(judges["shop"], envelope.format(""))
    (reported,) = found.findings
    assert (reported.code, reported.origin.line) == ("header", 2)
    assert found.verdict is Verdict.PARTLY
    refused = judged(judges["shop"], envelope.format('s:mustUnderstand="1"'))
    assert [each.code for each in refused.findings] == ["not-understood"]
    assert refused.verdict is Verdict.REFUSED


def test_a_fault_of_the_service_is_no_fault(judges: dict[str, Judge]) -> None:
    fault = (
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault>"
    )
    data = f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{fault}</s:Body></s:Envelope>'
    found = judged(judges["shop"], data)
    assert (found.verdict, found.direction) == (Verdict.RIGHT, "fault")


def test_an_element_of_the_same_name_is_expected(judges: dict[str, Judge]) -> None:
    data = document(order()).replace("urn:orders", "urn:order")
    (reported,) = judged(judges["shop"], data).findings
    assert (reported.code, reported.expected) == ("body", "{urn:orders}Order")


def test_many_faults_are_counted_and_the_first_of_each_kind_stays(
    judges: dict[str, Judge],
) -> None:
    pages = "<Page>x</Page>" * 1500
    found = judged(
        judges["shop"], document(order(late="<X/>" * 1500 + pages), 'Rank="1"')
    )
    assert {each.code for each in found.findings} == {"unknown", "value"}
    assert (len(found.findings), found.more) == (1001, 1999)
    assert found.verdict is Verdict.REFUSED


ODD_CODE = ("facet", "$.Code", "'ab1'", r"pattern [A-Z]{2}\d+(-x)?")
NO_WARE = ("occurrence", "$", "ends before the schema does", "Ware")
TWO_BRANCHES = (
    *("occurrence", "$.From"),
    *("is not what comes next in the schema", "Ware"),
)
WARE = '<Ware i:type="Tile"><Name>n</Name></Ware>'


@pytest.mark.parametrize(
    ("code", "late", "expected"),
    [
        ("AB1", WARE, []),
        ("ab1", WARE, [ODD_CODE]),
        ("AB1", "", [NO_WARE]),
        ("AB1", f"<From>10:00:00</From>{WARE}", [TWO_BRANCHES]),
    ],
)
def test_what_the_schema_of_a_wsdl_alone_demands(
    code: str, late: str, expected: list[tuple[str, ...]], tmp_path: Path
) -> None:
    contract = described("kiln", read({"kiln/k.wsdl": kiln().encode()})).contract
    made = Service(contract, load(contract, tmp_path, "kiln"))
    fire = (
        f'<Fire xmlns="urn:kiln" xmlns:i="{XSI}" mode="slow"><Code>{code}</Code>'
        f"<Heat>900</Heat><Version>2.0</Version><Hours>3</Hours>{late}</Fire>"
    )
    found = judged(judge_of(made, tmp_path / "schemas"), fire).findings
    assert [(e.code, e.path, e.found, e.expected) for e in found] == expected
