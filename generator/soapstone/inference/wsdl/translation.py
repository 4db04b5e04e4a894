"""Translates a type of the schema to a type of the contract: a scalar, a list, a record…"""

from __future__ import annotations

from typing import Protocol

from soapstone.dotnet.namespaces import SYSTEM
from soapstone.inference.shapes import inside
from soapstone.inference.wsdl.content import ANY_TYPE
from soapstone.inference.wsdl.fields import Typed
from soapstone.inference.wsdl.nodes import Node, Root
from soapstone.inference.wsdl.schema_types import SchemaTypes
from soapstone.inference.wsdl.simple_types import SOAP_ENCODING, Simple
from soapstone.model.catalogue import wsdl
from soapstone.model.contract import (
    AnyXml,
    EnumerationRef,
    ListOf,
    MapOf,
    QName,
    RecordRef,
    Scalar,
    Serializer,
)
from soapstone.model.description import ComplexType, ElementUse, TypeUse
from soapstone.model.findings import Origin

_OFFSET = QName(SYSTEM, "DateTimeOffset")
_STATED = (wsdl.SCHEMA_TYPE.here,)
_ANY = (wsdl.SCHEMA_ANY.here,)


class Keys(Protocol):
    """Gives the keys of records and enumerations, and notes that they are held."""

    def record(self, node: Node, place: QName) -> str:
        """Return the key of a record that the element ``place`` holds."""

    def enumeration(self, node: Node, place: QName, flags: bool) -> str:
        """Return the key of an enumeration that ``place`` holds."""


def typed(
    types: SchemaTypes, keys: Keys, use: TypeUse, place: QName, origin: Origin
) -> Typed:
    """Return the type of an element or attribute that is called ``place``."""
    if use == ANY_TYPE:
        return Typed(AnyXml(), _ANY)
    simple = types.simple.resolve(use, place)
    if simple:
        return of_simple(keys, simple, place)
    type_ = types.complex(use)
    if type_ is None:
        name = use.name if isinstance(use, QName) else place.name
        made = wsdl.TYPE_MISSING.at(origin, type=name)
        return Typed(AnyXml(silent=True), (made,))
    if use == _OFFSET and types.serializer is Serializer.DATA_CONTRACT:
        return Typed(Scalar("DateTimeOffset"), _STATED)
    if types.is_any(type_):
        return Typed(AnyXml("DataSet" if types.is_data_set(type_) else ""), _ANY)
    item = types.item(use)
    if item:
        return _list(types, keys, use, item)
    node: Node = use if isinstance(use, QName) else type_
    if (element := types.element_of(type_)) and not isinstance(use, QName):
        node = Root(element)
    return Typed(RecordRef(keys.record(node, place)), _STATED)


def of_simple(keys: Keys, simple: Simple, place: QName) -> Typed:
    """Return the type of a simple value."""
    if simple.enumeration:
        node = simple.enumeration.name or simple.enumeration
        key = keys.enumeration(node, place, simple.flags)
        return Typed(EnumerationRef(key), _STATED)
    if simple.is_text:
        note = f"A list of {simple.items}, with blanks between." if simple.items else ""
        return Typed(simple.scalar, (wsdl.SCHEMA_TEXT.here,), note)
    return Typed(simple.scalar, _STATED)


def _list(types: SchemaTypes, keys: Keys, wrapper: TypeUse, item: ElementUse) -> Typed:
    entry = types.entry(wrapper, item)
    if entry is None:
        of_item = typed(types, keys, item.type, item.name, item.origin)
        within = inside("items", of_item.decisions, item.origin)
        list_ = ListOf(item.name, of_item.type, item.nillable)
        return Typed(list_, (wsdl.SCHEMA_ARRAY.here, *within))
    key, value = (
        typed(types, keys, each.type, each.name, each.origin) for each in entry
    )
    map_ = MapOf(
        item.name,
        entry[0].name,
        key.type,
        entry[1].name,
        value.type,
        entry[1].nillable,
    )
    within = (
        *inside("keys", key.decisions, entry[0].origin),
        *inside("values", value.decisions, entry[1].origin),
    )
    return Typed(map_, (wsdl.SCHEMA_MAP.here, *within))


def is_encoded_array(type_: ComplexType) -> bool:
    """Return whether a type is an array of SOAP's encoding (SOAP 1.1 section 5.4.2)."""
    return type_.base == QName(SOAP_ENCODING, "Array")
