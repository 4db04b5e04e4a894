"""MTOM answers are read: parts go where the XML refers to them, and a missing one is an error."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from soapstone.model.contract import Scalar
from soapstone.runtime.bodies.attachments import with_attachments
from soapstone.runtime.bodies.multipart import parts_of
from soapstone.runtime.bodies.opening import open_body
from soapstone.runtime.errors import WireError
from soapstone.runtime.limits import Limits
from soapstone.runtime.reading.parsing import parse
from tests.contracts import ORDERS, items, optional, plain, record, service
from tests.growth import LINEAR, growth
from tests.packages import load

XOP = 'xmlns:xop="http://www.w3.org/2004/08/xop/include"'
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
TYPE = 'multipart/related; type="application/xop+xml"; boundary="uuid:1"'
BINARY = bytes(range(256)) * 3 + b"\r\n--uuid:2\r\n--uuid\nx--uuid:1\r\n--uuid:1x\n"


def _include(cid: str) -> str:
    return f'<xop:Include {XOP} href="cid:{cid}"/>'


def _scan(*contents: str, page: str = "") -> str:
    pages = "".join(f"<Page>{each}</Page>" for each in contents)
    return f'<Scan xmlns="{ORDERS}"><Image>{page}</Image><Pages>{pages}</Pages></Scan>'


def _envelope(message: str) -> str:
    return f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{message}</s:Body></s:Envelope>'


def _multipart(root: str, *parts: tuple[str, bytes], end: str = "\r\n") -> bytes:
    """A body whose root part comes first; of each other part its headers and content."""
    kind = 'Content-Type: application/xop+xml; charset=utf-8; type="text/xml"'
    whole = [(f"{kind}\nContent-ID: <root>", root.encode()), *parts]
    lines = [b""]
    for head, content in whole:
        lines += [b"--uuid:1", *head.encode().splitlines(), b"", content]
    return end.encode().join([*lines, b"--uuid:1--", b""])


@pytest.fixture(scope="module", name="scan")
def _scan_class(tmp_path_factory: pytest.TempPathFactory) -> Any:
    base64 = Scalar("base64Binary")
    contract = service(
        record(
            "Scan",
            plain("Image", base64, demanded=False),
            optional("Pages", items("Page", base64, nillable=True)),
            optional("Mime", Scalar("string")),
        ),
        messages=("Scan",),
    )
    return load(contract, tmp_path_factory.mktemp("scan")).Scan


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize(
    ("head", "content"),
    [
        ("Content-ID: <1@example.org>", BINARY),
        ("content-id:<1@example.org>\nContent-Transfer-Encoding: binary", BINARY),
        (
            "Content-ID: <1@example.org>\nContent-Transfer-Encoding: BASE64",
            b64encode(BINARY),
        ),
        ("Content-Transfer-Encoding: 8bit\nContent-ID:\n <1@example.org>", BINARY),
        ("Content-ID: <1@example.org>", b""),
    ],
)
def test_a_part_goes_where_the_message_refers_to_it(
    head: str, content: bytes, end: str, scan: Any
) -> None:
    body = _multipart(
        _envelope(_scan(_include("1%40example.org"))), (head, content), end=end
    )
    opened = open_body(body, content_type=TYPE)
    assert opened.note == ""
    assert scan.from_soap(opened.xml).pages == [BINARY if content else b""]


def test_quoted_printable_is_undone(scan: Any) -> None:
    head = "Content-ID: <a>\nContent-Transfer-Encoding: quoted-printable"
    body = _multipart(_scan(page=_include("a")), (head, b"=00=FFa=\r\nb"))
    assert scan.from_xml(open_body(body, content_type=TYPE).xml).image == b"\0\xffab"


def test_an_identifier_may_look_escaped(scan: Any) -> None:
    body = _multipart(_scan(page=_include("a%40b")), ("Content-ID: <a%40b>", b"x"))
    assert scan.from_xml(open_body(body, content_type=TYPE).xml).image == b"x"


def test_a_part_may_stand_in_many_places(scan: Any) -> None:
    body = _multipart(_scan(*[_include("a")] * 3), ("Content-ID: <a>", b"x"))
    assert scan.from_xml(open_body(body, content_type=TYPE).xml).pages == [b"x"] * 3


def test_start_names_the_root() -> None:
    root = "Content-ID: <r>\nContent-Type: text/xml; charset=iso-8859-1"
    body = _multipart("<other/>", (root, "<a>ë</a>".encode("latin-1")))
    xml, note = with_attachments(body, f'{TYPE}; start="<r>"')
    assert (parse(xml).text, note) == ("ë", "")
    with pytest.raises(WireError, match="found no part <x>, expected the part that st"):
        with_attachments(body, f'{TYPE}; start="<x>"')


def test_what_is_around_the_parts_does_not_count() -> None:
    body = b"preamble\r\n--not it\r\n" + _multipart("<a/>") + b"--uuid:1\r\nepilogue"
    assert open_body(body, content_type=TYPE).xml == b"<a/>"


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (_multipart("<a/>"), "multipart/related", "without boundary"),
        (b"<a/>", TYPE, "found a multipart body without parts"),
        (b"", TYPE, "found a multipart body without parts"),
        (_multipart("<a/>")[:-5], TYPE, "found a multipart body that ends early"),
        (_multipart("<a>"), TYPE, "well-formed"),
        (_multipart("<!DOCTYPE a><a/>"), TYPE, "document type"),
        (
            _multipart("<a/>", ("Content-Transfer-Encoding: x-uu", b"")),
            TYPE,
            "found Content-Transfer-Encoding 'x-uu', expected binary, 8bit",
        ),
        (
            _multipart("<a/>", ("Content-Transfer-Encoding: base64", b"a")),
            TYPE,
            "found a part that is no base64",
        ),
        (
            _multipart(_envelope(_scan(_include("x%3Ey")))),
            TYPE,
            r"^\$\.Pages\.Page: found xop:Include of 'cid:x%3Ey', expected a part with",
        ),
        (
            _multipart(_scan(page="A" + _include("a")), ("Content-ID: <a>", b"")),
            TYPE,
            r"^\$\.Image: found xop:Include, expected nothing else in its element$",
        ),
        (
            _multipart(f'<xop:Include {XOP} href="cid:a"/>', ("Content-ID: <a>", b"")),
            TYPE,
            r"^\$: found xop:Include, expected nothing else",
        ),
    ],
)
def test_what_is_no_whole_answer_is_an_error(
    body: bytes, content_type: str, message: str
) -> None:
    with pytest.raises(WireError, match=message):
        open_body(body, content_type=content_type)


def test_one_part_in_many_places_is_bounded() -> None:
    """A hundred kilobytes would become a hundred megabytes."""
    root = _scan(*[_include("a")] * 1000)
    body = _multipart(root, ("Content-ID: <a>", bytes(100_000)))
    with pytest.raises(
        WireError, match=r"no more than 1000000 bytes; limits=Limits\(size=…\)"
    ):
        with_attachments(body, TYPE, Limits(size=1_000_000))
    with pytest.raises(
        WireError, match=r"no more than 1000 bytes; limits=Limits\(size=…\)"
    ):
        with_attachments(body, TYPE, Limits(size=1000))


def test_more_than_10000_parts_are_refused() -> None:
    with pytest.raises(WireError, match="no more than 10000 parts"):
        parts_of(b"--b\r\n\r\n" * 10_001 + b"--b--", "b")


@pytest.mark.parametrize(
    "part", ["--b", "\n--b x", "\n--b\n", "\r\n--b\r\n\r\n", "a: \n b\n", "\n\n"]
)
def test_splitting_takes_linear_time(part: str) -> None:
    def work(size: int) -> Callable[[], object]:
        body = b"--b\n" + part.encode() * (size // 8) + b"\n--b--"
        return lambda: parts_of(body, "b")

    assert growth(work, 8000) < LINEAR


def test_an_empty_head_is_no_content() -> None:
    [part] = parts_of(b"--b\r\n\r\n\r\na\r\n\r\nb\r\n--b--", "b")
    assert part.content == b"\r\na\r\n\r\nb"


# --- references without their parts -------------------------------------------------------------

READINGS: dict[str, Callable[[Any, str], object]] = {
    "a document": lambda kind, text: kind.from_xml(text),
    "a second one": lambda kind, text: [kind.from_xml(_scan()), kind.from_xml(text)],
    "an envelope": lambda kind, text: kind.from_soap(_envelope(text)),
}
REFERENCES = {
    "a member": (_scan(page=_include("1@x")), "Image"),
    "an item": (_scan("AA==", _include("1@x")), "Pages[1]"),
    "beside unknown content": (
        _scan(page=_include("1@x")).replace("<Image", "<u>x</u><Image"),
        "Image",
    ),
    "with attachments": (_scan().replace("<Image", '<Image href="cid:1@x"'), "Image"),
}


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", REFERENCES)
def test_a_reference_without_its_part_is_never_empty(
    name: str, reading: str, scan: Any
) -> None:
    text, path = REFERENCES[name]
    what = "href" if name == "with attachments" else "xop:Include"
    found = (
        f"$.{path}: found a reference to an attachment, {what} of 'cid:1@x', "
        "expected the bytes of that part"
    )
    with pytest.raises(ValueError, match="reference") as caught:
        READINGS[reading](scan, text)
    assert str(caught.value).startswith(found)


def test_another_href_is_unknown_content_as_ever(scan: Any) -> None:
    text = _scan().replace("<Image", '<Image href="#1"')
    assert b'href="#1"' in scan.from_xml(text).to_xml()


def test_a_large_part_is_read(scan: Any, tmp_path: Path) -> None:
    """libxml2 takes no text of more than 10 MB unasked."""
    content = bytes(12_000_000)
    body = _multipart(_scan(page=_include("a")), ("Content-ID: <a>", content))
    stream = io.BytesIO(body)
    opened = open_body(stream.read(), content_type=TYPE)
    assert scan.from_xml(opened.xml).image == content
