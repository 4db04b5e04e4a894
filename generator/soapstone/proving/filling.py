"""Fills the samples of pages with plausible values: placeholders become texts of their types.

The shape, the order and the namespaces are the sample's; only what stands in the leaves, which
nullable members are there, and which branch of a choice, comes from the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from lxml import etree

from soapstone.dotnet.namespaces import SYSTEM
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.model.facts import Node
from soapstone.model.findings import Origin
from soapstone.proving.canonical import XSI
from soapstone.proving.records import Records
from soapstone.proving.texts import DATA_SET, NoFittingText, texts

NIL = f"{{{XSI}}}nil"
_TYPE = f"{{{XSI}}}type"
_OFFSETS = (
    ("2021-03-04T05:06:07Z", "60"),
    ("0001-01-02T00:00:00Z", "-840"),
    ("9999-12-30T23:59:59.9999999Z", "840"),
    ("2021-03-04T05:06:07.1234567Z", "0"),
)
"""A DateTimeOffset's moment and its minutes of offset, for each column."""


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


class NotInContract(Exception):
    """A sample shows a member that its class does not have."""

    def __init__(self, name: str, origin: Origin) -> None:
        super().__init__(name)
        self.name = name
        self.origin = origin


class Filler:
    """Fills the samples of a contract.

    Raises NotInContract for a member that a sample shows and the contract does not have, and
    NoFittingText for one that must be there and whose facets allow no text that is made here.
    """

    def __init__(self, contract: Contract, filling: Filling, turn: int = 0) -> None:
        """``turn`` is the number of the branch that each choice has, from 0."""
        self._records = Records(contract)
        self._filling = filling
        self._turn = turn
        self._members = {each.key: each.members for each in contract.enumerations}
        named = (each.type_name for each in contract.records if each.base)
        homes = {name.namespace for name in named if name} - {""}
        self._prefixes = {"": ""} | {u: f"t{n}:" for n, u in enumerate(sorted(homes))}
        """Of the namespaces of types that ``xsi:type`` may name."""
        self._count = 0
        self.cut_off: list[Node] = []
        """Elements that a sample cuts off: what they hold is not shown, and stays empty."""
        self.left_out: list[tuple[Node, NoFittingText]] = []
        """Elements that may be left out, and are, as no text was found for them."""

    def document(self, sample: Node, record: str) -> bytes:
        """The sample's root element, filled."""
        bound = {name[:-1]: uri for uri, name in self._prefixes.items() if uri}
        root = etree.Element(_tag(sample), nsmap=bound)
        self._record(root, sample, record, top=True)
        return etree.tostring(root)

    def _record(
        self, element: etree._Element, sample: Node, key: str, top: bool = False
    ) -> None:
        fields = self._records.by_key[key].fields
        fields = tuple(each for each in fields if self._stands(each, key))
        for namespace, name, _ in sample.attributes:
            field = self._field(key, namespace, name, sample.origin)
            if not (self._filling.nulls and field.nullable):
                element.set(_clark(namespace, name), self._member_text(field))
        for field in fields:
            if field.particle is Particle.TEXT and not sample.children:
                element.text = self._text(field.type)
        for child in sample.children:
            field = self._field(key, child.namespace, child.name, child.origin)
            if self._stands(field, key):
                self._member(element, child, field, top)
        self._unshown(element, sample, fields)

    def _member(
        self, element: etree._Element, sample: Node, field: Field, top: bool
    ) -> None:
        # A root whose every member is null would show nothing: the deeper ones do.
        null = self._filling.nulls and field.nullable and not (top and _nested(field))
        if (field.alternative and field.required) or field.fixed is not None:
            null = False  # nil is never a fixed value; nor may a choice lose its branch
        if field.repeated and not self._filling.lists and not field.required:
            return
        if null and not field.nillable:
            return
        inner = etree.SubElement(element, _tag(sample))
        try:
            if null:
                inner.set(NIL, "true")
            elif isinstance(field.type, Scalar | EnumerationRef):
                self._leaf(inner, field)
            else:
                self._value(inner, sample, field.type)
        except NoFittingText as error:
            if field.required and not field.nillable:
                raise
            element.remove(inner)
            self.left_out.append((sample, error))

    def _stands(self, field: Field, key: str) -> bool:
        """Whether a field of a record is none of a choice, or of the branch whose turn it is."""
        place = field.alternative
        if place is None:
            return True
        branches = self._records.branches(key)[place.choice]
        return place.branch == self._turn % branches + 1

    def _field(self, key: str, namespace: str, name: str, origin: Origin) -> Field:
        field = self._records.member(key, namespace, name)
        if field is None:
            raise NotInContract(_clark(namespace, name), origin)
        return field

    def _unshown(
        self, element: etree._Element, sample: Node, fields: Iterable[Field]
    ) -> None:
        """What must be there and the sample does not show: it is cut, or a person has said so."""
        shown = {(child.namespace, child.name) for child in sample.children}
        shown |= {(namespace, name) for namespace, name, _ in sample.attributes}
        before: set[str] = set()
        for field in fields:
            name = _clark(field.name.namespace, field.name.name)
            if (
                not field.required
                or field.repeated
                or (field.name.namespace, field.name.name) in shown
                or not isinstance(field.type, Scalar | EnumerationRef)
            ):
                pass
            elif field.particle is Particle.ATTRIBUTE:
                element.set(name, self._member_text(field))
            elif field.particle is Particle.ELEMENT:
                inner = etree.Element(name)
                self._leaf(inner, field)
                element.insert(sum(each.tag in before for each in element), inner)
            before.add(name)

    def _leaf(self, element: etree._Element, field: Field) -> None:
        if field.type == Scalar("DateTimeOffset"):
            self._offset(element)
        else:
            element.text = self._member_text(field)

    def _member_text(self, field: Field) -> str:
        return self._text(field.type) if field.fixed is None else field.fixed

    def _value(self, element: etree._Element, sample: Node, type_: Type) -> None:
        if sample.nil and not isinstance(type_, Scalar | EnumerationRef | AnyXml):
            self.cut_off.append(sample)
        match type_:
            case Scalar("DateTimeOffset"):
                self._offset(element)
            case Scalar() | EnumerationRef():
                element.text = self._text(type_)
            case RecordRef(key):
                self._record(element, sample, self._named(element, sample, key))
            case ListOf():
                self._items(element, sample, type_.item, partial(self._item, type_))
            case MapOf():
                self._items(element, sample, type_.entry, partial(self._entry, type_))
            case AnyXml("DataSet" | "typed DataSet"):
                element.extend(self._data_set())
            case AnyXml():
                element.text = "anything"
            case ChoiceOf():  # each of its elements is one of a branch
                raise AssertionError

    def _named(self, element: etree._Element, sample: Node, key: str) -> str:
        """The record in the place of another: one that extends it, whose type is named then."""
        for each in self._records.extending(key) if sample.xsi_type else ():
            if each.type_name and _is_name_of(sample.xsi_type, each.type_name):
                prefix = self._prefixes[each.type_name.namespace]
                element.set(_TYPE, f"{prefix}{each.type_name.name}")
                return each.key
        return key

    def _data_set(self) -> etree._Element:
        """Each has a name of its own: it is the xs:ID of its schema."""
        self._count += 1
        return etree.fromstring(DATA_SET.replace("NewDataSet", f"DataSet{self._count}"))

    def _offset(self, element: etree._Element) -> None:
        names = ("DateTime", "OffsetMinutes")
        for name, text in zip(names, _OFFSETS[self._filling.column], strict=True):
            etree.SubElement(element, f"{{{SYSTEM}}}{name}").text = text

    def _items(
        self,
        element: etree._Element,
        sample: Node,
        name: QName,
        fill: Callable[[etree._Element, Node], None],
    ) -> None:
        for child in sample.children if self._filling.lists else ():
            if (child.namespace, child.name) != (name.namespace, name.name):
                raise NotInContract(_clark(child.namespace, child.name), child.origin)
            fill(etree.SubElement(element, _tag(child)), child)

    def _item(self, type_: ListOf, element: etree._Element, sample: Node) -> None:
        if self._filling.nulls and type_.nillable and not self._attributed(type_.type):
            element.set(NIL, "true")
        else:
            self._value(element, sample, type_.type)

    def _attributed(self, type_: Type) -> bool:
        """An attribute must be there: .NET leaves it out of a null, and its own schema refuses."""
        return isinstance(type_, RecordRef) and any(
            field.particle is Particle.ATTRIBUTE and field.required
            for field in self._records.by_key[type_.key].fields
        )

    def _entry(self, type_: MapOf, element: etree._Element, sample: Node) -> None:
        if len(sample.children) != 2:
            raise NotInContract(_clark(sample.namespace, sample.name), sample.origin)
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
        if not isinstance(type_, Scalar):
            return "anything"
        if type_.name == "ID":  # each is the only one of its document
            self._count += 1
            return f"id{self._count}"
        return texts(type_)[self._filling.column]


def _is_name_of(xsi_type: str, name: QName) -> bool:
    """Whether a sample means a type: of the pages' own prefixes nothing is known."""
    return xsi_type == str(name) or xsi_type.rpartition(":")[2] == name.name


def _nested(field: Field) -> bool:
    return not isinstance(field.type, Scalar | EnumerationRef)


def _tag(node: Node) -> str:
    return _clark(node.namespace, node.name)


def _clark(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}" if namespace else name
