"""XML as a value: what a member holds whose content can be anything."""

from __future__ import annotations

from ..immutable import Value, put, value

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
