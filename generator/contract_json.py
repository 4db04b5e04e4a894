"""The contract as JSON, and back: ``contract.json`` beside the generated code.

It holds all that the contract does and the Python names, in a fixed order and without what is the
default, so that the difference of two versions reads well. Qualified names are ``{namespace}name``.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from generator.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    ListOf,
    MapOf,
    QName,
    RecordRef,
    Scalar,
)
from generator.findings import Origin, SpecError
from generator.given.model import Names, TypeNames

FILE = "contract.json"
"""Its name in a package's folder."""
_FORMAT = 1

_TAGS: dict[str, type[Any]] = {
    "scalar": Scalar,
    "record": RecordRef,
    "enumeration": EnumerationRef,
    "list": ListOf,
    "map": MapOf,
    "any": AnyXml,
}
"""What the one key of a type is called. Of those that are a name, that name stands beside it."""
_TAG_OF = {kind: tag for tag, kind in _TAGS.items()}
_NAMED = {Scalar: "name", RecordRef: "key", EnumerationRef: "key"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A service as it was generated: its contract and its Python names."""

    contract: Contract
    names: Names


def to_json(snapshot: Snapshot) -> str:
    """A service as JSON text. Places and stated types of names are left out: they are input."""
    names = snapshot.names
    document = {
        "format": _FORMAT,
        "contract": _encoded(snapshot.contract),
        "python": {
            "operations": dict(names.operations),
            "types": {
                key: {"class": each.name, "members": dict(each.members)}
                for key, each in names.types.items()
            },
        },
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return "".join(map(_visible, text.splitlines(keepends=True)))


def from_json(text: str, file: str) -> Snapshot:
    """A service from JSON text; ``file`` is named in errors.

    Raises SpecError for a text that :func:`to_json` has not written.
    """
    try:
        document = json.loads(text)
        if document["format"] != _FORMAT:
            raise _error(file, f"format {document['format']!r}", f"format {_FORMAT}")
        python = document["python"]
        named = {
            key: TypeNames(each["class"], each["members"])
            for key, each in python["types"].items()
        }
        contract = _decoded(Contract, document["contract"])
        return Snapshot(contract, Names(python["operations"], named))
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        what = f"a text that is no contract ({type(error).__name__})"
        raise _error(file, what, "a contract as Soapstone writes it") from None


def _visible(line: str) -> str:
    """A line without characters that steer a terminal or reorder text."""
    if line.rstrip("\n").isprintable():
        return line
    shown = (c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in line)
    return "".join(shown)


def _error(file: str, found: str, expected: str) -> SpecError:
    advice = "Restore it from version control, or generate it anew."
    return SpecError(Origin(file, 0), found, expected, advice)


def _encoded(value: Any) -> Any:
    if isinstance(value, QName | StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    told = {
        field.name: _encoded(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != field.default
    }
    kind = type(value)
    if kind not in _TAG_OF:
        return told
    if kind in _NAMED:
        return {_TAG_OF[kind]: told.pop(_NAMED[kind]), **told}
    return {_TAG_OF[kind]: told}


def _decoded(kind: Any, value: Any) -> Any:
    """A value of the kind that an annotation of the contract names."""
    if isinstance(kind, types.UnionType):
        return _of_union(kind, value)
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_decoded(item, each) for each in _checked(value, list))
    if kind is QName:
        namespace, _, name = _checked(value, str).rpartition("}")
        return QName(namespace.removeprefix("{"), name)
    if issubclass(kind, StrEnum):
        return kind(value)
    if kind in _TAG_OF:
        return _tagged(value)
    return (
        _plain(kind, value) if dataclasses.is_dataclass(kind) else _checked(value, kind)
    )


def _of_union(kind: types.UnionType, value: Any) -> Any:
    """Nothing, or one of the types; or nothing, or the one other kind."""
    options = typing.get_args(kind)
    if types.NoneType not in options:
        return _tagged(value)
    return None if value is None else _decoded(options[0], value)


def _tagged(value: Any) -> Any:
    """One of the types, by its tag."""
    tag, *_ = value
    chosen = _TAGS[tag]
    rest = {name: each for name, each in value.items() if name != tag}
    told = {_NAMED[chosen]: value[tag], **rest} if chosen in _NAMED else value[tag]
    return _plain(chosen, told)


def _plain(kind: Any, value: Any) -> Any:
    hints = _hints(kind)
    return kind(**{name: _decoded(hints[name], value[name]) for name in value})


def _checked(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)
