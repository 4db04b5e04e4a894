"""XML text to elements, safely: a message is never trusted.

A document type is refused outright: with entities unresolved libxml2 cuts text off at an entity,
and with entities resolved it reads local files.

Size and number of elements are looked at before the parser, depth while it works: libxml2 stops at
256 by itself. Where that, or its 10 MB for a text, gets in the way, the document is parsed once
more without libxml2's limits, and then only ours hold.
"""

from __future__ import annotations

import codecs
import re
import threading
from typing import Any, Final, cast

from lxml import etree

from .elements import Element, deeper
from .errors import Problem, WireError, printable
from .limits import DEEPEST_ELEMENTS, USUAL, Limits

_ENCODING = re.compile(
    rb"""<\?xml\s[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
# These are compiled when first needed: few messages need them.
_DOCTYPE = rb"(?s)(?:\s|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE"
_MARKUP = (
    rb"""(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"""
    rb"""|<([^!?/](?:[^"'>]+|"[^"]*"|'[^']*')*+)"""
)
"""Comments, CDATA, instructions; and start tags, which are its group."""
_VALUES = rb""""[^"]*"|'[^']*'"""
LIBXML2_DEPTH = 256
"""No document is deeper that libxml2 takes without ``huge_tree``."""
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


def parse(data: bytes | str, limits: Limits = USUAL, around: int = 0) -> Element:
    """The root element of a document; comments and processing instructions are dropped.

    ``around`` elements on the outside do not count as depth. Raises WireError where the text is no
    well-formed XML, has a document type, is beyond the limits, or is in another encoding than
    UTF-8, UTF-16, ISO-8859-1 or windows-1252.
    """
    text = _in_utf8(data, limits)
    _refuse_flood(text, limits)
    refuse_document_type(text)
    depth = min(limits.depth, DEEPEST_ELEMENTS)
    root = _parsed(text, huge=False)
    if root is not None and depth + around >= LIBXML2_DEPTH:
        return root
    root = root if root is not None else _parsed(text, huge=True)
    if root is None or deeper(root, depth + around):
        raise too_much(depth, "elements inside each other", "depth")
    return root


def refuse_document_type(text: bytes) -> None:
    """Raises WireError where a document starts with a document type."""
    if b"<!DOCTYPE" in text and re.match(_DOCTYPE, text):
        raise malformed("a document type (<!DOCTYPE …>)", "a document without one")


def _parsed(text: bytes, huge: bool) -> Element | None:
    """The root; None where a limit of libxml2's has, or may have, got in the way."""
    parser = _parser(huge=True) if huge else _OWN.parser
    try:
        return cast(Element, etree.fromstring(text, parser))
    except etree.XMLSyntaxError as error:
        log = list(parser.error_log)
        wrong = [each for each in log if each.type_name != "WAR_NS_URI"]
        if log and not wrong:
            # A namespace that is no URI (http://x/ü) is well-formed, and .NET sends it.
            return cast(Element, etree.fromstring(text, _parser(huge, recover=True)))
        if not huge or any("Excessive depth" in each.message for each in wrong):
            return None
        what = wrong[0].message if wrong else error.msg or ""
        line, column = (wrong[0].line, wrong[0].column) if wrong else error.position
        raise not_well_formed(what if text else "", line, column) from None


def not_well_formed(what: str, line: int, column: int) -> WireError:
    """The error of a text that is no XML; ``what`` libxml2 says, "" where there is nothing."""
    what = printable(" ".join(what.split()), 100)
    where = f"{what} at line {line}, column {column}" if what else "nothing"
    return malformed(where, "a well-formed XML document")


def _parser(huge: bool, recover: bool = False) -> etree.XMLParser[Any]:
    # The encoding is given, so that no declaration inside the document can choose another.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # two equal xml:id are well-formed
        recover=recover,
    )


class _PerThread(threading.local):
    """The usual parser, one for each thread: to make one takes longer than to parse a message."""

    def __init__(self) -> None:
        self.parser: Final = _parser(huge=False)


_OWN: Final = _PerThread()


def _refuse_flood(text: bytes, limits: Limits) -> None:
    """Raises WireError where elements and attributes are more than the limit.

    They are counted only where the shortest of them (``<a/>``) could be too many, and one by one
    only where there are as many signs: a ``<`` may also stand in a comment, a ``=`` in a text.
    """
    most = limits.elements
    if len(text) // 4 <= most or text.count(b"<") + text.count(b"=") <= most:
        return
    found = 0
    for markup in re.finditer(_MARKUP, text):
        if markup[1] is not None:
            found += 1 + len(re.findall(_VALUES, markup[1]))
            if found > most:
                raise too_much(most, "elements and attributes", "elements")


def _in_utf8(data: bytes | str, limits: Limits) -> bytes:
    """The document in UTF-8; a str needs no encoding and may declare any."""
    if isinstance(data, str):
        _refuse_size(len(data), limits)
        text = data.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
        _refuse_size(len(text), limits)
        return text
    view = memoryview(data)
    _refuse_size(view.nbytes, limits)
    return _recoded(data if type(data) is bytes else bytes(view))


def _refuse_size(size: int, limits: Limits) -> None:
    if size > limits.size:
        raise too_much(limits.size, "bytes", "size")


def encoding_of(start: bytes) -> str:
    """The encoding of a document, by its first bytes. Raises WireError for one that is not read."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if start[0] else "utf-16-be"
    declared = None if start.startswith(codecs.BOM_UTF8) else _ENCODING.match(start)
    if declared is None:
        return "utf-8"
    label = declared[1].decode("ascii").lower()
    if label not in _ENCODINGS:
        expected = "UTF-8, UTF-16, ISO-8859-1 or windows-1252"
        raise malformed(f"encoding {label!r}", expected)
    return _ENCODINGS[label]


def _recoded(data: bytes) -> bytes:
    name = encoding_of(data)
    if name == "utf-8":
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(name).removeprefix("\ufeff").encode("utf-8")
    except UnicodeError as error:
        raise misencoded(name, error) from None


def misencoded(name: str, error: UnicodeError) -> WireError:
    """The error of bytes that are not in the encoding that they should be in."""
    return malformed(f"bytes that are no {name} ({error})", "text in its encoding")


def too_much(most: int, what: str, limit: str) -> WireError:
    """The error of a document beyond a limit."""
    return malformed("more", f"no more than {most} {what} (Limits.{limit})")


def malformed(found: str, expected: str) -> WireError:
    """The error of a whole document."""
    return WireError([Problem("$", found, expected)])
