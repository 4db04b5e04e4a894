"""XML as a value: what a member holds whose content can be anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..immutable import Value, put, value
from ..limits import USUAL, Limits

if TYPE_CHECKING:
    from ..datasets.table import Table

__all__ = ["Xml"]


@value()
class Xml(Value):
    """One element as XML text, with its start tag, in which all its namespaces are declared.

    It is the value of members of type ``xs:any``, ``xs:anyType`` and DataSet.
    """

    text: str

    def __init__(self, text: str) -> None:
        put(self, "text", text)

    def __str__(self) -> str:
        return self.text

    def children(self) -> tuple[Xml, ...]:
        """Return the elements directly inside, each with the namespaces it uses.

        Raises WireError if the text is not a well-formed element.
        """
        from ..reading.fragments import children_of  # few programs look inside

        return tuple(map(Xml, children_of(self.text)))

    @classmethod
    def parse(cls, data: str | bytes, limits: Limits = USUAL) -> Xml:
        """Return the element that a document has: one that a service puts into a string.

        The encoding that a str declares is ignored: .NET writes utf-16 there. Raises WireError.
        """
        from ..reading.fragments import xml_of
        from ..reading.parsing import parse

        return cls(xml_of(parse(data, limits)))

    def tables(self, limits: Limits = USUAL) -> dict[str, Table]:
        """Return the tables of a DataSet or DataTable by name, each with its rows.

        They are read anew by each call. Without an inline schema all values are texts. Raises
        WireError if the text is not a well-formed element, or has more cells than
        ``limits.elements``, those of nulls included. A value that does not fit its column stays a
        text, and is among the ``problems`` of its table.
        """
        from ..datasets.reading import tables

        return tables(self.text, limits)
