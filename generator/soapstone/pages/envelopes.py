"""Finds documents that stand without an HTTP head, as people copy them: SOAP envelopes, and what
DataContractSerializer writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from soapstone.model.facts import Head
from soapstone.model.limits import MESSAGES
from soapstone.pages.document import Line
from soapstone.pages.http import Message
from soapstone.pages.soap import PROTOCOLS

_INSTANCE = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
"""The root of what DataContractSerializer writes declares this prefix."""
_START = re.compile(
    r"<(?:[\w.-]{1,64}:)?(?:(?P<envelope>Envelope)(?=[\s>]|$)"
    rf"|[\w.-]{{1,200}}\s(?:[^<>x]|x(?!mlns:i=)){{0,4000}}{re.escape(_INSTANCE)})"
)
_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,200}\?>\s*")
_BEFORE = 1000
"""Characters from an XML declaration to the root at most."""
_END = re.compile(r"</(?:[\w.-]{1,64}:)?Envelope\s{0,9}>")
_TAG_LINES, _TAG_LENGTH = 12, 4000
"""How far the start tag of an envelope may reach."""
_DOCUMENT = re.compile(
    r"(?:<\?xml\s[^<>]{0,200}\?>\s*)?<(?:[\w.-]{1,64}:)?([\w.-]{1,500})"
)
_ROOT = re.compile(
    r"<(?:[\w.-]{1,64}:)?Body(?:\s[^<>]{0,2000})?>\s*<(?:[\w.-]{1,64}:)?([\w.-]{1,500})"
)


def split_envelopes(
    prose: tuple[Line, ...], messages: Sequence[Message]
) -> tuple[tuple[Line, ...], tuple[Message, ...]]:
    """Return the lines before the first message, and the messages, those of bare documents
    included.

    A document is the body of the head above it, and any further one a message of its own. Raises
    SpecError for more messages than the limit.
    """
    above, bare = _split(prose, 0)
    found = [*bare]
    for message in messages:
        own, more = _split(message.content, 1 if message.has_xml else 0)
        if more:
            message = Message(message.line, message.head, own)
        found += [message, *more]
    if found:
        MESSAGES.check(len(found), found[-1].line.origin)
    return above, tuple(found)


def has_envelope(message: Message) -> bool:
    """Return whether the document of a message starts as a SOAP envelope does."""
    lines = message.content[:9] if message.has_xml else ()
    return any(uri in line.text for line in lines for uri in PROTOCOLS)


def root_name(message: Message) -> str:
    """Return the name of the first element in the body of a SOAP message, else of the root; ""
    without XML.
    """
    text = "\n".join(line.text for line in message.content)
    root = _ROOT.search(text) or _DOCUMENT.match(text)
    return root[1] if root else ""


def _split(
    lines: tuple[Line, ...], skip: int
) -> tuple[tuple[Line, ...], list[Message]]:
    """The lines before a document, and a message for each after the first ``skip``."""
    starts = list(islice(_starts(lines), MESSAGES.most + 1))[skip:]
    if not starts:
        return lines, []
    ends = [*starts[1:], (len(lines), 0)]
    pieces = [
        Message(lines[start[0]], Head(), _between(lines, start, end))
        for start, end in zip(starts, ends, strict=True)
    ]
    return _between(lines, (0, 0), starts[0]), pieces


def _starts(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Index and column of each document, from its XML declaration on."""
    is_open = False
    for index, line in enumerate(lines):
        if "Envelope" not in line.text and _INSTANCE not in line.text:
            continue
        for found in _START.finditer(line.text):
            is_envelope = bool(found["envelope"])
            if _is_soap(lines, index, found) if is_envelope else not is_open:
                is_open = is_envelope
                yield _from_declaration(lines, index, found.start())
        is_open = is_open and not _END.search(line.text)


def _is_soap(lines: Sequence[Line], index: int, start: re.Match[str]) -> bool:
    """Whether a start tag that may go on in the next lines has the namespace of SOAP."""
    column = start.start()
    texts = [lines[index].text[column : column + _TAG_LENGTH]]
    following = lines[index + 1 : index + _TAG_LINES]
    texts += (each.text[:_TAG_LENGTH] for each in following)
    tag = "\n".join(texts).partition(">")[0]
    return any(uri in tag for uri in PROTOCOLS)


def _from_declaration(
    lines: Sequence[Line], index: int, column: int
) -> tuple[int, int]:
    own = _declaration(lines[index].text, column)
    if own is not None:
        return index, own
    if index and not lines[index].text[:column].strip():
        above = lines[index - 1].text
        start = _declaration(above, len(above))
        if start is not None:
            return index - 1, start
    return index, column


def _declaration(text: str, end: int) -> int | None:
    """Where the XML declaration starts that stands right before ``end``."""
    start = text.rfind("<?xml", max(0, end - _BEFORE), end)
    found = _DECLARATION.fullmatch(text, start, end) if start >= 0 else None
    return start if found else None


def _between(
    lines: tuple[Line, ...], start: tuple[int, int], end: tuple[int, int]
) -> tuple[Line, ...]:
    """The lines from one place to another, parts of lines at both ends."""
    (first, column), (last, stop) = start, end
    if first == last:
        pieces = [lines[first].part(column, stop)]
    else:
        whole = lines[first]
        pieces = [whole.part(column) if column else whole, *lines[first + 1 : last]]
        if stop:
            pieces.append(lines[last].part(0, stop))
    return tuple(piece for piece in pieces if piece.text)
