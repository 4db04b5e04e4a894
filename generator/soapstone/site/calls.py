"""The call of an operation in Python and the shape of its answer, to be copied.

A template prints them; here are their names and types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from soapstone.emit.python.naming import Naming
from soapstone.emit.python.operations import operation_view
from soapstone.emit.python.types import field_annotation, field_default
from soapstone.model.contract import Operation, Record, RecordRef, held_by

_DEEPEST = 4
"""Records inside each other that an answer shows."""
_LONGEST = 80
"""Lines of an answer."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of the call."""

    name: str
    annotation: str
    default: str
    """As an expression; "" if the call requires a value."""


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the answer, or of a record in it."""

    depth: int
    """From 0; each level is a record inside the one before."""
    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class Call:
    """The view of a call."""

    client: str
    address: str
    """Scheme and host; "" where no page shows a host."""
    method: str
    arguments: tuple[Argument, ...]
    response: str
    """The class of the answer, ``str`` or ``bytes``; "None" without one."""
    answer: tuple[Part, ...]
    more: bool
    """The answer has more members than are shown."""


def call_of(
    operation: Operation, records: Mapping[str, Record], naming: Naming
) -> Call:
    """Return the call of an operation. ``records`` are those of its contract, by key."""
    request, response = operation.request, operation.response
    parts: list[Part] = []
    if response and not operation.raw_response:
        for each in _parts(records, response.record, naming, ()):
            parts.append(each)
            if len(parts) > _LONGEST:
                break
    return Call(
        naming.client,
        operation.address,
        naming.methods[operation.name],
        tuple(_arguments(records[request.record], naming)) if request else (),
        operation_view(operation, naming).response,
        tuple(parts[:_LONGEST]),
        len(parts) > _LONGEST,
    )


def _arguments(record: Record, naming: Naming) -> Iterator[Argument]:
    names = naming.fields[record.key]
    for field, name in zip(record.fields, names, strict=True):
        yield Argument(
            name, field_annotation(field, naming.classes), field_default(field)
        )


def _parts(
    records: Mapping[str, Record], key: str, naming: Naming, above: tuple[str, ...]
) -> Iterator[Part]:
    """The members of a record; below each, those of the record that it holds."""
    record = records[key]
    for field, name in zip(record.fields, naming.fields[key], strict=True):
        yield Part(len(above), name, field_annotation(field, naming.classes))
        inner = [each for each in held_by(field.type) if each in records]
        is_plain = len(inner) == 1 or isinstance(field.type, RecordRef)
        if is_plain and len(above) < _DEEPEST - 1 and inner[0] not in (*above, key):
            yield from _parts(records, inner[0], naming, (*above, key))
