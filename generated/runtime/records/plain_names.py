"""The keys of records in plain data: names of fields, or names on the wire; and of types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from ..errors import Problem, WireError
from .members import (
    Branch,
    Choice,
    Member,
    Members,
    Representation,
    local_name_of,
)
from .record import Record

Names = Literal["python", "wire"]
"""``python``: the names of fields. ``wire``: local names of elements, ``@name`` of attributes, and
``#text``; where two are the same, with their namespaces: ``{urn:x}Name``. A choice has the names of
all its elements: ``Circle|Line``."""

TEXT: Final = "#text"
TYPE: Final = "$type"
"""The key with the name of a record's type, where it extends the declared one. No name on the wire
and none of Python's has this character."""


def table_of(kind: type[Record]) -> Members:
    """Return the table of a class. Raises WireError for one of which no page shows the XML."""
    found: Members | None = getattr(kind, "_members", None)
    if found is None:
        expected = "a class whose XML a page shows"
        raise WireError([Problem("$", kind.__name__, expected)])
    return found


@cache
def keys_of(table: Members, names: Names) -> tuple[str, ...]:
    """Return the key of each member, in order. Raises ValueError for other names than these."""
    if names == "python":
        return table.names
    if names != "wire":
        raise ValueError(f"names takes 'python' or 'wire', not {names!r}")
    return _distinct(
        [_key(each, local_name_of(each.tag)) for each in table.table],
        [_key(each, each.tag) for each in table.table],
    )


@cache
def branches_of(choice: Choice) -> dict[str, Branch]:
    """Return the branches of a choice by the keys of their items: the names of elements."""
    names = [each.tag for each in choice.branches]
    keys = _distinct([*map(local_name_of, names)], names)
    return dict(zip(keys, choice.branches, strict=True))


@cache
def types_of(table: Members) -> dict[str, type[Record]]:
    """Return a class and those that extend it by the names of their types, if they have any."""
    kinds = (table.kind, *table.derived)
    found = [(each._members.named.name, each) for each in kinds if each._members.named]
    names = [name for name, _ in found]
    keys = _distinct([*map(local_name_of, names)], names)
    return dict(zip(keys, (each for _, each in found), strict=True))


def _distinct(short: Sequence[str], long: Sequence[str]) -> tuple[str, ...]:
    """The short names, but the long ones where several have the same."""
    often = Counter(short)
    return tuple(
        name if often[name] == 1 else other
        for name, other in zip(short, long, strict=True)
    )


def _key(member: Member, name: str) -> str:
    if member.representation is Representation.TEXT:
        return TEXT
    if isinstance(member.content, Choice):
        return "|".join(each.element for each in member.content.branches)
    return f"@{name}" if member.step.startswith(".@") else name
