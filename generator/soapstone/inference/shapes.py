"""Shapes: what one place of a sample tells of a type, before all places of the type are merged.

A shape is a finite tree, as the sample is: a recursive type is several shapes, one inside the
other. Two shapes are equal when they tell the same, wherever they stand; origins, descriptions
and findings take no part in that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from soapstone.dotnet.enumerations import Known
from soapstone.dotnet.scalars import NUMBERS
from soapstone.model.contract import AnyXml, Particle, QName, Scalar
from soapstone.model.facts import Row
from soapstone.model.findings import Finding, Origin


class Naming(StrEnum):
    """Where the name of a shape comes from."""

    MESSAGE = "message"
    """The root element of an ASMX message, whose type has no name of its own."""
    TYPE = "type"
    """The type's own name: a data contract's, or a C# type's in a table. Same name, same type."""
    ITEM = "item"
    """An array's item under ASMX: the type's name, unless its author renamed the item."""
    ELEMENT = "element"
    """A member's element or attribute: all that is known."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """Shown as nil: something is here, and this place does not say what."""

    complex: bool
    """It has members: ASMX cuts at a depth and never a scalar. ServiceStack leaves ``int?`` nil
    too.
    """
    type_name: str = ""
    """The type's name: where a table states the C# type, and of an array's item under ASMX."""
    nullable_value: bool = False
    """The table states a ``Nullable<T>``, so an enumeration or a struct."""
    recursive: bool = False
    """A type inside itself: it is told further out, and nothing is cut."""


@dataclass(frozen=True, slots=True)
class EnumerationShape:
    """Text out of a number of words."""

    name: QName
    naming: Naming
    members: tuple[str, ...]
    flags: bool = False


def known_enumeration(known: Known) -> EnumerationShape:
    """One of .NET's own."""
    return EnumerationShape(known.name, Naming.TYPE, known.members)


@dataclass(frozen=True, slots=True)
class ListShape:
    """A wrapper around items of one name."""

    item: QName
    shape: Shape
    nillable: bool


@dataclass(frozen=True, slots=True)
class MapShape:
    """A wrapper around entries of a key and a value."""

    entry: QName
    key: QName
    key_shape: Shape
    value: QName
    value_shape: Shape
    nillable: bool


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A member of a record at one place. The flags are those of
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
    """The page states the type; otherwise it follows from a value."""
    documentation: str = field(default="", compare=False, repr=False)
    findings: tuple[Finding, ...] = field(default=(), compare=False, repr=False)
    """What is said of this member if no other place tells more."""
    row: Row | None = field(default=None, compare=False, repr=False)
    """What a table, or source, states of it."""

    def __hash__(self) -> int:
        """Of what mostly tells members apart, for there are many to hash."""
        return hash((self.name.name, self.shape))


@dataclass(frozen=True, slots=True)
class RecordShape:
    """An element with members. The namespace of ``name`` is that of the type."""

    name: QName
    naming: Naming
    fields: tuple[FieldShape, ...]
    collection: bool = False
    findings: tuple[Finding, ...] = field(default=(), compare=False, repr=False)
    _hash: int = field(init=False, compare=False, repr=False)
    """Worked out once: shapes are keys, and a tree is long to hash."""

    def __post_init__(self) -> None:
        identity = (self.name, self.naming, self.fields, self.collection)
        object.__setattr__(self, "_hash", hash(identity))

    def __hash__(self) -> int:
        return self._hash


Shape = Scalar | AnyXml | CutOff | EnumerationShape | ListShape | MapShape | RecordShape

_LEAVES = (Scalar, EnumerationShape)


def inner(shape: Shape) -> tuple[tuple[QName, Shape], ...]:
    """What a list or a map holds, with the element it stands in; nothing for other shapes."""
    if isinstance(shape, ListShape):
        return ((shape.item, shape.shape),)
    if isinstance(shape, MapShape):
        return ((shape.key, shape.key_shape), (shape.value, shape.value_shape))
    return ()


def parts(place: QName, shape: Shape) -> list[tuple[QName, Shape]]:
    """A shape and what it holds, each with its element, but not what a record inside it holds."""
    found = [(place, shape)]
    for name, part in inner(shape):
        found += parts(name, part)
    return found


def records(roots: Iterable[RecordShape]) -> list[RecordShape]:
    """Every record in some, an outer one before those inside it; of equal ones the first."""
    found: dict[RecordShape, None] = {}
    waiting = list(roots)[::-1]
    while waiting:
        shape = waiting.pop()
        if shape not in found:  # for those inside it are known, too
            found[shape] = None
            waiting += _held(shape)[::-1]
    return list(found)


def _held(shape: RecordShape) -> list[RecordShape]:
    """The records that a record's members are, or hold."""
    held = (parts(field.name, field.shape) for field in shape.fields)
    return [
        part for found in held for _, part in found if isinstance(part, RecordShape)
    ]


def truncations(shape: Shape) -> int:
    """How many places inside a shape are cut."""
    if isinstance(shape, CutOff):
        return 1
    if isinstance(shape, RecordShape):
        return sum(truncations(member.shape) for member in shape.fields)
    return sum(truncations(part) for _, part in inner(shape))


def is_leaf(shape: Shape) -> bool:
    """Whether a shape is plain text."""
    return isinstance(shape, _LEAVES)


def compatible(one: Shape, other: Shape) -> bool:
    """Whether two shapes can be one type: they tell the same, but for what either leaves open."""
    if isinstance(one, CutOff):
        return not (one.complex and is_leaf(other))
    if isinstance(other, CutOff):
        return compatible(other, one)
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.name == other.name or (
            (one.guessed or other.guessed) and {one.name, other.name} <= NUMBERS
        )
    if isinstance(one, EnumerationShape) and isinstance(other, EnumerationShape):
        return one.members == other.members
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
    return one == other


def _compatible_fields(one: FieldShape, other: FieldShape) -> bool:
    """The same place with types that agree, or of which only one is stated."""
    if (one.name, one.particle) != (other.name, other.particle):
        return False
    if one.repeated != other.repeated:
        return False
    if one.stated != other.stated and is_leaf(one.shape) and is_leaf(other.shape):
        return True
    return compatible(one.shape, other.shape)
