"""The two ways of the reader, in passes and child by child, give the same result."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from soapstone.model.contract import (
    AnyXml,
    Contract,
    Field,
    MapOf,
    Particle,
    QName,
    RecordRef,
    Scalar,
)
from tests.contracts import (
    ORDERS,
    attribute,
    items,
    nillable,
    optional,
    plain,
    record,
    service,
)
from tests.packages import load, runtime_of
from tests.runtime.support import INT, STRING, document


def _text() -> Field:
    """The text of the record's own element."""
    return Field(QName("", ""), STRING, Particle.TEXT, required=True, demanded=True)


def _contract() -> Contract:
    """A class whose members are single elements, of every form and content."""
    names = (QName(ORDERS, name) for name in ("Entry", "Key", "Value"))
    entry, key, value = names
    return service(
        record(
            "Visit",
            plain("Id", INT),
            nillable("Name", STRING),
            optional("Note", STRING),
            nillable("When", Scalar("dateTime")),
            plain("Period", RecordRef("Period")),
            plain("Moment", Scalar("DateTimeOffset")),
            nillable("Tags", items("string", STRING)),
            optional("Numbers", items("int", INT)),
            optional("Periods", items("Period", RecordRef("Period"))),
            nillable("Meta", MapOf(entry, key, STRING, value, STRING, True)),
            optional("Label", RecordRef("Label")),
            optional("Anything", AnyXml()),
        ),
        record("Label", attribute("Language", STRING, nullable=True), _text()),
        record("Period", plain("Days", INT)),
        messages=("Visit",),
    )


MEMBERS = {
    "Id": "<Id>7</Id>",
    "Name": "<Name> Rex </Name>",
    "Note": "<Note>n</Note>",
    "When": "<When>2021-03-04T05:06:07</When>",
    "Period": "<Period><Days>1</Days></Period>",
    "Moment": (
        '<Moment xmlns:s="http://schemas.datacontract.org/2004/07/System">'
        "<s:DateTime>2021-03-04T05:06:07Z</s:DateTime><s:OffsetMinutes>60</s:OffsetMinutes>"
        "</Moment>"
    ),
    "Tags": "<Tags><string>a</string><string/></Tags>",
    "Numbers": "<Numbers><int>1</int><int>2</int></Numbers>",
    "Periods": "<Periods><Period><Days>1</Days></Period></Periods>",
    "Meta": (
        "<Meta><Entry><Key>k</Key><Value>v</Value></Entry>"
        "<Entry><Key/><Value/></Entry></Meta>"
    ),
    "Label": '<Label Language="de">Rot</Label>',
    "Anything": '<Anything a="1">t<x/></Anything>',
}
USUAL = "".join(MEMBERS.values())
UNKNOWN = '<u:X a="1">\n <u:Y> </u:Y>\n</u:X>'


def _with(**changed: str) -> str:
    return "".join((MEMBERS | changed).values())


def _indented(body: str) -> str:
    return body.replace("><", ">\n  <").replace("t<x/>", "t\n<x/>")


USUAL_BODIES = {
    "usual": USUAL,
    "indented": _indented(USUAL),
    "reversed": "".join(reversed(MEMBERS.values())),
    "nothing": "",
    "unknown": USUAL + UNKNOWN,
    "unknown-first-and-indented": UNKNOWN + _indented(USUAL),
    "twice": USUAL + MEMBERS["Name"] + MEMBERS["Tags"],
    **{f"nil-{name}": _with(**{name: f'<{name} i:nil="true"/>'}) for name in MEMBERS},
    **{f"absent-{name}": _with(**{name: ""}) for name in MEMBERS},
    **{f"only-{name}-nil": f'<{name} i:nil="1"/>{UNKNOWN}' for name in MEMBERS},
    **{
        f"empty-{name}": _with(**{name: f"<{name}></{name}>"})
        for name in "Name Note Period Tags Numbers Periods Meta Label Anything".split()
    },
    "empty-cdata": _with(Name="<Name><![CDATA[]]></Name>"),
    "blank-text-before-an-element": _with(Label="<Label> <u:X/></Label>"),
}

STRANGE_BODIES = {
    "text-first": f"text{USUAL}",
    "text-between": USUAL.replace("<Name>", "text<Name>"),
    "text-between-of-an-indented-one": _indented(USUAL).replace(
        "\n  <Name>", "\n t <Name>"
    ),
    "text-last": f"{USUAL}text",
    "text-after-an-unknown-element": f"{USUAL}{UNKNOWN}text",
    "an-attribute": _with(Name='<Name a="1">n</Name>'),
    "an-attribute-of-an-item": _with(Tags='<Tags><string a="1">a</string></Tags>'),
    "an-element-in-a-scalar": _with(Name="<Name>n<u:X/></Name>"),
    "an-element-in-a-blank-scalar": _with(Name="<Name> <u:X/></Name>"),
    "text-after-an-element": _with(Label="<Label> <u:X/>text</Label>"),
    "a-nil-item": _with(Tags='<Tags><string i:nil="true"/></Tags>'),
    "a-nil-record": _with(Periods='<Periods><Period i:nil="true"/></Periods>'),
    "a-nil-value": USUAL.replace("<Value/>", '<Value i:nil="true"/>'),
    "another-item": _with(Tags="<Tags><string>a</string><u:X/></Tags>"),
    "an-item-of-another-namespace": _with(Tags='<Tags><string xmlns=""/></Tags>'),
    "text-in-a-list": _with(Tags="<Tags>t<string>a</string></Tags>"),
    "text-in-an-empty-list": _with(Tags="<Tags>t</Tags>"),
    "another-entry": _with(Meta="<Meta><X><Key>k</Key><Value/></X></Meta>"),
    "a-value-before-its-key": _with(
        Meta="<Meta><Entry><Value>v</Value><Key>k</Key></Entry></Meta>"
    ),
    "all-keys-in-one-entry": _with(
        Meta="<Meta><Entry><Key>a</Key><Key>b</Key></Entry>"
        "<Entry><Value>1</Value><Value>2</Value></Entry></Meta>"
    ),
    "a-key-again": USUAL.replace("<Key/>", "<Key>k</Key>"),
    "an-empty-key-again": USUAL.replace("<Key>k</Key>", "<Key></Key>"),
    **{
        f"nil-with-content-{name}": _with(
            **{name: text.replace(f"<{name}", f'<{name} i:nil="true"', 1)}
        )
        for name, text in MEMBERS.items()
    },
    "nil-that-is-false": _with(Anything='<Anything i:nil="false">t</Anything>'),
    "a-wrong-value": _with(Id="<Id>x</Id>"),
}


class Visits:
    """The class of the package, whose reader can be kept from the first way."""

    def __init__(self, package: ModuleType) -> None:
        runtime = runtime_of(package).__name__
        self.error: Any = runtime_of(package).WireError
        self._parse = import_module(f"{runtime}.reading.parsing").parse
        self._read_document = import_module(f"{runtime}.reading.reader").read_document
        self._tables = [
            each._members for each in (package.Visit, package.Label, package.Period)
        ]

    def read(self, body: str) -> Any:
        root = self._parse(document(body, root="Visit"))
        return self._read_document(root, self._tables[0].reader)

    def read_child_by_child(self, body: str) -> Any:
        usual = [table.once for table in self._tables]
        for table in self._tables:
            table.once = False
        try:
            return self.read(body)
        finally:
            for table, once in zip(self._tables, usual, strict=True):
                table.once = once


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Visits:
    return Visits(load(_contract(), tmp_path_factory.mktemp("visits")))


def _outcome(read: Callable[[str], Any], body: str, error: Any) -> Any:
    try:
        record = read(body)
    except error as found:
        return str(found)
    return repr(record), _noted(record), [_noted(record.label), _noted(record.period)]


def _noted(record: Any) -> Any:
    wire = record and record._wire
    return wire and [getattr(wire, name) for name in type(wire).__dataclass_fields__]


@pytest.mark.parametrize("body", [*USUAL_BODIES.values()], ids=USUAL_BODIES)
def test_both_ways_give_the_same(visits: Visits, body: str) -> None:
    found = _outcome(visits.read, body, visits.error)
    assert found == _outcome(visits.read_child_by_child, body, visits.error)


@pytest.mark.parametrize("body", [*STRANGE_BODIES.values()], ids=STRANGE_BODIES)
def test_both_ways_keep_what_is_strange(visits: Visits, body: str) -> None:
    found = _outcome(visits.read, body, visits.error)
    assert found == _outcome(visits.read_child_by_child, body, visits.error)


def test_problems_come_in_the_order_of_the_fields(visits: Visits) -> None:
    body = _with(
        Numbers="<Numbers><int>y</int></Numbers>",
        Id="<Id>x</Id>",
        Period="<Period><Days>z</Days></Period>",
        When='<When a="1">never</When>',
    )
    with pytest.raises(visits.error, match="found") as caught:
        visits.read(body)
    problems: Any = caught.value
    paths = [each.path for each in problems.problems]
    assert paths == ["$.Id", "$.When", "$.Period.Days", "$.Numbers[0]"]
