"""Where the element of a row has the values of a table: names in XML, columns, readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from .column_types import ANY, Reader, type_of
from .names import decoded
from .table import Column, Table

MSDATA: Final = "{urn:schemas-microsoft-com:xml-msdata}"
DIFFGR: Final = "{urn:schemas-microsoft-com:xml-diffgram-v1}"


class Source(NamedTuple):
    """The column of a child element, of an attribute or of a row's text."""

    column: str
    read: Reader
    types_vary: bool
    """Each value has an xsi:type."""


@dataclass(slots=True, eq=False)
class Layout:
    """A table, and what of a row's element holds its values; names are as they are in XML."""

    table: Table
    elements: dict[str, Source] = field(default_factory=dict)
    attributes: dict[str, Source] = field(default_factory=dict)
    text: Source | None = None
    nested: set[str] = field(default_factory=set)
    """The elements inside that are rows of other tables."""

    def add(self, name: str, column: Column) -> Source:
        """Add a column; ``name`` is that of its element or attribute in XML."""
        read = type_of(column.xsd_type, column.dotnet_type).read
        source = Source(column.name, read, column.xsd_type in ("", ANY))
        self.table.columns[column.name] = column
        if column.mapping == "element":
            self.elements[name] = source
        elif column.mapping == "text":
            self.text = source
        else:
            self.attributes[name] = source
        return source

    def columns(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the columns of names in XML, or of paths such as ``@mstns:Id``."""
        return tuple(map(self._column, map(local_of, names)))

    def _column(self, name: str) -> str:
        source = self.elements.get(name) or self.attributes.get(name)
        return decoded(name) if source is None else source.column


def position(text: str) -> int | None:
    """Return the position that an attribute of msdata states; None if that is no number."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def local_of(path: str) -> str:
    """Return the local name that a qualified name or a path ends with: Id of ``@mstns:Id``."""
    return path.rpartition("/")[2].rpartition(":")[2].removeprefix("@")
