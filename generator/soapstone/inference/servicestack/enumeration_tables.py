"""Enumeration tables: decides which enumeration each table lists, and its members on the wire.

A saved page can lose the caption of a table. Then the samples decide whose members it lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.enumerations import BY_NAME
from soapstone.dotnet.namespaces import DATA_CONTRACT
from soapstone.inference.shapes import EnumerationShape, Naming, known_enumeration
from soapstone.model.catalogue import servicestack
from soapstone.model.contract import QName
from soapstone.model.decisions import Decisions
from soapstone.model.facts import EnumerationRow, EnumerationTable


@dataclass(frozen=True, slots=True)
class Witness:
    """What samples show in the places of a C# type."""

    texts: frozenset[str] = frozenset()
    number: bool = False
    """JSON shows a number: ServiceStack writes an enumeration as a number if it has ``[Flags]``."""


class EnumerationTables:
    """The enumerations that pages list, and those of .NET.

    A table without a caption belongs to the type whose members the samples show; if one such table
    and one such type remain, they belong together.
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
        """Return the enumeration of a C# type, or None.

        It is found by caption, by the member that ``text`` shows, or among .NET's own.
        ``namespace`` is that of the type, unless C# source states another.
        """
        table = self._by_name.get(type_.name) or self._showing({text} - {""})
        if table is None or not table.rows:
            known = BY_NAME.get(type_.name)
            if known is None:
                return None
            made = servicestack.KNOWN_MEMBERS.at(None, type=known.name.name)
            return known_enumeration(known, (made,))
        if table.home:
            stated = table.home.namespace
            namespace = DATA_CONTRACT + table.home.clr if stated is None else stated
        name = QName(namespace, type_.name)
        if (name, id(table)) not in self._shapes:
            # Cached: many members may have one enumeration, which may be long.
            self._shapes[name, id(table)] = self._shape(name, table)
        return self._shapes[name, id(table)]

    def _shape(self, name: QName, table: EnumerationTable) -> EnumerationShape:
        witness = self._witnesses.get(name.name, Witness())
        by_value = witness.number or _is_of_bits(table.rows)
        return EnumerationShape(
            name,
            Naming.TYPE,
            tuple(each.wire_text for each in table.rows),
            table.flags or by_value,
            _decisions(table, by_value),
        )

    def knows(self, name: str) -> bool:
        """Return whether an enumeration of this name is listed, or is one of .NET's."""
        return name in self._by_name or name in BY_NAME

    def _assign(self) -> None:
        """Assign each table without a caption to the only type that it fits."""
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
        """Return the only table without a caption that has all these members, or None."""
        found = [
            table
            for table in self._uncaptioned
            if texts and texts <= {each.wire_text for each in table.rows}
        ]
        return found[0] if len(found) == 1 else None


def _decisions(table: EnumerationTable, by_value: bool) -> Decisions:
    source = table.home is not None
    members = servicestack.SOURCE_MEMBERS if source else servicestack.TABLE_MEMBERS
    made = [members.at(table.origin)]
    if table.flags:
        made.append(servicestack.SOURCE_FLAGS.at(table.origin))
    elif by_value:
        made.append(servicestack.FLAGS_BY_VALUE.at(table.origin))
    return tuple(made)


def _is_of_bits(rows: Iterable[EnumerationRow]) -> bool:
    """Whether the values are bits and unions of bits, with three bits at least: then it is
    ``[Flags]``.
    """
    values = [int(c.value) for c in rows if c.value.isdecimal()]
    bits = {value for value in values if value and value & (value - 1) == 0}
    every = sum(bits)
    return len(bits) > 2 and all(value | every == every for value in values)
