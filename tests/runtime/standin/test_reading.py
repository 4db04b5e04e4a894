"""What .NET refuses and passes over in a message; and that nothing is said of right ones."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from soapstone.testing import records
from tests.runtime.standin.services import NAMES, Service, made
from tests.runtime.support import Shop, document


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Service]:
    return made(tmp_path_factory.mktemp("services"))


def reading_of(runtime: ModuleType) -> Any:
    return importlib.import_module(f"{runtime.__name__}.standin.reading")


def parsed(runtime: ModuleType, data: bytes) -> Any:
    parsing = importlib.import_module(f"{runtime.__name__}.reading.parsing")
    return parsing.parse(data, runtime.Limits())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_said_of_what_generated_classes_write(
    name: str, services: dict[str, Service]
) -> None:
    made = services[name]
    for _, kind in made.classes():
        _check_nothing_is_said(made, kind)


def _check_nothing_is_said(made: Service, kind: Any) -> None:
    read = reading_of(made.runtime).read_as_dotnet

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records(kind))
    def check(record: Any) -> None:
        root = parsed(made.runtime, record.to_xml())
        assert read(root, kind, ordered=made.ordered) == (record, [])

    check()


BASE = (
    "<Id>2</Id>{}<Colour>Red</Colour>{}<Period><Days>3</Days></Period>{}"
    "<When>2021-03-04T05:06:07</When><Guess>4</Guess>"
)
"""Members of an Order, with places behind Id, behind Colour, and before When."""
SKIPPED = "is not in the contract: skipped, unless the pages hide it"
MISSING = "is missing: taken as its default"
NIL = "is nil: refused, unless it is an int? that pages show as int"


def order(behind_id: str = "", behind_colour: str = "", late: str = "") -> str:
    return BASE.format(behind_id, behind_colour, late)


PASSED_OVER = {
    "nothing": (order(), []),
    "unknown": (order("<X/>"), [f"$.X: {SKIPPED}"]),
    "case": (order("<note>n</note>"), ["$.note: is not spelt Note: skipped"]),
    "namespace": (
        order('<Note xmlns="urn:x">n</Note>'),
        ["$.Note: is in namespace 'urn:x', not 'urn:orders': skipped"],
    ),
    "missing": (order().replace("<Guess>4</Guess>", ""), [f"$.Guess: {MISSING}"]),
    "missing inside": (
        order(late="<Lines><Line/></Lines>"),
        [f"$.Lines[0].Product: {MISSING}"],
    ),
    "again": (order("<Id>5</Id>"), ["$.Id: comes again: skipped, the first counts"]),
    "text": (order("text"), ["$: has text beside its members: skipped"]),
    "text inside": (
        order(late="<Home><Number>1</Number> x</Home>"),
        ["$.Home: has text beside its members: skipped"],
    ),
    "attribute": (
        order(late='<Home u:a="1"><Number>1</Number></Home>'),
        ["$.Home.@{urn:unknown}a: is not in the contract: skipped"],
    ),
    "attributes of .NET": (
        order(
            late='<Home xml:lang="en" i:schemaLocation="x" xmlns:z='
            '"http://schemas.microsoft.com/2003/10/Serialization/" z:Id="1">'
            "<Number>1</Number></Home>"
        ),
        [],
    ),
    "type": (
        order(late='<Home i:type="Villa"><Number>1</Number><Pool/></Home>'),
        ["$.Home: is of type Villa, which no page shows: refused if it is unknown"],
    ),
    "own type": (order(late='<Home i:type="Address"><Number>1</Number></Home>'), []),
    "item": (
        order(late="<Numbers><int>1</int><X/></Numbers>"),
        ["$.Numbers[1]: is {urn:orders}X, not {urn:orders}int: skipped"],
    ),
    "list of lists": (
        order(late="<Grid><Row><x>1</x></Row></Grid>"),
        ["$.Grid[0][0]: is {urn:orders}x, not {urn:orders}int: skipped"],
    ),
    "repeated": (
        order(late="<Leg><Number>1</Number></Leg><Leg/>"),
        [f"$.Leg[1].Number: {MISSING}"],
    ),
    "entry": (
        order(late="<Meta><X/></Meta>"),
        ["$.Meta[0]: is {urn:orders}X, not {urn:orders}Entry: skipped"],
    ),
    "value of a map": (
        order(late="<Groups><Entry><Key>1</Key><Value><x/></Value></Entry></Groups>"),
        ["$.Groups[0].Value[0]: is {urn:orders}x, not {urn:orders}int: skipped"],
    ),
    "any XML": (order(late="<Anything>text<x/></Anything>"), []),
    "empty enumeration": (
        order().replace("Red", ""),
        ["$.Colour: is empty: refused, unless it is of [Flags]"],
    ),
    "two of an enumeration": (order().replace("Red", "Red Red"), []),
    "nil of a reference": (order(late='<Note i:nil="true"/><Home i:nil="1"/>'), []),
}


@pytest.mark.parametrize("what", PASSED_OVER)
def test_what_xml_serializer_passes_over_is_said(what: str, shop: Shop) -> None:
    body, said = PASSED_OVER[what]
    root = parsed(shop.runtime, document(body, 'Rank="1"').encode())
    read = reading_of(shop.runtime).read_as_dotnet
    message, found = read(root, shop.package.Order, ordered=False)
    assert (message.id, found) == (2, said)


def test_a_missing_attribute_and_a_nil_value_are_said(shop: Shop) -> None:
    body = order().replace("<Id>2</Id>", '<Id i:nil="true"/>')
    root = parsed(shop.runtime, document(body).encode())
    read = reading_of(shop.runtime).read_as_dotnet
    message, found = read(root, shop.package.Order, ordered=False)
    assert message.id is None
    assert found == [f"$.Id: {NIL}", f"$.@Rank: {MISSING}"]


def test_members_out_of_order_are_read_by_xml_serializer_alone(shop: Shop) -> None:
    data = document(
        order("<Home><Number>1</Number><Street>s</Street></Home>") + "<Note/>"
    )
    read = reading_of(shop.runtime).read_as_dotnet
    root = parsed(shop.runtime, data.encode())
    message, found = read(root, shop.package.Order, ordered=False)
    assert found == [f"$.@Rank: {MISSING}"]
    assert (message.colour, message.home.street, message.note) == ("Red", "s", "")
    root = parsed(shop.runtime, data.encode())
    message, found = read(root, shop.package.Order, ordered=True)
    late = "comes too late: members have an order, skipped"
    assert found == [
        f"$.Home.Street: {late}",
        f"$.Colour: {late}",
        f"$.Note: {late}",
        f"$.@Rank: {MISSING}",
        f"$.Colour: {MISSING}",
    ]
    assert (message.home.street, message.note) == (None, None)
    assert message.colour != "Red"


@pytest.mark.parametrize(
    ("body", "said", "malformed"),
    [
        (
            order("<Home><Number>x</Number></Home>"),
            r"\$\.Home\.Number: found 'x'",
            False,
        ),
        (
            order().replace("Red", "Blue"),
            r"\$\.Colour: 'Blue' is no member of Co",
            False,
        ),
        (order().replace("Red", "Red Blue"), "no member of Colour", False),
        (order().replace(">4<", "><x/>4<"), r"\$\.Guess: holds an element", True),
        (order("<Tags><string><b/></string></Tags>"), r"Tags\[0\]: holds an", True),
    ],
)
def test_what_dotnet_refuses(body: str, said: str, malformed: bool, shop: Shop) -> None:
    reading = reading_of(shop.runtime)
    root = parsed(shop.runtime, document(body, 'Rank="1"').encode())
    with pytest.raises(reading.NotRead, match=said) as caught:
        reading.read_as_dotnet(root, shop.package.Order, ordered=False)
    assert caught.value.malformed == malformed


def test_data_contract_serializer_refuses_a_nil_value(shop: Shop) -> None:
    reading = reading_of(shop.runtime)
    body = order().replace("<Id>2</Id>", '<Id i:nil="true"/>')
    root = parsed(shop.runtime, document(body, 'Rank="1"').encode())
    with pytest.raises(reading.NotRead, match=r"\$\.Id: is nil"):
        reading.read_as_dotnet(root, shop.package.Order, ordered=True)


def test_an_object_is_anything(services: dict[str, Service]) -> None:
    """``object`` is printed like a class without members."""
    demo = services["demo"]
    kind = demo.package.EchoObject
    namespace = kind._document.element[1:].partition("}")[0]
    inner = '<o a="1">text<x/></o>'
    root = parsed(
        demo.runtime, f'<EchoObject xmlns="{namespace}">{inner}</EchoObject>'.encode()
    )
    found = reading_of(demo.runtime).read_as_dotnet(root, kind, ordered=False)[1]
    assert found == []
