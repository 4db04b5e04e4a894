"""The documents about the code name files and functions that are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from soapstone.resources import package_dir
from tests import rules_page

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
_CODE = re.compile(r"`([^`]+)`")


def rows(document: Path, heading: str) -> list[list[str]]:
    """The cells of the rows below a heading, of all tables that have it."""
    _, *tables = document.read_text("utf-8").split(f"\n{heading}\n|---")
    assert tables, heading
    lines = [line for each in tables for line in each.split("\n\n")[0].splitlines()[1:]]
    return [re.split(r" ?(?<!\\)\| ?", line.strip().strip("|")) for line in lines]


def stations() -> list[tuple[str, str]]:
    """Each file of the walks, with each function that is named beside it, or ""."""
    return [
        (file, name)
        for first, second, _ in rows(
            ARCHITECTURE, "| file | function | what becomes of it |"
        )
        for file in _CODE.findall(first)
        for name in _CODE.findall(second) or [""]
    ]


def found(path: str) -> Path:
    """A path as the documents write it: below the package, or from the root."""
    below = package_dir() / path
    return below if below.exists() else ROOT / path


@cache
def defined(file: Path) -> frozenset[str]:
    """The functions, classes and methods of a module, or the macros of a template."""
    text = file.read_text("utf-8")
    if file.suffix == ".j2":
        return frozenset(re.findall(r"macro (\w+)", text))
    names = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            inside = (each for each in node.body if isinstance(each, ast.FunctionDef))
            names |= {f"{node.name}.{each.name}" for each in inside}
    return frozenset(names)


@pytest.mark.parametrize(("file", "name"), stations())
def test_a_station_of_the_walks_is_there(file: str, name: str) -> None:
    assert found(file).exists()
    assert not name or name in defined(found(file))


def test_both_walks_are_tried() -> None:
    files = [file for file, _ in stations()]
    assert files.count("pages/plain.py") == files.count("output/writing.py") == 2


def test_what_to_change_is_where_the_table_says() -> None:
    table = rows(CONTRIBUTING, "| you want to | go to |")
    named = [path for _, where in table for path in _CODE.findall(where)]
    assert len(named) > len(table)
    assert [
        path for path in named if not found(path).exists()
    ] == [], "in backquotes stand paths alone, below generator/soapstone/ or the root"


def test_every_room_has_its_line() -> None:
    named = {
        path.strip("/").partition("/")[0]
        for room, _ in rows(ARCHITECTURE, "| room | what it is for |")
        for path in _CODE.findall(room)
    }
    rooms = {
        each.name for each in package_dir().iterdir() if (each / "__init__.py").exists()
    }
    assert rooms - named == set(), "give each a line in the table of rooms"


@pytest.mark.parametrize("document", [CONTRIBUTING, ARCHITECTURE])
def test_other_paths_are_there(document: Path) -> None:
    text = document.read_text("utf-8")
    named = re.findall(r"`((?:\w+/)+(?:\w+\.(?:py|md|txt|j2))?)`", text)
    assert [path for path in named if not found(path).exists()] == []


@pytest.mark.parametrize("document", [CONTRIBUTING, ARCHITECTURE])
def test_lines_fit_a_screen(document: Path) -> None:
    lines = document.read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > 100] == []


def test_the_page_of_rules_is_that_of_the_catalogue() -> None:
    assert (
        rules_page.PAGE.read_text("utf-8") == rules_page.text()
    ), "make it again: python -m tests.rules_page"
