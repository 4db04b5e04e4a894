"""Declares the shapes of types that no XML sample shows.

They come from C# source, tables, and JSON, JSV or CSV samples. Source states everything: types,
names, base classes, ``Order``, namespaces. A table states C# types but no namespace. The other
formats show only what values look like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet import csharp, sample_values
from soapstone.dotnet.base_classes import (
    altered,
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
    SERVICESTACK,
    UNKNOWN,
)
from soapstone.dotnet.scalars import STRING
from soapstone.inference.data_contract.names import contract_name, entry_name, item_name
from soapstone.inference.data_contract.nulls import member, nil_inside
from soapstone.inference.expansion_limits import Sourced
from soapstone.inference.servicestack import framework
from soapstone.inference.servicestack.enumeration_tables import EnumerationTables
from soapstone.inference.servicestack.samples import guessed_number, shown, unreadable
from soapstone.inference.servicestack.tables import Tables
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
)
from soapstone.model.catalogue import data_contract, service, servicestack
from soapstone.model.contract import AnyXml, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Class, Kind, Node, Row, Value
from soapstone.model.findings import NOWHERE
from soapstone.model.rules import Decision

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

    ``known`` and ``known_enumerations`` are those of the service that XML shows, by name.
    ``own_namespace`` is a guess at the namespace of the root, for want of a better source. A type
    is expanded once, where it occurs first: a tree of all places would grow without end.
    ``sourced`` has the types that other documents of the service have expanded.
    """

    def __init__(
        self,
        tables: Tables,
        enumerations: EnumerationTables,
        classes: Mapping[str, Class],
        known: Mapping[str, RecordShape],
        known_enumerations: Mapping[str, EnumerationShape],
        root: TypeName,
        own_namespace: str,
        sourced: Sourced,
    ) -> None:
        self._tables = tables
        self._enumerations = enumerations
        self._classes = classes
        self._known = known
        self._known_enumerations = known_enumerations
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
        odd: Mapping[str, Decision] = {}
        if declared:
            slots = self._of_class(type_, declared, value)
            self._sourced.check(type_, len(slots), declared.origin)
            made = tuple(self._order(declared, slots))
        else:
            slots, odd, made = self._of_table(type_, name, value)
        computed = sample_values.computed(value) if value else frozenset()
        fields = [
            self._field(slot, odd.get(slot.name.name), computed, outer)
            for slot in slots
        ]
        return RecordShape(name, Naming.TYPE, tuple(fields), decisions=made)

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

    def _order(self, declared: Class, slots: Sequence[_Slot]) -> Iterator[Decision]:
        """The decisions on the order of a class: by source, unless a base class is missing."""
        furthest, _ = with_base_classes(
            TypeName(declared.name), declared, self._classes
        )[0]
        base = csharp.parse(furthest.base) if furthest.base else None
        if base and base.name not in self._classes:
            yield servicestack.BASE_UNSEEN.at(furthest.origin, base=furthest.base)
        options = altered(declared, self._classes)
        if slots and options:
            yield servicestack.ALTERED_SOURCE.at(declared.origin, options=options)
            return
        rule = data_contract.SOURCE_ORDER if slots else service.NOT_SHOWN
        yield rule.at(declared.origin)

    def _of_table(
        self, type_: TypeName, name: QName, value: Value | None
    ) -> tuple[list[_Slot], Mapping[str, Decision], Decisions]:
        """The members that a table states, and those that only a value shows; what is odd about
        the rows of members, and the decisions on the type.
        """
        shown = dict(value.members) if value else {}
        rows: dict[str, Row] = {}
        odd: dict[str, Decision] = {}
        made: Decisions = ()
        node = node_of(name.name, value) if value else None
        if node:
            match = self._tables.match(node, type_.name)
            rows, made = dict(match.rows), match.contradictions
            odd = {each: match.members[each] for each in match.members if each in rows}
        table = self._tables.named(type_.name)
        if table is None and node:
            table = self._tables.of(node, type_.name)
        for row in table.rows if table else ():
            if row.name:
                rows.setdefault(row.name, row)
        base = framework.inherited(rows)
        own = sorted({*rows, *shown} - {*base}, key=ordinal)
        qnames = [QName(SERVICESTACK, each) for each in base]
        qnames += [QName(name.namespace, each) for each in own]
        slots = [
            _Slot(each, rows.get(each.name), shown.get(each.name), {})
            for each in qnames
        ]
        at = table or value
        rule = servicestack.TABLE_ORDER if slots else service.NOT_SHOWN
        return slots, odd, (*made, rule.at(at.origin if at else None))

    def _field(
        self,
        slot: _Slot,
        odd: Decision | None,
        computed: frozenset[str],
        outer: tuple[TypeName, ...],
    ) -> FieldShape:
        row, value = slot.row, slot.value
        at = row or value
        assert at is not None
        made: Decisions = (odd,) if odd else ()
        type_ = csharp.parse(row.csharp) if row else None
        if type_:
            type_ = filled(type_, slot.arguments)
            shape, more = self.shape(type_, value, outer, row)
        elif value:
            shape, more = self.by_value(slot.name.name, value)
        else:
            shape, more = _unread(row)
        if row and not type_:
            made += unreadable(row)
        field = member(slot.name, at.origin, shape, (*made, *more), row, type_)
        if (
            value
            and slot.name.name in computed
            and not isinstance(shape, EnumerationShape)
        ):
            by = servicestack.COMPUTED.at(value.origin, shown=shown(value.text))
            decisions = (by, *field.decisions)
            return replace(field, read_only=True, demanded=False, decisions=decisions)
        return field

    # Types

    def shape(
        self,
        type_: TypeName,
        value: Value | None,
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
            shape, made = self.shape(type_.item, item, outer, row)
            nillable = nil_inside(shape, made, type_.item)
            found = ListShape(item_name(type_.item, self.home), shape, nillable)
            return found, _inside("items", made, item)
        if type_.entry:
            return self._map(type_.entry, value, outer, row)
        if type_.is_pair:
            names = zip(("key", "value"), type_.arguments, strict=True)
            name = contract_name(_plain(type_), self.home)
            return self._struct(name, dict(names), value, outer, row)
        return self._own_type(_plain(type_), type_.nullable, value, outer, row)

    def _map(
        self,
        entry: tuple[TypeName, TypeName],
        value: Value | None,
        outer: tuple[TypeName, ...],
        row: Row | None,
    ) -> Read:
        first, held = value.members[0] if value and value.members else ("", None)
        text = Value(Kind.TEXT, first, (), (), held.origin) if held and first else None
        key, of_key = self.shape(entry[0], text, outer, row)
        value_shape, of_value = self.shape(entry[1], held, outer, row)
        nillable = nil_inside(value_shape, of_value, entry[1])
        names = QName(ARRAYS, "Key"), QName(ARRAYS, "Value")
        found = MapShape(
            entry_name(entry, self.home), names[0], key, names[1], value_shape, nillable
        )
        return found, (
            *_inside("keys", of_key, held),
            *_inside("values", of_value, held),
        )

    def _struct(
        self,
        name: QName,
        members: Mapping[str, TypeName],
        value: Value | None,
        outer: tuple[TypeName, ...],
        row: Row | None,
    ) -> Read:
        """Declare a struct of System: its members are known."""
        shown = {key.lower(): each for key, each in value.members} if value else {}
        at = row or value
        origin = at.origin if at else NOWHERE
        fields = []
        for key, type_ in members.items():
            shape, made = self.shape(type_, shown.get(key), outer)
            known = (*made, data_contract.STRUCT_MEMBER.here)
            qname = QName(GENERIC_COLLECTIONS, key)
            fields.append(member(qname, origin, shape, known, type_=type_))
        order = (data_contract.PAIR_ORDER.at(origin),)
        return RecordShape(name, Naming.TYPE, tuple(fields), decisions=order), ()

    def _own_type(
        self,
        type_: TypeName,
        nullable: bool,
        value: Value | None,
        outer: tuple[TypeName, ...],
        row: Row | None,
    ) -> Read:
        """Declare a type of the service: an enumeration or a data contract."""
        shown = value.text if value and value.kind is Kind.TEXT else ""
        enumeration = self._enumerations.named(type_, UNKNOWN, shown)
        enumeration = enumeration or self._known_enumerations.get(type_.name)
        if enumeration:
            return enumeration, ()
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
        stated_type = row.csharp.strip() if row else type_.name
        at = row.origin if row else None
        unknown = servicestack.UNKNOWN_TYPE.at(at, csharp=stated_type, taken="string")
        return STRING, (unknown,)

    # By value

    def by_value(self, name: str, value: Value) -> Read:
        """Return the shape of a member without a row, by its value alone."""
        node = node_of(name, value)
        if value.kind is Kind.ARRAY:
            return self._list_by_value(name, value)
        if sample_values.is_map(value):
            return self._map_by_value(name, value)
        if value.kind is Kind.OBJECT:
            shape = self.record(TypeName(name), value, ())
            made = (data_contract.MEMBERS_INSIDE.at(value.origin),)
            table = self._tables.of(node, name)
            if not (table and table.caption):
                return replace(shape, naming=Naming.ELEMENT), made
            return self.record(TypeName(table.caption), value, ()), made
        if value.kind is Kind.NULL:
            made = (servicestack.NIL_SAMPLE.at(value.origin, taken="XML"),)
            return AnyXml(silent=True), made
        scalar = sample_values.scalar(value)
        if scalar is None:
            word = value.text and not sample_values.is_live(value)
            live = servicestack.LIVE_VALUE.at(value.origin, type="string")
            return STRING, (servicestack.ODD_WORD.here if word else live,)
        if scalar.guessed:
            made = (guessed_number(value.text, scalar),)
        elif sample_values.filling(value):
            made = (servicestack.PLACEHOLDER.here,)
        else:
            made = (servicestack.LIVE_VALUE.at(value.origin, type=scalar.name),)
        return scalar, made

    def _list_by_value(self, name: str, value: Value) -> Read:
        if not value.items:
            empty = ListShape(QName(UNKNOWN, "item"), AnyXml(silent=True), True)
            taken = "a list whose items are kept as XML"
            return empty, (servicestack.NIL_SAMPLE.at(value.origin, taken=taken),)
        shape, made = self.by_value(name, value.items[0])
        local = shape.name if isinstance(shape, Scalar) else name
        if isinstance(shape, RecordShape):
            local = shape.name.name
        found = ListShape(QName(UNKNOWN, local), shape, nil_inside(shape, made))
        of_list = servicestack.SHOWN_ARRAY.at(value.origin)
        return found, (of_list, *inside("items", made, value.items[0].origin))

    def _map_by_value(self, name: str, value: Value) -> Read:
        ((first, held),) = value.members
        text = Value(Kind.TEXT, first, (), (), held.origin)
        key = sample_values.scalar(text) or STRING
        value_shape, made = self.by_value(name, held)
        entry = QName(UNKNOWN, "KeyValue")
        names = QName(ARRAYS, "Key"), QName(ARRAYS, "Value")
        nillable = nil_inside(value_shape, made)
        found = MapShape(entry, names[0], key, names[1], value_shape, nillable)
        of_map = servicestack.SHOWN_DICTIONARY.at(value.origin)
        return found, (of_map, *inside("values", made, held.origin))


def _unread(row: Row | None) -> Read:
    """A member that only a row shows, which has no C# type."""
    assert row is not None
    stated = row.csharp.strip() or "nothing"
    made = servicestack.UNKNOWN_TYPE.at(row.origin, csharp=stated, taken="string")
    return STRING, (made,)


def _inside(part: str, decisions: Decisions, value: Value | None) -> Decisions:
    """Decisions on what a list or map holds; without a value the row is their evidence."""
    if value:
        return inside(part, decisions, value.origin)
    return tuple(replace(each, part=part) for each in decisions)


def _plain(type_: TypeName) -> TypeName:
    return replace(type_, nullable=False)
