"""Finds all places of the runtime, and of ``soapstone.testing``, that make a text of an error."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from soapstone.resources import package_dir

TOP = package_dir()
ROOMS = ("runtime", "testing")

NO_TEXT = ("Unscanned", "Unfit", "_Wrong", "NoRecord", "_Gone", "_Read", "_Refused")
"""Exceptions that never leave the runtime: they turn to another way, or to a response."""
_PYTHON = ("AttributeError", "FrozenInstanceError", "KeyError")
"""Those of Python's own protocols, in Python's own words."""
_MAKERS = (
    *("Problem", "malformed", "too_much", "too_deep", "other_type", "another_element"),
    *("not_well_formed", "misencoded", "_problem", "_wrong", "no_body", "http_error"),
    *("HttpError", "UnreadableAnswer", "CannotCall", "NoAnswer", "TimedOut", "fail"),
)
"""What makes an error, or a part of one."""


@dataclass(frozen=True, order=True)
class Site:
    """A place in the code that makes a text."""

    file: str
    first: int
    last: int
    """Lines."""
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.first}: {self.text[:90]}"

    def is_reached(self, lines: frozenset[tuple[str, int]]) -> bool:
        return any((self.file, n) in lines for n in range(self.first, self.last + 1))


def sites() -> list[Site]:
    """Every place, in the order of the files."""
    return sorted({site for file in files() for site in _of_file(file)})


def files() -> list[str]:
    """The files that are searched, below the folder of the generator."""
    found = (path for room in ROOMS for path in (TOP / room).rglob("*.py"))
    return sorted(path.relative_to(TOP).as_posix() for path in found)


def _of_file(file: str) -> Iterator[Site]:
    for node in ast.walk(ast.parse((TOP / file).read_text("utf-8"))):
        if isinstance(node, ast.Raise | ast.Call) and _makes(node):
            yield Site(file, node.lineno, node.end_lineno or 0, ast.unparse(node))


def _makes(node: ast.Raise | ast.Call) -> bool:
    if isinstance(node, ast.Call):
        name = name_of(node.func)
        of_problems = name == "add" and "problems" in ast.unparse(node.func).lower()
        return name in _MAKERS or of_problems
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return raised is not None and name_of(raised) not in (*NO_TEXT, *_PYTHON)


def name_of(node: ast.expr) -> str:
    """The last name of an expression: ``Problem`` of ``errors.Problem``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def below_top(path: str, runtime: Path) -> str:
    """The name of a file as a site has it; "" for one of elsewhere.

    ``runtime`` is the copy of the runtime that is watched.
    """
    found = Path(path)
    if found.is_relative_to(runtime):
        return f"runtime/{found.relative_to(runtime).as_posix()}"
    if found.is_relative_to(TOP / "testing"):
        return found.relative_to(TOP).as_posix()
    return ""
