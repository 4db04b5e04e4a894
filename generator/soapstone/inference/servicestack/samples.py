"""Reads the shapes of ServiceStack's XML samples, with the C# types of their tables.

A sample is a real object, filled by reflection and written by DataContractSerializer: it shows
order, namespaces and structure. The type of a member comes from its table row; without a row there
is only the structure (``collections``) and the value.
"""

from __future__ import annotations

from soapstone.dotnet import csharp
from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.enumerations import BY_FIRST_MEMBER
from soapstone.dotnet.namespaces import (
    ARRAYS,
    SERVICESTACK,
    SYSTEM,
)
from soapstone.dotnet.scalars import FILLINGS, STRING, valued
from soapstone.inference import finding_texts
from soapstone.inference.data_contract import collections
from soapstone.inference.data_contract.names import entry_of_scalars, item_of_scalar
from soapstone.inference.data_contract.nulls import is_value, member
from soapstone.inference.servicestack.enumeration_tables import EnumerationTables
from soapstone.inference.servicestack.tables import Tables, members
from soapstone.inference.shapes import (
    CutOff,
    FieldShape,
    ListShape,
    MapShape,
    Naming,
    RecordShape,
    Shape,
    known_enumeration,
)
from soapstone.model.contract import AnyXml, Particle, QName, Scalar
from soapstone.model.facts import Node, Row
from soapstone.model.findings import Finding

Read = tuple[Shape, tuple[Finding, ...]]
"""A shape, and the findings on the member that has it."""

_RESPONSE_STATUS = QName(SERVICESTACK, "ResponseStatus")
"""A member with this name and namespace has the type of this name."""

_OFFSET_MEMBERS = ("DateTime", "OffsetMinutes")


class Reader:
    """Reads the samples of one page with the help of its tables."""

    def __init__(self, tables: Tables, enumerations: EnumerationTables) -> None:
        self._tables = tables
        self._enumerations = enumerations

    def message(self, root: Node) -> RecordShape:
        """Return the shape of a document: a data contract, a collection (``ArrayOfX``) or a
        scalar.
        """
        name = QName(root.namespace, root.name)
        if root.text and not root.children:
            shape, findings = self._by_value(root, root.name)
            value = member(
                QName("", "Value"),
                root.origin,
                shape,
                findings,
                particle=Particle.TEXT,
            )
            return RecordShape(name, Naming.TYPE, (value,))
        if collections.is_array_of(root):
            item = root.children[0]
            shape, findings = self._item(item, root.name)
            items = QName(item.namespace, item.name)
            field = FieldShape(
                items, shape, item.origin, repeated=True, findings=findings
            )
            return RecordShape(name, Naming.TYPE, (field,), collection=True)
        return self._record(root, name, Naming.TYPE)

    def _record(self, node: Node, name: QName, naming: Naming) -> RecordShape:
        """Read an element with members, each by its table row where it has one."""
        match = self._tables.match(node, name.name)
        children = {
            (child.namespace, child.name): child for child in reversed(node.children)
        }
        fields = []
        for child in reversed(children.values()):
            row = match.rows.get(child.name)
            lost = match.found.get(child.name)
            field = self._member(
                child, row, f"{name.name}.{child.name}", (lost,) if lost else ()
            )
            fields.append(field)
        return RecordShape(name, naming, tuple(fields), findings=match.findings)

    def _member(
        self, node: Node, row: Row | None, subject: str, findings: tuple[Finding, ...]
    ) -> FieldShape:
        """Read a member by the C# type of its row, otherwise by its value."""
        name = QName(node.namespace, node.name)
        type_ = csharp.parse(row.csharp) if row else None
        if not row or not type_:
            shape, more = self._by_sample(node, subject)
            findings += more + (
                (finding_texts.unreadable_type(subject, row),) if row else ()
            )
            return member(name, node.origin, shape, findings, row)
        shape, more = self._by_type(node, type_, subject)
        findings += more
        if type_.nullable and row.required:
            findings += (finding_texts.nullable_required(subject, row),)
        return member(name, node.origin, shape, findings, row, type_)

    # By C# type

    def _by_type(self, node: Node, type_: TypeName, subject: str) -> Read:
        if type_.scalar:
            odd = type_.scalar == "string" and node.text.isidentifier()
            odd = odd and node.text not in FILLINGS
            return Scalar(type_.scalar), (
                (finding_texts.odd_word(subject, node),) if odd else ()
            )
        if type_.name in csharp.OBJECTS:
            return AnyXml(), ()
        if type_.item:
            return self._list(node, type_.item, subject)
        if type_.entry:
            return self._map(node, *type_.entry, subject)
        if type_.is_pair:
            key, value = type_.arguments
            return self._struct(
                node, type_.contract_name, {"key": key, "value": value}, subject
            )
        return self._own_type(node, type_, subject)

    def _list(self, node: Node, type_: TypeName, subject: str) -> Read:
        """Read a collection by the type of its items. The sample has one item, or none where it is
        truncated.
        """
        if node.children:
            item = node.children[0]
            shape, findings = self._by_type(item, type_, subject)
            nillable = type_.nullable or not is_value(shape)
            return (
                ListShape(QName(item.namespace, item.name), shape, nillable),
                findings,
            )
        if not type_.scalar:
            return CutOff(complex=True), ()
        shape = Scalar(type_.scalar)
        item_name = item_of_scalar(type_)
        return ListShape(item_name, shape, type_.nullable or not is_value(shape)), ()

    def _map(self, node: Node, key: TypeName, value: TypeName, subject: str) -> Read:
        """Read a dictionary by the types of its key and value. The sample has one entry, or
        none.
        """
        entry = node.children[0] if node.children else None
        if entry and len(entry.children) == 2:
            key_shape, findings = self._by_type(entry.children[0], key, subject)
            value_shape, more = self._by_type(entry.children[1], value, subject)
            nillable = value.nullable or not is_value(value_shape)
            return (
                collections.map_of(entry, key_shape, value_shape, nillable),
                findings + more,
            )
        if not (key.scalar and value.scalar):
            return CutOff(complex=True), ()
        entry_element = entry_of_scalars(key, value)
        names = [entry_element, QName(ARRAYS, "Key"), QName(ARRAYS, "Value")]
        shape = Scalar(value.scalar)
        nillable = value.nullable or not is_value(shape)
        return (
            MapShape(names[0], names[1], Scalar(key.scalar), names[2], shape, nillable),
            (),
        )

    def _struct(
        self, node: Node, name: str, members: dict[str, TypeName], subject: str
    ) -> Read:
        """Read a struct of System: its members are known."""
        if not node.children:
            return CutOff(complex=True, type_name=name), ()
        fields = []
        findings: tuple[Finding, ...] = ()
        for child in node.children:
            type_ = members.get(child.name, TypeName("object"))
            shape, more = self._by_type(child, type_, subject)
            findings += more
            qname = QName(child.namespace, child.name)
            fields.append(member(qname, child.origin, shape, (), type_=type_))
        qname = QName(node.children[0].namespace, name)
        return RecordShape(qname, Naming.TYPE, tuple(fields)), findings

    def _own_type(self, node: Node, type_: TypeName, subject: str) -> Read:
        """Read a type of the service: an enumeration, a data contract, or a collection with a name
        of its own.
        """
        enumeration = self._enumerations.named(type_, node.namespace, node.text)
        if enumeration:
            stated = self._enumerations.states_flags(type_.name)
            said = finding_texts.flags_by_value(type_.name, node.origin)
            return enumeration, (said,) if enumeration.flags and not stated else ()
        if node.nil:
            return (
                CutOff(
                    complex=False, type_name=type_.name, nullable_value=type_.nullable
                ),
                (),
            )
        if node.text and not node.children:
            return self._by_value(node, subject)
        if collections.is_map(node) or collections.is_sure_list(node):
            return self._by_sample(node, subject)
        name = QName(_type_namespace(node), type_.contract_name)
        record = self._record(node, name, Naming.TYPE)
        return record, (
            ()
            if node.children
            else (finding_texts.empty_element(subject, node.origin),)
        )

    # By sample

    def _by_sample(self, node: Node, subject: str) -> Read:
        """Read a member without a row by its structure, then by its value."""
        if node.xsi_type.endswith("anyType"):
            return AnyXml(), ()
        if node.nil:
            return CutOff(complex=False), ()
        if not node.children:
            return self._by_value(node, subject)
        if collections.is_map(node):
            return self._map_by_sample(node, subject)
        if collections.is_list(node):
            shape, findings = self._item(node.children[0], subject)
            item = node.children[0]
            nillable = item.namespace == SYSTEM or not is_value(shape)
            if not collections.is_sure_list(node):
                findings = (finding_texts.guessed_list(subject, node), *findings)
            return (
                ListShape(QName(item.namespace, item.name), shape, nillable),
                findings,
            )
        if members(node) == tuple((SYSTEM, name) for name in _OFFSET_MEMBERS):
            return Scalar("DateTimeOffset"), ()
        name = QName(_type_namespace(node), node.name)
        naming = Naming.TYPE if name == _RESPONSE_STATUS else Naming.ELEMENT
        return self._record(node, name, naming), ()

    def _item(self, item: Node, subject: str) -> Read:
        """Read an item, which has the name and namespace of its type."""
        shape, findings = self._by_sample(item, subject)
        if isinstance(shape, RecordShape):
            return (
                self._record(item, QName(item.namespace, item.name), Naming.TYPE),
                findings,
            )
        return shape, findings

    def _map_by_sample(self, node: Node, subject: str) -> Read:
        entry = node.children[0]
        key_name, value_name = collections.entry_types(entry.name)
        key, value = entry.children
        key_shape, findings = (
            (Scalar(key_name), ()) if key_name else self._by_sample(key, subject)
        )
        value_shape, more = (
            (Scalar(value_name), ()) if value_name else self._by_sample(value, subject)
        )
        nillable = not is_value(value_shape)
        return (
            collections.map_of(entry, key_shape, value_shape, nillable),
            findings + more,
        )

    def _by_value(self, node: Node, subject: str) -> Read:
        """Read a text: by the element name of a built-in item, otherwise by ServiceStack's
        placeholders.
        """
        named = collections.built_in(node)
        if named:
            return named, ()
        if not node.text:
            name = QName(node.namespace, node.name)
            empty = RecordShape(name, Naming.ELEMENT, ())
            return empty, (finding_texts.empty_element(subject, node.origin),)
        scalar = valued(node.text)
        if scalar and scalar.guessed:
            return scalar, (finding_texts.guessed_number(subject, node, scalar.name),)
        if scalar:
            live = node.text not in FILLINGS
            return scalar, (
                (finding_texts.live_value(subject, node, scalar.name),) if live else ()
            )
        known = BY_FIRST_MEMBER.get(node.text)
        if known:
            return known_enumeration(known), (
                finding_texts.enumeration_by_sample(subject, node, known.name.name),
            )
        return STRING, (finding_texts.odd_word(subject, node),)


def _type_namespace(node: Node) -> str:
    """Return the namespace of the last member: a type's own members come after inherited ones."""
    return node.children[-1].namespace if node.children else node.namespace
