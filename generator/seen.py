"""Digests of generated files that were read or written before, so that they are not read again.

As git's index does it: a file that has the inode, size and time of modification that it had when
its digest was noted has the same content still. A time within the clock's last tick before the
notes were saved proves nothing, as the file may have been written twice in that tick: it is read.

Kept is ``<out>/.cache/stamps``. What cannot be read, or was noted elsewhere (``place``), costs only
time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = ".cache"
_FILE = "stamps"
_IGNORE = ".gitignore"

Note = tuple[int, int, int, str]
"""Inode, size in bytes, time of modification in nanoseconds, and digest."""


def digest(text: bytes) -> str:
    """The SHA-256 of a text with LF line ends, in hexadecimal."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


class Seen:
    """The files below the folder ``out``, by path from there with forward slashes."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._saved, self._time = _load(out)
        self._notes: dict[str, Note] = {}
        self._new = False

    def digest(self, path: str) -> str:
        """The digest of a file's content. Raises OSError."""
        found = os.stat(f"{self._out}/{path}")
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        note = self._notes.get(path) or self._saved.get(path)
        if note is None or note[:3] != stamp or found.st_mtime_ns >= self._time:
            with open(f"{self._out}/{path}", "rb", buffering=0) as file:
                note = (*stamp, digest(file.read()))
            self._new = True
        self._notes[path] = note
        return note[3]

    def note(self, path: str, found: os.stat_result, text: str) -> None:
        """Note a file that has just been written: its state then, and its content's digest."""
        self._notes[path] = (found.st_ino, found.st_size, found.st_mtime_ns, text)
        self._new = True

    def save(self) -> None:
        """Keep the notes for the next run; of a package asked about, only what was asked."""
        if not self._new:
            return
        asked = {path.partition("/")[0] for path in self._notes}
        kept = {
            path: note
            for path, note in self._saved.items()
            if path.partition("/")[0] not in asked
        }
        with contextlib.suppress(OSError):
            save(self._out, _FILE, {"files": kept | self._notes})


class Standing(Mapping[str, str]):
    """The files of a package as they stand on the disk: read where a text is asked for.

    ``new`` are the texts of those that are not there yet.
    """

    def __init__(
        self,
        folder: Path,
        digests: Mapping[str, str],
        new: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._folder = folder
        self._new = new
        self.digests = digests

    def __getitem__(self, path: str) -> str:
        """The text. Raises OSError where it is no longer there, or no longer the same."""
        if path in self._new:
            return self._new[path]
        if path not in self.digests:
            raise KeyError(path)
        content = (self._folder / path).read_bytes().replace(b"\r\n", b"\n")
        if digest(content) != self.digests[path]:
            raise OSError(None, "changed by somebody else", str(self._folder / path))
        return content.decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)


def digests(files: Mapping[str, str]) -> Mapping[str, str]:
    """The digest of each file's text, by path."""
    if isinstance(files, Standing):
        return files.digests
    return {path: digest(text.encode()) for path, text in files.items()}


def place(out: Path) -> str:
    """Stands for a cache where it was made. Raises OSError where there is none.

    A cache that came with a repository, perhaps made to vouch for files beside it, cannot know what
    inode and time its files would get where they arrive.
    """
    found = os.stat(out / FOLDER / _IGNORE)
    return f"{found.st_ino} {found.st_mtime_ns}"


def save(out: Path, name: str, known: Mapping[str, object]) -> None:
    """Replace a file of the cache, in one step, by JSON and its place. Raises OSError."""
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    if not (folder / _IGNORE).exists():
        (folder / _IGNORE).write_text("*\n", "utf-8")
    beside = folder / f"{name}.{os.getpid()}"
    text = json.dumps({"place": place(out), **known}, ensure_ascii=False)
    beside.write_text(text, "utf-8")
    beside.replace(folder / name)


def load(out: Path, name: str) -> Mapping[str, Any]:
    """What :func:`save` saved here; empty where there is nothing, or nothing of this place."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        known = json.loads((out / FOLDER / name).read_bytes())
        if isinstance(known, dict) and known.get("place") == place(out):
            return known
    return {}


def _load(out: Path) -> tuple[Mapping[str, Note], int]:
    """The notes as saved last, and when that was."""
    try:
        notes = {
            name: (int(inode), int(size), int(time), str(text))
            for name, (inode, size, time, text) in load(out, _FILE)["files"].items()
        }
        return notes, (out / FOLDER / _FILE).stat().st_mtime_ns
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, 0
