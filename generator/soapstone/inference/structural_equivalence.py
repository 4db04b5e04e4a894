"""Likeness: one type under many names.

An ASMX page names a type after the member that is of it, so one result type stands under the name
of each method that returns it. Types of different names are joined where all places show the same
members, in the same order, of the same types, but for what a depth cut hides, and

* the pages do not state two names of types: those of an array's items, of an HTTP document;
* no third type fits as well;
* the content says enough: more than one member's type, or a name of a type inside. What methods
  return needs but one, for the framework names that after the method.

Messages are apart from everything, and so is what has no members: bases are hidden there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from soapstone.inference.merge import Types
from soapstone.inference.merge_candidates import MergeCandidates
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    Naming,
    RecordShape,
    Shape,
    compatible,
    inner,
    is_leaf,
    truncations,
)
from soapstone.model.contract import AnyXml, QName, Scalar

STATED = frozenset({Naming.TYPE, Naming.ITEM})
"""Where a shape's name is a type's."""

_ENOUGH = 2

_Rank = tuple[bool, int, str]


def join_equivalent(types: Types) -> None:
    """Join what is surely one type under different names."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number in types:
        if _is_candidate(types, number):
            outlines = {_outline(shape) for shape in types.members(number)}
            if len(outlines) == 1:
                groups[outlines.pop()].append(number)
    for group in groups.values():
        if len(group) > 1:
            _join_group(types, group)


def _is_candidate(types: Types, number: int) -> bool:
    shapes = types.members(number)
    return all(
        shape.fields
        and shape.naming is not Naming.MESSAGE
        and all(field.stated for field in shape.fields)
        for shape in shapes
    ) and _needed(types, shapes) <= max(map(information, types.variants(number)))


def _outline(shape: RecordShape) -> Hashable:
    """What all places of a type have in common, whatever is cut inside."""
    return shape.name.namespace, tuple(
        (
            field.name,
            field.particle,
            field.repeated,
            field.shape if isinstance(field.shape, Scalar) else _members(field.shape),
        )
        for field in shape.fields
    )


def _members(shape: Shape) -> tuple[str, ...]:
    return shape.members if isinstance(shape, EnumerationShape) else ()


def _join_group(types: Types, group: list[int]) -> None:
    """Types of stated names first, then what is cut the least: no order of files decides."""
    settled: MergeCandidates[int] = MergeCandidates()
    for number in _ranked(types, group):
        # A join takes with it what the two types hold, so a type may have changed its number.
        shape = next(iter(types.variants(types.now(number))))
        fitting = {
            types.now(other)
            for other in settled.of(shape)
            if types.now(other) != types.now(number) and _is_one(types, number, other)
        }
        if not fitting:
            settled.add(number, shape)
        elif len(fitting) == 1:
            types.join(types.shapes[number], types.shapes[fitting.pop()])


def _ranked(types: Types, group: list[int]) -> list[int]:
    """By rank; types of one rank by all that is told of them, which is long to write out."""
    of_rank: defaultdict[_Rank, list[int]] = defaultdict(list)
    for number in group:
        of_rank[_rank(types, number)].append(number)
    for same in of_rank.values():
        if len(same) > 1:
            same.sort(key=lambda number: _text(types, number))
    return [number for rank in sorted(of_rank) for number in of_rank[rank]]


def _rank(types: Types, number: int) -> _Rank:
    shapes = types.members(types.now(number))
    stated = any(shape.naming in STATED for shape in shapes)
    first = min(repr(shape.name) for shape in shapes)
    return not stated, min(map(truncations, shapes)), first


def _text(types: Types, number: int) -> list[str]:
    return sorted(map(repr, types.members(types.now(number))))


def _is_one(types: Types, one: int, other: int) -> bool:
    first, second = types.variants(types.now(one)), types.variants(types.now(other))
    # In the order of what tells most pairs apart, and costs the least.
    if not all(compatible(a, b) for a in first for b in second):
        return False
    shapes = types.members(types.now(one)) + types.members(types.now(other))
    if min(max(map(information, first)), max(map(information, second))) < _needed(
        types, shapes
    ):
        return False
    return len(_names(shapes)) < 2


def _needed(types: Types, shapes: Iterable[RecordShape]) -> int:
    """How much the shapes have to say."""
    results = all(shape.name.name in types.results for shape in shapes)
    return 1 if results else _ENOUGH


def _names(shapes: tuple[RecordShape, ...]) -> set[str]:
    return {shape.name.name for shape in shapes if shape.naming in STATED}


def information(shape: Shape) -> int:
    """How much a shape says of its type: members whose types are seen, names of types inside."""
    if isinstance(shape, AnyXml):
        return 0
    if isinstance(shape, CutOff):
        return 1 if shape.type_name else 0
    if isinstance(shape, RecordShape):
        return _enough(information(field.shape) for field in shape.fields)
    if isinstance(shape, EnumerationShape):
        return min(len(shape.members), _ENOUGH)
    return 1 if is_leaf(shape) else sum(map(_information_inside, inner(shape)))


def _enough(counts: Iterable[int]) -> int:
    """A sum, as far as anything depends on it: a type may hold any number of others."""
    total = 0
    for count in counts:
        total += count
        if total >= _ENOUGH:
            break
    return total


def _information_inside(part: tuple[QName, Shape]) -> int:
    """An item that is no scalar is named after its type."""
    return information(part[1]) + (not isinstance(part[1], Scalar | AnyXml))
