"""Reads and writes enumerations: a member if the class has the text, else the text itself.

Services add members; a message with a new one must still be readable.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from ..scalars.python_values import other_type
from ..scalars.text import BLANKS, write_string

__all__ = ["write_enumeration"]

E = TypeVar("E", bound=StrEnum)


def enumeration_reader(kind: type[E]) -> Callable[[str], E | str]:
    """Return what reads the texts of an enumeration; a text that is no member stays a str.

    So does a combination of [Flags] members, whose names .NET separates with blanks.
    """
    return _Members({member.value: member for member in kind}).__getitem__


class _Members(dict[str, E | str]):
    """Text to member; a text that is no member to itself."""

    __slots__ = ()

    def __missing__(self, text: str) -> E | str:
        return self.get(text.strip(BLANKS), text)


def write_enumeration(value: StrEnum | str) -> str:
    """Return the text of a member, or a text that is no member ("" is a [Flags] value of 0).

    Raises ValueError for what is not a str, or has characters that XML does not allow.
    """
    if not isinstance(value, str):
        raise other_type("a member of the enumeration, or its text", value)
    return write_string(str.__str__(value))
