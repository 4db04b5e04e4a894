"""Which inputs have changed, by real git repositories; and where git does not know."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from soapstone.changes.changed_inputs import since_generated, since_revision
from soapstone.inputs.files import is_input

NOTHING: frozenset[str] = frozenset()
ASK = frozenset({"Ask.html"})


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=n", "-c", "user.email=e@x", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str = "x") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


def put(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A service below a folder of the repository, committed with its contract."""
    root = tmp_path / "r"
    put(root / "a b/specs/tide", Ask__html="1", Tell__txt="1", names__toml="1")
    put(root / "a b/generated/tide", contract__json="1")
    git(root, "init", "-q")
    commit(root)
    return root


def found(root: Path) -> frozenset[str] | None:
    contract = root / "a b/generated/tide/contract.json"
    return since_generated(root / "a b/specs/tide", contract)


def test_nothing(root: Path) -> None:
    put(root / "a b/specs/other", Ask__html="1")
    assert found(root) == NOTHING


def test_pages_that_are_edited_new_renamed_or_gone(root: Path) -> None:
    specs = root / "a b/specs/tide"
    put(specs, Ask__html="2", Added__md="1", notes__pdf="1", overrides__toml="")
    put(specs / "recorded/é", a__har="{}")
    (specs / "Tell.txt").rename(specs / "Say.txt")
    pages = "Ask.html", "Added.md", "Tell.txt", "Say.txt"
    expected = frozenset([*pages, "overrides.toml", "recorded/é/a.har"])
    assert found(root) == expected
    git(root, "add", "-A")
    assert found(root) == expected


def test_pages_that_were_committed_after_the_contract(root: Path) -> None:
    put(root / "a b/specs/tide", Ask__html="2")
    commit(root)
    commit(root, "nothing")
    assert found(root) == ASK
    put(root / "a b/generated/tide", contract__json="2")
    assert found(root) is None  # whoever wrote it
    commit(root)
    assert found(root) == NOTHING


def test_what_git_does_not_have_is_not_known(root: Path, tmp_path: Path) -> None:
    contract = root / "a b/generated/tide/contract.json"
    put(tmp_path / "elsewhere", Ask__html="1")
    assert since_generated(tmp_path / "elsewhere", contract) is None
    put(root / "new", Ask__html="1")
    assert since_generated(root / "new", contract) is None
    git(root, "rm", "-q", "--cached", str(contract))
    git(root, "commit", "-q", "-m", "x")
    assert found(root) is None


def test_files_that_git_ignores_are_not_known(root: Path) -> None:
    put(root, __gitignore="recorded/\n*.bak\n")
    commit(root)
    put(root / "a b/specs/tide", x__bak="1")
    assert found(root) == NOTHING
    put(root / "a b/specs/tide/recorded", a__har="{}")
    assert found(root) is None


def test_a_shallow_clone_does_not_know_when_a_contract_changed(
    root: Path, tmp_path: Path
) -> None:
    put(root / "a b/specs/tide", Ask__html="2")
    commit(root)
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    assert found(tmp_path / "shallow") is None
    git(tmp_path, "clone", "-q", root.as_uri(), "whole")
    assert found(tmp_path / "whole") == ASK


def test_neither_git_nor_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "specs", Ask__html="1")
    put(tmp_path / "out", contract__json="1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    contract = tmp_path / "out/contract.json"
    assert since_generated(tmp_path / "specs", contract) is None
    assert since_revision(tmp_path / "specs", "HEAD") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(root) is None


def test_since_a_revision(root: Path) -> None:
    specs = root / "a b/specs/tide"
    put(specs, Ask__html="2", names__toml="2")
    assert since_revision(specs, "HEAD") == ASK
    commit(root)
    assert since_revision(specs, "HEAD") == NOTHING
    assert since_revision(specs, "HEAD~1") == ASK
    assert since_revision(specs, "v9") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Ask.HTML", True),
        ("names.toml", True),
        ("overrides.toml", True),
        ("recorded/a.xml", True),
        ("recorded/a/b.har", True),
        ("notes.pdf", False),
        (".Ask.html", False),
        ("Ask_files/a.html", False),
        ("recorded/.DS_Store", False),
        ("", False),
    ],
)
def test_what_a_contract_is_made_from(path: str, expected: bool) -> None:
    assert is_input(path) is expected
