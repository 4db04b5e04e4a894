"""What a message holds beyond its class: kept on the record, and written back where it stood.

A record keeps it beside its fields; ``unknown`` and ``wire_state`` read it. Pages hide members
(inherited ones, most of all) and services grow, so every reply can bring some.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from ..values import Value, put, value

Place = tuple[int, ...]
"""A spot in a record: a field's index, then an item's index, and so on; -1 is before the first."""

Kind = Literal["after", "attribute", "before", "inside"]


@value()
class Unknown(Value):
    """An element or an attribute that the class does not know."""

    name: str
    """With its namespace: ``{urn:x}Name``."""
    text: str
    """An attribute's value (``xsi:type``'s with its namespace, too); of an element, the text before
    its first child.
    """
    xml: str
    """The element with the namespaces it uses, or ``name="value"``; "" for text alone."""

    def __init__(self, name: str, text: str, xml: str) -> None:
        put(self, "name", name)
        put(self, "text", text)
        put(self, "xml", xml)


@value()
class Stray(Value):
    """Something unknown and where it stood."""

    place: Place
    kind: Kind
    """After the member at ``place``; or of it: an attribute, or content beside its value."""
    what: Unknown

    def __init__(self, place: Place, kind: Kind, what: Unknown) -> None:
        put(self, "place", place)
        put(self, "kind", kind)
        put(self, "what", what)


@value()
class Wire(Value):
    """What one record was read with. Immutable, so that copies of a record may share it.

    Unknown content takes part in equality; how None was written does not, or no reply would equal
    a record made by hand.
    """

    strays: tuple[Stray, ...] = ()
    nil: int = 0
    """Bit i: field i was nil where its class would have written None otherwise."""
    absent: int = 0
    """Bit i: field i was absent where its class would have written it."""
    nil_items: frozenset[Place] = frozenset()
    """List items and map values that were nil."""
    absent_items: frozenset[Place] = frozenset()
    """Map values that were absent."""

    def __init__(
        self,
        strays: tuple[Stray, ...] = (),
        nil: int = 0,
        absent: int = 0,
        nil_items: frozenset[Place] = frozenset(),
        absent_items: frozenset[Place] = frozenset(),
    ) -> None:
        put(self, "strays", strays)
        put(self, "nil", nil)
        put(self, "absent", absent)
        put(self, "nil_items", nil_items)
        put(self, "absent_items", absent_items)

    def __eq__(self, other: object) -> bool:
        if other is None:
            return not self.strays
        return (
            self.strays == other.strays if isinstance(other, Wire) else NotImplemented
        )

    __hash__ = None  # type: ignore[assignment]  # equal to None without strays


@lru_cache(maxsize=4096)
def noted(nil: int, absent: int) -> Wire:
    """The shared Wire of records that differ from the usual only in how None was written."""
    return Wire(nil=nil, absent=absent)


def unknown(record: Any) -> tuple[Unknown, ...]:
    """The elements and attributes of a message that the record's class does not know, in order."""
    wire: Wire | None = record._kept
    return () if wire is None else tuple(stray.what for stray in wire.strays)
