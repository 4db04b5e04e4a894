"""Cuts: what a sample shows as nil is taken from where the same element, or type, is shown
whole.

Within one type the merge has done so already. Here it is done by name: if all places that show
the element whole agree on its type, the cut one is of that type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.contract import AnyXml, QName
from generator.findings import Finding
from generator.inference import remarks
from generator.inference.fields import Merged
from generator.inference.merge import Types
from generator.inference.scalars import STRING
from generator.inference.shapes import (
    Cut,
    FieldShape,
    ListShape,
    MapShape,
    Naming,
    RecordShape,
    Shape,
    compatible,
    inner,
    parts,
)

Filled = dict[tuple[QName, Cut], Shape]
"""What stands for each cut, by the element it is in."""


def fill(types: Types, merged: Mapping[int, Merged]) -> tuple[Filled, list[Finding]]:
    """A shape for every cut of a contract; one without members where nothing tells it."""
    whole = _Whole(types, merged)
    filled: Filled = {}
    findings = []
    for number, type_ in merged.items():
        owner = types.shapes[number].name.name
        for field in type_.fields:
            for place, cut in _cuts(field.name, field.shape):
                subject = f"{owner}.{field.name.name}"
                shape = whole.find(place, cut)
                filled[place, cut] = shape or _open(place, cut)
                findings.append(_finding(subject, field, cut, shape))
    return filled, findings


class _Whole:
    """The shapes that are shown whole: by element, and by the name of their type."""

    def __init__(self, types: Types, merged: Mapping[int, Merged]) -> None:
        self._types = types
        self._by_element: defaultdict[QName, dict[object, Shape]] = defaultdict(dict)
        self._by_type: defaultdict[str, dict[object, Shape]] = defaultdict(dict)
        for number, type_ in merged.items():
            shape = types.shapes[number]
            if shape.naming is Naming.TYPE:
                self._by_type[shape.name.name].setdefault(number, shape)
            for field in type_.fields:
                for place, part in parts(field.name, field.shape):
                    identity = self._identity(part)
                    if identity is not None:
                        self._by_element[place].setdefault(identity, part)

    def find(self, place: QName, cut: Cut) -> Shape | None:
        """The one shape that a cut can stand for, or None where there is none or more than one."""
        known = self._by_element[place]
        if cut.type_name:
            known = self._by_type[cut.type_name]
        found = [shape for shape in known.values() if compatible(cut, shape)]
        return found[0] if len(found) == 1 else None

    def _identity(self, shape: Shape) -> object:
        """What makes two shapes the same type; None for one that is no evidence."""
        if isinstance(shape, RecordShape):
            return self._types.of(shape) if shape.fields else None
        if isinstance(shape, ListShape | MapShape):
            parts = [self._identity(part) for _, part in inner(shape)]
            return (
                None
                if None in parts
                else (tuple(name for name, _ in inner(shape)), *parts)
            )
        return None if isinstance(shape, Cut | AnyXml) else shape


def _cuts(place: QName, shape: Shape) -> Iterable[tuple[QName, Cut]]:
    return [(name, part) for name, part in parts(place, shape) if isinstance(part, Cut)]


def _open(place: QName, cut: Cut) -> Shape:
    """What stands for a cut that nothing tells: content that is kept as it comes.

    A ``Nullable<T>`` of an unknown T is an enumeration or, rarely, a struct.
    """
    if cut.complex:
        return RecordShape(place, Naming.ELEMENT, ())
    return STRING if cut.nullable_value else AnyXml()


def _finding(subject: str, field: FieldShape, cut: Cut, shape: Shape | None) -> Finding:
    if cut.complex or isinstance(shape, RecordShape):
        taken = ""
        if isinstance(shape, RecordShape):
            taken = shape.name.name
        elif shape:
            taken = "the list or map"
        return remarks.depth_cut(subject, field.origin, taken)
    if shape:
        decided = "Taken as what stands under the same name elsewhere."
    else:
        decided = "Taken as string." if cut.nullable_value else "Kept as XML."
    return remarks.nil_sample(subject, field.origin, decided)
