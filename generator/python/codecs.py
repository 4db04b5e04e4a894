"""The view of a codec module: what reads and writes the classes of one module as XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.contract import Contract, QName, Record
from generator.python.breaking import constant_lines
from generator.python.classes import Documents, xml_codec
from generator.python.codec_lines import Lines, ListCodecView, RecordCodecView
from generator.python.imports import Import, import_lines, named_in
from generator.python.layout import Module, references
from generator.python.naming import Naming, namespaces
from generator.python.text import docstring, literal


@dataclass(frozen=True, slots=True)
class MessageView:
    """The document that a class is."""

    constant: str
    name: str
    stem: str
    element: str
    tag: str
    prefixes: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CodecModuleView:
    """A codec module; ``enumerations`` holds (stem, class)."""

    docstring: list[str]
    imports: list[str]
    constants: list[str]
    enumerations: list[tuple[str, str]]
    lists: list[ListCodecView]
    records: list[RecordCodecView]
    messages: list[MessageView]


def codec_view(
    module: Module,
    homes: Mapping[str, Module],
    messages: Documents,
    c: Contract,
    n: Naming,
) -> CodecModuleView:
    """All that a codec module prints. ``homes`` tells the module of each key."""
    records = [c.record(key) for key in module.keys if key in n.fields]
    enumerations = [key for key in module.keys if key in n.members]
    lines = Lines(n)
    codecs = [lines.record(record) for record in records]
    found = [_message(each, messages, c, n) for each in records if each.key in messages]
    imports = [
        *_runtime(lines, bool(records), bool(enumerations), bool(found)),
        *_siblings(module, lines, homes),
        *(("..." + _dotted(module), n.classes[key]) for key in module.keys),
        *_annotated(lines, homes, n),
        *(
            found
            for codec in codecs
            for line in (*codec.members, *codec.reads)
            for found in _defaults(line)
        ),
    ]
    names = ", ".join(n.classes[key] for key in module.keys)
    return CodecModuleView(
        docstring=docstring([f"{names} as XML."], 0),
        imports=import_lines(imports),
        constants=[
            line
            for name, value in lines.namespaces() + sorted(lines.tags.items())
            for line in constant_lines(name, value)
        ],
        enumerations=[(n.stems[key], n.classes[key]) for key in enumerations],
        lists=list(lines.lists.values()),
        records=codecs,
        messages=found,
    )


def _message(
    record: Record, messages: Documents, c: Contract, n: Naming
) -> MessageView:
    element = messages[record.key][0]
    used = namespaces(_reached(record, c, n)) | ({element.namespace} - {""})
    return MessageView(
        constant=xml_codec(record, n),
        name=n.classes[record.key],
        stem=n.stems[record.key],
        element=literal(str(element)),
        tag=literal(_prefixed(element, n)),
        prefixes=sorted((literal(n.prefixes[uri]), literal(uri)) for uri in used),
    )


def _prefixed(name: QName, n: Naming) -> str:
    return f"{n.prefixes[name.namespace]}:{name.name}" if name.namespace else name.name


def _reached(record: Record, c: Contract, n: Naming) -> list[Record]:
    """The record and all that its fields lead to."""
    found = {record.key: record}
    work = [record]
    while work:
        for each in work.pop().fields:
            for key in references(each.type):
                if key in n.fields and key not in found:
                    found[key] = c.record(key)
                    work.append(found[key])
    return list(found.values())


def _dotted(module: Module) -> str:
    return module.path.replace("/", ".")


def _runtime(
    lines: Lines, records: bool, enumerations: bool, documents: bool
) -> Iterator[Import]:
    used = set(lines.runtime)
    if records:
        used |= {("reading", name) for name in ("Members", "Reader", "new")}
        used |= {("parsing", "Element"), ("writing", "Writer")}
    if enumerations:
        used.add(("enumerations", "enumeration_reader"))
    if documents:
        used.add(("messages", "XmlCodec"))
    yield from ((f"....runtime.{module}", name) for module, name in used)


def _defaults(line: str) -> Iterable[Import]:
    """What the default at the end of a reading line names."""
    return named_in(line.rpartition(", ")[2])


def _siblings(
    module: Module, lines: Lines, homes: Mapping[str, Module]
) -> Iterator[Import]:
    for key, function in lines.codecs:
        if homes[key] is not module:
            yield ".." + _dotted(homes[key]), function


def _annotated(
    lines: Lines, homes: Mapping[str, Module], n: Naming
) -> Iterator[Import]:
    """What the annotations of the functions for nested lists name."""
    for type_, view in lines.lists.items():
        yield from named_in(view.annotation)
        for key in references(type_):
            yield "..." + _dotted(homes[key]), n.classes[key]
        if "Xml" in view.annotation:
            yield "....runtime.xml", "Xml"
