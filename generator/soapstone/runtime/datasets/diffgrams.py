"""Writes the rows of a DataSet as a diffgram: how they are and were, and their errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..errors import WireError, shown
from ..reading.elements import XSD, XSI
from ..reading.fragments import declaration, own_xml, quoted, xml_of
from ..records.xml import Xml
from ..scalars.python_values import other_type
from ..scalars.text import BLANKS, attribute_text
from .column_types import ANY, class_of, type_of, types_for
from .layouts import DIFFGR, MSDATA
from .planning import PlannedColumn, PlannedTable
from .problems import Problems
from .table import Cell, Row, RowError

_OF_MSDATA: Final = declaration("msdata", MSDATA[1:-1])
_OF_DIFFGR: Final = declaration("diffgr", DIFFGR[1:-1])
_OF_XSD: Final = declaration("xs", XSD[1:-1])
_OF_XSI: Final = declaration("xsi", XSI[1:-1])


def diffgram(
    planned: Mapping[str, PlannedTable], root: str, namespace: str, problems: Problems
) -> str:
    """Return the element of the rows; ``root`` is the DataSet's name in XML."""
    bound = f" {declaration('', namespace)}" if namespace else ""
    writers = [_Rows(each, namespace, problems) for each in planned.values()]
    now = "".join(text for each in writers for text in each.now())
    before = "".join(text for each in writers for text in each.before(bound))
    errors = "".join(text for each in writers for text in each.errors(bound))
    parts = [f"<{root}{bound}>{now}</{root}>"]
    parts += [f"<diffgr:before>{before}</diffgr:before>"] if before else []
    parts += [f"<diffgr:errors>{errors}</diffgr:errors>"] if errors else []
    return (
        f"<diffgr:diffgram {_OF_MSDATA} {_OF_DIFFGR}>{''.join(parts)}</diffgr:diffgram>"
    )


class _Rows:
    """Writes the rows of one table."""

    def __init__(
        self, planned: PlannedTable, namespace: str, problems: Problems
    ) -> None:
        self._planned = planned
        self._table = planned.table
        self._problems = problems
        self._namespace = namespace
        self._wrong = {each.row for each in planned.table.errors}

    def now(self) -> Iterator[str]:
        """The rows as they are now."""
        states = self._planned.states
        for place, (row, state) in enumerate(
            zip(self._table.rows, states, strict=False)
        ):
            marks = "" if state == "unchanged" else f' diffgr:hasChanges="{state}"'
            if place in self._wrong:
                marks += ' diffgr:hasErrors="true"'
            yield self._row(row, place, marks, "$", place)

    def before(self, bound: str) -> Iterator[str]:
        """The rows as they were; those that are deleted are after all others."""
        end = len(self._table.rows)
        for place, earlier in enumerate(self._table.before):
            number = end if earlier.row is None else earlier.row
            end += earlier.row is None
            yield self._row(earlier.values, number, bound, "$.before", place)

    def errors(self, bound: str) -> Iterator[str]:
        """The errors of rows, and of their columns."""
        of_rows: dict[int, list[RowError]] = {}
        for error in self._table.errors:
            of_rows.setdefault(error.row, []).append(error)
        name = self._planned.element
        for place, found in of_rows.items():
            own = "".join(self._error(each) for each in found if not each.column)
            inside = "".join(
                f"<{self._column_of(each)}{self._error(each)}/>"
                for each in found
                if each.column
            )
            yield f"<{name} {self._id(place)}{own}{bound}>{inside}</{name}>"

    def _error(self, error: RowError) -> str:
        try:
            return f" diffgr:Error={quoted(error.text)}"
        except ValueError as wrong:
            path = f"$.errors.{self._planned.element}[{error.row}]"
            self._problems.add(path, shown(error.text), str(wrong))
            return ""

    def _column_of(self, error: RowError) -> str:
        planned = self._planned.columns.get(error.column)
        if planned is None:
            path = f"$.errors.{self._planned.element}[{error.row}]"
            self._problems.add(path, shown(error.column), "a column of the table")
            return ""
        return planned.element

    def _id(self, number: int) -> str:
        return f'diffgr:id="{self._planned.element}.{number + 1}"'

    # --- a row ----------------------------------------------------------------------------

    def _row(self, row: Row, number: int, marks: str, start: str, place: int) -> str:
        name, columns = self._planned.element, self._planned.columns
        path = f"{start}.{name}[{place}]"
        marks = f'{self._id(number)} msdata:rowOrder="{number}"{marks}'
        inside = ""
        for each in columns.values():
            value = row.get(each.column.name)
            mapping = each.column.mapping
            if mapping == "element":
                inside += self._element(each, value, path)
            elif mapping == "text":
                inside = self._text(each, value, f"{path}.text()")
                marks += f' xsi:nil="true" {_OF_XSI}' if value is None else ""
            else:
                marks += self._attribute(each, value, path)
        if len(row) > len(columns) or any(key not in columns for key in row):
            self._refuse_unknown(row, path)
        return f"<{name} {marks}>{inside}</{name}>"

    def _refuse_unknown(self, row: Row, path: str) -> None:
        known = self._table.columns
        for key in row:
            if known and key not in known:
                names = ", ".join(map(str, known))
                self._problems.add(path, shown(key), f"a column of the table: {names}")

    def _element(self, planned: PlannedColumn, value: Cell, row: str) -> str:
        column, name, path = planned.column, planned.element, f"{row}.{planned.element}"
        if value is None:
            self._refuse_null(planned, path)
            return ""
        if isinstance(value, Xml) and column.xsd_type == ANY:
            return self._xml(planned, value, path)
        if column.xsd_type == ANY and column.dotnet_type in ("", "System.Object"):
            return self._of_any_type(name, value, path)
        text = self._text(planned, value, path)
        kept = ' xml:space="preserve"' if text and not text.strip(BLANKS) else ""
        return f"<{name}{kept}>{text}</{name}>"

    def _attribute(self, planned: PlannedColumn, value: Cell, row: str) -> str:
        hidden = "msdata:hidden" if planned.column.mapping == "hidden" else ""
        path = f"{row}.@{planned.element}"
        if value is None:
            self._refuse_null(planned, path)
            return ""
        text = attribute_text(self._text(planned, value, path))
        return f' {hidden}{planned.element}="{text}"'

    def _text(self, planned: PlannedColumn, value: Cell, path: str) -> str:
        if value is None:
            self._refuse_null(planned, path)
            return ""
        try:
            return planned.write(value)
        except ValueError as error:
            self._problems.add(path, shown(value), str(error))
            return ""

    def _refuse_null(self, planned: PlannedColumn, path: str) -> None:
        if not planned.column.nullable:
            expected = "a value: the column cannot be null, or is of the key"
            self._problems.add(path, "None", expected)

    def _of_any_type(self, name: str, value: Cell, path: str) -> str:
        """The element of a value in a System.Object column, with the type that XSD has for it."""
        try:
            xsd_type, dotnet_type = types_for(class_of(value), [value])
            if dotnet_type:
                raise other_type("a value that XSD has a type for", value)
            text = type_of(xsd_type).write(value)
        except ValueError as error:
            self._problems.add(path, shown(value), str(error))
            return ""
        start = f'{name} xsi:type="xs:{xsd_type}" {_OF_XSD} {_OF_XSI}'
        return f"<{start}>{text}</{name}>"

    def _xml(self, planned: PlannedColumn, value: Xml, path: str) -> str:
        """A value that has elements inside; its element gets the name of the column."""
        if self._namespace:  # what is inside would be in it, too
            expected = "no Xml: the DataSet has a namespace"
            self._problems.add(path, shown(value), expected)
            return ""
        try:
            root: Any = own_xml(value.text)[0]
        except WireError:
            self._problems.add(path, shown(value), "an Xml of one well-formed element")
            return ""
        root.tag = planned.element
        return xml_of(root)
