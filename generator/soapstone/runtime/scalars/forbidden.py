"""Characters that XML 1.0 forbids (§2.2), and the planes of their substitutes."""

from __future__ import annotations

from typing import Final

PLANES: Final = (0xF0000, 0x100000)
"""Private use (Unicode 23.5): a document that uses the first is read with the second."""


def is_forbidden(code: int) -> bool:
    """Return whether XML 1.0 forbids the character of this number."""
    return not (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
