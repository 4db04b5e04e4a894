"""The view of a module of classes: dataclasses, enumerations and operations, ready to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.contract import (
    AnyXml,
    Contract,
    Enumeration,
    Field,
    ListOf,
    MapOf,
    Particle,
    Record,
    Type,
)
from generator.python.breaking import declared
from generator.python.documents import Document
from generator.python.imports import (
    Import,
    import_lines,
    in_order,
    named_in,
    one_import,
)
from generator.python.layout import Module
from generator.python.naming import Naming
from generator.python.operations import OperationView, operation_view
from generator.python.slices import Slice
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


def xml_codec(record: Record, n: Naming) -> str:
    """The constant that holds a message's codec. No class ends like that, and no import."""
    return f"{n.stems[record.key].upper()}_XML"


def module_view(s: Slice) -> ModuleView:
    """All that a module of classes prints."""
    module, c, n = s.module, s.contract, s.naming
    operation = operation_view(module.operation, c, n) if module.operation else None
    exports = [n.classes[key] for key in module.keys]
    views = [_record(each, module, s.documents.get(each.key), n) for each in c.records]
    imports = [
        *([("dataclasses", "dataclass"), ("dataclasses", "field")] if views else []),
        *([("enum", "StrEnum")] if c.enumerations else []),
        *(
            found
            for view in views
            for each in view.fields
            for found in named_in(each.annotation)
        ),
        *_runtime(s, operation),
        *_siblings(s),
    ]
    return ModuleView(
        docstring=docstring([_subject(module, c, n)], 0),
        imports=import_lines(imports),
        exports=in_order(exports + ([operation.constant] if operation else [])),
        enumerations=[_enumeration(each, n) for each in c.enumerations],
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
    document: Document | None,
    n: Naming,
) -> RecordView:
    name = record.type_name.name if record.type_name else record.key
    name = document.element.name if document else name
    about = (
        f"``{name}`` in ``{record.namespace}``." if record.namespace else f"``{name}``."
    )
    names = zip(record.fields, n.fields[record.key], strict=True)
    home, codec = f".._xml.{module.folder}.{module.stem}", xml_codec(record, n)
    if document and document.no_xml:
        about += " It has no XML: no page shows its namespaces."
        home, codec = "...runtime.messages", f"no_xml({literal(document.no_xml)})"
    return RecordView(
        name=n.classes[record.key],
        docstring=docstring([record.documentation, about], 4),
        fields=[_field(field, name, n) for field, name in names],
        base=document.base if document else "",
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
    type_ = field_annotation(field, n.classes)
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


def _runtime(s: Slice, operation: OperationView | None) -> Iterator[Import]:
    records = s.contract.records
    if operation:
        yield from (("...runtime.operations", name) for name in operation.uses)
    if records:
        yield "...runtime.wire", "Wire"
    if any(_holds_xml(field.type) for record in records for field in record.fields):
        yield "...runtime.xml", "Xml"
    for document in s.documents.values():
        yield "...runtime.messages", "XmlCodec"
        yield "...runtime.messages", document.base


def _siblings(s: Slice) -> Iterator[Import]:
    """Imports of other classes; a module also names the messages of its operation."""
    for key in s.homes:
        if key not in s.module.keys:
            yield ".." + s.home(key), s.naming.classes[key]


def _holds_xml(type_: Type) -> bool:
    match type_:
        case ListOf():
            return _holds_xml(type_.type)
        case MapOf():
            return _holds_xml(type_.key_type) or _holds_xml(type_.value_type)
        case _:
            return isinstance(type_, AnyXml)
