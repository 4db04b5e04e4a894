"""Walks through a record and all records in it, with the path of everything: ``$.Accounts[3]``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .members import Content, Items, Member, Pairs, Representation
from .record import Record
from .unknown_content import Place, PlacedUnknown, Unknown, WireState

Part = tuple[str, Content, Any]
"""A path, and what stands there: a record, a scalar, an enumeration or an Xml."""


def records_in(record: Record, path: str = "$") -> Iterator[tuple[str, Record]]:
    """Yield a record and all records in it, in the order of their members, with their paths."""
    yield path, record
    for at, _, value in parts_of(record, path):
        if isinstance(value, Record):
            yield from records_in(value, at)


def parts_of(record: Record, path: str) -> Iterator[Part]:
    """Yield what a record's members hold, except None; of lists and maps what is in them."""
    table = record._members
    for name, member in zip(table.names, table.table, strict=True):
        content = member.content
        if member.representation is Representation.REPEATED:
            content = Items(member.tag, content)
        yield from _innermost(content, getattr(record, name), path + member.step)


def _innermost(content: Content, value: Any, path: str) -> Iterator[Part]:
    if value is None:
        return
    match content:
        case Items(_, inner):
            for index, each in enumerate(value):
                yield from _innermost(inner, each, f"{path}[{index}]")
        case Pairs():
            pairs = value.items() if isinstance(value, dict) else value
            for index, two in enumerate(pairs):
                for each, part in zip(two, _sides(content), strict=True):
                    yield from _innermost(part[1], each, f"{path}[{index}]{part[0]}")
        case _:
            yield path, content, value


def _sides(pairs: Pairs) -> tuple[tuple[str, Content], tuple[str, Content]]:
    """The steps and contents of a map's keys and values."""
    return (
        (f".{pairs.key.rpartition('}')[2]}", pairs.key_content),
        (f".{pairs.value.rpartition('}')[2]}", pairs.value_content),
    )


def all_unknown(record: Any) -> Iterator[tuple[str, Unknown]]:
    """Yield what the message held that no class has, in this record and all records in it.

    With each comes its path in XML names: ``$.Accounts[3].Extra``, ``$.@version``; that of a text
    is the path of its element. ``unknown`` has that of one record alone.
    """
    for path, each in records_in(record):
        state: WireState | None = each._kept
        for placed in () if state is None else state.unknown:
            yield path + _step(placed, each._members.table), placed.content


def _step(placed: PlacedUnknown, table: tuple[Member, ...]) -> str:
    """The path of unknown content in its record."""
    name = placed.content.name.rpartition("}")[2]
    step = f".{'@' * (placed.kind == 'attribute')}{name}" if name else ""
    return _holder(placed, table) + step


def _holder(placed: PlacedUnknown, table: tuple[Member, ...]) -> str:
    """The path in its record of the element that unknown content stands in."""
    place: Place = placed.place[:-1] if placed.kind == "after" else placed.place
    if not place:
        return ""
    member = table[place[0]]
    content = member.content
    if member.representation is Representation.REPEATED:
        if placed.kind == "after" and len(placed.place) == 2:
            return ""  # between the elements of the list, which has none around it
        content = Items(member.tag, content)
    return member.step + _within(content, place[1:])


def _within(content: Content, place: Place) -> str:
    """The path below a list or map of a place in it."""
    if not place:
        return ""
    step, rest = f"[{place[0]}]", place[1:]
    match content:
        case Items(_, inner):
            return step + _within(inner, rest)
        case Pairs() if rest:
            name, side = _sides(content)[rest[0]]
            return step + name + _within(side, rest[1:])
    return step
