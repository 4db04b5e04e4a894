"""Text to records without a tree, for messages in the shape that .NET writes.

A generated scanner takes its class's members off the text, a run of them with one pattern::

    def scan_sync_status(s: Scanner) -> SyncStatus:
        record = new(SyncStatus)
        g = s.run(SYNC_STATUS_RUN)
        record.device_id = int(g[0])
        record.device_name = g[1]
        ...

What is taken is a strict subset of XML: every member in the class's order, nil or absent only where
the class writes None so, the namespaces of the message and no others, nothing between the elements,
five entities. Whatever else comes raises Unscanned, and ``Reader`` reads the document as if nothing
had been; it alone tells what is wrong. Between the two no difference can be seen but time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from .members import Form
from .scalar_text import BLANKS
from .scan_patterns import Run, Scope
from .scan_starts import Place, Start, Starts
from .scan_texts import Unscanned, entries_of, items_of, unescaped

R = TypeVar("R")

_DECLARATION: Final = re.compile(
    r"""<\?xml version="1\.0" encoding="[Uu][Tt][Ff]-8"\?>[ \t\n]*+"""
).match


class Opening(NamedTuple):
    """How a document opens, down to the members of the message."""

    text: str
    scope: Scope
    """Of the members."""
    end: str
    """What closes the document."""


_DEEPEST: Final = 50
"""Elements inside each other that are scanned."""
_DEEPEST_MEMBER: Final = 3
"""Elements that a member of a run is deep: a map's wrapper, entry and key."""


class Scanner:
    """Goes through one document, from its start to its end. Every method raises Unscanned."""

    def __init__(self, text: str, starts: Starts, depth: int) -> None:
        self._text = text
        self._at = 0
        self._ampersand = -1
        self._starts = starts
        self._scope = starts.outermost
        self._left = (depth if depth < _DEEPEST else _DEEPEST) - _DEEPEST_MEMBER - 1
        if self._left < 0:
            raise Unscanned

    def opening(self, places: Sequence[Place]) -> Opening:
        """Goes into the last of the places, each the only child of the one before it."""
        declaration = _DECLARATION(self._text)
        self._at = declaration.end() if declaration else 0
        end = ""
        for place in places:
            start = self._start(place)
            if start is None or not start.end:
                raise Unscanned
            end = start.end + end
            self._scope = start.scope
        return Opening(self._text[: self._at], self._scope, end)

    def document(self, opening: Opening, scan: Scan[R]) -> R:
        """The record of a document that opens like this."""
        self._at = len(opening.text)
        self._scope = opening.scope
        record = scan(self)
        self._skip(opening.end)
        if len(self._text) > self._at and self._text[self._at :].strip(BLANKS):
            raise Unscanned
        return record

    # --- members ----------------------------------------------------------------------------

    def run(self, run: Run) -> Sequence[Any]:
        """The groups of a run: of a scalar its text or None, of a list or map two."""
        scope, start = self._scope, self._at
        found = (scope.matchers.get(run) or run.matcher(scope))(self._text, start)
        if found is None:
            raise Unscanned
        self._at = end = found.end()
        if self._ampersand < start:
            at = self._text.find("&", start)
            self._ampersand = at if at >= 0 else len(self._text)
        if end <= self._ampersand:
            return found.groups()
        # The items of a list have tags between them, and are unescaped one by one.
        return [
            unescaped(each) if each and "&" in each and "<" not in each else each
            for each in found.groups()
        ]

    def texts(self, wrapper: str | None, items: str | None) -> list[str] | None:
        """The items of a list of texts from its two groups."""
        return None if wrapper is None else items_of(items or "")

    def values(
        self, wrapper: str | None, items: str | None, read: Callable[[str], R]
    ) -> list[R] | None:
        """The items of a list from its two groups. Raises ValueError, too."""
        return None if wrapper is None else list(map(read, items_of(items or "")))

    def pairs(self, wrapper: str | None, items: str | None) -> dict[str, str] | None:
        """The entries of a map of texts from its two groups."""
        return None if wrapper is None else entries_of(items or "")

    # --- records ----------------------------------------------------------------------------

    def struct(self, place: Place, scan: Scan[R]) -> R:
        """A record that is always there."""
        start = self._start(place)
        if start is None:
            raise Unscanned
        return self._inside(start, scan)

    def record(self, place: Place, scan: Scan[R], form: Form) -> R | None:
        """A record; None where it is nil or absent, if that is how its class writes None."""
        start = self._start(place)
        if start is None or start.nil:
            _check_none(start, form)
            return None
        return self._inside(start, scan)

    def records(
        self, place: Place, item: Place, scan: Scan[R], form: Form
    ) -> list[R] | None:
        """The records in a wrapper; None like ``record``."""
        start = self._start(place)
        if start is None or start.nil:
            _check_none(start, form)
            return None
        if not start.end:
            return []
        outer = self._enter(start)
        found = self.repeated(item, scan)
        self._leave(start, outer)
        return found

    def repeated(self, item: Place, scan: Scan[R]) -> list[R]:
        """Records one after the other, however many."""
        opening, between, closing = self._scope.item_tags(item.namespace, item.name)
        result: list[R] = []
        self._left -= 1
        if self._left < 0:
            raise Unscanned
        is_next = self._text.startswith
        if is_next(opening, self._at):
            self._at += len(opening)
            result.append(scan(self))
            while is_next(between, self._at):
                self._at += len(between)
                result.append(scan(self))
            self._skip(closing)
        self._left += 1
        return result

    def _inside(self, start: Start, scan: Scan[R]) -> R:
        """What stands in an element, up to its end tag."""
        outer = self._enter(start)
        found = scan(self)
        self._leave(start, outer)
        return found

    def _enter(self, start: Start) -> Scope:
        """Goes into an element; returns the scope around it."""
        self._left -= 1
        if self._left < 0 or not start.end:
            raise Unscanned
        outer, self._scope = self._scope, start.scope
        return outer

    def _leave(self, start: Start, outer: Scope) -> None:
        self._left += 1
        self._scope = outer
        self._skip(start.end)

    def _skip(self, expected: str) -> None:
        if not self._text.startswith(expected, self._at):
            raise Unscanned
        self._at += len(expected)

    def _start(self, place: Place) -> Start | None:
        """Goes past a start tag; None where another element comes, or an end."""
        usual = self._scope.usual.get(place)
        if usual is not None and self._text.startswith(usual.tag, self._at):
            self._at += len(usual.tag)
            return usual
        end = self._text.find(">", self._at) + 1
        tag = self._text[self._at : end]
        try:
            start = self._starts.known[place, tag, self._scope]
        except KeyError:
            start = self._starts.learned(place, tag, self._scope)
        else:
            if start is not None and not start.nil:
                self._scope.usual[place] = start
        if start is not None:
            self._at = end
        return start


def _check_none(start: Start | None, form: Form) -> None:
    if form is not (Form.OPTIONAL if start is None else Form.NILLABLE):
        raise Unscanned


Scan = Callable[[Scanner], R]
"""Takes a record's members off the text."""
