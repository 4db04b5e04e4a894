"""Finds SOAP envelopes that stand without an HTTP head, as people copy them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from soapstone.model.facts import Head
from soapstone.model.limits import MESSAGES
from soapstone.pages.document import Line
from soapstone.pages.http import Message
from soapstone.pages.soap import PROTOCOLS

_START = re.compile(r"<(?:[\w.-]{1,64}:)?Envelope(?=[\s>]|$)")
_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,200}\?>\s*$")
_TAG_LINES, _TAG_LENGTH = 12, 4000
"""How far the start tag of an envelope may reach."""
_ROOT = re.compile(
    r"<(?:[\w.-]{1,64}:)?Body(?:\s[^<>]{0,2000})?>\s*<(?:[\w.-]{1,64}:)?([\w.-]{1,500})"
)


def split_envelopes(
    prose: tuple[Line, ...], messages: Sequence[Message]
) -> tuple[tuple[Line, ...], tuple[Message, ...]]:
    """Return the lines before the first message, and the messages, those of bare envelopes
    included.

    An envelope is the body of the head above it, and any further one a message of its own. Raises
    SpecError for more messages than the limit.
    """
    above, bare = _split(prose, 0)
    found = [*bare]
    for message in messages:
        own, more = _split(message.content, 1 if message.has_xml else 0)
        if more:
            message = Message(message.line, message.head, own)
        found += [message, *more]
        MESSAGES.check(len(found), message.line.origin)
    return above, tuple(found)


def is_answer(message: Message) -> bool:
    """Return whether the document of a bare envelope answers: ASP.NET appends ``Response`` to the
    name of the method.
    """
    return root_name(message).endswith(("Response", "Fault"))


def root_name(message: Message) -> str:
    """Return the name of the first element in the body of a message; "" without an envelope."""
    root = _ROOT.search("\n".join(line.text for line in message.content))
    return root[1] if root else ""


def _split(
    lines: tuple[Line, ...], skip: int
) -> tuple[tuple[Line, ...], list[Message]]:
    """The lines before an envelope, and a message for each after the first ``skip``."""
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
    """Index and column of each envelope, from its XML declaration on."""
    for index, line in enumerate(lines):
        if "Envelope" not in line.text:
            continue
        for found in _START.finditer(line.text):
            texts = [line.text[found.start() :]]
            texts += (each.text for each in lines[index + 1 : index + _TAG_LINES])
            tag = "\n".join(text[:_TAG_LENGTH] for text in texts).partition(">")[0]
            if any(uri in tag for uri in PROTOCOLS):
                yield _from_declaration(lines, index, found.start())


def _from_declaration(
    lines: Sequence[Line], index: int, column: int
) -> tuple[int, int]:
    before = lines[index].text[:column]
    found = _DECLARATION.search(before)
    if found:
        return index, found.start()
    if not before.strip() and index:
        found = _DECLARATION.search(lines[index - 1].text)
        if found:
            return index - 1, found.start()
    return index, column


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
