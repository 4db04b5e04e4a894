"""A file that was read or written before is not read again, unless it may have changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.findings import SpecError
from generator.output import Generated, Package
from generator.plan import State, compare
from generator.seen import FOLDER, Seen, Standing, digest, digests, place
from generator.writing import write

OLD, NEW = b"old = 1\n", b"new = 2\n"
LONG_AGO = 1_000_000_000 * 10**9
"""Nanoseconds: a time that no run of the tests can fall into."""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with one file that has been seen."""
    (tmp_path / "tc2").mkdir()
    (tmp_path / "tc2/a.py").write_bytes(OLD)
    os.utime(tmp_path / "tc2/a.py", ns=(LONG_AGO, LONG_AGO))
    look(tmp_path)
    return tmp_path


def look(out: Path) -> str:
    seen = Seen(out)
    found = seen.digests("tc2", ["a.py"])
    seen.save()
    return found["a.py"]


def keep_time(path: Path) -> None:
    path.write_bytes(NEW)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))


def test_a_file_that_looks_the_same_is_not_read(out: Path) -> None:
    # Nobody but a test changes a file and sets its time back to the nanosecond.
    keep_time(out / "tc2/a.py")
    assert look(out) == digest(OLD)


def written(path: Path) -> None:
    path.write_bytes(NEW)


def longer(path: Path) -> None:
    path.write_bytes(NEW + NEW)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))


def another_file(path: Path) -> None:
    beside = path.with_suffix(".new")
    keep_time(beside)
    beside.replace(path)


@pytest.mark.parametrize("change", [written, longer, another_file])
def test_a_file_that_may_have_changed_is_read(
    change: Callable[[Path], None], out: Path
) -> None:
    change(out / "tc2/a.py")
    assert look(out) == digest((out / "tc2/a.py").read_bytes()) != digest(OLD)


def test_a_file_of_the_notes_own_tick_is_read_again(out: Path) -> None:
    """It may have been written once more after it was noted, and its time be the same."""
    noted = (out / FOLDER / "stamps").stat().st_mtime_ns
    os.utime(out / "tc2/a.py", ns=(noted, noted))
    seen = Seen(out)
    seen.digests("tc2", ["a.py"])
    seen.save()
    os.utime(out / FOLDER / "stamps", ns=(noted, noted))
    (out / "tc2/a.py").write_bytes(NEW)
    os.utime(out / "tc2/a.py", ns=(noted, noted))
    assert look(out) == digest(NEW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        '{"packages": 1}',
        '{"packages": {"tc2": 1}}',
        '{"packages": {"tc2": {"a.py": 1}}}',
        '{"packages": {"tc2": {"a.py": "1 2 x 4"}}}',
        '{"packages": {"tc2": {"a.py": "INODE SIZE TIME 4"}}}',
        '{"packages": {"tc2": {"a.py": "INODE SIZE TIME "}}}',
        '{"packages": {"tc2": {"a.py": ["INODE SIZE TIME "]}}}',
        "[" * 100_000,
    ],
)
def test_notes_that_cannot_be_read_are_none(text: str, out: Path) -> None:
    keep_time(out / "tc2/a.py")
    state = (out / "tc2/a.py").stat()
    for name, value in (("INODE", state.st_ino), ("SIZE", state.st_size)):
        text = text.replace(name, str(value))
    text = text.replace("TIME", str(LONG_AGO))
    text = text.replace("{", f'{{"place": "{place(out)}", ', 1)
    (out / FOLDER / "stamps").write_text(text)
    assert look(out) == digest(NEW)


def test_notes_that_were_taken_elsewhere_are_none(out: Path) -> None:
    (out / FOLDER / ".gitignore").write_text("*\n")
    keep_time(out / "tc2/a.py")
    assert look(out) == digest(NEW)


def test_a_file_that_is_gone_or_a_link_has_no_digest(out: Path) -> None:
    (out / "tc2/a.py").rename(out / "tc2/b.py")
    (out / "tc2/c.py").symlink_to("b.py")
    assert Seen(out).digests("tc2", ["a.py", "b.py", "c.py"]) == {"b.py": digest(OLD)}


def generated(**files: str) -> Generated:
    return Generated((Package("tc2", {f"{name}.py": files[name] for name in files}),))


def noted(out: Path) -> list[str]:
    return sorted(notes(out))


def notes(out: Path) -> dict[str, str]:
    """The notes by path below the output folder."""
    found = json.loads((out / FOLDER / "stamps").read_bytes())["packages"]
    return {
        f"{package}/{path}": note
        for package, files in found.items()
        for path, note in files.items()
    }


def test_what_was_written_is_known_without_reading_it(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    write(generated(a="a = 1\n", b="b = 1\n"), tmp_path, seen=seen)
    seen.save()
    assert noted(tmp_path) == ["tc2/a.py", "tc2/b.py", "tc2/manifest.json"]
    for name in noted(tmp_path):
        found = (tmp_path / name).stat()
        text = digest((tmp_path / name).read_bytes())
        told = f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {text}"
        assert notes(tmp_path)[name] == told


def test_notes_of_files_that_are_gone_go_with_the_next(tmp_path: Path) -> None:
    for files in ({"a": "a = 1\n"}, {"b": "b = 1\n"}, {"b": "b = 2\n"}):
        seen = Seen(tmp_path)
        write(generated(**files), tmp_path, seen=seen)
        seen.save()
    assert noted(tmp_path) == ["tc2/b.py", "tc2/manifest.json"]


def test_notes_of_a_package_that_was_not_asked_about_stay(tmp_path: Path) -> None:
    write(generated(a="a = 1\n"), tmp_path, seen=(seen := Seen(tmp_path)))
    seen.save()
    other = Generated((Package("ferry", {"a.py": "a = 1\n"}),))
    write(other, tmp_path, seen=(seen := Seen(tmp_path)))
    seen.save()
    assert {name.partition("/")[0] for name in noted(tmp_path)} == {"ferry", "tc2"}


def test_an_edit_of_the_same_length_is_seen(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    write(generated(a="a = 1\n"), tmp_path, seen=seen)
    seen.save()
    (tmp_path / "tc2/a.py").write_text("a = 2\n")
    plan = compare(generated(a="a = 3\n"), tmp_path, seen=Seen(tmp_path))
    (file,) = (file for file in plan.packages[0].files if file.path == "a.py")
    assert file.state is State.EDITED


def test_many_files_are_written_as_few_are(tmp_path: Path) -> None:
    """More than are flushed one by one."""
    texts = {f"module_{number}": f"x = {number}\n" for number in range(200)}
    assert not write(generated(**texts), tmp_path).failed
    assert {
        path.stem: path.read_text() for path in (tmp_path / "tc2").glob("*.py")
    } == texts


def test_standing_files_are_read_where_they_are_asked_for(out: Path) -> None:
    files = Standing(out / "tc2", {"a.py": digest(OLD)})
    assert dict(files) == {"a.py": OLD.decode()}
    assert digests(files) == digests(dict(files))
    with pytest.raises(KeyError):
        files["b.py"]


@pytest.mark.parametrize("change", [written, Path.unlink])
def test_a_standing_file_that_another_program_changes_is_an_error_with_advice(
    change: Callable[[Path], None], out: Path
) -> None:
    files = Standing(out / "tc2", {"a.py": digest(OLD)})
    change(out / "tc2/a.py")
    with pytest.raises(SpecError) as caught:
        files["a.py"]
    assert caught.value.origin.file == f"{out}/tc2/a.py"
    assert caught.value.advice == "Run again."
