"""Gives requests the variables of their addresses, which are in no document.

A request with variables is a record of its own: the variables in the order of the address, then the
body as a member.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.inference.names import free
from soapstone.inference.wcf.templates import Variable, variables
from soapstone.model.catalogue import wcf
from soapstone.model.catalogue.wsdl import PARAMETER_TYPE
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
from soapstone.model.rules import Decision

_STRING = Scalar("string")


@dataclass(frozen=True, slots=True)
class Declared:
    """A parameter of an operation, as a WSDL declares it."""

    operation: str
    type: Scalar
    origin: Origin


Parameters = Mapping[str, Declared]
"""The parameters of an operation by name, in upper case as pages print variables."""


def with_variables(
    contract: Contract,
    made: Provenance,
    places: Mapping[str, Origin],
    parameters: Mapping[str, Parameters],
) -> Contract:
    """Return the contract with the variables of all addresses; ``made`` gets the decisions on them.

    ``places``: of the address of each operation, by its name. ``parameters``: those that a WSDL
    declares, by the name of the operation.
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
        declared = parameters.get(each.name, {})
        fields = [_field(one, declared.get(one.name)) for one in found]
        fields += _body(each.request, by_key)
        by_key[key] = record = Record(key, None, "", tuple(fields))
        rules = [_rule(one, declared.get(one.name)) for one in found]
        _decide(made, record, rules, places[each.name])
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


def _body(body: Message | None, by_key: Mapping[str, Record]) -> Iterator[Field]:
    """The member that is the body, if there is one."""
    if body:
        type_ = _type(by_key[body.record])
        yield Field(body.element, type_, required=True, demanded=True)


def _field(variable: Variable, declared: Declared | None) -> Field:
    """A text, unless a WSDL declares its type. WCF has the default of that for a variable of the
    query that is not there.
    """
    return Field(
        QName("", variable.member),
        declared.type if declared else _STRING,
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
    made: Provenance, record: Record, types: Sequence[Decision], origin: Origin
) -> None:
    """``types``: the decisions on the types of the variables."""
    made.types[record.key] = (
        wcf.REQUEST_NAME.at(origin),
        wcf.REQUEST_ORDER.at(origin),
    )
    of_type = (*types, wcf.BODY_MEMBER.here)
    rules = wcf.VARIABLE_ONCE, wcf.VARIABLE_NULL, wcf.VARIABLE_PRESENCE
    for field, decision in zip(record.fields, of_type, strict=False):
        place = record.key, field.name, field.particle
        rest = (each.at(origin) for each in rules)
        made.members[place] = (decision.placed(origin), *rest)


def _rule(variable: Variable, declared: Declared | None) -> Decision:
    """The decision on the type of a variable."""
    if declared:
        return PARAMETER_TYPE.at(declared.origin, own=declared.operation)
    return (wcf.PATH_VARIABLE if variable.in_path else wcf.QUERY_VARIABLE).here


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
