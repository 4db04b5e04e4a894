"""DataSets that are made here, of every kind: read back by us, and by real .NET."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from soapstone.runtime import Column, Relation, RowError, Table, Xml

_GUID = UUID("01234567-89ab-cdef-0123-456789abcdef")
_MOMENT = datetime(2021, 3, 4, 5, 6, 7, 123456)
_ROW = {
    "Bool": True,
    "Int": -7,
    "Long": 2**40,
    "Unsigned": 2**64 - 1,
    "Decimal": Decimal("1.50"),
    "Float": 0.1,
    "Text": "a<b&\r\n]]>",
    "Bytes": b"\x01\x02\xff",
    "Date": date(2021, 3, 4),
    "Moment": _MOMENT,
    "UTC": datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC),
    "Duration": timedelta(1, 2, 3),
    "Guid": _GUID,
}


def types() -> dict[str, Any]:
    """Each class of values, its type inferred; and nulls, and numbers that are none."""
    return {"T": [_ROW, {}, {"Text": ""}, {"Float": math.nan}, {"Float": -math.inf}]}


def blanks() -> dict[str, Any]:
    """White space: a DataSet of .NET keeps it unless it has a CR, a DataTable alone does not."""
    return {"T": [{"A": " "}, {"A": "\t\n"}, {"A": " a\r\n "}], "Other": []}


def declared() -> dict[str, Any]:
    """Columns with types, captions, mappings and modes of their own."""
    moment = datetime(2021, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=2)))
    columns = (
        Column("Short", int, "short", nullable=False),
        Column("Float", float, "float"),
        Column("Offset", datetime, "anyType", "System.DateTimeOffset"),
        Column("Guid", UUID),
        Column("Text", str, caption="A <text>"),
        Column("UTC", datetime, date_time_mode="Utc"),
        Column("Attribute", int, mapping="attribute"),
        Column("Hidden", Decimal, mapping="hidden"),
        Column("Twice", int, expression="Short * 2"),
        Column("Sql", int, "int", "System.Data.SqlTypes.SqlInt32"),
        Column("Address", str, "anyURI"),
    )
    rows: list[dict[str, Any]] = [
        {
            **{"Short": 1, "Float": 1.5, "Offset": moment, "Guid": _GUID},
            **{"Text": "x", "UTC": moment.astimezone(UTC), "Attribute": 3},
            **{"Hidden": Decimal("1.50"), "Twice": 2, "Sql": 7},
            "Address": "http://example.org/a b",
        },
        {"Short": 2, "Twice": 4},
    ]
    table = Table("T", {each.name: each for each in columns}, ("Short",), rows=rows)
    return {"T": table}


def objects() -> dict[str, Any]:
    """A System.Object column: each value names its type."""
    values = [5, 2**40, 2**64 - 1, "x", 2.5, Decimal("2.50"), True, b"ab", _MOMENT]
    column = Column("Any", object)
    rows: list[dict[str, Any]] = [{"Any": each} for each in [*values, timedelta(1)]]
    return {"T": Table("T", {"Any": column}, rows=rows)}


def texts() -> dict[str, Any]:
    """A row whose element is a value itself."""
    currency = Column("Currency", str, mapping="attribute")
    columns = {"Currency": currency, "Value": Column("Value", Decimal, mapping="text")}
    rows: list[dict[str, Any]] = [
        {"Currency": "EUR", "Value": Decimal("9.90")},
        {"Currency": "USD", "Value": None},
    ]
    return {"Price": Table("Price", columns, rows=rows)}


def names() -> dict[str, Any]:
    """What XML cannot name, and what looks like an escape."""
    row = {"1st": 1, "a:b": 2, "_x0020_": 3, "Größe": "XL", "\U0001f600": 4, "ඔ": 5}
    return {"Order Details": [{**row, "Order Details": 6}], "A\t": [{"_": 1}]}


def empty() -> dict[str, Any]:
    """Tables without rows, and without columns."""
    return {"None": Table("None", {"A": Column("A", int)}), "Void": []}


def nothing() -> dict[str, Any]:
    """No table at all."""
    return {}


def _orders() -> Table:
    columns = {"Id": Column("Id", int), "Buyer": Column("Buyer", str)}
    rows: list[dict[str, Any]] = [{"Id": 1, "Buyer": "Ann"}, {"Id": 2, "Buyer": "Bob"}]
    return Table("Order", columns, ("Id",), rows=rows)


def related() -> dict[str, Any]:
    """A relation to a key, and one to columns that need not be unique."""
    relations = [
        Relation("lines", "Order", ("Id",), ("Of",)),
        Relation("by buyer", "Order", ("Buyer", "Id"), ("For", "Of")),
    ]
    lines = Table("Line", relations=relations)
    lines.rows = [{"Of": 2, "For": "Bob"}, {"Of": None, "For": "Bob"}]
    return {"Order": _orders(), "Line": lines}


def nested() -> dict[str, Any]:
    """Nested relations: to a key, to columns that are none, and to the table itself."""
    lines = Table("Line", relations=[Relation("in", "Order", ("Id",), ("Of",), True)])
    lines.rows = [{"Of": 2, "Name": "rope"}, {"Of": None, "Name": "-"}, {"Of": 1}]
    notes = Table("Note", relations=[Relation("on", "Line", ("Name",), ("On",), True)])
    notes.rows = [{"On": "rope"}]
    tree = Table("Tree", relations=[Relation("up", "Tree", ("Id",), ("Up",), True)])
    tree.rows = [{"Id": 1, "Up": None}, {"Id": 2, "Up": 1}, {"Id": 3, "Up": 2}]
    return {"Order": _orders(), "Line": lines, "Note": notes, "Tree": tree}


def numbered() -> dict[str, Any]:
    """Tables of a document without a schema, whose rows are numbered."""
    text = "<Q><Order n='1'><L><A>1</A></L><L><A>2</A></L></Order><Order n='2'/></Q>"
    return {**Xml.parse(text).tables()}


def changed() -> dict[str, Any]:
    """Rows that came, were changed and go back, with an error."""
    table = _orders()
    table.rows += [{"Id": n, "Buyer": "-"} for n in (3, 4, 5)]
    table.states = ["unchanged"] * 5
    table.errors = [RowError(4, "", "all of it"), RowError(4, "Buyer", "too <long>")]
    table.update(1, {"Buyer": None})
    table.delete(0)
    table.update(-1, {"Buyer": "Eve"})
    table.delete(1)
    table.insert({"Id": 6})
    return {"Order": table}


CASES = {
    each.__name__: each
    for each in (
        *(types, blanks, declared, objects, texts, names, empty, nothing),
        *(related, nested, numbered, changed),
    )
}
