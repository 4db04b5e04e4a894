"""Compares two contracts of a service and yields each change with whom it breaks.

Both are read from ``contract.json``, so that a version of last year compares like one of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from soapstone.changes.assessment import Usage, assessed
from soapstone.changes.fields import field_changes
from soapstone.changes.gained_xml import as_written_now, without_xml
from soapstone.changes.message_directions import Directions, directions
from soapstone.changes.operations import operation_changes
from soapstone.changes.renames import renames
from soapstone.changes.rules import Change, Kind
from soapstone.emit.python.types import Classes
from soapstone.model.contract import Contract, Enumeration, Record
from soapstone.model.contract_json import Snapshot
from soapstone.model.labels import labels
from soapstone.model.names import Names, TypeNames


def compare(old: Snapshot | None, new: Snapshot | None) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new``: of operations, then types, then Python names.

    None stands for a service that does not exist in that version.
    """
    if old is None or new is None:
        return tuple(_whole(old, new))
    if old == new:
        return ()
    where = directions(old.contract) | directions(new.contract)
    found = [
        *_service(old.contract, new.contract),
        *operation_changes(old.contract, new.contract),
        *_types(old, new, where),
        *_renamed(old.names, new.names),
    ]
    found = found or [assessed(Kind.DETAIL, new.contract.service)]
    return tuple(_with_renames(found, old, new))


def _with_renames(
    found: Sequence[Change], old: Snapshot, new: Snapshot
) -> Iterator[Change]:
    """The changes; with each member that is gone, what it is perhaps called now."""
    renamed = {f"{each.record}.{each.old}": each for each in renames(old, new)}
    for change in found:
        if change.kind is Kind.MEMBER_REMOVED:
            change = replace(change, rename=renamed.get(change.subject))
        yield change


def _whole(old: Snapshot | None, new: Snapshot | None) -> Iterator[Change]:
    if old is not None:
        yield assessed(Kind.SERVICE_REMOVED, old.contract.service)
    elif new is not None:
        yield assessed(Kind.SERVICE_ADDED, new.contract.service)


def _service(old: Contract, new: Contract) -> Iterator[Change]:
    if old.service != new.service:
        yield assessed(Kind.DETAIL, "service", old.service, new.service)
    if old.serializer is not new.serializer:
        yield assessed(Kind.DETAIL, "serializer", old.serializer, new.serializer)


def _types(old: Snapshot, new: Snapshot, where: Directions) -> Iterator[Change]:
    before = {each.key: each for each in old.contract.types}
    after = {each.key: each for each in new.contract.types}
    named, renamed = _classes(old), _classes(new)
    unwritten = without_xml(old.contract)
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        if one == other:
            continue
        usage = Usage(key in where.requests, key in where.responses)
        if isinstance(one, Record) and isinstance(other, Record):
            if key in unwritten:
                one = as_written_now(one, other)
            yield from _record(one, other, usage, named, renamed)
        elif isinstance(one, Enumeration) and isinstance(other, Enumeration):
            yield from _enumeration(one, other, usage)
        else:
            if one is not None:
                yield assessed(Kind.TYPE_REMOVED, key, usage=usage)
            if other is not None:
                yield assessed(Kind.TYPE_ADDED, key, usage=usage)


def _classes(snapshot: Snapshot) -> Classes:
    """The Python class of each type. A contract.json edited by hand may lack some: their key."""
    keys = {each.key: each.key for each in snapshot.contract.types}
    return keys | {key: each.name for key, each in snapshot.names.types.items()}


def _record(
    old: Record, new: Record, usage: Usage, before: Classes, after: Classes
) -> Iterator[Change]:
    one = dict(zip(labels(old), old.fields, strict=True))
    other = dict(zip(labels(new), new.fields, strict=True))
    for label in [*one, *(label for label in other if label not in one)]:
        subject = f"{old.key}.{label}"
        yield from field_changes(
            subject, one.get(label), other.get(label), usage, before, after
        )
    yield from _order(old.key, list(one), list(other), usage)
    if old.namespace != new.namespace:
        yield assessed(Kind.NAMESPACE, old.key, old.namespace, new.namespace, usage)
    yield from _about(old, new)
    if old.base != new.base:
        kind = Kind.BASE if new.base else Kind.BASE_REMOVED
        yield assessed(
            kind if old.base else Kind.BASE_ADDED, old.key, old.base, new.base
        )
    for part, words in _OPENNESS.items():
        had, has = (str(getattr(each, part) or "no") for each in (old, new))
        if had != has:
            yield assessed(Kind.DETAIL, f"{old.key}, {words}", had, has)
    if old.collection != new.collection:
        shapes = {True: "a list", False: "a record"}
        before_after = shapes[old.collection], shapes[new.collection]
        yield assessed(Kind.DETAIL, old.key, *before_after)


_OPENNESS = {
    "abstract": "abstract",
    "any_elements": "further elements",
    "any_attributes": "further attributes",
}


def _order(
    key: str, old: Sequence[str], new: Sequence[str], usage: Usage
) -> Iterator[Change]:
    """Compares the order of the members that exist in both versions."""
    before = [label for label in old if label in new]
    after = [label for label in new if label in old]
    if before != after:
        yield assessed(
            Kind.MEMBERS_REORDERED, key, ", ".join(before), ", ".join(after), usage
        )


def _enumeration(old: Enumeration, new: Enumeration, usage: Usage) -> Iterator[Change]:
    one, other = labels(old), labels(new)
    for label in one:
        if label not in other:
            yield assessed(Kind.VALUE_REMOVED, f"{old.key}.{label}", usage=usage)
    for label in other:
        if label not in one:
            yield assessed(Kind.VALUE_ADDED, f"{old.key}.{label}", usage=usage)
    kept = [label for label in one if label in other]
    now = [label for label in other if label in one]
    if kept != now:
        yield assessed(Kind.DETAIL, old.key, ", ".join(kept), ", ".join(now))
    if old.flags != new.flags:
        shown = {True: "several members may stand together", False: "one member"}
        yield assessed(Kind.DETAIL, old.key, shown[old.flags], shown[new.flags])
    yield from _about(old, new)


def _about(old: Record | Enumeration, new: Record | Enumeration) -> Iterator[Change]:
    if old.type_name != new.type_name:
        one, other = (str(each.type_name or "no name") for each in (old, new))
        yield assessed(Kind.DETAIL, f"{old.key}, its XSD type", one, other)
    if old.documentation != new.documentation:
        yield assessed(
            Kind.DOCUMENTATION, old.key, old.documentation, new.documentation
        )


def _renamed(old: Names, new: Names) -> Iterator[Change]:
    """Compares the Python names of what exists in both versions."""
    yield from _names("", old.operations, new.operations)
    for key in sorted(old.types.keys() & new.types.keys()):
        yield from _type_names(key, old.types[key], new.types[key])


def _type_names(key: str, old: TypeNames, new: TypeNames) -> Iterator[Change]:
    if old.name != new.name:
        yield assessed(Kind.RENAMED, key, old.name, new.name)
    yield from _names(f"{key}.", old.members, new.members)


def _names(
    owner: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Change]:
    for name in old:
        if name in new and old[name] != new[name]:
            yield assessed(Kind.RENAMED, f"{owner}{name}", old[name], new[name])
