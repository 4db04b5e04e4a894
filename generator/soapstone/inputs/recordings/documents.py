"""Parses a recorded message: root element, SOAP header entries, lines of elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from lxml import etree

from soapstone.model.contract import QName
from soapstone.model.findings import Origin, SpecError
from soapstone.pages.soap import PROTOCOLS
from soapstone.runtime.errors import WireError
from soapstone.runtime.limits import Limits
from soapstone.runtime.reading.substituting import parse_either

Element = etree._Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"

_LINE = re.compile(r"at line (\d+),")
_NAME = re.compile(r"[^\W\d][\w.\-\u00b7]*").fullmatch
_LIMITS = Limits(depth=100)
"""The same depth as for the samples of pages."""
_WHOLE = "Record the whole message again, or delete it."
_NOT_WELL_FORMED = (
    "a message that is not well-formed XML, or incomplete",
    "a well-formed XML document",
    _WHOLE,
)
_REFUSALS = {
    "a document without one": (
        "a message with a document type (<!DOCTYPE …>)",
        "XML without one",
        "Remove it: .NET sends none, and it can make a parser load other files.",
    ),
    "UTF-8, UTF-16, ISO-8859-1 or windows-1252": (
        "a message whose first line names an encoding that is not read",
        "UTF-8, UTF-16, ISO-8859-1 or windows-1252",
        "Save it as UTF-8, and name that in its first line, or no encoding.",
    ),
    "text in its encoding": (
        "a message with bytes that are not text in its encoding",
        "text in the encoding that its start or its first line names",
        _WHOLE,
    ),
}
"""What an error says, by what the parser expected: its own words may quote a value."""
_TOO_LARGE = (
    "a message that is too deep or too large",
    f"elements up to {_LIMITS.depth} deep, and no more than {_LIMITS.elements:,} of them",
    "Shorten it by hand: repetitions of a member add nothing.",
)


@dataclass(frozen=True, slots=True)
class Document:
    """The XML of one message."""

    root: Element
    """The message's root element: inside an envelope, that of the Body."""
    headers: tuple[Element, ...]
    """The entries of the SOAP header."""
    start: Origin
    """Where its first line stands in the file."""
    one_line: bool = False
    """The file has all of it on one line (as HAR does), whatever the lines of the XML."""
    substitutes: int = 0
    """The plane of the substitutes for characters that XML forbids; 0 without any."""

    def origin(self, element: Element) -> Origin:
        """Return where an element stands, without the text of the line, which holds values."""
        below = 0 if self.one_line else (element.sourceline or 1) - 1
        return Origin(self.start.file, self.start.line + below)

    @property
    def is_fault(self) -> bool:
        """Whether it is a SOAP fault (SOAP 1.1 section 4.4), which is the same for every
        service.
        """
        name = qname(self.root)
        return name.name == "Fault" and name.namespace in PROTOCOLS


def read_document(
    data: bytes | str, start: Origin, *, one_line: bool = False
) -> Document:
    """Return the message of some XML. Raises SpecError, with the line, where it is not well-formed
    or not a message.
    """
    root, plane = _parsed(data, start, one_line)
    name = qname(root)
    if name.name != "Envelope" or name.namespace not in PROTOCOLS:
        return Document(root, (), start, one_line, plane)
    parts = {qname(part): part for part in root}
    body = parts.get(QName(name.namespace, "Body"))
    header = parts.get(QName(name.namespace, "Header"))
    entries = () if header is None else tuple(header)
    content = root if body is None or not len(body) else body[0]
    message = Document(content, entries, start, one_line, plane)
    if body is not None and len(body) > 1:
        raise SpecError(
            message.origin(body[1]),
            f"{len(body)} elements in the Body of an envelope",
            "one element: the message",
            "Remove the others, or put each into an envelope and a file of its own.",
        )
    return message


def parsed(data: bytes | str, start: Origin, *, one_line: bool = False) -> Element:
    """Return the root element. Raises SpecError, which has the line but not its text."""
    return _parsed(data, start, one_line)[0]


def _parsed(data: bytes | str, start: Origin, one_line: bool) -> tuple[Element, int]:
    """The root element, and the plane of the substitutes in it."""
    try:
        # No value gets into the code: substitutes do for characters that XML forbids.
        root, plane = parse_either(data, _LIMITS, 0, "substitute")
        return cast(Element, root), plane
    except WireError as error:
        found = _LINE.search(error.problems[0].found)
        below = int(found[1]) - 1 if found and not one_line else 0
        expected = error.problems[0].expected
        place = Origin(start.file, start.line + below)
        raise SpecError(place, *_refusal(expected)) from None


def _refusal(expected: str) -> tuple[str, str, str]:
    """What was found, what is expected and what to do, by what the parser expected."""
    if expected.startswith("no more than"):
        return _TOO_LARGE
    return _REFUSALS.get(expected, _NOT_WELL_FORMED)


def qname(element: Element) -> QName:
    """Return the qualified name of an element."""
    return split(str(element.tag))


def split(tag: str) -> QName:
    """Return a qualified name from lxml's notation, ``{namespace}name``."""
    namespace, _, name = tag.rpartition("}")
    return QName(namespace[1:], name)


def type_of(element: Element) -> QName | None:
    """Return the type that ``xsi:type`` names; None where the text is no name in a namespace."""
    text = (element.get(f"{{{XSI}}}type") or "").strip()
    prefix, _, name = text.rpartition(":")
    namespace = element.nsmap.get(prefix or None)
    return QName(namespace, name) if namespace and _NAME(name) else None
