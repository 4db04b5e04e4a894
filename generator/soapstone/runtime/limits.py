"""Limits on the size of messages; a message beyond them is refused before it costs memory or time.

Whoever sends a message could otherwise exhaust the memory of its reader with a small one.
"""

from __future__ import annotations

from typing import Final, Literal

from .immutable import Value, value

ForbiddenCharacters = Literal["refuse", "substitute"]
"""What becomes of a document with characters that XML forbids: see ``XmlMessage.from_xml``."""

DEEPEST_ELEMENTS: Final = 1024
"""The highest limit on depth; a higher one counts as this."""


@value(kw_only=True)
class Limits(Value):
    """The limits of a message. A message beyond one raises ``WireError``.

    A limit below 1 raises ValueError.
    """

    size: int = 64 * 2**20
    """The size in bytes, as received; of a str, in UTF-8."""
    depth: int = 256
    """The depth of nested elements, without those of a SOAP envelope; at most 1024.

    At most 100 of them can be records, because each takes frames of Python's stack.
    """
    elements: int = 2_000_000
    """The number of elements and attributes. Each takes 100 bytes of memory or more."""

    def __post_init__(self) -> None:
        for name in ("size", "depth", "elements"):
            if getattr(self, name) < 1:
                raise ValueError(
                    f"{name} must be at least 1, not {getattr(self, name)}"
                )


USUAL: Final = Limits()

OWN: Final = Limits(size=2**62, depth=DEEPEST_ELEMENTS, elements=2**62)
"""For XML within a message that met its limits, or from the caller: Xml values, SOAP headers."""
