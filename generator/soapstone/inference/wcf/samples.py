"""Reads the shapes of WCF REST samples: constants that tell types, lists that are printed twice."""

from __future__ import annotations

from collections import Counter

from soapstone.dotnet.help_constants import constant, json_constant
from soapstone.dotnet.namespaces import UNKNOWN
from soapstone.dotnet.scalars import STRING
from soapstone.inference.data_contract import collections
from soapstone.inference.data_contract.nulls import is_value, items, nil_inside
from soapstone.inference.data_contract.type_namespaces import type_namespace
from soapstone.inference.shapes import (
    CutOff,
    FieldShape,
    ListShape,
    Naming,
    Read,
    RecordShape,
    Shape,
    inside,
)
from soapstone.model.catalogue import data_contract, service, wcf
from soapstone.model.contract import AnyXml, Particle, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Kind, Node, Value
from soapstone.model.findings import Origin

_VALUE = QName("", "Value")


def message(root: Node) -> RecordShape:
    """Return the shape of a document: a data contract, a collection (``ArrayOfX``) or a scalar."""
    name = QName(root.namespace, root.name)
    if not root.children:
        shape, made = _by_text(root)
        value = _member(_VALUE, root.origin, shape, made, particle=Particle.TEXT)
        return _record(name, (value,), root.origin)
    if _is_list(root) and not collections.is_map(root):
        item = root.children[0]
        shape, made = _item(item)
        field = items(QName(item.namespace, item.name), shape, item.origin, made)
        collection = _record(name, (field,), root.origin)
        return RecordShape(
            name, Naming.TYPE, (field,), True, decisions=collection.decisions
        )
    return _record(name, _members(root), root.origin)


def _record(
    name: QName,
    fields: tuple[FieldShape, ...],
    origin: Origin,
    naming: Naming = Naming.TYPE,
) -> RecordShape:
    made = (data_contract.SAMPLE_ORDER.at(origin),)
    return RecordShape(name, naming, fields, decisions=made)


def _members(node: Node) -> tuple[FieldShape, ...]:
    """The members of an element. One that is printed twice beside others is repeated in place."""
    times = Counter((each.namespace, each.name) for each in node.children)
    first = {(each.namespace, each.name): each for each in reversed(node.children)}
    fields = [
        _member(
            QName(namespace, name),
            node.origin,
            *_by_text_of(value),
            particle=Particle.ATTRIBUTE,
        )
        for namespace, name, value in node.attributes
    ]
    for place, child in reversed(first.items()):
        shape, made = _read(child)
        repeated = times[place] > 1
        fields.append(_member(QName(*place), child.origin, shape, made, repeated))
    return tuple(fields)


def _read(node: Node) -> Read:
    if node.nil:
        return CutOff(complex=False, origin=node.origin), ()
    if node.xsi_type:
        name = node.xsi_type.rpartition(":")[2]
        return AnyXml(silent=True), (wcf.DERIVED.at(node.origin, type=name),)
    if not node.children and not node.attributes:
        return _by_text(node)
    if collections.is_map(node):
        return _map(node)
    if _is_list(node):
        shape, made = _item(node.children[0])
        item = node.children[0]
        found = ListShape(
            QName(item.namespace, item.name), shape, nil_inside(shape, made)
        )
        return found, (wcf.PRINTED_TWICE.here, *inside("items", made, item.origin))
    own = QName(type_namespace(node), node.name)
    record = _record(own, _members(node), node.origin, Naming.ELEMENT)
    return record, (wcf.MEMBERS_INSIDE.here,)


def _is_list(node: Node) -> bool:
    names = {(each.namespace, each.name) for each in node.children}
    return len(node.children) == 2 and len(names) == 1 and not node.attributes


def _item(item: Node) -> Read:
    """An item, which has the name and the namespace of its type."""
    shape, made = _read(item)
    if isinstance(shape, RecordShape):
        name = QName(item.namespace, item.name)
        return _record(name, shape.fields, item.origin), made
    named = collections.built_in(item)
    return (named, (data_contract.ITEM_TYPE.here,)) if named else (shape, made)


def _map(node: Node) -> Read:
    entry = node.children[0]
    key, of_key = _read(entry.children[0])
    value, of_value = _read(entry.children[1])
    nillable = nil_inside(value, of_value)
    found = collections.map_of(entry, key, value, nillable)
    return found, (
        data_contract.DICTIONARY.here,
        *inside("keys", of_key, entry.children[0].origin),
        *inside("values", of_value, entry.children[1].origin),
    )


def _by_text(node: Node) -> Read:
    if not node.text:
        return AnyXml(silent=True), (wcf.NOTHING_INSIDE.here,)
    return _by_text_of(node.text)


def _by_text_of(text: str) -> Read:
    found = constant(text)
    if found:
        return found, (wcf.CONSTANT.at(None, type=found.name),)
    return STRING, (wcf.NO_CONSTANT.here,)


def _member(
    name: QName,
    origin: Origin,
    shape: Shape,
    decisions: Decisions,
    repeated: bool = False,
    particle: Particle = Particle.ELEMENT,
) -> FieldShape:
    """A member, which no sample shows to be nillable or required."""
    value = is_value(shape)
    # A text that is no constant may be an enumeration, to which nil is an error.
    open_ = any(each.rule is wcf.NO_CONSTANT and not each.part for each in decisions)
    null = not value and not repeated
    once = wcf.PRINTED_TWICE if repeated else wcf.PRINTED_ONCE
    of_null = wcf.VALUE_UNSTATED if value else wcf.REFERENCE
    return FieldShape(
        name,
        shape,
        origin,
        particle,
        repeated,
        nullable=null,
        nillable=null and not open_ and particle is not Particle.ATTRIBUTE,
        decisions=(*decisions, once.here, of_null.here, wcf.OPTIONAL.here),
    )


# JSON, where a page shows no XML


def message_of_value(value: Value, name: str) -> RecordShape:
    """Return the shape of a document in JSON, which shows names and types, and no XML."""
    is_list = value.kind is Kind.ARRAY and bool(value.items)
    if value.kind is Kind.OBJECT:
        fields = _values(value)
    elif is_list:
        shape, made = _of_value(value.items[0], f"{name}Item")
        item = QName(UNKNOWN, f"{name}Item")
        fields = (items(item, shape, value.origin, made),)
    else:
        shape, made = _of_value(value, name)
        text = Particle.TEXT
        fields = (_member(_VALUE, value.origin, shape, made, particle=text),)
    rules = service.OPERATION_NAME, wcf.JSON_ORDER
    return RecordShape(
        QName(UNKNOWN, name),
        Naming.TYPE,
        fields,
        is_list,
        decisions=tuple(each.at(value.origin) for each in rules),
    )


def _values(value: Value) -> tuple[FieldShape, ...]:
    fields = []
    for name, each in dict(value.members).items():
        shape, made = _of_value(each, name)
        fields.append(_member(QName(UNKNOWN, name), each.origin, shape, made))
    return tuple(fields)


def _of_value(value: Value, name: str) -> Read:
    if value.kind is Kind.NULL:
        return CutOff(complex=False, origin=value.origin), ()
    if value.kind is Kind.OBJECT:
        order = wcf.JSON_ORDER.at(value.origin)
        place, fields = QName(UNKNOWN, name), _values(value)
        record = RecordShape(place, Naming.ELEMENT, fields, decisions=(order,))
        return record, (wcf.MEMBERS_INSIDE.here,)
    if value.kind is Kind.ARRAY:
        return _array(value, name)
    found = json_constant(value.text)
    if found is None and value.kind is Kind.BOOLEAN:
        found = Scalar("boolean")
    if found:
        return found, (wcf.CONSTANT.at(None, type=found.name),)
    return STRING, (wcf.NO_CONSTANT.here,)


def _array(value: Value, name: str) -> Read:
    """A list, which JSON shows with one item; or bytes, one number for each."""
    if not value.items:
        return CutOff(complex=True, origin=value.origin), ()
    if len(value.items) > 2:
        scalar = Scalar("base64Binary")
        return scalar, (wcf.CONSTANT.at(None, type=scalar.name),)
    shape, made = _of_value(value.items[0], name)
    found = ListShape(QName(UNKNOWN, name), shape, nil_inside(shape, made))
    origin = value.items[0].origin
    return found, (wcf.PRINTED_TWICE.here, *inside("items", made, origin))
