"""What a WSDL demands of the values of a class beyond their types.

Readers and writers do not check it: a service may send what its schema does not allow. The stand-in
and ``soapstone.testing`` make values by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .record import Record

__all__ = ["constraints"]

Facets = tuple[tuple[str, str], ...]
"""Names and values, as a schema states them: ``("maxLength", "10")``."""


class Constraints(NamedTuple):
    """What a class's schema demands, by field."""

    facets: Mapping[str, Mapping[str, Facets]] = {}
    """Of each field those of its simple values, by the XML name of what holds them; "" is the text
    of the record's own element.
    """
    fixed: Mapping[str, str] = {}
    """The text of the only value of a field."""
    choices: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """The branches of each choice, each the fields in it: one of them is there. A branch without
    fields allows that none is.
    """
    required: tuple[str, ...] = ()
    """Fields of branches that are there if their branch is, and lists that are not empty."""
    abstract: bool = False
    """Only classes that extend it stand in a message."""


NONE = Constraints()


def constraints(
    kind: type[Record],
    *,
    facets: Mapping[str, Mapping[str, Facets]] = NONE.facets,
    fixed: Mapping[str, str] = NONE.fixed,
    choices: tuple[tuple[tuple[str, ...], ...], ...] = (),
    required: tuple[str, ...] = (),
    abstract: bool = False,
) -> None:
    """Gives a class what its schema demands."""
    kind._members.constraints = Constraints(facets, fixed, choices, required, abstract)
