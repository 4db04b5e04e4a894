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

from ..errors import Problem, WireError, printable
from ..limits import DEEPEST_ELEMENTS, USUAL, Limits
from .elements import Element, deeper

_ENCODING = re.compile(
    rb"""<\?xml\s[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_BLANKS = re.compile(rb"\s*+").match
_PROLOG = ((b"<?", b"?>"), (b"<!--", b"-->"))
"""What may stand before the root element: how it starts and ends."""
# These are compiled when first needed: few messages need them.
_MARKUP = (
    rb"""(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"""
    rb"""|<([^!?/](?:[^"'>]+|"[^"]*"|'[^']*')*+)"""
)
"""Comments, CDATA, instructions; and start tags, which are its group."""
_LATER = "[\u0100-\U0010ffff]"
_WELL_FORMED = "a well-formed XML document"
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
    """What stands before a root element. It is looked at once, however it arrives."""

    def __init__(self) -> None:
        self._at = 0
        """Where the first part begins that is not complete."""
        self._searched = 0

    def refuse_document_type(self, text: bytes | bytearray) -> None:
        """Raises WireError where a document, of which this has come so far, has one."""
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
    """The root; None where a limit of libxml2's has, or may have, got in the way."""
    parser = _parser(huge=True) if huge else _OWN.parser
    try:
        return cast(Element, etree.fromstring(text, parser))
    except etree.XMLSyntaxError as error:
        log = list(parser.error_log)
        wrong = [each for each in log if each.type_name != "WAR_NS_URI"]
        if log and not wrong:
            # A namespace that is no URI (http://x/ü) is well-formed, and .NET sends it.
            SecondOpinion().feed(text, final=True)
            return cast(Element, etree.fromstring(text, _parser(huge, recover=True)))
        if not huge or any("Excessive depth" in each.message for each in wrong):
            return None
        what = wrong[0].message if wrong else error.msg or ""
        line, column = (wrong[0].line, wrong[0].column) if wrong else error.position
        raise not_well_formed(what if text else "", line, column) from None


class SecondOpinion:
    """Expat, asked of a document in which libxml2 has found a namespace that is no URI.

    From then on libxml2 does not tell what stands behind the root, and after 100 such namespaces
    nothing that is wrong with others. To expat any text is the name of a namespace.
    """

    def __init__(self) -> None:
        from xml.parsers import expat  # few documents need it

        self._parser = expat.ParserCreate("utf-8", "\x01")
        self._errors = expat.ExpatError
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting: list[bytes] = []
        self._size = 0
        self._given = 0
        self._unfinished = 0
        self._error: Exception | None = None

    def feed(self, part: bytes, *, final: bool = False) -> None:
        """Takes the next part of a document. After the last it raises WireError, see ``check``."""
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
        self._given += len(known)
        self._unfinished = self._given - self._parser.CurrentByteIndex

    def check(self) -> None:
        """Raises WireError where the document is not well-formed so far."""
        if self._error is not None:
            what, _, where = str(self._error).partition(": ")
            raise malformed(f"{what} at {where}", _WELL_FORMED)


def _spelt(character: re.Match[str]) -> str:
    return f"_{ord(character[0]):x}"


def not_well_formed(what: str, line: int, column: int) -> WireError:
    """The error of a text that is no XML; ``what`` libxml2 says, "" where there is nothing."""
    what = printable(" ".join(what.split()), 100)
    where = f"{what} at line {line}, column {column}" if what else "nothing"
    return malformed(where, _WELL_FORMED)


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
