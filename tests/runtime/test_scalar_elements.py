"""QName and DateTimeOffset, enumerations, and maps whose keys are records."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.model.contract import Contract, ListOf, MapOf, QName, RecordRef, Scalar
from soapstone.runtime.records.enumerations import enumeration_reader, write_enumeration
from tests.canonical import XSI, canonical
from tests.contracts import ORDERS, nillable, optional, plain, record, service
from tests.packages import load, runtime_of

LEXICAL = json.loads(
    (Path(__file__).parents[1] / "data/dotnet/lexical.core.json").read_text("utf-8")
)
SYSTEM = "http://schemas.datacontract.org/2004/07/System"

OFFSET, NAME = Scalar("DateTimeOffset"), Scalar("QName")
KEY = RecordRef("Point")


def shop() -> Contract:
    entry = (QName(ORDERS, name) for name in ("Entry", "Key", "Value"))
    entry_name, key, value = entry
    at = MapOf(entry_name, key, KEY, value, Scalar("string"), True)
    when = MapOf(entry_name, key, OFFSET, value, NAME, True)
    grid = MapOf(
        *(entry_name, key, ListOf(QName(ORDERS, "int"), Scalar("int"), False)),
        *(value, KEY, True),
    )
    return service(
        record(
            "Order",
            plain("Due", OFFSET, demanded=False),
            nillable("Done", OFFSET),
            optional("Kind", NAME),
            plain("Type", NAME, demanded=False),
            optional("Dates", ListOf(QName(ORDERS, "Date"), OFFSET, True)),
            optional("At", at),
            optional("When", when),
            optional("Grid", grid),
            plain("Places", at, demanded=False),
        ),
        record("Point", plain("X", Scalar("int"))),
        messages=("Order",),
    )


class Shop:
    def __init__(self, package: ModuleType) -> None:
        self.package: Any = package
        self.runtime: Any = runtime_of(package)

    def read(self, members: str) -> Any:
        return self.package.Order.from_xml(document(members))


def document(members: str) -> str:
    bound = f'xmlns="{ORDERS}" xmlns:s="{SYSTEM}" xmlns:i="{XSI}" xmlns:p="urn:p"'
    return f"<Order {bound}>{members}</Order>"


def offset(moment: str, minutes: object) -> str:
    return (
        f"<s:DateTime>{moment}</s:DateTime><s:OffsetMinutes>{minutes}</s:OffsetMinutes>"
    )


DUE = f"<Due>{offset('2021-03-03T23:36:07.0890001Z', 330)}</Due><Type/><Places/>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(load(shop(), tmp_path_factory.mktemp("shop")))


# --- DateTimeOffset --------------------------------------------------------------------------

NOON = datetime(2021, 3, 4, 5, 6, 7)
MOMENTS = {
    "2021-03-04 05:06:07.089 +05:30": NOON.replace(
        microsecond=89000, tzinfo=timezone(timedelta(minutes=330))
    ),
    "Z": NOON.replace(tzinfo=UTC),
    "-08:00": NOON.replace(tzinfo=timezone(timedelta(hours=-8))),
}
"""What Gen.cs wrote, by the name that it gave it."""


@pytest.mark.parametrize("name", MOMENTS)
def test_what_dotnet_writes_is_read_and_written_back(name: str, made: Shop) -> None:
    rows = {
        row["csharp"]: row["dcs"]
        for row in LEXICAL["write"]
        if row["type"] == "DateTimeOffset"
    }
    assert rows.keys() == MOMENTS.keys()
    content = re.sub(r"<(/?)(DateTime|OffsetMinutes)>", r"<\1s:\2>", rows[name])
    due = re.sub(r"^<DateTimeOffset[^>]*>|</DateTimeOffset>$", "", content)
    sent = f"<Due>{due}</Due>"
    order = made.read(sent)
    # == would do with the same moment at another offset.
    assert (order.due, order.due.utcoffset()) == (
        MOMENTS[name],
        MOMENTS[name].utcoffset(),
    )
    assert (order.due.tzinfo is UTC) == (name == "Z")
    assert canonical(order.to_xml()) == canonical(document(sent))


def test_the_tick_of_a_moment_survives_its_offset(made: Shop) -> None:
    order = made.read(DUE)
    assert str(order.due) == "2021-03-04 05:06:07.089000+05:30"
    assert order.due.tick == 1
    assert canonical(order.to_xml()) == canonical(document(DUE))


@pytest.mark.parametrize(
    ("moment", "minutes", "written"),
    [
        # .NET takes a moment without zone for the time at the offset.
        ("2021-03-04T05:06:07", 330, ("2021-03-03T23:36:07Z", 330)),
        ("2021-03-04T05:06:07+02:00", -60, ("2021-03-04T03:06:07Z", -60)),
        (" 2021-03-04T05:06:07.10Z ", " +030 ", ("2021-03-04T05:06:07.1Z", 30)),
        ("0001-01-01T00:00:00Z", 0, ("0001-01-01T00:00:00Z", 0)),
        ("9999-12-31T23:59:59.9999999Z", 0, ("9999-12-31T23:59:59.9999999Z", 0)),
        ("0001-01-01T00:00:00Z", 840, ("0001-01-01T00:00:00Z", 840)),
    ],
)
def test_other_texts_of_the_same_moment(
    moment: str, minutes: object, written: tuple[str, int], made: Shop
) -> None:
    order = made.read(f"<Due>{offset(moment, minutes)}</Due>")
    expected = document(f"<Due>{offset(*written)}</Due>")
    assert canonical(order.to_xml()) == canonical(expected)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (offset("2021-03-04T05:06:07Z", 841), "'2021-03-04T05:06:07Z841'"),
        (offset("0001-01-01T00:00:00Z", -1), "'0001-01-01T00:00:00Z-1'"),
        (offset("yesterday", 0), "'yesterday0'"),
        ("<s:DateTime>2021-03-04T05:06:07Z</s:DateTime>", "no OffsetMinutes"),
        ("", "no DateTime and no OffsetMinutes"),
        # What XmlSerializer of .NET 5 writes stands in contracts of its own.
        ("2021-03-04T05:06:07+05:30", "no DateTime and no OffsetMinutes"),
    ],
)
def test_what_is_no_moment_is_an_error_with_its_path(
    content: str, found: str, made: Shop
) -> None:
    with pytest.raises(made.runtime.WireError) as error:
        made.read(f"<Due>{content}</Due>")
    assert str(error.value).startswith(f"$.Due: found {found}, expected ")


@pytest.mark.parametrize(
    "content",
    [
        offset("2021-03-04T05:06:07Z", 0).replace(
            "</s:DateTime>", "</s:DateTime><p:x/>"
        ),
        f'{offset("2021-03-04T05:06:07Z", 0)}<p:x/>text',
    ],
)
def test_what_stands_beside_the_parts_is_kept(content: str, made: Shop) -> None:
    order = made.read(f'<Due p:a="1">{content}</Due>')
    assert order.due == datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert "{urn:p}x" in [each.name for each in made.runtime.unknown(order)]
    written = order.to_xml().decode()
    assert written.count(":x") == 1
    assert 'a="1"' in written
    assert made.package.Order.from_xml(written) == order


def test_the_parts_may_come_in_either_order(made: Shop) -> None:
    moment, minutes = offset("2021-03-04T05:06:07Z", 60).split("</s:DateTime>")
    order = made.read(f"<Due>{minutes}{moment}</s:DateTime></Due>")
    assert order.due.isoformat() == "2021-03-04T06:06:07+01:00"


def test_absent_and_nil_moments(made: Shop) -> None:
    for members in (
        "",
        '<Due i:nil="true"/>',
        f'{DUE[:-16]}<Done i:nil="true"/>{DUE[-16:]}',
    ):
        order = made.read(members)
        assert order.done is None
        assert canonical(order.to_xml()) == canonical(document(members))
    least = made.read("").due
    assert (least, least.tzinfo) == (datetime.min.replace(tzinfo=UTC), UTC)
    order = made.package.Order()
    assert order.due == least
    assert (
        offset("0001-01-01T00:00:00Z", 0).replace("s:", "dto:")
        in order.to_xml().decode()
    )


@pytest.mark.parametrize(
    "value",
    [
        datetime(2021, 3, 4),
        "2021-03-04",
        None,
        datetime(2021, 3, 4, tzinfo=timezone(timedelta(hours=15))),
        datetime(2021, 3, 4, tzinfo=timezone(timedelta(seconds=30))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_a_moment_that_dotnet_could_not_hold_is_refused(value: Any, made: Shop) -> None:
    order = made.package.Order(due=value)
    with pytest.raises(made.runtime.WireError, match=r"^\$\.Due: found "):
        order.to_xml()


def test_moments_as_items_keys_and_values(made: Shop) -> None:
    moment = offset("2021-03-04T05:06:07Z", 60)
    members = (
        f'{DUE}<Dates><Date>{moment}</Date><Date i:nil="true"/></Dates><When><Entry>'
        f"<Key>{moment}</Key><Value>p:n</Value></Entry></When>"
    ).replace("<Type/><Places/>", "")
    order = made.read(members)
    at = datetime(2021, 3, 4, 6, 6, 7, tzinfo=timezone(timedelta(hours=1)))
    assert order.dates == [at, None]
    assert order.when == {at: "{urn:p}n"}
    names = (f"{{{ORDERS}}}Value",)
    assert canonical(order.to_xml(), names) == canonical(document(members), names)


# --- QName -----------------------------------------------------------------------------------

KIND = (f"{{{ORDERS}}}Kind", f"{{{ORDERS}}}Type")


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("<Kind>p:loc</Kind>", "{urn:p}loc"),
        ("<Kind> p:loc\n</Kind>", "{urn:p}loc"),
        # Without prefix it is in the default namespace, here that of the document.
        ("<Kind>loc</Kind>", f"{{{ORDERS}}}loc"),
        ('<n:Kind xmlns="" xmlns:n="urn:orders">loc</n:Kind>', "loc"),
        ('<Kind xmlns:p="urn:a?b&amp;c">p:loc</Kind>', "{urn:a?b&c}loc"),
        ("<Kind/>", ""),
    ],
)
def test_a_qualified_name_is_its_namespace_and_name(
    element: str, value: str, made: Shop
) -> None:
    order = made.read(element)
    assert order.kind == value
    again = made.package.Order(kind=value).to_xml()
    assert made.package.Order.from_xml(again).kind == value
    assert canonical(order.to_xml(), KIND) == canonical(document(element.strip()), KIND)


def test_a_name_survives_beside_unknown_content(made: Shop) -> None:
    element = '<Kind p:a="1">p:loc<p:x/></Kind>'
    order = made.read(element)
    assert order.kind == "{urn:p}loc"
    assert canonical(order.to_xml(), KIND) == canonical(document(element), KIND)


@pytest.mark.parametrize("text", ["q:loc", "p:", ":", ":loc"])
def test_a_prefix_that_nobody_binds_is_an_error(text: str, made: Shop) -> None:
    with pytest.raises(made.runtime.WireError, match=r"^\$\.Kind: found .*a QName"):
        made.read(f"<Kind>{text}</Kind>")


@pytest.mark.parametrize("value", ["a:b", "{urn:p}", "{urn:p}a b", "{}a", 5])
def test_what_is_no_name_is_not_written(value: Any, made: Shop) -> None:
    with pytest.raises(made.runtime.WireError, match=r"^\$\.Kind: found .*a QName"):
        made.package.Order(kind=value).to_xml()


# --- maps whose keys are records -------------------------------------------------------------

AT = (
    "<At><Entry><Key><X>1</X></Key><Value>a</Value></Entry>"
    '<Entry><Key><X>1</X></Key><Value i:nil="true"/></Entry></At>'
)


def test_a_map_whose_keys_are_records_is_a_list_of_pairs(made: Shop) -> None:
    grid = "<Grid><Entry><Key><int>1</int></Key><Value><X>2</X></Value></Entry></Grid>"
    point = made.package.Point
    order = made.read(AT + grid)
    # .NET tells keys of a class apart by identity, so that two may look the same.
    assert order.at == [(point(x=1), "a"), (point(x=1), None)]
    assert order.grid == [([1], point(x=2))]
    assert order.places == made.package.Order().places == []
    assert canonical(order.to_xml()) == canonical(document(AT + grid))
    usual = AT.replace(' i:nil="true"', "")
    assert canonical(made.read(usual).to_xml()) == canonical(document(usual))


def test_unknown_content_in_an_entry_is_kept(made: Shop) -> None:
    members = AT.replace("<Value>a", "<p:x/><Value>a").replace("<X>1", '<X p:a="2">1')
    order = made.read(members)
    assert canonical(order.to_xml()) == canonical(document(members))


@pytest.mark.parametrize("value", [{}, {"a": "b"}, [1], [("a",)], "ab", ["ab"]])
def test_what_is_no_list_of_pairs_is_refused(value: Any, made: Shop) -> None:
    with pytest.raises(
        made.runtime.WireError, match=r"^\$\.At: found .*a list of pairs"
    ):
        made.package.Order(at=value).to_xml()


def test_a_key_that_does_not_fit_is_named(made: Shop) -> None:
    point = made.package.Point
    order = made.package.Order(at=[(point(x=1), "a"), (point(x=2**31), "b")])
    with pytest.raises(made.runtime.WireError, match=r"^\$\.At\[1\]\.Key\.X: found "):
        order.to_xml()
    with pytest.raises(made.runtime.WireError, match=r"^\$\.At\[1\]\.Key\.X: found "):
        made.read(AT[::-1].replace(">X/<1>X<", ">X/<y>X<", 1)[::-1])


# --- enumerations ----------------------------------------------------------------------------


class Color(StrEnum):
    RED = "Red"
    GREEN = "Green"
    BLUE = "Blue"


class Perm(StrEnum):
    NONE = "None"
    READ = "Read"
    WRITE = "Write"
    EXEC = "Exec"
    RW = "RW"


class Renamed(StrEnum):
    FIRST_DCS = "first value"
    FIRST_XS = "first-value"
    SECOND = "Second"


KINDS: dict[str, type[StrEnum]] = {"Color": Color, "Perm": Perm, "Renamed": Renamed}
ROWS = [row for row in LEXICAL["parse"] if row["type"] in KINDS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii((row["type"], row["text"])))
def test_a_text_that_dotnet_takes_for_a_member_is_one(row: dict[str, Any]) -> None:
    kind = KINDS[row["type"]]
    value = enumeration_reader(kind)(row["text"])
    shown = row["dcs"] or row["xs"]
    if (
        shown in list(kind)
        and " " not in row["text"].strip()
        and "\n" not in row["text"]
    ):
        assert value is kind(shown)
    elif row["text"] == "first-value":
        assert value is Renamed.FIRST_XS
    else:
        # Several members, or none that is known: the text stays, and stays what it is.
        assert type(value) is str
        assert value == row["text"]
        assert write_enumeration(value) == row["text"]


def test_the_rows_of_enumerations_are_there() -> None:
    assert len(ROWS) == 18
    written = [row for row in LEXICAL["write"] if row["type"] in ("Perm", "PermDc")]
    assert {re.sub("<[^>]*>", "", row["dcs"]) for row in written} == {
        *("Read Exec", "Read Write Exec", "None", "r W")
    }
