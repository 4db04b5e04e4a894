"""Reads the value of an ``Xml`` by its ``xsi:type``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from ..errors import Problem, WireError, shown
from ..limits import OWN
from ..reading.elements import TYPE, Element, is_nil
from ..reading.namespaces import Scopes
from ..reading.parsing import parse
from ..reading.reader import Reader, read_document
from ..records.enumerations import enumeration_reader
from ..records.members import Members
from ..records.record import Record
from .scalars import SCALARS, short_name
from .types import class_of


def type_of(text: str) -> str:
    """Return the type that ``xsi:type`` names, like ``Xml.type``. Raises WireError."""
    return short_name(_type_of(parse(text, OWN)))


def _type_of(root: Element) -> str:
    return Scopes().at(root).name(root.get(TYPE) or "")


def value_of(text: str, package: str) -> Any:
    """Return the value that an element holds, like ``Xml.value``; the element itself as None.

    ``package`` is the generated package whose types it may have. Raises WireError.
    """
    root = parse(text, OWN)
    if is_nil(root):
        return None
    name = _type_of(root)
    kind = class_of(package, name)
    if kind is not None and issubclass(kind, Record):
        return _record(root, kind._members)
    if len(root) or root.keys() not in ([], [TYPE]):
        return NotImplemented
    content = root.text or ""
    if not name:
        return content
    read = _reader(name, kind)
    if read is None:
        return NotImplemented
    try:
        return read(content)
    except ValueError as error:
        raise WireError([Problem("$", shown(content), str(error))]) from None


def _record(root: Element, table: Members) -> Record:
    def read(element: Element, r: Reader) -> Record:
        found: Record = r.typed(element, table)
        return found

    return read_document(root, read)


def _reader(name: str, kind: type | None) -> Callable[[str], Any] | None:
    if kind is not None and issubclass(kind, StrEnum):
        return enumeration_reader(kind)
    functions = SCALARS.get(name)
    return functions.read if functions else None
