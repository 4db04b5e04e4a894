"""Finds the list in a message whose items are streamed, from the tables of its classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..messages import Document
from ..reading.reader import ElementReader
from ..records.members import Items, Representation, record_class
from ..records.record import Record

_SHOWN = 5
"""An error names at most so many lists."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A member that is a record or a list of records."""

    tag: str
    item: str | None
    """The name of an item inside the list's element; None if there is no such element or list."""
    repeated: bool
    kind: type[Record]
    """The class of the record, or of the items."""


@dataclass(frozen=True, slots=True)
class Step:
    """An element on the path to the items of a list."""

    name: str
    """Its name: ``{urn:x}Accounts``."""
    label: str
    """Its part of an item's path in errors: ``.Accounts``, or ""."""
    repeated: bool


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list of records in a message."""

    fields: tuple[str, ...]
    """The names of the fields that lead to it."""
    steps: tuple[Step, ...]
    """The elements from below the root element down to an item."""
    kind: type[Record]
    """The class of the items."""
    inside_list: bool
    """Whether it is inside the items of another list."""

    @property
    def path(self) -> str:
        return ".".join(self.fields)

    @property
    def read(self) -> ElementReader[Any]:
        """Reads an item from its element."""
        return self.kind._members.reader


def place_of(document: Document[Any], kind: type[Any] | None, path: str) -> ListPlace:
    """Return the list whose items are of class ``kind`` (None: any), or the list at ``path``.

    Raises ValueError if there is no such list or more than one; its text names the lists there are.
    """
    if path:
        return _named(document, kind, tuple(path.split(".")))
    found = [*islice(_ways(document.kind, kind), _SHOWN)]
    if len(found) == 1:
        return _place(document, found[0])
    what = f"{kind.__name__} items" if kind else "records"
    if not found:
        problem = f"{document.element} has no list of {what}"
        raise ValueError(problem + _instead(document))
    names = ", ".join(f'path="{".".join(way)}"' for way in found)
    raise ValueError(f"{document.element} has several lists of {what}: say {names}")


def _named(
    document: Document[Any], kind: type[Any] | None, fields: tuple[str, ...]
) -> ListPlace:
    try:
        found = _place(document, fields)
    except KeyError:
        path = ".".join(fields)
        problem = f'{document.element} has no list of records at path="{path}"'
        raise ValueError(problem + _instead(document)) from None
    if kind is not None and found.kind is not kind:
        item, named = found.kind.__name__, kind.__name__
        raise ValueError(f'path="{found.path}" is a list of {item}, not of {named}')
    return found


def _instead(document: Document[Any]) -> str:
    ways = [".".join(way) for way in islice(_ways(document.kind, None), _SHOWN)]
    return f"; there are lists at {', '.join(ways)}" if ways else ""


def _place(document: Document[Any], fields: tuple[str, ...]) -> ListPlace:
    """The list that these fields lead to. Raises KeyError if there is none."""
    kind: type[Record] = document.kind
    steps, lists, holder = list[Step](), 0, None
    for name in fields:
        holder = _holders(kind)[name]
        steps.extend(_steps(holder))
        lists += holder.repeated
        kind = holder.kind
    if holder is None or not holder.repeated:
        raise KeyError(fields)
    return ListPlace(fields, tuple(steps), kind, lists > 1)


def _steps(holder: Holder) -> Iterator[Step]:
    label = f".{holder.tag.rpartition('}')[2]}"
    yield Step(holder.tag, label, holder.repeated and holder.item is None)
    if holder.item is not None:
        yield Step(holder.item, "", True)


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
    return holder.repeated and kind in (None, holder.kind)


def _leading(root: type[Record], kind: type[Any] | None) -> set[type[Record]]:
    """The classes that hold such a list at any depth; only these are searched."""
    users: dict[type[Record], list[type[Record]]] = {}
    leading: list[type[Record]] = []
    pending, known = [root], {root}
    while pending:
        record = pending.pop()
        for holder in _holders(record).values():
            users.setdefault(holder.kind, []).append(record)
            if _is_wanted(holder, kind):
                leading.append(record)
            if holder.kind not in known:
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
    """The members that are records or lists of records, by the names of their fields."""
    found = {}
    table = kind._members
    for name, member in zip(table.names, table.table, strict=True):
        content, repeated, item = (
            member.content,
            member.representation is Representation.REPEATED,
            None,
        )
        if isinstance(content, Items):
            item, content = content
            repeated = True
        held = record_class(content)
        if held is not None:
            found[name] = Holder(member.tag, item, repeated, held)
    return found
