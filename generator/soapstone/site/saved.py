"""The lines of a saved file as the report shows them, each with what it is evidence of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from soapstone.explain.evidence import LONGEST, rendered
from soapstone.explain.model import Evidence, Nature, Sure
from soapstone.model.findings import Origin
from soapstone.model.limits import ORIGIN_TEXT
from soapstone.pages import read_shown
from soapstone.pages.shown import ShownLine
from soapstone.pages.source import decoded
from soapstone.site.service import Key, Service

_WHOLE = 400
"""Lines of a file that is shown whole; of a longer one only what is evidence, and what is near."""
_NEAR = 2
"""Lines that are shown before and after evidence."""
_PIECE = re.compile(r"<[^<>]*>[^<]*")
"""A tag, and the text behind it."""
_XMLNS = re.compile(r"""\sxmlns(?::[\w.-]+)?=(?:"[^"]*"|'[^']*')""")
_PREFIX = re.compile(r"\s[\w.-]+:(?=[\w.-]+=)")
_TAG = re.compile(r"<([/?!]?)[^<>]*?(/?)>")
_ORDER = list(Sure)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file, a part of a long one, or a gap."""

    number: int
    """The line in the saved file, from 1; 0 for a gap."""
    text: str
    depth: int = 0
    keys: tuple[Key, ...] = ()
    """What it is evidence of, members first."""
    sure: Sure | None = None
    """How sure these are: as sure as the least sure of the members, or of the others."""
    part: bool = False
    """It repeats an element of the long line above it."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file beside the explanations of a page."""

    file: str
    rows: tuple[Row, ...]


_Held = tuple[Key, Evidence]
"""What a line is evidence of."""


class Saved:
    """The saved files of a service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        pages = service.whole.context.facts.pages
        self._pages = {each.file: each for each in pages}
        self._lines: dict[str, list[ShownLine]] = {}

    def lines(self, file: str) -> list[ShownLine]:
        """Return the lines of a file, without values that a person filled in."""
        if file not in self._lines:
            data = self._service.whole.sources[file]
            facts = self._pages.get(file)
            self._lines[file] = (
                read_shown(data, facts) if facts else list(_declarations(file, data))
            )
        return self._lines[file]

    def is_whole(self, file: str) -> bool:
        """Return whether all lines of a file are shown."""
        return len(self.lines(file)) <= _WHOLE

    def file(
        self, file: str, keys: Collection[Key], *, near: bool = False
    ) -> SavedFile:
        """Return a file with its lines linked to some explanations.

        ``near``: only the lines near evidence, as of a long file.
        """
        lines = self.lines(file)
        alone = Counter(each.origin.line for each in lines)
        is_whole = self.is_whole(file) and not near
        wanted = set(range(len(lines))) if is_whole else set()
        rows = []
        for at, (depth, line) in enumerate(_indented(lines)):
            origin = line.origin
            held = [
                (key, each)
                for key, each in self._service.evidence.get((file, origin.line), ())
                if key in keys
                # HTML may have many lines of the page on one line of the file, a WSDL all tags.
                if alone[origin.line] == 1
                or _quoted(each.origin.text) == _quoted(origin.text)
            ]
            found = list(self._rows(line, held, depth))
            rows.append(found)
            if found[0].keys:
                wanted.update(range(at - _NEAR, at + _NEAR + 1))
        return SavedFile(file, tuple(_with_gaps(rows, wanted)))

    def _rows(
        self, line: ShownLine, held: Sequence[_Held], depth: int
    ) -> Iterator[Row]:
        """A line; below a long one its elements."""
        origin = line.origin
        keys = tuple(dict.fromkeys(key for key, _ in held))
        if not _is_long(line):
            yield self._row(origin.line, origin.text, depth, keys)
            return
        text = (
            origin.text
            if len(origin.text) <= LONGEST
            else f"{origin.text[: LONGEST - 1]}…"
        )
        parts = list(self._parts(line, held, depth))
        inside = {key for each in parts for key in each.keys}
        others = tuple(key for key in keys if key not in inside)
        yield self._row(origin.line, text, depth, others)
        yield from parts

    def _parts(
        self, line: ShownLine, held: Sequence[_Held], depth: int
    ) -> Iterator[Row]:
        """The elements of a long line."""
        # Without an entry the element is inside one of another line.
        above: dict[int, str] = {}
        for level, node in line.nodes:
            shows = rendered(node)
            about = _of_element(held, shows, above.get(level - 1, ""))
            above[level] = shows
            yield self._row(line.origin.line, shows, depth + level, about, part=True)

    def _row(
        self,
        number: int,
        text: str,
        depth: int,
        keys: tuple[Key, ...],
        *,
        part: bool = False,
    ) -> Row:
        members = [key for key in keys if key[0] is Nature.MEMBER] or keys
        sures = [self._service.explained[key].sure for key in members]
        sure = max(sures, key=_ORDER.index, default=None)
        return Row(number, text.strip(), depth, keys, sure, part)


def _declarations(file: str, data: bytes) -> Iterator[ShownLine]:
    """The lines of a WSDL or a schema, which nobody fills in; of a long one its tags.

    .NET serves the WSDL of a WCF service on one line.
    """
    for number, line in enumerate(decoded(file, data).splitlines(), 1):
        shown = [line.rstrip()] if len(line) <= ORIGIN_TEXT else _PIECE.findall(line)
        for text in shown:
            if text.strip():
                yield ShownLine(Origin(file, number, text[:ORIGIN_TEXT]))


def _quoted(tag: str) -> str:
    """A tag as evidence quotes it: without namespaces, prefixes of attributes and a slash."""
    bare = _PREFIX.sub(" ", _XMLNS.sub("", tag.strip()))
    return f"{bare.removesuffix('/>').rstrip()}>" if bare.endswith("/>") else bare


def _is_long(line: ShownLine) -> bool:
    """Whether ``explain`` quotes the elements of a line and not the line."""
    text = line.origin.text
    is_cut = any(node.name not in text for _, node in line.nodes)
    return len(line.nodes) > 1 and (is_cut or len(text) > LONGEST)


def _of_element(held: Sequence[_Held], shows: str, parent: str) -> tuple[Key, ...]:
    """What an element of a long line is evidence of.

    Elements of several records may look alike: the element around it shows whose it is.
    """
    named = [key for key, each in held if each.shows == shows]
    owners = tuple(f"{name}." for (_, name), each in held if each.shows == parent)
    of_owner = [
        (nature, name)
        for nature, name in named
        if nature is Nature.MEMBER and name.startswith(owners)
    ]
    return tuple(dict.fromkeys(of_owner or named))


def _indented(lines: Iterable[ShownLine]) -> Iterator[tuple[int, ShownLine]]:
    """The lines, each with its depth in its document: pages lose the indentation, a WSDL has it."""
    depth = 0
    for line in lines:
        text = line.origin.text
        if not text.startswith("<"):
            depth = 0
        if text.startswith("</"):
            depth = max(depth - 1, 0)
        margin = len(text) - len(text.lstrip())
        yield margin // 2 if margin else depth, line
        closing = 1 if text.startswith("</") else 0
        for mark, empty in _TAG.findall(text):
            if mark == "/" and not closing:
                depth = max(depth - 1, 0)
            elif mark == "/":
                closing = 0
            elif not mark and not empty:
                depth += 1


def _with_gaps(rows: Sequence[Sequence[Row]], wanted: Collection[int]) -> Iterator[Row]:
    """The rows of the lines that are wanted; where others were left out, a gap."""
    last, shown = 0, -1
    for at, row in enumerate(rows):
        if at not in wanted:
            continue
        number = row[0].number
        if number > last + 1 or at > shown + 1:
            yield Row(0, "")
        yield from row
        last, shown = max(last, number), at
