"""Which enumerations are one type: by their members, and by their names where pages state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from soapstone.inference.names import ranked_names
from soapstone.inference.shapes import EnumerationShape, Shape
from soapstone.inference.structural_equivalence import STATED

_Key = tuple[tuple[str, ...], str]
"""Members, and the name where they alone do not tell the type."""


@dataclass(frozen=True, slots=True)
class EnumerationType:
    """An enumeration: the place that names it best, and what it can be called."""

    shape: EnumerationShape
    names: tuple[str, ...]


class Enumerations:
    """The enumerations of a contract, in no order of the pages.

    The same members are the same type, whatever the element, unless the pages state several names
    of types for them; then those are types of their own, and an element's name tells which one it
    is of. A single member says too little: there the name decides, too.
    """

    def __init__(self, shapes: Iterable[Shape]) -> None:
        found: dict[EnumerationShape, None] = {
            shape: None for shape in shapes if isinstance(shape, EnumerationShape)
        }
        self._stated: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for shape in found:
            if shape.naming in STATED:
                self._stated[shape.members].add(shape.name.name)
        groups: defaultdict[_Key, list[EnumerationShape]] = defaultdict(list)
        for shape in found:
            groups[self._key(shape)].append(shape)
        self._types = {key: _type(groups[key]) for key in sorted(groups)}
        self._numbers = {key: number for number, key in enumerate(self._types)}

    def __iter__(self) -> Iterator[EnumerationType]:
        return iter(self._types.values())

    def number(self, shape: EnumerationShape) -> int:
        """Of the type that a shape is of, from 0."""
        return self._numbers[self._key(shape)]

    def _key(self, shape: EnumerationShape) -> _Key:
        names = self._stated[shape.members]
        alone = len(shape.members) > 1 and (
            len(names) < 2 or shape.name.name not in names
        )
        return shape.members, "" if alone else shape.name.name


def _type(shapes: list[EnumerationShape]) -> EnumerationType:
    best = min(
        shapes, key=lambda shape: (shape.naming not in STATED, shape.name, repr(shape))
    )
    best = replace(best, flags=any(shape.flags for shape in shapes))
    if best.naming in STATED:
        return EnumerationType(best, (best.name.name,))
    names = ranked_names(shape.name.name for shape in shapes)
    return EnumerationType(best, names)
