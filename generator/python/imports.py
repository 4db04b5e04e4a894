"""The import lines of a generated module, merged and in isort's order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from generator.python.breaking import WIDTH

Import = tuple[str, str]
"""A module and a name of it: ("...types.account", "Account")."""

IMPORTS: dict[str, Import] = {
    "Decimal": ("decimal", "Decimal"),
    "UUID": ("uuid", "UUID"),
    "date": ("datetime", "date"),
    "datetime": ("datetime", "datetime"),
    "time": ("datetime", "time"),
    "timedelta": ("datetime", "timedelta"),
}
"""Where the names come from that annotations and defaults use."""

_REMEMBERED = 65_536
"""Names whose place is remembered: a module's classes are imported by many."""
_NAME = re.compile(r"[A-Za-z_]\w*")


def named_in(expression: str) -> Iterable[Import]:
    """The imports that an annotation or a default needs: ``datetime.min`` needs datetime."""
    return (IMPORTS[name] for name in _NAME.findall(expression) if name in IMPORTS)


def import_lines(imports: Iterable[Import]) -> list[str]:
    """The lines, with an empty one between the standard library and the package's own."""
    modules: dict[str, set[str]] = {}
    for module, name in imports:
        modules.setdefault(module, set()).add(name)
    ours = sorted(
        (module for module in modules if module.startswith(".")), key=_distance
    )
    theirs = sorted(module for module in modules if not module.startswith("."))
    lines = [line for module in theirs for line in _lines(module, modules[module])]
    if theirs and ours:
        lines.append("")
    return lines + [line for module in ours for line in _lines(module, modules[module])]


def reexport_lines(exports: Sequence[tuple[str, str]]) -> list[str]:
    """Imports that a stub offers again, from (name, module)."""
    order = {
        name: rank for rank, name in enumerate(in_order(name for name, _ in exports))
    }
    lines = sorted(
        exports, key=lambda export: (_distance(f".{export[1]}"), order[export[0]])
    )
    return [
        line
        for name, module in lines
        for line in one_import(f".{module}", f"{name} as {name}")
    ]


def one_import(module: str, name: str, indent: int = 0) -> list[str]:
    """The import of one name, ``indent`` columns in; on three lines where it is too long."""
    line = f"from {module} import {name}"
    if indent + len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", f"    {name},", ")"]


def in_order(names: Iterable[str]) -> list[str]:
    """Names as isort puts them: constants, classes, functions; numbers by their value."""
    return sorted(names, key=_rank)


def _lines(module: str, names: set[str]) -> list[str]:
    """One line, or one for each name where that gets too long."""
    line = f"from {module} import {', '.join(in_order(names))}"
    if len(line) <= WIDTH:
        return [line]
    return [
        f"from {module} import (",
        *(f"    {name}," for name in in_order(names)),
        ")",
    ]


def _distance(module: str) -> tuple[int, str]:
    name = module.lstrip(".")
    return len(name) - len(module), name


@lru_cache(maxsize=_REMEMBERED)
def _rank(name: str) -> tuple[int, list[tuple[bool, int, str]]]:
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return kind, [_natural(part) for part in re.findall(r"\d+|\D+", name)]


def _natural(part: str) -> tuple[bool, int, str]:
    return (False, int(part), part) if part.isdecimal() else (True, 0, part)
