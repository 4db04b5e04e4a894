"""Tables of enumerations: which enumeration each belongs to, and what its members are on the
wire.
"""

from __future__ import annotations

from generator.contract import QName
from generator.facts import Choice, ChoiceTable, Node
from generator.inference.enumerations import BY_NAME
from generator.inference.shapes import EnumerationShape, Naming


class Choices:
    """The enumerations that a page lists, and those that .NET has."""

    def __init__(self, tables: tuple[ChoiceTable, ...]) -> None:
        self._members = {
            table.caption: tuple(map(_wire_text, table.choices))
            for table in tables
            if table.caption
        }
        self._uncaptioned = [
            tuple(map(_wire_text, table.choices))
            for table in tables
            if not table.caption
        ]

    def named(self, name: str, node: Node) -> EnumerationShape | None:
        """The enumeration of a C# name: by caption, by the member that the sample shows, else
        .NET's own.
        """
        members = self._members.get(name)
        if not members and node.text:
            listing = [found for found in self._uncaptioned if node.text in found]
            members = listing[0] if len(listing) == 1 else None
        if members:
            return EnumerationShape(QName(node.namespace, name), Naming.TYPE, members)
        return BY_NAME.get(name)


def _wire_text(choice: Choice) -> str:
    """The Value column holds the text of an EnumMember, or the number that never travels."""
    number = choice.value.lstrip("-").isdecimal()
    return choice.name if number or not choice.value else choice.value
