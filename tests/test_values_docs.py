"""The code of docs/values.md runs, does what it says, and passes mypy --strict."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from soapstone.cli import run
from tests.documented import program_of, type_errors
from tests.explain.support import asmx
from tests.services import ROOT

PAGE = (ROOT / "docs/values.md").read_text("utf-8")
SAMPLE = asmx(
    "<Drawing>\n<Id>int</Id>\n<Weight>decimal</Weight>\n<Circle>\n<Radius>int</Radius>\n</Circle>\n"
    "<Line>\n<To>string</To>\n</Line>\n<Title>string</Title>\n<Link>string</Link>\n</Drawing>"
).replace("Ask", "Save")


def sections(*names: str) -> str:
    """Some sections of the page: others have services of their own."""
    found = dict(re.findall(r"^## (.*)\n((?:(?!## ).*\n)*)", PAGE, re.M))
    return "".join(found[name] for name in names)


DRAWINGS = sections("Members that are left out", "Lists of several element names")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package ``generated`` that the page and its overrides make."""
    made = tmp_path_factory.mktemp("values")
    specs, out = made / "specs", made / "generated"
    (specs / "drawings").mkdir(parents=True)
    (specs / "drawings/Save.txt").write_text(SAMPLE, encoding="utf-8")
    overrides = "".join(re.findall(r"^```toml\n(.*?)^```", DRAWINGS, re.M | re.S))
    (specs / "drawings/overrides.toml").write_text(overrides, encoding="utf-8")
    assert run(["generate", "--quiet", "--specs", str(specs), "--out", str(out)]) == 0
    return made


def test_the_code_runs(folder: Path) -> None:
    (folder / "program.py").write_text(program_of(DRAWINGS), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        *("False True", "None"),
        *("a line to a", "a circle of 1", "Link urn:a", "a line to b"),
    ]


def test_the_code_is_typed(folder: Path) -> None:
    assert type_errors(program_of(DRAWINGS), folder, folder) == ""
