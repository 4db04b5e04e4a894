"""A list whose items are elements of several names: order, pairs, nil, and what does not fit."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from soapstone.emit.schema import schema_files
from soapstone.model.contract import (
    Branch,
    Contract,
    Enumeration,
    EnumerationRef,
    QName,
    RecordRef,
    Scalar,
)
from soapstone.model.contract import choice as choice_of
from tests.canonical import canonical
from tests.contracts import (
    ORDERS,
    TYPES,
    choice,
    items,
    optional,
    plain,
    record,
    service,
)
from tests.packages import load, runtime_of

NIL = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
INT, TEXT = Scalar("int"), Scalar("string")


def drawings() -> Contract:
    """Shapes of two classes, names that share a class, and a member on either side."""
    shapes = choice(
        Circle=RecordRef("Circle"),
        Line=RecordRef("Line"),
        Title=TEXT,
        Hue=EnumerationRef("Hue"),
        Layer=INT,
        Scale=Scalar("double"),
        When=Scalar("dateTime"),
        Day=Scalar("date"),
        Group=items("Circle", RecordRef("Circle")),
    )
    return service(
        record("Draw", plain("Id", INT), shapes, optional("End", TEXT)),
        record("Circle", plain("R", INT)),
        record("Line", optional("To", TEXT)),
        messages=("Draw",),
        enumerations=(Enumeration("Hue", None, ("Red", "Green")),),
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load(drawings(), tmp_path_factory.mktemp("drawings"))


def draw(content: str) -> str:
    return f'<Draw xmlns="{ORDERS}"><Id>1</Id>{content}</Draw>'


def test_items_keep_their_order_and_tell_their_branch(package: Any) -> None:
    document = draw(
        "<Line><To>a</To></Line><Circle><R>1</R></Circle><Title>t</Title><Hue>Red</Hue>"
        "<Line/><Layer>5</Layer><Scale>5</Scale><Day>2020-01-02</Day><Hue>Odd</Hue>"
        "<When>2020-01-02T00:00:00</When><Group><Circle><R>2</R></Circle></Group><End>e</End>"
    )
    read = package.Draw.from_xml(document)
    kinds = [type(each).__name__ for each in read.items]
    assert kinds == (
        "Line Circle tuple tuple Line tuple tuple date tuple datetime list".split()
    )
    assert read.items[1] == package.Circle(r=1)
    assert read.items[2] == ("Title", "t")
    assert read.items[3] == ("Hue", package.Hue.RED)
    assert read.items[5:7] == [("Layer", 5), ("Scale", 5.0)]
    assert read.items[-1] == [package.Circle(r=2)]
    assert canonical(read.to_xml()) == canonical(document)
    made = package.Draw(id=1, items=read.items, end="e")
    assert made == read
    assert made.to_xml() == read.to_xml()
    assert package.Draw(id=1) == package.Draw.from_xml(draw(""))


def test_items_may_stand_apart(package: Any) -> None:
    """XmlSerializer reads members in any order, and writes a list in one place."""
    read = package.Draw.from_xml(draw("<Line/><End>e</End><Circle><R>1</R></Circle>"))
    assert read.items == [package.Line(), package.Circle(r=1)]
    expected = draw("<Line/><Circle><R>1</R></Circle><End>e</End>")
    assert canonical(read.to_xml()) == canonical(expected)


def test_nothing_between_and_inside_items_is_lost(package: Any) -> None:
    """A nil item is nobody's value: it stays where it stood, as an element without a member."""
    document = draw(
        '<New/><Line z="1"/><New/><Title y="2">t<New/></Title><Circle ' + NIL + "/>"
        '<Circle><New/><R>1</R></Circle><Group x="3"><New/><Circle '
        + NIL
        + "/></Group>"
    )
    read = package.Draw.from_xml(document)
    unknown = [each.name for each in runtime_of(package).unknown(read)]
    assert f"{{{ORDERS}}}Circle" in unknown
    assert [type(each).__name__ for each in read.items] == (
        ["Line", "tuple", "Circle", "list"]
    )
    assert canonical(read.to_xml()) == canonical(document)


def test_wrong_values_are_found_where_they_are(package: Any) -> None:
    with pytest.raises(runtime_of(package).WireError) as caught:
        package.Draw.from_xml(draw("<Layer>x</Layer><Line/><Circle><R>y</R></Circle>"))
    assert [each.path for each in caught.value.problems] == (
        ["$.Layer[0]", "$.Circle[2].R"]
    )


def test_values_of_no_branch_are_refused(package: Any) -> None:
    items = [
        5,
        None,
        ("Layer", "x"),
        ("Other", 1),
        package.Circle(r="z"),
        ("Title", None),
    ]
    for state in ("", "<New/>"):  # a record with unknown content is written another way
        read = package.Draw.from_xml(draw(state))
        read.items = items
        with pytest.raises(runtime_of(package).WireError) as caught:
            read.to_xml()
        found = [(each.path, each.found) for each in caught.value.problems]
        assert found == [
            ("$.Circle[0]", "5"),
            ("$.Circle[1]", "None"),
            ("$.Layer[2]", "'x'"),
            ("$.Circle[3]", "('Other', 1)"),
            ("$.Circle[4].R", "'z'"),
            ("$.Title[5]", "None"),
        ]
        assert caught.value.problems[0].expected == (
            'a value of one branch: Circle, Line, ("Title", value), ("Hue", value), '
            '("Layer", value), ("Scale", value), datetime, date, list'
        )
        read.items = "circles"
        with pytest.raises(runtime_of(package).WireError, match="expected a list"):
            read.to_xml()


def test_a_float_may_be_an_int(tmp_path: Path) -> None:
    """As Python has it, where no branch is one of int."""
    contract = service(
        record("Ask", choice(Size=Scalar("double"), Name=TEXT)), messages=("Ask",)
    )
    package = load(contract, tmp_path)
    made = package.Ask(items=[5, 0.5, "x"])
    assert package.Ask.from_xml(made.to_xml()).items == [5.0, 0.5, "x"]


def test_two_branches_of_one_name_are_told_by_their_namespaces(tmp_path: Path) -> None:
    field = choice_of([Branch(QName(uri, "A"), INT) for uri in (ORDERS, TYPES)])
    package = load(service(record("Ask", field), messages=("Ask",)), tmp_path)
    document = f'<Ask xmlns="{ORDERS}"><A xmlns="{TYPES}">1</A><A>2</A></Ask>'
    read = package.Ask.from_xml(document)
    assert read.items == [(f"{{{TYPES}}}A", 1), (f"{{{ORDERS}}}A", 2)]
    assert canonical(read.to_xml()) == canonical(document)


MIXED = (
    f'<New/><Line z="1"/><Title y="2">t</Title><Circle {NIL}/><Circle><R>1</R><New/></Circle>'
    "<Hue>Odd</Hue><Group><Circle><R>2</R></Circle></Group><Day>2020-01-02</Day><Line/>"
)


def test_items_are_streamed_all_or_those_of_a_class(package: Any) -> None:
    """What ``from_xml`` takes for no item is none here: the nil circle."""
    stream, data = runtime_of(package).iter_from_xml, draw(MIXED).encode()
    items = package.Draw.from_xml(data).items
    for path in ("", "items"):
        found = [*stream(BytesIO(data), package.Draw, object, path=path)]
        assert found == items
        lines = [*stream(BytesIO(data), package.Draw, package.Line, path=path)]
        assert lines == [items[0], items[-1]]
    assert [*stream(BytesIO(data), package.Draw, date)] == [date(2020, 1, 2)]
    assert len(runtime_of(package).unknown(items[2])) == 1
    assert runtime_of(package).unknown(found[2]) == runtime_of(package).unknown(
        items[2]
    )


@pytest.mark.parametrize("wanted", ["object", "Circle"])
def test_a_wrong_item_of_a_stream_has_its_path(wanted: str, package: Any) -> None:
    kind = object if wanted == "object" else package.Circle
    wrong = draw("<Line/><Circle><R>1</R></Circle><Circle><R>x</R></Circle>")
    found = runtime_of(package).iter_from_xml(
        BytesIO(wrong.encode()), package.Draw, kind
    )
    with pytest.raises(
        runtime_of(package).WireError, match=r"^\$\.Circle\[2\]\.R: found 'x'"
    ):
        list(found)
    scalar = draw("<Line/><Layer>x</Layer>").encode()
    stream = runtime_of(package).iter_from_xml(BytesIO(scalar), package.Draw, object)
    with pytest.raises(runtime_of(package).WireError, match=r"^\$\.Layer\[1\]: found"):
        list(stream)


def test_a_class_that_tells_no_branch_is_not_streamed(package: Any) -> None:
    """Items of Title and Hue are pairs: asked for texts, we would return something else."""
    stream = runtime_of(package).iter_from_xml
    with pytest.raises(ValueError, match=r"no list of str items; pass path="):
        stream(BytesIO(), package.Draw, str)
    listed = (
        'path="items" is a list of Circle, Line, \\("Title", value\\), .*, not of str'
    )
    with pytest.raises(ValueError, match=listed):
        stream(BytesIO(), package.Draw, str, path="items")
    with pytest.raises(ValueError, match=r'no list of records at path="items.to"'):
        stream(BytesIO(), package.Draw, object, path="items.to")


def test_items_are_written_one_by_one(package: Any) -> None:
    """As the whole is, also between unknown content of the message."""
    items = package.Draw.from_xml(draw(MIXED)).items
    for content in ("", "<New/><End>e</End><New/>"):
        message, sink = package.Draw.from_xml(draw(content)), BytesIO()
        runtime_of(package).write_xml(sink, message, iter(items), path="items")
        message.items = items
        assert sink.getvalue() == message.to_xml()


def test_a_wrong_item_is_not_written_and_has_the_path_of_the_whole(
    package: Any,
) -> None:
    wire_error = runtime_of(package).WireError
    for wrong in (5, None, ("Layer", "x"), ("Other", 1), package.Circle(r="z")):
        items = [package.Line(), wrong]
        with pytest.raises(wire_error) as whole:
            package.Draw(id=1, items=items).to_xml()
        with pytest.raises(wire_error) as streamed:
            runtime_of(package).write_xml(BytesIO(), package.Draw(id=1), items)
        assert streamed.value.problems == whole.value.problems


def test_a_stand_in_answers_with_one_of_each_and_looks_into_each(package: Any) -> None:
    name = runtime_of(package).__name__
    plausible = import_module(f"{name}.standin.plausible").plausible
    reading = import_module(f"{name}.standin.reading")
    made = plausible(package.Draw)
    names = [element.name for element in drawings().record("Draw").fields[1].elements]
    root = etree.fromstring(made.to_xml())
    assert [each.tag for each in root[1:-1]] == [str(each) for each in names]
    assert reading.read_as_dotnet(root, package.Draw, ordered=False) == (made, [])
    made.items = [package.Circle(r=1), ("Hue", "Odd")]
    root = etree.fromstring(made.to_xml())
    with pytest.raises(
        reading.NotRead, match=r"\$.Hue\[1\]: 'Odd' is no member of Hue"
    ):
        reading.read_as_dotnet(root, package.Draw, ordered=False)


def test_the_schema_has_a_repeated_choice() -> None:
    (text,) = schema_files(drawings()).values()
    assert '<xs:choice minOccurs="0" maxOccurs="unbounded">' in text
    assert '<xs:element name="Layer" type="xs:int"/>' in text


def test_what_is_unknown_in_an_item_has_its_path(package: Any) -> None:
    document = draw(
        "<New>a</New><Line><New>b</New></Line><Title>t</Title><u:New xmlns:u='urn:u'>c</u:New>"
        "<Layer X='d'>1</Layer><Group><Circle/><Circle><New>e</New></Circle></Group>"
    )
    read = package.Draw.from_xml(document)
    all_unknown = runtime_of(package).all_unknown
    assert [(path, each.text) for path, each in all_unknown(read)] == [
        ("$.New", "a"),
        ("$.New", "c"),
        ("$.Layer[2].@X", "d"),
        ("$.Line[0].New", "b"),
        ("$.Group[3][1].New", "e"),
    ]
    del read.items[2:]
    assert [path for path, _ in all_unknown(read)] == [
        *("$.New", "$.New", "$.@X", "$.Line[0].New"),
    ]
