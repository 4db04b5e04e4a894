"""Name locks: the Python names that a service's package must keep.

A first run chooses the names, ``names.toml`` locks them, and later runs read them from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TypeNames:
    """The locked names of one record or enumeration, and how to recognise its type."""

    name: str
    """Name of its Python class."""
    members: Mapping[str, str] = field(default_factory=dict)
    """Label (``soapstone.model.labels``) of each field or member to its Python name."""
    type_name: str = ""
    """Local name of its XSD type, where a page showed it; otherwise ""."""
    place: str = ""
    """Path to it when it was named: ``Ask/Accounts/Account``, from a message's root element."""


@dataclass(frozen=True, slots=True)
class Names:
    """The name locks of one service."""

    operations: Mapping[str, str] = field(default_factory=dict)
    """Name of each operation to the name of its Python constant."""
    types: Mapping[str, TypeNames] = field(default_factory=dict)
    """Key of each record and enumeration to its names."""


NO_NAMES = Names()
