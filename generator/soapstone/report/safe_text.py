"""Texts of pages as a terminal may show them: what steers it, or hides, is escaped."""

from __future__ import annotations

import unicodedata

from soapstone.model.visible import HIDDEN

_STEERING = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories that move the cursor, reorder or break text: controls, formats, separators;
and characters that mean nothing yet, or what a font likes.
"""


def safe(text: str, keep: str = "") -> str:
    """Return the text with control and invisible characters escaped, except those in ``keep``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        (
            char.encode("unicode_escape").decode()
            if _steers(char) and char not in keep
            else char
        )
        for char in text
    )


def _steers(char: str) -> bool:
    return char in HIDDEN or unicodedata.category(char) in _STEERING
