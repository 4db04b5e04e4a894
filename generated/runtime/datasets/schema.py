"""Reads the inline schema of a DataSet: its tables, their columns, keys and relations.

The attributes of ``msdata`` say what XML Schema cannot: the order of columns, .NET types, relations
without a constraint. What they mean follows from what .NET's DataSet.WriteXmlSchema writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from ..reading.elements import TRUE, XSD, Element
from ..reading.parsing import malformed
from .column_types import ANY, type_of
from .layouts import MSDATA, Layout, local_of, position
from .names import decoded
from .relations import add_relations
from .table import Column, Mapping, Table

_MOST_PARTS: Final = 200_000
"""Elements, attributes and types of a schema, inherited ones included: 50,000 columns or more."""

_ELEMENT, _ATTRIBUTE = XSD + "element", XSD + "attribute"
_COMPLEX, _SIMPLE = XSD + "complexType", XSD + "simpleType"
_TEXT: Final = XSD + "simpleContent"
_BASE: Final = f"{_SIMPLE}/{XSD}restriction"
_MAPPINGS: Final[dict[str, Mapping]] = {
    _ELEMENT: "element",
    _ATTRIBUTE: "attribute",
    _TEXT: "text",
}
_AROUND: Final = frozenset(
    XSD + name
    for name in (
        *("complexType", "sequence", "choice", "all", "complexContent"),
        *("simpleContent", "extension", "restriction"),
    )
)
"""A complex type, and what may stand in it around its elements and attributes."""
_INSIDE: Final = _AROUND | {_ELEMENT, _ATTRIBUTE}


class DataSetSchema:
    """The layouts of the tables that schemas declare, by the names of their rows' elements."""

    def __init__(self, schemas: list[Element]) -> None:
        self.layouts: Final[dict[str, Layout]] = {}
        self.sets: Final[set[str]] = set()
        """The names of elements that hold the rows: DataSets."""
        self._visited = 0
        self._tops = [each for schema in schemas for each in schema]
        self._marked = any(map(_is_data_set, self._tops))
        self._elements = self._named(_ELEMENT)
        self._types = self._named(_COMPLEX) | self._named(_SIMPLE)
        waiting = [each for top in self._elements.values() for each in self._top(top)]
        for element in waiting:
            waiting += self._table(element)
        for schema in schemas:
            add_relations(schema, self.layouts)

    def _named(self, tag: str) -> dict[str, Element]:
        named = ((each.get("name"), each) for each in self._tops if each.tag == tag)
        return {name: each for name, each in named if name}

    def _top(self, element: Element) -> Iterable[Element]:
        """The tables of a DataSet; or an element itself, as a table.

        Where .NET has not written the schema, a DataSet is what has nothing but tables inside.
        """
        inside = list(map(self._resolved, self._inside(element)))
        only_tables = bool(inside) and all(map(self._is_table, inside))
        if _is_data_set(element) if self._marked else only_tables:
            self.sets.add(element.get("name") or "")
            return filter(self._is_table, inside)
        return [element] if self._is_table(element) else []

    def _resolved(self, element: Element) -> Element:
        """The element that another refers to, or itself."""
        return self._elements.get(local_of(element.get("ref") or ""), element)

    def _is_table(self, element: Element) -> bool:
        """Whether an element is a row: it has more than a text, or is repeated.

        A column of a class of the service (msdata:DataType) may have elements inside.
        """
        if element.tag != _ELEMENT or element.get(MSDATA + "DataType"):
            return False
        many = element.get("maxOccurs") not in (None, "0", "1")
        return many or self._complex(element) is not None

    def _complex(self, element: Element) -> Element | None:
        own = element.find(_COMPLEX)
        found = (
            self._types.get(local_of(element.get("type") or "")) if own is None else own
        )
        return found if found is not None and found.tag == _COMPLEX else None

    def _inside(self, element: Element) -> Iterator[Element]:
        """The elements, attributes and texts of an element, those of base types first."""
        complex_type = self._complex(element)
        waiting = [] if complex_type is None else [complex_type]
        bases: set[str] = set()
        while waiting:
            each = waiting.pop()
            self._count()
            if each.tag in _MAPPINGS:
                yield each
            if each.tag in _AROUND:
                waiting += reversed([i for i in each if i.tag in _INSIDE])
            base = local_of(each.get("base") or "")
            if base in self._types and base not in bases:
                bases.add(base)
                waiting.append(self._types[base])

    def _table(self, element: Element) -> list[Element]:
        """Lay out a table. Returns the elements inside that are tables, too."""
        name = element.get("name") or ""
        if not name or name in self.layouts:
            return []
        layout = self.layouts[name] = Layout(Table(decoded(name)))
        found: list[tuple[str, str, Column]] = []
        nested = []
        # As in .NET, attributes come before elements where no position is given.
        for use in sorted(
            self._inside(element), key=lambda each: each.tag != _ATTRIBUTE
        ):
            declared = self._resolved(use)
            if self._is_table(declared):
                nested.append(declared)
            else:
                column = self._column(use, declared, element)
                place = use.get(MSDATA + "Ordinal") or ""
                found.append((place, declared.get("name") or "", column))
        if self._complex(element) is None:  # repeated, and nothing but a text
            text = Column(
                f"{decoded(name)}_Column", *self._type(element), mapping="text"
            )
            found.append(("", "", text))
        for _, column_name, column in _in_order(found):
            layout.add(column_name, column)
        layout.nested.update(each.get("name") or "" for each in nested)
        return nested

    def _column(self, use: Element, declared: Element, row: Element) -> Column:
        optional, mapping = use.get("minOccurs") == "0", _MAPPINGS[use.tag]
        nillable = declared.get("nillable") in TRUE
        name = decoded(declared.get("name") or "")
        if use.tag == _ATTRIBUTE:
            optional = use.get("use") != "required"
            mapping = "hidden" if use.get("use") == "prohibited" else mapping
        elif use.tag == _TEXT:
            nillable = row.get("nillable") in TRUE
            name = f"{decoded(row.get('name') or '')}_text"
        kind, xsd_type, dotnet_type = self._type(declared)
        return Column(
            declared.get(MSDATA + "ColumnName") or name,
            kind,
            xsd_type,
            dotnet_type,
            nullable=optional or nillable,
            caption=declared.get(MSDATA + "Caption") or "",
            expression=declared.get(MSDATA + "Expression") or "",
            mapping=mapping,
            date_time_mode=declared.get(MSDATA + "DateTimeMode") or "",
        )

    def _type(self, declared: Element) -> tuple[type, str, str]:
        """The Python class of a column, its XSD type, and its .NET type if the schema has one."""
        dotnet_type = declared.get(MSDATA + "DataType") or ""
        dotnet_type = dotnet_type.partition(",")[0].strip()
        xsd_type = self._simple(declared)
        return type_of(xsd_type, dotnet_type).kind, xsd_type, dotnet_type

    def _simple(self, declared: Element) -> str:
        """The local name of a simple type, or of the one that it restricts."""
        if declared.tag == _TEXT:
            bases = (each.get("base") for each in declared)
            name = next(filter(None, bases), None)
        else:
            name = _restricted(declared)
        visited: set[str] = set()
        while name is not None:
            self._count()
            name = local_of(name)
            named = self._types.get(name)
            if named is None or name in visited:
                return name
            visited.add(name)
            restriction = named.find(f"{XSD}restriction")
            name = "string" if restriction is None else restriction.get("base")
        inner = declared.find(_SIMPLE) is not None or declared.tag == _ATTRIBUTE
        return "string" if inner else ANY

    def _count(self) -> None:
        """A hostile schema is short, and types that extend each other make it long."""
        self._visited += 1
        if self._visited > _MOST_PARTS:
            raise malformed("more", f"no more than {_MOST_PARTS} parts of a schema")


def _is_data_set(element: Element) -> bool:
    return element.get(MSDATA + "IsDataSet") in TRUE


def _restricted(declared: Element) -> str | None:
    named = declared.get("type")
    if named is not None:
        return named
    restriction = declared.find(_BASE)
    return None if restriction is None else restriction.get("base")


def _in_order(
    columns: list[tuple[str, str, Column]],
) -> Iterable[tuple[str, str, Column]]:
    """Columns by their positions (msdata:Ordinal); the others are where these leave room."""
    placed: dict[int, tuple[str, str, Column]] = {}
    others = []
    for each in columns:
        place = position(each[0])
        if place is None or place in placed:
            others.append(each)
        else:
            placed[place] = each
    free = (place for place in count() if place not in placed)
    placed |= dict(zip(free, others, strict=False))
    return (placed[place] for place in sorted(placed))
