"""Limits how many types, members and characters a service's pages expand to.

A few lines of C# can declare classes that expand without end; the checks stop such pages early.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from soapstone.dotnet.base_classes import weights
from soapstone.dotnet.csharp import TypeName
from soapstone.inference.shapes import (
    EnumerationShape,
    FieldShape,
    ListShape,
    MapShape,
    RecordShape,
    Shape,
)
from soapstone.model.contract import QName
from soapstone.model.facts import Class
from soapstone.model.findings import Origin
from soapstone.model.limits import (
    MEMBERS,
    MEMBERS_TEXT,
    PAGE_MEMBERS,
    PAGE_TYPES,
    TYPES,
)


class Sourced:
    """The types that documents have expanded from C# source. A service needs each of them once."""

    def __init__(self) -> None:
        self.expanded: set[TypeName] = set()
        """Types whose members some document already lists."""
        self.documents: dict[TypeName, RecordShape] = {}
        """Documents that follow from C# source alone, by type."""
        self._types: defaultdict[str, set[TypeName]] = defaultdict(set)
        self._total: Counter[str] = Counter()

    def check(self, type_: TypeName, members: int, origin: Origin) -> None:
        """Raise SpecError where the classes of a page make too many types.

        Generic classes can refer to each other with ever new arguments.
        """
        known = self._types[origin.file]
        if origin.file and type_ not in known:
            known.add(type_)
            self._total[origin.file] += members
            PAGE_TYPES.check(len(known), origin)
            PAGE_MEMBERS.check(self._total[origin.file], origin)


def check_classes(classes: Iterable[Class]) -> None:
    """Raise SpecError where classes have too many members, before these are listed."""
    members = text = 0
    for number, (each, weight) in enumerate(weights(classes), 1):
        TYPES.check(number, each.origin)
        members += weight.members
        MEMBERS.check(members, each.origin)
        text += weight.text
        MEMBERS_TEXT.check(text, each.origin)


def check_shapes(shapes: Iterable[RecordShape]) -> None:
    """Raise SpecError where the different shapes of all samples have too many members or too much
    text.
    """
    members = text = 0
    names: set[QName] = set()
    enumerations: set[EnumerationShape] = set()
    for shape in shapes:
        for field in shape.fields:
            listed = _enumeration(field.shape)
            if listed and listed not in enumerations:
                enumerations.add(listed)
                members += len(listed.members)
                text += sum(map(len, listed.members))
            members += 1
            MEMBERS.check(members, field.origin)
            text += _text(field)
            MEMBERS_TEXT.check(text, field.origin)
        names.add(shape.name)
        if shape.fields:
            TYPES.check(len(names), shape.fields[0].origin)


def _text(field: FieldShape) -> int:
    name = field.name
    return (
        len(name.name)
        + len(name.namespace)
        + len(field.documentation)
        + _inside(field.shape)
    )


def _inside(shape: Shape) -> int:
    """Characters of the names inside a member's type."""
    if isinstance(shape, ListShape):
        return len(shape.item.name) + len(shape.item.namespace) + _inside(shape.shape)
    if isinstance(shape, MapShape):
        names = (shape.entry, shape.key, shape.value)
        inside = _inside(shape.key_shape) + _inside(shape.value_shape)
        return inside + sum(len(name.name) + len(name.namespace) for name in names)
    return 0


def _enumeration(shape: Shape) -> EnumerationShape | None:
    """The enumeration that a member is, or that its list holds; None for other types."""
    while isinstance(shape, ListShape):
        shape = shape.shape
    return shape if isinstance(shape, EnumerationShape) else None
