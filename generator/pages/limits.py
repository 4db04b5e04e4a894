"""Limits: how much of everything a page may hold, in one place.

Each is far above any real page, and low enough that the worst page ends within seconds: what a
program wrote to be read by people has some hundred lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.findings import Origin, SpecError


@dataclass(frozen=True, slots=True)
class Limit:
    """A number, and what is said of a page that goes beyond it."""

    most: int
    found: str
    """What was found, with a place for the number."""
    advice: str

    def check(self, count: int, place: Origin) -> None:
        """Raise SpecError where ``count`` is above the limit."""
        if count > self.most:
            raise SpecError(
                place, self.found.format(self.most), "a help page", self.advice
            )


_ONE_PAGE = "Save the page of one operation, without anything else in the file."
_SHORTEN = "Shorten the sample by hand: members that repeat themselves add nothing."

BYTES = Limit(8 * 1024 * 1024, "a page of more than {:,} bytes", _ONE_PAGE)
LINES = Limit(100_000, "a page of more than {:,} lines", _ONE_PAGE)
TAGS = Limit(200_000, "a page of more than {:,} tags", _ONE_PAGE)
MESSAGES = Limit(
    2_000,
    "more than {:,} HTTP messages in one file",
    "Save each operation's page as a file of its own.",
)
"""A service of 250 operations, each shown for SOAP 1.1, SOAP 1.2, HTTP GET and POST."""
TABLES = Limit(500, "a page of more than {:,} tables of types", _ONE_PAGE)
HEADERS = Limit(100, "an HTTP message of more than {:,} headers", _ONE_PAGE)
DEPTH = Limit(100, "a sample nested more than {:,} deep", _SHORTEN)
"""The deepest real sample, of a type that holds itself, has 25."""
ELEMENTS = Limit(10_000, "a sample of more than {:,} elements", _SHORTEN)
"""Attributes count, and what stands for elements in JSON, JSV, CSV and C#."""
TEXT = Limit(100_000, "a name or text of more than {:,} characters", _SHORTEN)
"""The longest real text lists the members of an enumeration: some thousand characters."""
