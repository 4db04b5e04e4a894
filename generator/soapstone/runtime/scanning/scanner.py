"""Reads records from the text of a message by patterns, without parsing it into a tree.

This is faster, but only takes the shape that .NET writes, a strict subset of XML: all members in
the order of the class; None represented as the class does; unknown elements only before the first
and after the last member, with a text only; the namespaces of the message and no others; nothing
between elements; the five entities of XML. Anything else raises Unscanned, and ``Reader`` reads the
document; only that reports errors. Both give the same result for every document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from ..reading.fragments import unknown_text
from ..records.members import Members, Representation
from ..records.unknown_content import PlacedUnknown, Unknown, WireState
from ..scalars.text import BLANKS, write_string
from .patterns import Run, Scope
from .starts import Place, Start, Starts
from .texts import Unscanned, entries_of, items_of, unescaped

R = TypeVar("R")

_DECLARATION: Final = re.compile(
    r"""<\?xml version="1\.0" encoding="[Uu][Tt][Ff]-8"\?>[ \t\n]*+"""
).match


_UNKNOWN: Final = re.compile(r"<(?:([^<>:]+):)?([^<>:]+)>([^<]*+)</[^<>]++>").findall


class Opening(NamedTuple):
    """The opening of a document, up to the first member of the message."""

    text: str
    scope: Scope
    """The scope of the members."""
    end: str
    """The end tags of the document."""


_DEEPEST: Final = 50
"""The deepest nesting of elements that is scanned."""
_DEEPEST_MEMBER: Final = 3
"""The depth of elements inside one run: a map, its entry and its key."""


class Scanner:
    """Scans one document from its start to its end. Every method can raise Unscanned."""

    def __init__(self, text: str, starts: Starts, depth: int) -> None:
        self.text = text
        self.at = 0
        self._ampersand = -1
        self._starts = starts
        self.scope = starts.outermost
        self._left = (depth if depth < _DEEPEST else _DEEPEST) - _DEEPEST_MEMBER - 1
        if self._left < 0:
            raise Unscanned

    def opening(self, places: Sequence[Place]) -> Opening:
        """Scan the start tags of nested elements, each the only child of the one before it."""
        declaration = _DECLARATION(self.text)
        self.at = declaration.end() if declaration else 0
        end = ""
        for place in places:
            start = self._start(place)
            if start is None or not start.end:
                raise Unscanned
            end = start.end + end
            self.scope = start.scope
        return Opening(self.text[: self.at], self.scope, end)

    def document(self, opening: Opening, scan: Scan[R]) -> R:
        """Return the record of a document with this opening."""
        self.at = len(opening.text)
        self.scope = opening.scope
        record = scan(self)
        if not self.text.startswith(opening.end, self.at):
            raise Unscanned
        self.at += len(opening.end)
        if len(self.text) > self.at and self.text[self.at :].strip(BLANKS):
            raise Unscanned
        return record

    # --- members ----------------------------------------------------------------------------

    def run(self, run: Run) -> Sequence[Any]:
        """Scan a run; return its groups: one of a scalar (text or None), two of a list or map."""
        scope, start = self.scope, self.at
        found = (scope.matchers.get(run) or run.matcher(scope))(self.text, start)
        if found is None:
            raise Unscanned
        self.at = end = found.end()
        if self._ampersand < start:
            at = self.text.find("&", start)
            self._ampersand = at if at >= 0 else len(self.text)
        if end <= self._ampersand:
            return found.groups()
        # The items of a list have tags between them, and are unescaped one by one.
        return [
            unescaped(each) if each and "&" in each and "<" not in each else each
            for each in found.groups()
        ]

    def texts(self, wrapper: str | None, items: str | None) -> list[str] | None:
        """Return the items of a list of strings from its two groups."""
        return None if wrapper is None else items_of(items or "")

    def values(
        self, wrapper: str | None, items: str | None, read: Callable[[str], R]
    ) -> list[R] | None:
        """Return the items of a list of scalars from its two groups. Also raises ValueError."""
        return None if wrapper is None else list(map(read, items_of(items or "")))

    def pairs(self, wrapper: str | None, items: str | None) -> dict[str, str] | None:
        """Return the entries of a map of strings from its two groups."""
        return None if wrapper is None else entries_of(items or "")

    # --- records ----------------------------------------------------------------------------

    def wire_state(
        self, record: Any, table: Members, first: str, last: str
    ) -> WireState:
        """Return the unknown content before a record's first and after its last member."""
        prefixes = [f"{each}:" for each in self.scope.prefixes.values() if each]
        placed = []
        for found, slot in (first, -1), (last, len(table.tags) - 1):
            place = _place_of_last(record, table, slot) if found else ()
            for start, name, text in _UNKNOWN(found):
                if ":" in text and any(each in text for each in prefixes):
                    raise Unscanned  # perhaps a name, whose prefix would have to be kept
                content = self._unknown(start, name, text, table)
                placed.append(PlacedUnknown(place, "after", content))
        return WireState(tuple(placed))

    def _unknown(self, prefix: str, name: str, text: str, table: Members) -> Unknown:
        namespace = self.scope.namespace(prefix)
        full = f"{{{namespace}}}{name}" if namespace else name
        if full in table.slots:
            raise Unscanned  # a known member, not in its place
        value, written = text, text
        if "&" in text or ">" in text:
            value = unescaped(text)
            written = write_string(value)
        return unknown_text(full, prefix, value, written)

    def record(
        self, place: Place, scan: Scan[R], representation: Representation
    ) -> R | None:
        """Scan a record; return None if it is nil or absent, and its class writes None so."""
        start = self._start(place)
        if start is None or start.nil:
            _check_none(start, representation)
            return None
        return self.inside(start, scan)

    def records(
        self, place: Place, item: Place, scan: Scan[R], representation: Representation
    ) -> list[R] | None:
        """Scan a list of records in an element; return None as ``record`` does."""
        start = self._start(place)
        if start is None or start.nil:
            _check_none(start, representation)
            return None
        return self.inside_list(start, item, scan)

    def repeated(self, item: Place, scan: Scan[R]) -> list[R]:
        """Scan any number of successive records."""
        opening, between, closing = self.scope.item_tags(item.namespace, item.name)
        result: list[R] = []
        self._left -= 1
        if self._left < 0:
            raise Unscanned
        is_next = self.text.startswith
        if is_next(opening, self.at):
            self.at += len(opening)
            result.append(scan(self))
            while is_next(between, self.at):
                self.at += len(between)
                result.append(scan(self))
            if not is_next(closing, self.at):
                raise Unscanned
            self.at += len(closing)
        self._left += 1
        return result

    def inside_list(self, start: Start, item: Place, scan: Scan[R]) -> list[R]:
        """Scan the records in an element, and its end tag."""
        if not start.end:
            return []
        return self.inside(start, lambda s: s.repeated(item, scan))

    def inside(self, start: Start, scan: Scan[R]) -> R:
        """Scan the content of an element, and its end tag."""
        end = start.end
        self._left -= 1
        if self._left < 0 or not end:
            raise Unscanned
        outer, self.scope = self.scope, start.scope
        found = scan(self)
        self.scope = outer
        self._left += 1
        if not self.text.startswith(end, self.at):
            raise Unscanned
        self.at += len(end)
        return found

    def _start(self, place: Place) -> Start | None:
        """Scans a start tag; returns None if another element or an end tag comes."""
        usual = self.scope.usual.get(place)
        if usual is not None and self.text.startswith(usual.tag, self.at):
            self.at += len(usual.tag)
            return usual
        end = self.text.find(">", self.at) + 1
        tag = self.text[self.at : end]
        try:
            start = self._starts.known[place, tag, self.scope]
        except KeyError:
            start = self._starts.learned(place, tag, self.scope)
        else:
            if start is not None and not start.nil:
                self.scope.usual[place] = start
        if start is not None:
            self.at = end
        return start


def _place_of_last(record: Any, table: Members, slot: int) -> tuple[int, ...]:
    """The place of the last member that is present, up to a slot."""
    while slot >= 0:
        value, representation = (
            getattr(record, table.names[slot]),
            table.representations[slot],
        )
        if representation is Representation.REPEATED:
            if value:
                return slot, len(value) - 1
        elif value is not None or representation is not Representation.OPTIONAL:
            break
        slot -= 1
    return (slot,)


def _check_none(start: Start | None, representation: Representation) -> None:
    if representation is not (
        Representation.OPTIONAL if start is None else Representation.NILLABLE
    ):
        raise Unscanned


Scan = Callable[[Scanner], R]
"""Scans the members of a record and returns it."""
