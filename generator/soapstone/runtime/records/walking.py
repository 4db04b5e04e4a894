"""Walks through a record and all records in it, with the path of everything: ``$.Accounts[3]``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .choices import branch_of
from .members import (
    Choice,
    Content,
    Items,
    Pairs,
    Representation,
    local_name_of,
)
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
        yield from _innermost(member.whole, getattr(record, name), path + member.step)


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
        case Choice():
            branches = content.by_item
            for index, each in enumerate(value):
                found = branch_of(each, branches)
                if found is not None:
                    branch, held = found
                    at = f"{path}.{branch.element}[{index}]"
                    yield from _innermost(branch.content, held, at)
        case _:
            yield path, content, value


def _sides(pairs: Pairs) -> tuple[tuple[str, Content], tuple[str, Content]]:
    """The steps and contents of a map's keys and values."""
    return (
        (f".{local_name_of(pairs.key)}", pairs.key_content),
        (f".{local_name_of(pairs.value)}", pairs.value_content),
    )


def all_unknown(record: Record) -> Iterator[tuple[str, Unknown]]:
    """Yield what the message held that no class has, in this record and all records in it.

    With each comes its path in XML names: ``$.Accounts[3].Extra``, ``$.@version``; that of a text
    is the path of its element. ``unknown`` has that of one record alone.
    """
    for path, each in records_in(record):
        state: WireState | None = each._kept
        for placed in () if state is None else state.unknown:
            yield path + _step(placed, each), placed.content


def _step(placed: PlacedUnknown, record: Record) -> str:
    """The path of unknown content in its record."""
    name = local_name_of(placed.content.name)
    step = f".{'@' * (placed.kind == 'attribute')}{name}" if name else ""
    return _holder(placed, record) + step


def _holder(placed: PlacedUnknown, record: Record) -> str:
    """The path in its record of the element that unknown content stands in."""
    place: Place = placed.place[:-1] if placed.kind == "after" else placed.place
    if not place:
        return ""
    table = record._members
    member = table.table[place[0]]
    is_list = member.representation is Representation.REPEATED
    if is_list and placed.kind == "after" and len(placed.place) == 2:
        return ""  # between the elements of the list, which has none around it
    if isinstance(member.content, Choice):
        items = getattr(record, table.names[place[0]])
        return _in_choice(member.content, items, place[1:])
    return member.step + _within(member.whole, place[1:])


def _in_choice(choice: Choice, items: list[Any], place: Place) -> str:
    """The path of a place in a choice. The item itself determines its element."""
    index, *rest = place
    found = branch_of(items[index], choice.by_item) if index < len(items) else None
    if found is None:
        return ""  # the item has been taken out, or replaced
    branch, _ = found
    return f".{branch.element}[{index}]{_within(branch.content, tuple(rest))}"


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
