"""Finds types with a namespace that no page shows: they are classes, but have no XML.

Such a name has the namespace ``UNKNOWN`` during inference, and no namespace in the contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from soapstone.dotnet.namespaces import UNKNOWN
from soapstone.model.contract import (
    Field,
    ListOf,
    MapOf,
    QName,
    Record,
    RecordRef,
    Type,
)


def name_in_contract(name: QName) -> QName:
    """Return a name as the contract has it: an unknown namespace becomes ""."""
    return QName("", name.name) if name.namespace == UNKNOWN else name


def record_in_contract(record: Record) -> Record:
    """Return a record as the contract has it, without unknown namespaces."""
    type_name = record.type_name
    unknown = type_name is not None and _is_unknown(type_name)
    if not unknown and not _lacks_names(record):
        return record
    return replace(
        record,
        type_name=None if unknown else type_name,
        namespace="" if record.namespace == UNKNOWN else record.namespace,
        fields=tuple(map(_field, record.fields)),
    )


def no_xml(records: Sequence[Record]) -> dict[str, str]:
    """Return why records have no XML, by key: they use a name with an unknown namespace, directly
    or not.
    """
    lacking = [record.key for record in records if _lacks_names(record)]
    reasons = {key: f"no XML of {key} on any page" for key in lacking}
    if not lacking:
        return reasons
    users: dict[str, list[str]] = {}
    for record in records:
        for key in {key for field in record.fields for key in _held(field.type)}:
            users.setdefault(key, []).append(record.key)
    while lacking:
        key = lacking.pop()
        for user in users.get(key, ()):
            if user not in reasons:
                reasons[user] = reasons[key]
                lacking.append(user)
    return reasons


def _lacks_names(record: Record) -> bool:
    """Whether the record, or a member of it, has a name with an unknown namespace."""
    return record.namespace == UNKNOWN or any(
        _is_unknown(field.name) or _lacks_inside(field.type) for field in record.fields
    )


def _is_unknown(name: QName) -> bool:
    return name.namespace == UNKNOWN


def _lacks_inside(type_: Type) -> bool:
    """Whether the element of a list's items or a map's entries has an unknown namespace."""
    if isinstance(type_, ListOf):
        return _is_unknown(type_.item) or _lacks_inside(type_.type)
    if isinstance(type_, MapOf):
        inside = (type_.key_type, type_.value_type)
        return _is_unknown(type_.entry) or any(map(_lacks_inside, inside))
    return False


def _held(type_: Type) -> Iterable[str]:
    """The keys of the records that a type is or holds."""
    if isinstance(type_, RecordRef):
        yield type_.key
    elif isinstance(type_, ListOf):
        yield from _held(type_.type)
    elif isinstance(type_, MapOf):
        yield from _held(type_.key_type)
        yield from _held(type_.value_type)


def _field(field: Field) -> Field:
    return replace(field, name=name_in_contract(field.name), type=_type(field.type))


def _type(type_: Type) -> Type:
    if isinstance(type_, ListOf):
        return replace(type_, item=name_in_contract(type_.item), type=_type(type_.type))
    if isinstance(type_, MapOf):
        return replace(
            type_,
            entry=name_in_contract(type_.entry),
            key_type=_type(type_.key_type),
            value_type=_type(type_.value_type),
        )
    return type_
