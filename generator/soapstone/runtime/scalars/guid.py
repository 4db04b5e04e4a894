"""Reads and writes guid, as UUID."""

from __future__ import annotations

import re
from uuid import UUID

from .python_values import other_type

_GUID_EXPECTED = "a guid like 01234567-89ab-cdef-0123-456789abcdef"
_HYPHENATED = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_GUID = re.compile(
    rf"{_HYPHENATED}|\{{{_HYPHENATED}\}}|\({_HYPHENATED}\)|[0-9A-Fa-f]{{32}}"
).fullmatch


def read_guid(text: str) -> UUID:
    """Return a guid with hyphens, also in ``{}`` or ``()``, or of 32 digits. Raises ValueError."""
    guid = text.strip()
    if not _GUID(guid):
        raise ValueError(_GUID_EXPECTED)
    return UUID(guid.strip("{}()"))


def write_guid(value: UUID) -> str:
    """Return digits in lower case with hyphens. Raises ValueError for anything but a UUID."""
    if not isinstance(value, UUID):
        raise other_type("a UUID", value)
    return str(value)
