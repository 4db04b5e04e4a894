"""Lists what a service has, by its names on the wire and in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from soapstone.emit.python.names import package_name
from soapstone.emit.python.naming import Naming
from soapstone.emit.python.operations import operation_view
from soapstone.emit.python.types import field_annotation, field_default
from soapstone.inputs.toml_source import nearest
from soapstone.model.contract import Contract, Operation, Record
from soapstone.model.findings import Origin, SpecError, together
from soapstone.run import pipeline
from soapstone.run.bound_names import bind_names
from soapstone.run.reading import read_sources
from soapstone.run.resolved_contract import resolve_contract
from soapstone.snippets import programs


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a record, or an argument of a call."""

    name: str
    wire: str
    """Its name on the wire."""
    annotation: str
    default: str
    """As an expression; "" if the constructor requires a value."""


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """An operation, and how it is called."""

    name: str
    method: str
    documentation: str
    ways: tuple[str, ...]
    """``SOAP 1.1``, ``HTTP GET``…: as the pages show them."""
    takes: tuple[Member, ...]
    soap_headers: tuple[str, ...]
    """The classes of the request's SOAP headers."""
    gives: str
    """The class of the answer, ``str`` or ``bytes``; "None" without one."""
    snippet: tuple[str, ...]
    """The lines of a program; empty where the client cannot call it."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record, and how it is made."""

    name: str
    class_: str
    documentation: str
    members: tuple[Member, ...]
    snippet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownEnumeration:
    """An enumeration: the texts on the wire and their names in Python."""

    name: str
    class_: str
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What is shown of one service. Of a subject only that; then the others are empty."""

    service: str
    """The name of its folder."""
    name: str = ""
    """Its own name."""
    package: str = ""
    """The module that is imported: ``generated.tc2``."""
    client: str = ""
    address: str = ""
    """Scheme and host; "" where no page shows a host."""
    operations: tuple[ShownOperation, ...] = ()
    records: tuple[ShownRecord, ...] = ()
    enumerations: tuple[ShownEnumeration, ...] = ()
    subject: str = ""
    error: SpecError | None = None
    """Why it cannot be read, or the errors of the pages that cannot."""


@dataclass(frozen=True)
class _Service:
    """A service as far as it can be read."""

    folder: str
    contract: Contract
    naming: Naming
    package: str
    unread: Sequence[SpecError] = field(default=())


def overview(specs: Path, service: str, subject: str, top: str) -> tuple[Overview, ...]:
    """Return what a service has, or every service where it is "".

    With a ``subject``, an operation, record or enumeration by its name on the wire or in Python,
    only that. ``top`` is the package that holds the service's: ``generated``. Raises SpecError if
    the folder, the service or the subject does not exist.
    """
    folders = pipeline.chosen(specs, [service] if service else [])
    if subject:
        return tuple(_about(_read(each, top), subject) for each in folders)
    return tuple(_whole(each, top) for each in folders)


def _whole(folder: Path, top: str) -> Overview:
    try:
        read = _read(folder, top)
    except SpecError as error:
        return Overview(folder.name, error=error)
    contract = read.contract
    return _overview(
        read,
        operations=tuple(_operation(read, each) for each in contract.operations),
        records=tuple(_record(read, each) for each in contract.records),
        enumerations=_enumerations(read),
    )


def _about(read: _Service, subject: str) -> Overview:
    for compared in (str, str.casefold):
        found = _overview(
            read,
            operations=tuple(_operations_called(read, subject, compared)),
            records=tuple(_records_called(read, subject, compared)),
            enumerations=tuple(
                each
                for each in _enumerations(read)
                if compared(subject) in map(compared, (each.name, each.class_))
            ),
            subject=subject,
        )
        if found.operations or found.records or found.enumerations:
            return found
    contract = read.contract
    known = [*(e.name for e in contract.operations), *(e.key for e in contract.types)]
    error = SpecError(
        Origin(read.folder, 0),
        f"no {subject!r}",
        "an operation, a record or an enumeration",
        nearest(subject, known),
    )
    raise together([*read.unread, error])


def _operations_called(
    read: _Service, subject: str, compared: Callable[[str], str]
) -> Iterator[ShownOperation]:
    for each in read.contract.operations:
        naming = read.naming
        names = (each.name, naming.methods[each.name], naming.constants[each.name])
        if compared(subject) in map(compared, names):
            yield _operation(read, each)


def _records_called(
    read: _Service, subject: str, compared: Callable[[str], str]
) -> Iterator[ShownRecord]:
    """The records of that name; of the request of an operation of that name its call says all."""
    requests = {
        operation.request.record
        for operation in read.contract.operations
        if operation.request and compared(subject) == compared(operation.name)
    }
    for each in read.contract.records:
        names = (each.key, read.naming.classes[each.key])
        if each.key not in requests and compared(subject) in map(compared, names):
            yield _record(read, each)


def _overview(
    read: _Service,
    *,
    operations: tuple[ShownOperation, ...],
    records: tuple[ShownRecord, ...],
    enumerations: tuple[ShownEnumeration, ...],
    subject: str = "",
) -> Overview:
    addresses = (each.address for each in read.contract.operations if each.address)
    return Overview(
        read.folder,
        read.contract.service,
        read.package,
        read.naming.client,
        next(addresses, ""),
        operations,
        records,
        enumerations,
        subject,
        together(read.unread) if read.unread else None,
    )


def _operation(read: _Service, operation: Operation) -> ShownOperation:
    contract, naming = read.contract, read.naming
    request, view = operation.request, operation_view(operation, naming)
    return ShownOperation(
        operation.name,
        naming.methods[operation.name],
        operation.documentation,
        tuple(dict.fromkeys(str(each.transport) for each in operation.bindings)),
        _members(read, contract.record(request.record)) if request else (),
        tuple(view.request_headers),
        view.response,
        (
            tuple(programs.call(contract, naming, operation, read.package))
            if operation.can_be_called
            else ()
        ),
    )


def _record(read: _Service, record: Record) -> ShownRecord:
    contract, naming = read.contract, read.naming
    return ShownRecord(
        record.key,
        naming.classes[record.key],
        record.documentation,
        _members(read, record),
        tuple(programs.record(contract, naming, record.key, read.package)),
    )


def _members(read: _Service, record: Record) -> tuple[Member, ...]:
    names = read.naming.fields[record.key]
    return tuple(
        Member(
            name,
            each.name.name,
            field_annotation(each, read.naming.classes),
            field_default(each),
        )
        for name, each in zip(names, record.fields, strict=True)
    )


def _enumerations(read: _Service) -> tuple[ShownEnumeration, ...]:
    return tuple(
        ShownEnumeration(
            each.key,
            read.naming.classes[each.key],
            tuple(zip(each.members, read.naming.members[each.key], strict=True)),
        )
        for each in read.contract.enumerations
    )


def _read(folder: Path, top: str) -> _Service:
    """Raises SpecError where what can be read does not suffice."""
    sources = pipeline.pages_of(folder)
    facts = read_sources(sources.pages)
    unread = [*sources.unread, *facts.unread]
    if not facts.pages and not facts.description:
        raise together(unread)
    try:
        resolved = resolve_contract(folder, facts.pages, facts.description)
    except SpecError as error:
        raise together([*unread, error]) from None
    name = package_name(folder.name)
    bound = bind_names(resolved, name)
    return _Service(
        folder.name,
        bound.snapshot.contract,
        bound.naming,
        f"{top}.{name}",
        [*unread, *resolved.unread],
    )
