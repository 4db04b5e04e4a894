"""Writes a report into its own folder, whole or not at all.

A file in it lists what the report has written there. A folder without that file, or with another
file in it, is somebody's: it is left alone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from soapstone.output.plan import OutputError, from_os_error
from soapstone.output.writing import swap

LIST = ".soapstone-report"
"""The file that lists the others, one a line."""
_FIRST = "Written by soapstone report; the next run replaces this folder.\n"
_STAGING = ".soapstone-report-"


def write(files: Iterable[tuple[str, str]], out: Path) -> int:
    """Write a report, by path and text, into ``out``; return how many files that are.

    Raises OutputError where ``out`` is not a report's, or cannot be written.
    """
    try:
        _check(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out.parent))
        try:
            return _replace(files, out, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OutputError:
        raise
    except OSError as error:
        # Its own path may be that of the staging folder, which is gone.
        raise from_os_error(OSError(error.errno, error.strerror), out) from error


def _replace(files: Iterable[tuple[str, str]], out: Path, staging: Path) -> int:
    new = staging / "new"
    new.mkdir()
    written = []
    for path, text in files:
        target = new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        written.append(path)
    (new / LIST).write_bytes("\n".join([_FIRST, *sorted(written), ""]).encode())
    _check(out)  # a file may have come since
    if out.exists():
        swap(new, out, staging / "old")
    else:
        new.rename(out)
    return len(written)


def _check(out: Path) -> None:
    """Raise OutputError where a folder holds anything but a report."""
    if not os.path.lexists(out):
        return
    if not os.path.isdir(out) or out.is_symlink():
        raise OutputError(
            out,
            "a symbolic link" if out.is_symlink() else "a file",
            "the folder of a report",
            "Name another with --out.",
        )
    held = {
        path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()
    }
    own = _listed(out)
    foreign = sorted(held - own)
    if foreign:
        raise OutputError(
            out / foreign[0],
            "a file that is not the report's",
            "a folder of its own for the report, which the next run replaces",
            "Move the file, or name another folder with --out.",
        )


def _listed(out: Path) -> set[str]:
    """The files that a report has written there."""
    listed = out / LIST
    if listed.is_symlink() or not listed.is_file():
        return set()
    text = listed.read_text("utf-8", errors="replace")
    if not text.startswith(_FIRST):
        return set()
    return {LIST, *text.removeprefix(_FIRST).split("\n")}
