"""What came instead of a message is named, with what to do about it, and not quoted at length."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import zlib
from collections.abc import Callable

import pytest

from generated.runtime import Envelope, WireError, iter_from_xml
from generated.tc2 import SynchronizePanelUserResponse, SyncStatus
from soapstone.runtime.reading.diagnosis import diagnosed
from soapstone.runtime.reading.parsing import malformed
from tests.growth import LINEAR, growth

XML = SynchronizePanelUserResponse().to_soap()
PAGE = "<html><head><title>{}</title></head><body><p>secret</body></html>"
_DECLARED = '<?xml version="1.0" encoding="{}"?>'
MULTIPART = b"--uuid:1\r\nContent-Type: application/xop+xml\r\n\r\n<a/>\r\n--uuid:1--"

CAME: dict[str, tuple[bytes | str, str]] = {
    "html": (f"<!DOCTYPE html>{PAGE.format('Runtime Error')}", "page, 'Runtime Error'"),
    "html, upper case": (
        "<HTML><HEAD><TITLE>Gone</TITLE><meta></HTML>",
        "an HTML page, 'Gone'",
    ),
    "html, well-formed": ("<html><head><title>T</title></head></html>", "page, 'T'"),
    "html, in a namespace": (
        '<html xmlns="http://www.w3.org/1999/xhtml"><title>T</title></html>',
        "an HTML page, 'T'",
    ),
    "html, no title": ("<html><br></html>", "an HTML page without a title"),
    "html, no html": ("<head><title>Moved</title><hr></head>", "an HTML page, 'Moved'"),
    "html, comments": (
        f"<!-- a -->\n<!-- b --> {PAGE.format('T')}",
        "an HTML page, 'T'",
    ),
    "html, escaped": (PAGE.format("a &amp;\n b\x00"), r"an HTML page, 'a & b\\\\x00'"),
    "html, UTF-16": (
        f"<!doctype html>{PAGE.format('ë')}".encode("utf-16"),
        "an HTML page, 'ë'",
    ),
    "html, UTF-16-LE": (PAGE.format("ë").encode("utf-16-le"), "an HTML page, 'ë'"),
    "json": ('{"Message": "secret"}', "JSON, expected an XML message; ask for it"),
    "json, a list": (' [{"a": 1}]', "JSON, "),
    "json, with a mark": (codecs.BOM_UTF8 + b"{}", "JSON, "),
    "gzip": (gzip.compress(XML), "gzip data, expected an XML message; open_body"),
    "deflate": (zlib.compress(XML), "deflate data"),
    "bzip2": (
        bz2.compress(XML),
        r"binary data, or .* \d+ bytes, .* Content-Encoding",
    ),
    "multipart": (MULTIPART, "a multipart body, expected an XML message; open_body"),
    "multipart, a line before": (b"\r\n" + MULTIPART, "a multipart body"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
    "zip": (b"PK\x03\x04\x14\0", "a ZIP archive"),
    "png": (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    "empty": (b"", "nothing, expected an XML message; see the HTTP status"),
    "empty, with a mark": (codecs.BOM_UTF8, "nothing, "),
    "blank": (b" \r\n", "nothing but white space"),
    "text": (b"System.Exception: no", "text 'System.Exception: no', expected"),
    "text like deflate": (b"x^2 is no number", r"text 'x\^2 is no number'"),
    "http": (b"HTTP/1.1 200 OK\r\n\r\n" + XML, "an HTTP response with its head"),
    "declared UTF-16": (
        _DECLARED.format("utf-16").encode() + b"<a/>",
        "bytes of another encoding than the declared UTF-16, .* charset",
    ),
    "UTF-32": ("<a/>".encode("utf-32"), "text in UTF-32"),
}


def by_class(data: bytes | str) -> object:
    return SynchronizePanelUserResponse.from_xml(data)


def by_soap(data: bytes | str) -> object:
    return SynchronizePanelUserResponse.from_soap(data)


def by_envelope(data: bytes | str) -> object:
    return Envelope.parse(data)


def streamed(data: bytes | str) -> object:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return [*iter_from_xml(stream, SynchronizePanelUserResponse, SyncStatus)]


@pytest.mark.parametrize("read", [by_class, by_soap, by_envelope, streamed])
@pytest.mark.parametrize("name", CAME)
def test_what_came_is_named(name: str, read: Callable[[bytes | str], object]) -> None:
    data, found = CAME[name]
    if read is streamed and name in ("declared UTF-16", "html, UTF-16-LE", "UTF-32"):
        found = "."  # the stream has been decoded when it turns out to be no XML
    with pytest.raises(WireError, match=rf"^\$: found .*{found}") as caught:
        read(data)
    assert len(caught.value.problems) == 1
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"<a>",
        b"<a><html/></b>",
        b"<htmlx><br></htmlx>",
        b"<!-- <html> --><a>",
        b"<?a <html> ?><a>",
        (_DECLARED.format("utf-16") + "<a>").encode("utf-16"),
        "[oops",
    ],
)
def test_what_looks_like_xml_is_the_parsers_business(data: bytes) -> None:
    error = malformed("x", "y")
    if isinstance(data, str):
        assert "text '[oops'" in str(diagnosed(data, error))
    else:
        assert diagnosed(data, error) is error


def test_no_more_than_a_start_is_quoted() -> None:
    for data in ("token " * 1000, PAGE.format("token " * 1000)):
        with pytest.raises(WireError) as caught:
            by_class(data)
        assert len(str(caught.value)) < 250


def test_servicestacks_own_error_says_what_reads_it() -> None:
    data = '<ErrorResponse xmlns="http://schemas.servicestack.net/types"/>'
    with pytest.raises(WireError, match=r"; read_error_status reads what came$"):
        by_class(data)


@pytest.mark.parametrize("part", ["<!---->", "<?a?>", "<title ", "[ ", "--a\n", "<"])
def test_naming_takes_linear_time(part: str) -> None:
    error = malformed("x", "y")

    def work(size: int) -> Callable[[], object]:
        data = (part * (size // len(part))).encode()
        return lambda: diagnosed(data, error)

    assert growth(work, 8000) < LINEAR
