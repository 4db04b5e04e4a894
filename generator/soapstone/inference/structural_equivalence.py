"""Joins types of different names that have the same structure.

An ASMX page names a type after the member that has it, so the type of a result appears under the
name of each method that returns it. Two types are one where all places show the same members, in
the same order, of the same types (as far as the samples are not truncated), and

* the pages do not state two type names for them (an array's items and an HTTP document state one);
* no third type fits as well;
* the structure is evidence enough: it shows the types of two members, or the name of a type inside.
  For the results of methods one member is enough, as .NET names the element after the method; so
  it is for a type inside another of the same members, as a recursive type is.

Types of messages are never joined, nor are types without members: their base types are unknown.
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
    records,
    truncations,
)
from soapstone.model.contract import AnyXml, QName, Scalar

STATED = frozenset({Naming.TYPE, Naming.ITEM})
"""How a shape got its name, where that is the name of its type."""

_ENOUGH = 2

_Rank = tuple[bool, int, str]


def join_equivalent(types: Types) -> None:
    """Join the types that are certainly one type under different names. Changes ``types``."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    nested = _nested(types)
    for number in types:
        if _is_candidate(types, number, nested):
            outlines = {_outline(shape) for shape in types.members(number)}
            if len(outlines) == 1:
                groups[outlines.pop()].append(number)
    for group in groups.values():
        if len(group) > 1:
            _join_group(types, group, nested)


def _nested(types: Types) -> frozenset[int]:
    """The types that stand inside a type with the same members, and those around them.

    A page shows a recursive type so, under the name of each member that holds it.
    """
    outlines = {shape: _outline(shape) for shape in types.shapes if shape.fields}
    found: set[int] = set()
    for shape, outline in outlines.items():
        inside = [
            each for each in records([shape])[1:] if outlines.get(each) == outline
        ]
        if inside:
            found |= {types.of(each) for each in (shape, *inside)}
    return frozenset(found)


def _is_candidate(types: Types, number: int, nested: frozenset[int]) -> bool:
    shapes = types.members(number)
    return all(
        shape.fields
        and shape.naming is not Naming.MESSAGE
        and all(field.stated for field in shape.fields)
        for shape in shapes
    ) and _needed(types, shapes, number in nested) <= max(
        map(information, types.variants(number))
    )


def _outline(shape: RecordShape) -> Hashable:
    """What all places of a type have in common, truncated or not."""
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


def _join_group(types: Types, group: list[int], nested: frozenset[int]) -> None:
    """Join the types of one outline: stated names first, then the least truncated.

    The order of files has no effect.
    """
    settled: MergeCandidates[int] = MergeCandidates()
    for number in _ranked(types, group):
        # A join also joins the types of the members, so a type may have changed its number.
        shape = next(iter(types.variants(types.now(number))))
        fitting = {
            types.now(other)
            for other in settled.of(shape)
            if types.now(other) != types.now(number)
            and _is_one(types, number, other, {number, other} <= nested)
        }
        if not fitting:
            settled.add(number, shape)
        elif len(fitting) == 1:
            types.join(types.shapes[number], types.shapes[fitting.pop()])


def _ranked(types: Types, group: list[int]) -> list[int]:
    """Sort by rank, and within a rank by the text of all shapes, which is long and so computed only
    there.
    """
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


def _is_one(types: Types, one: int, other: int, nested: bool) -> bool:
    first, second = types.variants(types.now(one)), types.variants(types.now(other))
    # The cheapest test that rules out most pairs comes first.
    if not all(compatible(a, b) for a in first for b in second):
        return False
    shapes = types.members(types.now(one)) + types.members(types.now(other))
    if min(max(map(information, first)), max(map(information, second))) < _needed(
        types, shapes, nested
    ):
        return False
    return len(_names(shapes)) < 2


def _needed(types: Types, shapes: Iterable[RecordShape], nested: bool) -> int:
    """How much evidence the shapes need; compare :func:`information`."""
    results = all(shape.name.name in types.results for shape in shapes)
    return 1 if results or nested else _ENOUGH


def _names(shapes: tuple[RecordShape, ...]) -> set[str]:
    return {shape.name.name for shape in shapes if shape.naming in STATED}


def information(shape: Shape) -> int:
    """Return how much a shape proves about its type: 1 for each member with a known type and for
    each type name inside it, up to 2.
    """
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
    """A sum that stops at 2: nothing depends on more, and a type may hold any number of others."""
    total = 0
    for count in counts:
        total += count
        if total >= _ENOUGH:
            break
    return total


def _information_inside(part: tuple[QName, Shape]) -> int:
    """Return the information of an item of a list or map: one more than that of its shape, unless
    the shape is a scalar, for the element is then named after its type.
    """
    return information(part[1]) + (not isinstance(part[1], Scalar | AnyXml))
