"""Writes a plan to the disk; a package is written as a whole or not at all.

The new folder of a package is built in a staging folder (``.soapstone-*`` in the output folder),
flushed to the disk, and exchanged with the old one in one step (``renameat2`` with
``RENAME_EXCHANGE``: Linux, most file systems). A run that is killed leaves each package old or new,
and at most a staging folder, which the next run removes.

Limits. Without ``RENAME_EXCHANGE``, two renames replace it: a run that is killed between them
leaves the package's folder missing until the next run restores it. Without file locks (``flock``),
two runs at the same time are not prevented.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from soapstone.output.packages import Generated
from soapstone.output.plan import (
    ROOT,
    STAGING,
    OutputError,
    Plan,
    PlannedPackage,
    State,
    check_folder,
    compare,
    files_below,
    from_os_error,
    look,
)

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # Windows has none

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_FEW = 64
"""So many files are flushed one by one. More are flushed with all else that their file system has
to write, by which 5,000 new files take a tenth of the time."""


def write(generated: Generated, out: Path, *, complete: bool = False) -> Plan:
    """Bring the folder ``out`` up to date; return what was done, as a plan.

    A package that could not be written has an error in that plan and is as it was before.
    ``complete`` as for :func:`soapstone.output.plan.compare`. Raises OutputError where ``out``
    cannot be used at all, or another run is writing there.
    """
    try:
        with _locked(out):
            _recover(out)
            plan = compare(generated, out, complete=complete)
            return _write_plan(plan) if plan.changes else plan
    except OSError as error:
        raise from_os_error(error, out) from error


@contextlib.contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Make the folder, if need be, and hold it against other runs.

    The folder itself is locked, so that no lock file is left behind.
    """
    check_folder(out)
    out.mkdir(parents=True, exist_ok=True)
    handle = os.open(out, os.O_RDONLY) if fcntl else None
    try:
        if handle is not None:
            _lock(handle, out)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(handle: int, out: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(
            out,
            "another run writing here",
            "one run at a time",
            "Wait until it has ended, then run again.",
        ) from None
    except OSError:
        pass  # a file system without locks: a limit of the module


def _write_plan(plan: Plan) -> Plan:
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=plan.out))
    try:
        for name in ("new", "old", "removed"):
            (staging / name).mkdir()
        # The runtime stands after the services that import it, and is written before them.
        done = [
            _attempt(plan.out, staging, package) for package in reversed(plan.packages)
        ]
        return Plan(plan.out, tuple(reversed(done)))
    finally:
        _recover(plan.out)


def _attempt(out: Path, staging: Path, package: PlannedPackage) -> PlannedPackage:
    """Write the package, or say in it why that failed."""
    try:
        if package.changes:
            _write_package(out, staging, package)
    except OutputError as error:
        return replace(package, error=error)
    except OSError as error:
        return replace(package, error=from_os_error(error, out / package.name))
    return package


def _write_package(out: Path, staging: Path, package: PlannedPackage) -> None:
    if package.name == ROOT:
        for file in package.files:
            if file.state is State.CREATE:
                staged = staging / file.path
                _write_file(staged, file.new or "")
                _flush(staged)
                staged.rename(out / file.path)
    elif package.stale:
        (out / package.name).rename(staging / "removed" / package.name)
    else:
        new, old = staging / "new" / package.name, out / package.name
        _build(new, old, package)
        if look(old) != package.look:
            # What has come since would go with the old folder. Building takes seconds, this none.
            raise OutputError(
                old,
                "a folder that another program has changed",
                "the folder as this run saw it before",
                "Run again.",
            )
        if old.exists():
            swap(new, old, staging / "old" / package.name)
        else:
            new.rename(old)
    _flush(out)


def _build(new: Path, old: Path, package: PlannedPackage) -> None:
    """Make the package's complete new folder; what stays is shared with the old one."""
    files = [file for file in package.files if file.state is not State.REMOVE]
    planned = {file.path for file in package.files}
    foreign = [path for path, _ in files_below(old) if path not in planned]
    folders = _make_folders(new, [*(file.path for file in files), *foreign])
    written = []
    for file in files:
        target = f"{new}/{file.path}"
        if file.state in (State.CREATE, State.UPDATE):
            _write_file(target, file.new or "")
            written.append(target)
        else:
            _keep(f"{old}/{file.path}", target)
    for path in foreign:
        _keep(f"{old}/{path}", f"{new}/{path}")
    if old.exists():
        shutil.copymode(old, new)
    _flush_all(new, [*written, *folders])


def _make_folders(new: Path, paths: Sequence[str]) -> list[str]:
    """Make the folders of files; return them all."""
    found = {""}
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    folders = [f"{new}/{folder}" for folder in sorted(found)]
    for folder in folders:
        os.mkdir(folder)
    return folders


def _write_file(path: str | Path, text: str) -> None:
    """Write a new file, wholly."""
    with open(path, "xb") as file:
        file.write(text.encode())


def _keep(old: str, new: str) -> None:
    """The same file in the new folder, its times and links as they are."""
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):  # no hard links here
        shutil.copy2(old, new, follow_symlinks=False)


def _flush_all(new: Path, made: Sequence[str]) -> None:
    """Have a new folder on the disk: the files and the folders that were made."""
    if len(made) <= _FEW or not _flush_file_system(new):
        for path in made:
            _flush(path)


def _flush(path: str | Path) -> None:
    """Have a file, or a folder's entries, on the disk before anything relies on them."""
    is_folder = os.path.isdir(path)
    if os.name == "posix" or not is_folder:
        handle = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _flush_file_system(folder: Path) -> bool:
    """Flush all that the folder's file system has to write; False where that cannot be done."""
    syncfs = getattr(ctypes.CDLL(None), "syncfs", None) if os.name == "posix" else None
    if syncfs is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return bool(syncfs(handle) == 0)
    finally:
        os.close(handle)


def swap(new: Path, old: Path, aside: Path) -> None:
    """Put the folder ``new`` in the place of ``old``, which ends up at ``new`` or ``aside``."""
    if not _exchange(new, old):
        swap_by_renames(new, old, aside)


def _exchange(new: Path, old: Path) -> bool:
    """Exchange two folders in one step; False where that cannot be done here.

    Whatever the reason, renaming is tried next and reports its own.
    """
    renameat2 = (
        getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    )
    if renameat2 is None:
        return False
    paths = os.fsencode(new), os.fsencode(old)
    return bool(
        renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0
    )


def swap_by_renames(new: Path, old: Path, aside: Path) -> None:
    """The same in two steps; a run killed between them leaves ``aside`` for :func:`_recover`."""
    old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        aside.rename(old)
        raise


def _recover(out: Path) -> None:
    """Put back what a killed run had moved aside, and remove its staging folder."""
    for staging in out.glob(f"{STAGING}*"):
        if staging.is_symlink() or not staging.is_dir():
            continue
        for aside in staging.glob("old/*"):
            if not os.path.lexists(out / aside.name):
                aside.rename(out / aside.name)
        shutil.rmtree(staging, ignore_errors=True)
