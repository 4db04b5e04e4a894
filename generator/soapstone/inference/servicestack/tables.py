"""Aligns tables with samples: finds the type of a table and the element of a row.

A page saved as text can lose captions, and the name of a member called ``Email``. A table without a
caption belongs to the type whose members it names best; a row without a name to the only element
without a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from soapstone.dotnet import csharp
from soapstone.dotnet.scalars import FILLINGS, NUMBERS
from soapstone.model.catalogue import service, servicestack
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Node, Row, Table
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision

Members = tuple[tuple[str, str], ...]
"""Namespaces and names of a type's members. They identify a type whose name is not shown."""


@dataclass(frozen=True, slots=True)
class TypeTable:
    """A table, merged with its repetitions for other locations."""

    caption: str
    rows: tuple[Row, ...]
    locations: tuple[tuple[str, ...], ...]
    """Where the value can travel, for each row."""
    origin: Origin
    contradictions: Decisions = ()
    """Between the repetitions."""

    @property
    def names(self) -> frozenset[str]:
        """The names of its members, without lost ones."""
        return frozenset(row.name for row in self.rows if row.name)


@dataclass(frozen=True, slots=True)
class Match:
    """The table of a type, aligned with an element of the type."""

    rows: dict[str, Row]
    """The row of each member that has one, by name."""
    locations: dict[str, tuple[str, ...]]
    members: dict[str, Decision]
    """What is odd about the row of a member, by name: it has lost its name, or there is none."""
    decisions: Decisions = ()
    """On the type as a whole: rows without an element."""
    contradictions: Decisions = ()
    """Between repetitions of the table."""


NO_MATCH = Match({}, {}, {})


def members(node: Node) -> Members:
    """Return the names of an element's children, each once, in order."""
    return tuple(
        dict.fromkeys((child.namespace, child.name) for child in node.children)
    )


class Captioned:
    """Tables by the names of their types. Of several tables for one type it keeps the first."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.all = _fold(tables)
        self.by_caption: dict[str, TypeTable] = {}
        for table in self.all:
            if table.caption:
                self.by_caption.setdefault(table.caption, table)
        self._generic = [each for each in self.by_caption if "<" in each]

    def named(self, type_name: str) -> TypeTable | None:
        """Return the table of a type. A generic type is found without the digest in its name."""
        found = self.by_caption.get(type_name)
        generic = (each for each in self._generic if _is_named(each, type_name))
        return found or next((self.by_caption[each] for each in generic), None)


class Tables:
    """The tables of a page, assigned to the types of its samples.

    ``before`` and ``after`` are tables of the whole service, indexed once for all pages.
    """

    def __init__(
        self,
        tables: Sequence[Table],
        samples: Iterable[Node],
        before: Captioned | None = None,
        after: Captioned | None = None,
    ) -> None:
        own = Captioned(tables)
        self.all = own.all
        self._captioned = [each for each in (before, own, after) if each]
        self._of = _assign([table for table in self.all if not table.caption], samples)

    @property
    def assigned(self) -> tuple[TypeTable, ...]:
        """The tables without a caption that are assigned to a type by its samples."""
        return tuple(self._of.values())

    def of(self, node: Node, type_name: str) -> TypeTable | None:
        """Return the table of an element's type: by caption, otherwise by members."""
        return self.named(type_name) or self._of.get(members(node))

    def named(self, type_name: str) -> TypeTable | None:
        """Return the table with the caption ``name``, or None."""
        found = (tables.named(type_name) for tables in self._captioned)
        return next(filter(None, found), None)

    def caption_of(self, names: Set[str]) -> str:
        """Return the type whose table has all these members and the fewest others, or ""."""
        known: dict[str, TypeTable] = {}
        for tables in reversed(self._captioned):
            known |= tables.by_caption
        rated = [
            (len(table.names ^ names), caption)
            for caption, table in known.items()
            if names and names <= table.names
        ]
        return min(rated)[1] if rated else ""

    def match(self, node: Node, type_name: str) -> Match:
        """Return the rows of an element's members: by name, and where names are lost by
        elimination.
        """
        table = self.of(node, type_name)
        return _match(table, node) if table else NO_MATCH


def _is_named(caption: str, type_name: str) -> bool:
    """Whether the caption of a generic type's table names this type."""
    type_ = csharp.parse(caption)
    return type_ is not None and type_name.startswith(type_.contract_name)


def _fold(tables: Sequence[Table]) -> tuple[TypeTable, ...]:
    """Merge a table with its repetition for another location (body, form)."""
    folded: list[TypeTable] = []
    for table in tables:
        locations = tuple((row.location,) if row.location else () for row in table.rows)
        new = TypeTable(table.caption, table.rows, locations, table.origin)
        if folded and _is_repetition(folded[-1], new):
            folded[-1] = _join(folded[-1], new)
        else:
            folded.append(new)
    return tuple(folded)


def _is_repetition(first: TypeTable, again: TypeTable) -> bool:
    """Whether two tables have the same members in different locations. Two types may share member
    names, but then in the same location.
    """
    return (
        first.caption == again.caption
        and [row.name for row in first.rows] == [row.name for row in again.rows]
        and all(
            not set(one) & set(two)
            for one, two in zip(first.locations, again.locations, strict=True)
        )
    )


def _join(first: TypeTable, again: TypeTable) -> TypeTable:
    locations = tuple(
        tuple(dict.fromkeys(one + other))
        for one, other in zip(first.locations, again.locations, strict=True)
    )
    contradictions = tuple(
        service.CONTRADICTION.at(
            other.origin,
            about=row.name,
            here=_stated(other),
            first=_stated(row),
            where=str(row.origin),
        )
        for row, other in zip(first.rows, again.rows, strict=True)
        if (row.csharp, row.required) != (other.csharp, other.required)
    )
    found = first.contradictions + contradictions
    return TypeTable(first.caption, first.rows, locations, first.origin, found)


def _assign(
    tables: Sequence[TypeTable], samples: Iterable[Node]
) -> dict[Members, TypeTable]:
    """Assign each table without a caption to the type that differs least from it, the best pair
    first.

    No type is assigned that lacks more than half of the names of a table.
    """
    places: dict[Members, int] = {}
    for sample in samples:
        _collect(sample, places)
    types = {
        type_: (place, frozenset(name for _, name in type_))
        for type_, place in places.items()
    }
    pairs = []
    for number, table in enumerate(tables):
        named = table.names
        for type_, (place, names) in types.items():
            shared = len(named & names)
            if shared and 2 * shared >= len(named):
                pairs.append(
                    (len(table.rows) + len(type_) - 2 * shared, number, place, type_)
                )
    found: dict[Members, TypeTable] = {}
    taken = set()
    for _, number, _, type_ in sorted(pairs):
        if number not in taken and type_ not in found:
            taken.add(number)
            found[type_] = tables[number]
    return found


def _collect(node: Node, types: dict[Members, int]) -> None:
    """Every element with members, in the order of the samples."""
    if node.children:
        types.setdefault(members(node), len(types))
    for child in node.children:
        _collect(child, types)


def _match(table: TypeTable, node: Node) -> Match:
    elements = {child.name: child for child in reversed(node.children)}
    elements = dict(reversed(elements.items()))
    rows = {row.name: row for row in table.rows if row.name in elements}
    missing = [child for name, child in elements.items() if name not in rows]
    nameless = [row for row in table.rows if not row.name]
    lost = _pair(nameless, missing)
    odd = {name: _nameless(row, name, len(missing)) for name, row in lost.items()}
    rows |= lost
    for name, child in elements.items():
        if name not in rows:
            odd[name] = servicestack.ELEMENT_WITHOUT_ROW.at(child.origin)
    places = {
        id(row): where for row, where in zip(table.rows, table.locations, strict=True)
    }
    used = {id(row) for row in rows.values()}
    return Match(
        rows,
        {name: places[id(row)] for name, row in rows.items()},
        odd,
        tuple(_left_out(row) for row in table.rows if id(row) not in used),
        table.contradictions,
    )


def _nameless(row: Row, name: str, candidates: int) -> Decision:
    only = "only member" if candidates == 1 else f"only {row.csharp} member"
    return servicestack.NAMELESS_ROW.at(row.origin, name=name, only=only)


def _left_out(row: Row) -> Decision:
    found = f"The table has the row {row.name}; the sample has no such element."
    return servicestack.ROW_WITHOUT_ELEMENT.at(
        row.origin,
        about=row.name,
        found=found if row.name else "The row of the table has no name.",
    )


def _pair(rows: list[Row], elements: list[Node]) -> dict[str, Row]:
    """Pair rows without a name with elements without a row, where their types leave only one
    way.
    """
    paired: dict[str, Row] = {}
    progress = True
    while progress:
        progress = False
        for row in rows:
            fitting = [node for node in elements if fits(row, node)]
            claimants = [other for other in rows if fitting and fits(other, fitting[0])]
            if len(fitting) == 1 and len(claimants) == 1:
                paired[fitting[0].name] = row
                rows = [other for other in rows if other is not row]
                elements = [node for node in elements if node is not fitting[0]]
                progress = True
                break
    return paired


def fits(row: Row, node: Node) -> bool:
    """Whether the value in a sample can have the C# type of a row; True in doubt."""
    type_ = csharp.parse(row.csharp)
    if type_ is None or node.nil:
        return True
    if node.children:
        return type_.scalar in ("", "DateTimeOffset")
    filling = FILLINGS.get(node.text)
    if filling is not None:
        return type_.scalar == filling.name
    return node.text != "0" or type_.scalar in NUMBERS | {"char"}


def _stated(row: Row) -> str:
    return (
        row.csharp + {True: ", required", False: ", optional", None: ""}[row.required]
    )
