"""Decides which enumerations are one type, by their members and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from soapstone.inference.names import ranked_names
from soapstone.inference.shapes import EnumerationShape, Shape
from soapstone.inference.structural_equivalence import STATED
from soapstone.model.decisions import Decisions

_Key = tuple[tuple[str, ...], str]
"""The members; and the name, where the members alone do not identify the type."""


@dataclass(frozen=True, slots=True)
class EnumerationType:
    """An enumeration: the shape with the best name, and all names that it could have."""

    shape: EnumerationShape
    names: tuple[str, ...]
    decisions: Decisions


class Enumerations:
    """The enumerations of a contract; the order of pages has no effect.

    Shapes with the same members are one type, whatever their elements, unless the pages state
    several type names for them. Then each name is a type of its own, and the name of an element
    decides its type. A single member proves too little: there the name decides as well. It decides
    alone where samples show members of a type whose name is stated.
    """

    def __init__(self, shapes: Iterable[Shape]) -> None:
        found: dict[EnumerationShape, None] = {
            shape: None for shape in shapes if isinstance(shape, EnumerationShape)
        }
        self._stated: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for shape in found:
            if shape.naming in STATED and not shape.partial:
                self._stated[shape.members].add(shape.name.name)
        self._whole = {
            name: members
            for members, names in sorted(self._stated.items(), reverse=True)
            for name in names
        }
        groups: defaultdict[_Key, list[EnumerationShape]] = defaultdict(list)
        for shape in found:
            groups[self._key(shape)].append(shape)
        self._types = {key: _type(groups[key]) for key in sorted(groups)}
        self._numbers = {key: number for number, key in enumerate(self._types)}

    def __iter__(self) -> Iterator[EnumerationType]:
        return iter(self._types.values())

    def number(self, shape: EnumerationShape) -> int:
        """Return the number, from 0, of the type of a shape."""
        return self._numbers[self._key(shape)]

    def _key(self, shape: EnumerationShape) -> _Key:
        name = shape.name.name
        if shape.partial and name not in self._whole:
            return (), name
        members = self._whole[name] if shape.partial else shape.members
        names = self._stated.get(members, set())
        alone = len(members) > 1 and (len(names) < 2 or name not in names)
        return members, "" if alone else name


def _type(shapes: list[EnumerationShape]) -> EnumerationType:
    best = min(
        shapes,
        key=lambda shape: (
            *(shape.partial, shape.naming not in STATED),
            *(shape.name, repr(shape)),
        ),
    )
    best = replace(best, flags=any(shape.flags for shape in shapes))
    if best.partial:
        seen = sorted({member for shape in shapes for member in shape.members})
        best = replace(best, members=tuple(seen))
    names: tuple[str, ...] = (best.name.name,)
    if best.naming not in STATED:
        names = ranked_names(shape.name.name for shape in shapes)
    decisions = tuple(each for shape in shapes for each in shape.decisions)
    return EnumerationType(best, names, decisions)
