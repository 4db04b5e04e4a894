"""Compares two snapshots of a service: what has changed, and whom that breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from soapstone.changes.fields import field_changes
from soapstone.changes.operations import operation_changes
from soapstone.changes.rules import Change, Kind
from soapstone.changes.sides import Sides, sides
from soapstone.changes.verdict import Place, judged
from soapstone.emit.python.types import Classes
from soapstone.model.contract import Contract, Enumeration, Record
from soapstone.model.contract_json import Snapshot
from soapstone.model.labels import labels
from soapstone.model.names import Names, TypeNames


def compare(old: Snapshot | None, new: Snapshot | None) -> tuple[Change, ...]:
    """What has changed, in the order operations, types, names. None: there is no such service."""
    if old is None or new is None:
        return tuple(_whole(old, new))
    if old == new:
        return ()
    where = sides(old.contract) | sides(new.contract)
    found = [
        *_service(old.contract, new.contract),
        *operation_changes(old.contract, new.contract),
        *_types(old, new, where),
        *_renamed(old.names, new.names),
    ]
    return tuple(found or [judged(Kind.DETAIL, new.contract.service)])


def _whole(old: Snapshot | None, new: Snapshot | None) -> Iterator[Change]:
    if old is not None:
        yield judged(Kind.SERVICE_REMOVED, old.contract.service)
    elif new is not None:
        yield judged(Kind.SERVICE_ADDED, new.contract.service)


def _service(old: Contract, new: Contract) -> Iterator[Change]:
    if old.service != new.service:
        yield judged(Kind.DETAIL, "service", old.service, new.service)
    if old.serializer is not new.serializer:
        yield judged(Kind.DETAIL, "serializer", old.serializer, new.serializer)


def _types(old: Snapshot, new: Snapshot, where: Sides) -> Iterator[Change]:
    before = {each.key: each for each in old.contract.types}
    after = {each.key: each for each in new.contract.types}
    named, renamed = _classes(old), _classes(new)
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        if one == other:
            continue
        place = Place(key in where.requests, key in where.responses)
        if isinstance(one, Record) and isinstance(other, Record):
            yield from _record(one, other, place, named, renamed)
        elif isinstance(one, Enumeration) and isinstance(other, Enumeration):
            yield from _enumeration(one, other, place)
        else:
            if one is not None:
                yield judged(Kind.TYPE_REMOVED, key, place=place)
            if other is not None:
                yield judged(Kind.TYPE_ADDED, key, place=place)


def _classes(snapshot: Snapshot) -> Classes:
    """The classes of all types; a file that was edited may lack some."""
    keys = {each.key: each.key for each in snapshot.contract.types}
    return keys | {key: each.name for key, each in snapshot.names.types.items()}


def _record(
    old: Record, new: Record, place: Place, before: Classes, after: Classes
) -> Iterator[Change]:
    one = dict(zip(labels(old), old.fields, strict=True))
    other = dict(zip(labels(new), new.fields, strict=True))
    for label in [*one, *(label for label in other if label not in one)]:
        subject = f"{old.key}.{label}"
        yield from field_changes(
            subject, one.get(label), other.get(label), place, before, after
        )
    yield from _order(old.key, list(one), list(other), place)
    if old.namespace != new.namespace:
        yield judged(Kind.NAMESPACE, old.key, old.namespace, new.namespace, place)
    yield from _about(old, new)
    if old.base != new.base:
        kind = Kind.BASE if old.base else Kind.DETAIL
        yield judged(kind, old.key, old.base, new.base)
    if old.collection != new.collection:
        shapes = {True: "a list", False: "a record"}
        seen = shapes[old.collection], shapes[new.collection]
        yield judged(Kind.DETAIL, old.key, *seen)


def _order(
    key: str, old: Sequence[str], new: Sequence[str], place: Place
) -> Iterator[Change]:
    """Members that are there before and after, but one after the other no more."""
    before = [label for label in old if label in new]
    after = [label for label in new if label in old]
    if before != after:
        yield judged(
            Kind.MEMBERS_REORDERED, key, ", ".join(before), ", ".join(after), place
        )


def _enumeration(old: Enumeration, new: Enumeration, place: Place) -> Iterator[Change]:
    one, other = labels(old), labels(new)
    for label in one:
        if label not in other:
            yield judged(Kind.VALUE_REMOVED, f"{old.key}.{label}", place=place)
    for label in other:
        if label not in one:
            yield judged(Kind.VALUE_ADDED, f"{old.key}.{label}", place=place)
    kept = [label for label in one if label in other]
    now = [label for label in other if label in one]
    if kept != now:
        yield judged(Kind.DETAIL, old.key, ", ".join(kept), ", ".join(now))
    if old.flags != new.flags:
        shown = {True: "several members may stand together", False: "one member"}
        yield judged(Kind.DETAIL, old.key, shown[old.flags], shown[new.flags])
    yield from _about(old, new)


def _about(old: Record | Enumeration, new: Record | Enumeration) -> Iterator[Change]:
    if old.type_name != new.type_name:
        one, other = (str(each.type_name or "no name") for each in (old, new))
        yield judged(Kind.DETAIL, f"{old.key}, its XSD type", one, other)
    if old.documentation != new.documentation:
        yield judged(Kind.DOCUMENTATION, old.key, old.documentation, new.documentation)


def _renamed(old: Names, new: Names) -> Iterator[Change]:
    """Names of what is there before and after."""
    yield from _names("", old.operations, new.operations)
    for key in sorted(old.types.keys() & new.types.keys()):
        yield from _type_names(key, old.types[key], new.types[key])


def _type_names(key: str, old: TypeNames, new: TypeNames) -> Iterator[Change]:
    if old.name != new.name:
        yield judged(Kind.RENAMED, key, old.name, new.name)
    yield from _names(f"{key}.", old.members, new.members)


def _names(
    owner: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Change]:
    for name in old:
        if name in new and old[name] != new[name]:
            yield judged(Kind.RENAMED, f"{owner}{name}", old[name], new[name])
