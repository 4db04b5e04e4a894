"""A page on the disk reads as the browser shows it, and says where it is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.fetching.descriptions import imports_of
from soapstone.fetching.saving import (
    saved_from,
    text_bytes,
    with_address,
    write,
    xml_bytes,
)
from soapstone.model.facts import AddressSource
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from soapstone.pages.source import read_text
from tests.fetching.site import SCHEMA
from tests.refusals.pages import asmx

URL = "https://ferry.example/Ferry.asmx?op=Ask"
MARK = b"\n<!-- saved from url=(0039)https://ferry.example/Ferry.asmx?op=Ask -->\n"


def page_bytes(url: str, body: bytes, charset: str) -> bytes:
    return with_address(url, text_bytes(url, body, charset))


@pytest.mark.parametrize(
    "start", [b"", b"<!DOCTYPE html>", b"\xef\xbb\xbf\r\n<!doctype HTML PUBLIC 'x'>"]
)
def test_all_bytes_stay_and_the_comment_is_put_where_browsers_put_it(
    start: bytes,
) -> None:
    rest = b"\r\n<html>Gr\xc3\xb6\xc3\x9fe</html>"
    assert page_bytes(URL, start + rest, "utf-8") in (
        start + MARK + rest,
        start + rest[:2] + MARK + rest[2:],
    )


@pytest.mark.parametrize(
    ("head", "stated", "codec", "as_it_came"),
    [
        ("", "utf-8", "utf-8", True),
        ("", "windows-1252", "cp1252", True),
        ("<meta charset=utf-8>", "iso-8859-1", "cp1252", True),
        ("<meta charset=windows-1252>", "utf-8", "utf-8", False),
        ("<meta charset=windows-1252>", "", "cp1252", True),
        ("", "windows-1251", "cp1251", False),
        ("", "UTF-16", "utf-16", False),
        ("", "", "utf-16-le", False),
        ("<meta charset=utf-8>", "windows-1252", "utf-8-sig", True),
        ("", "no-such-charset", "utf-8", True),
    ],
)
def test_the_charset_of_the_header_is_not_lost(
    head: str, stated: str, codec: str, as_it_came: bool
) -> None:
    letters = "щит" if codec == "cp1251" else "Größe"
    text = f"<html>{head}<body>{letters} of a page, and more of it</body></html>"
    body = text.encode(codec)
    saved = page_bytes(URL, body, stated)
    read = read_text("Ask.html", saved)
    assert letters in read
    assert "saved from url=(0039)https://ferry.example/" in read
    assert (saved.replace(MARK, b"") == body) == as_it_came


def test_the_reader_knows_the_scheme_by_it(tmp_path: Path) -> None:
    text = f"<html><pre>{asmx('Ask').replace('<', '&lt;')}</pre></html>"
    saved = page_bytes(URL, text.encode(), "")
    (operation,) = read_page("ferry/Ask.html", saved).operations
    (found,) = operation.addresses
    assert (found.source, found.scheme) == (AddressSource.SAVED, "https")
    (tmp_path / "Ask.html").write_bytes(saved)
    assert saved_from(tmp_path / "Ask.html") == URL
    assert saved_from(tmp_path / "none") == ""


def test_an_address_cannot_end_the_comment() -> None:
    saved = page_bytes("http://h/--><script>?a=-->b", b"<html></html>", "")
    assert saved.count(b"-->") == 1
    assert b"<script" not in saved.partition(b"<!--")[2].partition(b"-->")[0]


def test_xml_stays_unless_its_header_contradicts_it() -> None:
    text = SCHEMA.format("<!--Größe-->")
    declared = f'<?xml version="1.0" encoding="utf-16"?>{text}'
    good = declared.encode("utf-16")
    assert xml_bytes(good, "text/xml; charset=utf-16") == good
    for content_type in ("text/xml", "text/xml; charset=utf-8"):
        assert xml_bytes(text.encode(), content_type) == text.encode()
    mended = xml_bytes(declared.encode(), "text/xml; charset=utf-8")
    assert mended == text.encode()
    assert imports_of(mended) is not None


def test_a_file_is_there_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path / "a" / "x.html", b"old")
    monkeypatch.setattr("os.fsync", full)
    for name in ("x.html", "y.html"):
        with pytest.raises(SpecError, match="no space left on device"):
            write(tmp_path / "a" / name, b"new")
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["x.html"]
    assert (tmp_path / "a" / "x.html").read_bytes() == b"old"
