"""In which messages a type travels: requests, responses or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from soapstone.model.contract import Contract, Message, held_by


@dataclass(frozen=True, slots=True)
class Sides:
    """The keys of the types in requests, and of those in responses."""

    requests: frozenset[str]
    responses: frozenset[str]

    def __or__(self, other: Sides) -> Sides:
        return Sides(self.requests | other.requests, self.responses | other.responses)


def sides(contract: Contract) -> Sides:
    """Where each type of a contract travels, headers included."""
    asked: list[Message | None] = []
    answered: list[Message | None] = []
    for each in contract.operations:
        asked += [each.request, *each.request_headers]
        answered += [each.response, *each.response_headers]
    holds = {
        record.key: {key for field in record.fields for key in held_by(field.type)}
        for record in contract.records
    }
    for record in contract.records:
        if record.base in holds:
            # Where a record can stand, one that extends it can.
            holds[record.base].add(record.key)
    return Sides(_reached(asked, holds), _reached(answered, holds))


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
