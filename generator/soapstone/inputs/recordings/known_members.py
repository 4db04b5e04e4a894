"""Refines members that pages show, by what messages show of them."""

from __future__ import annotations

from dataclasses import replace

from soapstone.dotnet import value_forms
from soapstone.dotnet.nulls import is_value, with_type
from soapstone.dotnet.scalars import NUMBERS, STRING
from soapstone.inputs.recordings.draft import Draft, shown, subject_of
from soapstone.inputs.recordings.new_members import type_of
from soapstone.inputs.recordings.observations import Place
from soapstone.model.catalogue import (
    data_contract,
    recordings,
    servicestack,
    xml_serializer,
)
from soapstone.model.contract import (
    AnyXml,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
)
from soapstone.model.findings import Origin
from soapstone.model.rules import Aspect, Rule


def refined(
    draft: Draft,
    record: Record,
    field: Field,
    place: Place | None,
    *,
    is_branch: bool = False,
) -> Field:
    """Return a field, refined by the observations of its place. Contradictions become decisions.

    Of a branch of a choice only the type is refined: it may be absent, and stand several times.
    """
    if place is None:
        return field
    if place.times:
        draft.add_evidence(subject_of(record, field), place.described, place.origin)
    refining = _Refining(draft, record, field)
    return refining.retyped(place) if is_branch else refining.refined(place)


class _Refining:
    """One member, while messages refine it."""

    def __init__(self, draft: Draft, record: Record, field: Field) -> None:
        self._draft = draft
        self._key = record.key
        self._field = field
        self._serializer = draft.original.serializer

    def refined(self, place: Place) -> Field:
        """Return the member, refined by the observations of its place."""
        self.retyped(place)
        if place.twice and not self._field.repeated:
            self._repeated(place.twice)
        if not self._field.repeated:
            self._nil(place)
            self._absent(place)
        return self._field

    def retyped(self, place: Place) -> Field:
        """Return the member with the type that the observations of its place show."""
        type_ = self._retyped(self._field.type, self._field.name, place, "")
        self._misfit(type_, place, "")
        if type_ != self._field.type:
            self._field = self._typed(type_)
        return self._field

    def _decide(self, rule: Rule, origin: Origin, part: str = "", **words: str) -> None:
        """Note a decision on the member."""
        made = replace(rule.at(origin, **words), part=part)
        self._draft.provenance.add(self._key, self._field, made)

    def _outweighs(self, rule: Rule, part: str = "") -> bool:
        """Whether a recording outweighs what the pages say."""
        made = replace(rule.here, part=part)
        return self._draft.outweighed(self._key, self._field, made)

    # Type

    def _typed(self, type_: Type) -> Field:
        """The member with another type, and the flags and decisions that follow from it.

        A value type can only take the place of an empty element of ServiceStack: ASMX prints each.
        """
        value = is_value(type_, self._serializer)
        if value == is_value(self._field.type, self._serializer):
            return replace(self._field, type=type_)
        field = with_type(self._field, type_, None, self._serializer)
        null, need = data_contract.VALUE_BY_SAMPLE, servicestack.NO_COLUMN
        shown = self._draft.provenance.standing(self._key, field, Aspect.OCCURRENCE)
        origin = shown.origin if shown else None
        made = null.at(origin), need.at(origin)
        self._draft.provenance.add(self._key, field, *made)
        return field

    def _retyped(self, type_: Type, name: QName, place: Place, part: str) -> Type:
        """Infer a type that the pages leave open; ``name`` is that of its element, ``part`` where
        it stands in the member.
        """
        below = f"{part}/" if part else ""
        match type_:
            case Scalar(guessed=True):
                return self._number(type_, place, part)
            case AnyXml(silent=True):
                return self._silent(type_, name, place, part)
            case RecordRef() if not self._draft.records[type_.key].fields:
                return self._empty(type_, place, part)
            case ListOf() if type_.item in place.inner:
                item, part = place.inner[type_.item], f"{below}items"
                inner = self._inside(type_.type, type_.item, item, type_.nillable, part)
                null = type_.nillable or item.nil is not None
                return replace(type_, type=inner, nillable=null)
            case MapOf() if type_.value in place.inner:
                item, part = place.inner[type_.value], f"{below}values"
                inner = self._inside(
                    type_.value_type, type_.value, item, type_.nillable, part
                )
                null = type_.nillable or item.nil is not None
                return replace(type_, value_type=inner, nillable=null)
            case _:
                return type_

    def _inside(
        self, type_: Type, name: QName, item: Place, nillable: bool, part: str
    ) -> Type:
        """The type of what a list or a map holds."""
        inner = self._retyped(type_, name, item, part)
        self._misfit(inner, item, part)
        if item.nil and not nillable:
            self._decide(recordings.NIL, item.nil, part)
        return inner

    def _misfit(self, type_: Type, place: Place, part: str) -> None:
        if place.misfit:
            self._decide(recordings.MISFIT, place.misfit, part, shown=shown(type_))

    def _number(self, guess: Scalar, place: Place, part: str) -> Scalar:
        """Infer the type of a number that pages show as ``0``: int, long or decimal, by all
        values.
        """
        forms = place.forms | {"int"} if place.forms else set()
        found = value_forms.inferred_scalar(forms)
        if found is None or found.name == guess.name:
            return guess
        if found.name not in NUMBERS:
            self._decide(recordings.MISFIT, place.origin, part, shown="number")
            return guess
        rule = recordings.NUMBER if found.guessed else recordings.TYPE
        self._decide(rule, place.origin, part, shown=shown(found))
        return found

    def _silent(self, type_: AnyXml, name: QName, place: Place, part: str) -> Type:
        """Infer the type of an element that pages show as ``<x />`` or do not show: an object where
        ``xsi:type`` occurs, a record or a list where there are members, else a text.
        """
        found: Type | None
        rule = recordings.TYPE
        if place.any or place.record or place.body:
            record = self._draft.records[self._key]
            found = type_of(self._draft, record, name, place)
        elif place.forms - {value_forms.EMPTY}:
            found, rule = self._scalar(place)
        else:
            return type_
        if found is None:
            return type_
        self._decide(rule, place.origin, part, shown=shown(found))
        return found

    def _empty(self, type_: RecordRef, place: Place, part: str) -> Type:
        """Infer the type of an element that pages show as ``<x />``: an object where ``xsi:type``
        occurs, a text where there is only text.
        """
        found: Type | None = None
        if place.any:
            found, rule = AnyXml(), recordings.TYPE
        elif not place.members and place.forms - {value_forms.EMPTY}:
            found, rule = self._scalar(place)
        if found is None:
            return type_
        self._draft.left.add(type_.key)
        self._decide(rule, place.origin, part, shown=shown(found))
        return found

    def _scalar(self, place: Place) -> tuple[Type | None, Rule]:
        """An ASMX page prints the name of each built-in type, so that there it is a string."""
        if self._serializer is Serializer.XML:
            return STRING, recordings.RESTRICTED_STRING
        found = value_forms.inferred_scalar(place.forms)
        guessed = found is not None and found.guessed
        return found, recordings.NUMBER if guessed else recordings.TYPE

    # Occurrence, null, presence

    def _repeated(self, origin: Origin) -> None:
        simple = Scalar | EnumerationRef | RecordRef | AnyXml
        usual = self._outweighs(recordings.TWICE)
        if not usual or not isinstance(self._field.type, simple):
            self._decide(recordings.TWICE_AGAINST_PAGE, origin)
            return
        self._decide(recordings.TWICE, origin)
        of_lists = xml_serializer.LIST_NOT_NULL, xml_serializer.LIST_OPTIONAL
        made = (rule.at(origin) for rule in of_lists)
        self._draft.provenance.add(self._key, self._field, *made)
        self._field = replace(
            self._field,
            repeated=True,
            nullable=False,
            nillable=False,
            required=False,
            demanded=False,
        )

    def _nil(self, place: Place) -> None:
        """Add nil where the type does not allow it yet."""
        field = self._field
        value = is_value(field.type, self._serializer)
        if not place.nil:
            return
        if not field.nullable:
            if not self._outweighs(recordings.NIL):
                self._decide(recordings.NIL_AGAINST_PAGE, place.nil)
                return
            self._decide(recordings.NIL, place.nil)
            if self._serializer is Serializer.XML:
                self._decide(recordings.NIL_PRESENCE, place.nil)
            self._field = with_type(field, field.type, True, self._serializer)
        elif not field.nillable and not (value or place.absent):
            # XmlSerializer omits null references, unless XmlElementAttribute.IsNullable asks for
            # nil.
            self._decide(recordings.NIL_WRITTEN, place.nil)
            self._field = replace(field, nillable=True)

    def _absent(self, place: Place) -> None:
        """Add absence where the type does not allow it yet."""
        field = self._field
        if not place.absent or not field.required:
            return
        self._decide(recordings.ABSENCE, place.absent)
        if not (field.nillable and place.nil):
            self._decide(recordings.ABSENT_NULL, place.absent)
        self._field = replace(
            field,
            nullable=True,
            nillable=field.nillable and place.nil is not None,
            required=False,
            demanded=False,
        )
