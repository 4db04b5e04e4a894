"""Makes records of plain data: dicts, lists and scalars, or JSON; refuses by path what misfits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from functools import cache, partial
from typing import Any, Final, TypeVar

from ..errors import Problem, WireError, printable, shown, too_deep
from ..scalars.python_values import other_type
from .members import (
    Choice,
    Content,
    Items,
    Members,
    Pairs,
    Representation,
    record_class,
)
from .named_types import package_of
from .plain_names import TYPE, Names, branches_of, keys_of, table_of, types_of
from .plain_scalars import JsonNumber, read_scalar
from .record import Record
from .xml import Xml

R = TypeVar("R", bound=Record)


def from_dict(kind: type[R], data: Mapping[str, Any], names: Names) -> R:
    """Return a record as ``Record.from_dict`` does."""
    reading = _Reading(names, package_of(kind))
    try:
        found = reading.record(kind, data, "$")
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    if reading.problems:
        raise WireError(reading.problems)
    record: R = found
    return record


def from_json(kind: type[R], data: str | bytes, names: Names) -> R:
    """Return a record as ``Record.from_json`` does."""
    try:
        found = json.loads(data, parse_float=JsonNumber)
    except (ValueError, RecursionError) as error:
        said = printable(str(error), 100) or "nesting too deep"
        raise WireError(
            [Problem("$", f"broken JSON ({said})", "a JSON object")]
        ) from None
    return from_dict(kind, found, names)


@cache
def _required(table: Members) -> frozenset[str]:
    """The fields of a class without a default."""
    return frozenset(
        each.name
        for each in fields(table.kind)
        if each.default is MISSING and each.default_factory is MISSING
    )


class _Reading:
    """Makes one record, and notes what does not fit."""

    def __init__(self, names: Names, package: str) -> None:
        self._names: Final = names
        self._package: Final = package
        self.problems: Final[list[Problem]] = []

    def record(self, kind: type[Record], data: Any, path: str) -> Any:
        if not isinstance(data, Mapping):
            return self._wrong(path, data, f"a dict of the members of {kind.__name__}")
        kind = self._typed(kind, data, path)
        table = table_of(kind)
        keys = keys_of(table, self._names)
        found = {}
        for key, name, member in zip(keys, table.names, table.table, strict=True):
            here = f"{path}.{key}"
            if key not in data:
                if name in _required(table):
                    self.problems.append(
                        Problem(here, "no such key", "one with a value")
                    )
                continue
            repeated = member.representation is Representation.REPEATED
            if repeated and data[key] is None:
                self._wrong(here, None, "a list")
            found[name] = self._value(member.whole, data[key], here)
        for key in data:
            if key not in keys and key != TYPE:
                self._unknown(kind, str(key), keys, path)
        return None if self.problems else kind(**found)

    def _typed(
        self, kind: type[Record], data: Mapping[str, Any], path: str
    ) -> type[Record]:
        """The class that ``$type`` names: the declared one, or one that extends it."""
        if TYPE not in data:
            return kind
        types, name = types_of(table_of(kind)), data[TYPE]
        if isinstance(name, str) and name in types:
            return types[name]
        expected = (
            f"one of: {', '.join(types)}"
            if types
            else f"no such key: no type extends {kind.__name__}"
        )
        self.problems.append(Problem(f"{path}.{TYPE}", shown(name), expected))
        return kind

    def _unknown(
        self, kind: type[Record], key: str, keys: tuple[str, ...], path: str
    ) -> None:
        near = get_close_matches(key, keys, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        names = {"python": "Python's names", "wire": "the names on the wire"}[
            self._names
        ]
        expected = f"a member of {kind.__name__}, by {names}{meant}"
        at = f"{path}.{printable(key, 80)}"
        self.problems.append(Problem(at, "an unknown key", expected))

    def _value(self, content: Content, value: Any, path: str) -> Any:
        if value is None:
            return None
        kind = record_class(content)
        if kind is not None:
            return value if isinstance(value, kind) else self.record(kind, value, path)
        match content:
            case Items(_, inner):
                return self._list(partial(self._value, inner), value, path)
            case Choice():
                return self._list(partial(self._item, content), value, path)
            case Pairs():
                return self._pairs(content, value, path)
        return self._scalar(content, value, path)

    def _list(self, read: Callable[[Any, str], Any], value: Any, path: str) -> Any:
        if not isinstance(value, list | tuple):
            return self._wrong(path, value, "a list")
        return [read(each, f"{path}[{index}]") for index, each in enumerate(value)]

    def _item(self, choice: Choice, value: Any, path: str) -> Any:
        """An item of a choice, from its value by the name of its element."""
        branches = branches_of(choice)
        expected = f"a dict with one of these keys: {', '.join(branches)}"
        if not isinstance(value, Mapping):
            return self._wrong(path, value, expected)
        if len(value) != 1 or not branches.keys() >= value.keys():
            keys = f"the keys {', '.join(map(str, value))}" if value else "no key"
            self.problems.append(Problem(path, printable(keys, 80), expected))
            return None
        ((key, inner),) = value.items()
        branch = branches[key]
        if inner is None:
            return self._wrong(f"{path}.{key}", None, "a value")
        held = self._value(branch.content, inner, f"{path}.{key}")
        return (branch.label, held) if branch.label else held

    def _pairs(self, pairs: Pairs, value: Any, path: str) -> Any:
        if not pairs.is_dict:
            if not isinstance(value, list | tuple) or not all(map(_is_pair, value)):
                return self._wrong(path, value, "a list of pairs, [key, value]")
            return [
                self._pair(pairs, two[0], two[1], path, index)
                for index, two in enumerate(value)
            ]
        if not isinstance(value, Mapping):
            return self._wrong(path, value, "a dict")
        return dict(
            self._pair(pairs, key, each, path, index)
            for index, (key, each) in enumerate(value.items())
        )

    def _pair(
        self, pairs: Pairs, key: Any, value: Any, path: str, index: int
    ) -> tuple[Any, Any]:
        here = f"{path}[{index}]"
        if pairs.is_dict:
            key = self._scalar(pairs.key_content, key, here, is_key=True)
        else:
            key = self._value(pairs.key_content, key, here)
        return key, self._value(pairs.value_content, value, here)

    def _scalar(
        self, content: Content, value: Any, path: str, *, is_key: bool = False
    ) -> Any:
        try:
            found = read_scalar(content, value, is_key=is_key)
        except ValueError as error:
            self.problems.append(Problem(path, shown(value), str(error)))
            return None
        if isinstance(found, Xml):
            return Xml(found.text, found.package or self._package)
        return found

    def _wrong(self, path: str, value: Any, expected: str) -> None:
        expected = str(other_type(expected, value))
        self.problems.append(Problem(path, shown(value), expected))


def _is_pair(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2
