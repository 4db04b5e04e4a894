"""Adds to C# source what only the tables of its classes say.

Source states types and names. Without an attribute it is silent on what must be given, on how a
member travels and on its description: there a table is the stronger statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from soapstone.model.facts import Class, Row, Table


def with_tables(
    classes: Mapping[str, Class], tables: Iterable[Table]
) -> dict[str, Class]:
    """Return the classes, their members with what the rows of their tables add."""
    stated: dict[str, dict[str, Row]] = {}
    for table in tables:
        if table.caption in classes:
            rows = stated.setdefault(table.caption, {})
            for row in table.rows:
                rows.setdefault(row.name, row)
    return {
        name: _with_rows(each, stated[name]) if name in stated else each
        for name, each in classes.items()
    }


def _with_rows(declared: Class, rows: Mapping[str, Row]) -> Class:
    members = tuple(
        (
            replace(each, row=_with_row(each.row, rows[each.row.name]))
            if each.row.name in rows
            else each
        )
        for each in declared.members
    )
    return replace(declared, members=members)


def _with_row(declared: Row, row: Row) -> Row:
    only_there = row.required and not declared.required
    return replace(
        declared,
        location=declared.location or row.location,
        required_at=row.origin if only_there else None,
        description=declared.description or row.description,
        allowable=declared.allowable or row.allowable,
        valid_range=declared.valid_range or row.valid_range,
    )
