"""Unknown content: elements and attributes of a message that a record's class does not have.

A record keeps them beside its fields, and the writer puts them back at the same place, so that a
message that is read and written loses nothing. Real messages often have some: help pages hide
inherited members, and services grow. ``unknown(record)`` returns them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from ..immutable import Value, put, value

if TYPE_CHECKING:
    from .record import Record

Place = tuple[int, ...]
"""A position in a record: a field's index, then an item's index, and so on; -1: before the first.

``(2, 0)`` is the first item of the third field.
"""

Kind = Literal["after", "attribute", "before", "inside"]


@value()
class Unknown(Value):
    """An element, an attribute or a text that the record's class does not have."""

    name: str
    """With its namespace: ``{urn:x}Name``."""
    text: str
    """An attribute's value (that of ``xsi:type`` as ``{namespace}name``); an element's text before
    its first child.
    """
    xml: str
    """The element with the namespaces it uses, or ``name="value"``; "" for text alone."""

    def __init__(self, name: str, text: str, xml: str) -> None:
        put(self, "name", name)
        put(self, "text", text)
        put(self, "xml", xml)


@value()
class PlacedUnknown(Value):
    """Unknown content and its position in the record."""

    place: Place
    kind: Kind
    """``after`` the member at ``place``; or in it, as ``attribute`` or ``before`` or ``inside`` its
    content.
    """
    content: Unknown

    def __init__(self, place: Place, kind: Kind, content: Unknown) -> None:
        put(self, "place", place)
        put(self, "kind", kind)
        put(self, "content", content)


@value()
class WireState(Value):
    """What a record's XML held that its fields do not say.

    Immutable, so that copies of a record can share it. Two are equal if their unknown content is;
    how None was written does not count, or a reply would never equal a record made by hand.
    """

    unknown: tuple[PlacedUnknown, ...] = ()
    nil: int = 0
    """Bit i: field i was ``xsi:nil``, but its class writes None in another way."""
    absent: int = 0
    """Bit i: field i was absent, but its class always writes it."""
    nil_items: frozenset[Place] = frozenset()
    """The list items and map values that were ``xsi:nil``."""
    absent_items: frozenset[Place] = frozenset()
    """The map values that were absent."""
    substitutes: int = 0
    """The plane of substitutes for forbidden characters in the record: see ``substitutes``."""

    def __init__(
        self,
        unknown: tuple[PlacedUnknown, ...] = (),
        nil: int = 0,
        absent: int = 0,
        nil_items: frozenset[Place] = frozenset(),
        absent_items: frozenset[Place] = frozenset(),
        substitutes: int = 0,
    ) -> None:
        put(self, "unknown", unknown)
        put(self, "nil", nil)
        put(self, "absent", absent)
        put(self, "nil_items", nil_items)
        put(self, "absent_items", absent_items)
        put(self, "substitutes", substitutes)

    def __eq__(self, other: object) -> bool:
        if other is None:
            return not self.unknown
        return (
            self.unknown == other.unknown
            if isinstance(other, WireState)
            else NotImplemented
        )

    __hash__ = None  # type: ignore[assignment]  # equal to None without unknown content


@lru_cache(maxsize=4096)
def noted(nil: int, absent: int) -> WireState:
    """Return the WireState of a record without unknown content; many records share one object."""
    return WireState(nil=nil, absent=absent)


def unknown(record: Record) -> tuple[Unknown, ...]:
    """Return what the message held in this record that its class does not have, in document order.

    That is elements, attributes and texts; those of inner records belong to these.
    """
    state: WireState | None = record._kept
    return () if state is None else tuple(each.content for each in state.unknown)
