"""Makes plain data of records: dicts, lists and scalars, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final, Literal

from ..errors import Problem, WireError, shown, too_deep
from ..scalars.python_values import other_type
from .choices import branch_of, items_of
from .members import Choice, Content, Items, Pairs, record_class
from .plain_names import TYPE, Names, branches_of, keys_of, table_of, types_of
from .plain_scalars import json_scalar, python_scalar
from .record import Record

Values = Literal["python", "json"]
"""``python``: values stay what they are, but enumerations and Xml are their texts. ``json``: what
JSON has, see ``plain_scalars``."""

_SCALARS: Final[dict[str, Callable[[Content, Any], Any]]] = {
    "python": lambda _, value: python_scalar(value),
    "json": json_scalar,
}


def to_dict(record: Record, names: Names, values: Values) -> dict[str, Any]:
    """Return a record as ``Record.to_dict`` does."""
    if values not in _SCALARS:
        raise ValueError(f"values takes 'python' or 'json', not {values!r}")
    plain = _Plain(names, values)
    try:
        found = plain.record(record, "$")
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    if plain.problems:
        raise WireError(plain.problems)
    return found


def to_json(record: Record, names: Names, indent: int | None) -> str:
    """Return a record as ``Record.to_json`` does."""
    return json.dumps(to_dict(record, names, "json"), indent=indent)


class _Plain:
    """Makes plain data of one record, and notes what does not fit."""

    def __init__(self, names: Names, values: Values) -> None:
        self._names: Final = names
        self._scalar: Final = _SCALARS[values]
        self._has_texts_as_keys: Final = values == "json"
        self.problems: Final[list[Problem]] = []

    def record(self, record: Record, path: str) -> dict[str, Any]:
        table = table_of(type(record))
        found = {}
        keys = keys_of(table, self._names)
        for key, name, member in zip(keys, table.names, table.table, strict=True):
            value = getattr(record, name)
            found[key] = self._value(member.whole, value, f"{path}.{key}")
        return found

    def _inner(self, kind: type[Record], value: Any, path: str) -> dict[str, Any]:
        """A record inside another, whose class may extend the declared one."""
        if type(value) is kind:
            return self.record(value, path)
        for name, each in types_of(table_of(kind)).items():
            if type(value) is each:
                return {TYPE: name, **self.record(value, path)}
        raise other_type(f"an instance of {kind.__name__}", value)

    def _value(self, content: Content, value: Any, path: str) -> Any:
        if value is None:
            return None
        try:
            if kind := record_class(content):
                return self._inner(kind, value, path)
            match content:
                case Items(_, inner):
                    return [
                        self._value(inner, each, f"{path}[{index}]")
                        for index, each in enumerate(value)
                    ]
                case Pairs():
                    return self._pairs(content, value, path)
                case Choice():
                    return [
                        self._item(content, each, f"{path}[{index}]")
                        for index, each in enumerate(value)
                    ]
            return self._scalar(content, value)
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            expected = str(error) if isinstance(error, ValueError) else _of(content)
            self.problems.append(Problem(path, shown(value), expected))
            return None

    def _item(self, choice: Choice, value: Any, path: str) -> dict[str, Any] | None:
        """An item of a choice: its value by the name of its element."""
        found = branch_of(value, choice.by_item)
        if found is None:
            expected = str(other_type(items_of(choice.by_item), value))
            self.problems.append(Problem(path, shown(value), expected))
            return None
        branch, held = found
        keys = {each: key for key, each in branches_of(choice).items()}
        return {
            keys[branch]: self._value(branch.content, held, f"{path}.{keys[branch]}")
        }

    def _pairs(self, pairs: Pairs, value: Any, path: str) -> Any:
        found = [
            (
                self._value(pairs.key_content, key, f"{path}[{index}]"),
                self._value(pairs.value_content, each, f"{path}[{index}]"),
            )
            for index, (key, each) in enumerate(
                value.items() if isinstance(value, dict) else value
            )
        ]
        if not pairs.is_dict:
            return [[*each] for each in found]
        if self._has_texts_as_keys:
            return {_key_text(key): each for key, each in found}
        return dict(found)


def _of(content: Content) -> str:
    """What a member holds that is no single value."""
    return "a dict" if isinstance(content, Pairs) and content.is_dict else "a list"


def _key_text(key: Any) -> str:
    """A key of a JSON object."""
    return key if isinstance(key, str) else json.dumps(key)
