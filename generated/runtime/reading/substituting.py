"""Parses documents with substitutes for the characters that XML forbids."""

from __future__ import annotations

from dataclasses import replace

from ..limits import ForbiddenCharacters, Limits
from .control_characters import ForbiddenCharacter, with_substitutes
from .elements import Element
from .parsing import in_utf8, parse

_LONGEST = 4
"""A substitute has four bytes in UTF-8, a forbidden character one."""


def parse_either(
    data: bytes | str,
    limits: Limits,
    around: int,
    forbidden: ForbiddenCharacters,
) -> tuple[Element, int]:
    """Return the root element, and the plane of the substitutes; 0 without any.

    Raises WireError like ``parse``, and ValueError for another ``forbidden`` than there is.
    """
    is_allowed = is_substituting(forbidden)
    try:
        return parse(data, limits, around), 0
    except ForbiddenCharacter:
        if not is_allowed:
            raise
        text, plane = with_substitutes(in_utf8(data))
        if not plane:
            raise
    size = limits.size * _LONGEST
    return parse(text, replace(limits, size=size), around), plane


def is_substituting(forbidden: ForbiddenCharacters) -> bool:
    """Return whether forbidden characters get substitutes. Raises ValueError for another word."""
    if forbidden not in ("refuse", "substitute"):
        said = f"forbidden_characters takes 'refuse' or 'substitute', not {forbidden!r}"
        raise ValueError(said)
    return forbidden == "substitute"
