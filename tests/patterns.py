"""Finds every regular expression in the generator and its runtime."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import soapstone

ANCHORED = frozenset({"match", "fullmatch"})
"""What looks at one place of a text only, unless it is told where: then a loop may go on."""
_FUNCTIONS = frozenset(
    {*ANCHORED, "search", "sub", "subn", "split", "findall", "finditer"}
)
Pattern = re.Pattern[Any]


@dataclass(frozen=True)
class Found:
    """A regular expression, or the source of what is one at run time."""

    module: str
    line: int
    pattern: Pattern | None
    source: str
    methods: frozenset[str]
    """How it is applied; all ways where that cannot be seen."""


def modules() -> list[ModuleType]:
    """Those of the generator, with its runtime."""
    found = pkgutil.walk_packages(soapstone.__path__, "soapstone.")
    return [
        importlib.import_module(each.name)
        for each in found
        if not each.name.endswith("__main__")
    ]


def patterns() -> list[Found]:
    """Each once, with all the ways in which it is applied."""
    nodes = {module: _nodes(module) for module in modules()}
    uses_of = {module: _uses(found) for module, found in nodes.items()}
    everywhere: dict[str, set[str]] = {}
    for uses in uses_of.values():
        for name, used in uses.items():
            everywhere.setdefault(name, set()).update(used)
    found: dict[object, Found] = {}
    for module, uses in uses_of.items():
        known_uses = everywhere | _private(uses)
        for each in [*_called(module, nodes[module]), *_held(module, known_uses)]:
            key = each.pattern or (each.module, each.source)
            known = found.setdefault(key, each)
            found[key] = replace(known, methods=known.methods | each.methods)
    return [*found.values()]


_Nodes = Sequence[ast.Attribute | ast.Call]


def _nodes(module: ModuleType) -> _Nodes:
    """The attributes and calls of a module: to walk over its tree takes longer than to parse it."""
    with open(str(module.__file__), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    return [
        each for each in ast.walk(tree) if isinstance(each, ast.Attribute | ast.Call)
    ]


def _uses(nodes: _Nodes) -> dict[str, set[str]]:
    """By name, the methods that are taken of it; ``search`` where a place is given."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.setdefault(node.value.id, set()).add(node.attr)
        elif isinstance(node, ast.Call) and len(node.args) > 1:
            of = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if isinstance(of, ast.Name):
                found.setdefault(of.id, set()).add("search")
    return found


def _private(uses: dict[str, set[str]]) -> dict[str, set[str]]:
    """Those of names that only their own module uses."""
    return {name: used for name, used in uses.items() if name.startswith("_")}


def _held(module: ModuleType, uses: dict[str, set[str]]) -> Iterator[Found]:
    """The patterns in a module's values, and in what these hold."""
    for name, value in vars(module).items():
        if not name.startswith("__"):
            used = uses.get(name, set()) & _FUNCTIONS
            for pattern, method in _inside(value, 3):
                methods = used or _FUNCTIONS
                if method:
                    methods = {method} | (used & {"search"})
                yield Found(module.__name__, 0, pattern, name, frozenset(methods))


def _inside(value: object, depth: int) -> Iterator[tuple[Pattern, str]]:
    if isinstance(value, re.Pattern):
        yield value, ""
    elif isinstance(of := getattr(value, "__self__", None), re.Pattern):
        yield of, getattr(value, "__name__", "")
    elif depth and isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from _inside(each, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _inside(each, depth - 1)


def _called(module: ModuleType, nodes: _Nodes) -> Iterator[Found]:
    """What is passed to a function of ``re`` first."""
    for node in nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in {*_FUNCTIONS, "compile"}
        ):
            name = node.func.attr
            flags = node.args[1:] if name == "compile" else []
            yield Found(
                module.__name__,
                node.lineno,
                _evaluated([node.args[0], *flags], module),
                ast.unparse(node.args[0]),
                frozenset({name} - {"compile"}),
            )


def _evaluated(arguments: list[ast.expr], module: ModuleType) -> Pattern | None:
    """The pattern, if it hangs on nothing but the module's values."""
    try:
        values = [
            eval(compile(ast.Expression(each), "", "eval"), vars(module))
            for each in arguments
        ]
    except NameError:
        return None
    return re.compile(*values)
