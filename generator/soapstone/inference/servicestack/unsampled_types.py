"""Declares the shapes of types that no XML sample shows.

They come from C# source, tables, and JSON, JSV or CSV samples. Source states everything: types,
names, base classes, ``Order``, namespaces. A table states C# types but no namespace. The other
formats show only what values look like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from soapstone.dotnet import csharp, sample_values
from soapstone.dotnet.base_classes import (
    by_order,
    filled,
    namespace_of,
    ordinal,
    with_base_classes,
)
from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import (
    ARRAYS,
    GENERIC_COLLECTIONS,
    UNKNOWN,
)
from soapstone.dotnet.scalars import STRING
from soapstone.inference import finding_texts
from soapstone.inference.data_contract.names import contract_name, entry_name, item_name
from soapstone.inference.data_contract.nulls import is_value, member
from soapstone.inference.expansion_limits import Sourced
from soapstone.inference.servicestack.enumeration_tables import EnumerationTables
from soapstone.inference.servicestack.tables import Tables
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    FieldShape,
    ListShape,
    MapShape,
    Naming,
    RecordShape,
    Shape,
)
from soapstone.model.contract import AnyXml, QName, Scalar
from soapstone.model.facts import Class, Kind, Node, Row, Value
from soapstone.model.findings import Finding, Origin

Read = tuple[Shape, tuple[Finding, ...]]
Place = tuple[str, Origin]
"""Subject and origin of findings."""

_DEEPEST = 30
"""Levels of types inside each other; the deepest real sample has 25."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A member whose type is not read yet."""

    name: QName
    row: Row | None
    value: Value | None
    arguments: Mapping[str, TypeName]
    """The type arguments of the generic class around it, by parameter."""


def node_of(name: str, value: Value) -> Node:
    """Return a value as an XML element, so that tables can be aligned with it."""
    children = tuple(node_of(key, each) for key, each in value.members)
    items = tuple(node_of("item", each) for each in value.items)
    nil = value.kind is Kind.NULL
    return Node(UNKNOWN, name, value.text, nil, "", (), children + items, value.origin)


class UnsampledTypes:
    """Reads the types of one document, whose own type is ``root``.

    ``known`` are the records of the service that XML shows, by name. ``own_namespace`` is a guess
    at the namespace of the root, for want of a better source. A type is expanded once, where it
    occurs first: a tree of all places would grow without end. ``sourced`` has the types that other
    documents of the service have expanded.
    """

    def __init__(
        self,
        tables: Tables,
        enumerations: EnumerationTables,
        classes: Mapping[str, Class],
        known: Mapping[str, RecordShape],
        root: TypeName,
        own_namespace: str,
        sourced: Sourced,
    ) -> None:
        self._tables = tables
        self._enumerations = enumerations
        self._classes = classes
        self._known = known
        self._root = root
        self._own_namespace = own_namespace
        self._expanded: set[TypeName] = set()
        self._too_deep = 0
        """How many types were not expanded here, because they are nested too deep."""
        self._sourced = sourced

    def known(self, type_: TypeName) -> RecordShape | None:
        """Return the record of a type as XML shows it anywhere in the service, or None."""
        return self._known.get(type_.name)

    def home(self, type_: TypeName) -> QName:
        """Return name and namespace of a type of the service."""
        if type_.name in self._known:
            return self._known[type_.name].name
        declared = self._classes.get(type_.name)
        if declared:
            name = declared.contract_name or declared.name
            return QName(namespace_of(declared), name)
        if self._enumerations.knows(type_.name):
            shape = self._enumerations.named(type_, UNKNOWN)
            return shape.name if shape else QName(UNKNOWN, type_.name)
        own = self._own_namespace if type_ == self._root else UNKNOWN
        return QName(own, type_.name)

    # Records

    def record(
        self, type_: TypeName, value: Value | None, outer: tuple[TypeName, ...]
    ) -> RecordShape:
        """Return the shape of a data contract, from source, a table or a value.

        ``outer`` are the types around it. Raises SpecError where the source expands beyond the
        limits.
        """
        name = contract_name(type_, self.home)
        declared = self._classes.get(type_.name)
        if declared:
            slots = self._of_class(type_, declared, value)
            self._sourced.check(type_, len(slots), declared.origin)
            findings = tuple(self._unseen_base(declared))
        else:
            slots, findings = self._of_table(type_, name, value)
        computed = sample_values.computed(value) if value else frozenset()
        fields = [
            self._field(slot, f"{name.name}.{slot.name.name}", computed, outer)
            for slot in slots
        ]
        return RecordShape(name, Naming.TYPE, tuple(fields), findings=findings)

    def _of_class(
        self, type_: TypeName, declared: Class, value: Value | None
    ) -> list[_Slot]:
        """The members of a class, those of its base classes first."""
        shown = dict(value.members) if value else {}
        slots = []
        for owner, arguments in with_base_classes(type_, declared, self._classes):
            for each in sorted(owner.members, key=by_order):
                name = QName(namespace_of(owner), each.row.name)
                slots.append(_Slot(name, each.row, shown.get(each.row.name), arguments))
        return slots

    def _unseen_base(self, declared: Class) -> Iterator[Finding]:
        furthest, _ = with_base_classes(
            TypeName(declared.name), declared, self._classes
        )[0]
        base = csharp.parse(furthest.base) if furthest.base else None
        if base and base.name not in self._classes:
            yield finding_texts.base_unseen(
                declared.name, furthest.origin, furthest.base
            )

    def _of_table(
        self, type_: TypeName, name: QName, value: Value | None
    ) -> tuple[list[_Slot], tuple[Finding, ...]]:
        """The members that a table states, and those that only a value shows."""
        shown = dict(value.members) if value else {}
        rows: dict[str, Row] = {}
        findings: tuple[Finding, ...] = ()
        lost: dict[str, Finding] = {}
        node = node_of(name.name, value) if value else None
        if node:
            match = self._tables.match(node, type_.name)
            rows, lost = dict(match.rows), match.found
            findings = tuple(match.contradictions) + tuple(lost.values())
        table = self._tables.named(type_.name)
        if table is None and node:
            table = self._tables.of(node, type_.name)
        for row in table.rows if table else ():
            if row.name:
                rows.setdefault(row.name, row)
        names = sorted({*rows, *shown}, key=ordinal)
        slots = [
            _Slot(QName(name.namespace, each), rows.get(each), shown.get(each), {})
            for each in names
        ]
        return slots, findings

    def _field(
        self,
        slot: _Slot,
        subject: str,
        computed: frozenset[str],
        outer: tuple[TypeName, ...],
    ) -> FieldShape:
        row, value = slot.row, slot.value
        at = row or value
        assert at is not None
        place = (subject, at.origin)
        type_ = csharp.parse(row.csharp) if row else None
        if type_:
            type_ = filled(type_, slot.arguments)
            shape, findings = self.shape(type_, value, place, outer, row)
        elif value:
            shape, findings = self.by_value(slot.name.name, value, place)
        else:
            shape, findings = STRING, ()
        if row and not type_:
            findings += (finding_texts.unreadable_type(subject, row),)
        if row and type_ and type_.nullable and row.required:
            findings += (finding_texts.nullable_required(subject, row),)
        field = member(slot.name, at.origin, shape, findings, row, type_)
        if (
            value
            and slot.name.name in computed
            and not isinstance(shape, EnumerationShape)
        ):
            said = finding_texts.computed_member(subject, value.origin, value.text)
            findings = (*field.findings, said)
            return replace(field, read_only=True, demanded=False, findings=findings)
        return field

    # Types

    def shape(
        self,
        type_: TypeName,
        value: Value | None,
        place: Place,
        outer: tuple[TypeName, ...],
        row: Row | None = None,
    ) -> Read:
        """Return the shape of a C# type; the value shows what tables leave open."""
        if type_.scalar:
            return Scalar(type_.scalar), ()
        if type_.name in csharp.OBJECTS:
            return AnyXml(), ()
        if type_.item:
            item = value.items[0] if value and value.items else None
            shape, found = self.shape(type_.item, item, place, outer, row)
            nillable = type_.item.nullable or not is_value(shape)
            return ListShape(item_name(type_.item, self.home), shape, nillable), found
        if type_.entry:
            return self._map(type_.entry, value, place, outer, row)
        if type_.is_pair:
            names = zip(("key", "value"), type_.arguments, strict=True)
            name = contract_name(_plain(type_), self.home)
            return self._struct(
                name, GENERIC_COLLECTIONS, dict(names), value, place, outer
            )
        return self._own_type(_plain(type_), type_.nullable, value, place, outer, row)

    def _map(
        self,
        entry: tuple[TypeName, TypeName],
        value: Value | None,
        place: Place,
        outer: tuple[TypeName, ...],
        row: Row | None,
    ) -> Read:
        first, inside = value.members[0] if value and value.members else ("", None)
        text = (
            Value(Kind.TEXT, first, (), (), inside.origin) if inside and first else None
        )
        key, found = self.shape(entry[0], text, place, outer, row)
        held, more = self.shape(entry[1], inside, place, outer, row)
        nillable = entry[1].nullable or not is_value(held)
        names = QName(ARRAYS, "Key"), QName(ARRAYS, "Value")
        entries = entry_name(entry, self.home)
        return MapShape(entries, names[0], key, names[1], held, nillable), found + more

    def _struct(
        self,
        name: QName,
        namespace: str,
        members: Mapping[str, TypeName],
        value: Value | None,
        place: Place,
        outer: tuple[TypeName, ...],
    ) -> Read:
        """Declare a struct of System: its members are known."""
        shown = {key.lower(): each for key, each in value.members} if value else {}
        fields = []
        findings: tuple[Finding, ...] = ()
        for key, type_ in members.items():
            shape, more = self.shape(type_, shown.get(key), place, outer)
            findings += more
            qname = QName(namespace, key)
            fields.append(member(qname, place[1], shape, (), type_=type_))
        return RecordShape(name, Naming.TYPE, tuple(fields)), findings

    def _own_type(
        self,
        type_: TypeName,
        nullable: bool,
        value: Value | None,
        place: Place,
        outer: tuple[TypeName, ...],
        row: Row | None,
    ) -> Read:
        """Declare a type of the service: an enumeration or a data contract."""
        shown = value.text if value and value.kind is Kind.TEXT else ""
        enumeration = self._enumerations.named(type_, UNKNOWN, shown)
        if enumeration:
            stated = self._enumerations.states_flags(type_.name)
            said = finding_texts.flags_by_value(type_.name, place[1])
            return enumeration, (said,) if enumeration.flags and not stated else ()
        known = (
            type_ in outer or type_ in self._expanded or type_ in self._sourced.expanded
        )
        self._too_deep += not known and len(outer) > _DEEPEST
        if known or len(outer) > _DEEPEST:
            return (
                CutOff(True, contract_name(type_, self.home).name, recursive=True),
                (),
            )
        left_out = self._too_deep
        record: RecordShape | None = self.known(type_)
        has_members = value is not None and value.kind is Kind.OBJECT
        stated = self._tables.named(type_.name) is not None
        stated = stated or type_.name in self._classes
        if record is None and (stated or has_members):
            record = self.record(type_, value, (*outer, type_))
        if record is not None:
            # A class without members is only its name, so it can be repeated.
            if record.fields:
                self._expanded.add(type_)
                whole = value is None and self._too_deep == left_out
                if whole and type_.name in self._classes:
                    self._sourced.expanded.add(type_)
            return record, ()
        # The page would have a table for a class with members.
        unknown = (finding_texts.unknown_type(place[0], row, "string"),) if row else ()
        return STRING, unknown

    # By value

    def by_value(self, name: str, value: Value, place: Place) -> Read:
        """Return the shape of a member without a row, by its value alone."""
        node = node_of(name, value)
        if value.kind is Kind.ARRAY:
            if not value.items:
                empty = ListShape(QName(UNKNOWN, "item"), AnyXml(), True)
                return empty, (
                    finding_texts.nil_sample(*place, "Items are kept as XML."),
                )
            shape, found = self.by_value(name, value.items[0], place)
            local = shape.name if isinstance(shape, Scalar) else name
            if isinstance(shape, RecordShape):
                local = shape.name.name
            item = QName(UNKNOWN, local)
            return ListShape(item, shape, not is_value(shape)), found
        if sample_values.is_map(value):
            return self._map_by_value(name, value, place)
        if value.kind is Kind.OBJECT:
            shape = self.record(TypeName(name), value, ())
            table = self._tables.of(node, name)
            if not (table and table.caption):
                return replace(shape, naming=Naming.ELEMENT), ()
            return self.record(TypeName(table.caption), value, ()), ()
        if value.kind is Kind.NULL:
            return AnyXml(), (finding_texts.nil_sample(*place, "Kept as XML."),)
        scalar = sample_values.scalar(value)
        if scalar is None:
            live = sample_values.is_live(value)
            odd = (
                ()
                if live or not value.text
                else (finding_texts.odd_word(place[0], node),)
            )
            return STRING, odd
        said = finding_texts.guessed_number(place[0], node, scalar.name)
        return scalar, (said,) if scalar.guessed else ()

    def _map_by_value(self, name: str, value: Value, place: Place) -> Read:
        ((first, inside),) = value.members
        text = Value(Kind.TEXT, first, (), (), inside.origin)
        key = sample_values.scalar(text) or STRING
        held, found = self.by_value(name, inside, place)
        entry = QName(UNKNOWN, "KeyValue")
        names = QName(ARRAYS, "Key"), QName(ARRAYS, "Value")
        nillable = not is_value(held)
        return MapShape(entry, names[0], key, names[1], held, nillable), found


def _plain(type_: TypeName) -> TypeName:
    return replace(type_, nullable=False)
