"""The view of a module of classes: dataclasses, enumerations and operations, ready to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.contract import (
    AnyXml,
    Contract,
    Enumeration,
    Field,
    ListOf,
    MapOf,
    Message,
    Operation,
    Particle,
    QName,
    Record,
    Type,
)
from generator.python.breaking import declared
from generator.python.imports import (
    Import,
    import_lines,
    in_order,
    named_in,
    one_import,
)
from generator.python.layout import Module, headers, references
from generator.python.naming import Naming
from generator.python.operations import OperationView, operation_view
from generator.python.text import docstring, literal
from generator.python.types import field_annotation, field_default, wire_name, wire_type


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a dataclass, line by line."""

    annotation: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A dataclass; a message has a codec, and so methods."""

    name: str
    docstring: list[str]
    fields: list[FieldView]
    base: str
    """``XmlMessage``, ``SoapMessage`` or ``SoapHeader``; "" for a record that is none."""
    codec_import: list[str]
    codec: str


@dataclass(frozen=True, slots=True)
class EnumerationView:
    """A StrEnum: names and literals."""

    name: str
    docstring: list[str]
    members: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module of classes."""

    docstring: list[str]
    imports: list[str]
    exports: list[str]
    enumerations: list[EnumerationView]
    records: list[RecordView]
    operation: OperationView | None


Documents = Mapping[str, tuple[QName, str, str]]
"""Key of a record that is a message to its root element, its base class, and why it has no XML."""


def documents(c: Contract) -> Documents:
    """The records that are messages; what is the body of an envelope anywhere is a SoapMessage."""
    found: dict[str, tuple[QName, str, str]] = {}
    for base in ("SoapMessage", "SoapHeader", "XmlMessage"):
        for operation in c.operations:
            for message in _messages(operation, base):
                told = (message.element, base, message.no_xml)
                found.setdefault(message.record, told)
    return found


def _messages(operation: Operation, base: str) -> Iterator[Message]:
    """What an operation sends and answers, as classes of one base."""
    if base == "SoapHeader":
        yield from headers(operation)
    elif is_soap(operation) == (base == "SoapMessage"):
        yield from filter(None, (operation.request, operation.response))


def is_soap(operation: Operation) -> bool:
    """Whether a sample shows the operation in a SOAP envelope."""
    return any(each.transport.is_soap for each in operation.bindings)


def xml_codec(record: Record, n: Naming) -> str:
    """The constant that holds a message's codec. No class ends like that, and no import."""
    return f"{n.stems[record.key].upper()}_XML"


def module_view(
    module: Module,
    homes: Mapping[str, Module],
    messages: Documents,
    c: Contract,
    n: Naming,
) -> ModuleView:
    """All that a module of classes prints. ``homes`` tells the module of each key."""
    records = [c.record(key) for key in module.keys if key in n.fields]
    enumerations = [c.enumeration(key) for key in module.keys if key in n.members]
    operation = operation_view(module.operation, c, n) if module.operation else None
    exports = [n.classes[key] for key in module.keys]
    views = [_record(record, module, messages.get(record.key), n) for record in records]
    imports = [
        *([("dataclasses", "dataclass"), ("dataclasses", "field")] if records else []),
        *([("enum", "StrEnum")] if enumerations else []),
        *(
            found
            for view in views
            for each in view.fields
            for found in named_in(each.annotation)
        ),
        *_runtime(records, messages, operation),
        *_siblings(module, records, homes, n),
    ]
    return ModuleView(
        docstring=docstring([_subject(module, c, n)], 0),
        imports=import_lines(imports),
        exports=in_order(exports + ([operation.constant] if operation else [])),
        enumerations=[_enumeration(each, n) for each in enumerations],
        records=views,
        operation=operation,
    )


def _subject(module: Module, c: Contract, n: Naming) -> str:
    if module.operation:
        return f"The operation {module.operation.name} of {c.service}."
    return f"{', '.join(n.classes[key] for key in module.keys)} of {c.service}."


def _record(
    record: Record,
    module: Module,
    document: tuple[QName, str, str] | None,
    n: Naming,
) -> RecordView:
    name = record.type_name.name if record.type_name else record.key
    name = document[0].name if document else name
    about = (
        f"``{name}`` in ``{record.namespace}``." if record.namespace else f"``{name}``."
    )
    names = zip(record.fields, n.fields[record.key], strict=True)
    home, codec = f".._xml.{module.folder}.{module.stem}", xml_codec(record, n)
    if document and document[2]:
        about += " It has no XML: no page shows its namespaces."
        home, codec = "...runtime.messages", f"no_xml({literal(document[2])})"
    return RecordView(
        name=n.classes[record.key],
        docstring=docstring([record.documentation, about], 4),
        fields=[_field(field, name, n) for field, name in names],
        base=document[1] if document else "",
        codec_import=one_import(home, codec.partition("(")[0], 8),
        codec=codec,
    )


def _field(field: Field, name: str, n: Naming) -> FieldView:
    wire = (
        f"``{wire_name(field)}``" if field.particle is not Particle.TEXT else "The text"
    )
    kind = wire_type(field)
    about = f"{wire} ({kind})" if kind else wire
    about = f"{about}: {field.documentation}" if field.documentation else f"{about}."
    about += " The service computes it." if field.read_only else ""
    type_ = field_annotation(field, n)
    lines = declared(name, type_, field_default(field), 4)
    return FieldView(type_, [*lines, *docstring([about], 4)])


def _enumeration(enumeration: Enumeration, n: Naming) -> EnumerationView:
    about = f"``{enumeration.key}``; a value beyond these is kept as text."
    names = n.members[enumeration.key]
    return EnumerationView(
        name=n.classes[enumeration.key],
        docstring=docstring([enumeration.documentation, about], 4),
        members=list(zip(names, map(literal, enumeration.members), strict=True)),
    )


def _runtime(
    records: list[Record], messages: Documents, operation: OperationView | None
) -> Iterator[Import]:
    if operation:
        yield from (("...runtime.operations", name) for name in operation.uses)
    if records:
        yield "...runtime.wire", "Wire"
    if any(_holds_xml(field.type) for record in records for field in record.fields):
        yield "...runtime.xml", "Xml"
    for record in records:
        if record.key in messages:
            yield "...runtime.messages", "XmlCodec"
            yield "...runtime.messages", messages[record.key][1]


def _siblings(
    module: Module, records: list[Record], homes: Mapping[str, Module], n: Naming
) -> Iterator[Import]:
    """Imports of other classes; a module also names the messages of its operation."""
    keys = {
        key
        for record in records
        for field in record.fields
        for key in references(field.type)
    }
    if module.operation:
        for message in (module.operation.request, module.operation.response):
            keys |= {message.record} if message else set()
        keys |= {message.record for message in headers(module.operation)}
    for key in keys:
        home = homes[key]
        if home is not module:
            yield ".." + home.path.replace("/", "."), n.classes[key]


def _holds_xml(type_: Type) -> bool:
    match type_:
        case ListOf():
            return _holds_xml(type_.type)
        case MapOf():
            return _holds_xml(type_.key_type) or _holds_xml(type_.value_type)
        case _:
            return isinstance(type_, AnyXml)
