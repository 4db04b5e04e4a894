"""Puts what the documents declare together: types, elements, ports, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from soapstone.model.contract import QName
from soapstone.model.description import Description, Schema
from soapstone.model.findings import SpecError
from soapstone.wsdl.bindings import BindingReader
from soapstone.wsdl.components import Component, Components, Kind, collect
from soapstone.wsdl.content import ContentBuilder
from soapstone.wsdl.definitions import collect_definitions
from soapstone.wsdl.documents import Document
from soapstone.wsdl.hierarchies import without_circles
from soapstone.wsdl.missing import missing
from soapstone.wsdl.parts import find_parts
from soapstone.wsdl.ports import read_ports

T = TypeVar("T")


def describe(documents: Sequence[Document]) -> Description:
    """Return what the documents of a service declare. Raises SpecError for more than the limits."""
    parts = find_parts(documents)
    components = collect(parts.schemas)
    schema = without_circles(_schema(components), components.errors)
    definitions = collect_definitions(documents)
    ports = read_ports(definitions, BindingReader(definitions, components))
    return Description(
        ports,
        replace(schema, types={**schema.types, **components.arrays}),
        tuple(each.file for each in documents),
        (
            *components.findings,
            *definitions.findings,
            *missing(parts, components, definitions),
        ),
        tuple(dict.fromkeys((*components.errors, *definitions.errors))),
    )


def _schema(components: Components) -> Schema:
    builder = ContentBuilder(components)
    return Schema(
        _built(components, builder, Kind.TYPE, builder.type),
        _built(components, builder, Kind.ELEMENT, builder.element),
    )


def _built(
    components: Components,
    builder: ContentBuilder,
    kind: Kind,
    build: Callable[[QName, Component], T],
) -> dict[QName, T]:
    """Everything of a kind. What cannot be built is an error, and left out."""
    found = {}
    for name, one in components.named[kind].items():
        try:
            found[name] = build(name, one)
        except SpecError as error:
            if builder.is_full:
                raise
            components.errors.append(error)
    return found
