"""Reads the shapes of ServiceStack's XML samples, with the C# types of their tables.

A sample is a real object, filled by reflection and written by DataContractSerializer: it shows
order, namespaces and structure. The type of a member comes from its table row; without a row there
is only the structure (``collections``) and the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from soapstone.dotnet import csharp
from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.enumerations import BY_FIRST_MEMBER
from soapstone.dotnet.namespaces import (
    ARRAYS,
    SERVICESTACK,
    SYSTEM,
)
from soapstone.dotnet.scalars import FILLINGS, SCALARS, STAND_INS, STRING, valued
from soapstone.inference.data_contract import collections
from soapstone.inference.data_contract.names import entry_of_scalars, item_of_scalar
from soapstone.inference.data_contract.nulls import items, member, nil_inside
from soapstone.inference.data_contract.type_namespaces import type_namespace
from soapstone.inference.servicestack import framework
from soapstone.inference.servicestack.enumeration_tables import EnumerationTables
from soapstone.inference.servicestack.tables import Tables, members
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    FieldShape,
    ListShape,
    MapShape,
    Naming,
    Read,
    RecordShape,
    inside,
    known_enumeration,
)
from soapstone.model.catalogue import data_contract, service, servicestack
from soapstone.model.contract import AnyXml, Particle, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Node, Row
from soapstone.model.rules import Decision

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
            shape, made = self._by_value(root)
            value = member(
                QName("", "Value"), root.origin, shape, made, particle=Particle.TEXT
            )
            return _sampled(name, (value,), root)
        if collections.is_array_of(root):
            item = root.children[0]
            shape, made = self._item(item)
            field = items(QName(item.namespace, item.name), shape, item.origin, made)
            return replace(_sampled(name, (field,), root), collection=True)
        return self._record(root, name, Naming.TYPE)

    def _record(self, node: Node, name: QName, naming: Naming) -> RecordShape:
        """Read an element with members, each by its table row where it has one."""
        match = self._tables.match(node, name.name)
        known = framework.rows(name, node)
        children = {
            (child.namespace, child.name): child for child in reversed(node.children)
        }
        fields = [
            self._member(
                child,
                match.rows.get(child.name) or _known(known, child),
                None if _known(known, child) else match.members.get(child.name),
            )
            for child in reversed(children.values())
        ]
        shape = _sampled(name, tuple(fields), node)
        decisions = (*shape.decisions, *match.decisions, *match.contradictions)
        return replace(shape, naming=naming, decisions=decisions)

    def _member(self, node: Node, row: Row | None, odd: Decision | None) -> FieldShape:
        """Read a member by the C# type of its row, otherwise by its value.

        ``odd``: what is odd about the row.
        """
        name = QName(node.namespace, node.name)
        made: Decisions = (odd,) if odd else ()
        type_ = csharp.parse(row.csharp) if row else None
        if row and type_:
            shape, found = self._by_type(node, type_)
            more = tuple(_at_row(each, row) for each in found)
        else:
            shape, more = self._by_sample(node)
            made += unreadable(row) if row else ()
        return member(name, node.origin, shape, (*made, *more), row, type_)

    # By C# type

    def _by_type(self, node: Node, type_: TypeName) -> Read:
        """Read an element by its C# type; a decision is made only where the type leaves it open."""
        if type_.scalar:
            odd = type_.scalar == "string" and node.text.isidentifier()
            odd = odd and node.text not in FILLINGS
            made = (servicestack.STRING_OR_ENUMERATION.at(node.origin),) if odd else ()
            return Scalar(type_.scalar), made
        if type_.name in csharp.OBJECTS:
            return AnyXml(), ()
        if type_.item:
            return self._list(node, type_.item)
        if type_.entry:
            return self._map(node, *type_.entry)
        if type_.is_pair:
            key, value = type_.arguments
            return self._struct(node, type_.contract_name, {"key": key, "value": value})
        return self._own_type(node, type_)

    def _list(self, node: Node, type_: TypeName) -> Read:
        """Read a collection by the type of its items. The sample has one item, or none where it is
        truncated.
        """
        if node.children:
            item = node.children[0]
            open_ = type_ == framework.ITEM
            shape, made = self._item(item) if open_ else self._by_type(item, type_)
            nillable = nil_inside(shape, made, type_)
            found = ListShape(QName(item.namespace, item.name), shape, nillable)
            return found, inside("items", made, item.origin)
        if not type_.scalar:
            return CutOff(complex=True, origin=node.origin), ()
        shape = Scalar(type_.scalar)
        item_name = item_of_scalar(type_)
        return ListShape(item_name, shape, nil_inside(shape, (), type_)), ()

    def _map(self, node: Node, key: TypeName, value: TypeName) -> Read:
        """Read a dictionary by the types of its key and value. The sample has one entry, or
        none.
        """
        entry = node.children[0] if node.children else None
        if entry and len(entry.children) == 2:
            key_shape, of_key = self._by_type(entry.children[0], key)
            value_shape, of_value = self._by_type(entry.children[1], value)
            nillable = nil_inside(value_shape, of_value, value)
            found = collections.map_of(entry, key_shape, value_shape, nillable)
            return found, _of_entry(entry, of_key, of_value)
        if not (key.scalar and value.scalar):
            return CutOff(complex=True, origin=node.origin), ()
        entry_element = entry_of_scalars(key, value)
        names = [entry_element, QName(ARRAYS, "Key"), QName(ARRAYS, "Value")]
        shape = Scalar(value.scalar)
        nillable = nil_inside(shape, (), value)
        return (
            MapShape(names[0], names[1], Scalar(key.scalar), names[2], shape, nillable),
            (),
        )

    def _struct(self, node: Node, name: str, members: dict[str, TypeName]) -> Read:
        """Read a struct of System: its members are known."""
        if not node.children:
            return CutOff(complex=True, type_name=name, origin=node.origin), ()
        fields = []
        for child in node.children:
            type_ = members.get(child.name, TypeName("object"))
            shape, made = self._by_type(child, type_)
            known = (*made, data_contract.STRUCT_MEMBER.here)
            qname = QName(child.namespace, child.name)
            fields.append(member(qname, child.origin, shape, known, type_=type_))
        qname = QName(node.children[0].namespace, name)
        return _sampled(qname, tuple(fields), node), ()

    def _own_type(self, node: Node, type_: TypeName) -> Read:
        """Read a type of the service: an enumeration, a data contract, or a collection with a name
        of its own.
        """
        enumeration = self._enumerations.named(type_, node.namespace, node.text)
        if enumeration:
            return enumeration, ()
        if node.nil:
            return (
                CutOff(
                    complex=False,
                    type_name=type_.name,
                    nullable_value=type_.nullable,
                    origin=node.origin,
                ),
                (),
            )
        if node.text and not node.children:
            return self._word_of(node, type_)
        if collections.is_map(node) or collections.is_sure_list(node):
            return self._by_sample(node)
        name = QName(type_namespace(node), type_.contract_name)
        empty = () if node.children else (servicestack.EMPTY_CLASS.here,)
        return self._record(node, name, Naming.TYPE), empty

    def _word_of(self, node: Node, type_: TypeName) -> Read:
        """Read a text in the place of a C# type that no page explains: only of an enumeration the
        serializer writes a word.
        """
        if valued(node.text):
            return self._by_value(node)
        word = node.text not in STAND_INS
        taken = (
            "an enumeration with the members that samples show" if word else "string"
        )
        made = servicestack.UNKNOWN_TYPE.at(None, csharp=type_.name, taken=taken)
        if not word:
            return STRING, (made,)
        name = QName(node.namespace, type_.name)
        of_members = (servicestack.SAMPLE_MEMBER.at(node.origin),)
        shape = EnumerationShape(
            name, Naming.TYPE, (node.text,), decisions=of_members, partial=True
        )
        return shape, (made,)

    # By sample

    def _by_sample(self, node: Node) -> Read:
        """Read a member without a row by its structure, then by its value."""
        if node.xsi_type.endswith("anyType"):
            return AnyXml(), (data_contract.ANY_TYPE.here,)
        if node.nil:
            return CutOff(complex=False, origin=node.origin), ()
        if not node.children:
            return self._by_value(node)
        if collections.is_map(node):
            return self._map_by_sample(node)
        if collections.is_list(node):
            item = node.children[0]
            shape, made = self._item(item)
            nullable = item.namespace == SYSTEM and item.name in SCALARS
            nillable = nullable or nil_inside(shape, made)
            rule = data_contract.COLLECTION.here
            if not collections.is_sure_list(node):
                rule = data_contract.GUESSED_LIST.at(node.origin, item=item.name)
            found = ListShape(QName(item.namespace, item.name), shape, nillable)
            return found, (rule, *inside("items", made, item.origin))
        if members(node) == tuple((SYSTEM, name) for name in _OFFSET_MEMBERS):
            return Scalar("DateTimeOffset"), (data_contract.OFFSET.here,)
        made = (data_contract.MEMBERS_INSIDE.here,)
        known = framework.name_of(node)
        if known:
            return self._record(node, QName(SERVICESTACK, known), Naming.TYPE), made
        name = QName(type_namespace(node), node.name)
        return self._record(node, name, Naming.ELEMENT), made

    def _item(self, item: Node) -> Read:
        """Read an item, which has the name and namespace of its type."""
        shape, made = self._by_sample(item)
        if isinstance(shape, RecordShape):
            name = QName(item.namespace, item.name)
            return self._record(item, name, Naming.TYPE), made
        return shape, made

    def _map_by_sample(self, node: Node) -> Read:
        entry = node.children[0]
        key_name, value_name = collections.entry_types(entry.name)
        key_shape, of_key = self._named(key_name, entry.children[0])
        value_shape, of_value = self._named(value_name, entry.children[1])
        nillable = nil_inside(value_shape, of_value)
        found = collections.map_of(entry, key_shape, value_shape, nillable)
        made = _of_entry(entry, of_key, of_value)
        return found, (data_contract.DICTIONARY.here, *made)

    def _named(self, scalar: str, node: Node) -> Read:
        """Read a key or a value, whose scalar the name of the entry has."""
        return (Scalar(scalar), ()) if scalar else self._by_sample(node)

    def _by_value(self, node: Node) -> Read:
        """Read a text: by the element name of a built-in item, otherwise by ServiceStack's
        placeholders.
        """
        named = collections.built_in(node)
        if named:
            return named, (data_contract.ITEM_TYPE.here,)
        if not node.text:
            return AnyXml(silent=True), (servicestack.EMPTY_SAMPLE.here,)
        scalar = valued(node.text)
        if scalar and scalar.guessed:
            return scalar, (guessed_number(node.text, scalar),)
        if scalar:
            live = servicestack.LIVE_VALUE.at(None, type=scalar.name)
            filled = node.text in FILLINGS
            return scalar, (servicestack.PLACEHOLDER.here if filled else live,)
        known = BY_FIRST_MEMBER.get(node.text)
        if known:
            made = servicestack.FIRST_MEMBER.at(
                None, type=known.name.name, word=node.text
            )
            rules = servicestack.KNOWN_BY_SAMPLE, servicestack.NAME_BY_SAMPLE
            name = known.name.name
            of_type = tuple(rule.at(node.origin, type=name) for rule in rules)
            return known_enumeration(known, of_type), (made,)
        return STRING, (servicestack.ODD_WORD.here,)


def _at_row(decision: Decision, row: Row) -> Decision:
    """A decision on what the row states stands at the row, whatever part of the type it is about;
    any other where it was made.
    """
    if decision.rule is servicestack.UNKNOWN_TYPE and row.origin.file:
        return replace(decision, origin=row.origin)
    return decision


def guessed_number(text: str, scalar: Scalar) -> Decision:
    """Return the decision on a number, which no sample shows as it is; a value is not quoted."""
    return servicestack.GUESSED_NUMBER.at(None, shown=shown(text), type=scalar.name)


def shown(text: str) -> str:
    """Return a text if it is a placeholder, otherwise "a value": a finding never quotes a value."""
    return text if text == "0" or text in FILLINGS else "a value"


def unreadable(row: Row) -> Decisions:
    """Return the decision on a row whose C# type cannot be read."""
    csharp_text = row.csharp or "Nothing"
    return (servicestack.UNREADABLE_TYPE.at(row.origin, csharp=csharp_text),)


def _known(rows: Mapping[str, Row], child: Node) -> Row | None:
    """The declaration of a member that ServiceStack itself declares, or None."""
    return rows.get(child.name) if child.namespace == SERVICESTACK else None


def _sampled(name: QName, fields: tuple[FieldShape, ...], node: Node) -> RecordShape:
    rule = data_contract.SAMPLE_ORDER if fields else service.NOT_SHOWN
    return RecordShape(name, Naming.TYPE, fields, decisions=(rule.at(node.origin),))


def _of_entry(entry: Node, of_key: Decisions, of_value: Decisions) -> Decisions:
    """The decisions on the key and the value of a map's entry, as decisions on its member."""
    key, value = entry.children[:2]
    return (
        *inside("keys", of_key, key.origin),
        *inside("values", of_value, value.origin),
    )
