"""Packages are written as a whole, foreign files stay, unchanged files are not touched."""

from __future__ import annotations

import ctypes
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from soapstone.output.packages import Generated, Package
from soapstone.output.plan import MANIFEST, STAGING, OutputError, State
from soapstone.output.writing import swap, swap_by_renames, write

OLD = {"__init__.py": "old\n", "types/a.py": "old\n", "types/same.py": "same\n"}
NEW = {"__init__.py": "new\n", "other/b.py": "new\n", "types/same.py": "same\n"}


def generated(files: dict[str, str], name: str = "tc2") -> Generated:
    return Generated((Package(name, files),))


def tree(folder: Path) -> dict[str, str]:
    """Path to text of every file below a folder, manifests left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and not path.match(MANIFEST)
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Time and inode of everything below a folder."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in [folder, *folder.rglob("*")]
    }


def test_update_leaves_exactly_the_new_files(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    plan = write(generated(NEW), tmp_path)
    assert tree(tmp_path / "tc2") == NEW
    assert not (tmp_path / "tc2/types/a.py").exists()
    assert plan.packages[0].paths(State.CREATE, State.UPDATE, State.REMOVE) == [
        MANIFEST,
        "__init__.py",
        "other/b.py",
        "types/a.py",
    ]
    assert sorted(os.listdir(tmp_path)) == ["__init__.py", "py.typed", "tc2"]


def test_nothing_is_touched_when_nothing_changed(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    before = stamps(tmp_path)
    write(generated(OLD), tmp_path, complete=True)
    assert stamps(tmp_path) == before


def test_unchanged_files_of_a_changed_package_keep_their_time(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    same = tmp_path / "tc2/types/same.py"
    os.utime(same, (1, 1))
    write(generated(NEW), tmp_path)
    assert same.stat().st_mtime == 1


def test_foreign_files_survive_a_swap(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    (tmp_path / "tc2/mine/deep").mkdir(parents=True)
    (tmp_path / "tc2/mine/deep/notes.txt").write_text("mine")
    (tmp_path / "tc2/mine/link").symlink_to("/nowhere")
    (tmp_path / "tc2/mine/cached.pyc").write_bytes(b"x")
    os.utime(tmp_path / "tc2/mine/deep/notes.txt", (1, 1))
    write(generated(NEW), tmp_path)
    assert (tmp_path / "tc2/mine/deep/notes.txt").read_text() == "mine"
    assert (tmp_path / "tc2/mine/deep/notes.txt").stat().st_mtime == 1
    assert os.readlink(tmp_path / "tc2/mine/link") == "/nowhere"
    assert (tmp_path / "tc2/mine/cached.pyc").exists()


def test_bytecode_of_old_modules_goes(tmp_path: Path) -> None:
    """A module of the same size written in the same second would be run from its old cache."""
    write(generated(OLD), tmp_path)
    (tmp_path / "tc2/__pycache__").mkdir()
    (tmp_path / "tc2/__pycache__/__init__.cpython-311.pyc").write_bytes(b"old")
    write(generated(NEW), tmp_path)
    assert not (tmp_path / "tc2/__pycache__").exists()


def test_line_ends_are_lf_and_text_is_utf8(tmp_path: Path) -> None:
    write(generated({"a.py": "naïve\nline\n"}), tmp_path)
    assert (tmp_path / "tc2/a.py").read_bytes() == b"na\xc3\xafve\nline\n"


def test_mode_of_the_folder_is_the_users(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    (tmp_path / "tc2").chmod(0o750)
    write(generated(NEW), tmp_path)
    assert (tmp_path / "tc2").stat().st_mode & 0o777 == 0o750


def test_edited_package_is_left_and_the_others_are_written(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    (tmp_path / "tc2/__init__.py").write_text("mine\n")
    plan = write(Generated((Package("tc2", NEW), Package("metering", NEW))), tmp_path)
    assert plan.failed
    assert tree(tmp_path / "tc2") == {**OLD, "__init__.py": "mine\n"}
    assert tree(tmp_path / "metering") == NEW


def test_stale_package_goes_with_its_folder(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    (tmp_path / "tc2/__pycache__").mkdir()
    write(generated(NEW, "metering"), tmp_path, complete=True)
    assert sorted(os.listdir(tmp_path)) == ["__init__.py", "metering", "py.typed"]


def test_package_that_the_disk_refuses_is_an_error_and_unharmed(tmp_path: Path) -> None:
    """A name too long for the file system stands for a full disk: it fails for root too."""
    write(generated(OLD), tmp_path)
    plan = write(
        Generated((Package("tc2", {**NEW, "x" * 300: ""}), Package("metering", NEW))),
        tmp_path,
    )
    assert plan.packages[0].error is not None
    assert plan.packages[0].error.found == "file name too long"
    assert plan.packages[0].error.advice.startswith("Nothing was written there.")
    assert tree(tmp_path / "tc2") == OLD
    assert tree(tmp_path / "metering") == NEW
    assert not list(tmp_path.glob(f"{STAGING}*"))


def test_output_folder_behind_a_link_is_used(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    write(generated(OLD), tmp_path / "out")
    assert tree(tmp_path / "real/tc2") == OLD


def test_two_runs_at_once(tmp_path: Path) -> None:
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        with pytest.raises(
            OutputError, match="found another run writing here"
        ) as caught:
            write(generated(OLD), tmp_path)
    finally:
        os.close(held)
    assert caught.value.advice == "Wait until it has ended, then run again."
    assert os.listdir(tmp_path) == []
    assert not write(generated(OLD), tmp_path).failed


@pytest.mark.parametrize("exchange", [swap, swap_by_renames])
def test_swap_puts_the_new_folder_in_place(tmp_path: Path, exchange: object) -> None:
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    assert callable(exchange)
    exchange(tmp_path / "new", tmp_path / "old", tmp_path / "aside")
    assert os.listdir(tmp_path / "old") == ["new"]


def test_renames_that_fail_put_the_old_folder_back(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with pytest.raises(FileNotFoundError):
        swap_by_renames(tmp_path / "missing", tmp_path / "old", tmp_path / "aside")
    assert os.listdir(tmp_path) == ["old"]


def test_run_killed_between_two_renames_is_repaired(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    (tmp_path / "tc2/notes.txt").write_text("mine")
    aside = tmp_path / f"{STAGING}killed/old"
    aside.mkdir(parents=True)
    (tmp_path / "tc2").rename(aside / "tc2")
    write(generated(OLD), tmp_path)
    assert tree(tmp_path / "tc2") == {**OLD, "notes.txt": "mine"}
    assert not list(tmp_path.glob(f"{STAGING}*"))


def test_link_called_like_a_staging_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").mkdir()
    (tmp_path / "victim/file").write_text("")
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{STAGING}x").symlink_to(tmp_path / "victim")
    write(generated(OLD), out)
    assert (tmp_path / "victim/file").exists()


# --- what others do meanwhile -------------------------------------------------------------------


def foreign(package: Path) -> None:
    (package / "mine.py").write_text("mine\n")


def edited(package: Path) -> None:
    (package / "__init__.py").write_text("mine\n")


def edited_and_kept(package: Path) -> None:
    (package / "types/same.py").write_text("mine\n")


def removed(package: Path) -> None:
    (package / "types/same.py").unlink()


def replaced(package: Path) -> None:
    """By a file made beside it, as editors save."""
    (package / "mine.new").write_text("old\n")
    (package / "mine.new").replace(package / "types/same.py")


@pytest.mark.parametrize(
    "change", [foreign, edited, edited_and_kept, removed, replaced]
)
def test_what_others_do_while_a_package_is_built_stays(
    change: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would go with the old folder."""
    write(generated(OLD), tmp_path)

    def flush(handle: int, fsync: Callable[[int], None] = os.fsync) -> None:
        fsync(handle)
        monkeypatch.undo()
        change(tmp_path / "tc2")

    monkeypatch.setattr(os, "fsync", flush)
    plan = write(generated(NEW), tmp_path)
    [error] = [each.error for each in plan.packages if each.error]
    assert error.advice == "Run again."
    expected = tmp_path / "expected"
    write(generated(OLD), expected)
    change(expected / "tc2")
    assert tree(tmp_path / "tc2") == tree(expected / "tc2")
    assert not [*tmp_path.glob(f"{STAGING}*")]


# --- on the disk before anything relies on it ---------------------------------------------------

Flushed = list[tuple[int, dict[str, str]]]
"""The inode of each file or folder that was flushed, and what the package then held."""


@contextmanager
def flushing(out: Path, name: str = "tc2") -> Iterator[Flushed]:
    """Note what is flushed, which is flushed all the same: a pulled plug is no test."""
    flushed: Flushed = []

    def flush(handle: int, fsync: Callable[[int], None] = os.fsync) -> None:
        fsync(handle)
        flushed.append((os.fstat(handle).st_ino, tree(out / name)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", flush)
        yield flushed


def inodes(*paths: Path) -> set[int]:
    return {path.stat().st_ino for path in paths}


def test_a_package_is_flushed_before_it_is_put_in_place(tmp_path: Path) -> None:
    write(generated(OLD), tmp_path)
    with flushing(tmp_path) as flushed:
        write(generated(NEW), tmp_path)
    package = tmp_path / "tc2"
    made = [package / "__init__.py", package / "other/b.py", package / MANIFEST]
    folders = [package, package / "other", package / "types", made[-1].parent]
    assert inodes(*made, *folders) <= {inode for inode, held in flushed if held == OLD}
    assert inodes(tmp_path) == {inode for inode, held in flushed if held == NEW}


def test_files_of_the_output_folder_are_flushed_too(tmp_path: Path) -> None:
    with flushing(tmp_path) as flushed:
        write(generated(OLD), tmp_path)
    written = inodes(tmp_path / "__init__.py", tmp_path / "py.typed", tmp_path)
    assert written <= {inode for inode, _ in flushed}


MANY = {f"module_{number}.py": f"x = {number}\n" for number in range(100)}


def test_many_files_are_flushed_with_their_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, calls = ctypes.CDLL(None), []

    class Noting:
        """The C library; what is called by its name is noted, and called."""

        def __init__(self, _name: None) -> None:
            pass

        def __getattr__(self, name: str) -> object:
            def call(*arguments: object) -> int:
                calls.append(name)
                return int(getattr(library, name)(*arguments))

            return call

    write(generated(OLD), tmp_path)
    monkeypatch.setattr(ctypes, "CDLL", Noting)
    write(generated(MANY), tmp_path)
    assert calls == ["syncfs", "renameat2"]


def test_or_one_by_one_where_that_cannot_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(generated(OLD), tmp_path)
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    with flushing(tmp_path) as flushed:
        write(generated(MANY), tmp_path)
    package = tmp_path / "tc2"
    wanted = inodes(package, *package.glob("*"))
    assert wanted <= {inode for inode, held in flushed if held == OLD}
