"""The keys of records in plain data: names of fields, or names on the wire."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final, Literal

from ..errors import Problem, WireError
from .members import Member, Members, Representation
from .record import Record

Names = Literal["python", "wire"]
"""``python``: the names of fields. ``wire``: local names of elements, ``@name`` of attributes, and
``#text``; where two are the same, with their namespaces: ``{urn:x}Name``."""

TEXT: Final = "#text"


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
        raise ValueError(f"names is 'python' or 'wire', not {names!r}")
    local = [_key(each, each.tag.rpartition("}")[2]) for each in table.table]
    often = Counter(local)
    return tuple(
        key if often[key] == 1 else _key(member, member.tag)
        for key, member in zip(local, table.table, strict=True)
    )


def _key(member: Member, name: str) -> str:
    if member.representation is Representation.TEXT:
        return TEXT
    return f"@{name}" if member.step.startswith(".@") else name
