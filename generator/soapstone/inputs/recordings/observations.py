"""What messages show, place by place: forms, nil, absence, order; never a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from soapstone.inputs.recordings import values
from soapstone.model.contract import Field, Particle, QName
from soapstone.model.findings import Origin

Name = tuple[Particle, QName]
"""A member's, among those of its element."""


@dataclass(slots=True)
class Place:
    """What stands under one name inside elements of one type."""

    origin: Origin
    """Where it was first seen."""
    times: int = 0
    holders: int = 0
    """How many of the elements around it have it."""
    forms: set[str] = field(default_factory=set)
    """See ``values.form``."""
    readable: frozenset[str] | None = None
    """See ``values.readable``: of all texts; None before the first."""
    misfit: Origin | None = None
    """A text that is none of the stated type, or content of another kind."""
    nil: Origin | None = None
    absent: Origin | None = None
    """Not there, in an answer."""
    twice: Origin | None = None
    """Beside itself."""
    members: Origin | None = None
    """It has children or attributes."""
    any: Origin | None = None
    """``xsi:type`` tells that it can hold values of unrelated types."""
    record: str = ""
    """Key of the record that it surely is, though no page shows the place."""
    body: Body | None = None
    """What is inside, where no page shows that."""
    inner: dict[QName, Place] = field(default_factory=dict)
    """The items of a list, keys and values of a map."""

    def text(self, text: str) -> None:
        """Take note of a text."""
        found = values.readable(text)
        self.forms.add(values.form(text))
        self.readable = found if self.readable is None else self.readable & found


@dataclass(slots=True)
class Body:
    """What stands inside the elements of one type."""

    times: int = 0
    places: dict[Name, Place] = field(default_factory=dict)
    orders: dict[tuple[QName, ...], None] = field(default_factory=dict)
    """The distinct sequences of children, each name once."""
    strangers: dict[QName, Origin] = field(default_factory=dict)
    """Elements of a known name in a namespace that is not theirs."""


@dataclass(slots=True)
class Derived:
    """A type that ``xsi:type`` names."""

    base: str
    """Key of the record in whose place it stands."""
    origin: Origin
    key: str
    """Key of its own record, where pages show one and do not tell that it extends another."""
    body: Body
    """What it has beyond its base."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A type, or what it adds to its base: the members that are known, and what is seen."""

    fields: Mapping[Name, Field]
    body: Body
