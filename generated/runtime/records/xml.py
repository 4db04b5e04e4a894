"""XML as a value: what a member holds whose content can be anything."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final, TypeAlias

from ..immutable import Value, put, value
from ..limits import USUAL, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, time, timedelta
    from decimal import Decimal
    from uuid import UUID

    from ..datasets.table import Cell, Table
    from .record import Record

    AnyValue: TypeAlias = (
        str
        | int
        | float
        | Decimal
        | datetime
        | date
        | time
        | timedelta
        | UUID
        | bytes
        | Record
        | None
    )
    """What an ``Xml`` can be made of; a bool is an int, an enumeration's member a str."""

__all__ = ["Xml"]

NAMELESS: Final = "anyType"
"""The element of an ``Xml`` that was made of a value: the member that holds it gives its name."""


@value()
class Xml(Value):
    """One element as XML text, with its start tag, in which all its namespaces are declared.

    It is the value of members of type ``xs:any``, ``xs:anyType`` (object in .NET) and DataSet.
    """

    text: str
    package: str = field(default="", repr=False)
    """The generated package that it was read by: ``value`` knows its types. It does not count in
    equality.
    """

    def __init__(self, text: str, package: str = "") -> None:
        put(self, "text", text)
        put(self, "package", package)

    @classmethod
    def of(cls, value: AnyValue, type: str = "") -> Xml:
        """Return a value as XML, with the ``xsi:type`` by which .NET knows what it is.

        That of an int is int, long or unsignedLong, that of a float double; ``type`` names another:
        ``Xml.of(7, "short")``. Raises WireError if it is no type, or cannot hold the value.
        """
        from ..any_values.making import package_of_value, text_of  # few need it

        return cls(text_of(value, type), package_of_value(value))

    @classmethod
    def parse(cls, data: str | bytes, limits: Limits = USUAL) -> Xml:
        """Return the element that a document has: one that a service puts into a string.

        The encoding that a str declares is ignored: .NET writes utf-16 there. Raises WireError.
        """
        from ..reading.fragments import xml_of
        from ..reading.parsing import parse

        return cls(xml_of(parse(data, limits)))

    @property
    def type(self) -> str:
        """What ``xsi:type`` names: ``int``, ``guid``, ``{urn:x}Dog``; "" if nothing.

        Raises WireError if the text is not a well-formed element.
        """
        from ..any_values.reading import type_of  # few programs look inside

        return type_of(self.text)

    @property
    def value(self) -> AnyValue | Xml:
        """What the element holds, by its ``xsi:type``; of no type its text; None if it is nil.

        The Xml itself if it is anything else: of a type that the package does not have, or with
        elements inside. Raises WireError for a text that its type does not allow.
        """
        from ..any_values.reading import value_of

        found: AnyValue = value_of(self.text, self.package)
        return self if found is NotImplemented else found

    def children(self) -> tuple[Xml, ...]:
        """Return the elements directly inside, each with the namespaces it uses.

        Raises WireError if the text is not a well-formed element.
        """
        from ..reading.fragments import children_of

        return tuple(Xml(each, self.package) for each in children_of(self.text))

    def tables(self, limits: Limits = USUAL) -> dict[str, Table]:
        """Return the tables of a DataSet or DataTable by name, each with its rows.

        They are read anew by each call. Without an inline schema all values are texts. Raises
        WireError if the text is not a well-formed element, or has more cells than
        ``limits.elements``, those of nulls included. A value that does not fit its column stays a
        text, and is among the ``problems`` of its table.
        """
        from ..datasets.reading import tables

        return tables(self.text, limits)

    @classmethod
    def of_tables(
        cls,
        tables: Mapping[str, Table | Iterable[Mapping[str, Cell]]],
        name: str = "NewDataSet",
        namespace: str = "",
    ) -> Xml:
        """Return a DataSet as .NET's XmlSerializer writes it; one table is a DataTable as well.

        A table is a list of rows, or a ``Table``, which has columns, key, relations and changes,
        too. Columns that are not declared are those of the rows, and have the types of their
        values: int, long or unsignedLong, whichever holds all; float is double, UUID is
        System.Guid. None is DBNull. Rows without a state are inserted, as in a new DataSet.
        ``name`` and ``namespace`` are the DataSet's. Raises WireError for what .NET cannot read.
        """
        from ..datasets.making import text_of  # few programs make tables

        return cls(text_of(tables, name, namespace))

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        """Equal texts; one that has no name yet equals any of the same content."""
        if not isinstance(other, Xml):
            return NotImplemented
        if self.text == other.text:
            return True
        if _is_nameless(self.text) == _is_nameless(other.text):
            return False
        from ..any_values.comparing import content_of

        return bool(content_of(self.text) == content_of(other.text))

    def __hash__(self) -> int:
        from ..any_values.comparing import characters_of

        return hash(characters_of(self.text))


def _is_nameless(text: str) -> bool:
    start = text.partition(">")[0]
    return start.rstrip("/").split(" ")[0] == f"<{NAMELESS}" and ' xmlns="' not in start
