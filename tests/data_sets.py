"""DataSets that .NET has written, and what tables have, in the words of that program.

The documents of ``tests/data/dotnet/datasets`` are what ``tests/interop/csharp/DataSets.cs`` writes
with XmlSerializer, as ASMX does, and the texts beside them what .NET reads from them. Mono's
System.Data is Microsoft's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from soapstone.runtime.datasets.table import Column, Row, Table

FOLDER = Path(__file__).parent / "data" / "dotnet" / "datasets"
NAMES = sorted(each.stem for each in FOLDER.glob("*.xml"))
WITHOUT_SCHEMA = "TypedWithoutSchema"
""".NET's class knows the types of this one; nothing else does."""

_CLASSES = {
    "bool": "Boolean",
    "int": "Byte SByte Int16 UInt16 Int32 UInt32 Int64 UInt64 SqlInt32",
    "Decimal": "Decimal SqlDecimal",
    "float": "Double Single",
    "str": "Char String Uri SqlString",
    "datetime": "DateTime DateTimeOffset SqlDateTime",
    "timedelta": "TimeSpan",
    "UUID": "Guid",
    "bytes": "Byte[]",
    "object": "Object",
}
"""What Python's classes are in .NET."""


def written(name: str) -> str:
    """A document as .NET gave it: a str, which declares UTF-16."""
    return (FOLDER / f"{name}.xml").read_text("utf-8")


def read_by_dotnet(said: str) -> list[str]:
    """What .NET says of a document, table by table, with the names of Python's classes."""
    classes = {each: ours for ours, names in _CLASSES.items() for each in names.split()}

    def ours(found: re.Match[str]) -> str:
        return f"{found[1]} | {classes[found[2]]} |"

    text = re.sub(
        r"(?m)^(column .*?) \| System\.(?:Data\.SqlTypes\.)?(\S+) \|", ours, said
    )
    return sorted(re.split(r"\n(?=table )", text)) if text else []


def read_by_us(tables: Mapping[str, Table]) -> list[str]:
    """What our tables say, in the same words."""
    assert [each.problems for each in tables.values() if each.problems] == []
    return sorted("\n".join(_table(each)) for each in tables.values())


def _table(table: Table) -> Iterator[str]:
    yield f"table {table.name}"
    yield f"key {_names(table.key)}"
    yield from map(_column, table.columns.values())
    for each in table.relations:
        nested = "nested" if each.nested else ""
        names = _names(each.parent_columns), _names(each.columns)
        yield " | ".join((f"relation {each.name}", each.parent, *names, nested))
    for place, (row, state) in enumerate(zip(table.rows, table.states, strict=True)):
        of_dotnet = {"inserted": "Added"}.get(state, state.title())
        yield f"row {of_dotnet} | {_row(row)}"
        for error in table.errors:
            if error.row == place:
                yield f"{f'error {error.column}'.strip()} | {error.text}"
    # .NET has them in the order of rows; those that we have deleted are the last.
    for earlier in sorted(table.before, key=lambda e: (e.row is None, e.row or 0)):
        of_dotnet = "Deleted" if earlier.row is None else "Modified"
        yield f"before {of_dotnet} | {_row(earlier.values)}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)


def _column(column: Column) -> str:
    kind = datetime if column.type is date else column.type
    is_moment = kind is datetime and column.dotnet_type == ""
    mapping = {"text": "SimpleContent"}.get(column.mapping, column.mapping.title())
    return " | ".join(
        (
            f"column {column.name}",
            kind.__name__,
            "nullable" if column.nullable else "not null",
            column.caption or column.name,
            column.expression,
            mapping,
            column.date_time_mode or ("UnspecifiedLocal" if is_moment else ""),
        )
    )


def _row(row: Row) -> str:
    return " | ".join(map(_value, row.values()))


def _value(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case bytes():
            return f"bytes {value.hex('-').upper()}"
        case str():
            return "text " + value.replace("\r", "\\r").replace("\n", "\\n")
        case float():
            of_dotnet = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
            return f"float {of_dotnet.get(repr(value), repr(value))}"
        case timedelta():
            return f"ticks {value // timedelta(microseconds=1) * 10}"
        case datetime():
            digits = datetime.isoformat(
                value.replace(tzinfo=None), timespec="microseconds"
            )
            zone = "+02:00" if value.utcoffset() else ""
            return f"{digits}{getattr(value, 'tick', 0)}{zone}"
        case date():
            return f"{value}T00:00:00.0000000"
    return str(value)
