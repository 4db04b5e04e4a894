"""What docs/values.md says of any values and derived types is so, and passes mypy --strict."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from soapstone.resources import runtime_files
from tests.contracts import kennel
from tests.documented import MYPY_CACHE, program_of
from tests.emit.python.support import tidy_files
from tests.packages import write
from tests.services import ROOT

PAGE = (ROOT / "docs/values.md").read_text("utf-8")
SECTIONS = re.findall(r"^## (.*?)$(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
OURS = ("Any value", "Types that extend others")
PROGRAM = program_of("".join(text for title, text in SECTIONS if title in OURS))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the kennel, and the program."""
    folder = tmp_path_factory.mktemp("values")
    write(folder / "generated/runtime", runtime_files())
    write(folder / "generated/kennel", tidy_files(kennel()))
    write(folder, {"generated/__init__.py": "", "generated/py.typed": ""})
    write(folder, {"program.py": PROGRAM})
    return folder


def run(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_programs_run(project: Path) -> None:
    assert PROGRAM.count("assert ") > 5
    assert run(project, "program.py") == (0, "")


def test_mypy_has_nothing_to_say(project: Path) -> None:
    options = ["--strict", "--no-error-summary", "--cache-dir", str(MYPY_CACHE)]
    assert run(project, "-m", "mypy", *options, "program.py") == (0, "")
