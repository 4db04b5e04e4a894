"""A page as lines: what its reader sees, each line with its place in the saved file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from soapstone.model.findings import Origin

ORIGIN_TEXT = 200
"""Characters of a line that an origin quotes at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, or the part of one that concerns its reader. Never blank."""

    origin: Origin
    """The place in the saved file, with the whole line's text."""
    text: str
    """Trimmed. A row of an HTML table shows its cells joined by " | "."""
    cells: tuple[str, ...] = ()
    """Of a row of an HTML table; other renderings are told apart in ``tables``."""
    heading: int = 0
    """1 to 6 where the page marks the line as a heading."""

    def part(self, start: int, end: int | None = None) -> Line:
        """The same place with a slice of the text."""
        return replace(self, text=self.text[start:end].strip(), cells=())


@dataclass(frozen=True, slots=True)
class Document:
    """A saved page."""

    file: str
    lines: tuple[Line, ...]
    links: tuple[str, ...]
    """Where the page's links lead, as far as the saved form keeps them."""


def origin(file: str, number: int, text: str) -> Origin:
    """The origin of a line; ``number`` counts from 1."""
    return Origin(file, number, text.strip()[:ORIGIN_TEXT].rstrip())
