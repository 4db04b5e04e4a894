"""All refusals of the generator, found in its code: where they are made, and their sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from soapstone.resources import package_dir

TOP = package_dir()
_NOT_OURS = ("runtime", "testing")
"""What runs in the programs of users."""
_ERRORS = {"SpecError", "OutputError", "UsageError", "BadParameter"}
_RETURNED = re.compile(r"(?:SpecError|OutputError|Exception)(?: \| None)?")
_LIMITS = "model/limits.py"
_WORDS = re.compile(r"[a-z]\S* \S*[a-z]|\w\.$", re.I)
"""What is a sentence or a part of one, and not a key, a pattern or a file."""


@dataclass(frozen=True, order=True)
class Site:
    """A place in the code that makes a refusal, or asks for one."""

    file: str
    function: str
    text: str
    """The call."""
    first: int
    last: int
    """Lines."""

    def __str__(self) -> str:
        return f"{self.file}:{self.first} {self.function}: {self.text[:80]}"


@dataclass(frozen=True)
class _Function:
    file: str
    name: str
    node: ast.FunctionDef
    """Without the functions in it."""


def sites() -> list[Site]:
    """Every call that makes a refusal."""
    makers = _makers()
    return sorted(
        Site(each.file, each.name, ast.unparse(call), call.lineno, call.end_lineno or 0)
        for each in _functions()
        for call in _calls(each.node)
        if _makes(call, each.file, makers)
    )


def sentences() -> set[str]:
    """The parts of all sentences that a refusal may have, without what is put into them."""
    makers = _makers()
    found = set(_texts(_module(_LIMITS)))
    for each in _functions():
        if any(_makes(call, each.file, makers) for call in _calls(each.node)):
            found |= set(_said(each))
    return {part for text in found for part in _parts(text)}


def _said(function: _Function) -> Iterator[str]:
    """The texts in a function, in the constants that it names and the functions that it asks for
    a text.
    """
    constants = _constants(function.file)
    yield from _texts(function.node)
    for node in ast.walk(function.node):
        if isinstance(node, ast.Name) and node.id in constants:
            yield from _texts(constants[node.id])
        elif isinstance(node, ast.Call):
            asked = _asked(function.file, _name(node.func))
            if asked:
                yield from _texts(asked.node)
                theirs = _constants(asked.file)
                for inner in ast.walk(asked.node):
                    if isinstance(inner, ast.Name) and inner.id in theirs:
                        yield from _texts(theirs[inner.id])


_SAYING = ("str", "tuple[str, str, str]")


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts in a piece of code that are no docstrings and no patterns."""
    inner = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and _name(node.func) == "compile":
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in inner:
        yield from _texts(child)


def _parts(text: str) -> Iterator[str]:
    for part in re.split(r"\{[^{}]*\}", text):
        if _WORDS.search(part):
            yield part.strip()


@cache
def _makers() -> Mapping[str, frozenset[str]]:
    """The names of all that makes a refusal, by file; with "" those that any file may import."""
    found = {"": frozenset(_ERRORS)}
    while True:
        before = sum(map(len, found.values()))
        for each in _functions():
            returned = ast.unparse(each.node.returns) if each.node.returns else ""
            is_one = _RETURNED.fullmatch(returned) and any(
                _makes(call, each.file, found) for call in _calls(each.node)
            )
            if is_one:
                name = each.name.rpartition(".")[2]
                home = each.file if name.startswith("_") else ""
                found[home] = found.get(home, frozenset()) | {name}
        if sum(map(len, found.values())) == before:
            return found


def _makes(call: ast.Call, file: str, makers: Mapping[str, Iterable[str]]) -> bool:
    name = _name(call.func)
    if isinstance(call.func, ast.Attribute):
        owner = ast.unparse(call.func.value)
        if name == "check":
            return owner.removeprefix("limits.").isupper()
        if name == "error":
            return owner.endswith("source")
        if name in _ERRORS:
            return owner == "click"
        return owner == "self" and name in makers.get(file, ())
    return name in makers[""] or name in makers.get(file, ())


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """The calls in a function, without those of the functions in it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _calls(child)


@cache
def _functions() -> tuple[_Function, ...]:
    return tuple(
        found for file in files() for found in _inside(_module(file), file, "")
    )


def _inside(node: ast.AST, file: str, outer: str) -> Iterator[_Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = f"{outer}{child.name}"
            if isinstance(child, ast.FunctionDef):
                yield _Function(file, name, child)
            yield from _inside(child, file, f"{name}.")
        else:
            yield from _inside(child, file, outer)


def files() -> list[str]:
    """The files of the generator, below its folder."""
    paths = (path.relative_to(TOP) for path in sorted(TOP.rglob("*.py")))
    return [path.as_posix() for path in paths if path.parts[0] not in _NOT_OURS]


@cache
def _module(file: str) -> ast.Module:
    return ast.parse((TOP / file).read_text("utf-8"))


@cache
def _constants(file: str) -> Mapping[str, ast.expr]:
    found = {}
    for node in _module(file).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node.value or node.target
    return found


@cache
def _asked(file: str, name: str) -> _Function | None:
    """The function of a name that returns a text, or the three of a refusal: of this file, or of
    the file that it is imported from.
    """
    homes = {file}
    for node in ast.walk(_module(file)):
        if isinstance(node, ast.ImportFrom) and name in {
            each.name for each in node.names
        }:
            homes.add(
                f"{(node.module or '').replace('.', '/')}.py".removeprefix("soapstone/")
            )
    return next(
        (
            each
            for each in _functions()
            if each.file in homes
            and each.name == name
            and ast.unparse(each.node.returns or ast.Constant("")) in _SAYING
        ),
        None,
    )


def is_code(path: str) -> bool:
    return Path(path).is_relative_to(TOP)
