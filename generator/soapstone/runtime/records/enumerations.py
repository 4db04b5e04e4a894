"""Enumerations on the wire: a member where the text is one, the text itself where it is not."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from ..scalars.text import BLANKS, write_string

__all__ = ["write_enumeration"]

E = TypeVar("E", bound=StrEnum)


def enumeration_reader(kind: type[E]) -> Callable[[str], E | str]:
    """A reader of texts. Services grow: a value that the class does not know stays text.

    So do several members of a [Flags] enumeration, which stand together with blanks between them.
    """
    return _Members({member.value: member for member in kind}).__getitem__


class _Members(dict[str, E | str]):
    """Members by their texts, and any other text by itself."""

    __slots__ = ()

    def __missing__(self, text: str) -> E | str:
        return self.get(text.strip(BLANKS), text)


def write_enumeration(value: StrEnum | str) -> str:
    """The text of a member, or a text beyond them ("" is a [Flags] text: no member at all).

    Raises ValueError for what is no str, or no text of XML.
    """
    if not isinstance(value, str):
        raise ValueError("a member of the enumeration, or its text")
    return write_string(str.__str__(value))
