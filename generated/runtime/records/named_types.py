"""The names of types: what ``xsi:type`` calls a record whose place declares another type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from .record import Record

__all__ = ["derived", "named"]


class NamedType(NamedTuple):
    """The type of a class."""

    name: str
    """Its XML name, ``{namespace}name``."""
    prefixes: Mapping[str, str]
    """The namespaces that its elements use, by the prefixes in generated tags."""
    write: Callable[..., str]
    """Writes a record of the class; takes a tag, the record and a Writer."""


def named(
    kind: type[Record],
    name: str,
    prefixes: Mapping[str, str],
    write: Callable[..., str],
) -> None:
    """Gives a class the name of its type."""
    kind._members.named = NamedType(name, prefixes, write)


def derived(base: type[Record], *kinds: type[Record]) -> None:
    """Gives a class those that extend it. Each has a name, which messages have as ``xsi:type``."""
    base._members.derived = kinds


def package_of(kind: type) -> str:
    """Return the name of the package that a generated class belongs to.

    Its modules are two folders down: ``generated.tc2.types.sync_status``.
    """
    return ".".join(kind.__module__.split(".")[:-2])
