"""A service with each kind of value, a program that uses each, and one that misuses each."""

from __future__ import annotations

from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    QName,
    RecordRef,
    Scalar,
)
from tests.contracts import ORDERS, choice, items, optional, plain, record, service

TEXT = Scalar("string")


def gallery() -> Contract:
    """Members that may be left out, a choice, any values, derived types, a list of records."""
    circle, shape = RecordRef("Circle"), RecordRef("Shape")
    return service(
        record(
            "Gallery",
            plain("Id", Scalar("int")),
            optional("Weight", Scalar("decimal")),
            optional("Circles", items("Circle", circle)),
            optional("Best", shape),
            optional("Extra", AnyXml()),
            optional("Extras", items("anyType", AnyXml())),
            choice(
                Circle=circle,
                Line=RecordRef("Line"),
                Title=TEXT,
                Link=Scalar("anyURI"),
                Hue=EnumerationRef("Hue"),
            ),
        ),
        record(
            "Circle", plain("R", Scalar("double")), type_name=QName(ORDERS, "Circle")
        ),
        record("Line", optional("To", TEXT)),
        record("Shape", optional("Name", TEXT), type_name=QName(ORDERS, "Shape")),
        record(
            "Star",
            optional("Name", TEXT),
            plain("Points", Scalar("int")),
            type_name=QName(ORDERS, "Star"),
            base="Shape",
        ),
        messages=("Gallery",),
        enumerations=(Enumeration("Hue", QName(ORDERS, "Hue"), ("Red", "Dark Green")),),
        name="Gallery",
    )


RIGHT = '''
"""Each kind of value, used as its type says."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal, assert_type

from generated.gallery import Circle, Gallery, Hue, Line, Shape, Star
from generated.runtime import Column, Limits, Table, Unknown, Xml
from generated.runtime import all_unknown, forbidden_characters, iter_from_xml
from generated.runtime import unknown, wire_state, write_xml


def left_out(gallery: Gallery) -> Decimal:
    assert_type(gallery.weight, Decimal | None)
    gallery.weight = None
    gallery.weight = Decimal("1.5")
    assert_type(wire_state(gallery, "weight"), Literal["nil", "absent"] | None)
    return gallery.weight + 1


def any_values(gallery: Gallery) -> str:
    gallery.extra = Xml.of(7, "short")
    gallery.extras = [Xml.of("a"), Xml.of(Star(points=5)), Xml.of(Hue.RED)]
    assert_type(gallery.extra.type, str)
    assert_type(gallery.extra.children(), tuple[Xml, ...])
    found = ""
    for extra in gallery.extras:
        match extra.value:
            case Star() as star:
                found += f"{star.points}"
            case str() as text:
                found += text
            case int() | float() | Decimal() as number:
                found += f"{number}"
            case None:
                found += "nothing"
            case Xml() as other:
                found += other.text
            case _:
                pass
    return found


def derived(gallery: Gallery) -> int:
    gallery.best = Star(name="a", points=5)
    best = Gallery.from_xml(gallery.to_xml()).best
    assert_type(best, Shape | None)
    return best.points if isinstance(best, Star) else 0


def choices(gallery: Gallery) -> list[str]:
    gallery.items = [Circle(r=1.0), Line(to="a"), ("Title", "t"), ("Link", "urn:a")]
    gallery.items.append(("Hue", Hue.DARK_GREEN))
    found: list[str] = []
    for item in gallery.items:
        if isinstance(item, Circle):
            assert_type(item.r, float)
        elif isinstance(item, Line):
            assert_type(item.to, str | None)
        else:
            name, value = item
            assert_type(name, Literal["Title", "Link", "Hue"])
            found += [name, value]
    return found


def tables(reply: str | bytes) -> list[Decimal | str]:
    tables = Xml.parse(reply, Limits(depth=20)).tables()
    assert_type(tables, dict[str, Table])
    table = tables["Quote"]
    assert_type(table.key, tuple[str, ...])
    assert_type(table.columns, dict[str, Column])
    for name, column in table.columns.items():
        print(name, column.type.__name__, column.xsd_type, column.nullable)
    for before, state in zip(table.before, table.states):
        print(before.row, before.values["Price"], state == "modified")
    for problem in table.problems:
        print(problem.path)
    prices = [row["Price"] for row in table.rows]
    return [price for price in prices if isinstance(price, Decimal | str)]


def plain_data(gallery: Gallery) -> Gallery:
    plain = gallery.to_dict(names="wire", values="json")
    assert_type(plain, dict[str, Any])
    assert_type(Gallery.from_dict(plain, names="wire"), Gallery)
    text = gallery.to_json(indent=2)
    assert_type(text, str)
    return Gallery.from_json(text)


def not_lost(data: bytes) -> list[str]:
    gallery = Gallery.from_xml(data, forbidden_characters="substitute")
    assert_type(unknown(gallery), tuple[Unknown, ...])
    assert_type(all_unknown(gallery), Iterator[tuple[str, Unknown]])
    assert_type(forbidden_characters(gallery), Iterator[tuple[str, str]])
    found = [path for path, content in all_unknown(gallery) if content.text]
    return found + [text for _, text in forbidden_characters(gallery)]


def streams(data: bytes) -> int:
    circles = iter_from_xml(BytesIO(data), Gallery, Circle, path="circles")
    assert_type(circles, Iterator[Circle])
    written = BytesIO()
    write_xml(written, Gallery(id=1), circles, path="circles")
    written.seek(0)
    kinds: list[str] = []
    for item in iter_from_xml(
        BytesIO(data), Gallery, object, path="items", forbidden_characters="substitute"
    ):
        assert_type(item, object)
        kinds.append(item.to or "" if isinstance(item, Line) else type(item).__name__)
    lines = iter_from_xml(BytesIO(data), Gallery, Line)
    return len(kinds) + sum(1 for line in lines if line.to)


def main() -> None:
    gallery = Gallery(id=1, circles=[Circle(r=2.0)])
    assert left_out(gallery) == Decimal("2.5")
    assert any_values(gallery) == "a5Red"
    assert derived(gallery) == 5
    assert choices(gallery) == ["Title", "t", "Link", "urn:a", "Hue", "Dark Green"]
    assert plain_data(gallery) == gallery
    data = gallery.to_xml()
    assert Gallery.from_xml(data) == gallery
    sent = data.replace(b"1.5<", b"1.5<New>a&#31;</New><")
    assert not_lost(sent) == ["$.Weight.New", "a\\x1f"]
    assert streams(data) == 6
    reply = "<Quotes><Quote><Price>9.90</Price></Quote></Quotes>"
    assert tables(reply) == ["9.90"]


if __name__ == "__main__":
    main()
'''

WRONG = """
from io import BytesIO, StringIO

from generated.gallery import Circle, Gallery, Line, Shape, Star
from generated.runtime import Envelope, Xml, all_unknown, forbidden_characters
from generated.runtime import iter_from_xml, unknown, wire_state, write_xml


def left_out(gallery: Gallery) -> None:
    gallery.weight = "1.5"  # assignment
    print(gallery.weight + 1)  # operator
    gallery.weight = 0.5  # assignment
    wire_state([gallery], "weight")  # arg-type


def any_values(gallery: Gallery) -> None:
    gallery.extra = 7  # assignment
    gallery.extra = Xml.of({"a": 1})  # arg-type
    gallery.extra = Xml.of(7, int)  # arg-type
    gallery.extras = [7]  # list-item
    print(Xml.of(7).value + 1)  # operator
    Xml.of(7).type = "int"  # misc
    Xml(7)  # arg-type


def derived(gallery: Gallery) -> Star:
    gallery.best = Circle(r=1.0)  # assignment
    gallery.best = Star(name="a")  # call-arg
    Shape(name="a").points  # attr-defined
    return Shape(name="a")  # return-value


def choices(gallery: Gallery) -> None:
    gallery.items = None  # assignment
    gallery.items = ["t"]  # list-item
    gallery.items = [("Title", 5)]  # list-item
    gallery.items = [("Other", "t")]  # list-item
    gallery.items.append(Shape(name="a"))  # arg-type
    gallery.items.append(None)  # arg-type
    gallery.items[0].r  # union-attr


def tables(reply: str) -> None:
    Xml.parse(7)  # arg-type
    Xml.parse(reply).tables()[0]  # index
    Xml.parse(reply).tables()["Quote"].row  # attr-defined
    print(Xml.parse(reply).tables()["Quote"].rows[0]["Price"] + 1)  # operator
    print(Xml.parse(reply).tables()["Quote"].before[0].values["Price"] + 1)  # operator
    print(Xml.parse(reply).tables()["Quote"].key + "a")  # operator
    Xml.parse(reply).tables()["Quote"].states = ["gone"]  # list-item
    Xml.parse(reply).tables(limits=7)  # arg-type


def plain_data(gallery: Gallery) -> None:
    gallery.to_dict(names="xml")  # arg-type
    gallery.to_dict(values="yaml")  # arg-type
    gallery.to_json(indent="2")  # arg-type
    Gallery.from_dict([gallery])  # arg-type
    Gallery.from_json(gallery.to_dict())  # arg-type
    Line.from_json("{}").r  # attr-defined


def not_lost(gallery: Gallery, data: bytes) -> None:
    unknown([gallery])  # arg-type
    all_unknown(data)  # arg-type
    forbidden_characters(gallery.circles)  # arg-type
    Gallery.from_xml(data, forbidden_characters="replace")  # arg-type
    Envelope.parse(data, forbidden_characters=True)  # arg-type
    for path, content in all_unknown(gallery):
        print(path.text, content.text)  # attr-defined
    for path, text in forbidden_characters(gallery):
        print(text.text)  # attr-defined


def streams(gallery: Gallery, data: bytes) -> None:
    iter_from_xml(data, Gallery, Circle)  # arg-type
    iter_from_xml(StringIO("<a/>"), Gallery, Circle)  # arg-type
    iter_from_xml(BytesIO(data), Circle, Circle)  # arg-type
    iter_from_xml(BytesIO(data), gallery, Circle)  # arg-type
    iter_from_xml(BytesIO(data), Gallery, "circles")  # arg-type
    iter_from_xml(BytesIO(data), Gallery, Circle, path=7)  # arg-type
    iter_from_xml(BytesIO(data), Gallery, Circle, forbidden_characters="")  # arg-type
    for circle in iter_from_xml(BytesIO(data), Gallery, Circle):
        circle.to  # attr-defined
    for item in iter_from_xml(BytesIO(data), Gallery, object):
        item.to  # attr-defined
    write_xml(BytesIO(), gallery, Circle(r=1.0))  # arg-type
    write_xml(BytesIO(), Circle(r=1.0), [])  # arg-type
    write_xml(StringIO(), gallery, [])  # arg-type
"""
