"""Devices, pipes and broken links in the place of a page or TOML file: errors that name them.

The other services are generated.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from soapstone.changes.run import names_to_write
from soapstone.inputs import regular_files
from soapstone.inputs.names.writing import rewrite
from soapstone.inputs.regular_files import read_regular
from soapstone.model.findings import SpecError
from soapstone.output.packages import Package
from soapstone.output.writing import write
from soapstone.run.build_cache import BuildCache
from soapstone.run.pipeline import generate
from tests.fuzz.targets import time_limit
from tests.services import ROOT


@pytest.fixture(autouse=True)
def files_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may be writing what is read: reading waits, as it does outside of tests."""
    monkeypatch.setattr(regular_files, "_TICK", 20_000_000)


PLACES = ("Page.txt", "names.toml", "overrides.toml", "recorded/Order.xml")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_loop(path: Path) -> None:
    path.symlink_to(path.name)


def nowhere(path: Path) -> None:
    path.symlink_to("not/here")


def a_folder(path: Path) -> None:
    path.symlink_to(path.parent)


def unreadable(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path.write_bytes(b"x")
    path.chmod(0)


def another_size(path: Path) -> None:
    """A file that has other bytes than its size says, as one that grows has."""
    if not Path("/proc/self/status").exists():
        pytest.skip("no such file here")
    path.symlink_to("/proc/self/status")


def of_holes(path: Path) -> None:
    path.touch()
    os.truncate(path, 2**40)


ODD = {
    a_pipe: "it is a pipe",
    a_socket: "it is a socket",
    a_device: "it is a device",
    a_loop: "Too many levels of symbolic links",
    nowhere: "No such file or directory",
    a_folder: "it is a folder",
    unreadable: "Permission denied",
    of_holes: "it has more than 268,435,456 bytes",
    another_size: "it changes while it is read",
}
_NOTHING_THERE = {
    (nowhere, "names.toml"),
    (nowhere, "overrides.toml"),
    (a_folder, "recorded/Order.xml"),
}
"""A link that leads nowhere is as good as none; a folder of recordings may hold others."""


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    for service in ("tc2", "other"):
        folder = tmp_path / "specs" / service
        (folder / "recorded").mkdir(parents=True)
        shutil.copy(ROOT / "specs/tc2/SynchronizePanelUser.txt", folder)
    return tmp_path / "specs"


def made(specs: Path) -> dict[str, Package]:
    """What becomes of each service, as ``generate`` makes it."""
    out = specs.parent / "out"
    with time_limit():
        found = generate(specs, cache=BuildCache(out))
    plan = write(found, out)
    BuildCache(out).keep(found, plan)
    for path, new in names_to_write(found, plan):
        rewrite(specs / path, new)
    return {each.name: each for each in found.packages}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and links there")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("odd", "reason"), ODD.items(), ids=[each.__name__ for each in ODD]
)
def test_what_is_no_ordinary_file_is_named(
    odd: Callable[[Path], None], reason: str, place: str, specs: Path
) -> None:
    made(specs)  # the build cache must not hide what comes later
    (specs / "tc2" / place).unlink(missing_ok=True)
    odd(specs / "tc2" / place)
    packages = made(specs)
    assert packages["other"].error is None
    assert packages["other"].files
    error = packages["tc2"].reported
    if (odd, place) in _NOTHING_THERE:
        assert error is None
        return
    assert error is not None
    assert bool(packages["tc2"].files) == (not place.endswith(".toml"))
    assert error.origin.file == f"tc2/{place}"
    assert error.found == f"a file that cannot be read ({reason})"
    assert error.advice


def test_a_service_that_is_a_link_to_itself_is_named(specs: Path) -> None:
    a_loop(specs / "round")
    packages = made(specs)
    error = packages.pop("round").error
    assert isinstance(error, SpecError)
    assert error.origin.file == "round"
    assert all(each.error is None for each in packages.values())


def test_folders_that_hold_each_other_are_read_once(specs: Path) -> None:
    for name in "abc":
        (specs / "tc2" / name).symlink_to(specs / "tc2")
        (specs / "tc2" / "recorded" / name).symlink_to(specs)
    package = made(specs)["tc2"]
    assert package.error is None
    assert package.inputs  # so that it need not be made again


def test_a_file_that_is_written_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    path, done = tmp_path / "page.txt", threading.Event()
    texts = [bytes([letter]) * 300_000 for letter in b"ab"]
    path.write_bytes(texts[0])

    def write() -> None:
        while not done.is_set():
            for text in texts:
                path.write_bytes(text)

    writer = threading.Thread(target=write)
    writer.start()
    found, reasons = set(), set()
    try:
        for _ in range(60):
            try:
                found.add(read_regular(path))
            except OSError as error:
                reasons.add(error.strerror)
    finally:
        done.set()
        writer.join()
    assert {len(each) for each in found} <= {300_000, 0}
    assert reasons <= {"it changes while it is read"}
