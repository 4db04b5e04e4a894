"""Reads input files safely: only regular files, whole, and unchanged meanwhile.

Reading a pipe would block the run, and a device may have no end.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)
_TRIES = 3
_LARGEST = 2**28
"""Bytes. A larger file is no page; a sparse one could fill the memory."""
_TICK = 20_000_000
"""Nanoseconds. Two writes within this time may leave the same modification time."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Non-blocking, in case the file is replaced by a pipe after the check."""
_REMEDIES = {
    errno.EACCES: "Check its permissions.",
    errno.EPERM: "Check its permissions.",
    errno.ENOENT: "Check its name; if it is a link, mend it, or delete it.",
    errno.ENAMETOOLONG: "Give it a shorter name.",
    errno.ELOOP: "Mend the link, or delete it.",
    errno.EINVAL: "Put a file in its place, or delete it.",
    errno.EFBIG: "Put a smaller file in its place, or delete it.",
    errno.EBUSY: "Run the command again when it has been written.",
}
"""What a person can do about a file or folder, by the error number."""


def read_regular(path: Path | str) -> bytes:
    """Return the bytes of a file.

    Raises OSError, with the reason, for a file that is not regular, is too large or keeps changing.
    """
    _check(os.stat(path))
    for _ in range(_TRIES):
        with open(os.open(path, _FLAGS), "rb", buffering=0) as file:
            before = os.fstat(file.fileno())
            _check(before)
            if before.st_size > _LARGEST:
                raise OSError(errno.EFBIG, f"it has more than {_LARGEST:,} bytes")
            content = file.read()
            after = os.fstat(file.fileno())
        if len(content) == after.st_size and _is_same(before, after):
            if not 0 <= time.time_ns() - after.st_mtime_ns < _TICK:
                return content
            time.sleep(_TICK / 1e9)
            if _is_same(os.stat(path), after):
                return content
    raise OSError(errno.EBUSY, "it changes while it is read")


def remedy(error: OSError) -> str:
    """Return the sentence that advises what to do about a file or folder that cannot be read."""
    usual = "Check its permissions, and the disk."
    return _REMEDIES.get(error.errno or 0, usual)


def _is_same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_ino, one.st_size, one.st_mtime_ns) == (
        other.st_ino,
        other.st_size,
        other.st_mtime_ns,
    )


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder. A link that leads to itself counts as one."""
    try:
        return entry.is_dir()
    except OSError:
        return True


def _check(state: os.stat_result) -> None:
    kinds = (kind for is_kind, kind in _KINDS if is_kind(state.st_mode))
    kind = next(kinds, "")
    if kind:
        raise OSError(errno.EINVAL, f"it is {kind}")
