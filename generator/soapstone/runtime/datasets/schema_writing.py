"""Writes the inline schema of a DataSet, as .NET's DataSet.WriteXmlSchema does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ..errors import shown
from ..reading.elements import XSD
from ..reading.fragments import declaration, quoted
from .layouts import MSDATA
from .names import encoded
from .planning import PlannedColumn, PlannedTable
from .problems import Problems
from .table import Relation

_MANY: Final = ' minOccurs="0" maxOccurs="unbounded"'
_CHOICE: Final = f"<xs:choice{_MANY}>"


def schema(
    planned: Mapping[str, PlannedTable], name: str, namespace: str, problems: Problems
) -> str:
    """Return the schema of tables; ``name`` is the DataSet's in XML."""
    names = [declaration("xs", XSD[1:-1]), declaration("msdata", MSDATA[1:-1])]
    if namespace:
        names += [f"targetNamespace={quoted(namespace)}"]
        names += [declaration("", namespace), declaration("mstns", namespace)]
        names += ['attributeFormDefault="qualified" elementFormDefault="qualified"']
    prefix = "mstns:" if namespace else ""
    constraints = _Constraints(planned, prefix, problems)
    marks = 'msdata:IsDataSet="true" msdata:UseCurrentLocale="true"'
    if len(planned) == 1:  # a DataTable looks for its name
        (main,) = (encoded(f"{namespace}:{each}".removeprefix(":")) for each in planned)
        marks += f' msdata:MainDataTable="{main}"'
    nested = _nested(planned)
    tops, inside = "", ""
    for table in planned.values():
        children = (_ref(f"{prefix}{each}", _MANY) for each in nested[table.element])
        text = _table(table, "".join(children))
        if any(nested.values()):  # all in one place, so that they stay in their order
            tops, text = tops + text, _ref(f"{prefix}{table.element}", "")
        inside += text
    return (
        f'<xs:schema id="{name}" {" ".join(names)}>{tops}<xs:element name="{name}"'
        f" {marks}><xs:complexType>{_CHOICE}{inside}</xs:choice></xs:complexType>"
        f"{constraints.texts()}</xs:element>{constraints.annotation()}</xs:schema>"
    )


def _nested(planned: Mapping[str, PlannedTable]) -> dict[str, list[str]]:
    """The tables that are nested in each, all by their names in XML."""
    nested: dict[str, list[str]] = {each.element: [] for each in planned.values()}
    for table in planned.values():
        for relation in table.table.relations:
            if relation.nested and relation.parent in planned:
                nested[planned[relation.parent].element].append(table.element)
    return nested


def _ref(name: str, many: str) -> str:
    return f'<xs:element ref="{name}"{many}/>'


def _table(planned: PlannedTable, children: str) -> str:
    columns = planned.columns.values()
    ordered = any(each.column.mapping != "element" for each in columns)
    attributes = "".join(
        _attribute(each)
        for each in columns
        if each.column.mapping in ("attribute", "hidden")
    )
    name = f'<xs:element name="{planned.element}"'
    if text := planned.text:
        place = [*columns].index(text)
        nillable = ' nillable="true"' if text.column.nullable else ""
        inside = _simple_content(text, place, attributes)
        return (
            f"{name}{nillable}><xs:complexType>{inside}</xs:complexType></xs:element>"
        )
    elements = "".join(
        _element(each, place if ordered else None)
        for place, each in enumerate(columns)
        if each.column.mapping == "element"
    )
    elements += children
    sequence = f"<xs:sequence>{elements}</xs:sequence>" if elements else ""
    return (
        f"{name}><xs:complexType>{sequence}{attributes}</xs:complexType></xs:element>"
    )


def _element(planned: PlannedColumn, place: int | None) -> str:
    column = planned.column
    optional = ' minOccurs="0"' if column.nullable else ""
    ordinal = "" if place is None else f' msdata:Ordinal="{place}"'
    of = f'type="xs:{column.xsd_type}"'
    marks = f"{_marks(planned)}{optional}{ordinal}"
    return f'<xs:element name="{planned.element}" {of}{marks}/>'


def _attribute(planned: PlannedColumn) -> str:
    column = planned.column
    use = "" if column.nullable else ' use="required"'
    if column.mapping == "hidden":
        use = ' use="prohibited"'
    of = f'form="unqualified" type="xs:{column.xsd_type}"'
    return f'<xs:attribute name="{planned.element}" {of}{_marks(planned)}{use}/>'


def _simple_content(planned: PlannedColumn, place: int, attributes: str) -> str:
    column = planned.column
    marks = f'msdata:ColumnName={quoted(column.name)} msdata:Ordinal="{place}"'
    return (
        f"<xs:simpleContent {marks}{_marks(planned)}>"
        f'<xs:extension base="xs:{column.xsd_type}">{attributes}</xs:extension>'
        "</xs:simpleContent>"
    )


def _marks(planned: PlannedColumn) -> str:
    """What XML Schema cannot say of a column."""
    column = planned.column
    marks = {
        "DataType": column.dotnet_type,
        "Caption": column.caption,
        "ReadOnly": "true" if column.expression else "",
        "Expression": column.expression,
        "DateTimeMode": column.date_time_mode,
    }
    return "".join(f" msdata:{n}={quoted(text)}" for n, text in marks.items() if text)


class _Constraints:
    """The keys and relations of the tables.

    A relation to a key is a foreign key, as DataSet.Relations.Add makes it. One to other columns is
    none, for these need not be unique; but where rows are nested, they are.
    """

    def __init__(
        self, planned: Mapping[str, PlannedTable], prefix: str, problems: Problems
    ) -> None:
        self._planned = planned
        self._prefix = prefix
        self._problems = problems
        self._unique: dict[tuple[str, tuple[str, ...]], str] = {}
        self._names: set[str] = set()
        self._texts: list[str] = []
        self._notes: list[str] = []
        relations = [(t, r) for t in planned.values() for r in t.table.relations]
        checked = [each for each in relations if self._is_fine(*each)]
        for table in planned.values():
            if table.table.key:
                self._key(table)
        for table, relation in checked:
            self._relation(table, relation)

    def texts(self) -> str:
        """The constraints, for the element of the DataSet."""
        return "".join(self._texts)

    def annotation(self) -> str:
        """The relations that are no constraints, for the end of the schema."""
        notes = "".join(self._notes)
        start, end = "<xs:annotation><xs:appinfo>", "</xs:appinfo></xs:annotation>"
        return f"{start}{notes}{end}" if notes else ""

    def _is_fine(self, table: PlannedTable, relation: Relation) -> bool:
        """Whether a relation can be written; its name is taken then."""
        found = f"the relation {shown(relation.name)}"
        parent = self._planned.get(relation.parent)
        expected = ""
        if parent is None:
            expected = f"the table {shown(relation.parent)} as well"
        elif not self._has(parent, relation.parent_columns):
            expected = f"columns of the table {shown(relation.parent)}"
        elif not self._has(table, relation.columns):
            expected = "columns of the table"
        elif len(relation.columns) != len(relation.parent_columns):
            expected = "as many columns as the parent has"
        else:
            expected = self._taken(relation.name)
        if expected:
            self._problems.add(table.path, found, expected)
        return not expected

    def _taken(self, name: str) -> str:
        try:
            element = encoded(name)
        except ValueError as error:
            return str(error)
        if element in self._names:
            return "a name that no other relation has"
        self._names.add(element)
        return ""

    def _has(self, table: PlannedTable, names: Iterable[str]) -> bool:
        """Whether they are columns that a path leads to: the text of a row has none."""
        columns = [table.columns.get(each) for each in names]
        return bool(columns) and all(
            each is not None and each.column.mapping != "text" for each in columns
        )

    def _key(self, table: PlannedTable) -> None:
        key = table.table.key
        if self._has(table, key):
            self._unique_of(table, key, ' msdata:PrimaryKey="true"')
        else:
            found = f"the key {', '.join(map(str, key))}"
            self._problems.add(table.path, found, "columns of the table")

    def _unique_of(
        self, table: PlannedTable, columns: tuple[str, ...], marks: str = ""
    ) -> str:
        """The name of the constraint by which some columns are unique."""
        known = self._unique.get((table.element, columns))
        if known is not None:
            return known
        number = 1
        while (name := f"Constraint{number}") in self._names:
            number += 1
        self._names.add(name)
        self._unique[table.element, columns] = name
        inside = self._selected(table, columns)
        self._texts.append(f'<xs:unique name="{name}"{marks}>{inside}</xs:unique>')
        return name

    def _selected(self, table: PlannedTable, columns: Iterable[str]) -> str:
        fields = "".join(
            f'<xs:field xpath="{self._path(table.columns[each])}"/>' for each in columns
        )
        return f'<xs:selector xpath=".//{self._prefix}{table.element}"/>{fields}'

    def _path(self, planned: PlannedColumn) -> str:
        if planned.column.mapping == "element":
            return f"{self._prefix}{planned.element}"
        return f"@{planned.element}"

    def _relation(self, table: PlannedTable, relation: Relation) -> None:
        parent, name = self._planned[relation.parent], encoded(relation.name)
        columns = relation.parent_columns
        if relation.nested or columns == parent.table.key:
            refer = f"{self._prefix}{self._unique_of(parent, columns)}"
            marks = ' msdata:IsNested="true"' if relation.nested else ""
            inside = self._selected(table, relation.columns)
            start = f'xs:keyref name="{name}" refer="{refer}"{marks}'
            self._texts.append(f"<{start}>{inside}</xs:keyref>")
            return
        self._notes.append(
            f'<msdata:Relationship name="{name}" msdata:parent="{parent.element}"'
            f' msdata:child="{table.element}"'
            f' msdata:parentkey="{_elements(parent, columns)}"'
            f' msdata:childkey="{_elements(table, relation.columns)}"/>'
        )


def _elements(table: PlannedTable, columns: Iterable[str]) -> str:
    return " ".join(table.columns[each].element for each in columns)
