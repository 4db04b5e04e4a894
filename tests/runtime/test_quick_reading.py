"""The quick reader beside the careful one: what it takes it reads the same, and it takes nothing of
which it would lose something.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from generator.contract import (
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


TAKEN = {
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

LEFT = {
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
    """The two readers of the package."""

    def __init__(self, package: ModuleType) -> None:
        runtime = runtime_of(package).__name__
        self._parse = import_module(f"{runtime}.parsing").parse
        self._readers: Any = import_module(f"{runtime}.reading")
        self._messages: Any = import_module(f"{runtime}.message_reading")
        self._careful: Any = import_module(f"{runtime}.careful_reading")
        self._read = package.Visit._codec()._read

    def quick(self, body: str) -> Any:
        """What the quick reader makes of it; None where it leaves it to the careful one."""
        root = self._parse(document(body, root="Visit"))
        reader = self._readers.Reader(root)
        try:
            record = self._read(root, reader)
        except (self._readers.Careful, ValueError):
            return None
        return record if reader.complete() else None

    def careful(self, body: str) -> Any:
        root = self._parse(document(body, root="Visit"))
        return self._read(root, self._careful.CarefulReader(root))


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Visits:
    return Visits(load(_contract(), tmp_path_factory.mktemp("visits")))


@pytest.mark.parametrize("body", TAKEN.values(), ids=TAKEN)
def test_what_the_quick_reader_takes_it_reads_as_the_careful_one_does(
    visits: Visits, body: str
) -> None:
    quick, careful = visits.quick(body), visits.careful(body)
    assert quick is not None
    assert repr(quick) == repr(careful)
    assert _noted(quick) == _noted(careful)


def _noted(record: Any) -> Any:
    wire = record._wire
    return wire and (wire.strays, wire.nil, wire.absent)


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT)
def test_the_quick_reader_leaves_what_it_would_lose(visits: Visits, body: str) -> None:
    assert visits.quick(body) is None


def test_problems_come_in_the_order_of_the_fields(visits: Visits) -> None:
    body = _with(
        Numbers="<Numbers><int>y</int></Numbers>",
        Id="<Id>x</Id>",
        Period="<Period><Days>z</Days></Period>",
        When='<When a="1">never</When>',
    )
    root = visits._parse(document(body, root="Visit"))
    with pytest.raises(ValueError, match="found") as caught:
        visits._messages.read_document(root, visits._read)
    problems: Any = caught.value
    paths = [each.path for each in problems.problems]
    assert paths == ["$.Id", "$.When", "$.Period.Days", "$.Numbers[0]"]
