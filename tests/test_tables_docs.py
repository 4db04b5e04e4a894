"""What docs/values.md says of tables runs, prints what it says, and passes mypy --strict."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from soapstone.runtime import Table, Xml
from tests import data_sets
from tests.documented import program_of, type_errors
from tests.services import ROOT

PAGE = (ROOT / "docs/values.md").read_text("utf-8")
SECTIONS = [each for each in re.split(r"(?m)^(?=## )", PAGE) if "tables()" in each]
PROGRAM = program_of("".join(SECTIONS))
OTHERS = re.findall(r"(?m)^(\w+)\..*prices.*$", SECTIONS[0])


def test_the_code_prints_what_it_says(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    said = re.findall(r"(?m)^print\(.*\)  # (.*)$", PROGRAM)
    assert len(said) == 9
    assert done.stdout.splitlines() == said


def test_the_code_is_typed(tmp_path: Path) -> None:
    assert type_errors(PROGRAM, tmp_path) == ""


def prices() -> Table:
    """The table of the example."""
    found = re.search(r'(?s)REPLY = """\n(.*?)"""', PROGRAM)
    assert found
    return Xml.parse(found[1].strip()).tables()["Price"]


@pytest.mark.parametrize("library", OTHERS)
def test_other_libraries_take_the_rows(library: str) -> None:
    assert {*OTHERS} == {"pandas", "polars", "duckdb"}
    there = pytest.importorskip(library, reason="pip install -e '.[frames]'")
    (line,) = re.findall(rf"(?m)^{library}\..*$", SECTIONS[0])
    table = prices()
    made = eval(line, {library: there, "prices": table})
    if library == "duckdb":
        names, rows = [each[0] for each in made.description], made.fetchall()
    elif library == "polars":
        names, rows = made.columns, made.rows()
    else:
        names, rows = [*made.columns], [*made.itertuples(index=False, name=None)]
    assert names == [*table.columns]
    assert [row[0] for row in rows] == ["Cod", "Eel"]
    assert str(rows[0][1]) in ("12.50", "12.5")
    moment = table.rows[1]["Since"]
    assert rows[1][2] == moment


@pytest.mark.parametrize("library", OTHERS)
def test_other_libraries_take_what_dotnet_has_written(library: str) -> None:
    there = pytest.importorskip(library, reason="pip install -e '.[frames]'")
    (line,) = re.findall(rf"(?m)^{library}\..*$", SECTIONS[0])
    for name in data_sets.NAMES:
        for table in Xml.parse(data_sets.written(name)).tables().values():
            mixed = any(each.type is object for each in table.columns.values())
            if not table.rows or (library == "polars" and mixed):
                continue
            made = eval(line, {library: there, "prices": table})
            rows = made.fetchall() if library == "duckdb" else made
            assert len(rows) == len(table.rows)
