"""Applies locked keys: a type keeps its key whatever names further pages suggest.

Inference names a type by all pages, so a further page can bring a better name, or another type with
the same name. A type is recognised by its XSD name where a page states it, otherwise by its place:
the path to it from the root element of a message.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any, TypeVar

from soapstone.model.contract import (
    ChoiceOf,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    Message,
    Operation,
    Record,
    RecordRef,
    Scalar,
    Type,
    held_by,
    with_keys,
)
from soapstone.model.labels import labels, parts
from soapstone.model.names import NO_NAMES, Names, TypeNames

_STEP = re.compile(r"[@#]?(?:\{[^{}]*\})?[^/{}]+")


def places(contract: Contract, names: Names = NO_NAMES) -> dict[str, str]:
    """Return a place for each type that messages hold, by key: the locked place if it still leads
    to the type, otherwise the shortest.
    """
    known = {key: each.place for key, each in names.types.items()}
    shortest, ways = _shortest(contract), Ways(contract)
    for key in shortest.keys() & known.keys():
        if known[key] != shortest[key] and ways.lead_to(known[key]) == key:
            shortest[key] = known[key]
    return shortest


def _shortest(contract: Contract) -> dict[str, str]:
    found: dict[str, str] = {}
    records = {record.key: record for record in contract.records}
    roots = sorted(contract.messages(), key=lambda message: message.element)
    waiting: deque[tuple[str, Type]] = deque(
        (message.element.name, RecordRef(message.record)) for message in roots
    )
    while waiting:
        place, type_ = waiting.popleft()
        if isinstance(type_, RecordRef | EnumerationRef):
            if type_.key in found:
                continue
            found[type_.key] = place
        for step, inner in _steps(type_, records):
            if not isinstance(inner, Scalar):
                waiting.append((f"{place}/{step}", inner))
    return found


def _steps(type_: Type, records: Mapping[str, Record]) -> Iterator[tuple[str, Type]]:
    """Yield what can be reached from a type in one step."""
    yield from parts(type_)
    if isinstance(type_, RecordRef) and type_.key in records:
        record = records[type_.key]
        for label, field in zip(labels(record), record.fields, strict=True):
            if isinstance(field.type, ChoiceOf):
                yield from parts(field.type)  # where it was before it was a choice
            else:
                yield label, field.type


def with_locked_keys(contract: Contract, names: Names) -> Contract:
    """Return the contract with the locked keys of its types."""
    kept = locked_keys(contract, names)
    if all(key == new for key, new in kept.items()):
        return contract
    return _renamed(contract, kept)


def locked_keys(contract: Contract, names: Names) -> dict[str, str]:
    """Return, for each key of the contract, the locked key or the one that the type keeps."""
    kept = _kept(contract, names)
    keys = [each.key for each in contract.types]
    taken = set(kept.values())
    for key in sorted(set(keys) - kept.keys()):
        if key in taken:
            kept[key] = _free(key, contract, kept, taken | set(keys))
        else:
            kept[key] = key
        taken.add(kept[key])
    return kept


def _kept(contract: Contract, names: Names) -> dict[str, str]:
    """Return, for each type that has a lock, its present key and its locked key."""
    claims: defaultdict[str, list[str]] = defaultdict(list)
    ways = Ways(contract)
    for locked, known in names.types.items():
        current = ways.find(known)
        if current is not None:
            claims[current].append(locked)
    # Two types have turned out to be one: prefer the name that inference gives it.
    return {
        current: min(locked, key=lambda key: (key != current, key))
        for current, locked in claims.items()
    }


class Ways:
    """Finds the types of a contract by name and by place."""

    def __init__(self, contract: Contract) -> None:
        self._records = {record.key: record for record in contract.records}
        self._roots: defaultdict[str, list[Message]] = defaultdict(list)
        for message in sorted(contract.messages(), key=lambda each: each.element):
            self._roots[message.element.name].append(message)
        self._stated = {
            each.key: each.type_name.name for each in contract.types if each.type_name
        }
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        for key, name in self._stated.items():
            self._named[name].append(key)

    def find(self, known: TypeNames) -> str | None:
        """Return the present key of a locked type, or None where no page shows it any more."""
        same = self._named.get(known.type_name, [])
        if known.type_name and len(same) == 1:
            return same[0]
        current = self.lead_to(known.place)
        if current is None or (same and current not in same):
            return None
        stated = self._stated.get(current, known.type_name)
        if known.type_name and stated != known.type_name:
            return None  # the place has another type now
        return current

    def lead_to(self, place: str) -> str | None:
        """Return the key of the type at a place, or None."""
        root, *steps = _STEP.findall(place) or [""]
        for message in self._roots.get(root, ()):
            type_: Type | None = RecordRef(message.record)
            for step in steps:
                inner = dict(_steps(type_, self._records)) if type_ else {}
                type_ = inner.get(step)
            if isinstance(type_, RecordRef | EnumerationRef):
                return type_.key
        return None


def _free(
    key: str, contract: Contract, kept: Mapping[str, str], taken: set[str]
) -> str:
    """Return another key for a type whose own is locked for another type: its owner's with it, or a
    number.
    """
    wanted = key[:1].upper() + key[1:]
    owners = sorted(
        kept.get(record.key, record.key)
        for record in contract.records
        if any(key in held_by(field.type) for field in record.fields)
    )
    offers = chain(
        (owner + wanted for owner in owners), (f"{key}{number}" for number in count(2))
    )
    return next(offer for offer in offers if offer not in taken)


def _renamed(contract: Contract, keys: Mapping[str, str]) -> Contract:
    """Return the contract with other keys, sorted by them."""

    def message(old: Message | None) -> Message | None:
        return _with(old, record=keys[old.record]) if old else None

    def messages(old: tuple[Message, ...]) -> tuple[Message, ...]:
        return tuple(_with(each, record=keys[each.record]) for each in old)

    records = [
        _with(
            record,
            key=keys[record.key],
            base=keys.get(record.base, record.base),
            fields=tuple(_field(field, keys) for field in record.fields),
        )
        for record in contract.records
    ]
    enumerations = [_with(each, key=keys[each.key]) for each in contract.enumerations]
    operations = [
        _with(
            each,
            request=message(each.request),
            response=message(each.response),
            request_headers=messages(each.request_headers),
            response_headers=messages(each.response_headers),
            faults=messages(each.faults),
        )
        for each in contract.operations
    ]
    return replace(
        contract,
        operations=tuple(operations),
        records=tuple(sorted(records, key=lambda record: record.key)),
        enumerations=tuple(sorted(enumerations, key=lambda each: each.key)),
    )


_Part = TypeVar("_Part", Record, Enumeration, Operation, Message)


def _with(part: _Part, **new: Any) -> _Part:
    """Return the part with other values; the part itself where nothing changes."""
    for name, value in new.items():
        if getattr(part, name) != value:
            return replace(part, **new)
    return part


def _field(field: Field, keys: Mapping[str, str]) -> Field:
    type_ = with_keys(field.type, keys)
    return field if type_ is field.type else replace(field, type=type_)
