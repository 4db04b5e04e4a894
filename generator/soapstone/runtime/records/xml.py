"""XML as a value: what a member holds whose content can be anything."""

from __future__ import annotations

from ..values import Value, put, value

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
