"""Reads the table of routes in a page's header: verbs, path, and what describes each route.

ServiceStack prints a row for each route: verbs, path, summary and notes. A page saved as text may
have lost what separates these cells: ``GET, OPTIONS/api/ordersGet a list``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from soapstone.model.facts import Route
from soapstone.pages.document import Line
from soapstone.pages.http import VERBS
from soapstone.pages.servicestack.tables import split_cells

_ANY_VERB = "All Verbs"
_VERB = rf"(?:{'|'.join(VERBS)})"
_VERBS = rf"{_ANY_VERB}|{_VERB}(?:[,\s]{{1,3}}{_VERB}){{0,8}}"
_ROW = re.compile(
    rf"(?:.{{0,300}}[:\uFF1A])?(?P<verbs>{_VERBS})(?P<gap>\s*)(?P<rest>/.*)", re.DOTALL
)
"""A row whose cells are not kept apart. The caption above it may be glued to it."""
CAPTION_ENDS = (":", "\N{FULLWIDTH COLON}")
"""A line that ends like this introduces a table."""
_PLACE = r"\{[^{}\s]{1,200}\}"
_PATH = re.compile(rf"(?:[\w/.~%*-]|{_PLACE}(?![^\W_]))+(?:{_PLACE})?", re.A)
"""The longest text that can be a path. In a route a place in braces is a whole segment, up to a
slash or a dot: a letter after it belongs to the description.
"""
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a word may begin inside a path."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes of a page."""

    by_line: Mapping[int, Route]
    """By the index of the line."""
    guessed: tuple[Route, ...]
    """Those of which nothing on the page tells where the path ends."""


@dataclass(frozen=True, slots=True)
class _Row:
    route: Route
    glued: str = ""
    """Path and description, if nothing separates them."""
    apart: bool = False
    """A blank separates the verbs from the path."""


def read_routes(lines: Sequence[Line], paths: Iterable[str]) -> Routes:
    """Return the routes among the lines of a header.

    ``paths`` are those of the requests that the page shows: one of them may be a route.
    """
    rows: dict[int, _Row] = {}
    for index, line in enumerate(lines):
        listed = index - 1 in rows or (
            index > 0 and lines[index - 1].text.endswith(CAPTION_ENDS)
        )
        row = _row(line, listed)
        if row:
            rows[index] = row
    ends = _ends(rows.values(), paths)
    found: dict[int, Route] = {}
    guessed: list[Route] = []
    for index, row in rows.items():
        path, sure = ends.of(row) if row.glued else (row.route.path, True)
        text = " ".join((row.glued[len(path) :].strip(), row.route.documentation))
        found[index] = replace(row.route, path=path, documentation=text.strip())
        if not sure:
            guessed.append(found[index])
    return Routes(found, tuple(guessed))


def _row(line: Line, listed: bool) -> _Row | None:
    """Return a row of the table, or None. ``listed``: the line before it is a row or a caption."""
    cells = split_cells(line)
    if len(cells) > 1 and re.fullmatch(_VERBS, cells[0]):
        if not re.fullmatch(r"/\S*", cells[1]):
            return None
        text = " ".join(" ".join(cells[2:]).split())
        return _Row(Route(_verbs(cells[0]), cells[1], line.origin, text))
    text = " ".join(" ".join(cells).split()) if cells else line.text
    found = _ROW.fullmatch(text)
    if found is None:
        return None
    rest, gap = found["rest"], bool(found["gap"])
    route = Route(_verbs(found["verbs"]), rest, line.origin)
    if " " not in rest and (gap or _PATH.fullmatch(rest)):
        return _Row(route, rest if _WORD.search(rest) else "", gap)
    # Prose may begin with a verb and a path as well: "GET /orders returns them."
    if gap and not listed:
        return None
    return _Row(route, rest, gap)


def _verbs(shown: str) -> tuple[str, ...]:
    return () if shown == _ANY_VERB else tuple(re.split(r"[,\s]+", shown))


def _starts(paths: Iterable[str]) -> Iterator[str]:
    """Yield paths, and what they begin with: ``/orders`` of ``/orders/{Id}``."""
    for path in paths:
        yield path
        for slash in re.finditer("(?<=.)/", path):
            yield path[: slash.start()]


def _ends(rows: Collection[_Row], paths: Iterable[str]) -> _Ends:
    glued = [row.glued for row in rows if row.glued]
    plain = {row.route.path for row in rows if not row.glued}
    asked = {path.partition("?")[0] for path in paths} - plain - {"/", ""}
    known = plain | asked
    known |= {run[: run.rfind("}") + 1] for run in map(_run, glued) if "}" in run}
    lengths = sorted({len(path) for path in asked}, reverse=True)
    fitting = Counter(text[:length] for text in glued for length in lengths)
    alone = {path for path in asked if fitting[path] == 1}
    return _Ends(asked, alone, lengths, frozenset(_starts(known)))


def _run(text: str) -> str:
    """The longest start of a text that can be a path."""
    found = _PATH.match(text)
    return found[0] if found else text


@dataclass(frozen=True, slots=True)
class _Ends:
    """Finds where a path ends that a description is glued to."""

    asked: Set[str]
    """The paths of requests, as far as they are not those of other rows."""
    alone: Set[str]
    """Those of them that only one row begins with: it is the route of that row."""
    lengths: Sequence[int]
    """Theirs, the longest first."""
    starts: Set[str]
    """What the paths that are known begin with, and these."""

    def of(self, row: _Row) -> tuple[str, bool]:
        """Return the path, and whether the page leaves no other."""
        text = row.glued
        for length in self.lengths:
            path, next_ = text[:length], text[length : length + 1]
            whole = path in self.alone or not re.match("[a-z0-9_]", next_)
            if path in self.asked and next_ != "/" and whole:
                return path, True
        longest = _run(text)
        after = text[len(longest) :]
        words = [each.start() for each in _WORD.finditer(longest)]
        # A description follows in the last segment, and not inside braces.
        begins = [each for each in words if not set("/}") & set(longest[each:])]
        if not after or not begins:
            known = longest.endswith("}") or (row.apart and after[:1] in ("", " "))
            return longest, known or not (after or begins)
        if row.apart and after.lstrip()[:1].isupper():
            return longest, True
        path = longest[: begins[-1]]
        return path, path in self.starts
