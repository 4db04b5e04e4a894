"""The view of a codec module: what reads and writes the classes of one module as XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.contract import QName, Record, held_by
from generator.python.breaking import constant_lines
from generator.python.classes import xml_codec
from generator.python.codec_lines import Lines, ListCodecView, RecordCodecView
from generator.python.imports import Import, import_lines, named_in
from generator.python.naming import Naming
from generator.python.slices import Slice
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


def codec_view(s: Slice) -> CodecModuleView:
    """All that a codec module prints."""
    n = s.naming
    records = [each for each in s.contract.records if each.key in s.with_xml]
    enumerations = [key for key in s.with_xml if key in n.members]
    lines = Lines(n)
    codecs = [lines.record(record) for record in records]
    found = [_message(each, s) for each in records if each.key in s.documents]
    imports = [
        *_runtime(lines, bool(records), bool(enumerations), bool(found)),
        *_siblings(s, lines),
        *(("..." + s.own_module, n.classes[key]) for key in s.with_xml),
        *_annotated(s, lines),
        *(
            found
            for codec in codecs
            for line in (*codec.members, *codec.reads)
            for found in _defaults(line)
        ),
    ]
    names = ", ".join(n.classes[key] for key in s.with_xml)
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


def _message(record: Record, s: Slice) -> MessageView:
    n, document = s.naming, s.documents[record.key]
    element = document.element
    return MessageView(
        constant=xml_codec(record, n),
        name=n.classes[record.key],
        stem=n.stems[record.key],
        element=literal(str(element)),
        tag=literal(_prefixed(element, n)),
        prefixes=sorted(
            (literal(n.prefixes[uri]), literal(uri)) for uri in document.namespaces
        ),
    )


def _prefixed(name: QName, n: Naming) -> str:
    return f"{n.prefixes[name.namespace]}:{name.name}" if name.namespace else name.name


def _runtime(
    lines: Lines, records: bool, enumerations: bool, documents: bool
) -> Iterator[Import]:
    used = set(lines.runtime)
    if records:
        used |= {("elements", "Element"), ("members", "Members")}
        used |= {("reading", "Reader"), ("reading", "new"), ("writing", "Writer")}
    if enumerations:
        used.add(("enumerations", "enumeration_reader"))
    if documents:
        used.add(("messages", "XmlCodec"))
    yield from ((f"....runtime.{module}", name) for module, name in used)


def _defaults(line: str) -> Iterable[Import]:
    """What the default at the end of a reading line names."""
    return named_in(line.rpartition(", ")[2])


def _siblings(s: Slice, lines: Lines) -> Iterator[Import]:
    for key, function in lines.codecs:
        if key not in s.module.keys:
            yield ".." + s.home(key), function


def _annotated(s: Slice, lines: Lines) -> Iterator[Import]:
    """What the annotations of the functions for nested lists name."""
    for type_, view in lines.lists.items():
        yield from named_in(view.annotation)
        for key in held_by(type_):
            yield "..." + s.home(key), s.naming.classes[key]
        if "Xml" in view.annotation:
            yield "....runtime.xml", "Xml"
