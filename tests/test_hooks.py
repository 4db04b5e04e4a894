"""The hooks of .pre-commit-hooks.yaml, run by pre-commit in a repository with pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from soapstone.cli import run
from tests.services import ROOT

HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
ENTRIES = dict(re.findall(r"id: (\S+)\n(?:  .*\n)*?  entry: soapstone (.+)\n", HOOKS))
SOURCES = ("generator", "templates", "pyproject.toml", "README.md", "LICENSE")
BOARD = "specs/tc2/SynchronizePanelUser.txt"
CONFIG = """\
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: {hook}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page and what is generated from it."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "specs/tc2", folder / "specs/tc2")
    monkeypatch.chdir(folder)
    assert run(["generate", "--quiet"]) == 0
    return folder


def change(project: Path) -> None:
    """The page says something else than what was generated from it."""
    page = project / BOARD
    text = page.read_bytes()
    assert b"<DeviceID>long</DeviceID>" in text
    page.write_bytes(text.replace(b"<DeviceID>long<", b"<DeviceID>short<"))


def test_each_entry_is_a_command(project: Path) -> None:
    assert ENTRIES == {
        "soapstone-check": "check",
        "soapstone-generate": "generate --quiet",
    }
    check, generate = (entry.split() for entry in ENTRIES.values())
    assert run(check) == 0
    change(project)
    assert run(check) == 1
    assert run(generate) == 0
    assert run(check) == 0


def git(folder: Path, *words: str) -> str:
    own = ["-c", "user.name=n", "-c", "user.email=e@x", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *own, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as this one is for pre-commit, which clones it."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in (".pre-commit-hooks.yaml", *SOURCES):
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


def pre_commit(
    project: Path, home: Path, hooks: Path, hook: str
) -> subprocess.CompletedProcess[str]:
    """Run a hook over all files of a repository."""
    text = CONFIG.format(
        hooks=hooks, revision=git(hooks, "rev-parse", "HEAD"), hook=hook
    )
    (project / ".pre-commit-config.yaml").write_text(text, "utf-8")
    git(project, "add", "--all")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
        cwd=project,
        env={**os.environ, "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not find_spec("pre_commit"), reason="needs pre-commit")
def test_pre_commit_runs_them(project: Path, hooks: Path, tmp_path: Path) -> None:
    """It installs the wheel with its dependencies, from the package index of this machine."""
    home = tmp_path / "home"
    commit(project)
    good = pre_commit(project, home, hooks, "soapstone-check")
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout
    change(project)
    stale = pre_commit(project, home, hooks, "soapstone-check")
    assert stale.returncode == 1
    assert "+++ generated/tc2/" in stale.stdout
    written = pre_commit(project, home, hooks, "soapstone-generate")
    assert written.returncode == 1
    assert "files were modified by this hook" in written.stdout
    again = pre_commit(project, home, hooks, "soapstone-check")
    assert again.returncode == 0, again.stdout + again.stderr
