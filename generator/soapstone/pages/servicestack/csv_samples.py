"""Parses CSV samples: a row of names, then a row of values for each object.

Nested values are JSV.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence

from soapstone.model.facts import Kind, Value
from soapstone.model.findings import Origin
from soapstone.model.limits import ELEMENTS, TEXT
from soapstone.pages.document import Line
from soapstone.pages.servicestack.object_notation import parse_object, text_value

_NESTED = ("{", "[")


def parse_csv(lines: Sequence[Line]) -> tuple[Value | None, tuple[Line, ...]]:
    """Return the object, or array of objects, at the start of ``lines``, and the lines after it.

    The document ends before the first row with another number of cells. The value is None where
    there is no row of names. Raises SpecError beyond the limits.
    """
    if not lines:
        return None, ()
    names = _cells(lines[0])
    rows = []
    for line in lines[1:]:
        cells = _cells(line)
        if len(cells) != len(names):
            break
        rows.append(_row(names, cells, line.origin))
        ELEMENTS.check(len(rows) * len(names), line.origin)
    left = tuple(lines[1 + len(rows) :])
    if not rows:
        return None, left
    if len(rows) == 1:
        return rows[0], left
    return Value(Kind.ARRAY, "", (), tuple(rows), lines[0].origin), left


def _cells(line: Line) -> list[str]:
    TEXT.check(len(line.text), line.origin)
    return next(iter(csv.reader([line.text])), [])


def _row(names: Sequence[str], cells: Sequence[str], origin: Origin) -> Value:
    members = tuple(
        (name.strip(), _value(cell, origin))
        for name, cell in zip(names, cells, strict=True)
    )
    return Value(Kind.OBJECT, "", members, (), origin)


def _value(cell: str, origin: Origin) -> Value:
    if cell.startswith(_NESTED):
        return parse_object([Line(origin, cell)], typed=False)[0]
    return text_value(cell, origin)
