"""Makes the text of an ``Xml`` from a value, with the ``xsi:type`` that .NET gives it."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import Any

from ..errors import Problem, WireError, shown
from ..reading.elements import XSI
from ..reading.fragments import own_xml, quoted
from ..records.enumerations import write_enumeration
from ..records.named_types import package_of
from ..records.record import Record
from ..records.xml import NAMELESS
from ..scalars.elements import qname_parts
from ..writing.derived_types import typed
from ..writing.prefixes import Prefixes
from ..writing.rewriting import declared, written_by
from ..writing.writer import Writer
from .scalars import SCALARS, full_name, name_for
from .types import name_of

_XSI = f'xmlns:xsi="{XSI[1:-1]}"'
_EXPECTED = "a value that XML has a type for: a number, a text, a date, a record …"
_TYPES = "a name of XSD's or Microsoft's types (int, guid …), or {namespace}name"


def text_of(value: Any, type_: str) -> str:
    """Return the element, which has no name yet, like ``Xml.of``. Raises WireError."""
    if value is None:
        return f'<{NAMELESS} {_XSI} xsi:nil="true"/>'
    if isinstance(value, Record):
        return _record(value)
    name = full_name(type_) or _name(value)
    functions = SCALARS.get(name)
    write = functions.write if functions else write_enumeration
    if not name:
        raise WireError([Problem("$", shown(value), _EXPECTED)])
    bound, prefixed = _qualified(name, type_)
    try:
        content = write(value)
    except ValueError as error:
        raise WireError([Problem("$", shown(value), str(error))]) from None
    start = f"{NAMELESS}{bound} {_XSI} xsi:type={quoted(prefixed)}"
    return own_xml(f"<{start}>{content}</{NAMELESS}>")[1]


def package_of_value(value: Any) -> str:
    """Return the generated package of a record or an enumeration's member; "" for any other."""
    return package_of(type(value)) if isinstance(value, Record | StrEnum) else ""


def _qualified(name: str, type_: str) -> tuple[str, str]:
    """What binds the prefix of a type's name, and the name with it.

    A name without a namespace that was asked for is misspelt: .NET would not know it.
    """
    with suppress(ValueError):
        bound, prefixed = qname_parts(name)
        if bound or not type_:
            return bound, prefixed
    raise WireError([Problem("$", f"the type {shown(name)}", _TYPES)])


def _name(value: Any) -> str:
    if isinstance(value, StrEnum):
        return name_of(type(value)) or name_for(value)
    return name_for(value)


def _record(record: Record) -> str:
    """The element of a record with its ``xsi:type``."""
    kind = type(record)
    named = kind._members.named
    if named is None:
        expected = "a record whose type has a name on the pages"
        raise WireError([Problem("$", shown(record), expected)])
    prefixes = Prefixes({**named.prefixes, "i": XSI[1:-1]})

    def write(tag: str, value: Record, w: Writer) -> str:
        return typed(tag, value, named, w)

    text, writer = written_by(Writer, NAMELESS, record, write, prefixes)
    return own_xml(declared(NAMELESS, text, writer.prefixes))[1]
