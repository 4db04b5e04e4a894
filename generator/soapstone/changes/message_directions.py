"""Finds the message direction of each type: in requests, in responses, or in both.

A change breaks other programs in each direction: who sends a type, or who receives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from soapstone.model.contract import Contract, Message, Operation, held_by


@dataclass(frozen=True, slots=True)
class Directions:
    """The keys of the types that requests hold, and of those that responses hold."""

    requests: frozenset[str]
    responses: frozenset[str]

    def __or__(self, other: Directions) -> Directions:
        return Directions(
            self.requests | other.requests, self.responses | other.responses
        )


def directions(contract: Contract) -> Directions:
    """Return which types requests and responses hold, SOAP headers included."""
    asked, answered = _messages(contract.operations)
    holds = _holds(contract)
    return Directions(_reached(asked, holds), _reached(answered, holds))


def types_of(contract: Contract, operations: Iterable[Operation]) -> frozenset[str]:
    """Return the keys of the types that the messages of some operations hold."""
    asked, answered = _messages(operations)
    return _reached([*asked, *answered], _holds(contract))


def _messages(
    operations: Iterable[Operation],
) -> tuple[list[Message | None], list[Message | None]]:
    """The requests and the responses, SOAP headers and faults included."""
    asked: list[Message | None] = []
    answered: list[Message | None] = []
    for each in operations:
        asked += [each.request, *each.request_headers]
        answered += [each.response, *each.response_headers, *each.faults]
    return asked, answered


def _holds(contract: Contract) -> dict[str, set[str]]:
    """The types that each record holds."""
    holds = {
        record.key: {key for field in record.fields for key in held_by(field.type)}
        for record in contract.records
    }
    for record in contract.records:
        if record.base in holds:
            # Where a record can stand, one that extends it can.
            holds[record.base].add(record.key)
    return holds


def _reached(
    messages: Iterable[Message | None], holds: Mapping[str, set[str]]
) -> frozenset[str]:
    waiting = {message.record for message in messages if message}
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        found.add(key)
        waiting |= holds.get(key, set()) - found
    return frozenset(found)
