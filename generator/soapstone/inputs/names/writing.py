"""Writes ``names.toml``: adds new name locks and leaves every other line as it is."""

from __future__ import annotations

import os
import tempfile
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from soapstone.inputs.files import Rewritten
from soapstone.inputs.toml_source import Path as Keys
from soapstone.inputs.toml_source import Source, as_key, decoded, index, lines, quoted
from soapstone.model.findings import Origin, SpecError
from soapstone.model.names import Names, TypeNames

_HEAD = """\
# The Python names of this service. What stands here is never renamed: generating only adds what
# is new. Edit what stands in quotes after a name, class or operation to rename it.
"""
_Entries = Sequence[tuple[str, str]]
_Tables = Mapping[Keys, _Entries]


def with_new(source: Source | None, names: Names, enumerations: frozenset[str]) -> str:
    """Return the text of the file with all of ``names`` in it.

    ``enumerations`` are the keys of the types that have members in place of fields.
    """
    tables = dict(_tables(names, enumerations))
    if source is None or not source.text.strip():
        blocks = [_HEAD, *(_block(path, tables[path]) for path in tables)]
        return "\n".join(blocks)
    lacking = {
        path: entries
        for path, entries in tables.items()
        if not _stands(source.values, path, entries)
    }
    return _inserted(source.text, lacking) if lacking else source.text


def _tables(
    names: Names, enumerations: frozenset[str]
) -> Iterator[tuple[Keys, _Entries]]:
    """The tables of the file with their entries, in the order of the file."""
    yield ("operations",), sorted(names.operations.items())
    for name in sorted(names.types):
        locked = names.types[name]
        yield ("types", name), _about(locked)
        word = "members" if name in enumerations else "fields"
        if locked.members:
            yield ("types", name, word), tuple(locked.members.items())


def _about(locked: TypeNames) -> _Entries:
    texts = (("class", locked.name), ("type", locked.type_name), ("at", locked.place))
    return tuple((word, text) for word, text in texts if text)


def _block(path: Keys, entries: _Entries) -> str:
    header = f"[{'.'.join(as_key(str(part)) for part in path)}]\n"
    return header + "".join(_line(*entry) for entry in entries)


def _line(name: str, text: str) -> str:
    return f"{as_key(name)} = {quoted(text)}\n"


def _stands(values: Mapping[str, Any], path: Keys, entries: _Entries) -> bool:
    """Whether a table is in the file already, without changes."""
    table: Any = values
    for step in path:
        table = table.get(step)
        if table is None:
            return False
    return all(table.get(name) == text for name, text in entries)


def _inserted(text: str, tables: _Tables) -> str:
    """Return the text with the missing lines of its tables, each after the line that precedes
    it.
    """
    old = text.removesuffix("\n").split("\n")
    rows = list(old)
    there = {line.path: line for line in lines(text)}
    first = index(text)
    headers = _Headers(text)
    new: dict[int, list[str]] = {}
    for path, entries in tables.items():
        if known := first.get(path):
            at = known.number if known.path == path else 0
            for name, value in entries:
                old_line = there.get((*path, name))
                if old_line is None:
                    at = at or known.number - 1
                    new.setdefault(at, []).append(_line(name, value).rstrip("\n"))
                else:
                    at = old_line.number
                    if len(path) == 2 and name in _OURS:
                        rows[at - 1] = _kept_or_new(rows[at - 1], name, value)
        else:
            at = headers.before(path, rows)
            block = _block(path, entries).rstrip("\n").split("\n")
            new.setdefault(at, []).extend(
                [*block, ""] if at < len(rows) else ["", *block]
            )
    if not new and rows == old:
        return text
    result = list(new.get(0, []))
    for number, row in enumerate(rows, 1):
        result += [row, *new.get(number, [])]
    return "\n".join(result) + "\n"


_OURS = ("type", "at")
"""Keys that identify a type again. They are kept up to date; names belong to the person who edits
them.
"""


def _kept_or_new(row: str, name: str, value: str) -> str:
    new = _line(name, value).rstrip("\n")
    return row if row == new or tomllib.loads(row)[name] == value else new


class _Headers:
    """The headers of a text, in its order."""

    def __init__(self, text: str) -> None:
        headers = [line for line in lines(text) if line.header]
        self._numbers = [line.number for line in headers]
        self._last = list(accumulate((_order(line.path) for line in headers), max))
        """For each table: of it and those above it, the one that sorts last."""

    def before(self, path: Keys, rows: Sequence[str]) -> int:
        """The line after which a new table goes: before the first table that sorts after it."""
        place = bisect_right(self._last, _order(path))
        if place == len(self._numbers):
            return len(rows)
        number = self._numbers[place] - 1
        while number and rows[number - 1].lstrip().startswith("#"):
            number -= 1  # the comment above a table belongs to it
        return number


def _order(path: Keys) -> tuple[str, ...]:
    return tuple(map(str, path))


def rewrite(path: Path, new: Rewritten) -> None:
    """Save a text, unless the file has changed since it was read: another edit would be lost.

    Raises SpecError for a changed file, and for one that cannot be saved.
    """
    if _holds(path, new.text):
        return  # another run has written the same
    if not _holds(path, new.old):
        raise SpecError(
            Origin(path.as_posix(), 0),
            "a file that changed during the run",
            "the file as this run read it",
            "Run the command again.",
        )
    save(path, new.text)


def _holds(path: Path, text: str | None) -> bool:
    """Whether a file has this text; with None, whether there is no file."""
    try:
        return decoded(path.read_bytes()) == text
    except FileNotFoundError:
        return text is None
    except (OSError, UnicodeDecodeError):
        return False


def save(path: Path, content: str | bytes) -> None:
    """Replace a file by a text or bytes in one step (write and rename). Raises SpecError where
    that fails.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        handle, name = tempfile.mkstemp(prefix=".soapstone-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(
                name, 0o666 & ~_umask() if not path.exists() else path.stat().st_mode
            )
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise SpecError(
            Origin(path.as_posix(), 0),
            (error.strerror or type(error).__name__).lower(),
            "a folder that can be written",
            "Check its permissions, and that the disk has room.",
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
