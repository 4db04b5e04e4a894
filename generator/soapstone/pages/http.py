"""Finds the HTTP messages on a page: request and response heads, and the lines after each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from soapstone.model.facts import Head
from soapstone.model.limits import HEADERS, MESSAGES
from soapstone.pages.document import Line
from soapstone.pages.variables import has_variable, without_variables

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")

START_LINE = (
    rf"(?:(?:{'|'.join(VERBS)})\s++\S++\s++HTTP/\d|HTTP/\d(?:\.\d)?\s++\d{{3}})"
)
"""Pattern of the start of a request or status line."""
SAMPLE_START = rf"(?:{START_LINE}|<\?xml\b|<(?:[\w-]{{1,40}}:)?Envelope\b)"
"""Pattern of what a sample starts with: a head, or XML without one."""

_START = re.compile(
    rf"\b(?P<verb>{'|'.join(VERBS)})\s++(?P<path>\S++)\s++HTTP/\d(?:\.\d)?"
    r"|HTTP/\d(?:\.\d)?\s++(?P<status>\d{3})(?!\d)"
)
_WITHOUT_VERSION = re.compile(
    rf"(?P<verb>{'|'.join(VERBS)})\s++(?P<path>(?:/|https?://)\S*+)(?P<status>)"
)
"""A request line whose version somebody left out; a header has to follow it."""
_USUAL_HEADER = re.compile(
    r"(?:Host|User-Agent|Accept|Content-Type|Content-Length|SOAPAction):", re.I
)
_ABSOLUTE = re.compile(r"https?://([^/?#]{1,300})(.*)", re.I)
"""A target that names the host (RFC 9112 section 3.2.2)."""
RAW_ANSWERS = {
    "(string)": "string",
    "(byte[])": "bytes",
    "(Stream)": "bytes",
    "(HttpWebResponse)": "bytes",
}
"""What a page shows in place of a document, and the C# type that this means."""

_CONTENT = re.compile(rf"[<{{\[]|{'|'.join(map(re.escape, RAW_ANSWERS))}")
_LATER_HEADER = re.compile(
    r"(?<=\s)(?:Host|User-Agent|Accept|Content-Type|Content-Length|SOAPAction):(?=\s|$)",
    re.I,
)
"""In a line that starts with the rest of the header before it."""
_BROKEN_NAME = re.compile(r"[A-Z][A-Za-z]{0,30}-")
"""A line that breaks off in the name of a header."""
_UNFINISHED = (":", ";", "-")
"""A line of a head that ends like this goes on in the next."""
_STRAIGHT = dict.fromkeys(map(ord, "“”„«»"), '"')
"""Headers are ASCII: a typographic quote was a straight one."""
_KNOWN_ENTIRELY = frozenset({"host", "soapaction"})
"""Headers of which a part tells nothing. A content type says something without its parameters."""
_FORM = re.compile(r"[^\s=&]+=")
_FIRST_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,63}):(?=\s|$)")
# Saving a page may join the lines of a head; names of headers are then the only separators.
_NEXT_HEADER = re.compile(
    r"(?<=\s)(Host|Accept|SOAPAction|[A-Za-z]+(?:-[A-Za-z]+)+):(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response, as the page prints it."""

    line: Line
    """The line of its start line."""
    head: Head
    content: tuple[Line, ...]
    """The lines up to the next message: the body, and whatever the page prints after it."""

    @property
    def form(self) -> str:
        """The parameters in the query or in the body: ``a=string&b=string``; "" without any."""
        if self._has_form:
            return self.content[0].text
        return self.head.path.partition("?")[2]

    @property
    def after_form(self) -> tuple[Line, ...]:
        """The lines after a body of parameters, which may hold values."""
        return self.content[1:] if self._has_form else self.content

    @property
    def _has_form(self) -> bool:
        is_form = "urlencoded" in self.head.header("Content-Type").lower()
        return bool(is_form and self.content and _FORM.match(self.content[0].text))

    @property
    def has_xml(self) -> bool:
        """Whether the body starts as XML does."""
        return bool(self.content) and self.content[0].text.startswith("<")


def split_messages(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], tuple[Message, ...]]:
    """Return the lines before the first message, and the messages.

    A head may start in the middle of a line and share it with its body, for saving a page joins
    lines. Raises SpecError for more messages than the limit.
    """
    prose: list[Line] = []
    starts: list[tuple[re.Match[str], list[Line]]] = []
    for line, after in zip_longest(lines, lines[1:]):
        matches = list(islice(_START.finditer(line.text), MESSAGES.most + 1))
        bare = _WITHOUT_VERSION.fullmatch(line.text)
        if bare and after and _USUAL_HEADER.match(after.text):
            matches = [bare]
        lead = line if not matches else line.part(0, matches[0].start())
        if lead.text:
            (starts[-1][1] if starts else prose).append(lead)
        for match, following in zip_longest(matches, matches[1:]):
            end = following.start() if following else None
            starts.append((match, [line, line.part(match.end(), end)]))
            MESSAGES.check(len(starts), line.origin)
    return tuple(prose), tuple(_message(match, lines) for match, lines in starts)


def _message(match: re.Match[str], lines: list[Line]) -> Message:
    headers, content = _split_head(lines[1:])
    path = match["path"] or ""
    if has_variable(path):
        path, headers = "/", [each for each in headers if each[0].lower() != "host"]
    if absolute := _ABSOLUTE.fullmatch(path):
        path = absolute[2] or "/"
        if not any(name.lower() == "host" for name, _ in headers):
            headers.insert(0, ("Host", absolute[1].rpartition("@")[2]))
    head = Head(
        verb=match["verb"] or "",
        path=path,
        status=int(match["status"] or 0),
        headers=tuple(headers),
    )
    return Message(lines[0], head, tuple(content))


def _split_head(lines: list[Line]) -> tuple[list[tuple[str, str]], list[Line]]:
    """The headers, and the lines of the body. ``lines`` starts with the rest of the start line."""
    texts: list[str] = []
    content: list[Line] = []
    for index, shown in enumerate(lines):
        line = replace(shown, text=without_variables(shown.text))
        found = _CONTENT.search(line.text)
        head = line.text[: found.start()] if found else line.text
        if texts and texts[-1].endswith(_UNFINISHED):
            # Whoever wrapped the lines anew broke them anywhere: "Content-" and "Length: 5".
            glue = "" if texts[-1].endswith("-") else " "
            texts[-1] = f"{texts[-1]}{glue}{head.strip()}"
        elif index and not _FIRST_HEADER.match(head) and _LATER_HEADER.search(head):
            texts[-1] = f"{texts[-1]} {head.strip()}"
        elif index and not (_FIRST_HEADER.match(head) or _BROKEN_NAME.fullmatch(head)):
            content = lines[index:]
            break
        else:
            texts.append(head.strip())
        HEADERS.check(index, line.origin)
        if found:
            content = [line.part(found.start()), *lines[index + 1 :]]
            break
    headers: list[tuple[str, str]] = []
    for text in texts:
        headers.extend(_headers(text))
        HEADERS.check(len(headers), lines[0].origin)
    return headers, content


def _headers(text: str) -> Iterator[tuple[str, str]]:
    text = text.translate(_STRAIGHT)
    first = _FIRST_HEADER.match(text)
    following = islice(_NEXT_HEADER.finditer(text), HEADERS.most + 1)
    matches = ([first] if first else []) + list(following)
    for match, after in zip_longest(matches, matches[1:]):
        end = after.start() if after else len(text)
        name, value = match[1], text[match.end() : end].strip()
        if has_variable(value):
            if name.lower() in _KNOWN_ENTIRELY:
                continue
            value = value.partition(";")[0]
        if name.lower() == "host":
            # It never holds a name and password (RFC 9110 section 7.2), but people paste addresses.
            value = value.rpartition("@")[2]
        yield name, value.strip('"') if name.lower() == "soapaction" else value
