"""Reads the rows of a DataSet: a diffgram, or what DataSet.WriteXml writes without one.

Values are read by the types of the inline schema. Where there is none, an element is a row if it
has elements or attributes or is repeated, as for .NET's DataSet.InferXmlSchema, and values are
texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ..errors import printable, shown
from ..limits import USUAL, Limits
from ..reading.elements import (
    NIL,
    TRUE,
    TYPE,
    XSD,
    XSI,
    Element,
    attributes_of,
    is_blank,
    local_name,
)
from ..reading.fragments import xml_of
from ..reading.namespaces import XML, Scopes
from ..reading.parsing import malformed, parse, too_much
from ..records.xml import Xml
from .column_types import Reader, type_of
from .layouts import DIFFGR, MSDATA, Layout, Source, local_of, position
from .names import decoded
from .problems import Problems
from .schema import DataSetSchema
from .table import (
    Cell,
    Column,
    Earlier,
    Mapping,
    Relation,
    Row,
    RowError,
    State,
    Table,
)

_SCHEMA: Final = XSD + "schema"
_DIFFGRAM: Final = DIFFGR + "diffgram"
_HIDDEN: Final = MSDATA + "hidden"
_NOT_DATA: Final = (XSI, DIFFGR, MSDATA, f"{{{XML}}}")
"""How attributes begin that are about a value and none themselves."""
_STATES: Final[dict[str | None, State]] = {
    "inserted": "inserted",
    "modified": "modified",
}


def tables(text: str, limits: Limits = USUAL) -> dict[str, Table]:
    """Return the tables of an element that holds a DataSet, by name, in the schema's order.

    Raises WireError if the text is no well-formed element, is beyond the limits, or holds several
    diffgrams. Each cell counts as an element, also that of a null.
    """
    root = parse(text, limits)
    parts = [each for each in root.iter() if each.tag in (_SCHEMA, _DIFFGRAM)]
    schemas = [each for each in parts if each.tag == _SCHEMA]
    diffgrams = [each for each in parts if each.tag == _DIFFGRAM]
    if len(diffgrams) > 1:
        several = f"{len(diffgrams)} diffgrams"
        raise malformed(several, "one; Xml.children() has the elements inside")
    reader = _Reader(DataSetSchema(schemas), limits)
    if diffgrams:
        reader.read_diffgram(diffgrams[0])
    elif root.tag != _SCHEMA:
        around = schemas[0].getparent() if schemas else None
        reader.read_document(root if around is None else around)
    found: dict[str, Table] = {}
    for layout in reader.layouts.values():
        while layout.table.name in found:  # by an escape that none needs
            layout.table.name += "_"
        found[layout.table.name] = layout.table
    return found


@dataclass(slots=True, eq=False)
class _Found:
    """The element of a row."""

    element: Element
    layout: Layout
    parent: _Found | None
    values: Row = field(default_factory=dict)
    place: int = 0
    """Its position among the rows of its table."""


_Where: TypeAlias = tuple[_Found, str, str]
"""Where a value is: its row, the start of the path, the name in XML."""


class _Reader:
    """Reads the rows of one DataSet."""

    def __init__(self, schema: DataSetSchema, limits: Limits) -> None:
        self.layouts: Final = schema.layouts
        self._sets = schema.sets
        self._declared: Final = bool(schema.layouts)
        """The schema says what there is; all else is a problem."""
        self._limits = limits
        self._scopes = Scopes()
        self._inferred: set[str] = set()
        """The elements that are rows, where no schema says it."""
        self._rows: list[_Found] = []
        self._ids: dict[str, _Found] = {}
        self._nested: dict[tuple[str, str], Relation] = {}
        """By the names of the child and the parent."""
        self._numbers: dict[str, str] = {}
        """The columns that number the rows of a table, by its name."""
        self._blank = {
            layout: dict.fromkeys(layout.table.columns)
            for layout in schema.layouts.values()
        }

    def read_diffgram(self, diffgram: Element) -> None:
        """Read the rows as they are now, as they were before, and their errors."""
        parts = {each.tag: each for each in reversed(diffgram[:])}
        current = next((each for each in diffgram if DIFFGR not in each.tag), ())
        before = parts.get(DIFFGR + "before", ())
        self._infer([*current, *before])
        earlier = self._find(before)
        self._read_rows(self._find(current), earlier)
        for element in parts.get(DIFFGR + "errors", ()):
            self._errors(element)
        self._complete()

    def read_document(self, root: Element) -> None:
        """Read the rows of a document without a diffgram."""
        self._infer([root])
        self._read_rows(self._find(self._rows_of(root)), [])
        self._complete()

    # --- finding rows ---------------------------------------------------------------------

    def _infer(self, elements: Iterable[Element]) -> None:
        if self._declared:
            return
        for parent in (inner for each in elements for inner in each.iter()):
            before: set[str] = set()
            for each in parent:
                if each.tag in before or len(each) or any(map(_is_data, each.attrib)):
                    self._inferred.add(local_name(each))
                before.add(each.tag)

    def _rows_of(self, root: Element) -> Iterable[Element]:
        """The outermost rows of a document: usually what is in its root.

        Without a schema the root may be around the document, or a row itself.
        """
        if self._declared:
            name = local_name(root)
            is_row = name in self.layouts and name not in self._sets
            return [root] if is_row else root
        while (
            len(root) == 1 and not self._is_row(root) and not self._is_row(root[:][0])
        ):
            root = root[:][0]
        return [root] if self._is_row(root) else root

    def _is_row(self, element: Element) -> bool:
        """Whether an element has values itself."""
        return (
            not is_blank(element.text)
            or any(map(_is_data, element.attrib))
            or any(local_name(each) not in self._inferred for each in _data(element))
        )

    def _find(self, elements: Iterable[Element]) -> list[_Found]:
        """The rows that elements are, and those inside, in the order of the document."""
        found: list[_Found] = []
        waiting: list[tuple[Element, _Found | None]]
        waiting = [(each, None) for each in reversed([*elements])]
        while waiting:
            element, parent = waiting.pop()
            if element.tag == _SCHEMA:
                continue
            row = _Found(element, self._layout(local_name(element)), parent)
            found.append(row)
            if nested := row.layout.nested:
                inside = [each for each in element if local_name(each) in nested]
                waiting += ((each, row) for each in reversed(inside))
        return found

    def _layout(self, name: str) -> Layout:
        layout = self.layouts.get(name)
        if layout is None:
            table = Table(decoded(name))
            layout = self.layouts[name] = Layout(table, nested=self._inferred)
            if self._declared:
                self._problem(
                    layout, f"$.{name}", "rows of no table", "a table of the schema"
                )
        return layout

    # --- reading rows ---------------------------------------------------------------------

    def _read_rows(self, rows: list[_Found], earlier: list[_Found]) -> None:
        self._rows = rows
        of_table: dict[Layout, list[_Found]] = {}
        for each in rows:
            of_table.setdefault(each.layout, []).append(each)
        self._refuse_flood([*rows, *earlier])
        for layout, own in of_table.items():
            if len({each.element.tag for each in own}) > 1:
                path = f"$.{local_name(own[0].element)}"
                self._problem(layout, path, "rows in several namespaces", "all in one")
            own.sort(key=_order)  # nested rows are in their parents' order
            for place, each in enumerate(own):
                each.place = place
                self._read(each, "$")
                layout.table.rows.append(each.values)
                state = _STATES.get(each.element.get(DIFFGR + "hasChanges"))
                layout.table.states.append(state or "unchanged")
                self._ids[each.element.get(DIFFGR + "id") or ""] = each
        for each in earlier:
            each.place = len(each.layout.table.before)
            self._read(each, "$.before")
            self._earlier(each)

    def _read(self, found: _Found, start: str) -> None:
        """Read the values of a row."""
        layout, values = found.layout, found.values
        values.update(self._blank.get(layout, ()))
        for each in found.element:
            name = local_name(each)
            source = layout.elements.get(name)
            if source is None:
                if name in layout.nested or each.tag == _SCHEMA:
                    continue
                source = self._new(found, start, name, "element")
            where = found, start, name
            if values.get(source.column) is not None:
                self._wrong(where, "a second element", "one of this name in a row")
            elif len(each) or each.attrib:
                values[source.column] = self._element(each, source, where)
            else:
                values[source.column] = self._value(each.text or "", source.read, where)
        self._attributes(found, start)
        self._text(found, start)

    def _value(self, text: str, read: Reader, where: _Where) -> Cell:
        try:
            value: Cell = read(text)
        except ValueError as error:
            self._wrong(where, shown(text), str(error))
            return text
        return value

    def _element(self, element: Element, source: Source, where: _Where) -> Cell:
        """The value of an element with attributes, or with elements inside."""
        for name in filter(_is_data, element.attrib):
            self._wrong(
                where,
                f"an attribute {printable(name, 80)}",
                "a value without attributes",
            )
        if element.get(NIL) in TRUE:
            return None
        if len(element):
            if self._declared and not source.types_vary:
                self._wrong(where, "elements", "a text")
            return Xml(xml_of(element, self._scopes))
        xsi_type = element.get(TYPE) if source.types_vary else None
        read = type_of(local_of(xsi_type)).read if xsi_type else source.read
        return self._value(element.text or "", read, where)

    def _attributes(self, found: _Found, start: str) -> None:
        if not found.element.attrib:
            return
        for name, text in attributes_of(found.element).items():
            hidden = name.startswith(_HIDDEN)
            if not hidden and not _is_data(name):
                continue
            short = name.removeprefix(_HIDDEN) if hidden else name.rpartition("}")[2]
            source = found.layout.attributes.get(short)
            if source is None:
                source = self._new(found, start, short, "attribute")
            where = found, start, f"@{short}"
            if found.values.get(source.column) is not None:
                self._wrong(where, shown(text), "one value of this column in a row")
            else:
                found.values[source.column] = self._value(text, source.read, where)

    def _text(self, found: _Found, start: str) -> None:
        """The text of a row itself: a column that is mapped as simple content."""
        layout, text = found.layout, found.element.text
        if is_blank(text) and (layout.text is None or not self._declared):
            return
        source = layout.text or self._new(found, start, "", "text")
        if found.element.get(NIL) not in TRUE:
            where = found, start, "text()"
            found.values[source.column] = self._value(text or "", source.read, where)

    def _new(self, found: _Found, start: str, name: str, mapping: Mapping) -> Source:
        """A column that no schema has declared."""
        column = decoded(name) or f"{found.layout.table.name}_Text"
        if self._declared:
            where = found, start, name or "text()"
            self._wrong(where, "a value of no column", "a column of the schema")
        while column in found.layout.table.columns:
            column += "_"
        return found.layout.add(name, Column(column, str, mapping=mapping))

    def _wrong(self, where: _Where, found: str, expected: str) -> None:
        row, start, name = where
        path = f"{start}.{local_name(row.element)}[{row.place}].{name}"
        self._problem(row.layout, path, found, expected)

    def _problem(self, layout: Layout, path: str, found: str, expected: str) -> None:
        Problems(layout.table.problems).add(path, found, expected)

    # --- changes and errors ---------------------------------------------------------------

    def _earlier(self, each: _Found) -> None:
        now = self._ids.get(each.element.get(DIFFGR + "id") or "")
        same = now is not None and now.layout is each.layout
        row = now.place if now is not None and same else None
        each.layout.table.before.append(Earlier(each.values, row))

    def _errors(self, element: Element) -> None:
        """Take the errors of a row, and of its columns."""
        found = self._ids.get(element.get(DIFFGR + "id") or "")
        if found is None:
            name = local_name(element)
            layout = self._layout(name)
            self._problem(
                layout,
                f"$.errors.{name}",
                "an error of no row",
                "one whose diffgr:id a row has",
            )
            return
        sources = found.layout.elements, found.layout.attributes
        for each in (element, *element):
            text, name = each.get(DIFFGR + "Error"), local_name(each)
            if text is None:
                continue
            source = next((of[name] for of in sources if name in of), None)
            column = decoded(name) if source is None else source.column
            error = RowError(found.place, "" if each is element else column, text)
            found.layout.table.errors.append(error)

    # --- afterwards -----------------------------------------------------------------------

    def _complete(self) -> None:
        """Fill in the columns by which nested rows refer to parents, then absent columns."""
        for layout in self.layouts.values():
            for relation in filter(_is_nested, layout.table.relations):
                self._nested[layout.table.name, relation.parent] = relation
        for each in self._rows:
            if each.parent is not None:
                self._refer(each, each.parent)
        self._refuse_flood()
        for layout in self.layouts.values():
            columns, before = layout.table.columns, layout.table.before
            for values in (*layout.table.rows, *(each.values for each in before)):
                if len(values) < len(columns):
                    own = values.copy()
                    values.clear()
                    values.update((name, own.get(name)) for name in columns)

    def _refer(self, row: _Found, parent: _Found) -> None:
        """A nested row has the key of its parent, which .NET may leave out of it."""
        names = row.layout.table.name, parent.layout.table.name
        relation = self._nested.get(names)
        if relation is None:
            relation = self._nested[names] = self._numbered(row.layout, parent.layout)
        for name, key in zip(relation.columns, relation.parent_columns, strict=False):
            if row.values.get(name) is None:
                row.values[name] = parent.values.get(key)

    def _numbered(self, layout: Layout, parent: Layout) -> Relation:
        """A relation by the positions of the parent's rows, as .NET adds one where none is."""
        key = self._numbers.get(parent.table.name)
        if key is None:
            key = self._numbers[parent.table.name] = _number(parent.table, parent.table)
            for place, values in enumerate(parent.table.rows):
                values[key] = place
        own = _number(layout.table, parent.table)
        name = f"{parent.table.name}_{layout.table.name}"
        relation = Relation(name, parent.table.name, (key,), (own,), nested=True)
        layout.table.relations.append(relation)
        return relation

    def _refuse_flood(self, more: Sequence[_Found] = ()) -> None:
        """A few elements must not make many rows with many columns, most of them null."""
        cells = sum(len(each.layout.table.columns) for each in more)
        for layout in self.layouts.values():
            rows = len(layout.table.rows) + len(layout.table.before)
            cells += rows * len(layout.table.columns)
        if cells > self._limits.elements:
            raise too_much(self._limits.elements, "cells of tables", "elements")


def _number(table: Table, parent: Table) -> str:
    """Add a column of numbers, named after a table as .NET does."""
    name = f"{parent.name}_Id"
    if name in table.columns:
        name = f"{name}_0"
    table.columns[name] = Column(name, int, "int", mapping="hidden")
    return name


def _is_nested(relation: Relation) -> bool:
    return relation.nested


def _is_data(attribute: str) -> bool:
    return not attribute.startswith(_NOT_DATA)


def _data(element: Element) -> Iterator[Element]:
    return (each for each in element if each.tag != _SCHEMA)


def _order(row: _Found) -> int:
    """The position of a row in its table (msdata:rowOrder)."""
    return position(row.element.get(MSDATA + "rowOrder") or "") or 0
