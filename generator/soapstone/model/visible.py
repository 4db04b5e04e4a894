"""Finds characters that are invisible although Python calls them printable.

``str.isprintable`` refuses controls, marks of direction and line separators. It accepts the
characters listed here as letters and marks; a name could hide them.
"""

from __future__ import annotations

HIDDEN = frozenset(
    (
        *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
        *map(chr, range(0xFE00, 0xFE10)),
        *map(chr, range(0xE0100, 0xE01F0)),
    )
)


def is_visible(char: str) -> bool:
    """Return whether a character is printable and visible."""
    return char.isprintable() and char not in HIDDEN
