"""Finds the records whose types messages name: by ``xsi:type``, where another type is declared.

That is so where a record extends another, and where a member can hold any value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from soapstone.model.contract import (
    AnyXml,
    Contract,
    Record,
    Type,
    innermost,
)


@dataclass(frozen=True, slots=True)
class NamedTypes:
    """What generated code must know of the names of types."""

    base: Mapping[str, str]
    """Key of a record to that of the record which it extends. A message extends none: its class
    has a root element of its own.
    """
    derived: Mapping[str, tuple[str, ...]]
    """Key of a record to the keys of all that extend it, directly or not."""
    named: frozenset[str]
    """The keys of records that ``xsi:type`` may name."""
    objects: bool
    """Whether a member can hold any value."""


def named_types(contract: Contract) -> NamedTypes:
    """Return what the generated code of a contract must know of the names of types."""
    records = {record.key: record for record in contract.records}
    messages = {message.record for message in contract.messages()}
    base = {
        key: record.base
        for key, record in records.items()
        if record.base in records
        and record.type_name
        and not {key, record.base} & messages
    }
    derived: defaultdict[str, list[str]] = defaultdict(list)
    for key in base:
        for above in _above(key, base):
            derived[above].append(key)
    objects = any(
        _holds_any(field.type) for record in records.values() for field in record.fields
    )
    every = {key for key, record in records.items() if record.type_name}
    return NamedTypes(
        base,
        {key: tuple(sorted(keys)) for key, keys in derived.items()},
        frozenset(every - messages if objects else base),
        objects,
    )


def _above(key: str, base: Mapping[str, str]) -> list[str]:
    """The keys of the records that a record extends, the nearest first."""
    found: list[str] = []
    while key in base and base[key] not in found:
        key = base[key]
        found.append(key)
    return found


def _holds_any(type_: Type) -> bool:
    """Whether a type can hold any value; a DataSet cannot."""
    held = (each for each in innermost(type_) if isinstance(each, AnyXml))
    return any(not each.dotnet_type for each in held)


def bases_first(records: list[Record], base: Mapping[str, str]) -> list[Record]:
    """Return records with each behind the one that it extends, as Python needs its classes."""
    return sorted(records, key=lambda record: len(_above(record.key, base)))
