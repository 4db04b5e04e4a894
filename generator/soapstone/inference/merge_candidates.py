"""Finds the types that a shape could belong to, without comparing it with every type.

A page can have thousands of types; comparing all pairs takes hours. Two shapes with no open part
can be one type only if their contents are equal, so an index by content finds most candidates.
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
"""Largest number of candidates for a shape with an open part. No real service has as many types
with the same members that differ inside.
"""

_Type = TypeVar("_Type")


class MergeCandidates(Generic[_Type]):
    """Types, each with one shape, indexed by the content of the shape."""

    def __init__(self) -> None:
        self._all: list[_Type] = []
        self._open: list[_Type] = []
        self._by_content: defaultdict[Hashable, list[_Type]] = defaultdict(list)

    def add(self, type_: _Type, shape: Shape) -> None:
        """Add a type with its shape."""
        known = content(shape)
        self._all.append(type_)
        (self._open if known is None else self._by_content[known]).append(type_)

    def of(self, shape: Shape) -> Sequence[_Type]:
        """Return the types whose shape may be compatible with this one."""
        known = content(shape)
        if known is None:
            return self._all[:MOST]
        return [*self._by_content.get(known, ()), *self._open[:MOST]]


def content(shape: Shape) -> Hashable:
    """Return a value that is equal for compatible shapes, or None where part of the shape is open:
    then it is compatible with shapes of other content.
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
