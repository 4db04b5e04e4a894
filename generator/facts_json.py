"""The facts of a page as one line of JSON, and back.

Each dataclass is a list of its fields' values in order. What is read is checked against the
annotations of ``facts``: a text that these do not describe is refused, whoever wrote it.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from generator.facts import PageFacts

_Reader = Callable[[Any], Any]


def to_json(facts: PageFacts) -> str:
    """One line of ASCII."""
    return json.dumps(_plain(facts), separators=(",", ":"))


def from_json(text: str) -> PageFacts:
    """The facts of which :func:`to_json` made the text. Raises ValueError for any other text."""
    try:
        found = _reader(PageFacts)(json.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError("no facts of a page") from error
    assert isinstance(found, PageFacts)
    return found


def _plain(value: Any) -> Any:
    """A value as JSON has it. StrEnums are texts already."""
    kind: Any = type(value)
    if kind is tuple:
        return [_plain(each) for each in value]
    if kind in _LEAVES or isinstance(value, StrEnum):
        return value
    return [_plain(getattr(value, name)) for name in _names(kind)]


_LEAVES = (str, int, bool, types.NoneType)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reader(kind: Any) -> _Reader:
    """What makes a value of an annotation of JSON's. It raises ValueError or TypeError."""
    if kind in _LEAVES:
        return _leaf(kind)
    if isinstance(kind, types.UnionType):
        return _optional(_reader(typing.get_args(kind)[0]))
    if typing.get_origin(kind) is tuple:
        return _tuple(*typing.get_args(kind))
    if issubclass(kind, StrEnum):
        return typing.cast(_Reader, kind)
    return _Record(kind)


def _leaf(kind: type[Any]) -> _Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(kind.__name__)
        return value

    return read


def _optional(inner: _Reader) -> _Reader:
    return lambda value: None if value is None else inner(value)


def _tuple(*inner: Any) -> _Reader:
    """Any number of one kind, or one each of several."""
    if inner[1:] == (...,):
        each = _reader(inner[0])
        return lambda values: tuple(map(each, _list(values)))
    readers = [_reader(kind) for kind in inner]
    return lambda values: _each(readers, values)


def _each(readers: list[_Reader], values: Any) -> tuple[Any, ...]:
    pairs = zip(readers, _list(values), strict=True)
    return tuple(read(value) for read, value in pairs)


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ValueError("list")
    return value


class _Record:
    """Reads a dataclass, which may hold its own kind; so its fields' readers are sought late."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def __call__(self, values: Any) -> Any:
        length, leaves, types_of_leaves, inner = self._fields
        # Leaves are most of a page: their types are compared in one go.
        if (
            len(_list(values)) != length
            or [type(values[at]) for at in leaves] != types_of_leaves
        ):
            raise ValueError(self._kind.__name__)
        for at, read in inner:
            values[at] = read(values[at])
        return self._kind(*values)

    @cached_property
    def _fields(self) -> tuple[int, list[int], list[Any], list[tuple[int, _Reader]]]:
        """How many; of those that are leaves the places and the types; the others' readers."""
        hints = typing.get_type_hints(self._kind)
        kinds = [hints[name] for name in _names(self._kind)]
        leaves = [at for at, kind in enumerate(kinds) if kind in _LEAVES]
        inner = [(at, _reader(k)) for at, k in enumerate(kinds) if k not in _LEAVES]
        return len(kinds), leaves, [kinds[at] for at in leaves], inner
