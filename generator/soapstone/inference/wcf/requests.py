"""Gives requests the variables of their addresses, which are in no document.

A request with variables is a record of its own: the variables in the order of the address, then the
body as a member.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from soapstone.inference.names import free
from soapstone.inference.wcf.templates import Variable, variables
from soapstone.model.catalogue import wcf
from soapstone.model.contract import (
    Contract,
    Field,
    ListOf,
    Message,
    Operation,
    Parameter,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.model.decisions import Provenance
from soapstone.model.findings import Origin
from soapstone.model.rules import Rule

_STRING = Scalar("string")


def with_variables(
    contract: Contract, made: Provenance, places: Mapping[str, Origin]
) -> Contract:
    """Return the contract with the variables of all addresses; ``made`` gets the decisions on them.

    ``places``: of the address of each operation, by its name.
    """
    taken = {each.key for each in contract.types}
    by_key = {each.key: each for each in contract.records}
    operations = []
    for each in contract.operations:
        found = (
            variables(each.bindings[0].path)
            if each.name in places and each.bindings
            else ()
        )
        if not found:
            operations.append(each)
            continue
        key = free(f"{each.name}Request", taken)
        taken.add(key)
        by_key[key] = record = _record(key, found, each.request, by_key)
        _decide(made, record, found, places[each.name])
        operations.append(_with_request(each, record, found))
    reached = _messages(operations)
    gone = {
        each.request.record for each in contract.operations if each.request
    } - reached
    _drop(by_key, made, gone)
    return replace(
        contract,
        operations=tuple(operations),
        records=tuple(by_key[key] for key in sorted(by_key)),
    )


def _record(
    key: str,
    found: Sequence[Variable],
    body: Message | None,
    by_key: Mapping[str, Record],
) -> Record:
    fields = [*map(_field, found)]
    if body:
        record = by_key[body.record]
        fields.append(Field(body.element, _type(record), required=True, demanded=True))
    return Record(key, None, "", tuple(fields))


def _field(variable: Variable) -> Field:
    """A text. WCF has the type's default for a variable of the query that is not there."""
    return Field(
        QName("", variable.member),
        _STRING,
        nullable=not variable.in_path,
        required=variable.in_path,
        demanded=variable.in_path,
    )


def _type(record: Record) -> Type:
    """The type of a member that is the body."""
    if len(record.fields) == 1:
        (field,) = record.fields
        if record.collection:
            return ListOf(field.name, field.type, field.nillable)
        if field.particle is Particle.TEXT:
            return field.type
    return RecordRef(record.key)


def _with_request(
    operation: Operation, record: Record, found: Sequence[Variable]
) -> Operation:
    """An operation with its request, and where each member of it travels."""
    body = record.fields[len(found) :]
    return replace(
        operation,
        request=Message(QName("", operation.name), record.key),
        parameters=(
            *(Parameter(e.member, ("path" if e.in_path else "query",)) for e in found),
            *(Parameter(each.name.name, ("body",)) for each in body),
        ),
    )


def _decide(
    made: Provenance, record: Record, found: Sequence[Variable], origin: Origin
) -> None:
    made.types[record.key] = (
        wcf.REQUEST_NAME.at(origin),
        wcf.REQUEST_ORDER.at(origin),
    )
    for field, rule in zip(record.fields, _types(found), strict=False):
        rules = rule, wcf.VARIABLE_ONCE, wcf.VARIABLE_NULL, wcf.VARIABLE_PRESENCE
        place = record.key, field.name, field.particle
        made.members[place] = tuple(each.at(origin) for each in rules)


def _types(found: Sequence[Variable]) -> Iterator[Rule]:
    for each in found:
        yield wcf.PATH_VARIABLE if each.in_path else wcf.QUERY_VARIABLE
    yield wcf.BODY_MEMBER


def _messages(operations: Sequence[Operation]) -> set[str]:
    found = (e for each in operations for e in (each.request, each.response) if e)
    return {each.record for each in found}


def _drop(by_key: dict[str, Record], made: Provenance, gone: set[str]) -> None:
    """Leave out the documents that stood for bodies of one value or one list."""
    for key in gone:
        record = by_key[key]
        if not isinstance(_type(record), RecordRef):
            del by_key[key], made.types[key]
            for each in record.fields:
                made.members.pop((key, each.name, each.particle), None)
