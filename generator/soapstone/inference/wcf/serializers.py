"""Finds which serializer writes the bodies of a service, by its WCF REST help pages.

Only DataContractSerializer has JSON and namespaces of its own. So pages that show bodies in XML,
and neither, are of operations with [XmlSerializerFormat].
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from soapstone.dotnet.namespaces import DATA_CONTRACT, SERIALIZATION
from soapstone.dotnet.nulls import is_value
from soapstone.inference.shapes import FieldShape, ListShape, RecordShape, Shape
from soapstone.model.catalogue import xml_serializer
from soapstone.model.contract import Scalar, Serializer
from soapstone.model.facts import Node, Notation, OperationFacts, Protocol
from soapstone.model.rules import Aspect

_OF_DATA_CONTRACT = (DATA_CONTRACT, SERIALIZATION)
_VALUE = (xml_serializer.VALUE_NOT_NULL, xml_serializer.VALUE_SENT)
_REFERENCE = (xml_serializer.REFERENCE_NULL, xml_serializer.REFERENCE_OPTIONAL)
_LIST = (xml_serializer.LIST_NOT_NULL, xml_serializer.LIST_OPTIONAL)


def serializer_of(facts: Iterable[OperationFacts]) -> Serializer:
    """Return the serializer of the operations of WCF REST among these."""
    shown = [each for each in facts if each.notation is Notation.CONSTANTS]
    in_json = any(
        exchange.protocol is Protocol.JSON
        for each in shown
        for exchange in each.exchanges
    )
    homes = [home for each in shown for home in _namespaces(each)]
    own = any(home.startswith(_OF_DATA_CONTRACT) for home in homes)
    if in_json or own or not homes:
        return Serializer.DATA_CONTRACT
    return Serializer.XML


def _namespaces(facts: OperationFacts) -> Iterator[str]:
    """The namespaces of the bodies that a page shows, and of what its schemas declare."""
    for exchange in facts.exchanges:
        for sample in filter(None, (exchange.request, exchange.response)):
            if sample.body:
                yield from _inside(sample.body)
    if facts.schema:
        names = (*facts.schema.types, *facts.schema.elements)
        yield from (each.namespace for each in names)


def _inside(node: Node) -> Iterator[str]:
    yield node.namespace
    for child in node.children:
        yield from _inside(child)


def as_xml_serializer(shape: RecordShape) -> RecordShape:
    """Return the shape of a sample as XmlSerializer takes it: null is absence, and never nil."""
    fields = map(_item if shape.collection else _field, shape.fields)
    return replace(shape, fields=tuple(fields))


def _shape(shape: Shape) -> Shape:
    match shape:
        case RecordShape():
            return as_xml_serializer(shape)
        case ListShape(_, inner):
            return replace(shape, shape=_shape(inner))
        case _:
            return shape


def _item(field: FieldShape) -> FieldShape:
    """The only member of a document that is a list."""
    return replace(field, shape=_shape(field.shape))


def _field(field: FieldShape) -> FieldShape:
    scalar = field.shape if isinstance(field.shape, Scalar) else None
    value = bool(scalar and is_value(scalar, Serializer.XML) and not field.repeated)
    rules = _VALUE if value else _LIST if field.repeated else _REFERENCE
    made = (
        each
        for each in field.decisions
        if each.part or each.rule.aspect not in (Aspect.NULL, Aspect.PRESENCE)
    )
    return replace(
        field,
        shape=_shape(field.shape),
        nullable=not value and not field.repeated,
        nillable=False,
        required=value,
        demanded=value,
        decisions=(*made, *(each.here for each in rules)),
    )
