"""MHTML, the single file that a browser saves: the page in it, and the lines of the file."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from soapstone.model.facts import PageFacts
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from soapstone.pages.mhtml import is_mhtml
from soapstone.run.pipeline import generate
from tests.pages.support import PAGES, outcome, without_origins

HTML = (PAGES / "rendered/WithHeaders.html").read_bytes()
HEAD = (
    "From: <Saved by a browser>\r\n"
    "Snapshot-Content-Location: http://{host}/Service.asmx?op=WithHeaders\r\n"
    "Subject: Service\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----b----"\r\n'
    "\r\n"
    "------b----\r\n"
    "Content-Type: image/gif\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "R0lGODlhAQABAAAAACw=\r\n"
    "------b----\r\n"
)
FRAME = (
    "------b----\r\nContent-Type: text/html\r\n\r\n<html><p>a frame</html>\r\n"
    "------b------\r\n"
)


def saved(html: bytes, encoding: str, charset: str = "utf-8") -> bytes:
    """A page as a browser saves it, between a picture and a frame."""
    about = f'Content-Type: text/html; charset="{charset}"\r\n'
    about += f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    if encoding == "quoted-printable":
        html = quopri.encodestring(html)
    elif encoding == "base64":
        html = base64.encodebytes(html)
    body = html.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head = (HEAD.format(host="quarry.example") + about).encode()
    return head + body + b"\r\n" + FRAME.encode()


def read(data: bytes) -> PageFacts:
    return read_page("svc/Page.mhtml", data)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_the_page_is_that_of_the_html_file(encoding: str) -> None:
    found = read(saved(HTML, encoding))
    whole = read_page("svc/Page.mhtml.html", HTML)
    assert without_origins(found.operations) == without_origins(whole.operations)


@pytest.mark.parametrize("encoding", ["quoted-printable", "8bit"])
def test_every_line_is_that_of_the_file(encoding: str) -> None:
    data = saved(HTML, encoding)
    lines = data.decode().split("\r\n")
    (operation,) = read(data).operations
    for exchange in operation.exchanges:
        assert exchange.response
        for sample, start in (
            (exchange.request, "POST"),
            (exchange.response, "HTTP/1.1"),
        ):
            assert f"{start} " in lines[sample.origin.line - 1]
            assert sample.body
            assert sample.body.name in lines[sample.body.origin.line - 1]


def test_the_charset_of_the_part_is_believed() -> None:
    html = HTML.decode().replace("WithHeadersResult", "Имя").encode("windows-1251")
    (operation,) = read(saved(html, "base64", "windows-1251")).operations
    response = operation.exchanges[0].response
    assert response
    assert response.body
    assert "Имя" in [each.name for each in response.body.children]


def test_it_says_where_it_was_saved_from() -> None:
    host = next(
        exchange.request.head.header("Host")
        for operation in read(saved(HTML, "base64")).operations
        for exchange in operation.exchanges
    )
    data = saved(HTML, "base64").replace(b"quarry.example", host.encode())
    address, *_ = read(data).operations[0].addresses
    assert (address.scheme, address.origin.line) == ("http", 2)


def test_a_page_that_breaks_off_is_an_error_with_the_line_of_the_file() -> None:
    at = HTML.index(b"&lt;/soap:Envelope")
    data = saved(HTML[:at], "quoted-printable")
    with pytest.raises(SpecError, match="breaks off") as caught:
        read(data)
    last = data[: data.index(b"------b----\r\nContent-Type: text/html\r\n\r\n<html>")]
    assert 0 <= last.count(b"\n") + 1 - caught.value.origin.line <= 4


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\xff",
        b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello",
        b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n--b--\r\n",
        b"Content-Type: multipart/related\r\n\r\n",
    ],
)
def test_an_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(SpecError, match="without a part of type text/html"):
        read(data)


@pytest.mark.parametrize("length", [*range(0, 1200, 37)])
def test_a_file_cut_anywhere_never_ends_in_a_traceback(length: int) -> None:
    outcome("svc/Page.mhtml", saved(HTML, "quoted-printable")[:length])


@pytest.mark.parametrize("name", ["Page.html", "Page.mhtml", "Page.txt"])
def test_what_a_file_holds_counts_and_not_its_name(name: str) -> None:
    whole = without_origins(read_page("svc/Page.html", HTML).operations)
    for data in (saved(HTML, "quoted-printable"), HTML):
        assert without_origins(read_page(f"svc/{name}", data).operations) == whole


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (HEAD.encode(), True),
        (HEAD.encode().replace(b"\r\n", b"\n"), True),
        (b"\xef\xbb\xbf" + HEAD.encode(), True),
        (b"Content-Type: text/html\nMIME-Version: 1.0\n\n<p>", True),
        (b"Content-Type: text/html\n\n<p>", False),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nhello", False),
        (b"POST / HTTP/1.1\nMIME-Version: 1.0\nContent-Type: text/html\n", False),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related;"
            b' type="application/xop+xml"\n\n',
            False,
        ),
        (b"X: \n\nMIME-Version: 1.0\nContent-Type: text/html\n", False),
    ],
)
def test_the_head_tells_a_page_from_other_messages(data: bytes, is_one: bool) -> None:
    """A SOAP message with attachments, which somebody copied, is a MIME message, too."""
    assert is_mhtml("svc/Page.txt", data) is is_one


def test_parts_inside_parts_end() -> None:
    """The parser of the standard library calls itself for each of them."""
    data = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(5_000)
    )
    with pytest.raises(SpecError):
        read(data)


def test_a_service_may_consist_of_such_pages(tmp_path: Path) -> None:
    (tmp_path / "specs/svc").mkdir(parents=True)
    (tmp_path / "specs/svc/Page.MHTML").write_bytes(saved(HTML, "quoted-printable"))
    package = generate(tmp_path / "specs").packages[-2]
    assert (package.error, package.unread, package.operations) == (None, (), 1)
