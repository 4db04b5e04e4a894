"""Merges shapes into types: decides which places of the samples show the same type.

Certain are: equal shapes of one name; messages, and types with a name of their own, by name alone;
and all shapes of the same member of one type. Shapes of one name that differ only in what a
truncated sample hides are one type too, unless several types fit. All others stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator

from soapstone.inference.merge_candidates import MergeCandidates
from soapstone.inference.shapes import (
    Naming,
    RecordShape,
    Shape,
    compatible,
    inner,
    records,
    truncations,
)
from soapstone.model.contract import QName

_SURE_BY_NAME = frozenset({Naming.MESSAGE, Naming.TYPE})


class Types:
    """The types of record shapes. Each has the number of its first shape; joining changes
    numbers.
    """

    def __init__(self, roots: Iterable[RecordShape]) -> None:
        self.shapes = records(roots)
        self._number = {shape: number for number, shape in enumerate(self.shapes)}
        self._members = {number: [number] for number in range(len(self.shapes))}
        self._variants = {n: {each.fields: each} for n, each in enumerate(self.shapes)}
        self._inside = {n: _inside(each) for n, each in enumerate(self.shapes)}
        self._type = list(range(len(self.shapes)))
        self.results = frozenset(map(_result, self.shapes))
        self._join_sure()
        self._join_compatible()

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._members))

    def of(self, shape: RecordShape) -> int:
        """Return the number of the type that a shape belongs to."""
        return self._type[self._number[shape]]

    def now(self, type_: int) -> int:
        """Return the present number of a type, after joins."""
        return self._type[type_]

    def members(self, type_: int) -> tuple[RecordShape, ...]:
        """Return the shapes of a type, in the order of the pages."""
        return tuple(self.shapes[number] for number in sorted(self._members[type_]))

    def variants(self, type_: int) -> Collection[RecordShape]:
        """Return the shapes of a type, one for each different list of members."""
        return self._variants[type_].values()

    def add(self, shape: RecordShape) -> int:
        """Return the number of the type of a shape; a new shape gets a type of its own."""
        if shape not in self._number:
            number = len(self.shapes)
            self.shapes.append(shape)
            self._number[shape] = number
            self._members[number] = [number]
            self._variants[number] = {shape.fields: shape}
            self._inside[number] = _inside(shape)
            self._type.append(number)
        return self.of(shape)

    def join(self, one: RecordShape, other: RecordShape) -> None:
        """Join the types of two shapes, and the types of the members that they have in common."""
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return
        for number in self._members[second]:
            self._type[number] = first
        self._members[first] += self._members.pop(second)
        self._variants[first] |= self._variants.pop(second)
        # Shapes of one member of one type are joined already: one of them is enough.
        inside = self._inside[first]
        twins = [
            (inside.setdefault(place, shape), shape)
            for place, shape in self._inside.pop(second).items()
        ]
        for here, there in twins:
            self.join(here, there)

    def _fit(self, one: RecordShape, other: RecordShape) -> bool:
        """Whether the types of two shapes can be one, by all shapes of both."""
        return all(
            compatible(a, b)
            for a in self.variants(self.of(one))
            for b in self.variants(self.of(other))
        )

    def _join_sure(self) -> None:
        first: dict[tuple[QName, Naming], RecordShape] = {}
        for shape in self.shapes:
            if shape.naming in _SURE_BY_NAME:
                self.join(first.setdefault((shape.name, shape.naming), shape), shape)

    def _join_compatible(self) -> None:
        """Join shapes of one name by structure, the least truncated first.

        The order of files has no effect; the repr of a shape breaks ties, so the names of shape
        classes and their fields take part in the order.
        """
        by_outline: defaultdict[Hashable, list[RecordShape]] = defaultdict(list)
        for shape in self.shapes:
            by_outline[shape.name, outline(shape)].append(shape)
        for same_name in by_outline.values():
            if len(same_name) == 1:
                continue
            settled: MergeCandidates[RecordShape] = MergeCandidates()
            for shape in sorted(
                same_name, key=lambda shape: (truncations(shape), repr(shape))
            ):
                fitting = {
                    self.of(other): other
                    for other in settled.of(shape)
                    if self._fit(shape, other)
                }
                if len(fitting) == 1:
                    self.join(shape, *fitting.values())
                else:
                    settled.add(shape, shape)


def outline(shape: RecordShape) -> Hashable:
    """Return what two shapes of one type must have in common: the names and places of their
    members.
    """
    return tuple((field.name, field.particle, field.repeated) for field in shape.fields)


def _inside(record: RecordShape) -> dict[Hashable, RecordShape]:
    """Return the records inside the members of a record, lists and maps included, by their path."""
    found: dict[Hashable, RecordShape] = {}
    for field in record.fields:
        waiting: list[tuple[tuple[Hashable, ...], Shape]] = [
            ((field.name, field.particle), field.shape)
        ]
        for place, shape in waiting:
            if isinstance(shape, RecordShape):
                found[place] = shape
            waiting += [
                ((*place, type(shape).__name__, number), part)
                for number, (_, part) in enumerate(inner(shape))
            ]
    return found


def _result(shape: RecordShape) -> str:
    """The element that .NET names after the method for its return value: ``Add`` returns
    ``AddResult``.
    """
    if shape.naming is Naming.MESSAGE and shape.name.name.endswith("Response"):
        return shape.name.name.removesuffix("Response") + "Result"
    return ""
