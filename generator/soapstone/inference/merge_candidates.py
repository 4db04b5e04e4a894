"""Rivals: types that were told apart, and which of them another may be.

To compare each type with each takes hours where a page shows thousands. Two shapes that leave
nothing open are compatible only where they tell the same, so most are found by what they tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    RecordShape,
    Shape,
    inner,
    is_leaf,
)
from soapstone.model.contract import AnyXml, Scalar

MOST = 500
"""Rivals that a shape is compared with where one of the two leaves something open. No service has
as many that have the same members and differ in what these hold.
"""

_Type = TypeVar("_Type")


class MergeCandidates(Generic[_Type]):
    """Types, each with one of its shapes."""

    def __init__(self) -> None:
        self._all: list[_Type] = []
        self._open: list[_Type] = []
        self._by_content: defaultdict[Hashable, list[_Type]] = defaultdict(list)

    def add(self, type_: _Type, shape: Shape) -> None:
        """Put a type beside the others."""
        known = content(shape)
        self._all.append(type_)
        (self._open if known is None else self._by_content[known]).append(type_)

    def of(self, shape: Shape) -> Sequence[_Type]:
        """The types that may have a shape compatible with this one."""
        known = content(shape)
        if known is None:
            return self._all[:MOST]
        return [*self._by_content.get(known, ()), *self._open[:MOST]]


def content(shape: Shape) -> Hashable:
    """What a shape tells, equal for two that are compatible; None where it leaves anything open,
    for then it is compatible with more.
    """
    if isinstance(shape, CutOff):
        return None
    if isinstance(shape, Scalar):
        return None if shape.guessed else shape
    if isinstance(shape, EnumerationShape):
        return shape.members
    if isinstance(shape, AnyXml):
        return shape
    parts: list[tuple[Hashable, ...]] = [(type(shape).__name__,)]
    if isinstance(shape, RecordShape):
        for each in shape.fields:
            open_ = is_leaf(each.shape) and not each.stated
            part = None if open_ else content(each.shape)
            parts.append((each.name, each.particle, each.repeated, part))
    else:
        parts += [(name, content(part)) for name, part in inner(shape)]
    return None if any(part[-1] is None for part in parts) else tuple(parts)
