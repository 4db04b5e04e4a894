"""Refines members that pages show, by what messages show of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from soapstone.dotnet.nulls import is_value, with_type
from soapstone.dotnet.scalars import NUMBERS
from soapstone.inputs.recordings import finding_texts, values
from soapstone.inputs.recordings.draft import Draft, shown, subject_of
from soapstone.inputs.recordings.observations import Place
from soapstone.model.contract import (
    AnyXml,
    Field,
    ListOf,
    MapOf,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
)

_Type = TypeVar("_Type", bound=Type)


def refined(draft: Draft, record: Record, field: Field, place: Place | None) -> Field:
    """Return a field, refined by the observations of its place. Contradictions become findings."""
    if place is None:
        return field
    subject = subject_of(record, field)
    if place.times:
        draft.add_evidence(subject, described(place), place.origin)
    serializer = draft.original.serializer
    type_ = _retyped(draft, field.type, place, subject)
    if type_ != field.type:
        kind = is_value(type_, serializer) == is_value(field.type, serializer)
        field = (
            replace(field, type=type_)
            if kind
            else with_type(field, type_, None, serializer)
        )
    if place.twice and not field.repeated:
        draft.findings.append(finding_texts.twice(subject, place.twice))
    if place.misfit:
        finding = finding_texts.misfit(subject, place.misfit, shown(field.type))
        draft.findings.append(finding)
    return _nulls(draft, field, place, subject)


def described(place: Place) -> str:
    """Return in words what messages show of a member."""
    times = "once" if place.times == 1 else f"{place.times} times"
    words = [f"occurs {times}"]
    words += ["nil"] if place.nil else []
    words += ["absent"] if place.absent else []
    if place.forms:
        words.append(f"in the form of {' or '.join(sorted(place.forms))}")
    return ", ".join(words)


def _nulls(draft: Draft, field: Field, place: Place, subject: str) -> Field:
    """Add nil, and absence in responses, where the type does not allow them yet."""
    serializer = draft.original.serializer
    value = is_value(field.type, serializer)
    if field.repeated:
        return field
    if place.nil and not field.nullable:
        stated = serializer is Serializer.DATA_CONTRACT
        draft.findings.append(finding_texts.nil(subject, place.nil, stated=stated))
        field = with_type(field, field.type, True, serializer)
    elif place.nil and not field.nillable and not (value or place.absent):
        # XmlSerializer omits null references, unless XmlElementAttribute.IsNullable asks for nil.
        field = replace(field, nillable=True)
    if place.absent and field.required:
        draft.findings.append(finding_texts.absent(subject, place.absent))
        left_out = field.nillable and place.nil is not None
        field = replace(field, nullable=True, nillable=left_out)
        field = replace(field, required=False, demanded=False)
    return field


def _retyped(draft: Draft, type_: Type, place: Place, subject: str) -> Type:
    """Infer a type that the pages leave open."""
    match type_:
        case Scalar(guessed=True):
            return _number(draft, type_, place, subject)
        case RecordRef() if not draft.records[type_.key].fields:
            return _empty(draft, type_, place, subject)
        case ListOf() if type_.item in place.inner:
            item = place.inner[type_.item]
            inner = _retyped(draft, type_.type, item, subject)
            _tell_misfit(draft, inner, item, subject)
            if item.nil and not type_.nillable:
                draft.findings.append(
                    finding_texts.nil(subject, item.nil, stated=False)
                )
            return replace(
                type_, type=inner, nillable=type_.nillable or item.nil is not None
            )
        case MapOf() if type_.value in place.inner:
            item = place.inner[type_.value]
            inner = _retyped(draft, type_.value_type, item, subject)
            _tell_misfit(draft, inner, item, subject)
            return replace(
                type_, value_type=inner, nillable=type_.nillable or item.nil is not None
            )
        case _:
            return type_


def _tell_misfit(draft: Draft, type_: Type, item: Place, subject: str) -> None:
    if item.misfit:
        finding = finding_texts.misfit(subject, item.misfit, shown(type_))
        draft.findings.append(finding)


def _number(draft: Draft, guess: Scalar, place: Place, subject: str) -> Scalar:
    """Infer the type of a number that pages show as ``0``: int, long or decimal, by all values."""
    found = values.inferred_scalar(place.forms | {"int"} if place.forms else set())
    if found is None or found.name == guess.name:
        return guess
    if found.name not in NUMBERS:
        finding = finding_texts.misfit(subject, place.origin, "number")
        draft.findings.append(finding)
        return guess
    return _settled(draft, found, place, subject)


def _empty(draft: Draft, type_: RecordRef, place: Place, subject: str) -> Type:
    """Infer the type of an element that pages show as ``<x />``: an object where ``xsi:type``
    occurs, a scalar where there is only text.
    """
    if place.any:
        draft.left.add(type_.key)
        return _settled(draft, AnyXml(), place, subject)
    scalar = values.inferred_scalar(place.forms) if not place.members else None
    if scalar is None:
        return type_
    draft.left.add(type_.key)
    return _settled(draft, scalar, place, subject)


def _settled(draft: Draft, type_: _Type, place: Place, subject: str) -> _Type:
    draft.settled.add(subject)
    guess = isinstance(type_, Scalar) and type_.guessed
    finding = finding_texts.type_observed(
        subject, place.origin, shown(type_), guess=guess
    )
    draft.findings.append(finding)
    return type_
