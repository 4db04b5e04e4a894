"""Parses XML safely: messages are not trusted.

A document type is refused. Otherwise libxml2 would either cut a text at an unresolved entity, or
resolve entities and read local files.

Size and number of elements are checked before parsing, depth while parsing: libxml2 itself stops at
256. If that limit or its limit of 10 MB for a text stops it, the document is parsed once more
without libxml2's limits, and only ``Limits`` apply.
"""

from __future__ import annotations

import codecs
import re
import threading
from typing import Any, Final, cast

from lxml import etree

from ..errors import Problem, WireError, printable
from ..limits import DEEPEST_ELEMENTS, USUAL, Limits
from .control_characters import first_forbidden
from .diagnosis import diagnosed
from .elements import Element, deeper

_ENCODING = re.compile(
    rb"""<\?xml\s[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_BLANKS = re.compile(rb"\s*+").match
_PROLOG = ((b"<?", b"?>"), (b"<!--", b"-->"))
"""The start and end of what may come before the root element."""
# These are compiled when first needed: few messages need them.
_MARKUP = (
    rb"""(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"""
    rb"""|<([^!?/](?:[^"'>]+|"[^"]*"|'[^']*')*+)"""
)
"""Comments, CDATA, processing instructions; or a start tag, whose content is the group."""
_LATER = "[\u0100-\U0010ffff]"
_WELL_FORMED = "a well-formed XML document"
_VALUES = rb""""[^"]*"|'[^']*'"""
LIBXML2_DEPTH = 256
"""The deepest document that libxml2 accepts without ``huge_tree``."""
ENCODINGS = {
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
"""The names of encodings that are read, in lower case, with Python's."""


def parse(data: bytes | str, limits: Limits = USUAL, around: int = 0) -> Element:
    """Return the root element of a document, without comments and processing instructions.

    The outermost ``around`` elements do not count for the limit on depth. Raises WireError if the
    document is not well-formed, has a document type, is beyond the limits, or is in an encoding
    other than UTF-8, UTF-16, ISO-8859-1 and windows-1252. What is no XML at all is named: an HTML
    page by its title, JSON, compressed data.
    """
    _refuse_size(data, limits)
    try:
        return _root(in_utf8(data), limits, around)
    except WireError as error:
        raise diagnosed(data, error) from None


def _root(text: bytes, limits: Limits, around: int) -> Element:
    _refuse_flood(text, limits)
    Prolog().refuse_document_type(text)
    depth = min(limits.depth, DEEPEST_ELEMENTS)
    root = _parsed(text, huge=False)
    if root is not None and depth + around >= LIBXML2_DEPTH:
        return root
    root = root if root is not None else _parsed(text, huge=True)
    if root is None or deeper(root, depth + around):
        raise too_much(depth, "elements inside each other", "depth")
    return root


class Prolog:
    """Checks what comes before the root element, also if it arrives in parts."""

    def __init__(self) -> None:
        self._at = 0
        """The position of the first incomplete part."""
        self._searched = 0

    def refuse_document_type(self, text: bytes | bytearray) -> None:
        """Raise WireError if the document, of which ``text`` has arrived so far, has one."""
        while True:
            self._at = at = cast(re.Match[bytes], _BLANKS(text, self._at)).end()
            if text.startswith(b"<!DOCTYPE", at):
                found = "a document type (<!DOCTYPE …>)"
                raise malformed(found, "a document without one")
            start, end = next(
                (part for part in _PROLOG if text.startswith(part[0], at)), (b"", b"")
            )
            if not start:
                return
            closed = text.find(end, max(at + len(start), self._searched - len(end)))
            if closed < 0:
                self._searched = len(text)
                return
            self._at = closed + len(end)


def _parsed(text: bytes, huge: bool) -> Element | None:
    """The root element; None if a limit of libxml2 stopped it, or may have."""
    parser = _parser(huge=True) if huge else _OWN.parser
    try:
        return cast(Element, etree.fromstring(text, parser))
    except etree.XMLSyntaxError as error:
        log = list(parser.error_log)
        wrong = [each for each in log if each.type_name != "WAR_NS_URI"]
        if log and not wrong:
            # A namespace that is no URI (http://x/ü) is well-formed, and .NET sends it.
            ExpatCheck().feed(text, final=True)
            return cast(Element, etree.fromstring(text, _parser(huge, recover=True)))
        if not huge or any("Excessive depth" in each.message for each in wrong):
            return None
        what = wrong[0].message if wrong else error.msg or ""
        line, column = (wrong[0].line, wrong[0].column) if wrong else error.position
        fault = first_forbidden(text)
        raise fault or not_well_formed(what if text else "", line, column) from None


class ExpatCheck:
    """Checks with expat whether a document is well-formed in which a namespace is no URI.

    After such a namespace, libxml2 reports no fault behind the root element, and after 100 of them
    no fault of other namespaces. Expat accepts any text as a namespace.
    """

    def __init__(self) -> None:
        from xml.parsers import expat  # few documents need it

        self._parser = expat.ParserCreate("utf-8", "\x01")
        self._errors = expat.ExpatError
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting: list[bytes] = []
        self._size = 0
        self._passed = 0
        self._unfinished = 0
        self._error: expat.ExpatError | None = None

    def feed(self, part: bytes, *, final: bool = False) -> None:
        """Take the next part of the document; after the last (``final``) do ``check``."""
        self._waiting.append(part)
        self._size += len(part)
        # Before version 2.6 expat reads an unfinished tag from its start with every part.
        if final or self._size >= self._unfinished:
            self._parse(b"".join(self._waiting), final)
            self._waiting.clear()
            self._size = 0
        if final:
            self.check()

    def _parse(self, part: bytes, final: bool) -> None:
        # Expat knows the names of 1998 only. Which others are names libxml2 has looked at.
        known = part
        if not part.isascii() or self._decoder.getstate()[0]:
            text = self._decoder.decode(part, final)
            known = re.sub(_LATER, _spelt, text).encode()
        try:
            if self._error is None:
                self._parser.Parse(known, final)
        except self._errors as error:
            self._error = error
        self._passed += len(known)
        self._unfinished = self._passed - self._parser.CurrentByteIndex

    def check(self) -> None:
        """Raise WireError if the document is not well-formed so far."""
        if self._error is not None:
            what = str(self._error).partition(": ")[0]
            raise not_well_formed(what, self._error.lineno, self._error.offset + 1)


def _spelt(character: re.Match[str]) -> str:
    return f"_{ord(character[0]):x}"


def not_well_formed(
    what: str, line: int, column: int, expected: str = _WELL_FORMED
) -> WireError:
    """Return the error of a document that is not well-formed.

    ``what`` is the message of libxml2; "" if the document is empty.
    """
    what = printable(" ".join(what.split()), 100)
    what = what.removeprefix("xmlParseCharRef: ")
    return malformed(broken_xml(what, line, column) if what else "nothing", expected)


def broken_xml(what: str, line: int, column: int) -> str:
    """Return what was found where a document is not well-formed. ``what`` is the parser's."""
    return f"broken XML ({what}) at line {line}, column {column}"


def _parser(huge: bool, recover: bool = False) -> etree.XMLParser[Any]:
    # The encoding is fixed, so that no declaration inside the document can choose another.
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
    """A parser for each thread; making one takes longer than parsing a message."""

    def __init__(self) -> None:
        self.parser: Final = _parser(huge=False)


_OWN: Final = _PerThread()


def _refuse_flood(text: bytes, limits: Limits) -> None:
    """Raises WireError if there are more elements and attributes than the limit.

    They are only counted if the document has room for so many of the shortest (``<a/>``) and as
    many ``<`` and ``=``; these can also be in comments and texts.
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


def _refuse_size(data: bytes | str, limits: Limits) -> None:
    size = len(data) if isinstance(data, str) else memoryview(data).nbytes
    if isinstance(data, str) and size <= limits.size < 4 * size:
        size = len(data.encode("utf-8", "surrogatepass"))
    if size > limits.size:
        raise too_much(limits.size, "bytes", "size")


def in_utf8(data: bytes | str) -> bytes:
    """Return a document in UTF-8; the encoding that a str declares is ignored.

    Raises WireError if its bytes are in an unsupported encoding, or invalid.
    """
    if isinstance(data, str):
        return data.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    return _recoded(data if type(data) is bytes else bytes(memoryview(data)))


def encoding_of(start: bytes) -> str:
    """Return the encoding of a document from its first bytes. Raises WireError if unsupported."""
    found = encoding_by_start(start)
    if found is not None:
        return found
    label = declared_encoding(start) or "utf-8"
    if label not in ENCODINGS:
        expected = "UTF-8, UTF-16, ISO-8859-1 or windows-1252"
        raise malformed(f"encoding {label!r}", expected)
    return ENCODINGS[label]


def encoding_by_start(start: bytes) -> str | None:
    """Return the encoding that a byte order mark or a first "<" in UTF-16 shows, or None."""
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if start[0] else "utf-16-be"
    return None


def declared_encoding(start: bytes) -> str | None:
    """Return the encoding that the XML declaration names, in lower case, or None."""
    declared = _ENCODING.match(start)
    return None if declared is None else declared[1].decode("ascii").lower()


def _recoded(data: bytes) -> bytes:
    name = encoding_of(data)
    if name == "utf-8":
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(name).removeprefix("\ufeff").encode("utf-8")
    except UnicodeError as error:
        raise misencoded(name, error) from None


def misencoded(name: str, error: UnicodeError) -> WireError:
    """Return the error of bytes that are not valid in their encoding."""
    return malformed(f"bytes that are no {name} ({error})", "text in its encoding")


def too_much(most: int, what: str, limit: str) -> WireError:
    """Return the error of a document beyond a limit, which is one of Limits, or "" if fixed."""
    more = f"; limits=Limits({limit}=…) allows more" if limit else ""
    return malformed("more", f"no more than {most} {what}{more}")


def malformed(found: str, expected: str) -> WireError:
    """Return the error of a whole document, at the path ``$``."""
    return WireError([Problem("$", found, expected)])
