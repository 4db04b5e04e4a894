"""Documents as people save them: other endings, encodings, and what browsers add."""

from __future__ import annotations

import pytest

from soapstone.model.contract import QName
from soapstone.wsdl import is_description, read_description
from tests.wsdl.documents import TNS, XS, definitions, read, schema

SHIP = schema('<xs:element name="Ship" type="xs:string"/>')
NAME = QName(TNS, "Ship")


def errors(content: bytes) -> list[tuple[int, str]]:
    found = read_description({"harbour/a.xsd": content}).errors
    return [(each.origin.line, each.found) for each in found]


@pytest.mark.parametrize(
    "content",
    [
        SHIP.encode(),
        definitions("").encode(),
        b"\xef\xbb\xbf" + SHIP.encode(),
        SHIP.encode("utf-16"),
        f"<?xml version='1.0'?>\n<!-- {'a licence. ' * 900} -->\n{SHIP}".encode(),
        b'<?xml-stylesheet href="a.xsl"?>' + SHIP.encode(),
        b"<!DOCTYPE xs:schema [<!ELEMENT a ANY>]>" + SHIP.encode(),
        b'<description xmlns="http://www.w3.org/ns/wsdl"/>',
        b'<schema xmlns="http://www.w3.org/1999/XMLSchema"></schema>',
        f"<schema\n xmlns = '{XS}'\n>".encode(),
    ],
)
def test_the_root_element_tells_a_description(content: bytes) -> None:
    assert is_description(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>&lt;xs:schema&gt;</body></html>",
        b"<!DOCTYPE html><html></html>",
        b"<!-- <xs:schema> -->",
        b"<!-- <xs:schema>",
        b"<schema>",
        f'<other xmlns:xs="{XS}"><xs:schema/></other>'.encode(),
        f'<xs:schema xmlns:x="{XS}">'.encode(),
        f'<a:definitions xmlns="{XS}">'.encode(),
        b"POST /x HTTP/1.1\n\n<soap:Envelope>",
        bytes(range(256)),
    ],
)
def test_nothing_else_is_one(content: bytes) -> None:
    assert not is_description(content)


@pytest.mark.parametrize(
    "content",
    [
        SHIP.replace("Ship", "Schiff\u00e4").encode("utf-8"),
        SHIP.replace("Ship", "Schiff\u00e4").encode("utf-16"),
        SHIP.replace("Ship", "Schiff\u00e4").encode("utf-16-be"),
        b"<?xml version='1.0' encoding='iso-8859-1'?>"
        + SHIP.replace("Ship", "Schiff\u00e4").encode("latin-1"),
        # An editor saved it anew, and its first line still says otherwise.
        b"<?xml version='1.0' encoding='utf-16'?>"
        + SHIP.replace("Ship", "Schiff\u00e4").encode("utf-8"),
    ],
)
def test_any_usual_encoding_is_read(content: bytes) -> None:
    found = read_description({"a": content})
    assert found.errors == ()
    assert list(found.schema.elements) == [QName(TNS, "Schiff\u00e4")]


CHROME = (
    "This XML file does not appear to have any style information associated with it. "
    "The document tree is shown below.\n"
)
IE = '<?xml version="1.0" encoding="utf-8" ?> \n'


@pytest.mark.parametrize(
    ("before", "mark"),
    [
        (CHROME, ""),
        (CHROME, "\u25bc"),
        (IE, "- "),
        (IE, "-"),
        (CHROME, "  - "),
        (IE, "+ "),
        ("\n\n", "\u2212\xa0"),
    ],
)
def test_what_a_browser_shows_around_it_is_passed_over(before: str, mark: str) -> None:
    folded = before + "\n".join(mark + line for line in SHIP.splitlines())
    found = read(folded)
    assert is_description(folded.encode())
    assert found.errors == ()
    origin = found.schema.elements[NAME].origin
    assert origin.line == before.count("\n") + 2
    assert origin.text == '<xs:element name="Ship" type="xs:string"/>'


def test_marks_are_text_where_the_root_has_none() -> None:
    note = "<xs:annotation><xs:documentation>\n- <b>one</b></xs:documentation>"
    found = read(
        SHIP.replace(
            'type="xs:string"/>',
            f'type="xs:string">{note}</xs:annotation></xs:element>',
        )
    )
    assert found.schema.elements[NAME].documentation == "- one"


def test_of_a_long_line_only_the_start_tag_is_quoted() -> None:
    found = read(SHIP.replace("\n", "") + " " * 300)
    origin = found.schema.elements[NAME].origin
    assert (origin.line, origin.text) == (
        1,
        '<xs:element name="Ship" type="xs:string">',
    )


def test_beyond_what_libxml2_counts_there_is_no_line() -> None:
    found = read(SHIP.replace("<xs:element", "\n" * 70_000 + "<xs:element"))
    assert found.schema.elements[NAME].origin.line == 0


def test_prefixes_mean_what_stands_around_them() -> None:
    """.NET declares q1 on an element, each time for another namespace."""
    found = read(
        schema(
            "".join(
                f'<xs:element name="E{n}" type="q1:T" xmlns:q1="urn:{n}"/>'
                for n in range(2)
            )
            + '<xs:element name="E2" type="T" xmlns="urn:2"/>'
            + '<xs:element name="E3" type="T"/>'
        )
    )
    types = [str(each.type) for each in found.schema.elements.values()]
    assert types == ["{urn:0}T", "{urn:1}T", "{urn:2}T", "T"]


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        (b"\n\n<!DOCTYPE a>" + SHIP.encode(), 3, "a document type (<!DOCTYPE \u2026>)"),
        (
            SHIP.encode().replace(b"/>", b">"),
            3,
            "XML that is not well-formed, incomplete, or nested too deep",
        ),
        (
            SHIP.encode()[:-30],
            2,
            "XML that is not well-formed, incomplete, or nested too deep",
        ),
        (b"nothing", 1, "no element"),
        (b'<description xmlns="http://www.w3.org/ns/wsdl"/>', 1, "WSDL 2.0"),
        (
            b'<schema xmlns="http://www.w3.org/1999/XMLSchema"/>',
            1,
            "a schema of a draft, or another document",
        ),
        (
            SHIP.replace("xs:string", "no:string").encode(),
            2,
            "the prefix 'no', which stands for no namespace",
        ),
        (SHIP.replace("Ship", "a b").encode(), 2, "'a b' in the place of a name"),
        (SHIP.replace('name="Ship"', "").encode(), 2, "an element without a name"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_line(
    content: bytes, line: int, found: str
) -> None:
    assert errors(content) == [(line, found)]


def test_an_error_leaves_the_rest() -> None:
    found = read(SHIP, "<broken", SHIP.replace("Ship", "Boat"))
    assert [each.origin.file for each in found.errors] == ["harbour/1.xsd"]
    assert [each.name for each in found.schema.elements] == ["Ship", "Boat"]
    assert found.files == ("harbour/0.xsd", "harbour/2.xsd")
