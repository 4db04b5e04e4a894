"""Finds repeated choices: elements of several names that recorded messages mix, or repeat.

An ASMX page prints an element twice if its maxOccurs is above 1, but each branch of a repeated
choice once. So what it prints once and a message repeats is such a branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from soapstone.inputs.choices import with_choice
from soapstone.inputs.recordings.draft import Draft, subject_of
from soapstone.inputs.recordings.observations import Body, Place
from soapstone.model.catalogue import recordings, xml_serializer
from soapstone.model.contract import (
    Field,
    Particle,
    QName,
    Record,
    RecordRef,
    Serializer,
)
from soapstone.model.findings import Origin
from soapstone.model.rules import Rule

_Names = frozenset[QName]


@dataclass(frozen=True, slots=True)
class Found:
    """Elements that are one choice."""

    names: _Names
    rule: Rule
    origin: Origin
    """Where a message first mixes or repeats them."""


def find(draft: Draft, record: Record, body: Body) -> list[Found]:
    """Return the choices of a record, by the observations inside it."""
    if draft.original.serializer is not Serializer.XML:
        return []
    single = [field for field in record.fields if _is_single(draft, record, field)]
    elements = (each for each in record.fields if each.particle is Particle.ELEMENT)
    new = body.elements.keys() - {each.name for each in elements}
    free = new.union(field.name for field in single)
    mixed = [names & free for names in body.mixed]
    sure = _united(mixed)
    groups = _united([*sure, *_neighbours(draft, record, single, body)])
    return [_found(names, sure, body) for names in groups if len(names) > 1]


def with_choices(draft: Draft, record: Record, found: Iterable[Found]) -> Record:
    """Return the record with these choices."""
    for each in found:
        fields, made = with_choice(record.fields, each.names)
        record = replace(record, fields=fields)
        rules = (
            each.rule,
            recordings.CHOICE_TYPE,
            xml_serializer.LIST_NOT_NULL,
            xml_serializer.LIST_OPTIONAL,
        )
        words = " or ".join(branch.name.name for branch in made.elements)
        decisions = (rule.at(each.origin, branches=words) for rule in rules)
        draft.provenance.add(record.key, made, *decisions)
        subject = subject_of(record, made)
        draft.add_evidence(subject, f"mixes or repeats {words}", each.origin)
    return record


def _is_single(draft: Draft, record: Record, field: Field) -> bool:
    """Whether pages show an element once, which they do of a branch, too."""
    element = field.particle is Particle.ELEMENT and not field.repeated
    return element and draft.outweighed(record.key, field, recordings.TWICE.here)


def _neighbours(
    draft: Draft, record: Record, single: Sequence[Field], body: Body
) -> Iterator[_Names]:
    """Yield the runs of records one of which a message repeats: no single branch makes a choice."""
    places = body.elements

    def can_be(field: Field) -> bool:
        type_ = field.type
        has_members = isinstance(type_, RecordRef) and draft.records[type_.key].fields
        if not has_members or field not in single:
            return False
        return not _is_always_there(places.get(field.name), body)

    for good, run in groupby(record.fields, can_be):
        names = frozenset(field.name for field in run)
        if good and any(name in places and places[name].twice for name in names):
            yield names


def _is_always_there(place: Place | None, body: Body) -> bool:
    """Whether every message has it exactly once."""
    return place is not None and place.holders >= body.times and not place.twice


def _united(sets: Iterable[_Names]) -> list[_Names]:
    """The sets, those that overlap as one."""
    result: list[_Names] = []
    for each in sets:
        touching = [other for other in result if other & each]
        result = [other for other in result if not other & each]
        result.append(each.union(*touching))
    return result


def _found(names: _Names, mixed: Sequence[_Names], body: Body) -> Found:
    """The choice: all its elements stand between each other, or some are taken as branches."""
    sure = any(names <= each for each in mixed)
    origins = [at for each, at in body.mixed.items() if each & names]
    places = [place for name, place in body.elements.items() if name in names]
    twice = [place.twice for place in places if place.twice]
    rule = recordings.CHOICE if sure else recordings.CHOICE_BY_NEIGHBOURS
    return Found(names, rule, min([*origins, *twice]))
