"""Parses XML samples safely, with the line of every element on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.parsers import expat
from xml.parsers.expat import errors
from xml.sax.saxutils import quoteattr

from soapstone.model import limits
from soapstone.model.facts import Node
from soapstone.model.findings import Incomplete, Origin, SpecError
from soapstone.pages.document import Line
from soapstone.pages.soapui_comments import is_wildcard, read_comments

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SEPARATOR = "\x01"
"""Between namespace and local name. XML cannot contain it, so expat refuses a namespace with it."""
_DECLARATION = re.compile(r"<\?xml\s[^<>]*?\?>")
_CUT_SHORT = {
    errors.codes[message]
    for message in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}
_SAVE_AGAIN = "Save the whole page again, or copy the missing part from it."


def parse_sample(
    lines: Sequence[Line], *, commented: bool = False
) -> tuple[Node, tuple[Line, ...]]:
    """Return the XML document at the start of ``lines``, and the lines after it.

    ``commented``: comments of SoapUI are read, and elements inside comments are elements, too.

    Expat is used in place of lxml: it reports the exact line of every tag, and stops at the end of
    the document whatever follows. Raises Incomplete for XML that breaks off, and SpecError for XML
    that is not well-formed, for a DOCTYPE, and for XML deeper or larger than the limits.
    """
    sample = _Sample(lines)
    if commented:
        sample.parser.CommentHandler = sample.comment
    return sample.parse()


def missing_sample(origin: Origin, content_type: str) -> Incomplete:
    """Return the error for a head that announces XML but has none after it."""
    stated = f" with Content-Type {content_type}" if content_type else ""
    return Incomplete(
        origin,
        f"an HTTP head{stated} and no XML after it",
        "the XML sample",
        _SAVE_AGAIN,
    )


class _Ended(Exception):
    """Raised at the end tag of the root element."""


@dataclass(slots=True)
class _Open:
    """An element whose end tag is still to come."""

    name: str
    attributes: list[str]
    origin: Origin
    declared: list[tuple[str, str]]
    """Prefix and namespace of each declaration; "" for none."""
    text: list[str] = field(default_factory=list)
    length: int = 0
    """Characters of its text."""
    children: list[Node] = field(default_factory=list)
    comments: Sequence[str] = ()
    """Those before it."""
    holds_any: bool = False
    """A comment in it says that any elements may stand there."""


class _Sample:
    def __init__(
        self, lines: Sequence[Line], depth: int = 0, elements: int = 0
    ) -> None:
        self.lines = lines
        self.depth = depth
        """Of the element that the lines stand in."""
        self.open: list[_Open] = []
        self.elements = elements
        self.names = 0
        """Characters of names, each with its namespace."""
        self.last = 0
        self.root: Node | None = None
        self.declared: list[tuple[str, str]] = []
        """Declarations of the element that starts next."""
        self.comments: list[str] = []
        """Those before the element that starts next."""
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartNamespaceDeclHandler = self._declare
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def parse(self) -> tuple[Node, tuple[Line, ...]]:
        """Parse the lines; return the root element and the lines after it."""
        text = "\n".join(line.text for line in self.lines)
        # The declared encoding is that of the server's response, not of the saved file.
        declaration = _DECLARATION.match(text)
        if declaration:
            text = "\n" * declaration.group().count("\n") + text[declaration.end() :]
        try:
            self.parser.Parse(text, True)
        except expat.ExpatError as error:
            raise self._refusal(error) from None
        except _Ended:
            pass
        assert self.root is not None
        left = self.lines[self.last]
        after = left.part(left.text.rfind(">") + 1)
        return self.root, ((after,) if after.text else ()) + tuple(
            self.lines[self.last + 1 :]
        )

    def _line(self) -> Line:
        self.last = min(self.parser.CurrentLineNumber, len(self.lines)) - 1
        return self.lines[self.last]

    def _declare(self, prefix: str | None, namespace: str | None) -> None:
        self.declared.append((prefix or "", namespace or ""))

    def _start(self, name: str, attributes: list[str]) -> None:
        origin = self._line().origin
        self.elements += 1 + len(attributes) // 2
        limits.DEPTH.check(self.depth + len(self.open) + 1, origin)
        limits.ELEMENTS.check(self.elements, origin)
        limits.TEXT.check(max(map(len, (name, *attributes))), origin)
        self.names += sum(map(len, (name, *attributes[::2])))
        limits.NAMES.check(self.names, origin)
        self.open.append(
            _Open(name, attributes, origin, self.declared, comments=self.comments)
        )
        self.declared, self.comments = [], []

    def _characters(self, text: str) -> None:
        element = self.open[-1]
        element.text.append(text)
        element.length += len(text)
        limits.TEXT.check(element.length, element.origin)

    def comment(self, text: str) -> None:
        """Note a comment, or the element in it. It belongs to the element after it."""
        inside = text.strip()
        if inside.startswith("<") and inside.endswith(">") and self.open:
            self._commented_out(inside)
        elif self.open and is_wildcard(text):
            self.open[-1].holds_any = True
        else:
            self.comments.append(text)

    def _commented_out(self, text: str) -> None:
        """Add the element in a comment to those around it, if it is one."""
        scope = dict(pair for each in self.open for pair in each.declared)
        declared = (
            f"xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}"
            for prefix, uri in scope.items()
        )
        whole = f"<_ {' '.join(declared)}>{text.replace(chr(10), ' ')}</_>"
        line = replace(self._line(), text=whole)
        inner = _Sample([line], self.depth + len(self.open), self.elements)
        try:
            root, _ = inner.parse()
        except SpecError:
            return  # it is prose, or would be too large as an element
        self.elements = inner.elements
        stated = read_comments(self.comments)
        self.comments = []
        self.open[-1].children += (
            replace(each, comments=stated, commented_out=True) for each in root.children
        )

    def _end(self, name: str) -> None:
        self._line()
        self.comments = []
        node = _node(self.open.pop())
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
            raise _Ended

    def _doctype(self, *declaration: object) -> None:
        raise SpecError(
            self._line().origin,
            "a DOCTYPE in an XML sample",
            "XML without one",
            "Remove it: no help page has one, and it can make a parser load other files.",
        )

    def _refusal(self, error: expat.ExpatError) -> SpecError:
        start = self.lines[0].origin
        if error.code in _CUT_SHORT:
            inside = f" inside <{_split(self.open[-1].name)[1]}>" if self.open else ""
            rest = "the rest of its first tag"
            if self.open:
                rest = f"its end, </{_split(self.open[0].name)[1]}>"
            broken = self.lines[self.last].origin
            return Incomplete(
                broken,
                f"an XML sample that starts on line {start.line} and breaks off{inside}",
                rest,
                _SAVE_AGAIN,
            )
        broken = self.lines[min(error.lineno, len(self.lines)) - 1].origin
        return SpecError(
            broken,
            f"XML that is not well-formed ({expat.ErrorString(error.code)})",
            f"well-formed XML, as in the sample from line {start.line} on",
            "Compare the line with the page in the browser; save the page again, or correct the"
            " line.",
        )


def _node(element: _Open) -> Node:
    namespace, name = _split(element.name)
    pairs = zip(element.attributes[::2], element.attributes[1::2], strict=True)
    attributes = [(*_split(key), value) for key, value in pairs]
    xsi = {key: value for space, key, value in attributes if space == _XSI}
    return Node(
        namespace=namespace,
        name=name,
        text="".join(element.text).strip(),
        nil=xsi.get("nil", "").strip() in ("true", "1"),
        xsi_type=xsi.get("type", "").strip(),
        attributes=tuple(attribute for attribute in attributes if attribute[0] != _XSI),
        children=tuple(element.children),
        origin=element.origin,
        declared=tuple(each for prefix, each in element.declared if prefix),
        declares_own=("", namespace) in element.declared,
        comments=read_comments(element.comments, holds_any=element.holds_any),
    )


def _split(name: str) -> tuple[str, str]:
    """Return namespace and local name from expat's notation."""
    namespace, _, local = name.rpartition(_SEPARATOR)
    return namespace, local
