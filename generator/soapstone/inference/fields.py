"""Merges the members of one type from all places that show it.

Places of one type agree, except where a sample is truncated or only some places have a table. Where
they contradict each other the first place wins, and a finding says so. A member that only one place
shows is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from soapstone.inference import finding_texts
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
from soapstone.model.contract import Particle, QName, Scalar
from soapstone.model.findings import Finding, Origin

_Place = tuple[QName, Particle]

Use = tuple[FieldShape, QName, Shape]
"""A member, an element that it is or contains, and the shape of that element."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The members of a type in the order of the wire, and the findings on them."""

    fields: tuple[FieldShape, ...]
    findings: tuple[Finding, ...]
    uses: tuple[Use, ...]
    """The shapes of the members, and of what lists and maps among them hold."""


def merge(shapes: Sequence[RecordShape]) -> Merged:
    """Return the members of one type; ``shapes`` are its places in the order of the pages."""
    variants: defaultdict[_Place, list[FieldShape]] = defaultdict(list)
    for shape in shapes:
        for field in shape.fields:
            variants[field.name, field.particle].append(field)
    findings = [finding for shape in shapes for finding in shape.findings]
    first = shapes[0]
    if len(shapes) == 1 and len(variants) == len(first.fields):
        findings += [finding for field in first.fields for finding in field.findings]
        return _merged(first.fields, findings)
    fields = []
    for place in _order(shapes):
        chosen = _choose(variants[place])
        fields.append(chosen)
        findings += chosen.findings
        findings += _contradictions(
            f"{first.name.name}.{chosen.name.name}", chosen, variants[place]
        )
    findings += _missing(shapes)
    return _merged(fields, findings)


def _merged(fields: Sequence[FieldShape], findings: Sequence[Finding]) -> Merged:
    uses = [
        (field, place, part)
        for field in fields
        for place, part in parts(field.name, field.shape)
    ]
    return Merged(tuple(fields), tuple(findings), tuple(uses))


def _order(shapes: Sequence[RecordShape]) -> Iterator[_Place]:
    """Return all members, each after the one that precedes it in the shape that shows it."""
    # A linked list: finding the place in a plain list would be slow for many members.
    following: dict[_Place | None, _Place | None] = {None: None}
    for shape in shapes:
        last: _Place | None = None
        for field in shape.fields:
            place = (field.name, field.particle)
            if place not in following:
                following[place], following[last] = following[last], place
            last = place
    after = following[None]
    while after is not None:
        yield after
        after = following[after]


def by_weight(variants: Sequence[FieldShape]) -> list[FieldShape]:
    """Return the places of a member, the strongest evidence first: a stated type, then a shape that
    is not truncated.
    """
    return sorted(
        variants, key=lambda field: (isinstance(field.shape, CutOff), not field.stated)
    )


def _choose(variants: list[FieldShape]) -> FieldShape:
    """Return the strongest place, completed by what other places show inside it."""
    if len(variants) == 1:
        return variants[0]
    ranked = by_weight(variants)
    chosen = ranked[0]
    shape = _whole([field.shape for field in ranked])
    stated = [field.documentation for field in ranked if field.documentation]
    if not chosen.stated and any(field.stated for field in variants):
        flags = next(field for field in ranked if field.stated)
        chosen = replace(flags, shape=shape, origin=chosen.origin)
    documentation = stated[0] if stated else ""
    if shape is chosen.shape and documentation == chosen.documentation:
        return chosen
    return replace(chosen, shape=shape, documentation=documentation)


def _whole(shapes: list[Shape]) -> Shape:
    """Return the first shape that is not truncated, and do the same inside a list or a map."""
    first = next(
        (shape for shape in shapes if not isinstance(shape, CutOff)), shapes[0]
    )
    if isinstance(first, ListShape):
        lists = [shape for shape in shapes if isinstance(shape, ListShape)]
        return replace(first, shape=_whole([shape.shape for shape in lists]))
    if isinstance(first, MapShape):
        maps = [shape for shape in shapes if isinstance(shape, MapShape)]
        return replace(first, value_shape=_whole([shape.value_shape for shape in maps]))
    return first


def _contradictions(
    subject: str, chosen: FieldShape, variants: list[FieldShape]
) -> list[Finding]:
    """Yield a finding for each place that shows another type for a member.

    Records that differ inside are still one type; their own members then have the findings.
    """
    found = []
    for other in variants:
        if other is chosen:
            continue
        if (
            isinstance(other.shape, RecordShape)
            and isinstance(chosen.shape, RecordShape)
        ) or (
            other.stated != chosen.stated
            and is_leaf(other.shape)
            and is_leaf(chosen.shape)
        ):
            same = True
        else:
            same = compatible(chosen.shape, other.shape)
        if not same or other.repeated != chosen.repeated:
            here, first = _describe(other), _describe(chosen)
            found.append(
                finding_texts.contradiction(
                    subject, other.origin, here, first, chosen.origin
                )
            )
    return found


def _missing(shapes: Sequence[RecordShape]) -> list[Finding]:
    """Yield a finding for each place that lacks a member which another place of the type shows."""
    found = []
    first = shapes[0]
    for shape in shapes[1:]:
        pairs = ((shape, first), (first, shape))
        for one, other in pairs:
            names = {(field.name, field.particle) for field in other.fields}
            for field in one.fields:
                if (field.name, field.particle) not in names:
                    found.append(_only_here(first.name.name, field, other))
    return found


def _only_here(owner: str, field: FieldShape, other: RecordShape) -> Finding:
    where = next(
        (member.origin for member in other.fields), Origin(field.origin.file, 0)
    )
    subject = f"{owner}.{field.name.name}"
    return finding_texts.shown_once(subject, field.origin, field.name.name, where)


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
