"""Compares types of which no page showed the XML: what is known of it now was never sent.

Such a record has names without namespaces and an order by rule. It is compared as if it had had the
names and the order of today, so that its XML is one change, and only what Python and JSON have of
it is compared member by member.
"""

from __future__ import annotations

from dataclasses import replace

from soapstone.model.contract import (
    Contract,
    Field,
    ListOf,
    MapOf,
    Record,
    Type,
)
from soapstone.model.labels import labels


def without_xml(contract: Contract) -> frozenset[str]:
    """Return the keys of the types that no message with XML holds."""
    known = {each.key for each in contract.with_xml().types}
    return frozenset(each.key for each in contract.types) - known


def as_written_now(old: Record, new: Record) -> Record:
    """Return a record without XML with the names and the order that its XML has now."""
    now = dict(zip(labels(new), new.fields, strict=True))
    places = {label: place for place, label in enumerate(now)}
    pairs = [
        (label, _field(each, now[label]) if label in now else each)
        for label, each in zip(labels(old), old.fields, strict=True)
    ]
    pairs.sort(key=lambda pair: places.get(pair[0], len(places)))
    return replace(
        old,
        namespace=new.namespace,
        type_name=new.type_name,
        fields=tuple(each for _, each in pairs),
    )


def _field(old: Field, new: Field) -> Field:
    return replace(
        old,
        name=new.name,
        type=_type(old.type, new.type),
        nillable=new.nillable,
        required=new.required,
        omitted=new.omitted,
    )


def _type(old: Type, new: Type) -> Type:
    """A type with the names that its items and entries have now."""
    match old, new:
        case ListOf(), ListOf():
            inner = _type(old.type, new.type)
            return replace(old, item=new.item, type=inner, nillable=new.nillable)
        case MapOf(), MapOf():
            return replace(
                new,
                key_type=_type(old.key_type, new.key_type),
                value_type=_type(old.value_type, new.value_type),
            )
        case _:
            return old
