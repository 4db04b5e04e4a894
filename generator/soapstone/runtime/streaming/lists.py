"""Where in a message lists of records stand, as the tables of its classes tell."""

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
"""An error names so many lists."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A member that is a record or a list of records."""

    tag: str
    item: str | None
    """The items' name inside an element around them; None: no list, or one without such."""
    repeated: bool
    kind: type[Record]
    """The class of the record, or of the items."""


@dataclass(frozen=True, slots=True)
class Step:
    """An element on the way to the items of a list."""

    name: str
    """With its namespace: ``{urn:x}Accounts``."""
    label: str
    """What it adds to an item's path: ``.Accounts``, or nothing."""
    repeated: bool


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list of records in a message."""

    fields: tuple[str, ...]
    """The way to it: names of fields."""
    steps: tuple[Step, ...]
    """Elements from inside the message's own to the item."""
    kind: type[Record]
    """The items' class."""
    inside_list: bool
    """Whether a list on the way holds many such lists."""

    @property
    def path(self) -> str:
        return ".".join(self.fields)

    @property
    def read(self) -> ElementReader[Any]:
        """What reads an item."""
        return self.kind._members.reader


def place_of(document: Document[Any], kind: type[Any] | None, path: str) -> ListPlace:
    """The list with this class of items (None: any), or the one that ``path`` names.

    Raises ValueError, naming what there is, where there is no such list or more than one.
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
    """Follows names of fields. Raises KeyError where they lead to no list of records."""
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
    """The ways to lists of a class. What is inside such an item belongs to the item."""
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
    """The classes that have such a list somewhere inside; no other is looked through."""
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
    """The members of a class that are records or lists of records, by the names of fields."""
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
