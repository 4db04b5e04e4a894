"""Runs that are killed, run out of disk space, are denied access, or run twice at once.

Every package is then wholly the old one or wholly the new one, and the next run leaves no traces.
"""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from soapstone.cli import run
from soapstone.output.packages import Generated, Package
from soapstone.output.plan import STAGING, compare
from soapstone.output.writing import write

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "tests" / "data" / "services" / "demo"
KILLS = int(os.environ.get("SOAPSTONE_KILLS", "120"))
NAMES = ("metering", "tc2")
MINE = "notes/todo.txt"
"""A file that is not ours, in each package."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    ["soapstone.cli", "soapstone.run.recipe", "soapstone.report.run", __name__]
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="folders are exchanged in one step on Linux alone"
)


def texts(kind: str) -> dict[str, str]:
    """A package's files, of which one stays, one changes, and one exists in this kind alone."""
    files = {"same.py": "same\n", "types/__init__.py": kind * 50}
    return files | {f"types/{kind}{number}.py": kind * 999 for number in range(8)}


def made(kind: str) -> Generated:
    return Generated(tuple(Package(name, texts(kind)) for name in NAMES))


OLD, NEW = made("old"), made("new")


def tree(folder: Path) -> dict[str, bytes]:
    """Path to content of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def is_whole(out: Path) -> bool:
    """Each package is the old or the new one and nothing else but what a user put there."""
    for name in NAMES:
        kind = NEW if (out / name / "types/new0.py").exists() else OLD
        wanted = Generated(tuple(each for each in kind.packages if each.name == name))
        planned = compare(wanted, out).packages[0]
        files = tree(out / name)
        if planned.changes or planned.error or files.pop(MINE, b"mine") != b"mine":
            return False
        if len(files) != len(texts("old")) + 1:  # the manifest
            return False
    return True


def leftovers(out: Path) -> list[Path]:
    return list(out.glob(f"{STAGING}*"))


def start(target: Callable[..., Any], *arguments: object) -> Any:
    process = _processes.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


# --- killed -------------------------------------------------------------------------------------


def write_to_and_fro(out: Path, ready: Connection) -> None:
    ready.send(None)
    while True:
        write(NEW, out)
        write(OLD, out)


def test_killed_at_any_moment_of_writing(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    for name in NAMES:
        (tmp_path / name / MINE).parent.mkdir()
        (tmp_path / name / MINE).write_bytes(b"mine")
    pauses, left = random.Random(1), 0
    for _ in range(KILLS):
        signal, ready = _processes.Pipe(duplex=False)
        writer = start(write_to_and_fro, tmp_path, ready)
        signal.recv()
        time.sleep(pauses.uniform(0, 0.04))
        writer.kill()
        writer.join()
        assert is_whole(tmp_path)
        assert all((tmp_path / name / MINE).exists() for name in NAMES)
        left += bool(leftovers(tmp_path))
    assert left > KILLS / 4, "few were killed while they wrote: the test proves nothing"
    write(OLD, tmp_path)
    assert not leftovers(tmp_path)


def generate_to_and_fro(specs: list[Path], out: Path) -> None:
    while True:
        for each in specs:
            run(["generate", "--quiet", "--specs", str(each), "--out", str(out)])


def pages(folder: Path, *names: str) -> Path:
    """A specs folder with a service of these pages."""
    (folder / "demo").mkdir(parents=True)
    for name in names:
        shutil.copy(DEMO / f"{name}.txt", folder / "demo")
    return folder


def test_killed_at_any_moment_of_a_whole_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    specs = [pages(tmp_path / "one", "Add"), pages(tmp_path / "two", "Add", "Prims")]
    whole = []
    for each in specs:
        assert run(["generate", "-q", "--specs", str(each), "--out", str(out)]) == 0
        whole.append((tree(out / "demo"), tree(out / "runtime")))
    pauses = random.Random(2)
    for _ in range(max(12, KILLS // 10)):
        writer = start(generate_to_and_fro, specs, out)
        time.sleep(pauses.uniform(0, 0.4))
        writer.kill()
        writer.join()
        assert (tree(out / "demo"), tree(out / "runtime")) in whole
    assert run(["generate", "-q", "--specs", str(specs[0]), "--out", str(out)]) == 0
    assert not leftovers(out)


# --- two at once --------------------------------------------------------------------------------


def generate_at_once(specs: Path, out: Path, gate: Any, errors: Path) -> None:
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT), 2)
    gate.wait()
    sys.exit(run(["generate", "-q", "--specs", str(specs), "--out", str(out)]))


def test_runs_at_once_write_a_whole_package_or_say_that_another_does(
    tmp_path: Path,
) -> None:
    specs = pages(tmp_path / "specs", "Add", "Prims")
    out = tmp_path / "out"
    gate = _processes.Barrier(4)
    files = [tmp_path / f"errors{number}" for number in range(4)]
    running = [start(generate_at_once, specs, out, gate, file) for file in files]
    for each in running:
        each.join()
    codes = sorted(each.exitcode for each in running)
    assert codes[0] == 0
    assert set(codes) <= {0, 2}
    for each, file in zip(running, files, strict=True):
        said = file.read_text()
        assert ("found     another run writing here" in said) == (each.exitcode == 2)
    assert not leftovers(out)
    before = tree(out / "demo")
    assert run(["generate", "-q", "--specs", str(specs), "--out", str(out)]) == 0
    assert tree(out / "demo") == before


# --- no room ------------------------------------------------------------------------------------


def write_within(out: Path, size: int, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    plan = write(NEW, out)
    answer.send([each.error and each.error.found for each in plan.packages])


@pytest.mark.parametrize("size", [0, 10, 2000, 2990])
def test_a_file_that_cannot_grow_leaves_the_old_package(
    size: int, tmp_path: Path
) -> None:
    """A limit on the size of files fails in the middle of one, as a full disk does."""
    write(OLD, tmp_path)
    answer, signal = _processes.Pipe(duplex=False)
    writer = start(write_within, tmp_path, size, signal)
    assert answer.recv()[:2] == ["file too large"] * 2
    writer.join()
    assert is_whole(tmp_path)
    assert not (tmp_path / "tc2/types/new0.py").exists()
    assert not leftovers(tmp_path)
    write(NEW, tmp_path)
    assert (tmp_path / "tc2/types/new0.py").exists()


IN_A_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]


def has_namespaces() -> bool:
    """Whether anybody may mount here; Linux forbids it in some containers."""
    if shutil.which("unshare") is None:
        return False
    mounts = [*IN_A_NAMESPACE, "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(mounts, capture_output=True).returncode == 0


@pytest.mark.skipif(not has_namespaces(), reason="nobody may mount a small disk here")
@pytest.mark.parametrize("trial", ["fill_a_disk", "write_to_a_disk_for_reading"])
def test_on_a_disk_of_its_own(trial: str, tmp_path: Path) -> None:
    code = f"from tests.test_crash import {trial} as try_it; try_it({str(tmp_path)!r})"
    done = subprocess.run(
        [*IN_A_NAMESPACE, sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def fill_a_disk(folder: str) -> None:
    """Writing with less and less room: the old package or the new one, and a word why."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "none", folder]
    subprocess.run(mount, check=True)
    out, filler = Path(folder, "out"), Path(folder, "filler")
    full = 0
    for free in range(0, 200, 4):
        filler.unlink(missing_ok=True)
        write(OLD, out)
        fill(filler, free * 1024)
        with contextlib.suppress(OSError):
            plan = attempt(out)
            full += bool(plan)
        assert is_whole(out)
        assert not leftovers(out)
    assert 10 < full < 45, f"{full} of 50 found the disk full"


def fill(filler: Path, free: int) -> None:
    """Take all the room there is but for some bytes."""
    room = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        file.write(b"x" * max(0, room.f_bavail * room.f_bsize - free))


def attempt(out: Path) -> list[str]:
    """The errors of writing the new packages; all of them must be the disk's."""
    try:
        plan = write(NEW, out)
    except Exception as error:
        found = [str(getattr(error, "found", error))]
    else:
        found = [each.error.found for each in plan.packages if each.error]
    assert set(found) <= {os.strerror(errno.ENOSPC).lower()}, found
    return found


def write_to_a_disk_for_reading(folder: str) -> None:
    """A disk that was made read-only, which stops root too."""
    subprocess.run(["mount", "-t", "tmpfs", "none", folder], check=True)
    out = Path(folder, "out")
    write(OLD, out)
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    before = tree(out)
    said = subprocess.run(
        [sys.executable, "-m", "soapstone", "generate", "-q", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 2, said
    assert re.search(r"found +read-only file system\n", said.stderr), said.stderr
    assert tree(out) == before


# --- shut out -----------------------------------------------------------------------------------


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody can enter; those of pytest are its user's own."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def write_as_nobody(out: Path, answer: Connection) -> None:
    if os.getuid() == 0:  # permissions do not stop root
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    try:
        write(NEW, out)
    except Exception as error:
        answer.send((getattr(error, "found", ""), str(error)))
    else:
        answer.send(("written", ""))


def test_a_folder_that_may_not_be_written(public: Path) -> None:
    write(OLD, public / "out")
    os.chmod(public / "out", 0o555)
    before = tree(public / "out")
    answer, signal = _processes.Pipe(duplex=False)
    writer = start(write_as_nobody, public / "out", signal)
    found, message = answer.recv()
    writer.join()
    os.chmod(public / "out", 0o755)
    assert found == "permission denied"
    assert "expected a folder and files that can be read and written" in message
    assert tree(public / "out") == before
