"""The example of an order desk: its tests pass, and find bugs that are planted in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documented import MYPY_CACHE
from tests.services import ROOT

DESK = ROOT / "examples/order_desk"

BUGS = {
    "no zone": (
        "    if quote.departure.tzinfo is None:\n",
        "    if quote.departure is None:\n",
        "test_crossings_are_ahead_and_in_order",
        "can't compare offset-naive and offset-aware datetimes",
    ),
    "a new status": (
        "result.status != Status.CONFIRMED",
        "result.status in (Status.REFUSED, Status.WAIT_LISTED)",
        "test_only_what_is_confirmed_is_booked",
        'status == "Confirmed"',
    ),
    "a member that .NET skips": (
        "(book, *(book.passengers or ()))",
        "(book,)",
        "test_nothing_is_sent_that_the_ferry_skips",
        ".lastname: is not spelt LastName: skipped",
    ),
}
"""A line of desk.py, what somebody could have written, the test that fails, and what it says."""

QUICKLY = """
from hypothesis import Phase, settings

settings.register_profile("quickly", phases=[Phase.generate])
settings.load_profile("quickly")
"""
"""Without the search for the smallest example, which takes most of the time."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example with its generated package."""
    folder = tmp_path_factory.mktemp("example") / "order_desk"
    ignored = shutil.ignore_patterns("generated", "__pycache__", ".*")
    shutil.copytree(DESK, folder, ignore=ignored)
    done = run(folder, "soapstone", "generate", "--quiet")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def tried(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run its tests, with the same examples each time."""
    return run(folder, "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1")


def test_its_tests_pass(example: Path) -> None:
    done = tried(example)
    assert done.returncode == 0, done.stdout


def test_generating_says_nothing_new(example: Path) -> None:
    names = "specs/ferry/names.toml"
    assert (example / names).read_bytes() == (DESK / names).read_bytes()


def test_it_is_typed(example: Path) -> None:
    done = run(
        example, "mypy", "--no-error-summary", "--cache-dir", str(MYPY_CACHE), "."
    )
    assert done.stdout == ""


# They are planted together, to run the tests once; each is found by another test.
@pytest.fixture(scope="module")
def report(example: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of the desk with all bugs."""
    folder = tmp_path_factory.mktemp("planted") / "order_desk"
    shutil.copytree(example, folder)
    text = (folder / "desk.py").read_text("utf-8")
    for line, other, _, _ in BUGS.values():
        assert text.count(line) == 1
        text = text.replace(line, other)
    (folder / "desk.py").write_text(text, encoding="utf-8")
    (folder / "conftest.py").write_text(QUICKLY, encoding="utf-8")
    return tried(folder).stdout


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found(bug: str, report: str) -> None:
    _, _, test, said = BUGS[bug]
    assert f"FAILED test_desk.py::{test}" in report
    assert said in report


def test_nothing_else_fails(report: str) -> None:
    assert report.count("FAILED") == len(BUGS)
