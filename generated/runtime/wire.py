"""What a message holds beyond its class: kept on the record, and written back where it stood.

A record has one field for it, ``_wire``; ``unknown`` and ``wire_state`` read it. Pages hide members
(inherited ones, most of all) and services grow, so every reply can bring some.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal
from uuid import UUID

from .errors import shown

Place = tuple[int, ...]
"""A spot in a record: a field's index, then an item's index, and so on; -1 is before the first."""

Kind = Literal["after", "attribute", "before", "inside"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """An element or an attribute that the class does not know."""

    name: str
    """With its namespace: ``{urn:x}Name``."""
    text: str
    """An attribute's value (``xsi:type``'s with its namespace, too); of an element, the text before
    its first child.
    """
    xml: str
    """The element with the namespaces it uses, or ``name="value"``; "" for text alone."""


@dataclass(frozen=True, slots=True)
class Stray:
    """Something unknown and where it stood."""

    place: Place
    kind: Kind
    """After the member at ``place``; or of it: an attribute, or content beside its value."""
    what: Unknown


@dataclass(frozen=True, slots=True, eq=False)
class Wire:
    """What one record was read with. Immutable, so that copies of a record may share it.

    Unknown content takes part in equality; how None was written does not, or no reply would equal
    a record made by hand.
    """

    strays: tuple[Stray, ...] = ()
    nil: int = 0
    """Bit i: field i was nil where its class would have written None otherwise."""
    absent: int = 0
    """Bit i: field i was absent where its class would have written it."""
    nil_items: frozenset[Place] = frozenset()
    """List items and map values that were nil."""
    absent_items: frozenset[Place] = frozenset()
    """Map values that were absent."""

    def __eq__(self, other: object) -> bool:
        if other is None:
            return not self.strays
        return (
            self.strays == other.strays if isinstance(other, Wire) else NotImplemented
        )

    __hash__ = None  # type: ignore[assignment]  # equal to None without strays


_DEFAULTS: Final = {
    *map(repr, ("", "\0", b"", 0, 0.0, False, Decimal(0), UUID(int=0), timedelta(0))),
    *map(repr, (datetime.min, date.min, time.min, [], {})),
    repr(datetime.min.replace(tzinfo=UTC)),
}


def is_default(value: object) -> bool:
    """Whether a value is .NET's default, as which an absent one is read."""
    return shown(value) in _DEFAULTS


@lru_cache(maxsize=4096)
def noted(nil: int, absent: int) -> Wire:
    """The shared Wire of records that differ from the usual only in how None was written."""
    return Wire(nil=nil, absent=absent)


def unknown(record: Any) -> tuple[Unknown, ...]:
    """The elements and attributes of a message that the record's class does not know, in order."""
    wire: Wire | None = record._wire
    return () if wire is None else tuple(stray.what for stray in wire.strays)


def wire_state(record: Any, field: str) -> Literal["nil", "absent"] | None:
    """How an empty field stood in the message, where that is not how its class writes it.

    None once a value has been assigned, other than .NET's default. Raises AttributeError where the
    record has no such field.
    """
    names = [each.name for each in fields(record)]
    if field not in names or field == "_wire":
        raise AttributeError(f"{type(record).__name__} has no field {field!r}")
    wire: Wire | None = record._wire
    bit = 1 << names.index(field)
    value = getattr(record, field)
    if wire is None:
        return None
    if wire.absent & bit and (value is None or is_default(value)):
        return "absent"
    return "nil" if wire.nil & bit and value in (None, [], {}) else None
