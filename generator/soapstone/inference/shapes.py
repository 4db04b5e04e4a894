"""Shapes: what one place of a sample shows of a type, before the places of a type are merged.

A shape is a finite tree, as the sample is: a recursive type is several shapes inside each other.
Shapes with the same content are equal, wherever they stand; origins, descriptions and decisions are
not compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from soapstone.dotnet.enumerations import Known
from soapstone.dotnet.scalars import NUMBERS
from soapstone.model.contract import Alternative, AnyXml, Particle, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Row
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision


class Naming(StrEnum):
    """Where the name of a shape comes from."""

    MESSAGE = "message"
    """The root element of an ASMX message, whose type has no name of its own."""
    TYPE = "type"
    """The type's own name: of a data contract, or of a C# type in a table. Equal names are one
    type.
    """
    ITEM = "item"
    """The item of an array under ASMX: the name of its type, unless the author renamed the item."""
    ELEMENT = "element"
    """The element or attribute of a member. The name of the type is unknown."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """Content that a truncated sample does not show: the element is nil."""

    complex: bool
    """It has members. ASMX truncates by depth, and never a scalar; ServiceStack shows ``int?`` as
    nil too.
    """
    type_name: str = ""
    """The name of the type, where a table states it or where ASMX shows an array's item; otherwise
    "".
    """
    nullable_value: bool = False
    """The table states a ``Nullable<T>``, so the type is an enumeration or a struct."""
    recursive: bool = False
    """The type contains itself and is shown further out; nothing is missing."""
    text: bool = False
    """A text of an unknown type, in whose place the page shows a value that somebody filled in."""
    origin: Origin | None = field(default=None, compare=False, repr=False)
    """The element, where a sample shows it."""
    around: QName | None = None
    """The element around it, if it is of the type of that one."""


@dataclass(frozen=True, slots=True)
class EnumerationShape:
    """A text that is one of some words."""

    name: QName
    naming: Naming
    members: tuple[str, ...]
    flags: bool = False
    decisions: Decisions = field(default=(), compare=False, repr=False)
    partial: bool = False
    """Samples show these members, and no page lists all."""


def known_enumeration(known: Known, decisions: Decisions) -> EnumerationShape:
    """Return the shape of a .NET enumeration; ``decisions``: how it is known."""
    return EnumerationShape(known.name, Naming.TYPE, known.members, decisions=decisions)


@dataclass(frozen=True, slots=True)
class ListShape:
    """A wrapper element around items of one name."""

    item: QName
    shape: Shape
    nillable: bool


@dataclass(frozen=True, slots=True)
class MapShape:
    """A wrapper element around entries, each a key and a value."""

    entry: QName
    key: QName
    key_shape: Shape
    value: QName
    value_shape: Shape
    nillable: bool


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A member of a record at one place. Its flags are those of
    :class:`soapstone.model.contract.Field`.
    """

    name: QName
    shape: Shape
    origin: Origin = field(compare=False, repr=False)
    particle: Particle = Particle.ELEMENT
    repeated: bool = False
    nullable: bool = False
    nillable: bool = False
    required: bool = False
    demanded: bool = False
    read_only: bool = False
    stated: bool = False
    """The page states the type; otherwise it is inferred from a value."""
    documentation: str = field(default="", compare=False, repr=False)
    decisions: Decisions = field(default=(), compare=False, repr=False)
    """Why it is so; another place that shows more of the member can outweigh this one."""
    row: Row | None = field(default=None, compare=False, repr=False)
    """The row of a table, or the declaration in C# source, that states it."""
    alternative: Alternative | None = field(default=None, compare=False)

    def __hash__(self) -> int:
        """Hashes only the fields that usually differ: there are many shapes to hash."""
        return hash((self.name.name, self.shape))


@dataclass(frozen=True, slots=True)
class RecordShape:
    """An element with members. ``name`` has the namespace of the type."""

    name: QName
    naming: Naming
    fields: tuple[FieldShape, ...]
    collection: bool = False
    decisions: Decisions = field(default=(), compare=False, repr=False)
    """On the order of the members, and on what the page leaves open of the whole record."""
    holds_any: bool = False
    """Any elements may stand after its members."""
    _hash: int = field(init=False, compare=False, repr=False)
    """Computed once: shapes are keys of dictionaries, and hashing a tree is slow."""

    def __post_init__(self) -> None:
        identity = (self.name, self.naming, self.fields, self.collection)
        object.__setattr__(self, "_hash", hash(identity))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Extension:
    """A type that extends another, both by the names of their data contracts."""

    name: QName
    base: QName
    decision: Decision


Shape = Scalar | AnyXml | CutOff | EnumerationShape | ListShape | MapShape | RecordShape

Read = tuple[Shape, Decisions]
"""A shape, and why the member that has it is so."""

_LEAVES = (Scalar, EnumerationShape)


def inside(part: str, decisions: Decisions, origin: Origin) -> Decisions:
    """Return the decisions on what a list or a map holds as decisions on its member.

    ``part``: ``items``, ``keys`` or ``values``; ``items/items`` of a list of lists.
    """
    return tuple(
        replace(
            each,
            part=f"{part}/{each.part}" if each.part else part,
            origin=each.origin or origin,
        )
        for each in decisions
    )


def inner(shape: Shape) -> tuple[tuple[QName, Shape], ...]:
    """Return the items of a list, or the keys and values of a map, with their elements; () for
    other shapes.
    """
    if isinstance(shape, ListShape):
        return ((shape.item, shape.shape),)
    if isinstance(shape, MapShape):
        return ((shape.key, shape.key_shape), (shape.value, shape.value_shape))
    return ()


def parts(place: QName, shape: Shape) -> list[tuple[QName, Shape]]:
    """Return a shape and all shapes inside its lists and maps, each with its element; not those
    inside records.
    """
    found = [(place, shape)]
    for name, part in inner(shape):
        found += parts(name, part)
    return found


def records(roots: Iterable[RecordShape]) -> list[RecordShape]:
    """Return every record inside some records, outer ones first; of equal ones only the first."""
    found: dict[RecordShape, None] = {}
    waiting = list(roots)[::-1]
    while waiting:
        shape = waiting.pop()
        if shape not in found:  # otherwise the records inside it are known as well
            found[shape] = None
            waiting += _held(shape)[::-1]
    return list(found)


def _held(shape: RecordShape) -> list[RecordShape]:
    """The records that the members of a record are or hold."""
    held = (parts(field.name, field.shape) for field in shape.fields)
    return [
        part for found in held for _, part in found if isinstance(part, RecordShape)
    ]


def truncations(shape: Shape) -> int:
    """Return how many places inside a shape are truncated."""
    if isinstance(shape, CutOff):
        return 1
    if isinstance(shape, RecordShape):
        return sum(truncations(member.shape) for member in shape.fields)
    return sum(truncations(part) for _, part in inner(shape))


def is_leaf(shape: Shape) -> bool:
    """Return whether a shape is plain text: a scalar or an enumeration."""
    return isinstance(shape, _LEAVES)


def compatible(one: Shape, other: Shape) -> bool:
    """Return whether two shapes can be one type: they agree except where either leaves something
    open.
    """
    if isinstance(one, CutOff):
        if isinstance(other, CutOff):
            return not ((one.complex and other.text) or (one.text and other.complex))
        return is_leaf(other) if one.text else not (one.complex and is_leaf(other))
    if isinstance(other, CutOff):
        return compatible(other, one)
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.name == other.name or (
            (one.guessed or other.guessed) and {one.name, other.name} <= NUMBERS
        )
    if isinstance(one, EnumerationShape) and isinstance(other, EnumerationShape):
        partial = one.partial or other.partial
        return one.members == other.members or (
            partial and one.name.name == other.name.name
        )
    if isinstance(one, RecordShape) and isinstance(other, RecordShape):
        return len(one.fields) == len(other.fields) and all(
            map(_compatible_fields, one.fields, other.fields)
        )
    if type(one) is type(other) and inner(one):
        return all(
            name == other_name and compatible(part, other_part)
            for (name, part), (other_name, other_part) in zip(
                inner(one), inner(other), strict=True
            )
        )
    if isinstance(one, AnyXml) and isinstance(other, AnyXml):
        return True
    return one == other


def _compatible_fields(one: FieldShape, other: FieldShape) -> bool:
    """The same name and particle, and types that agree or of which only one is stated."""
    if (one.name, one.particle) != (other.name, other.particle):
        return False
    if one.repeated != other.repeated:
        return False
    if one.stated != other.stated and is_leaf(one.shape) and is_leaf(other.shape):
        return True
    return compatible(one.shape, other.shape)
