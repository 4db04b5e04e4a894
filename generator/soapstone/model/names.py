"""What names have been given: to operations, to types and to their members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TypeNames:
    """The Python names of a record or an enumeration, and what it is known by."""

    name: str
    """Its class."""
    members: Mapping[str, str] = field(default_factory=dict)
    """Label (``soapstone.model.labels``) of each field or member to its name."""
    type_name: str = ""
    """The local name of its XSD type, where a page showed it."""
    place: str = ""
    """Where it stood when it was named: ``Ask/Accounts/Account``, from a message's root element."""


@dataclass(frozen=True, slots=True)
class Names:
    """All the names of a service's package."""

    operations: Mapping[str, str] = field(default_factory=dict)
    """Name of each operation to the constant that describes it."""
    types: Mapping[str, TypeNames] = field(default_factory=dict)
    """Key of each record and enumeration to its names."""


NO_NAMES = Names()
