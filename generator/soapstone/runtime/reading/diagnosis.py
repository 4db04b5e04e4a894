"""Says what came instead of a message: an HTML page, JSON, compressed data, another encoding.

An XML parser says of all these only that a start tag is missing. Services, proxies and HTTP
libraries send them in a message's place, so each is named with what to do about it. A page is named
by its title and a text by its start; no more of what came is quoted.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from ..errors import Problem, WireError, printable, shown
from .elements import Element, local_name

_LOOKED_AT: Final = 2**16
"""The kind of a document shows within so many bytes."""

_ADDRESS = "an XML message; see the HTTP status and the address"
_ACCEPT = "an XML message; ask for it with the header Accept: application/xml"
_INFLATE = "an XML message; open_body undoes a Content-Encoding of gzip or deflate"
_BINARY = "an XML message; see its Content-Type and Content-Encoding"
_BY_CHARSET = "an XML message; open_body goes by the charset of its Content-Type"
_CHARSET = "UTF-8 or UTF-16; see the charset of the Content-Type"

_SIGNATURES: Final = (
    (b"\x1f\x8b", "gzip data", _INFLATE),
    (b"x\x01", "deflate data (zlib)", _INFLATE),
    (b"x\x9c", "deflate data (zlib)", _INFLATE),
    (b"x\xda", "deflate data (zlib)", _INFLATE),
    (b"%PDF-", "a PDF document", _ADDRESS),
    (b"PK\x03\x04", "a ZIP archive", _ADDRESS),
    (b"\x89PNG", "a PNG image", _ADDRESS),
    (b"\xff\xd8\xff", "a JPEG image", _ADDRESS),
    (b"GIF8", "a GIF image", _ADDRESS),
    (b"HTTP/", "an HTTP response with its head", "its body alone"),
    (codecs.BOM_UTF32_LE, "text in UTF-32", _CHARSET),
    (codecs.BOM_UTF32_BE, "text in UTF-32", _CHARSET),
)
_MARKS: Final = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How a document in UTF-16 starts, with its encoding."""
_MULTIPART = re.compile(rb"\s*+--[^\r\n]{1,200}\r?\n(?:Content-|MIME-)", re.IGNORECASE)
_JSON = re.compile(r"""\{\s*+["}]|\[\s*+(?:["{}\[\]\d-]|true|false|null)""")
_PAGE = re.compile(r"<(?:!doctype\s++html|html|head|body)\b", re.IGNORECASE)
_DECLARES_UTF_16 = re.compile(
    rb"""<\?xml\s[^>]{0,200}?\sencoding\s*=\s*["']utf-16""", re.IGNORECASE
)
_TITLE = re.compile(r"<title(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_BLANKS = re.compile(r"\s*+").match
_SKIPPED: Final = (("<?", "?>"), ("<!--", "-->"))
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")

ERROR_RESPONSE: Final = "{http://schemas.servicestack.net/types}ErrorResponse"
"""What ServiceStack sends if the response class has no ResponseStatus."""


def diagnosed(data: bytes | str, error: WireError) -> WireError:
    """Return an error that names what came; the given one if that looks like XML."""
    found = _known(data)
    return error if found is None else WireError([Problem("$", *found)])


def what_is(data: bytes | str) -> str:
    """Return what came where no message was to be expected; "" if it looks like XML."""
    found = _known(data)
    return "" if found is None else found[0]


def _known(data: bytes | str) -> tuple[str, str] | None:
    start = data[:_LOOKED_AT] if isinstance(data, str) else bytes(data[:_LOOKED_AT])
    known = _of_bytes(start) if isinstance(start, bytes) else None
    return known or _of_text(_decoded(start), len(data))


def another_element(root: Element, expected: str) -> WireError:
    """Return the error of a well-formed document with another root element than expected."""
    found = f"element {printable(root.tag, 200)}"
    if local_name(root).lower() == "html":
        titles = (each for each in root.iter() if local_name(each).lower() == "title")
        title = next(titles, None)
        found, expected = _page("" if title is None else title.text or ""), _ADDRESS
    elif root.tag == ERROR_RESPONSE:
        expected += "; read_error_status reads what came"
    return WireError([Problem("$", found, expected)])


def _of_bytes(start: bytes) -> tuple[str, str] | None:
    """What the first bytes show, with what was expected."""
    for signature, found, expected in _SIGNATURES:
        if start.startswith(signature):
            return found, expected
    if _DECLARES_UTF_16.match(start):
        return "bytes of another encoding than the declared UTF-16", _BY_CHARSET
    if _MULTIPART.match(start):
        expected = "an XML message; open_body reads MTOM by its Content-Type"
        return "a multipart body", expected
    return None


def _decoded(start: bytes | str) -> str:
    if isinstance(start, str):
        return start.removeprefix("\ufeff")
    name = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8-sig")
    return start.decode(name, "replace")


def _of_text(start: str, size: int) -> tuple[str, str] | None:
    text = start.strip()
    if not text:
        found = "nothing but white space" if start else "nothing"
        return found, "an XML message; see the HTTP status"
    if text[0] == "<":
        is_page = _PAGE.match(text, _after_prolog(text))
        return (_page(_title(text)), _ADDRESS) if is_page else None
    if _JSON.match(text):
        return "JSON", _ACCEPT
    if _NO_TEXT.search(text):
        return f"binary data, or another encoding, {size} bytes", _BINARY
    return f"text {shown(text)}", _ADDRESS


def _after_prolog(text: str) -> int:
    """The position after comments and processing instructions."""
    at = 0
    while True:
        ends = (end for begin, end in _SKIPPED if text.startswith(begin, at))
        end = next(ends, "")
        closed = text.find(end, at) if end else -1
        if closed < 0:
            return at
        at = closed + len(end)
        if blanks := _BLANKS(text, at):
            at = blanks.end()


def _title(page: str) -> str:
    """The text of the first ``title`` element, or ""."""
    start = _TITLE.search(page)
    if start is None:
        return ""
    from html import unescape  # few programs need it

    return unescape(page[start.end() :].partition("<")[0])


def _page(title: str) -> str:
    short = printable(" ".join(title.split()), 100)
    return f"an HTML page, {short!r}" if short else "an HTML page without a title"
