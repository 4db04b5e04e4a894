"""Characters that hide: they are not seen, or show a text in another order than it has.

``str.isprintable`` knows controls, marks of direction and separators of lines. Those listed here it
takes for letters and marks.
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
    """Whether a character shows what it is."""
    return char.isprintable() and char not in HIDDEN
