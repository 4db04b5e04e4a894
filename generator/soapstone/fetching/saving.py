"""Saves what was fetched as a browser does: bytes as they came, and from where.

A browser knows the charset from the HTTP header, which a file does not have. Where the bytes alone
would be read otherwise, the text is saved in UTF-8 with a byte order mark.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from soapstone.fetching.host import shown
from soapstone.inputs.names.writing import save
from soapstone.model.findings import Origin, SpecError
from soapstone.pages.source import decoded
from soapstone.runtime.bodies.charset import in_charset

_START: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<!doctype[^>]{0,400}>)?", re.I
)
_SAVED: Final = re.compile(rb"<!-- saved from url=\(\d{4}\)([^\s<>]{1,4000}) -->")
_DECLARATION: Final = re.compile(r"\A\ufeff?\s{0,99}<\?xml[^>]{0,400}\?>")
_HEAD: Final = 8192
"""Bytes of a file in which the comment stands."""


def with_address(url: str, page: bytes) -> bytes:
    """Return the bytes of a page with a comment that says where it is from."""
    start = _START.match(page)
    end = start.end() if start else 0
    return page[:end] + _comment(url) + page[end:]


def text_bytes(url: str, body: bytes, charset: str) -> bytes:
    """Return the bytes of a text's file. ``charset`` is that of the HTTP header, or "".

    UTF-16 becomes UTF-8. Raises SpecError for bytes that are no text.
    """
    place = shown(url)
    alone, stated = decoded(place, body), decoded(place, body, charset)
    if alone == stated and b"\0" not in body:
        return body
    return codecs.BOM_UTF8 + stated.encode("utf-8", "replace")


def xml_bytes(body: bytes, content_type: str) -> bytes:
    """Return the bytes of an XML document's file. Raises WireError for bytes that are no text.

    Where the Content-Type contradicts the document, it stands, as .NET takes it (RFC 7303,
    section 3); the declaration goes, for it would be wrong.
    """
    content, _ = in_charset(body, content_type)
    if isinstance(content, bytes):
        return content
    return _DECLARATION.sub("", content, count=1).encode("utf-8", "replace")


def _comment(url: str) -> bytes:
    """The comment of a browser, with the four digits that Internet Explorer reads."""
    address = shown(url).replace("--", "%2D%2D")
    address = address.replace("<", "%3C").replace(">", "%3E")
    text = f"\n<!-- saved from url=({len(address):04}){address} -->\n"
    return text.encode("ascii", "xmlcharrefreplace")


def saved_from(path: Path) -> str:
    """Return the address that a page was fetched from; "" for a page that does not say."""
    try:
        with open(path, "rb") as file:
            found = _SAVED.search(file.read(_HEAD))
    except OSError:
        return ""
    return found[1].decode("ascii", "replace") if found else ""


def write(path: Path, data: bytes) -> None:
    """Write a file, wholly or not at all, and the folder that it is in.

    Raises SpecError for what cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SpecError(
            Origin(path.parent.as_posix(), 0),
            f"a folder that cannot be made ({(error.strerror or type(error).__name__).lower()})",
            "a folder for the service",
            "Name another with --specs.",
        ) from None
    save(path, data)
