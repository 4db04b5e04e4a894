"""How much a message may hold: what is beyond is refused before it costs memory or time."""

from __future__ import annotations

from typing import Final

from .values import Value, value

DEEPEST_ELEMENTS: Final = 1024
"""No limit on depth is higher, whatever is asked."""


@value(kw_only=True)
class Limits(Value):
    """What a message may hold at most; beyond it ``WireError`` is raised.

    Raises ValueError for a limit that is not positive.
    """

    size: int = 64 * 2**20
    """Bytes, as received; of a str its UTF-8."""
    depth: int = 256
    """Elements inside each other, not counting a SOAP envelope's own; taken as 1024 if it is more.

    Of these, 100 may be records: a class reads its members in Python's own stack.
    """
    elements: int = 2_000_000
    """Elements and attributes together. Each costs some 100 bytes of memory or more."""

    def __post_init__(self) -> None:
        for name in ("size", "depth", "elements"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1")


USUAL: Final = Limits()

OWN: Final = Limits(size=2**62, depth=DEEPEST_ELEMENTS, elements=2**62)
"""For XML that has been read before, or that the caller wrote: Xml values, header entries."""
