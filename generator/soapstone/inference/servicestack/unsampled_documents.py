"""Declares documents that no XML sample shows: a record, a collection or a scalar by C# type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from soapstone.dotnet.base_classes import ordinal
from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import SERIALIZATION, UNKNOWN
from soapstone.dotnet.scalars import STRING
from soapstone.inference.data_contract.names import contract_name
from soapstone.inference.data_contract.nulls import items, member
from soapstone.inference.servicestack.unsampled_types import UnsampledTypes
from soapstone.inference.shapes import (
    ListShape,
    MapShape,
    Naming,
    RecordShape,
)
from soapstone.model.catalogue import data_contract, servicestack
from soapstone.model.contract import Particle, QName
from soapstone.model.facts import Kind, Route, Value
from soapstone.model.findings import Origin


def document_of(
    reader: UnsampledTypes,
    type_: TypeName,
    value: Value | None,
    origin: Origin,
    routes: Sequence[Route] = (),
) -> RecordShape:
    """Return the shape of a document.

    ``routes`` are those of a request: the names in their braces are members.
    """
    name = contract_name(type_, reader.home)
    if type_.item or type_.entry:
        return _collection(reader, type_, value, name, origin)
    if type_.scalar:
        shape, made = reader.shape(type_, value, ())
        text = QName("", "Value")
        field = member(text, origin, shape, made, particle=Particle.TEXT)
        return RecordShape(QName(SERIALIZATION, type_.scalar), Naming.TYPE, (field,))
    if value is not None and value.kind is Kind.ARRAY:
        return _array(reader, name, value, origin)
    known = reader.known(type_)
    if known:
        return known
    return _with_places(reader.record(type_, value, (type_,)), routes, origin)


def _collection(
    reader: UnsampledTypes,
    type_: TypeName,
    value: Value | None,
    name: QName,
    origin: Origin,
) -> RecordShape:
    """Declare ``ArrayOfX`` around items, or around the entries of a dictionary."""
    shape, made = reader.shape(type_, value, ())
    if isinstance(shape, ListShape):
        field = items(shape.item, shape.shape, origin, made)
        return RecordShape(name, Naming.TYPE, (field,), collection=True)
    assert isinstance(shape, MapShape)
    known = (data_contract.DICTIONARY.at(origin),)
    pair = (
        member(shape.key, origin, shape.key_shape, known),
        member(shape.value, origin, shape.value_shape, known),
    )
    order = (data_contract.PAIR_ORDER.at(origin),)
    entry = RecordShape(shape.entry, Naming.TYPE, pair, decisions=order)
    field = items(shape.entry, entry, origin, (*made, *known))
    return RecordShape(name, Naming.TYPE, (field,), collection=True)


def _array(
    reader: UnsampledTypes, name: QName, value: Value, origin: Origin
) -> RecordShape:
    """Declare a document that is an array without a type name of its own."""
    shape, made = reader.by_value(name.name + "Item", value)
    assert isinstance(shape, ListShape)
    field = items(shape.item, shape.shape, origin, made)
    return RecordShape(
        QName(UNKNOWN, name.name), Naming.TYPE, (field,), collection=True
    )


def _with_places(
    shape: RecordShape, routes: Sequence[Route], origin: Origin
) -> RecordShape:
    """Return the request with a member for each name in the braces of its routes that it lacks."""
    have = {field.name.name.lower() for field in shape.fields}
    places = {place: route.path for route in routes for place in route.places}
    missing = {
        place: path for place, path in places.items() if place.lower() not in have
    }
    if not missing:
        return shape
    fields = list(shape.fields)
    for place, path in missing.items():
        made = (servicestack.PATH_MEMBER.at(origin, path=path),)
        fields.append(member(QName(shape.name.namespace, place), origin, STRING, made))
    fields.sort(key=lambda field: ordinal(field.name.name))
    return replace(shape, fields=tuple(fields))
