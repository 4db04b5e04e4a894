"""Replaces the placeholders of sample messages by texts of their types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.model.facts import Node
from tests.canonical import XSI
from tests.values import texts

NIL = f"{{{XSI}}}nil"


@dataclass(frozen=True)
class Filling:
    """A deterministic set of values."""

    name: str
    column: int
    """Which of a scalar's texts."""
    lists: bool = True
    """Whether lists and maps hold anything."""
    nulls: bool = False
    """Whether what can be null is."""


FILLINGS = (
    Filling("plain", 0),
    Filling("lowest", 1),
    Filling("highest", 2),
    Filling("awkward", 3),
    Filling("empty", 0, lists=False),
    Filling("null", 0, nulls=True),
)


class Filler:
    """Fills the samples of a contract."""

    def __init__(self, contract: Contract, filling: Filling) -> None:
        self._contract = contract
        self._filling = filling
        self._members = {each.key: each.members for each in contract.enumerations}
        self._count = 0

    def document(self, sample: Node, record: str) -> bytes:
        """The sample's root element, filled."""
        root = etree.Element(_tag(sample))
        self._record(root, sample, record, top=True)
        return etree.tostring(root)

    def _record(
        self, element: etree._Element, sample: Node, key: str, top: bool = False
    ) -> None:
        fields = self._contract.record(key).fields
        for namespace, name, _ in sample.attributes:
            field = _find(fields, namespace, name)
            if not (self._filling.nulls and field.nullable):
                element.set(_clark(namespace, name), self._text(field.type))
        for field in fields:
            if field.particle is Particle.TEXT:
                element.text = self._text(field.type)
        for child in sample.children:
            field = _find(fields, child.namespace, child.name)
            # A root whose every member is null would show nothing: the deeper ones do.
            null = (
                self._filling.nulls and field.nullable and not (top and _nested(field))
            )
            if field.repeated and not self._filling.lists:
                continue
            if null and not field.nillable:
                continue
            inner = etree.SubElement(element, _tag(child))
            if null:
                inner.set(NIL, "true")
            else:
                self._value(inner, child, field.type)
        self._unshown(element, sample, key)

    def _unshown(self, element: etree._Element, sample: Node, key: str) -> None:
        """What must be there and the sample does not show: it is cut, or a person has said so."""
        shown = {(child.namespace, child.name) for child in sample.children}
        shown |= {(namespace, name) for namespace, name, _ in sample.attributes}
        before: set[str] = set()
        for field in self._contract.record(key).fields:
            name = _clark(field.name.namespace, field.name.name)
            if (
                not field.required
                or field.repeated
                or (field.name.namespace, field.name.name) in shown
                or not isinstance(field.type, Scalar | EnumerationRef)
            ):
                pass
            elif field.particle is Particle.ATTRIBUTE:
                element.set(name, self._text(field.type))
            elif field.particle is Particle.ELEMENT:
                inner = etree.Element(name)
                inner.text = self._text(field.type)
                element.insert(sum(each.tag in before for each in element), inner)
            before.add(name)

    def _value(self, element: etree._Element, sample: Node, type_: Type) -> None:
        match type_:
            case Scalar() | EnumerationRef():
                element.text = self._text(type_)
            case RecordRef(key):
                self._record(element, sample, key)
            case ListOf():
                self._items(
                    element, sample, lambda item, node: self._item(item, node, type_)
                )
            case MapOf():
                self._items(
                    element, sample, lambda item, node: self._entry(item, node, type_)
                )
            case AnyXml():
                element.text = "anything"

    def _items(
        self,
        element: etree._Element,
        sample: Node,
        fill: Callable[[etree._Element, Node], None],
    ) -> None:
        for child in sample.children if self._filling.lists else ():
            fill(etree.SubElement(element, _tag(child)), child)

    def _item(self, element: etree._Element, sample: Node, type_: ListOf) -> None:
        if self._filling.nulls and type_.nillable and not self._attributed(type_.type):
            element.set(NIL, "true")
        else:
            self._value(element, sample, type_.type)

    def _attributed(self, type_: Type) -> bool:
        """An attribute must be there: .NET leaves it out of a null, and its own schema refuses."""
        return isinstance(type_, RecordRef) and any(
            field.particle is Particle.ATTRIBUTE and field.required
            for field in self._contract.record(type_.key).fields
        )

    def _entry(self, element: etree._Element, sample: Node, type_: MapOf) -> None:
        key, value = sample.children
        self._value(etree.SubElement(element, _tag(key)), key, type_.key_type)
        inner = etree.SubElement(element, _tag(value))
        if self._filling.nulls and type_.nillable:
            inner.set(NIL, "true")
        else:
            self._value(inner, value, type_.value_type)

    def _text(self, type_: Type) -> str:
        if isinstance(type_, EnumerationRef):
            members = self._members[type_.key]
            self._count += 1
            return members[(self._count + self._filling.column) % len(members)]
        assert isinstance(type_, Scalar)
        return texts(type_)[self._filling.column]


def _find(fields: tuple[Field, ...], namespace: str, name: str) -> Field:
    return next(
        each
        for each in fields
        if (each.name.namespace, each.name.name) == (namespace, name)
    )


def _nested(field: Field) -> bool:
    return not isinstance(field.type, Scalar | EnumerationRef)


def _tag(node: Node) -> str:
    return _clark(node.namespace, node.name)


def _clark(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}" if namespace else name
