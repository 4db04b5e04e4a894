"""Traps of a saved file's bytes: encodings, damage, size. Error messages are asserted whole."""

from __future__ import annotations

import pytest

from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from soapstone.pages.source import read_text
from tests.pages.support import PAGES, without_origins

SAMPLE = "Dienst für Ä\nKunden “x”\n<b/>"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (SAMPLE.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + SAMPLE.encode(), "UTF-8 with mark"),
        (SAMPLE.encode("utf-16"), "UTF-16 with mark"),
        (SAMPLE.encode("utf-16-le"), "UTF-16 little endian without mark"),
        (SAMPLE.encode("utf-16-be"), "UTF-16 big endian without mark"),
        (b"\xfe\xff" + SAMPLE.encode("utf-16-be"), "UTF-16 big endian with mark"),
        (SAMPLE.encode("windows-1252"), "windows-1252"),
        (SAMPLE.replace("\n", "\r\n").encode(), "CR LF"),
        (SAMPLE.replace("\n", "\r").encode(), "CR"),
    ],
)
def test_every_encoding_and_line_end_reads_the_same(data: bytes, what: str) -> None:
    assert read_text("page.txt", data) == SAMPLE, what


def test_a_declared_charset_is_believed_before_windows_1252() -> None:
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=big5"><p>測試'
    assert "測試" in read_text("page.html", page.encode("big5"))


def test_a_wrongly_declared_charset_does_not_stop_the_page() -> None:
    page = "<html><meta charset=utf-8><p>café".encode("windows-1252")
    assert "café" in read_text("page.html", page)


def test_an_unknown_charset_is_not_looked_up_in_pythons_codecs() -> None:
    page = b"<html><meta charset=unicode_escape><p>\\u0041"
    assert "\\u0041" in read_text("page.html", page)


def test_a_page_in_utf_16_gives_the_facts_of_the_page_in_utf_8() -> None:
    data = (PAGES / "SynchronizePanelUser.txt").read_bytes()
    wide = data.decode().encode("utf-16")
    assert read_page("x.txt", wide) == read_page("x.txt", data)


def test_an_html_page_in_windows_1252_keeps_its_letters_and_facts() -> None:
    data = (PAGES / "rendered" / "Prims.html").read_bytes()
    accented = data.replace(b"All primitives", "Größen".encode("windows-1252"))
    operation = read_page("x.html", accented).operations[0]
    assert operation.documentation == "Größen & echo"
    plain = read_page("x.html", data).operations[0]
    assert without_origins(operation.exchanges) == without_origins(plain.exchanges)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b" \r\n\t\n",
            "page.txt:1: found an empty page; expected a saved help page. Open the operation's"
            " page in a browser, save it, and look at the file.",
        ),
        (
            b"ok\nok\xff\x81",
            "page.txt:2: found a byte 0x81 that cannot be read; expected text in UTF-8, UTF-16 or"
            " windows-1252. Save the page again as UTF-8.",
        ),
        (
            b"\xff\xfea\x00\n\x00\x00\xd8a\x00",
            "page.txt:2: found a byte 0x00 that cannot be read; expected text in UTF-16-LE."
            " Save the page again as UTF-8.",
        ),
        (
            b"ok\nPK\x03\x04",
            "page.txt:2: found the control character U+0003; expected text without control "
            "characters. Save the page again from the browser, as text, Markdown or HTML. If the "
            "character is on the page itself, remove it from the file.",
        ),
        (
            b"a" * (8 * 1024 * 1024 + 1),
            "page.txt:1: found a page of more than 8,388,608 bytes; expected a help page, "
            "which is far smaller."
            " Save the page of one operation, without anything else in the file.",
        ),
        (
            b"a\n" * 100_001,
            "page.txt:1: found a page of more than 100,000 lines; expected a help page, "
            "which is far smaller."
            " Save the page of one operation, without anything else in the file.",
        ),
        (
            b"<a/>" * 200_001,
            "page.txt:1: found a page of more than 200,000 tags; expected a help page, "
            "which is far smaller."
            " Save the page of one operation, without anything else in the file.",
        ),
    ],
    ids=[
        "empty",
        "bytes",
        "half a surrogate",
        "binary",
        "too large",
        "too long",
        "too many tags",
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_page("page.txt", data)
    assert str(caught.value) == message
