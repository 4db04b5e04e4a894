"""Tells how an empty field was represented in its message: as ``xsi:nil``, or by no element.

A class writes None in one way, but a message may have used the other. The record remembers it, and
writes the field back as it was.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID

from ..errors import shown
from .unknown_content import WireState

if TYPE_CHECKING:
    from .record import Record

_DEFAULTS: Final = {
    *map(repr, ("", "\0", b"", 0, 0.0, False, Decimal(0), UUID(int=0), timedelta(0))),
    *map(repr, (datetime.min, date.min, time.min, [], {})),
    repr(datetime.min.replace(tzinfo=UTC)),
}


def is_default(value: object) -> bool:
    """Return whether a value is the default of its .NET type, such as 0 or an empty list."""
    return shown(value) in _DEFAULTS


def wire_state(record: Record, field: str) -> Literal["nil", "absent"] | None:
    """Return how an empty field was represented: "nil" or "absent".

    Returns None if that is how its class writes it, and also if the field has since been assigned a
    value other than its .NET default. Raises AttributeError if the record has no such field.
    """
    names = [each.name for each in fields(record)]
    if field not in names:
        raise AttributeError(f"{type(record).__name__} has no field {field!r}")
    state: WireState | None = record._kept
    bit = 1 << names.index(field)
    value = getattr(record, field)
    if state is None:
        return None
    if state.absent & bit and (value is None or is_default(value)):
        return "absent"
    return "nil" if state.nil & bit and value in (None, [], {}) else None
