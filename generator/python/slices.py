"""Slices: of a contract and its names, all that the text of one module follows from.

The views of a module (``classes``, ``codecs``, ``scans``) are given its slice and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.contract import Contract, Enumeration, Operation, Record, held_by
from generator.python.documents import Document, documents
from generator.python.layout import Module, headers
from generator.python.naming import Naming, namespaces


@dataclass(frozen=True, slots=True)
class Slice:
    """What a module is made from."""

    module: Module
    contract: Contract
    """The service's name, and the module's own types."""
    naming: Naming
    """The names of the module's own types and of those that it refers to."""
    homes: Mapping[str, str]
    """Key of each of these types to the path of its module."""
    documents: Mapping[str, Document]
    """The module's own types that are messages."""
    with_xml: tuple[str, ...]
    """The keys of the module that can be written as XML."""
    scanned: tuple[str, ...]
    """The keys of the module that can be scanned."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The module's files: its classes, their codecs, their scanners."""
        path = f"{self.module.path}.py"
        codecs = (f"_xml/{path}",) if self.with_xml else ()
        return (path, *codecs, *((f"_scan/{path}",) if self.scanned else ()))

    @property
    def own_module(self) -> str:
        """The module's path, with dots."""
        return self.module.path.replace("/", ".")

    def home(self, key: str) -> str:
        """The path of the module of a type, with dots."""
        return self.homes[key].replace("/", ".")


def slices(
    contract: Contract,
    naming: Naming,
    modules: Sequence[Module],
    scannable: Collection[str],
) -> Iterator[Slice]:
    """The slice of each module. ``scannable``: the keys of the records that can be scanned."""
    homes = {key: module.path for module in modules for key in module.keys}
    messages = documents(contract)
    with_xml = {each.key for each in contract.with_xml().types}
    types = {each.key: each for each in contract.types}
    for module in modules:
        own = [types[key] for key in module.keys]
        records = tuple(each for each in own if isinstance(each, Record))
        enumerations = tuple(each for each in own if isinstance(each, Enumeration))
        spoken = _spoken(module, records)
        told = {key: messages[key] for key in module.keys if key in messages}
        yield Slice(
            module,
            Contract(contract.service, (), records, enumerations),
            _named(naming, module.operation, records, enumerations, spoken, told),
            {key: homes[key] for key in spoken},
            told,
            tuple(key for key in module.keys if key in with_xml),
            tuple(key for key in module.keys if key in scannable),
        )


def _spoken(module: Module, records: Sequence[Record]) -> list[str]:
    """The keys of the types that a module names."""
    found = dict.fromkeys(module.keys)
    for record in records:
        for field in record.fields:
            for key in held_by(field.type):
                found[key] = None
    if module.operation:
        operation = module.operation
        for message in (operation.request, operation.response, *headers(operation)):
            found |= {message.record: None} if message else {}
    return list(found)


def _named(
    naming: Naming,
    operation: Operation | None,
    records: Sequence[Record],
    enumerations: Sequence[Enumeration],
    spoken: Sequence[str],
    told: Mapping[str, Document],
) -> Naming:
    """Those of all names that a module needs."""
    used = namespaces(records).union(*(each.namespaces for each in told.values()))
    constants = {operation.name: naming.constants[operation.name]} if operation else {}
    return Naming(
        classes={key: naming.classes[key] for key in spoken},
        stems={key: naming.stems[key] for key in spoken},
        fields={each.key: naming.fields[each.key] for each in records},
        members={each.key: naming.members[each.key] for each in enumerations},
        operations={},
        constants=constants,
        prefixes={uri: naming.prefixes[uri] for uri in sorted(used)},
    )
