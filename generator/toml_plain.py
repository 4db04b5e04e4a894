"""Plain TOML: tables and texts, each on a line of its own, nothing escaped.

A file of names is tens of thousands of such lines, and read here in a fifth of the time. Of a text
that has anything else, or is wrong, nothing is said: that is for the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_INSIDE = r'[^"\\\x00-\x08\x0a-\x1f\x7f]*+'
_PART = rf'(?:[A-Za-z0-9_-]++|"{_INSIDE}")'
_LINE = re.compile(
    rf'^(?:\[({_PART}(?:\.{_PART})*+)\]|({_PART}) = "({_INSIDE})")?'
    r"[ \t]*+(?:#[^\x00-\x08\x0a-\x1f\x7f]*+)?$",
    re.MULTILINE,
)
_PARTS = re.compile(_PART)

Path = tuple[str, ...]
Row = tuple[str, str, str]
"""A table's header; a key and its text. "" is what the line does not have."""


@lru_cache(maxsize=8)
def plain_rows(text: str) -> Sequence[Row] | None:
    """The lines of a text; None where one of them is not plain."""
    rows: list[Row] = _LINE.findall(text)
    return rows if len(rows) == text.count("\n") + 1 else None


def plain_tables(rows: Sequence[Row]) -> dict[Path, dict[str, Any]] | None:
    """The tables that have a header, and the whole as that of no keys, by path.

    None where a table is there twice, or a key in a table.
    """
    values: dict[str, Any] = {}
    tables: dict[Path, dict[str, Any]] = {(): values}
    table = values
    for header, key, text in rows:
        if key:
            name = plain_key(key)
            if name in table:
                return None
            table[name] = text
        elif header:
            path = plain_path(header)
            if path in tables:
                return None
            table = values
            for name in path:
                table = table.setdefault(name, {})
                if not isinstance(table, dict):
                    return None
            tables[path] = table
    return tables


def plain_path(header: str) -> Path:
    """The path of a table."""
    if '"' not in header:
        return tuple(header.split("."))
    return tuple(map(plain_key, _PARTS.findall(header)))


def plain_key(part: str) -> str:
    """A key without its quotes."""
    return part[1:-1] if part[0] == '"' else part
