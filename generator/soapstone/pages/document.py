"""A page as lines: the text that a reader sees, and where each line stands in the saved file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from soapstone.model.findings import Origin

ORIGIN_TEXT = 200
"""Characters of a line that an origin quotes at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, or a part of it. It is never blank."""

    origin: Origin
    """Where it stands in the saved file, with the text of the whole line."""
    text: str
    """Trimmed. The cells of an HTML table row are joined by " | "."""
    cells: tuple[str, ...] = ()
    """The cells of an HTML table row. ``servicestack.tables`` recognises rows in other formats."""
    items: tuple[str, ...] = ()
    """The items of the lists inside these cells."""
    heading: int = 0
    """1 to 6 where the page marks the line as a heading, otherwise 0."""

    def part(self, start: int, end: int | None = None) -> Line:
        """Return a slice of the text, with the same origin."""
        return replace(self, text=self.text[start:end].strip(), cells=())


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page: what it leads to, and its line in the saved file (from 1)."""

    target: str
    line: int
    is_base: bool = False
    """It leads nowhere, but is what the relative links of the page are relative to."""


@dataclass(frozen=True, slots=True)
class Document:
    """The lines and links of a saved page."""

    file: str
    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    """Its links, as far as the saved file has them."""


def origin(file: str, number: int, text: str) -> Origin:
    """Return the origin of a line; ``number`` counts from 1."""
    return Origin(file, number, text.strip()[:ORIGIN_TEXT].rstrip())
