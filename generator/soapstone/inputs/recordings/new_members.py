"""Adds members that messages show and no page does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from soapstone.dotnet import value_forms
from soapstone.dotnet.nulls import is_value, with_type
from soapstone.dotnet.scalars import SCALARS, of_serializer
from soapstone.inputs.recordings.draft import Draft, shown, subject_of
from soapstone.inputs.recordings.member_order import placed
from soapstone.inputs.recordings.observations import Body, Name, Place
from soapstone.model.catalogue import recordings
from soapstone.model.contract import (
    AnyXml,
    Field,
    ListOf,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
    attributes_first,
)


def new_fields(draft: Draft, record: Record, body: Body) -> list[Field]:
    """Return, as fields of the contract, the members that messages show and the record lacks."""
    known = {(field.particle, field.name) for field in record.fields}
    if draft.records.get(record.base):
        base = draft.records[record.base]
        known |= {(field.particle, field.name) for field in base.fields}
    fields = []
    for name, place in body.places.items():
        if name not in known:
            always = place.holders >= body.times
            field = _field(draft, record, name, place, always)
            fields += [field] if field else []
    return fields


def with_fields(record: Record, new: Sequence[Field], body: Body) -> Record:
    """Return the record with more members, each in its observed place."""
    if not new:
        return record
    elements = {
        field.name: field
        for field in (*record.fields, *new)
        if field.particle is Particle.ELEMENT
    }
    fresh = {field.name for field in new}
    known = [name for name in elements if name not in fresh]
    order = placed(known, [n for n in elements if n in fresh], body.orders)
    others = [
        field
        for field in (*record.fields, *new)
        if field.particle is not Particle.ELEMENT
    ]
    fields = attributes_first([*others, *(elements[name] for name in order)])
    return replace(record, fields=fields)


def _field(
    draft: Draft, record: Record, name: Name, place: Place, always: bool
) -> Field | None:
    bare = Field(name[1], AnyXml(), name[0], repeated=place.twice is not None)
    subject = subject_of(record, bare)
    draft.add_evidence(subject, place.described, place.origin)
    type_ = type_of(draft, record, name[1], place)
    if type_ is None:
        label = subject.removeprefix(f"{record.key}.")
        draft.provenance.add(
            record.key, None, recordings.EMPTY.at(place.origin, about=label)
        )
        return None
    by_values = isinstance(type_, Scalar) and type_.name != value_forms.TEXT
    rule = recordings.MEMBER_BY_VALUES if by_values else recordings.MEMBER
    draft.provenance.add(
        record.key,
        bare,
        rule.at(place.origin, shown=shown(type_)),
        recordings.OCCURRENCE.at(place.origin),
        recordings.NULL.at(place.origin),
        recordings.OPTIONAL.at(place.origin),
    )
    return _nulls(draft, bare, type_, place, always)


def _nulls(draft: Draft, bare: Field, type_: Type, place: Place, always: bool) -> Field:
    """Return a field with the nullability of its type and of the observations."""
    serializer = draft.original.serializer
    value = is_value(type_, serializer)
    null = value and (place.nil is not None or not always)
    field = with_type(bare, type_, null or None, serializer)
    if serializer is Serializer.DATA_CONTRACT or field.repeated:
        return field
    if not always:
        return replace(field, required=False, nillable=False)
    if place.nil:
        return replace(field, nillable=field.particle is Particle.ELEMENT)
    return field


def type_of(draft: Draft, record: Record, name: QName, place: Place) -> Type | None:
    """Return the type of the values in a place that no page shows; None where there are none.

    It may be a new record, which the draft gets; ``record`` is the one that has the place.
    """
    if place.any:
        return AnyXml()
    if place.record:
        return RecordRef(place.record)
    if place.body is None:
        found = value_forms.inferred_scalar(place.forms)
        if found is None or found.guessed:
            return found
        return of_serializer(found.name, draft.original.serializer)
    if place.forms - {value_forms.EMPTY}:
        return AnyXml()  # some messages have text, others elements
    item = _item(place.body)
    if item is None:
        return _new_record(draft, record, name, place)
    inside = place.body.places[Particle.ELEMENT, item]
    type_ = type_of(draft, record, item, inside)
    if type_ is None:
        return None
    null = inside.nil is not None or not is_value(type_, draft.original.serializer)
    return ListOf(item, type_, null)


def _item(body: Body) -> QName | None:
    """Return the item, where an element is a list wrapper: its children have one name, and occur
    several times somewhere or have the name of a type.
    """
    if len(body.places) != 1:
        return None
    ((particle, name),) = body.places
    place = body.places[particle, name]
    is_item = place.twice or place.record or name.name in SCALARS
    return name if particle is Particle.ELEMENT and is_item else None


def _new_record(draft: Draft, owner: Record, name: QName, place: Place) -> RecordRef:
    """Add a record for an element with members."""
    body = place.body or Body()
    key = draft.free_key(name.name, owner.key)
    inside = [each.namespace for _, each in body.places if each.namespace]
    bare = Record(key, None, inside[0] if inside else name.namespace, ())
    draft.records[key] = bare
    draft.records[key] = with_fields(bare, new_fields(draft, bare, body), body)
    made = (recordings.RECORD.at(place.origin), recordings.ORDER.at(place.origin))
    draft.provenance.add(key, None, *made)
    return RecordRef(key)
