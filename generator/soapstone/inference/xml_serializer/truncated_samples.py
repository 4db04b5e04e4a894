"""Completes truncated samples: finds the type of an element that a page shows only as nil.

ASMX pages truncate below a depth. Other places of one type are merged already; here the type is
found by name. An array's item has the type of its name; another element has the type of the
elements of the same name, if all places that show one agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from soapstone.dotnet.scalars import STRING
from soapstone.inference.fields import Merged
from soapstone.inference.merge import Types
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    FieldShape,
    ListShape,
    MapShape,
    RecordShape,
    Shape,
    compatible,
    inner,
)
from soapstone.inference.structural_equivalence import STATED
from soapstone.model.catalogue import asmx, data_contract, samples, servicestack
from soapstone.model.contract import AnyXml, Particle, QName
from soapstone.model.decisions import Decisions
from soapstone.model.rules import Decision

Filled = dict[tuple[QName, CutOff], Shape]
"""The shape of each element that is cut off, by its name and what is known of it."""


Member = tuple[int, QName, Particle]
"""The number of a type, and a member of it."""


def fill(
    types: Types, merged: Mapping[int, Merged]
) -> tuple[Filled, Mapping[Member, Decisions]]:
    """Return a shape for everything that is cut off, and the decisions on the members.

    Where no place shows the type, the shape has no members.
    """
    whole = _Whole(types, merged)
    filled: Filled = {}
    made: defaultdict[Member, Decisions] = defaultdict(tuple)
    for number, type_ in merged.items():
        for field, place, cut_off in type_.uses:
            if not isinstance(cut_off, CutOff):
                continue
            if cut_off.text:  # decided where the page shows the value
                filled[place, cut_off] = STRING
                continue
            shape = whole.find(place, cut_off)
            if cut_off.around:
                shape = types.members(number)[0]
            filled[place, cut_off] = shape or _open(cut_off)
            decision = _decision(field, place, cut_off, shape)
            if place != field.name or field.shape is not cut_off:
                decision = replace(decision, part=_part(field.shape, cut_off))
            made[number, field.name, field.particle] += (decision,)
    return filled, made


class _Whole:
    """The complete shapes of elements that are cut off elsewhere: by element, and by type name."""

    def __init__(self, types: Types, merged: Mapping[int, Merged]) -> None:
        self._types = types
        self._by_element: defaultdict[QName, dict[object, Shape]] = defaultdict(dict)
        self._by_type: defaultdict[str, dict[object, Shape]] = defaultdict(dict)
        for number in merged:
            for shape in types.members(number):
                if shape.naming in STATED and shape.fields:
                    self._by_type[shape.name.name].setdefault(number, shape)
        uses = [use for type_ in merged.values() for use in type_.uses]
        for _, _, part in uses:
            if isinstance(part, EnumerationShape) and part.naming in STATED:
                name = part.name.name
                self._by_type[name].setdefault(type(part), part)
        sought = {place for _, place, part in uses if isinstance(part, CutOff)}
        shown = [(place, part) for _, place, part in uses if place in sought]
        # The items of a list may be cut off as well, so types with a name come first.
        for place, part in sorted(shown, key=lambda found: not _is_named(found[1])):
            identity = self._identity(part)
            if identity is not None:
                self._by_element[place].setdefault(identity, part)

    def find(self, place: QName, cut_off: CutOff) -> Shape | None:
        """Return the only shape that fits, or None where there is none or more than one."""
        known = self._by_element[place]
        if cut_off.type_name:
            same_name = {key: shape for key, shape in known.items() if _is_named(shape)}
            known = self._by_type[cut_off.type_name] or same_name
        found = [shape for shape in known.values() if compatible(cut_off, shape)]
        return found[0] if len(found) == 1 else None

    def _identity(self, shape: Shape) -> object:
        """Return a value that is equal for shapes of one type; None for a shape that proves
        nothing.

        A list whose items are all cut off is identified by their name.
        """
        if isinstance(shape, RecordShape):
            return self._types.of(shape) if shape.fields else None
        if isinstance(shape, ListShape | MapShape):
            return tuple(
                (name, self._inside(name, part)) for name, part in inner(shape)
            )
        return None if isinstance(shape, CutOff | AnyXml) else shape

    def _inside(self, place: QName, shape: Shape) -> object:
        if isinstance(shape, CutOff) and shape.type_name:
            shape = self.find(place, shape) or shape
        return self._identity(shape)


def _is_named(shape: Shape) -> bool:
    """Whether the type of a shape has a name. The wrapper of an array has none."""
    return not isinstance(shape, ListShape | MapShape)


def _open(cut_off: CutOff) -> Shape:
    """The shape for content of an unknown type, which generated code keeps as it is.

    A ``Nullable<T>`` of an unknown T is an enumeration or, rarely, a struct.
    """
    return STRING if cut_off.nullable_value else AnyXml(silent=True)


def _decision(
    field: FieldShape, place: QName, cut_off: CutOff, shape: Shape | None
) -> Decision:
    origin = cut_off.origin or field.origin
    taken = "the type"
    if isinstance(shape, RecordShape | EnumerationShape):
        taken = shape.name.name
    elif shape and inner(shape):
        taken = "the list or map"
    if cut_off.around:
        return samples.RECURSION.at(origin, taken=cut_off.around.name)
    if cut_off.recursive and shape:
        return data_contract.NESTED.at(origin, taken=taken)
    if field.row or not cut_off.complex:  # a sample of ServiceStack
        if not shape:
            taken = "string" if cut_off.nullable_value else "XML"
            return servicestack.NIL_SAMPLE.at(origin, taken=taken)
        named = isinstance(shape, RecordShape | EnumerationShape)
        by_type = cut_off.type_name and named
        rule = servicestack.NIL_BY_TYPE_NAME if by_type else servicestack.NIL_BY_NAME
        return rule.at(origin, taken=taken)
    if not shape:
        return asmx.CUT_OPEN.at(origin, element=place.name)
    rule = asmx.CUT_BY_TYPE_NAME if cut_off.type_name else asmx.CUT_BY_NAME
    return rule.at(origin, taken=taken)


def _part(shape: Shape, cut_off: CutOff) -> str:
    """The path to what is cut off inside a list or map: ``items``, ``values``, ``items/items``."""
    names = ("items",) if isinstance(shape, ListShape) else ("keys", "values")
    for name, (_, part) in zip(names, inner(shape), strict=False):
        if part is cut_off:
            return name
        below = _part(part, cut_off)
        if below:
            return f"{name}/{below}"
    return ""
