"""Observations: what recorded messages show of each member, but never a value.

That is its form, nil, absence and order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from soapstone.inputs.recordings import values
from soapstone.model.contract import Field, Particle, QName
from soapstone.model.findings import Origin

Name = tuple[Particle, QName]
"""Particle and name of a member, unique in its element."""


@dataclass(slots=True)
class Place:
    """The observations of one member inside the elements of one type."""

    origin: Origin
    """Where a message first has it."""
    times: int = 0
    """How often it occurs."""
    holders: int = 0
    """How many of the elements around it contain it."""
    forms: set[str] = field(default_factory=set)
    """The forms of its texts: see ``values.form``."""
    readable: frozenset[str] | None = None
    """The scalars that can read all of its texts: see ``values.readable``. None before the first
    text.
    """
    misfit: Origin | None = None
    """Where a text is not of the stated type, or the content is of another kind."""
    nil: Origin | None = None
    """Where it is nil."""
    absent: Origin | None = None
    """Where a message lacks it."""
    twice: Origin | None = None
    """Where it occurs more than once in one element."""
    members: Origin | None = None
    """Where it has children or attributes."""
    any: Origin | None = None
    """Where ``xsi:type`` shows that it can hold values of unrelated types."""
    record: str = ""
    """Key of the record that it certainly is, though no page shows the place; otherwise ""."""
    body: Body | None = None
    """The observations inside it, where no page shows its content."""
    inner: dict[QName, Place] = field(default_factory=dict)
    """The items of a list, or the keys and values of a map, by element."""

    @property
    def described(self) -> str:
        """In words, what messages show of the member."""
        times = "once" if self.times == 1 else f"{self.times} times"
        words = [f"occurs {times}"]
        words += ["nil"] if self.nil else []
        words += ["absent"] if self.absent else []
        if self.forms:
            words.append(f"in the form of {' or '.join(sorted(self.forms))}")
        return ", ".join(words)

    def text(self, text: str) -> None:
        """Note a text."""
        found = values.readable(text)
        self.forms.add(values.form(text))
        self.readable = found if self.readable is None else self.readable & found


@dataclass(slots=True)
class Body:
    """The observations inside the elements of one type."""

    times: int = 0
    places: dict[Name, Place] = field(default_factory=dict)
    orders: dict[tuple[QName, ...], None] = field(default_factory=dict)
    """The different orders of children, each name once."""
    mixed: dict[frozenset[QName], Origin] = field(default_factory=dict)
    """Elements of several names that stand between each other, as A and B in A B A, and where."""
    strangers: dict[QName, Origin] = field(default_factory=dict)
    """Elements with a known name in another namespace, and where."""

    @property
    def elements(self) -> dict[QName, Place]:
        """The places that are elements, by name."""
        return {
            name: place
            for (particle, name), place in self.places.items()
            if particle is Particle.ELEMENT
        }


@dataclass(slots=True)
class Derived:
    """A type that ``xsi:type`` names."""

    base: str
    """Key of the declared record in whose place it occurs."""
    origin: Origin
    key: str
    """Key of its own record, where pages show one but not that it extends another; otherwise ""."""
    body: Body
    """The observations beyond its base."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A type, or what it adds to its base: the known members and the observations."""

    fields: Mapping[Name, Field]
    body: Body
