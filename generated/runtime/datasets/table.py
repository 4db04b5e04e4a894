"""A table of a DataSet: its columns, keys and rows, with what has changed in them.

The names are those of .NET's System.Data: DataTable, DataColumn, DataRelation, DataRowState.
"""

from __future__ import annotations

from collections.abc import Mapping as Values  # Mapping is how a column is mapped
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, TypeAlias
from uuid import UUID

from ..errors import Problem
from ..records.xml import Xml

__all__ = ["Column", "Earlier", "Relation", "Row", "RowError", "Table"]

# Expressions, no texts: pyright takes the name of a class in a text here for unknown.
Cell: TypeAlias = (
    str
    | bool
    | int
    | float
    | Decimal
    | datetime
    | date
    | time
    | timedelta
    | UUID
    | bytes
    | Xml
    | None
)
Row: TypeAlias = dict[str, Cell]
"""The values of a row by column; None is DBNull. A value with elements inside is an Xml."""

State: TypeAlias = Literal["unchanged", "inserted", "modified"]
Mapping: TypeAlias = Literal["element", "attribute", "hidden", "text"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, as the inline schema describes it; without a schema its values are texts."""

    name: str
    type: type
    """The Python class of its values; ``object`` where each value has a type of its own."""
    xsd_type: str = ""
    """The local name of the XSD type (``int``); "" without a schema."""
    dotnet_type: str = ""
    """The .NET type where the XSD type does not say it: ``System.Guid`` (msdata:DataType)."""
    nullable: bool = True
    caption: str = ""
    """A heading for people; "" where it is the name."""
    expression: str = ""
    """What the service computes the values from, in the language of DataColumn.Expression."""
    mapping: Mapping = "element"
    """Where a row's element has the value (.NET's MappingType)."""
    date_time_mode: str = ""
    """``Utc``, ``Local`` or ``Unspecified``; "" for .NET's default: written with an offset."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A foreign key: rows of this table belong to rows of another (.NET's DataRelation)."""

    name: str
    parent: str
    """The name of the other table."""
    parent_columns: tuple[str, ...]
    columns: tuple[str, ...]
    """The columns of this table, in the order of ``parent_columns``."""
    nested: bool = False
    """In the XML the rows stand inside those of the parent."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A row as it was before it was modified or deleted."""

    values: Row
    row: int | None
    """The position of the modified row in ``Table.rows``; None if it has been deleted."""


@dataclass(frozen=True, slots=True)
class RowError:
    """An error that the service attached to a row."""

    row: int
    """The position in ``Table.rows``."""
    column: str
    """The column; "" if the error is one of the whole row."""
    text: str


@dataclass(slots=True)
class Table:
    """A table. ``rows`` fits ``pandas.DataFrame(table.rows, columns=list(table.columns))``."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    """The columns of the primary key."""
    relations: list[Relation] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """The rows as they are now, without those that are deleted."""
    states: list[State] = field(default_factory=list)
    """Whether the service's program has changed each row since it was loaded."""
    before: list[Earlier] = field(default_factory=list)
    """The rows that have been modified or deleted, as they were before."""
    errors: list[RowError] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What does not fit the schema, at most 1000: a cell keeps its text then."""

    def insert(self, row: Values[str, Cell]) -> None:
        """Add a row at the end, as inserted."""
        self._complete_states()
        self.rows.append({**dict.fromkeys(self.columns), **row})
        self.states.append("inserted")

    def update(self, position: int, values: Values[str, Cell]) -> None:
        """Set values of a row, as modified; ``before`` keeps how it was. Raises IndexError.

        An inserted row stays one. What is set in ``rows`` directly is no change for .NET.
        """
        self._complete_states()
        place = range(len(self.rows))[position]
        row = self.rows[place]
        if self.states[place] == "unchanged":
            self.before.append(Earlier(row.copy(), place))
            self.states[place] = "modified"
        row.update(values)

    def delete(self, position: int) -> None:
        """Remove a row; ``before`` keeps how it was, unless it is inserted. Raises IndexError."""
        self._complete_states()
        place = range(len(self.rows))[position]
        row, state = self.rows.pop(place), self.states.pop(place)
        if state == "unchanged":
            self.before.append(Earlier(row, None))
        self.before[:] = [
            replace(each, row=_without(place, each.row)) for each in self.before
        ]
        self.errors[:] = [
            replace(each, row=each.row - (each.row > place))
            for each in self.errors
            if each.row != place
        ]

    def _complete_states(self) -> None:
        """Rows that were appended without a state are inserted."""
        self.states += ["inserted"] * (len(self.rows) - len(self.states))


def _without(place: int, row: int | None) -> int | None:
    """The position of a row after one is removed; None of the one itself."""
    if row is None or row == place:
        return None
    return row - (row > place)
