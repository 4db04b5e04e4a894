"""A character that XML forbids is refused by the element's name, replaced, or substituted."""

from __future__ import annotations

import copy
import io
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from soapstone.runtime.bodies.replacing import replace_control_characters
from soapstone.runtime.errors import WireError
from soapstone.runtime.reading.control_characters import substituted, with_substitutes
from soapstone.runtime.reading.parsing import parse
from soapstone.runtime.scalars.forbidden import PLANES
from soapstone.runtime.streaming.substituting import Substitution
from tests.growth import LINEAR, growth
from tests.runtime.support import Shop, Trickle, document

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
    with pytest.raises(shop.wire_error, match=r"Limits\(size="):
        kind.from_xml(
            text, limits=limits(size=len(text) - 1), forbidden_characters="substitute"
        )


@pytest.mark.parametrize("part", ["<!--", "<![CDATA[", "<?", "&#", "&#1;", "\x01"])
def test_substituting_takes_linear_time(part: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = part.encode() * (size // len(part))
        return lambda: with_substitutes(text)

    assert growth(work, 8000) < LINEAR


# --- substitutes in a stream --------------------------------------------------------------------

NAMES = (
    "a&#x1F;&#31;b\x01",
    "\uffff<![CDATA[&#1;\x02&#1;]]>&#2;",
    "c<!-- &#1; \x03 - -->d<!--->&#1;--><!-->&#1;--><?pi ?&#1;?>&#4;",
    "plain é \U0001f600 &amp;#1; &#65;",
)
STREAMED = "".join(
    f"<Line><Product>1</Product><New>{each}</New></Line>" for each in NAMES
)


def _whole(shop: Shop, data: bytes) -> list[Any]:
    order = shop.package.Order.from_xml(data, forbidden_characters="substitute")
    lines: list[Any] = order.lines
    return lines


def _stream(shop: Shop, data: bytes, size: int, forbidden: str = "substitute") -> Any:
    kinds = shop.package.Order, shop.package.Line
    stream = Trickle(data, size)
    return shop.runtime.iter_from_xml(stream, *kinds, forbidden_characters=forbidden)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 100, 2**16])
def test_a_stream_is_read_as_the_whole_however_it_arrives(
    size: int, shop: Shop
) -> None:
    start = f"<u:Start>{'x' * 1100}</u:Start>"  # which comes at once, with the encoding
    text = document(f"{start}<Lines>{STREAMED}</Lines>")
    for data in (text.encode(), text.encode("utf-16")):
        found = [*_stream(shop, data, size)]
        whole = _whole(shop, data)
        assert found == whole
        there = [[*shop.runtime.forbidden_characters(each)] for each in found]
        assert there == [
            [("$.New", "a\x1f\x1fb\x01")],
            [("$.New", "\uffff&#1;\x02&#1;\x02")],
            [("$.New", "cd\x04")],
            [],
        ]


def test_a_stream_of_substitutes_is_written_as_what_was_there(shop: Shop) -> None:
    data = document(f"<Lines>{STREAMED}</Lines>").encode()
    sink = io.BytesIO()
    shop.runtime.write_xml(sink, shop.order(), _stream(shop, data, 50), path="lines")
    order = shop.order(lines=_whole(shop, data))
    assert sink.getvalue() == order.to_xml()
    assert b"&#x1F;" in sink.getvalue()


@pytest.mark.parametrize("size", [1, 2**16])
@pytest.mark.parametrize("own", ["\U000f001f", "&#xF001F;", "&#983071;"])
def test_a_character_like_a_substitute_is_refused_in_a_stream(
    own: str, size: int, shop: Shop
) -> None:
    data = document(f"<Lines><Line/><Line><N>{own}</N></Line></Lines>").encode()
    expected = r"found the character U\+F001F, which .* from_xml reads them"
    with pytest.raises(shop.wire_error, match=expected):
        [*_stream(shop, data, size)]
    assert len(_whole(shop, data)) == 2
    data = data.replace(own.encode(), "\U000f0020\U0010001f".encode())
    assert len([*_stream(shop, data, size)]) == 2


@pytest.mark.parametrize("text", FORBIDDEN)
def test_a_stream_refuses_forbidden_characters_with_advice(
    text: str, shop: Shop
) -> None:
    data = document(f"<Lines><Line><New>{text}</New></Line></Lines>")
    stream = _stream(shop, data.encode("utf-8", "surrogatepass"), 7, "refuse")
    with pytest.raises(shop.wire_error, match=r"='substitute' reads it$"):
        list(stream)
    with pytest.raises(ValueError, match="'refuse' or 'substitute', not 'recover'"):
        _stream(shop, b"", 7, "recover")


def test_no_cut_hides_markup_a_reference_or_a_character() -> None:
    text = "".join(("<!---->&#1;<!--->&#1;-->&#1;<??>&#1;<?>&#1;?>", *NAMES)).encode()
    whole = substituted(text, PLANES[0])
    for first in range(len(text)):
        for second in range(first, min(first + 9, len(text))):
            parts = text[:first], text[first:second], text[second:]
            assert b"".join(Substitution().of(iter(parts))) == whole
