"""Completes truncated samples: finds the type of an element that a page shows only as nil.

ASMX pages truncate below a depth. Other places of one type are merged already; here the type is
found by name. An array's item has the type of its name; another element has the type of the
elements of the same name, if all places that show one agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from soapstone.dotnet.scalars import STRING
from soapstone.inference import finding_texts
from soapstone.inference.fields import Merged
from soapstone.inference.merge import Types
from soapstone.inference.shapes import (
    CutOff,
    FieldShape,
    ListShape,
    MapShape,
    Naming,
    RecordShape,
    Shape,
    compatible,
    inner,
)
from soapstone.inference.structural_equivalence import STATED
from soapstone.model.contract import AnyXml, QName
from soapstone.model.findings import Finding

Filled = dict[tuple[QName, CutOff], Shape]
"""The shape of each element that is cut off, by its name and what is known of it."""


def fill(types: Types, merged: Mapping[int, Merged]) -> tuple[Filled, list[Finding]]:
    """Return a shape for everything that is cut off, and findings. Where no place shows the type,
    the shape has no members.
    """
    whole = _Whole(types, merged)
    filled: Filled = {}
    findings = []
    for number, type_ in merged.items():
        owner = types.shapes[number].name.name
        for field, place, cut_off in type_.uses:
            if not isinstance(cut_off, CutOff):
                continue
            subject = f"{owner}.{field.name.name}"
            shape = whole.find(place, cut_off)
            filled[place, cut_off] = shape or _open(place, cut_off)
            if not (cut_off.recursive and shape):
                findings.append(_finding(subject, field, place, cut_off, shape))
    return filled, findings


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


def _open(place: QName, cut_off: CutOff) -> Shape:
    """The shape for content of an unknown type, which generated code keeps as it is.

    A ``Nullable<T>`` of an unknown T is an enumeration or, rarely, a struct.
    """
    if cut_off.complex:
        naming = Naming.ITEM if cut_off.type_name == place.name else Naming.ELEMENT
        return RecordShape(place, naming, ())
    return STRING if cut_off.nullable_value else AnyXml()


def _finding(
    subject: str, field: FieldShape, place: QName, cut_off: CutOff, shape: Shape | None
) -> Finding:
    if cut_off.complex or isinstance(shape, RecordShape):
        taken = ""
        if isinstance(shape, RecordShape):
            taken = shape.name.name
        elif shape:
            taken = "the list or map"
        return finding_texts.depth_cut(subject, field.origin, place.name, taken)
    if shape:
        decided = "Taken as the type that another place shows under the same name."
    else:
        decided = "Taken as string." if cut_off.nullable_value else "Kept as XML."
    return finding_texts.nil_sample(subject, field.origin, decided)
