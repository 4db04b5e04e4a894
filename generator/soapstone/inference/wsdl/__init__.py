"""Infers the contract of a service from its WSDL and XSD documents, and records every decision.

    description -> operations (ports that agree are one) -> content flattened -> keys -> contract

A schema states most of it. What it leaves to .NET follows from the rules of the serializer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from soapstone.dotnet.namespaces import DATA_CONTRACT, SERIALIZATION
from soapstone.inference.wsdl import operations
from soapstone.inference.wsdl.nodes import Root, Wrapper
from soapstone.inference.wsdl.schema_types import SchemaTypes
from soapstone.inference.wsdl.types import build
from soapstone.model.contract import Contract, QName, RecordRef, Serializer
from soapstone.model.decisions import Provenance
from soapstone.model.description import Description, MessagePart, Schema
from soapstone.model.findings import NOWHERE


@dataclass(frozen=True, slots=True)
class Described:
    """The contract that a WSDL states, and the decisions that led to it."""

    contract: Contract
    provenance: Provenance
    files: Mapping[str, frozenset[str]]
    """The documents that declare each operation."""
    elements: Mapping[QName, str]
    """The keys of the records of further elements."""


def described(
    service: str,
    description: Description,
    elements: Iterable[QName] = (),
    bodies: Iterable[QName] = (),
) -> Described:
    """Return the contract of a service, from what its documents declare, with the decisions on it.

    ``service`` is the name of the folder; the contract has it where no document names the service.
    ``elements`` are messages that pages show: where the documents declare them, the contract has
    their records, too. ``bodies`` are those whose record is that of their type, as other messages
    hold it (WCF REST). Without an operation it is empty otherwise. Raises SpecError where the
    documents yield more types, members or text than a service may have.
    """
    serializer = serializer_of(description.schema)
    types = SchemaTypes(description.schema, serializer)
    read = operations.read(description, types)
    declared = [Root(each) for each in elements if each in description.schema.elements]
    known = [each for each in bodies if each in description.schema.elements]
    held = [_holder(known)] if known else []
    built = build(types, [*read.messages(), *declared, *held])
    records = {each.key: each for each in built.records}
    # They are no messages of the service.
    holders = [records.pop(built.keys[each]) for each in held]
    made = {
        name: operations.operation(name, bound, built.keys.__getitem__, records)
        for name, bound in read.by_name.items()
    }
    named = next((port.service for port in description.ports if port.service), service)
    provenance = built.provenance
    for holder in holders:
        provenance.types.pop(holder.key)
        for field in holder.fields:
            provenance.members.pop((holder.key, field.name, field.particle))
    provenance.operations = {name: decisions for name, (_, decisions) in made.items()}
    provenance.service = read.left_out
    contract = Contract(
        named,
        tuple(each for each, _ in made.values()),
        tuple(records.values()),
        built.enumerations,
        serializer,
    )
    every = frozenset(description.files)
    further = {each.element: built.keys[each] for each in declared}
    for field in (each for holder in holders for each in holder.fields):
        if isinstance(field.type, RecordRef):
            further[field.name] = field.type.key
    return Described(contract, provenance, dict.fromkeys(made, every), further)


def _holder(elements: Iterable[QName]) -> Wrapper:
    """A message that has elements as members, so that the types of these are there."""
    parts = (MessagePart(each.name, NOWHERE, element=each) for each in elements)
    return Wrapper(QName("", "_"), tuple(parts), NOWHERE)


def serializer_of(schema: Schema) -> Serializer:
    """Return the serializer whose types a schema declares.

    DataContractSerializer puts types into namespaces of its own, and WCF declares its own simple
    types beside the service's; XmlSerializer does neither.
    """
    for name in (*schema.types, *schema.elements):
        home = name.namespace
        if home.startswith(DATA_CONTRACT) or home.startswith(SERIALIZATION):
            return Serializer.DATA_CONTRACT
    return Serializer.XML
