"""The encoding of a body: byte order mark, then Content-Type, then declaration."""

from __future__ import annotations

import codecs

import pytest

from soapstone.runtime.bodies.charset import in_charset
from soapstone.runtime.bodies.content_types import media_type
from soapstone.runtime.errors import WireError
from soapstone.runtime.reading.parsing import parse

PLAIN = "<a>Zoë</a>"


def _declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{PLAIN}'


@pytest.mark.parametrize(
    ("body", "charset", "note"),
    [
        pytest.param(PLAIN.encode(), "", "", id="nothing said"),
        pytest.param(PLAIN.encode(), "utf-8", "", id="said"),
        pytest.param(_declared("UTF-8").encode(), '"UTF-8"', "", id="said twice"),
        pytest.param(PLAIN.encode("latin-1"), "iso-8859-1", "", id="said by HTTP"),
        pytest.param(
            _declared("utf-16").encode(),
            "utf-8",
            "Content-Type says charset='utf-8', the document declares 'utf-16': "
            "went by Content-Type",
            id="declares UTF-16",
        ),
        pytest.param(
            _declared("utf-8").encode("cp1252"),
            "windows-1252",
            "the document declares 'utf-8': went by Content-Type",
            id="declares UTF-8",
        ),
        pytest.param(
            codecs.BOM_UTF8 + PLAIN.encode(),
            "iso-8859-1",
            "charset='iso-8859-1', the first bytes are utf-8: went by these",
            id="a mark wins",
        ),
        pytest.param(PLAIN.encode("utf-16"), "utf-16", "", id="UTF-16"),
        pytest.param(PLAIN.encode("utf-16-le"), "utf-16", "", id="no mark"),
        pytest.param(
            PLAIN.encode("utf-16-be"),
            "utf-8",
            "the first bytes are utf-16-be: went by these",
            id="UTF-16 is plain to see",
        ),
        pytest.param(
            PLAIN.encode(),
            "utf-16",
            "the first bytes are not: went by the document",
            id="no UTF-16",
        ),
        pytest.param(
            PLAIN.encode(),
            "klingon",
            "charset='klingon', which is not known: went by the document",
            id="unknown",
        ),
    ],
)
def test_what_the_parser_needs_and_where_it_says_otherwise(
    body: bytes, charset: str, note: str
) -> None:
    content_type = f"text/xml; charset={charset}" if charset else "text/xml"
    found, said = in_charset(body, content_type)
    assert parse(found).text == "Zoë"
    assert said == note if not note else said.endswith(note)


def test_a_body_that_says_its_encoding_is_not_copied() -> None:
    body = PLAIN.encode()
    assert in_charset(body, "text/xml; charset=utf-8")[0] is body


def test_bytes_that_are_invalid_in_the_charset_are_an_error() -> None:
    body = _declared("iso-8859-1").encode("latin-1")
    with pytest.raises(WireError, match=r"^\$: found bytes that are no utf-8 "):
        in_charset(body, "text/xml; charset=utf-8")


@pytest.mark.parametrize(
    ("text", "kind", "parameters"),
    [
        ("", "", {}),
        ("Text/XML", "text/xml", {}),
        (
            'multipart/related; boundary="a;b\\"c" ;\tTYPE=x/y; start="<r@x>"',
            "multipart/related",
            {"boundary": 'a;b"c', "type": "x/y", "start": "<r@x>"},
        ),
        (
            "text/xml;charset=utf-8;action=urn:a/b",
            "text/xml",
            {"charset": "utf-8", "action": "urn:a/b"},
        ),
    ],
)
def test_a_content_type_is_parsed(
    text: str, kind: str, parameters: dict[str, str]
) -> None:
    assert media_type(text) == (kind, parameters)
