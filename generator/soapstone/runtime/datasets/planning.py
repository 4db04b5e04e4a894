"""Plans a DataSet that is to be written: names in XML, columns and their types, states of rows.

What cannot be written is a problem, with its path as in what is read: ``$.Price[1].Since``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Final, NamedTuple, get_args

from ..errors import printable, shown
from ..scalars.python_values import type_name
from ..scalars.text import write_string
from .column_types import (
    Writer,
    check_types,
    class_of,
    common_class,
    type_of,
    types_for,
)
from .names import encoded
from .problems import Problems
from .table import Column, State, Table
from .table import Mapping as ColumnMapping

_STATES: Final = get_args(State)
_MAPPINGS: Final = get_args(ColumnMapping)


class PlannedColumn(NamedTuple):
    """A column with its types, its name in XML and what writes its values."""

    column: Column
    element: str
    write: Writer


@dataclass(slots=True, eq=False)
class PlannedTable:
    """A table with all its columns and states; ``element`` is its name in XML."""

    table: Table
    element: str
    columns: dict[str, PlannedColumn] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where the table is, for problems."""
        return f"$.{self.element}"

    @property
    def text(self) -> PlannedColumn | None:
        """The column that is the text of a row's element."""
        columns = self.columns.values()
        return next((each for each in columns if each.column.mapping == "text"), None)


def plan(tables: Mapping[str, Any], problems: Problems) -> dict[str, PlannedTable]:
    """Return the tables by name; those that have a problem may be incomplete."""
    planned: dict[str, PlannedTable] = {}
    for name, content in tables.items():
        element = _encoded(name, "$", problems)
        table = _table(name, content, f"$.{element}", problems)
        if not (element and table):
            continue
        found = planned[name] = PlannedTable(table, element)
        if _rows_are_dicts(found, problems):
            _plan_columns(found, problems)
            _plan_states(found, problems)
    return planned


def _encoded(name: Any, path: str, problems: Problems) -> str:
    try:
        return encoded(name)
    except ValueError as error:
        problems.add(path, f"the name {shown(name)}", str(error))
        return ""


def _table(name: str, content: Any, path: str, problems: Problems) -> Table | None:
    if isinstance(content, Table):
        if content.name == name:
            return content
        found = f"the table {shown(content.name)}"
        problems.add(path, found, f"one of the name {shown(name)}, as its key has it")
    elif isinstance(content, Iterable) and not isinstance(content, str | Mapping):
        return Table(name, rows=[*content])
    else:
        expected = f"a Table, or a list of dicts, not {type_name(content)}"
        problems.add(path, shown(content), expected)
    return None


def _rows_are_dicts(planned: PlannedTable, problems: Problems) -> bool:
    before = [each.values for each in planned.table.before]
    fine = True
    for path, rows in ("$", planned.table.rows), ("$.before", before):
        for place, row in enumerate(rows):
            if not isinstance(row, Mapping):
                where = f"{path}.{planned.element}[{place}]"
                expected = f"a dict of columns and values, not {type_name(row)}"
                problems.add(where, shown(row), expected)
                fine = False
    return fine


# --- columns ------------------------------------------------------------------------------


def _plan_columns(planned: PlannedTable, problems: Problems) -> None:
    table = planned.table
    rows = [*table.rows, *(each.values for each in table.before)]
    columns = table.columns or {
        name: Column(name, object) for name in dict.fromkeys(chain.from_iterable(rows))
    }
    for name, column in columns.items():
        element = _encoded(name, planned.path, problems)
        path = f"{planned.path}.{element}"
        if column.name != name:
            found = f"the column {shown(column.name)} of columns[{shown(name)}]"
            expected = f"one of the name {shown(name)}, as its key has it"
            problems.add(path, found, expected)
        if name in table.key:
            column = replace(column, nullable=False)
        values = [row.get(name) for row in rows]
        try:
            typed = _typed(column, values, inferred=not table.columns)
        except ValueError as error:
            found = f"a column of {_described(column)}" if table.columns else "values"
            problems.add(path, found, str(error))
            continue
        write = type_of(typed.xsd_type, typed.dotnet_type).write
        planned.columns[name] = PlannedColumn(typed, element, write)
    _check_mappings(planned, problems)


def _typed(column: Column, values: list[Any], *, inferred: bool) -> Column:
    """The column with its types. Raises ValueError."""
    _check_words(column)
    if column.xsd_type:
        check_types(column.xsd_type, column.dotnet_type)
        return column
    kind = _common_class(values) if inferred else column.type
    xsd_type, dotnet_type = types_for(kind, values)
    own = column.dotnet_type or dotnet_type
    return replace(column, type=kind, xsd_type=xsd_type, dotnet_type=own)


def _check_words(column: Column) -> None:
    """Raise ValueError for what the schema cannot say of a column."""
    if column.mapping not in _MAPPINGS:
        raise ValueError(f"one of the mappings {', '.join(_MAPPINGS)}")
    texts = column.caption, column.expression, column.dotnet_type, column.date_time_mode
    for each in texts if column.mapping != "text" else (*texts, column.name):
        write_string(each)


def _common_class(values: list[Any]) -> type:
    classes = {type(each): each for each in values if each is not None}
    found = set(map(class_of, classes.values()))
    common = common_class(found)
    if common is None:
        names = ", ".join(sorted(each.__name__ for each in found))
        expected = f"values of one class, not of {names}"
        raise ValueError(f"{expected}; Column(…, object) takes any")
    return common


def _described(column: Column) -> str:
    types = (column.xsd_type, column.dotnet_type)
    return printable(" ".join(filter(None, types)) or column.type.__name__, 80)


def _check_mappings(planned: PlannedTable, problems: Problems) -> None:
    """A row that is a text has no elements inside, as in .NET."""
    elements = [c for c in planned.columns.values() if c.column.mapping == "element"]
    texts = [c for c in planned.columns.values() if c.column.mapping == "text"]
    if len([*texts, *elements[:1]]) > 1 and texts:
        found = f"a column that is the text of a row, {shown(texts[0].column.name)}"
        problems.add(planned.path, found, "attributes beside it, and nothing else")


# --- states -------------------------------------------------------------------------------


def _plan_states(planned: PlannedTable, problems: Problems) -> None:
    table, path = planned.table, planned.path
    planned.states = [*table.states]
    missing = len(table.rows) - len(table.states)
    planned.states += ["inserted"] * missing
    if missing < 0:
        found = f"more states ({len(table.states)}) than rows ({len(table.rows)})"
        problems.add(path, found, "one of each row; Table.delete removes a row")
        return
    for place, state in enumerate(planned.states):
        if state not in _STATES:
            problems.add(f"{path}[{place}]", shown(state), " or ".join(_STATES))
    for error in table.errors:
        if not (0 <= error.row < len(table.rows)):
            found = f"an error of row {error.row}"
            problems.add(path, found, "one of a row there is, counted from 0")
    _check_earlier(planned, problems)


def _check_earlier(planned: PlannedTable, problems: Problems) -> None:
    """Each modified row has a row as it was before, and no other has."""
    rest = {at for at, state in enumerate(planned.states) if state == "modified"}
    for place, earlier in enumerate(planned.table.before):
        if earlier.row in rest:
            rest.remove(earlier.row)
        elif earlier.row is not None:
            path = f"$.before.{planned.element}[{place}]"
            found = f"an earlier state of row {earlier.row}"
            problems.add(path, found, "one of each row whose state is modified")
    for at in sorted(rest):
        expected = "its earlier state in before; Table.update keeps it"
        problems.add(f"{planned.path}[{at}]", "a modified row", expected)
