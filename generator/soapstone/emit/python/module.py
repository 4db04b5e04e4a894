"""The view of a module: its classes with their tables and writers, and its operation.

A view holds names and values, no syntax: ``templates/body.py.j2`` has the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from soapstone.emit.python.constraints import Constraints, constraints_of
from soapstone.emit.python.documents import Document, documents, namespaces_of
from soapstone.emit.python.imports import in_order
from soapstone.emit.python.layout import Module
from soapstone.emit.python.members import Entries, Items, Member, Members, Tag
from soapstone.emit.python.named_types import NamedTypes, bases_first, named_types
from soapstone.emit.python.naming import Naming
from soapstone.emit.python.operations import OperationView, operation_view
from soapstone.model.contract import Contract, Enumeration, Particle, QName, Record


@dataclass(frozen=True, slots=True)
class EnumerationView:
    """The view of an enumeration; its members are pairs (Python name, text in XML)."""

    enumeration: Enumeration
    name: str
    members: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RecordView:
    """The view of a record: its class, its table and the function that writes it."""

    record: Record
    name: str
    base: str
    stem: str
    """``x`` of the function ``write_x`` that writes it."""
    wire: str
    """Its name in XML, for the docstring."""
    members: list[Member]
    own: list[Member]
    """Its members without the inherited ones."""
    with_xml: bool
    """Whether it gets a table and a writer: the XML of everything in it is known."""
    no_xml: str
    """Of a message, why its XML is not known; "" if it is."""
    element: Tag | None
    """The root element of a message whose XML is known; else None."""
    prefixes: list[tuple[str, str]]
    """The pairs (prefix, namespace) that its document binds at the root."""
    type_name: Tag | None
    """The name of its type, if ``xsi:type`` may name it; else None."""
    type_prefixes: list[tuple[str, str]]
    """The pairs (prefix, namespace) that a value of this type uses."""
    derived: list[str]
    """The classes that extend it, directly or not."""
    constraints: Constraints
    """What a schema demands of its values."""


@dataclass(frozen=True, slots=True)
class ModuleView:
    """The view of a module, without its header and imports."""

    service: str
    enumerations: list[EnumerationView]
    records: list[RecordView]
    operation: OperationView | None
    namespaces: list[tuple[str, str]]
    """The pairs (prefix, namespace) that its tables use."""
    nested: list[Items | Entries]
    """Lists and maps inside other lists and maps; each gets a function that writes it."""


@dataclass(frozen=True)
class Types:
    """The contract and the names, with indexes that all modules share."""

    contract: Contract
    naming: Naming

    @cached_property
    def by_key(self) -> Mapping[str, Record | Enumeration]:
        """Every record and enumeration, by key."""
        return {each.key: each for each in self.contract.types}

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record, by key."""
        return {each.key: each for each in self.contract.records}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents of those records that are messages, by key."""
        return documents(self.contract, self.named)

    @cached_property
    def named(self) -> NamedTypes:
        """The types that messages name."""
        return named_types(self.contract)

    @cached_property
    def with_xml(self) -> frozenset[str]:
        """The keys of the types whose XML is known."""
        return frozenset(each.key for each in self.contract.with_xml().types)


def module_view(module: Module, types: Types) -> ModuleView:
    """Return the view of a module."""
    n, members = types.naming, Members(types.naming)
    found = [types.by_key[key] for key in module.keys]
    held = [each for each in found if isinstance(each, Record)]
    records = [
        _record(each, types, members) for each in bases_first(held, types.named.base)
    ]
    return ModuleView(
        service=types.contract.service,
        enumerations=[
            _enumeration(each, n) for each in found if isinstance(each, Enumeration)
        ],
        records=records,
        operation=operation_view(module.operation, n) if module.operation else None,
        namespaces=sorted((n.prefixes[uri], uri) for uri in members.namespaces),
        nested=list(members.nested.values()),
    )


def exports_of(module: Module, n: Naming) -> list[str]:
    """Return the names in a module's ``__all__``."""
    names = [n.classes[key] for key in module.keys]
    names += [n.constants[module.operation.name]] if module.operation else []
    return in_order(names)


def _record(record: Record, types: Types, members: Members) -> RecordView:
    n, document = types.naming, types.documents.get(record.key)
    with_xml = record.key in types.with_xml
    # The table of a record without XML is for plain data: it needs neither prefixes nor writers.
    members = members if with_xml else Members(n, without_namespaces=True)
    wire = document.element if document else record.type_name
    element = document.element if document and not document.no_xml else None
    inherited, own = _members(record, types, members)
    base = types.named.base.get(record.key)
    named = record.type_name if record.key in types.named.named and with_xml else None
    return RecordView(
        record=record,
        name=n.classes[record.key],
        base=document.base if document else n.classes[base] if base else "Record",
        stem=n.stems[record.key],
        wire=wire.name if wire else record.key,
        members=[*inherited, *own],
        own=own,
        with_xml=with_xml,
        no_xml=document.no_xml if document else "",
        element=members.tag(element) if element else None,
        prefixes=_bound(document.namespaces if document and element else (), n),
        type_name=members.tag(named) if named else None,
        type_prefixes=_bound(_of_type(record, types), n) if named else [],
        derived=[n.classes[key] for key in types.named.derived.get(record.key, ())],
        constraints=constraints_of(record, n.fields[record.key]),
    )


def _members(
    record: Record, types: Types, members: Members
) -> tuple[list[Member], list[Member]]:
    """The members that a record inherits, in the order of its base's, and its own."""
    names, choices = types.naming.fields[record.key], _choices(record)
    views = {
        (each.particle, each.name): members.member(each, name, choices)
        for each, name in zip(record.fields, names, strict=True)
    }
    inherited = [views.pop(each) for each in _inherited(record, types)]
    return inherited, list(views.values())


def _choices(record: Record) -> Mapping[int, list[list[str]]]:
    """The names in each branch of each choice of a record, in order."""
    found: dict[int, dict[int, list[str]]] = {}
    for each in record.fields:
        if place := each.alternative:
            branches = found.setdefault(place.choice, {})
            branches.setdefault(place.branch, []).append(each.name.name)
    return {choice: list(branches.values()) for choice, branches in found.items()}


def _inherited(record: Record, types: Types) -> list[tuple[Particle, QName]]:
    """The fields of the records that a record extends, those of the furthest first."""
    base = types.named.base.get(record.key)
    if base is None:
        return []
    above = types.records[base]
    further = _inherited(above, types)
    fields = ((each.particle, each.name) for each in above.fields)
    return [*further, *(each for each in fields if each not in further)]


def _bound(namespaces: Iterable[str], n: Naming) -> list[tuple[str, str]]:
    return sorted((n.prefixes[uri], uri) for uri in namespaces)


def _of_type(record: Record, types: Types) -> set[str]:
    """The namespaces that a value of a type uses, with that of its name."""
    used = namespaces_of(record, types.records, types.named)
    return used | ({record.type_name.namespace} if record.type_name else set()) - {""}


def _enumeration(enumeration: Enumeration, n: Naming) -> EnumerationView:
    name, names = n.classes[enumeration.key], n.members[enumeration.key]
    members = list(zip(names, enumeration.members, strict=True))
    return EnumerationView(enumeration, name, members)
