"""XML that is kept as it came, where a contract allows any content."""

from __future__ import annotations

from ..values import Value, put, value

__all__ = ["Xml"]


@value()
class Xml(Value):
    """One element as XML text, start tag included, with the namespaces it uses.

    It stands for ``xs:any``, ``xs:anyType`` and DataSets: content that no page describes.
    """

    text: str

    def __init__(self, text: str) -> None:
        put(self, "text", text)

    def __str__(self) -> str:
        return self.text
