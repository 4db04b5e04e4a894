"""Finds the list in a message whose items are streamed, from the tables of its classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..messages import Document
from ..reading.reader import ElementReader
from ..records.choices import names_of
from ..records.members import (
    Choice,
    Items,
    Member,
    Representation,
    local_name_of,
    record_class,
)
from ..records.named_types import package_of
from ..records.record import Record

_SHOWN = 5
"""An error names at most so many lists."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A member that is a record, a list of records, or a choice."""

    tag: str
    item: str | None
    """The name of an item inside the list's element; None if there is no such element or list."""
    repeated: bool
    content: type[Record] | Choice
    """The class of the record, or of the items."""

    @property
    def kind(self) -> type[Record] | None:
        """The class of the record, or of the items; None for a choice, which leads nowhere."""
        return None if isinstance(self.content, Choice) else self.content

    @property
    def items(self) -> Iterable[object]:
        """What determines an item, for errors: its class; in a choice, the keys of its branches."""
        if isinstance(self.content, Choice):
            return self.content.by_item
        return (self.content,)


@dataclass(frozen=True, slots=True)
class Step:
    """An element on the path to the items of a list."""

    labels: Mapping[str, str]
    """By its name, or its names if it is an item of a choice, its part of an item's path in errors:
    ``{"{urn:x}Accounts": ".Accounts"}``, or "".
    """
    repeated: bool
    is_choice: bool = False


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list of records in a message."""

    fields: tuple[str, ...]
    """The names of the fields that lead to it."""
    steps: tuple[Step, ...]
    """The elements from below the root element down to an item."""
    holder: Holder
    """The list itself."""
    owner: type[Record]
    """The class that has it."""
    kind: type[Any] | None
    """The class of the items that are wanted; None: all."""
    inside_list: bool
    """Whether it is inside the items of another list."""

    @property
    def path(self) -> str:
        return ".".join(self.fields)

    @property
    def reads(self) -> Mapping[str, ElementReader[Any]]:
        """What reads an item that is wanted, by the name of its element."""
        content = self.holder.content
        if not isinstance(content, Choice):
            return {self.holder.item or self.holder.tag: content._members.reader}
        from ..reading.deriving import choice_readers  # a program may only write

        reads = choice_readers(content, package_of(self.owner))
        wanted = (each for each in content.branches if self.kind in (None, each.kind))
        return {each.tag: reads[each.tag] for each in wanted}


def place_of(document: Document[Any], kind: type[Any] | None, path: str) -> ListPlace:
    """Return the list whose items are of class ``kind`` (None: any), or the list at ``path``.

    Of a choice these are the items of one class, or all.
    Raises ValueError if there is no such list or more than one; its text names the lists there are.
    """
    if path:
        return _named(document, kind, tuple(path.split(".")))
    found = [*islice(_ways(document.kind, kind), _SHOWN)]
    name = document.kind.__name__
    if len(found) == 1:
        return _place(document, found[0], kind)
    what = f"{kind.__name__} items" if kind else "records"
    if not found:
        problem = f"{name} has no list of {what}"
        raise ValueError(problem + _instead(document))
    names = " or ".join(f'path="{".".join(way)}"' for way in found)
    raise ValueError(f"{name} has several lists of {what}: pass {names}")


def _named(
    document: Document[Any], kind: type[Any] | None, fields: tuple[str, ...]
) -> ListPlace:
    try:
        return _place(document, fields, kind)
    except KeyError:
        path = ".".join(fields)
        problem = f'{document.kind.__name__} has no list of records at path="{path}"'
        raise ValueError(problem + _instead(document)) from None


def _instead(document: Document[Any]) -> str:
    ways = [".".join(way) for way in islice(_ways(document.kind, None), _SHOWN)]
    listed = " or ".join(f'path="{way}"' for way in ways)
    return f"; pass {listed}" if ways else ""


def _place(
    document: Document[Any], fields: tuple[str, ...], kind: type[Any] | None
) -> ListPlace:
    """The list that these fields lead to.

    Raises KeyError if there is none, and ValueError if its items are of another class.
    """
    holding: type[Record] | None = document.kind
    owner, steps, lists, holder = holding, list[Step](), 0, None
    for name in fields:
        if holding is None:
            raise KeyError(fields)
        owner, holder = holding, _holders(holding)[name]
        steps.extend(_steps(holder))
        lists += holder.repeated
        holding = holder.kind
    if owner is None or holder is None or not holder.repeated:
        raise KeyError(fields)
    if not _is_wanted(holder, kind):
        found = f'path="{".".join(fields)}" is a list of {names_of(holder.items)}'
        raise ValueError(f"{found}, not of {kind.__name__ if kind else kind}")
    return ListPlace(fields, tuple(steps), holder, owner, kind, lists > 1)


def _steps(holder: Holder) -> Iterator[Step]:
    if isinstance(holder.content, Choice):
        tags = [each.tag for each in holder.content.branches]
        yield Step({tag: f".{local_name_of(tag)}" for tag in tags}, True, True)
        return
    label = f".{local_name_of(holder.tag)}"
    yield Step({holder.tag: label}, holder.repeated and holder.item is None)
    if holder.item is not None:
        yield Step({holder.item: ""}, True)


def _ways(root: type[Record], kind: type[Any] | None) -> Iterator[tuple[str, ...]]:
    """The fields that lead to each list of a class; lists inside such items do not count."""
    leading = _leading(root, kind)

    def below(
        record: type[Record], around: tuple[type[Record], ...], way: tuple[str, ...]
    ) -> Iterator[tuple[str, ...]]:
        for name, holder in _holders(record).items():
            if _is_wanted(holder, kind):
                yield (*way, name)
            elif holder.kind in leading and holder.kind not in around:
                yield from below(holder.kind, (*around, holder.kind), (*way, name))

    return below(root, (root,), ())


def _is_wanted(holder: Holder, kind: type[Any] | None) -> bool:
    return holder.repeated and (kind is None or kind in holder.items)


def _leading(root: type[Record], kind: type[Any] | None) -> set[type[Record]]:
    """The classes that hold such a list at any depth; only these are searched."""
    users: dict[type[Record], list[type[Record]]] = {}
    leading: list[type[Record]] = []
    pending, known = [root], {root}
    while pending:
        record = pending.pop()
        for holder in _holders(record).values():
            if holder.kind is not None:
                users.setdefault(holder.kind, []).append(record)
            if _is_wanted(holder, kind):
                leading.append(record)
            if holder.kind is not None and holder.kind not in known:
                known.add(holder.kind)
                pending.append(holder.kind)
    found: set[type[Record]] = set()
    while leading:
        each = leading.pop()
        if each not in found:
            found.add(each)
            leading.extend(users.get(each, ()))
    return found


def _holders(kind: type[Record]) -> Mapping[str, Holder]:
    """The members that are records, lists of records or choices, by the names of their fields."""
    table = kind._members
    found = {
        name: _holder(member)
        for name, member in zip(table.names, table.table, strict=True)
    }
    return {name: each for name, each in found.items() if each is not None}


def _holder(member: Member) -> Holder | None:
    content, item = member.content, None
    repeated = member.representation is Representation.REPEATED
    if isinstance(content, Choice):
        return Holder(member.tag, None, True, content)
    if isinstance(content, Items):
        (item, content), repeated = content, True
    held = record_class(content)
    return None if held is None else Holder(member.tag, item, repeated, held)
