"""A character that XML forbids is refused by the element's name, replaced, or substituted."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from soapstone.runtime.bodies.control_characters import replace_control_characters
from soapstone.runtime.errors import WireError
from soapstone.runtime.reading.control_characters import with_substitutes
from soapstone.runtime.reading.parsing import parse
from tests.growth import LINEAR, growth
from tests.runtime.support import Shop, document

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
FORBIDDEN = [
    *("&#x1F;", "&#31;", "&#0;", "&#xFFFE;", "&#xD800;", "&#x110000;"),
    *("\x01", "\0", "\x1f", "\uffff"),
]
REFUSED = (
    r"found the forbidden character b'.+' at line 1, column \d+, "
    r"expected a well-formed XML document; forbidden_characters='substitute' reads it$"
)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_it_is_refused_by_the_name_of_its_element(text: str, shop: Shop) -> None:
    message = document(f"<Id>1</Id><Home><Street>a{text}b</Street></Home>")
    envelope = f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{message}</s:Body></s:Envelope>'
    found = rf"^\$\.Home\.Street: {REFUSED}"
    with pytest.raises(shop.wire_error, match=found):
        shop.package.Order.from_xml(message)
    with pytest.raises(shop.wire_error, match=found):
        shop.package.Order.from_soap(envelope.encode("utf-16", "surrogatepass"))


def test_an_attribute_is_named_by_the_element_around() -> None:
    with pytest.raises(WireError, match=r"^\$\.b: found the forbidden character b'&#1"):
        parse("<a><b><c d='&#1;'/></b></a>")


@pytest.mark.parametrize("text", ["<a></b>&#1;</a>", "<a><![CDATA[&#1;]]></b>"])
def test_another_fault_is_named_first(text: str) -> None:
    with pytest.raises(WireError, match=r"expected a well-formed XML document$"):
        parse(text)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_it_can_be_replaced(text: str) -> None:
    data = f"<a b='{text}'>x{text}y</a>"
    for each in (data, data.encode()):
        root = parse(replace_control_characters(each))
        assert (root.text, root.get("b")) == ("x\ufffdy", "\ufffd")
    assert parse(replace_control_characters(data, " ")).text == "x y"


def test_everything_else_stays() -> None:
    text = (
        "<?pi &#1;?><a>&#9;&#10;&#xD;&#x85;&#xD7FF;&#xE000;&#xFFFD;&#x10FFFF;\t\r\n"
        "\x7f\x85\U0010ffff<![CDATA[&#1;]]><!-- &#1; -->&amp;#1;</a>"
    )
    assert replace_control_characters(text) == text
    assert parse(text).text == parse(replace_control_characters(text)).text


def test_a_declared_encoding_is_undone() -> None:
    text = '<?xml version="1.0" encoding="windows-1252"?><a>ë\x01</a>'
    assert parse(replace_control_characters(text.encode("cp1252"))).text == "ë\ufffd"


@pytest.mark.parametrize("part", ["<!--", "<![CDATA[", "<?", "&#", "&#1;", "\x01"])
def test_looking_takes_linear_time(part: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = part * (size // len(part))
        return lambda: replace_control_characters(text)

    assert growth(work, 8000) < LINEAR


# --- substitutes ------------------------------------------------------------------------------

SUBSTITUTED = [each for each in FORBIDDEN if each != "&#x110000;"]
"""That one is no character at all."""


def code_of(text: str) -> int:
    if not text.startswith("&"):
        return ord(text)
    digits = text.strip("&#;")
    return int(digits[1:], 16) if digits[0] == "x" else int(digits)


def read(shop: Shop, body: str, attributes: str = "") -> Any:
    text = document(body + "<Period><Days>1</Days></Period>", attributes)
    return shop.package.Order.from_xml(text, forbidden_characters="substitute")


@pytest.mark.parametrize("text", SUBSTITUTED)
def test_it_can_be_read_and_is_written_as_what_it_was(text: str, shop: Shop) -> None:
    order = read(shop, f"<Id>1</Id><Home><Street>a{text}b</Street></Home>")
    code = code_of(text)
    assert order.home.street == f"a{chr(0xF0000 + code)}b"
    assert [*shop.runtime.forbidden_characters(order)] == [
        ("$.Home.Street", f"a{chr(code)}b")
    ]
    assert f"Street>a&#x{code:X};b<" in order.to_xml().decode()
    again = shop.package.Order.from_xml(
        order.to_xml(), forbidden_characters="substitute"
    )
    assert again == order
    assert again.to_xml() == order.to_xml()


EVERYWHERE = {
    "an attribute": ("", 'Code="a&#1;"', "$.@Code"),
    "a list": ("<Tags><string>x</string><string>a&#1;</string></Tags>", "", "$.Tags[1]"),
    "a repeated one": ("<Mark>x</Mark><Mark>a&#1;</Mark>", "", "$.Mark[1]"),
    "a key": (
        "<Meta><Entry><Key>a&#1;</Key><Value>v</Value></Entry></Meta>",
        "",
        "$.Meta[0].Key",
    ),
    "a value": (
        "<Meta><Entry><Key>k</Key><Value>a&#1;</Value></Entry></Meta>",
        "",
        "$.Meta[0].Value",
    ),
    "an enumeration": ("<Colour>a&#1;</Colour>", "", "$.Colour"),
    "text with an attribute": ('<Price Currency="a&#1;">1</Price>', "", "$.Price.@Currency"),
    "any XML": ("<Anything>a&#1;</Anything>", "", "$.Anything"),
    "unknown content": ("<New>a&#1;</New>", "", "$.New"),
    "deep in unknown content": ("<New><Deep>a&#1;</Deep></New>", "", "$.New"),
    "an unknown attribute": ('<Id u:x="a&#1;">1</Id>', "", "$.Id.@x"),
    "unknown content that takes a prefix": (
        '<New xmlns:o="urn:mine" o:for="o:x">a&#1;</New>',
        "",
        "$.New",
    ),
}  # fmt: skip


def test_an_attribute_of_the_root_is_at_the_root() -> None:
    for text in ("<a b='&#1;'/>", "<?p a?><a c='>' b='\x01'/>"):
        with pytest.raises(WireError, match=r"^\$: found the forbidden character"):
            parse(text)
    for text in ("\x01<a/>", "<!-- \x01 --><a/>", "<a/>&#1;"):
        with pytest.raises(WireError) as caught:
            parse(text)
        assert "forbidden character" not in str(caught.value)


@pytest.mark.parametrize("name", EVERYWHERE)
def test_it_is_found_and_put_back_everywhere(name: str, shop: Shop) -> None:
    body, attributes, path = EVERYWHERE[name]
    order = read(shop, body, attributes)
    [(at, text)] = shop.runtime.forbidden_characters(order)
    assert at == path
    assert "a\x01" in text
    assert order.to_xml().decode().count("a&#x1;") == 1
    for copied in (copy.deepcopy(order), pickle.loads(pickle.dumps(order))):
        assert copied.to_xml() == order.to_xml()


def test_a_record_of_a_reply_takes_it_along(shop: Shop) -> None:
    home = read(shop, "<Home><Street>a&#1;</Street></Home>").home
    assert "Street>a&#x1;<" in shop.order(home=home).to_xml().decode()


def test_unknown_content_of_a_record_is_taken_along(shop: Shop) -> None:
    home = read(shop, "<Home><New>a&#1;</New></Home>").home
    assert ">a&#x1;</New>" in shop.order(home=home).to_xml().decode()


def test_a_record_without_any_writes_what_looks_like_one(shop: Shop) -> None:
    home = read(shop, "<Home><Street>a</Street></Home><Note>a&#1;</Note>").home
    home.street = "\U000f0001"
    assert "Street>\U000f0001<" in shop.order(home=home).to_xml().decode()


def test_a_record_made_by_hand_has_none(shop: Shop) -> None:
    assert [*shop.runtime.forbidden_characters(shop.order(note="\U000f0001"))] == []


def test_other_private_use_in_such_a_message_stays(shop: Shop) -> None:
    order = read(shop, "<Note>a&#1;</Note>")
    order.name = "\U000f0041"
    assert "Name>\U000f0041<" in order.to_xml().decode()


def test_what_is_read_without_any_is_as_ever(shop: Shop) -> None:
    order = read(shop, "<Note>\U000f0001</Note>")
    assert order.note == "\U000f0001"
    assert [*shop.runtime.forbidden_characters(order)] == []
    assert "Note>\U000f0001<" in order.to_xml().decode()


def test_private_use_of_the_document_is_not_mistaken(shop: Shop) -> None:
    for own in ("\U000f0001", "&#xF0001;", "&#983041;"):
        order = read(shop, f"<Note>{own}&#1;</Note>")
        assert order.note == "\U000f0001\U00100001"
        assert "Note>\U000f0001&#x1;<" in order.to_xml().decode()
    with pytest.raises(shop.wire_error, match="the forbidden character"):
        read(shop, "<Note>\U000f0001\U00100001&#1;</Note>")


def test_other_faults_stay_faults(shop: Shop) -> None:
    for body in ("<Note>&#x110000;</Note>", "<No\x01te/>", "<Note>&#1;</Not>"):
        with pytest.raises(shop.wire_error):
            read(shop, body)
    with pytest.raises(
        shop.wire_error, match=r"^\$\.Id: found '\\U000f0001', expected an"
    ):
        read(shop, "<Id>&#1;</Id>")
    with pytest.raises(ValueError, match="'refuse' or 'substitute', not 'recover'"):
        shop.package.Order.from_xml("<a/>", forbidden_characters="recover")


def test_an_envelope_and_its_header_are_read_as_well(shop: Shop) -> None:
    order = read(shop, "<Note>a&#1;</Note>")
    envelope = order.to_soap("1.2")
    kind = shop.package.Order
    with pytest.raises(shop.wire_error, match=r"^\$\.Note: found the forbidden"):
        kind.from_soap(envelope)
    assert kind.from_soap(envelope, forbidden_characters="substitute") == order
    parsed = shop.runtime.Envelope.parse(envelope, forbidden_characters="substitute")
    assert kind.from_soap(parsed).to_soap("1.2") == envelope


def test_the_limits_are_those_of_what_came(shop: Shop) -> None:
    text = document(f"<Note>{chr(1) * 1000}</Note><Period><Days>1</Days></Period>")
    kind, limits = shop.package.Order, shop.runtime.Limits
    order = kind.from_xml(
        text, limits=limits(size=len(text)), forbidden_characters="substitute"
    )
    assert len(order.note) == 1000
    with pytest.raises(shop.wire_error, match=r"Limits\.size"):
        kind.from_xml(
            text, limits=limits(size=len(text) - 1), forbidden_characters="substitute"
        )


@pytest.mark.parametrize("part", ["<!--", "<![CDATA[", "<?", "&#", "&#1;", "\x01"])
def test_substituting_takes_linear_time(part: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = part.encode() * (size // len(part))
        return lambda: with_substitutes(text)

    assert growth(work, 8000) < LINEAR
