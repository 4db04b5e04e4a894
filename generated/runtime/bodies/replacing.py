"""Replaces characters that XML forbids, so that the rest of a message can be read."""

from __future__ import annotations

from ..reading.control_characters import without_forbidden
from ..reading.parsing import in_utf8


def replace_control_characters(data: bytes | str, replacement: str = "\ufffd") -> str:
    """Return a message with ``replacement`` for each character that XML forbids, also ``&#x1F;``.

    For a service that sends such characters: what they meant is lost, the rest can be read.
    ``replacement`` goes into the XML as it is. Raises WireError for an unsupported encoding.
    """
    return without_forbidden(in_utf8(data), replacement.encode()).decode(
        "utf-8", "replace"
    )
