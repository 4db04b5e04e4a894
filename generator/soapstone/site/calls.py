"""The call of an operation in Python and the shape of its answer, to be copied.

A template prints them; here are their names and types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from soapstone.emit.python.naming import Naming
from soapstone.emit.python.operations import operation_view
from soapstone.emit.python.types import field_annotation
from soapstone.model.contract import Contract, Operation, RecordRef, held_by
from soapstone.snippets import programs

_DEEPEST = 4
"""Records inside each other that an answer shows."""
_LONGEST = 80
"""Lines of an answer."""


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

    program: str
    """A program that calls the operation; "" where clients cannot."""
    response: str
    """The class of the answer, ``str`` or ``bytes``; "None" without one."""
    answer: tuple[Part, ...]
    more: bool
    """The answer has more members than are shown."""


def call_of(
    operation: Operation, contract: Contract, naming: Naming, package: str
) -> Call:
    """Return the call of an operation. ``package`` is the module that is imported."""
    response = operation.response
    program: list[str] = []
    if operation.can_be_called:
        program = programs.call(contract, naming, operation, package)
    parts: list[Part] = []
    if response and not operation.raw_response:
        for each in _parts(contract, response.record, naming, ()):
            parts.append(each)
            if len(parts) > _LONGEST:
                break
    return Call(
        "\n".join(program),
        operation_view(operation, naming).response,
        tuple(parts[:_LONGEST]),
        len(parts) > _LONGEST,
    )


def _parts(
    contract: Contract, key: str, naming: Naming, above: tuple[str, ...]
) -> Iterator[Part]:
    """The members of a record; below each, those of the record that it holds."""
    record = contract.record(key)
    for field, name in zip(record.fields, naming.fields[key], strict=True):
        yield Part(len(above), name, field_annotation(field, naming.classes))
        inner = [each for each in held_by(field.type) if each in naming.fields]
        is_plain = len(inner) == 1 or isinstance(field.type, RecordRef)
        if is_plain and len(above) < _DEEPEST - 1 and inner[0] not in (*above, key):
            yield from _parts(contract, inner[0], naming, (*above, key))
