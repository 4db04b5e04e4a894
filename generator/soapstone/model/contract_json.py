"""Reads and writes ``contract.json``, the contract beside the generated code.

``soapstone changes`` compares two of these files. They hold the contract and the Python names in a
fixed order and leave defaults out, so that a diff of two versions is short. A qualified name is
written ``{namespace}name``.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring as _quoted
from typing import Any

from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    EnumerationRef,
    ListOf,
    MapOf,
    QName,
    RecordRef,
    Scalar,
    Serializer,
)
from soapstone.model.findings import Origin, SpecError
from soapstone.model.names import Names, TypeNames

_FORMAT = 1

_TAGS: dict[str, type[Any]] = {
    "scalar": Scalar,
    "record": RecordRef,
    "enumeration": EnumerationRef,
    "list": ListOf,
    "map": MapOf,
    "any": AnyXml,
    "choice": ChoiceOf,
}
"""The key that marks each kind of type in JSON. A scalar or a reference has its name as the
value.
"""
_TAG_OF = {kind: tag for tag, kind in _TAGS.items()}
_Reader = Callable[[Any], Any]
"""Converts a JSON value. Raises ValueError, KeyError, TypeError or AttributeError for any other."""

_PLAIN = (str, bool, int, types.NoneType)
_NAMED = {Scalar: "name", RecordRef: "key", EnumerationRef: "key"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A service as one run generated it: its contract and its Python names."""

    contract: Contract
    names: Names


def to_json(snapshot: Snapshot) -> str:
    """Return a service as JSON text.

    Of the name locks it leaves out places and type names: those are inputs (``names.toml``).
    """
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
    text = f"{_printed(document)}\n"
    if text.replace("\n", "").isprintable():
        return text
    return "".join(map(_visible, text.splitlines(keepends=True)))


def _printed(value: Any, margin: str = "\n") -> str:
    """Format JSON as ``json.dumps(value, indent=2)`` does, in a fifth of the time."""
    if type(value) is str:
        return _quoted(value)
    if value is True:
        return "true"
    inner = f"{margin}  "
    between = f",{inner}"
    if isinstance(value, dict) and value:
        entries = [
            f"{_quoted(key)}: {_printed(each, inner)}" for key, each in value.items()
        ]
        return f"{{{inner}{between.join(entries)}{margin}}}"
    if isinstance(value, list) and value:
        entries = [_printed(each, inner) for each in value]
        return f"[{inner}{between.join(entries)}{margin}]"
    return json.dumps(value)


def from_json(text: str, file: str) -> Snapshot:
    """Return the service that :func:`to_json` wrote as ``text``. Errors name ``file``.

    Raises SpecError for any other text.
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
        contract = _reader(Contract)(_completed(document["contract"], text))
        return Snapshot(contract, Names(python["operations"], named))
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ):
        what = "a text that is no contract"
        raise _error(file, what, "a contract as Soapstone writes it") from None


def _completed(contract: dict[str, Any], text: str) -> dict[str, Any]:
    """A contract of an older version, with the serializer that this version took it to have."""
    data_contract = any(namespace in text for namespace in _DATA_CONTRACT)
    serializer = Serializer.DATA_CONTRACT if data_contract else Serializer.XML
    return {"serializer": serializer, **contract}


_DATA_CONTRACT = (
    "{http://schemas.datacontract.org/",
    "{http://schemas.microsoft.com/2003/10/Serialization",
)


def _visible(line: str) -> str:
    """Escape the characters of a line that steer a terminal or reorder text."""
    if line.rstrip("\n").isprintable():
        return line
    shown = (c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in line)
    return "".join(shown)


def _error(file: str, found: str, expected: str) -> SpecError:
    advice = "Restore it from version control, or delete it and generate again."
    return SpecError(Origin(file, 0), found, expected, advice)


def _encoded(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, QName | StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    kind: Any = type(value)
    members = {
        name: _encoded(each)
        for name, default in _fields(kind)
        if (each := getattr(value, name)) != default
    }
    if kind not in _TAG_OF:
        return members
    if kind in _NAMED:
        return {_TAG_OF[kind]: members.pop(_NAMED[kind]), **members}
    return {_TAG_OF[kind]: members}


@cache
def _reader(kind: Any) -> _Reader:
    """Return the function that reads a value of an annotated type of the contract."""
    if isinstance(kind, types.UnionType):
        options = typing.get_args(kind)
        return _optional(options[0]) if types.NoneType in options else _tagged
    if typing.get_origin(kind) is tuple:
        return _tuple(typing.get_args(kind)[0])
    if kind is QName:
        return _qname
    if issubclass(kind, StrEnum):
        return typing.cast(_Reader, kind)
    if kind in _TAG_OF:
        return _tagged
    if dataclasses.is_dataclass(kind):
        return _plain(typing.cast(Any, kind))
    return lambda value: _checked(value, kind)


def _optional(kind: Any) -> _Reader:
    read = _reader(kind)
    return lambda value: None if value is None else read(value)


def _tuple(kind: Any) -> _Reader:
    read = _reader(kind)
    return lambda value: tuple(map(read, _checked(value, list)))


def _qname(value: Any) -> QName:
    namespace, _, name = _checked(value, str).rpartition("}")
    return QName(namespace.removeprefix("{"), name)


def _tagged(value: Any) -> Any:
    """Read one of the kinds of type, marked by its tag."""
    tag, *_ = value
    chosen: Any = _TAGS[tag]
    rest = {name: each for name, each in value.items() if name != tag}
    members = {_NAMED[chosen]: value[tag], **rest} if chosen in _NAMED else value[tag]
    return _plain(chosen)(members)


@cache
def _plain(kind: Any) -> _Reader:
    """Return the reader of a dataclass. Fields that JSON leaves out have their defaults."""
    readers = {
        name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()
    }
    return lambda value: kind(
        **{name: readers[name](each) for name, each in value.items()}
    )


def _checked(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Yield the name and the default of each field of a dataclass."""
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))
