"""HTTP messages on a page: request and response heads, and the lines that follow each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from generator.facts import Head
from generator.findings import SpecError
from generator.pages.document import Line

MAX_MESSAGES = 10_000

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")

_START = re.compile(
    rf"\b(?P<verb>{'|'.join(VERBS)})\s++(?P<path>\S++)\s++HTTP/\d(?:\.\d)?"
    r"|HTTP/\d(?:\.\d)?\s++(?P<status>\d{3})(?!\d)"
)
_CONTENT = re.compile(r"[<{\[]")
_FIRST_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,63}):(?=\s|$)")
# Where saving the page joined the head's lines, only names that look like a header's part them.
_NEXT_HEADER = re.compile(
    r"(?<=\s)(Host|Accept|SOAPAction|[A-Za-z]+(?:-[A-Za-z]+)+):(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response as the page prints it."""

    line: Line
    """Where its first line stands."""
    head: Head
    content: tuple[Line, ...]
    """What follows up to the next message: the body, then whatever the page says after it."""

    @property
    def has_xml(self) -> bool:
        """The body starts as XML does."""
        return bool(self.content) and self.content[0].text.startswith("<")


def split_messages(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], tuple[Message, ...]]:
    """The lines before the first message, and the messages. Raises SpecError for too many.

    A head may start anywhere in a line and share it with its body: saving a page joins lines.
    """
    prose: list[Line] = []
    starts: list[tuple[re.Match[str], list[Line]]] = []
    for line in lines:
        matches = list(islice(_START.finditer(line.text), MAX_MESSAGES + 1))
        lead = line if not matches else line.part(0, matches[0].start())
        if lead.text:
            (starts[-1][1] if starts else prose).append(lead)
        for match, following in zip_longest(matches, matches[1:]):
            end = following.start() if following else None
            starts.append((match, [line, line.part(match.end(), end)]))
            if len(starts) > MAX_MESSAGES:
                raise _too_many(line)
    return tuple(prose), tuple(_message(match, lines) for match, lines in starts)


def _too_many(line: Line) -> SpecError:
    return SpecError(
        line.origin,
        f"more than {MAX_MESSAGES:,} HTTP messages in one file",
        "the samples of a service's operations",
        "Save each operation's page as a file of its own.",
    )


def _message(match: re.Match[str], lines: list[Line]) -> Message:
    headers, content = _split_head(lines[1:])
    head = Head(
        verb=match["verb"] or "",
        path=match["path"] or "",
        status=int(match["status"] or 0),
        headers=tuple(headers),
    )
    return Message(lines[0], head, tuple(content))


def _split_head(lines: list[Line]) -> tuple[list[tuple[str, str]], list[Line]]:
    """The headers, and the lines of content. ``lines`` starts with the rest of the start line."""
    headers: list[tuple[str, str]] = []
    for index, line in enumerate(lines):
        found = _CONTENT.search(line.text)
        head = line.text[: found.start()] if found else line.text
        if index and not _FIRST_HEADER.match(head):
            return headers, lines[index:]
        headers.extend(_headers(head))
        if found:
            return headers, [line.part(found.start()), *lines[index + 1 :]]
    return headers, []


def _headers(text: str) -> Iterator[tuple[str, str]]:
    first = _FIRST_HEADER.match(text)
    matches = ([first] if first else []) + list(_NEXT_HEADER.finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        end = following.start() if following else len(text)
        value = text[match.end() : end].strip()
        yield match[1], value.strip('"') if match[1].lower() == "soapaction" else value
