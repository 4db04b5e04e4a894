"""A character that XML forbids is refused by the element's name, and can be replaced."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from soapstone.runtime.bodies.control_characters import replace_control_characters
from soapstone.runtime.errors import WireError
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
    r"expected a well-formed XML document; replace_control_characters makes it one$"
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
