"""Finds the operations on a WCF REST help page: address, verb, description and table of bodies.

Every word of the page is translated but the formats, so the frame is known by its values: a line
that ends in the address, and below it one that ends in the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from soapstone.model.facts import Unsampled
from soapstone.pages.document import Line

_URL = re.compile(r"https?://[^\s<>\"|]{1,2000}")
_VERB = re.compile(r".{1,60}[\s:\uFF1A](?P<verb>[A-Z]{3,20})")
_GLUED = "HTTP Method:"
"""What parts address and verb on one line, as saving a page may leave them."""
_MARKS = re.compile(
    r"\*\*|^\*(?=\w)|(?<=: )\*|^#{1,6}\s|`|\]\([^()\s]{0,2000}\)|(?<!\w)\[(?=\w)"
)
"""Marks of Markdown, in a page that is not saved as Markdown; Firefox writes bold words of a text
file between single asterisks: ``*HTTP Method: *PUT``.
"""
_FORMATS = ("Xml", "Json")
_NONE = ("N/A", "Unknown")
_ROW = re.compile(
    r"(?P<direction>\w{1,40}?)\s{0,9}(?P<format>Xml|Json|N/A|Unknown)"
    r"(?:\s{1,9}|(?=[A-Z]))(?P<body>[^<>{}]{1,300})"
)
"""A row whose cells are not kept apart."""
_RULE = re.compile(r"[-|:\s]{3,}")
_SAID = (
    (re.compile(r"\bempty\b", re.I), Unsampled.EMPTY),
    (re.compile(r"\bwrapped\b", re.I), Unsampled.WRAPPED),
    (re.compile(r"\b(?:Atom|Rss|feed|Syndication)", re.I), Unsampled.FEED),
    (re.compile(r"\bstream\b", re.I), Unsampled.BYTES),
    (re.compile(r"\b(?:Message|[Ii]s X(?:ML|ml))\b"), Unsampled.MESSAGE),
)
"""Words of the sentence about a body without a sample."""
_TITLE_DISTANCE = 200
"""Lines of a description at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of bodies."""

    is_request: bool
    format: str
    """``Xml`` or ``Json``; "" where the page has no sample."""
    what: Unsampled
    """Why it has none."""
    line: Line


@dataclass(frozen=True, slots=True)
class Frame:
    """An operation on a page."""

    url: str
    """The template of its address."""
    verb: str
    title: Line | None
    line: Line
    """The line with the address."""
    description: tuple[Line, ...]
    rows: tuple[Row, ...]
    content: tuple[Line, ...]
    """The samples and schemas, with the lines above each."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    url: str
    verb: str
    at: int
    after: int
    title: int | None

    @property
    def start(self) -> int:
        return self.at if self.title is None else self.title


def frames(lines: Sequence[Line]) -> tuple[Frame, ...]:
    """Return the operations of a page, in its order."""
    anchors = [*_anchors(lines)]
    ends = [*(each.start for each in anchors), len(lines)][1:]
    found = (_frame(lines, *each) for each in zip(anchors, ends, strict=True))
    return tuple(each for each in found if each.title or each.rows)


def _anchors(lines: Sequence[Line]) -> Iterator[_Anchor]:
    done = 0
    for index, line in enumerate(lines):
        if "://" not in line.text or index < done:
            continue
        text = plain(line.text)
        following = plain(lines[index + 1].text) if index + 1 < len(lines) else ""
        after = index + 2
        above, glued, method = text.partition(_GLUED)
        if glued:
            text, following, after = above.rstrip(), f"{glued}{method}", index + 1
        verb, url = _VERB.fullmatch(following), _last_url(text)
        if not (verb and url) or text == url:
            continue
        title = _title(lines, index, done, url)
        yield _Anchor(url, verb["verb"], index, after, title)
        done = after


def plain(text: str) -> str:
    """Return a line of prose without marks of Markdown."""
    return _MARKS.sub("", text).strip() if "://" in text or "*" in text else text


def _last_url(text: str) -> str:
    """The address with which a line ends; "" without one."""
    last = ""
    for found in _URL.finditer(text):
        last = found[0] if found.end() == len(text) else ""
    return last


def _title(lines: Sequence[Line], index: int, done: int, url: str) -> int | None:
    """The line above that ends in the same address."""
    for at in range(index - 1, max(done, index - _TITLE_DISTANCE) - 1, -1):
        if "://" in lines[at].text and plain(lines[at].text).endswith(url):
            return at
    return None


def _frame(lines: Sequence[Line], anchor: _Anchor, end: int) -> Frame:
    shown = lines[anchor.after : end]
    first = next(
        (at for at, each in enumerate(shown) if each.text.startswith(("<", "{"))),
        len(shown),
    )
    above = lines[anchor.title + 1 : anchor.at] if anchor.title is not None else ()
    return Frame(
        anchor.url,
        anchor.verb,
        lines[anchor.title] if anchor.title is not None else None,
        lines[anchor.at],
        tuple(above),
        tuple(_rows(shown[:first])),
        tuple(shown),
    )


def _rows(lines: Sequence[Line]) -> Iterator[Row]:
    found = [(cells, line) for line in lines if (cells := _cells(line))]
    if found and found[0][0][1] not in (*_FORMATS, *_NONE):
        del found[0]
    directions = [*dict.fromkeys(cells[0] for cells, _ in found)]
    for (direction, format_, body), line in found:
        request = direction == directions[0]
        if len(directions) == 1:
            request = not direction.lower().startswith("resp")
        shown = format_ if format_ in _FORMATS else ""
        said = (what for word, what in _SAID if word.search(body))
        # Where no sentence is known, the format still is: N/A is an empty body.
        otherwise = Unsampled.EMPTY if format_ == _NONE[0] else Unsampled.UNKNOWN
        yield Row(request, shown, next(said, otherwise), line)


def _cells(line: Line) -> tuple[str, str, str] | None:
    """Direction, format and body of a row; None where a line is no row."""
    cells = line.cells
    if not cells and not _RULE.fullmatch(line.text):
        parted = line.text.strip("| \t").replace("|", "\t").split("\t")
        cells = tuple(plain(each.strip()) for each in parted if each.strip())
    if len(cells) == 3:
        return cells[0], cells[1], cells[2]
    row = _ROW.fullmatch(line.text)
    return (row["direction"], row["format"], row["body"]) if row else None
