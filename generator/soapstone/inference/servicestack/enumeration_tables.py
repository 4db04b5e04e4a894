"""Tables of enumerations: which enumeration each belongs to, and what its members are on the
wire.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.enumerations import BY_NAME
from soapstone.dotnet.namespaces import DATA_CONTRACT
from soapstone.inference.shapes import EnumerationShape, Naming, known_enumeration
from soapstone.model.contract import QName
from soapstone.model.facts import EnumerationRow, EnumerationTable


@dataclass(frozen=True, slots=True)
class Witness:
    """What samples show where a C# type stands."""

    texts: frozenset[str] = frozenset()
    number: bool = False
    """JSON shows a number: ServiceStack writes an enumeration so if it has ``[Flags]``."""


class EnumerationTables:
    """The enumerations that a page lists, and those that .NET has.

    A table without caption belongs to the type of which samples show its members; the one that is
    left over to the one type that is.
    """

    def __init__(
        self,
        tables: Sequence[EnumerationTable],
        witnesses: Mapping[str, Witness] | None = None,
    ) -> None:
        self._by_name: dict[str, EnumerationTable] = {}
        for table in tables:
            if table.caption:
                self._by_name.setdefault(table.caption, table)
        self._uncaptioned = [table for table in tables if not table.caption]
        self._witnesses = dict(witnesses or {})
        self._shapes: dict[tuple[QName, int], EnumerationShape] = {}
        self._assign()

    def named(
        self, type_: TypeName, namespace: str, text: str = ""
    ) -> EnumerationShape | None:
        """The enumeration of a C# name: by caption, by the member that ``text`` shows, else
        .NET's own. ``namespace`` is the type's, unless source tells it.
        """
        table = self._by_name.get(type_.name) or self._showing({text} - {""})
        if table is None or not table.rows:
            known = BY_NAME.get(type_.name)
            return known_enumeration(known) if known else None
        if table.home:
            stated = table.home.namespace
            namespace = DATA_CONTRACT + table.home.clr if stated is None else stated
        name = QName(namespace, type_.name)
        if (name, id(table)) not in self._shapes:
            # Once: many members may be of one enumeration, which may be long.
            self._shapes[name, id(table)] = self._shape(name, table)
        return self._shapes[name, id(table)]

    def _shape(self, name: QName, table: EnumerationTable) -> EnumerationShape:
        witness = self._witnesses.get(name.name, Witness())
        return EnumerationShape(
            name,
            Naming.TYPE,
            tuple(each.wire_text for each in table.rows),
            table.flags or witness.number or _is_of_bits(table.rows),
        )

    def knows(self, name: str) -> bool:
        """Whether an enumeration of this name is listed, or is .NET's own."""
        return name in self._by_name or name in BY_NAME

    def states_flags(self, name: str) -> bool:
        """Whether source says that an enumeration has ``[Flags]``."""
        return name in self._by_name and self._by_name[name].flags

    def _assign(self) -> None:
        """Give each table without caption to the type that it alone fits."""
        open_ = [name for name in self._witnesses if name not in self._by_name]
        for name in open_:
            table = self._showing(self._witnesses[name].texts)
            if table:
                self._by_name[name] = table
        taken = [id(table) for table in self._by_name.values()]
        left = [table for table in self._uncaptioned if id(table) not in taken]
        open_ = [name for name in open_ if name not in self._by_name]
        if len(left) == len(open_) == 1:
            self._by_name[open_[0]] = left[0]

    def _showing(self, texts: Set[str]) -> EnumerationTable | None:
        """The one table without caption that has all these members."""
        found = [
            table
            for table in self._uncaptioned
            if texts and texts <= {each.wire_text for each in table.rows}
        ]
        return found[0] if len(found) == 1 else None


def _is_of_bits(rows: Iterable[EnumerationRow]) -> bool:
    """Whether the values are bits and unions of them, three bits at least: ``[Flags]``."""
    values = [int(c.value) for c in rows if c.value.isdecimal()]
    bits = {value for value in values if value and value & (value - 1) == 0}
    every = sum(bits)
    return len(bits) > 2 and all(value | every == every for value in values)
