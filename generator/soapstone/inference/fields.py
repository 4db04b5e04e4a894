"""Merges the members of one type from all places that show it.

Places of one type agree, except where a sample is truncated or only some places have a table. Where
they contradict each other the first place wins, and a decision says so. A member that only one
place shows is kept. So are the decisions of the places that gave way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.inference.merged_order import merged_order
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    FieldShape,
    ListShape,
    MapShape,
    RecordShape,
    Shape,
    compatible,
    is_leaf,
    parts,
)
from soapstone.model.catalogue import asmx, service
from soapstone.model.contract import Alternative, Particle, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.findings import Origin
from soapstone.model.rules import Aspect, Decision

Place = tuple[QName, Particle]

Use = tuple[FieldShape, QName, Shape]
"""A member, an element that it is or contains, and the shape of that element."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The members of a type in the order of the wire, and the decisions on the type itself."""

    fields: tuple[FieldShape, ...]
    members: Mapping[Place, Decisions]
    """The decisions on each member."""
    decisions: Decisions
    uses: tuple[Use, ...]
    """The shapes of the members, and of what lists and maps among them hold."""


def merge(shapes: Sequence[RecordShape]) -> Merged:
    """Return the members of one type; ``shapes`` are its places in the order of the pages."""
    variants: defaultdict[Place, list[FieldShape]] = defaultdict(list)
    for shape in shapes:
        for field in shape.fields:
            variants[field.name, field.particle].append(field)
    decisions = tuple(each for shape in shapes for each in shape.decisions)
    first = shapes[0]
    if len(shapes) == 1 and len(variants) == len(first.fields):
        members = {(each.name, each.particle): _placed(each) for each in first.fields}
        return _merged(first.fields, members, decisions)
    missing = _missing(shapes)
    alternatives = _alternatives(shapes)
    fields, members = [], {}
    for place in merged_order(_places(each) for each in shapes):
        chosen, made = _choose(variants[place])
        fields.append(replace(chosen, alternative=alternatives.get(place)))
        members[place] = (*made, *missing.get(place, ()))
    return _merged(tuple(fields), members, decisions)


def _alternatives(shapes: Sequence[RecordShape]) -> Mapping[Place, Alternative]:
    """The places of members in choices, numbered as the first place of the type has them."""
    found = (
        {
            (each.name, each.particle): each.alternative
            for each in shape.fields
            if each.alternative
        }
        for shape in shapes
    )
    return next(filter(None, found), {})


def _placed(field: FieldShape) -> Decisions:
    """The decisions on a member, with its origin as the evidence of those made at its place."""
    return tuple([each.placed(field.origin) for each in field.decisions])


def _merged(
    fields: tuple[FieldShape, ...],
    members: Mapping[Place, Decisions],
    decisions: Decisions,
) -> Merged:
    uses = [
        (field, place, part)
        for field in fields
        for place, part in parts(field.name, field.shape)
    ]
    return Merged(fields, members, decisions, tuple(uses))


def _places(shape: RecordShape) -> list[Place]:
    return [(field.name, field.particle) for field in shape.fields]


def by_weight(variants: Sequence[FieldShape]) -> list[FieldShape]:
    """Return the places of a member, the strongest evidence first: a stated type, then a shape that
    is not truncated.
    """
    return sorted(
        variants, key=lambda field: (isinstance(field.shape, CutOff), not field.stated)
    )


def _choose(variants: list[FieldShape]) -> tuple[FieldShape, Decisions]:
    """Return the strongest place, completed by what other places show inside it, and the decisions
    of all.
    """
    if len(variants) == 1:
        return variants[0], _placed(variants[0])
    ranked = by_weight(variants)
    chosen = flags = ranked[0]
    shape = _whole([field.shape for field in ranked])
    stated = [field.documentation for field in ranked if field.documentation]
    if not chosen.stated and any(field.stated for field in variants):
        flags = next(field for field in ranked if field.stated)
    merged = replace(
        flags,
        shape=shape,
        origin=chosen.origin,
        documentation=stated[0] if stated else "",
    )
    made = (*_decisions(ranked, flags), *_contradictions(chosen, variants))
    return merged, made


def _decisions(ranked: Sequence[FieldShape], flags: FieldShape) -> list[Decision]:
    """The decisions of all places, those that stand first: of types those of the strongest place,
    of everything else those of the place that gives the flags.
    """
    types = [each for field in ranked for each in _placed(field) if _is_type(each)]
    types.sort(key=lambda each: each.rule is asmx.FILLED_IN)
    others = sorted(ranked, key=lambda field: field is not flags)
    return [
        *types,
        *(each for f in others for each in _placed(f) if not _is_type(each)),
    ]


def _is_type(decision: Decision) -> bool:
    return decision.rule.aspect in (Aspect.TYPE, Aspect.ROW)


def _whole(shapes: list[Shape]) -> Shape:
    """Return the first shape that is not truncated, and do the same inside a list or a map.

    An enumeration has the members that any place shows.
    """
    first = next(
        (shape for shape in shapes if not isinstance(shape, CutOff)), shapes[0]
    )
    if isinstance(first, EnumerationShape) and first.partial:
        return _all_shown(first, shapes)
    if isinstance(first, ListShape):
        lists = [shape for shape in shapes if isinstance(shape, ListShape)]
        best = min(lists, key=lambda shape: isinstance(shape.shape, CutOff))
        return replace(best, shape=_whole([shape.shape for shape in lists]))
    if isinstance(first, MapShape):
        maps = [shape for shape in shapes if isinstance(shape, MapShape)]
        return replace(first, value_shape=_whole([shape.value_shape for shape in maps]))
    return first


def _all_shown(first: EnumerationShape, shapes: Sequence[Shape]) -> EnumerationShape:
    """Return the shape of the same enumeration that lists all members, otherwise all shown ones."""
    same = [
        shape
        for shape in shapes
        if isinstance(shape, EnumerationShape) and shape.name.name == first.name.name
    ]
    whole = next((shape for shape in same if not shape.partial), None)
    shown = dict.fromkeys(member for shape in same for member in shape.members)
    return whole or replace(first, members=tuple(shown))


def _contradictions(
    chosen: FieldShape, variants: Sequence[FieldShape]
) -> Iterator[Decision]:
    """Yield a decision for each place that shows another type for a member.

    Records that differ inside are still one type; their own members then have the decisions.
    """
    for other in variants:
        if other is not chosen and _differ(chosen, other):
            yield service.CONTRADICTION.at(
                other.origin,
                here=_describe(other),
                first=_describe(chosen),
                where=str(chosen.origin),
            )


def _differ(chosen: FieldShape, other: FieldShape) -> bool:
    one, two = chosen.shape, other.shape
    if chosen.repeated != other.repeated:
        return True
    if isinstance(one, RecordShape) and isinstance(two, RecordShape):
        return False
    if chosen.stated != other.stated and is_leaf(one) and is_leaf(two):
        return False
    return not compatible(one, two)


def _missing(shapes: Sequence[RecordShape]) -> dict[Place, list[Decision]]:
    """Return a decision for each place that lacks a member which another place of the type shows,
    by member.
    """
    found: defaultdict[Place, list[Decision]] = defaultdict(list)
    first = shapes[0]
    for shape in shapes[1:]:
        for one, other in ((shape, first), (first, shape)):
            names = {(field.name, field.particle) for field in other.fields}
            for field in one.fields:
                place = (field.name, field.particle)
                if place not in names:
                    found[place].append(_only_here(field, other))
    return found


def _only_here(field: FieldShape, other: RecordShape) -> Decision:
    where = next(
        (member.origin for member in other.fields), Origin(field.origin.file, 0)
    )
    return service.SHOWN_ONCE.at(field.origin, name=field.name.name, where=str(where))


def _describe(field: FieldShape) -> str:
    """Return a few words for a type: the text of a finding."""
    shape = field.shape
    words = {
        ListShape: "a list",
        MapShape: "a map",
        RecordShape: "a record",
        CutOff: "nothing",
    }
    if isinstance(shape, Scalar):
        text = shape.name
    elif isinstance(shape, EnumerationShape):
        text = " or ".join(shape.members)
    else:
        text = words.get(type(shape), "any XML")
    return f"{text}, repeated" if field.repeated else text
