"""The view of a module: its classes, how they stand on the wire, and its operation.

Names and values, and no syntax: ``templates/body.py.j2`` has the lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from soapstone.emit.python.documents import Document, documents
from soapstone.emit.python.imports import in_order
from soapstone.emit.python.layout import Module
from soapstone.emit.python.members import Entries, Items, Member, Members, Tag
from soapstone.emit.python.naming import Naming
from soapstone.emit.python.operations import OperationView, operation_view
from soapstone.model.contract import Contract, Enumeration, Record


@dataclass(frozen=True, slots=True)
class EnumerationView:
    """An enumeration: its members are (name, text on the wire)."""

    enumeration: Enumeration
    name: str
    members: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record: its class, its table and what writes it."""

    record: Record
    name: str
    base: str
    stem: str
    """What the function that writes it is called after."""
    wire: str
    """Its name on the wire."""
    members: list[Member]
    with_xml: bool
    """It can stand in XML."""
    no_xml: str
    """Why a message cannot; or ""."""
    element: Tag | None
    """The root element of a message that can."""
    prefixes: list[tuple[str, str]]
    """Those that such a document binds: (prefix, namespace)."""


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module."""

    service: str
    enumerations: list[EnumerationView]
    records: list[RecordView]
    operation: OperationView | None
    namespaces: list[tuple[str, str]]
    """Those that the tables name: (prefix, namespace)."""
    nested: list[Items | Entries]
    """Lists and maps inside others."""


@dataclass(frozen=True)
class Types:
    """What the modules of a package are made from."""

    contract: Contract
    naming: Naming

    @cached_property
    def by_key(self) -> Mapping[str, Record | Enumeration]:
        """All types."""
        return {each.key: each for each in self.contract.types}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Those that are messages."""
        return documents(self.contract)

    @cached_property
    def with_xml(self) -> frozenset[str]:
        """The keys of those that can stand in XML."""
        return frozenset(each.key for each in self.contract.with_xml().types)


def module_view(module: Module, types: Types) -> ModuleView:
    """All that a module prints."""
    n, members = types.naming, Members(types.naming)
    found = [types.by_key[key] for key in module.keys]
    records = [
        _record(each, types, members) for each in found if isinstance(each, Record)
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
    """The names that a module offers."""
    names = [n.classes[key] for key in module.keys]
    names += [n.constants[module.operation.name]] if module.operation else []
    return in_order(names)


def _record(record: Record, types: Types, members: Members) -> RecordView:
    n, document = types.naming, types.documents.get(record.key)
    with_xml = record.key in types.with_xml
    members = (
        members if with_xml else Members(n)
    )  # what has no table needs nothing for it
    named = zip(record.fields, n.fields[record.key], strict=True)
    wire = document.element if document else record.type_name
    element = document.element if document and not document.no_xml else None
    return RecordView(
        record=record,
        name=n.classes[record.key],
        base=document.base if document else "Record",
        stem=n.stems[record.key],
        wire=wire.name if wire else record.key,
        members=[members.member(each, name) for each, name in named],
        with_xml=with_xml,
        no_xml=document.no_xml if document else "",
        element=members.tag(element) if element else None,
        prefixes=sorted(
            (n.prefixes[uri], uri)
            for uri in (document.namespaces if document and element else ())
        ),
    )


def _enumeration(enumeration: Enumeration, n: Naming) -> EnumerationView:
    name, names = n.classes[enumeration.key], n.members[enumeration.key]
    members = list(zip(names, enumeration.members, strict=True))
    return EnumerationView(enumeration, name, members)
