"""The facts of a page as one line of JSON, and back.

Each dataclass is a list of its fields' values in order. What is read is checked against the
annotations of ``facts``: a text that these do not describe is refused, whoever wrote it.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import types
import typing
from collections.abc import Callable, Sequence
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
    return _Row(kind, lambda: _hints(kind)).read


def _hints(kind: Any) -> list[Any]:
    """The annotations of a dataclass's fields."""
    hints = typing.get_type_hints(kind)
    return [hints[name] for name in _names(kind)]


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
        return lambda values: tuple(map(each, values)) if values else ()
    return _Row(_together, lambda: inner).read


def _together(*values: Any) -> Any:
    return values


class _Row:
    """Reads a list that has one value each of several kinds, and makes something of them.

    A dataclass may hold its own kind, so its fields' annotations are sought late.
    """

    def __init__(
        self, make: Callable[..., Any], kinds: Callable[[], Sequence[Any]]
    ) -> None:
        self._make = make
        self._kinds = kinds

    def read(self, values: Any) -> Any:
        allowed, inner = self._fields
        # Leaves are most of a page, and one look at all types is enough for them.
        if tuple(map(type, values)) not in allowed:
            raise ValueError(values)
        for at, read in inner:
            values[at] = read(values[at])
        return self._make(*values)

    @cached_property
    def _fields(self) -> tuple[frozenset[tuple[Any, ...]], list[tuple[int, _Reader]]]:
        """What types the values may have in JSON; the readers of those that are no leaves."""
        kinds = self._kinds()
        inner = [(at, _reader(k)) for at, k in enumerate(kinds) if k not in _LEAVES]
        return frozenset(itertools.product(*map(_plain_types, kinds))), inner


def _plain_types(kind: Any) -> tuple[Any, ...]:
    """The types that JSON has for the values of an annotation."""
    if isinstance(kind, types.UnionType):
        return (*_plain_types(typing.get_args(kind)[0]), types.NoneType)
    if kind in _LEAVES:
        return (kind,)
    if typing.get_origin(kind) is not tuple and issubclass(kind, StrEnum):
        return (str,)
    return (list,)
