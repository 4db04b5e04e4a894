"""Where in a message lists of records stand, learned from its writer.

A generated writer names every member that it hands over, in straight-line calls: handed a surveyor
instead of a ``Writer``, it tells what stands where, and nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final, cast

from .messages import XmlCodec
from .reading import ElementReader
from .writing import ElementWriter, Writer

_SHOWN: Final = 5
"""An error names so many lists."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member that is a record or a list of records, in the prefixes of its codec."""

    tag: str
    item: str | None
    """The items' tag inside a wrapper; None: no list, or a list without wrapper."""
    repeated: bool
    write: ElementWriter[Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a generated writer writes."""

    kind: type[Any] | None
    """The class; None for what is no record."""
    members: Mapping[str, Member]
    """By the names of fields."""


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
    kind: type[Any]
    """The items' class."""
    read: ElementReader[Any]
    inside_list: bool
    """Whether a list on the way holds many such lists."""

    @property
    def path(self) -> str:
        return ".".join(self.fields)


def place_of(codec: XmlCodec[Any], kind: type[Any] | None, path: str) -> ListPlace:
    """The list with this class of items (None: any), or the one that ``path`` names.

    Raises ValueError, naming what there is, where there is no such list or more than one.
    """
    if path:
        return _named(codec, kind, tuple(path.split(".")))
    found = [*islice(_ways(codec, kind), _SHOWN)]
    if len(found) == 1:
        return _place(codec, found[0])
    what = f"{kind.__name__} items" if kind else "records"
    if not found:
        raise ValueError(f"{codec.element} has no list of {what}{_instead(codec)}")
    names = ", ".join(f'path="{".".join(way)}"' for way in found)
    raise ValueError(f"{codec.element} has several lists of {what}: say {names}")


def _named(
    codec: XmlCodec[Any], kind: type[Any] | None, fields: tuple[str, ...]
) -> ListPlace:
    try:
        found = _place(codec, fields)
    except KeyError:
        problem = f'{codec.element} has no list of records at path="{".".join(fields)}"'
        raise ValueError(problem + _instead(codec)) from None
    if kind is not None and found.kind is not kind:
        item, named = found.kind.__name__, kind.__name__
        raise ValueError(f'path="{found.path}" is a list of {item}, not of {named}')
    return found


def _instead(codec: XmlCodec[Any]) -> str:
    ways = [".".join(way) for way in islice(_ways(codec, None), _SHOWN)]
    return f"; there are lists at {', '.join(ways)}" if ways else ""


def _place(codec: XmlCodec[Any], fields: tuple[str, ...]) -> ListPlace:
    """Follows names of fields. Raises KeyError where they lead to no list of records."""
    shape, steps, lists = _shape(codec.write), list[Step](), 0
    member = None
    for name in fields:
        member = shape.members[name]
        shape = _shape(member.write)
        steps.extend(_steps(codec, member))
        lists += member.repeated
    if member is None or not member.repeated or shape.kind is None:
        raise KeyError(fields)
    read = _reader_beside(member.write)
    return ListPlace(fields, tuple(steps), shape.kind, read, lists > 1)


def _steps(codec: XmlCodec[Any], member: Member) -> Iterator[Step]:
    label = f".{member.tag.rpartition(':')[2]}"
    bare = member.repeated and member.item is None
    yield Step(_full(codec, member.tag), label, bare)
    if member.item is not None:
        yield Step(_full(codec, member.item), "", True)


def _full(codec: XmlCodec[Any], tag: str) -> str:
    prefix, _, local = tag.rpartition(":")
    namespace = codec.prefixes.bound.get(prefix)
    return f"{{{namespace}}}{local}" if namespace else local


def _ways(codec: XmlCodec[Any], kind: type[Any] | None) -> Iterator[tuple[str, ...]]:
    """The ways to lists of a class. What is inside such an item belongs to the item."""
    leading = _leading(codec.write, kind)

    def below(
        write: ElementWriter[Any], around: tuple[object, ...], way: tuple[str, ...]
    ) -> Iterator[tuple[str, ...]]:
        for name, member in _shape(write).members.items():
            if _holds(member, kind):
                yield (*way, name)
            elif member.write in leading and member.write not in around:
                yield from below(member.write, (*around, member.write), (*way, name))

    return below(codec.write, (codec.write,), ())


def _holds(member: Member, kind: type[Any] | None) -> bool:
    found = _shape(member.write).kind
    return member.repeated and found is not None and kind in (None, found)


def _leading(root: ElementWriter[Any], kind: type[Any] | None) -> set[object]:
    """The writers that have such a list somewhere inside; the others are not walked through."""
    users: dict[object, list[object]] = {}
    leading: list[object] = []
    pending, known = [root], {root}
    while pending:
        write = pending.pop()
        for member in _shape(write).members.values():
            users.setdefault(member.write, []).append(write)
            if _holds(member, kind):
                leading.append(write)
            if member.write not in known:
                known.add(member.write)
                pending.append(member.write)
    found: set[object] = set()
    while leading:
        each = leading.pop()
        if each not in found:
            found.add(each)
            leading.extend(users.get(each, ()))
    return found


def _reader_beside(write: ElementWriter[Any]) -> ElementReader[Any]:
    """A generated module has ``read_account`` beside ``write_account``."""
    name = "read_" + write.__name__.removeprefix("write_")
    return cast(ElementReader[Any], getattr(sys.modules[write.__module__], name))


class _Fields:
    """Stands for a record: each of its fields is that field's name."""

    def __getattr__(self, name: str) -> str:
        return name


class _Surveyor:
    """Stands for a ``Writer``: notes records and lists of records, and ignores the rest."""

    def __init__(self) -> None:
        self.kind: type[Any] | None = None
        self.members: dict[str, Member] = {}

    def enter(self, record: object, kind: type[Any]) -> None:
        self.kind = kind

    def record(
        self, tag: str, value: object, form: object, write: ElementWriter[Any]
    ) -> str:
        return self._note(value, Member(tag, None, False, write))

    def records(
        self,
        tag: str,
        values: object,
        form: object,
        item: str,
        item_form: object,
        write: ElementWriter[Any],
    ) -> str:
        return self._note(values, Member(tag, item, True, write))

    def repeated_records(
        self, tag: str, values: object, form: object, write: ElementWriter[Any]
    ) -> str:
        return self._note(values, Member(tag, None, True, write))

    def _note(self, value: object, member: Member) -> str:
        if isinstance(value, str):  # else a list of lists is written, not a record
            self.members[value] = member
        return ""

    def __getattr__(self, name: str) -> Callable[..., str]:
        return lambda *_: ""


@lru_cache(maxsize=4096)
def _shape(write: ElementWriter[Any]) -> Shape:
    surveyor = _Surveyor()
    write("", _Fields(), cast(Writer, surveyor))
    return Shape(surveyor.kind, surveyor.members)
