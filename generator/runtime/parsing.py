"""XML text to elements, safely: a message is never trusted.

A document type is refused outright: with entities unresolved libxml2 cuts text off at an entity,
and with entities resolved it reads local files.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol, cast

from lxml import etree

from .errors import Problem, WireError
from .scalar_text import BLANKS


class Element(Protocol):
    """What is used of an lxml element, exactly typed; comments and the like never come."""

    @property
    def tag(self) -> str: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def tail(self) -> str | None: ...
    @property
    def attrib(self) -> Mapping[str, str]: ...
    @property
    def nsmap(self) -> Mapping[str | None, str]: ...
    def get(self, name: str) -> str | None: ...
    def find(self, name: str) -> Element | None: ...
    def iter(self) -> Iterator[Element]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...


XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"

_ENCODING = re.compile(
    rb"""<\?xml\s[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_DOCTYPE = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "iso-8859-1": "iso-8859-1",
    "windows-1252": "cp1252",
}


def parse(data: bytes | str) -> Element:
    """The root element of a document; comments and processing instructions are dropped.

    Raises WireError where the text is no well-formed XML, has a document type, or is in another
    encoding than UTF-8, UTF-16, ISO-8859-1 or windows-1252.
    """
    text = _as_utf8(data if isinstance(data, str) else bytes(memoryview(data)))
    if b"<!DOCTYPE" in text and _DOCTYPE.match(text):
        raise _malformed("a document type (<!DOCTYPE …>)", "a document without one")
    parser = _parser()
    try:
        return cast(Element, etree.fromstring(text, parser))
    except etree.XMLSyntaxError as error:
        if all(entry.type_name == "WAR_NS_URI" for entry in parser.error_log):
            # A namespace that is no URI (http://x/ü) is well-formed, and .NET sends it.
            return cast(Element, etree.fromstring(text, _parser(recover=True)))
        line, column = error.position
        what = (error.msg or "").rpartition(", line ")[0].strip() or error.msg
        where = f"{what} at line {line}, column {column}" if text else "nothing"
        raise _malformed(where, "a well-formed XML document") from None


def _parser(recover: bool = False) -> etree.XMLParser[Any]:
    # The encoding is given, so that no declaration inside the document can choose another.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _as_utf8(data: bytes | str) -> bytes:
    if isinstance(data, str):
        return data.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    if data.startswith(codecs.BOM_UTF8):
        return data[3:]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    elif data.startswith((b"<\0", b"\0<")):
        name = "utf-16-le" if data[0] else "utf-16-be"
    else:
        declared = _ENCODING.match(data)
        if declared is None:
            return data
        label = declared[1].decode("ascii").lower()
        name = _ENCODINGS.get(label, "")
        if not name:
            raise _malformed(
                f"encoding {label!r}", "UTF-8, UTF-16, ISO-8859-1 or windows-1252"
            )
    if name == "utf-8":
        return data
    try:
        return data.decode(name).removeprefix("\ufeff").encode("utf-8")
    except UnicodeError as error:
        raise _malformed(
            f"bytes that are no {name} ({error})", "text in its encoding"
        ) from None


def _malformed(found: str, expected: str) -> WireError:
    return WireError([Problem("$", found, expected)])


def is_blank(text: str | None) -> bool:
    """Whether there is nothing but XML's white space; a no-break space is text."""
    return text is None or not text.strip(BLANKS)


_count_elements: Any = etree.XPath("count(descendant-or-self::*)")
_count_attributes: Any = etree.XPath("count(descendant-or-self::*/@*)")


def count_elements(element: Element) -> int:
    """How many elements there are, itself included."""
    return int(_count_elements(element))


def count_attributes(element: Element) -> int:
    """How many attributes its elements have."""
    return int(_count_attributes(element))


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]
