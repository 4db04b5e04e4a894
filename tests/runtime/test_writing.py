"""Writing: order, namespaces, None, escapes, and wrong types of lists, dicts and Xml."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, ModuleType
from typing import Any

import pytest

from tests.canonical import XSI, canonical
from tests.contracts import ORDERS
from tests.runtime.support import Shop, document, same

USUAL = (
    "<Id>2</Id>{}<Colour>Red</Colour><Period><Days>3</Days></Period>{}"
    "<When>0001-01-01T00:00:00</When><Guess>4</Guess>"
)


def test_an_order_by_hand_as_the_wire_has_it(shop: Shop) -> None:
    order = shop.order(
        code="c",
        note="",
        name="n",
        home=shop.package.Address(kind="k", number=1),
        tags=["a", None],
        numbers=[],
        meta={"k": None},
        stock={1: 2},
        mark=["m", None],
        price=shop.package.Amount(value=Decimal("1.50")),
    )
    expected = USUAL.format(
        "<Note/><Name>n</Name>",
        '<Tags><string>a</string><string i:nil="true"/></Tags><Numbers/>'
        '<Meta><Entry><Key>k</Key><Value i:nil="true"/></Entry></Meta>'
        "<Stock><Entry><Key>1</Key><Value>2</Value></Entry></Stock>"
        '<Mark>m</Mark><Mark i:nil="true"/><Price>1.50</Price>',
    ).replace("<Period>", '<Home Kind="k"><Number>1</Number></Home><Period>')
    assert same(order.to_xml(), expected, 'Code="c" Rank="1"')


def test_the_bytes_are_utf8_with_a_declaration_and_prefixes_bound_at_the_root(
    shop: Shop,
) -> None:
    text = shop.order(note="Zoë 名前 \U0001f600").to_xml().decode("utf-8")
    start = f'<?xml version="1.0" encoding="utf-8"?><o:Order xmlns:o="{ORDERS}" xmlns:i="{XSI}" '
    assert text.startswith(start)
    assert text.count("xmlns") == 2
    assert "<o:Note>Zoë 名前 \U0001f600</o:Note>" in text


def test_an_unqualified_member_stays_unqualified(everything: ModuleType) -> None:
    empty = f'<Everything xmlns="{ORDERS}"><Unqualified xmlns="">1</Unqualified></Everything>'
    record = everything.Everything.from_xml(empty)
    assert record.unqualified == "1"
    assert canonical(record.to_xml()) == canonical(empty)


AWKWARD = [
    *("<&>\"'", "]]>", " \t\r\n x", "\r", "a\u2028b\x85", "&amp;", "<!-- x -->"),
    "\U0010ffff\ufffd",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_back_from_every_place(shop: Shop, text: str) -> None:
    order = shop.order(
        code=text,
        note=text,
        colour=text,
        tags=[text],
        meta={text: text},
        mark=[text],
        home=shop.package.Address(kind=text, street=text, number=1),
    )
    assert shop.package.Order.from_xml(order.to_xml()) == order
    assert shop.package.Order.from_xml(order.to_xml()).to_xml() == order.to_xml()


PLACES: dict[str, tuple[Callable[[Any], dict[str, Any]], str, str]] = {
    "string": (lambda text: {"note": text}, "<o:Note>{}</o:Note>", "Note"),
    "nillable": (lambda text: {"name": text}, "<o:Name>{}</o:Name>", "Name"),
    "item": (
        lambda text: {"tags": ["a", text]},
        "<o:Tags><o:string>a</o:string><o:string>{}</o:string></o:Tags>",
        "Tags[1]",
    ),
    "item beside None": (
        lambda text: {"tags": [text, None]},
        '<o:Tags><o:string>{}</o:string><o:string i:nil="true"/></o:Tags>',
        "Tags[0]",
    ),
    "key": (
        lambda text: {"meta": {text: "v"}},
        "<o:Meta><o:Entry><o:Key>{}</o:Key><o:Value>v</o:Value></o:Entry></o:Meta>",
        "Meta[0].Key",
    ),
    "value": (
        lambda text: {"meta": {"k": text}},
        "<o:Meta><o:Entry><o:Key>k</o:Key><o:Value>{}</o:Value></o:Entry></o:Meta>",
        "Meta[0].Value",
    ),
}
"""Where strings stand: a member's value with one, its element, and where the string is in it."""

each_place = pytest.mark.parametrize(
    ("members", "element", "path"), PLACES.values(), ids=PLACES
)


@each_place
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("&lt;<&>", "&amp;lt;&lt;&amp;&gt;"),
        ("a\r\nb", "a&#xD;\nb"),
        *((text, text) for text in ("", " \t\n\x7f\x85\xa0", "\uffef\ufffd\U0010ffff")),
    ],
)
def test_a_string_is_escaped(
    shop: Shop, members: Any, element: str, path: str, text: str, written: str
) -> None:
    """Byte for byte: a parser would take more than what .NET writes."""
    assert element.format(written) in shop.order(**members(text)).to_xml().decode()


@each_place
@pytest.mark.parametrize(
    "text", ["\0", "\b", "a\x0b", "\x0c", "\x1f", "\ufffe", "x\uffff", "\ud800"]
)
def test_a_string_that_xml_has_no_place_for_is_refused(
    shop: Shop, members: Any, element: str, path: str, text: str
) -> None:
    expected = f"$.{path}: found {text!r}, expected a str of characters that XML allows"
    order = shop.order(**members(text))
    for write in (order.to_xml, order.to_soap):
        with pytest.raises(shop.wire_error) as caught:
            write()
        assert str(caught.value) == expected


@pytest.mark.parametrize("number", sorted({*range(0x20)} - {*b"\t\n\r"}))
def test_no_control_character_is_lost_in_a_long_message(
    shop: Shop, number: int
) -> None:
    """In a long one each is looked for by itself."""
    with pytest.raises(shop.wire_error, match="characters that XML allows"):
        shop.order(note="x" * 5000 + chr(number)).to_xml()


@each_place
@pytest.mark.parametrize("value", [1, b"a", ("a",)])
def test_what_is_no_string_is_refused(
    shop: Shop, members: Any, element: str, path: str, value: Any
) -> None:
    with pytest.raises(shop.wire_error) as caught:
        shop.order(**members(value)).to_xml()
    found = f"$.{path}: found {value!r}, expected a str, not a"
    assert str(caught.value).startswith(found)


@pytest.mark.parametrize("value", [{"a": "b"}, {"a"}, "ab"])
def test_what_is_no_list_of_strings_is_refused(shop: Shop, value: Any) -> None:
    with pytest.raises(shop.wire_error, match=r"^\$\.Tags: found .* expected a list, "):
        shop.order(tags=value).to_xml()


@pytest.mark.parametrize("value", [["a"], [("a", "b")], MappingProxyType({"a": "b"})])
def test_what_is_no_dict_of_strings_is_refused(shop: Shop, value: Any) -> None:
    with pytest.raises(
        shop.wire_error, match=r"^\$\.Meta: found .* expected a dict, not a"
    ):
        shop.order(meta=value).to_xml()


@each_place
def test_an_enumerations_text_counts_as_a_string(
    shop: Shop, members: Any, element: str, path: str
) -> None:
    assert element.format("Red") in shop.order(**members(Shade.RED)).to_xml().decode()


class Letters(list[str]):
    """A list by another name."""


class Words(dict[str, str]):
    """A dict by another name."""


class Shade(str, Enum):  # noqa: UP042  # its str() is another text than its value
    RED = "Red"


def test_subclasses_are_as_good_as_what_they_derive_from(shop: Shop) -> None:
    derived = shop.order(
        tags=Letters("ab"), meta=Words(a="b"), colour=Shade.RED, mark=Letters("c")
    )
    plain = shop.order(tags=["a", "b"], meta={"a": "b"}, colour="Red", mark=["c"])
    assert derived.to_xml() == plain.to_xml()


def any_order(shop: Shop, text: str) -> Any:
    return shop.order(anything=shop.runtime.Xml(text))


@pytest.mark.parametrize(
    "text",
    [
        f'<?xml version="1.0" encoding="utf-16"?><Anything xmlns="{ORDERS}"><a/>t</Anything>',
        f'\ufeff<x:Anything xmlns:x="{ORDERS}"><a xmlns=""/>t</x:Anything>\n',
        f'<!-- c --><o:Anything xmlns:o="{ORDERS}"><?pi?><a xmlns=""/>t</o:Anything>',
    ],
    ids=["declaration", "byte-order-mark", "comment"],
)
def test_any_content_by_hand_does_not_break_the_document(shop: Shop, text: str) -> None:
    again = shop.package.Order.from_xml(any_order(shop, text).to_xml())
    assert shop.package.Order.from_xml(again.to_xml()) == again
    assert "t</" in again.anything.text
    assert not shop.runtime.unknown(again)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Anything>", "an Xml that holds one well-formed element"),
        ("<Anything/><Anything/>", "an Xml that holds one well-formed element"),
        ("", "an Xml that holds one well-formed element"),
        ("<!DOCTYPE Anything><Anything/>", "an Xml that holds one well-formed element"),
        (f'<Other xmlns="{ORDERS}"/>', "an Xml whose element is Anything"),
    ],
)
def test_any_content_that_would_break_the_document_is_refused(
    shop: Shop, text: str, expected: str
) -> None:
    with pytest.raises(
        shop.wire_error, match=rf"^\$\.Anything: found Xml\(.*, expected {expected}$"
    ):
        any_order(shop, text).to_xml()


def test_the_same_record_twice_in_a_message_is_written_twice(shop: Shop) -> None:
    home = (
        shop.package.Address.__class__
        and shop.read('<Home a="1"><Number>1</Number></Home>').home
    )
    order = shop.order(home=home, leg=[home, home])
    assert order.to_xml().count(b'a="1"') == 3


def test_writing_changes_nothing(shop: Shop) -> None:
    order = shop.read('<u:A/><Id i:nil="true"/><Tags><string a="1"/></Tags>')
    assert order.to_xml() == order.to_xml()
    assert shop.package.Order.from_xml(document("")) == shop.read("")
