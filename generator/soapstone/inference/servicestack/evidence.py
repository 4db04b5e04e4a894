"""Collects the tables, enumerations and C# source that describe one ServiceStack operation.

An operation may be saved in several formats. Tables and source of each page hold for the samples of
all. ``unsampled_types`` reads what no sample shows as XML.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet import csharp, sample_values
from soapstone.dotnet.csharp import TypeName
from soapstone.inference.expansion_limits import Sourced, check_classes
from soapstone.inference.servicestack.declared_rows import with_tables
from soapstone.inference.servicestack.enumeration_tables import (
    EnumerationTables,
    Witness,
)
from soapstone.inference.servicestack.framework import FRAMEWORK, has_members
from soapstone.inference.servicestack.tables import Captioned, Tables
from soapstone.inference.servicestack.unsampled_types import node_of
from soapstone.model.facts import (
    Class,
    EnumerationTable,
    Kind,
    Node,
    OperationFacts,
    Row,
    Sample,
    Table,
    Value,
)

_QUERIED = ("path", "query")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Tables, enumerations and source of one operation."""

    tables: tuple[Table, ...]
    """Those on the operation's own pages."""
    enumerations: tuple[EnumerationTable, ...]
    shared: Shared

    @property
    def classes(self) -> Mapping[str, Class]:
        """The classes of the service and of the framework, by name."""
        return self.shared.classes

    def aligned(self, samples: Sequence[Sample], request: str = "") -> AlignedTables:
        """Return the tables aligned with samples.

        ``request`` is the name of the request's type: its table may have lost its caption.
        """
        values = [sample.value for sample in samples if sample.value]
        canonical = self._names() if values else {}
        renamed = {id(value): _renamed(value, canonical) for value in values}
        nodes = [sample.body for sample in samples if sample.body]
        nodes += [node_of("", value) for value in renamed.values()]
        tables = self._beside(self.tables, nodes)
        if request:
            tables = self._with_request(tables, nodes, request)
        witnesses = _Witnesses(tables)
        for sample in samples:
            if sample.value:
                witnesses.walk("", renamed[id(sample.value)])
        return AlignedTables(
            tables, EnumerationTables(self.enumerations, witnesses.found()), renamed
        )

    def _names(self) -> dict[str, str]:
        """Names of members in tables and classes, by their form for comparison."""
        names = {row.name for table in self.tables for row in table.rows}
        names |= self.shared.names
        return {_canon(name): name for name in sorted(names) if name}

    def _beside(self, tables: Sequence[Table], nodes: Iterable[Node]) -> Tables:
        return Tables(tables, nodes, self.shared.sourced, self.shared.others)

    def _with_request(
        self, tables: Tables, nodes: Sequence[Node], request: str
    ) -> Tables:
        """Take the first table that is not a response's for the request's, if its members are in
        the query.
        """
        if tables.named(request):
            return tables
        taken = {id(table) for table in tables.assigned}
        for index, table in enumerate(self.tables):
            if table.caption:
                continue
            match = next(
                (each for each in tables.all if each.origin == table.origin), None
            )
            queried = any(row.location in _QUERIED for row in table.rows)
            if id(match) not in taken and (queried or not nodes):
                named = replace(table, caption=request)
                changed = (*self.tables[:index], named, *self.tables[index + 1 :])
                return self._beside(changed, nodes)
        return tables


@dataclass(frozen=True, slots=True)
class AlignedTables:
    """Tables and enumerations, aligned with the samples of an operation."""

    tables: Tables
    enumerations: EnumerationTables
    _renamed: Mapping[int, Value]

    def value(self, sample: Sample) -> Value | None:
        """Return the value of a sample, its members named as in the tables; None where it has
        none.
        """
        return self._renamed[id(sample.value)] if sample.value else None


class Shared:
    """Classes, tables and enumerations of all pages of a service, indexed once.

    Raises SpecError where the classes expand to more than the limits allow.
    """

    def __init__(self, service: Sequence[OperationFacts]) -> None:
        own = {each.name: each for facts in service for each in reversed(facts.classes)}
        check_classes(own.values())
        others = [table for facts in service for table in facts.tables if table.caption]
        own = with_tables(own, others)
        sourced = [_table(each, own) for each in own.values()]
        self.has_source = bool(own)
        """Whether a page shows C# source."""
        self.classes: Mapping[str, Class] = {**_framework(others), **own}
        self.sourced = Captioned(sourced)
        """The classes as tables. They take precedence over the tables of a page."""
        self.others = Captioned(others)
        """The tables of all pages. Those of the page itself take precedence."""
        rows = (row for table in (*sourced, *others) for row in table.rows)
        self.names = {row.name for row in rows}
        self.names |= {
            each.row.name for one in self.classes.values() for each in one.members
        }
        self.sourced_types = Sourced()
        self.enumerations = tuple(
            dict.fromkeys(
                table
                for facts in service
                for table in facts.enumeration_tables
                if table.caption
            )
        )


def _framework(tables: Iterable[Table]) -> Mapping[str, Class]:
    """ServiceStack's types, without those whose name is that of another type of the service."""
    others = {
        table.caption
        for table in tables
        if not has_members(table.caption, {row.name for row in table.rows if row.name})
    }
    return {name: each for name, each in FRAMEWORK.items() if name not in others}


def gather(group: Sequence[OperationFacts], shared: Shared) -> Evidence:
    """Return the evidence of the operation that the pages in ``group`` show."""
    own = _distinct(table for facts in group for table in facts.tables)
    # Tables with all names come before tables that have lost some.
    own.sort(key=lambda table: any(not row.name for row in table.rows))
    enumerations = [table for facts in group for table in facts.enumeration_tables]
    shown = set(enumerations)
    enumerations += [table for table in shared.enumerations if table not in shown]
    return Evidence(tuple(own), tuple(_once(enumerations)), shared)


def _distinct(tables: Iterable[Table]) -> list[Table]:
    """Tables with different content: pages in other formats repeat them."""
    found: dict[object, Table] = {}
    for table in tables:
        found.setdefault((table.caption, tuple(map(_content, table.rows))), table)
    return list(found.values())


def _content(row: Row) -> object:
    return row.name, row.location, row.csharp, row.required


def _once(tables: Iterable[EnumerationTable]) -> Iterator[EnumerationTable]:
    """Enumerations with different content, those of C# source first."""
    seen = set()
    for table in sorted(tables, key=lambda table: table.home is None):
        content = table.caption, tuple((c.name, c.value) for c in table.rows)
        if content not in seen:
            seen.add(content)
            yield table


def _table(declared: Class, classes: Mapping[str, Class]) -> Table:
    """A class as a table, members of its base classes included."""
    rows: list[Row] = []
    seen: set[str] = set()
    here: Class | None = declared
    while here and here.name not in seen:
        seen.add(here.name)
        rows[:0] = [each.row for each in here.members]
        base = csharp.parse(here.base) if here.base else None
        here = classes.get(base.name) if base else None
    caption = declared.contract_name or declared.name
    return Table(caption, tuple(rows), declared.origin)


def _canon(name: str) -> str:
    """The form of a name for comparison: JSON may write ``refId`` or ``ref_id`` for ``RefId``."""
    return name.replace("_", "").lower()


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    """A value with its members named as in the tables."""
    if sample_values.is_map(value):
        members = tuple((key, _renamed(each, names)) for key, each in value.members)
    else:
        members = tuple(
            (names.get(_canon(key), key), _renamed(each, names))
            for key, each in value.members
        )
    items = tuple(_renamed(each, names) for each in value.items)
    return replace(value, members=members, items=items)


class _Witnesses:
    """Collects what values show where tables state types of the service."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._texts: defaultdict[str, set[str]] = defaultdict(set)
        self._numbers: set[str] = set()

    def found(self) -> dict[str, Witness]:
        """Return what they show, by the name of the C# type."""
        names = sorted({*self._texts, *self._numbers})
        return {
            name: Witness(frozenset(self._texts[name]), name in self._numbers)
            for name in names
        }

    def walk(self, type_name: str, value: Value) -> None:
        """Collect from a value of the C# type ``type_name``; "" where the type is not known."""
        for each in value.items:
            self.walk(type_name, each)
        if value.members:
            names = {name for name, _ in value.members}
            named = type_name or self._tables.caption_of(names)
            rows = self._tables.match(node_of(named, value), named).rows
            for name, each in value.members:
                type_ = csharp.parse(rows[name].csharp) if name in rows else None
                if type_:
                    self._see(type_, each)
                else:
                    self.walk("", each)

    def _see(self, type_: TypeName, value: Value) -> None:
        if type_.scalar or type_.name in csharp.OBJECTS:
            return
        if type_.item:
            for each in value.items:
                self._see(type_.item, each)
        elif type_.entry:
            for key, each in value.members:
                self._see(type_.entry[0], Value(Kind.TEXT, key, (), (), each.origin))
                self._see(type_.entry[1], each)
        elif value.members:
            self.walk(type_.name, value)
        elif value.text.lstrip("-").isdecimal():
            self._numbers.add(type_.name)
        elif value.kind is Kind.TEXT and value.text:
            self._texts[type_.name].add(value.text)
