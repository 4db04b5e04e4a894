"""Builds the contract's records and enumerations from merged shapes, and assigns their keys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet.namespaces import UNKNOWN
from soapstone.inference import fields, unknown_namespaces
from soapstone.inference.enumeration_types import Enumerations
from soapstone.inference.fields import Merged
from soapstone.inference.merge import Types
from soapstone.inference.names import Claim, Rank, assign, ranked_names
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    Extension,
    FieldShape,
    ListShape,
    MapShape,
    Naming,
    RecordShape,
    Shape,
)
from soapstone.inference.xml_serializer import truncated_samples
from soapstone.inference.xml_serializer.truncated_samples import Filled, Member
from soapstone.model.catalogue import asmx, data_contract, service
from soapstone.model.contract import (
    AnyXml,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
    extending,
)
from soapstone.model.decisions import Decisions, Provenance
from soapstone.model.findings import NOWHERE, Origin
from soapstone.model.rules import Aspect, Decision

_RANKS = {
    Naming.MESSAGE: Rank.MESSAGE,
    Naming.TYPE: Rank.TYPE,
    Naming.ITEM: Rank.ITEM,
    Naming.ELEMENT: Rank.ELEMENT,
}


_NAMES = {
    Naming.MESSAGE: asmx.MESSAGE_NAME,
    Naming.TYPE: data_contract.CONTRACT_NAME,
    Naming.ITEM: asmx.ITEM_NAME,
    Naming.ELEMENT: service.ELEMENT_NAME,
}


@dataclass(frozen=True, slots=True)
class Built:
    """The types of a contract. ``keys``: of its records, by their number in ``Types``."""

    records: tuple[Record, ...]
    enumerations: tuple[Enumeration, ...]
    keys: Mapping[int, str]
    provenance: Provenance
    no_xml: Mapping[str, str]
    """Why a record has no XML, by key; records with XML are absent."""


def build(
    types: Types,
    messages: Sequence[RecordShape],
    others: Sequence[RecordShape] = (),
    extensions: Sequence[Extension] = (),
) -> Built:
    """Build every type that the messages and the ``others`` hold, directly or not.

    ``extensions``: which of these types extend which.
    """
    roots = [types.of(shape) for shape in messages]
    merged = _reach(types, [*roots, *map(types.of, others)])
    filled, decisions = truncated_samples.fill(types, merged)
    for shape in filled.values():
        if isinstance(shape, RecordShape) and types.add(shape) not in merged:
            merged[types.of(shape)] = fields.merge([shape])
    return _Builder(types, merged, filled, set(roots)).built(decisions, extensions)


def _reach(types: Types, messages: Iterable[int]) -> dict[int, Merged]:
    """Return the merged members of each type that a message holds, by the number of the type."""
    merged: dict[int, Merged] = {}
    waiting = list(messages)
    while waiting:
        number = waiting.pop()
        if number in merged:
            continue
        merged[number] = fields.merge(types.members(number))
        for _, _, part in merged[number].uses:
            if isinstance(part, RecordShape):
                waiting.append(types.of(part))
    return dict(sorted(merged.items()))


def _best(shapes: Sequence[RecordShape]) -> RecordShape:
    """Return the shape whose name is the best evidence of the type's name."""
    return min(shapes, key=lambda shape: _RANKS[shape.naming])


def _named(best: RecordShape | EnumerationShape) -> Decision:
    """The decision on a type's name, at the place that shows the name, unless one is made already:
    where no page shows it.
    """
    for each in best.decisions:
        if each.rule.aspect is Aspect.IDENTITY:
            return each
    rule = _NAMES[best.naming]
    shown = (each.origin for each in best.decisions)
    return rule.at(next(filter(None, shown), None))


def _placed(decisions: Decisions, origin: Origin | None = None) -> Decisions:
    """The decisions on a type, those without a place of their own where it is shown."""
    found = (each.origin for each in decisions)
    here = next(filter(None, found), origin) or NOWHERE
    return tuple(each.placed(here) for each in decisions)


def _with_bases(records: Iterable[Record], bases: Mapping[str, str]) -> list[Record]:
    """Return the records, those that extend another with its members in front."""
    known = {each.key: each for each in records}

    def depth(key: str) -> int:
        above: set[str] = set()
        while key in bases and key not in above:
            above.add(key)
            key = bases[key]
        return len(above)

    for key in sorted(bases, key=depth):
        known[key] = extending(known[key], known[bases[key]])
    return list(known.values())


class _Builder:
    """Assigns keys to types, and converts each to a type of the contract."""

    def __init__(
        self,
        types: Types,
        merged: Mapping[int, Merged],
        filled: Filled,
        messages: set[int],
    ) -> None:
        self._types = types
        self._merged = merged
        self._filled = filled
        self._messages = messages
        self._best = {number: _best(types.members(number)) for number in merged}
        self._uses = [
            (number, self._whole(place, shape))
            for number, type_ in merged.items()
            for _, place, shape in type_.uses
        ]
        """Number of a record, and the shape of a member or of an item inside it."""
        self._enumerations = Enumerations(shape for _, shape in self._uses)
        self._keys = assign(self._claims())

    def built(
        self,
        decisions: Mapping[Member, Decisions],
        extensions: Sequence[Extension],
    ) -> Built:
        """Return all types with their keys and the decisions on them; ``decisions`` are those on
        what was cut off.
        """
        records = [self._record(number) for number in self._merged]
        no_xml = unknown_namespaces.no_xml(records)
        records = [unknown_namespaces.record_in_contract(record) for record in records]
        counted = Counter(record.type_name for record in records)
        # An author can rename the element of items, so a name of two types is certain for neither.
        records = [
            (
                record
                if counted[record.type_name] == 1
                else replace(record, type_name=None)
            )
            for record in records
        ]
        bases = self._bases(records, extensions, no_xml)
        made = self._provenance(decisions)
        for key, (base, decision) in bases.items():
            words = {**decision.words, "base": base}
            made.types[key] += (replace(decision, words=words),)
        records = _with_bases(records, {key: base for key, (base, _) in bases.items()})
        return Built(
            tuple(sorted(records, key=lambda record: record.key)),
            tuple(sorted(self._contract_enumerations(), key=lambda found: found.key)),
            {number: self._keys[number] for number in self._merged},
            made,
            no_xml,
        )

    def _bases(
        self,
        records: Iterable[Record],
        extensions: Iterable[Extension],
        no_xml: Mapping[str, str],
    ) -> Mapping[str, tuple[str, Decision]]:
        """The base of each record that extends another, by key: only where both have a name that
        ``xsi:type`` can be, and XML.
        """
        known = {
            each.key for each in records if each.type_name and each.key not in no_xml
        }
        keys = {
            shape.name: self._keys[number]
            for number in self._merged
            for shape in self._types.members(number)
            if shape.naming is Naming.TYPE
        }
        pairs = (
            (keys.get(each.name), keys.get(each.base), each) for each in extensions
        )
        return {
            key: (base, each.decision)
            for key, base, each in pairs
            if key in known and base in known and key != base
        }

    def _provenance(self, decisions: Mapping[Member, Decisions]) -> Provenance:
        """The decisions on all types; ``decisions`` are those on what was cut off."""
        made = Provenance()
        shown: dict[int, Origin] = {}
        """Where a member first has an enumeration, by the enumeration's number."""
        for number, type_ in self._merged.items():
            key = self._keys[number]
            made.types[key] = _placed((_named(self._best[number]), *type_.decisions))
            for field in type_.fields:
                name = unknown_namespaces.name_in_contract(field.name)
                more = decisions.get((number, field.name, field.particle), ())
                of_field = type_.members[field.name, field.particle]
                made.members[key, name, field.particle] = (*more, *of_field)
            for field, _, part in type_.uses:
                if isinstance(part, EnumerationShape):
                    shown.setdefault(self._id(part), field.origin)
        for each in self._enumerations:
            number = self._id(each.shape)
            found = (_named(each.shape), *each.decisions)
            made.types[self._keys[number]] = _placed(found, shown.get(number))
        return made

    def _whole(self, place: QName, shape: Shape) -> Shape:
        return self._filled[place, shape] if isinstance(shape, CutOff) else shape

    def _claims(self) -> Iterator[Claim]:
        owners: defaultdict[int, set[int]] = defaultdict(set)
        for number, shape in self._uses:
            if isinstance(shape, RecordShape):
                owners[self._types.of(shape)].add(number)
            elif isinstance(shape, EnumerationShape):
                owners[self._id(shape)].add(number)
        for number in self._merged:
            shape = self._best[number]
            rank = Rank.MESSAGE if number in self._messages else _RANKS[shape.naming]
            held = tuple(sorted(owners[number] - {number}))
            names = self._names(number, shape)
            yield Claim(number, names, rank, held, shape)
        for enumeration in self._enumerations:
            held = tuple(sorted(owners[self._id(enumeration.shape)]))
            yield Claim(
                self._id(enumeration.shape),
                enumeration.names,
                _RANKS[enumeration.shape.naming],
                held,
                enumeration.shape,
            )

    def _id(self, shape: EnumerationShape) -> int:
        """Negative, so that it is never the number of a record."""
        return -1 - self._enumerations.number(shape)

    def _names(self, number: int, best: RecordShape) -> tuple[str, ...]:
        """The type's own name where a page states it, otherwise names from the elements that have
        the type.
        """
        if best.naming is not Naming.ELEMENT:
            return (best.name.name,)
        return ranked_names(shape.name.name for shape in self._types.members(number))

    def _record(self, number: int) -> Record:
        shape = self._best[number]
        named = shape.naming in (Naming.TYPE, Naming.ITEM)
        return Record(
            self._keys[number],
            shape.name if named else None,
            shape.name.namespace,
            tuple(self._field(field) for field in self._merged[number].fields),
            shape.collection,
            any_elements="##any" if self._holds_any(number) else "",
        )

    def _holds_any(self, number: int) -> bool:
        return any(shape.holds_any for shape in self._types.members(number))

    def _contract_enumerations(self) -> Iterator[Enumeration]:
        for enumeration in self._enumerations:
            shape = enumeration.shape
            named = shape.naming is not Naming.ELEMENT
            yield Enumeration(
                self._keys[self._id(shape)],
                shape.name if named and shape.name.namespace != UNKNOWN else None,
                shape.members,
                shape.flags,
            )

    def _field(self, field: FieldShape) -> Field:
        return Field(
            name=field.name,
            type=self._type(field.name, field.shape),
            particle=field.particle,
            repeated=field.repeated,
            nullable=field.nullable,
            nillable=field.nillable,
            required=field.required,
            demanded=field.demanded,
            documentation=field.documentation,
            read_only=field.read_only,
            alternative=field.alternative,
        )

    def _type(self, place: QName, shape: Shape) -> Type:
        """Convert a shape to a type of the contract; ``place`` is the element that holds it."""
        whole = self._whole(place, shape)
        if isinstance(whole, Scalar | AnyXml):
            return whole
        if isinstance(whole, RecordShape):
            return RecordRef(self._keys[self._types.of(whole)])
        if isinstance(whole, EnumerationShape):
            return EnumerationRef(self._keys[self._id(whole)])
        if isinstance(whole, ListShape):
            return ListOf(
                whole.item, self._type(whole.item, whole.shape), whole.nillable
            )
        if isinstance(whole, MapShape):
            key = self._type(whole.key, whole.key_shape)
            value = self._type(whole.value, whole.value_shape)
            return MapOf(
                whole.entry, whole.key, key, whole.value, value, whole.nillable
            )
        raise AssertionError(f"{place} is cut, and nothing was filled in")
