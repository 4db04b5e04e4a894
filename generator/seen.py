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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.findings import Origin, SpecError

FOLDER = ".cache"
_FILE = "stamps"
_IGNORE = ".gitignore"
_LENGTH = hashlib.sha256().digest_size * 2
"""The characters of a digest."""

Stamp = str
"""Inode, size in bytes, and time of modification in nanoseconds, a space behind each."""
Note = str
"""A stamp, and behind it the digest."""


def digest(text: bytes) -> str:
    """The SHA-256 of a text with LF line ends, in hexadecimal."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def files_below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, and its path from there. Raises OSError.

    Links are not followed, and Python's caches (``__pycache__``) are left out.
    """
    folders = [""] if folder.is_dir() else []
    while folders:
        below = folders.pop()
        for entry in os.scandir(f"{folder}/{below}"):
            if not entry.is_dir(follow_symlinks=False):
                yield below + entry.name, entry
            elif entry.name != "__pycache__":
                folders.append(f"{below}{entry.name}/")


def _stamp(state: os.stat_result) -> Stamp:
    return f"{state.st_ino} {state.st_size} {state.st_mtime_ns} "


class Seen:
    """The packages below the folder ``out``, and their files by path with forward slashes.

    A package is looked at once, when it is first asked about, and again after ``forget``.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._saved = _load(out)
        self._notes: dict[str, dict[str, Note]] = {}
        self._looks: dict[str, Mapping[str, Stamp | None]] = {}
        self._new = False

    def look(self, package: str) -> Mapping[str, Stamp | None]:
        """The stamps of all files of a package; None: no regular file. Raises OSError."""
        if package not in self._looks:
            self._looks[package] = {
                path: (
                    _stamp(entry.stat(follow_symlinks=False))
                    if entry.is_file(follow_symlinks=False)
                    else None
                )
                for path, entry in files_below(self._out / package)
            }
        return self._looks[package]

    @property
    def looked(self) -> frozenset[str]:
        """The packages that have been looked at: what others do there is no more seen."""
        return frozenset(self._looks)

    def forget(self) -> None:
        """Have every package looked at again."""
        self._looks.clear()

    def still(self, package: str) -> bool:
        """Whether a package is as it was when it was last looked at. Raises OSError."""
        before = self._looks.pop(package, {})
        return self.look(package) == before

    def digests(self, package: str, paths: Iterable[str]) -> dict[str, str]:
        """The digests of those of a package's files that are there and regular. Raises OSError."""
        stamps = self.look(package)
        saved = self._saved.get(package, {})
        notes = self._notes.setdefault(package, {})
        found = {}
        for path in paths:
            stamp = stamps.get(path)
            if stamp is not None:
                note = notes.get(path) or saved.get(path)
                if note is None or not note.startswith(stamp):
                    note = stamp + self._read(f"{package}/{path}")
                    self._new = True
                notes[path] = note
                found[path] = note[-_LENGTH:]
        return found

    def note(self, package: str, path: str, state: os.stat_result, text: str) -> None:
        """Note a file that has just been written: its state then, and its content's digest."""
        self._notes.setdefault(package, {})[path] = _stamp(state) + text
        self._new = True

    def save(self) -> None:
        """Keep the notes for the next run; of a package asked about, only what was asked."""
        if self._new:
            with contextlib.suppress(OSError):
                save(self._out, _FILE, {"packages": self._saved | self._notes})

    def _read(self, path: str) -> str:
        with open(f"{self._out}/{path}", "rb", buffering=0) as file:
            return digest(file.read())


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
        """The text. Raises SpecError where it is no longer there, or no longer the same."""
        if path in self._new:
            return self._new[path]
        expected = self.digests[path]
        try:
            content = (self._folder / path).read_bytes().replace(b"\r\n", b"\n")
        except OSError as error:
            raise self._changed(path, (error.strerror or "an error").lower()) from None
        if digest(content) != expected:
            raise self._changed(path, "a file that another program has changed")
        return content.decode()

    def _changed(self, path: str, found: str) -> SpecError:
        place = Origin(str(self._folder / path), 0)
        return SpecError(
            place, found, "the file as this run saw it before", "Run again."
        )

    def __contains__(self, path: object) -> bool:
        return path in self.digests  # without reading it

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


def save(
    out: Path, name: str, known: Mapping[str, object], lines: Sequence[str] = ()
) -> None:
    """Replace a file of the cache, in one step: its place, JSON and more lines. Raises OSError."""
    folder = out / FOLDER
    if folder.is_symlink():
        # It came with a repository, perhaps: what it leads to is not ours.
        raise OSError(f"{folder} is a symbolic link")
    folder.mkdir(exist_ok=True)
    if not (folder / _IGNORE).exists():
        (folder / _IGNORE).write_text("*\n", "utf-8")
    beside = folder / f"{name}.{os.getpid()}"
    # In ASCII: the name of a page may hold bytes that are no UTF-8.
    first = json.dumps({"place": place(out), **known})
    beside.write_bytes("\n".join([first, *lines]).encode())
    beside.replace(folder / name)


def load(out: Path, name: str) -> tuple[Mapping[str, Any], Sequence[str]]:
    """What :func:`save` saved here; empty where there is nothing, or nothing of this place."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        first, *lines = (out / FOLDER / name).read_bytes().decode().split("\n")
        known = json.loads(first)
        if isinstance(known, dict) and known.get("place") == place(out):
            return known, lines
    return {}, ()


def _load(out: Path) -> dict[str, dict[str, Note]]:
    """The notes as saved last, of packages; without those that prove nothing."""
    try:
        saved = os.stat(out / FOLDER / _FILE).st_mtime_ns
        return {
            package: {path: note for path, note in notes.items() if _time(note) < saved}
            for package, notes in load(out, _FILE)[0]["packages"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _time(note: Note) -> int:
    """The time of modification that a note tells. Raises ValueError for what is no note."""
    _inode, _size, time, text = note.split(" ")
    if len(text) != _LENGTH:
        raise ValueError(note)
    return int(time)
