"""Contracts from the disk and from real git repositories, and what is said where there are none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from soapstone.changes.revisions import (
    ContractsByPackage,
    StoredContract,
    between,
    chosen,
    in_git,
    on_disk,
)
from soapstone.model.contract import Scalar
from soapstone.model.contract_json import Snapshot, to_json
from soapstone.model.findings import SpecError
from soapstone.output.packages import CONTRACT, OLD_CONTRACT
from tests.changes.support import asked, snapshot
from tests.contracts import plain

ONE = snapshot(asked(plain("A", Scalar("int"))))
TWO = snapshot(asked(plain("B", Scalar("int"))))


def read(kept: ContractsByPackage) -> dict[str, Snapshot]:
    return {name: each.snapshot() for name, each in kept.items()}


def put(out: Path, name: str, text: str = to_json(ONE), place: str = CONTRACT) -> None:
    file = out / name / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=n", "-c", "user.email=e@x", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits, the output folder two levels down; the second changed the service."""
    git(tmp_path, "init", "-q")
    put(tmp_path / "a b/generated", "tc2")
    commit(tmp_path)
    put(tmp_path / "a b/generated", "tc2", to_json(TWO))
    put(tmp_path / "a b/generated", "new")
    commit(tmp_path)
    return tmp_path


def failure(out: Path, revision: str) -> str:
    with pytest.raises(SpecError) as caught:
        in_git(out, revision)
    return str(caught.value)


def test_the_disk(tmp_path: Path) -> None:
    put(tmp_path, "tc2")
    put(tmp_path, "metering", to_json(TWO))
    (tmp_path / "runtime").mkdir()
    assert read(on_disk(tmp_path)) == {"metering": TWO, "tc2": ONE}
    assert on_disk(tmp_path / "gone") == {}


def test_a_contract_that_was_edited_names_its_file(tmp_path: Path) -> None:
    put(tmp_path, "tc2", "{}")
    with pytest.raises(
        SpecError, match=r"tc2/\.soapstone/contract\.json: found a text that is no"
    ):
        read(on_disk(tmp_path))
    (tmp_path / "tc2" / CONTRACT).write_bytes(b"\xff")
    with pytest.raises(
        SpecError, match=r"tc2/\.soapstone/contract\.json: found a file that cannot"
    ):
        on_disk(tmp_path)


def test_revisions(repository: Path) -> None:
    out = repository / "a b/generated"
    assert read(in_git(out, "HEAD~1")) == {"tc2": ONE}
    assert read(in_git(out, "HEAD")) == {"new": ONE, "tc2": TWO}


def test_the_places_of_packages_from_before_they_had_a_folder_of_their_own(
    repository: Path,
) -> None:
    out = repository / "a b/generated"
    put(out, "old", place=OLD_CONTRACT)
    put(out, "tc2", "no contract any more", OLD_CONTRACT)
    commit(repository)
    found = {"new": ONE, "old": ONE, "tc2": TWO}
    assert read(in_git(out, "HEAD")) == read(on_disk(out)) == found


def test_an_output_folder_that_is_gone_from_the_disk(repository: Path) -> None:
    out = repository / "a b/generated"
    out.rename(repository / "elsewhere")
    assert read(in_git(out, "HEAD~1")) == {"tc2": ONE}


def test_a_folder_whose_name_begins_alike_is_another(repository: Path) -> None:
    put(repository / "a b/generated2", "other")
    put(repository / "a b/generated/only", "deeper")
    commit(repository)
    assert in_git(repository / "a b/generated", "HEAD").keys() == {"new", "tc2"}


@pytest.mark.parametrize("revision", ["v9", "-h", "--help", "HEAD~7", "", "a b\x1b"])
def test_no_such_revision(repository: Path, revision: str) -> None:
    assert failure(repository / "a b/generated", revision).endswith(
        f"generated: found no revision {revision!r}; expected a commit, branch or tag of this "
        "repository. Look with git log; a shallow clone holds only the last commits."
    )


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    put(tmp_path / "generated", "tc2")
    assert (
        "generated: found no git repository; expected a folder under version"
        in failure(tmp_path / "generated", "HEAD")
    )


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert failure(repository / "a b/generated", "HEAD").startswith(
        "git: found no such command; expected git,"
    )


def test_no_folder(tmp_path: Path) -> None:
    assert "no: found no folder;" in failure(tmp_path / "no/such", "HEAD")
    assert "a: found no folder;" in failure(tmp_path / ("a" * 300) / "b", "HEAD")


def test_nothing_of_ours_in_a_revision(repository: Path) -> None:
    out = repository / "other"
    out.mkdir()
    (out / "file").write_text("")
    commit(repository)
    assert "HEAD:other/: found no package of Soapstone;" in failure(out, "HEAD")


def test_packages_from_before_contracts_were_kept(repository: Path) -> None:
    out = repository / "old"
    (out / "tc2").mkdir(parents=True)
    (out / "tc2/manifest.json").write_text("{}")
    commit(repository)
    assert "found packages without .soapstone/contract.json;" in failure(out, "HEAD")


def test_services_are_chosen_by_name() -> None:
    one, two = StoredContract("1", ""), StoredContract("2", "")
    old, new = {"a": one, "gone": one}, {"a": two, "new": two}
    assert chosen([], old, new) == [
        ("a", one, two),
        ("gone", one, None),
        ("new", None, two),
    ]
    assert chosen(["a"], old, new) == [("a", one, two)]
    with pytest.raises(
        SpecError, match="b: found no such service among the generated; expe"
    ):
        chosen(["b"], old, new)


def test_what_is_the_same_is_not_even_read() -> None:
    assert (
        between(StoredContract("x", "no contract"), StoredContract("y", "no contract"))
        == ()
    )
    with pytest.raises(SpecError, match="x: found a text that is no contract"):
        between(StoredContract("x", "no contract"), StoredContract("y", to_json(ONE)))
