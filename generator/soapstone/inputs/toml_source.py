"""Reads TOML that people edit, with the line of every value, which ``tomllib`` does not report.

Lines are found by the shape of the text: the header of a table, a key before "=". Everything inside
a value of several lines has the line of its key.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from soapstone.model.findings import Origin, SpecError

Path = tuple[str | int, ...]
"""Keys from the top of the file. Tables of an array have their number, from 0."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\(?s:.|\Z))*+(?:"|\Z)|'[^']*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_KEY})[ \t]*\]\]?[ \t]*(?:#.*)?", re.DOTALL)
_ASSIGNMENT = re.compile(rf"({_KEY})[ \t]*=[ \t]*(.*)", re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PARTS = re.compile(_PART)
_WHERE = re.compile(r"\(at line (\d+), column \d+\)")
_QUOTES = ('"""', "'''")
_QUOTE = (
    "Put every text into quotes, and every name with other characters than letters, digits, - "
    "and _."
)
_ADVICE = (
    (
        "Cannot ",
        "each table and each name once",
        "Delete one of them, or join them.",
    ),
    (
        "Unescaped ",
        "a text without a single \\",
        "Write \\\\ for \\, or put the text into single quotes.",
    ),
    (
        "Illegal character '\\n'",
        "the closing quote on the same line",
        "Close the quote.",
    ),
    ("Illegal character", "no control character", "Remove the character."),
    ("Found invalid character", "no control character", "Remove the character."),
)
"""What is expected and what to do, by how the message of ``tomllib`` starts."""
RENAME = "Rename it, or delete it."
"""What to do about a name that is like none of those that are possible."""
_LINE = 'NAME = "text", NAME = true or [TABLE]'
_OPEN = "Close the quote, the bracket or the brace that is still open."
_BRACKET = re.compile(r"[][{}]")
_NO_BRACKETS = re.compile(r""""(?:[^"\\]|\\(?s:.|\Z))*+(?:"|\Z)|'[^']*'|#.*""")
"""Strings and comments."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is the header of a table or starts a value."""

    number: int
    """Counted from 1."""
    path: Path
    header: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A TOML file: its text and its values."""

    file: str
    """Path below the specs folder: ``tc2/names.toml``."""
    text: str
    values: dict[str, Any]

    def origin(self, *path: str | int) -> Origin:
        """Return where the value at a path stands, or the nearest table around it; line 0 where
        there is neither.
        """
        found = index(self.text)
        for length in range(len(path), 0, -1):
            if line := found.get(path[:length]):
                text = _rows(self.text)[line.number - 1].strip()
                return Origin(self.file, line.number, text)
        return Origin(self.file, 0)

    @property
    def headers(self) -> frozenset[Path]:
        """The paths of the tables that have a header."""
        return _headers(self.text)

    def error(
        self, path: Sequence[str | int], found: str, expected: str, advice: str
    ) -> SpecError:
        """Return an error at the value of a path."""
        return SpecError(self.origin(*path), found, expected, advice)


def read(file: str, data: bytes) -> Source:
    """Return the values of a file. Raises SpecError, with the line, for bytes that are no TOML in
    UTF-8.
    """
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SpecError(
            Origin(file, line),
            "bytes that are not UTF-8",
            "a TOML file, which is UTF-8",
            "Save it as UTF-8.",
        ) from None
    try:
        return Source(file, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, text, str(error)) from None
    except RecursionError:
        raise SpecError(
            Origin(file, 0),
            "brackets nested too deep",
            "a table, or a list of texts",
            "Remove the brackets.",
        ) from None


def decoded(data: bytes) -> str:
    """Return the text of a file. Raises UnicodeDecodeError for bytes that are not UTF-8."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _not_toml(file: str, text: str, message: str) -> SpecError:
    where = _WHERE.search(message)
    all_lines = text.rstrip("\n").split("\n")
    number = int(where[1]) if where else len(all_lines)
    line = all_lines[number - 1].strip() if number <= len(all_lines) else ""
    reason = _WHERE.sub("", message).split(" (at end")[0].strip()
    at = Origin(file, number, line)
    for start, expected, advice in _ADVICE:
        if reason.startswith(start):
            return SpecError(at, _quoted(line), expected, advice)
    if where:
        return SpecError(at, _quoted(line), _LINE, _QUOTE)
    return SpecError(at, "the end of the file", "the end of what is open", _OPEN)


def _quoted(line: str) -> str:
    return repr(line).replace("\\\\", "\\")


@lru_cache(maxsize=8)
def lines(text: str) -> tuple[Line, ...]:
    """Return the headers and keys of a valid TOML text, in order."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    table: Path = ()
    counts: Counter[Path] = Counter()
    closing = ""
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if depth > 0:
            depth += _depth(line)
            continue
        line = line.lstrip(" \t")
        if "[" in line and (header := _HEADER.fullmatch(line)):
            table = _table(_keys(header[2]), header[1] == "[[", counts)
            yield Line(number, table, True)
        elif found := _ASSIGNMENT.fullmatch(line):
            yield Line(number, (*table, *_keys(found[1])), False)
            value = found[2]
            if _BRACKET.search(value) or value.startswith(_QUOTES):
                closing = next((q for q in _QUOTES if value.count(q) == 1), "")
                depth = 0 if closing else _depth(value)


@lru_cache(maxsize=8)
def index(text: str) -> Mapping[Path, Line]:
    """Return the first line of each path. A table without a header has the first line inside it."""
    found: dict[Path, Line] = {}
    inside: dict[Path, Line] = {}
    for line in lines(text):
        found.setdefault(line.path, line)
        path = line.path[:-1]
        while path and path not in found and path not in inside:
            inside[path] = line
            path = path[:-1]
    return inside | found


@lru_cache(maxsize=8)
def _rows(text: str) -> list[str]:
    return text.split("\n")


@lru_cache(maxsize=8)
def _headers(text: str) -> frozenset[Path]:
    return frozenset(line.path for line in lines(text) if line.header)


def _table(keys: Path, repeated: bool, counts: Counter[Path]) -> Path:
    """The path of a header. ``[[x]]`` starts the next table of its array; others belong to the last
    one.
    """
    path: Path = ()
    for key in keys:
        path = (*path, key)
        if path == keys and repeated:
            counts[path] += 1
        if counts[path]:
            path = (*path, counts[path] - 1)
    return path


def _keys(text: str) -> Path:
    return (text,) if _BARE.fullmatch(text) else tuple(map(_key, _PARTS.findall(text)))


def _key(part: str) -> str:
    """One part of a dotted key, without its quotes."""
    if part[0] == '"' and "\\" in part:
        return next(iter(tomllib.loads(f"{part} = 0")))
    return part[1:-1] if part[0] in "\"'" else part


def _depth(text: str) -> int:
    """How many brackets a line leaves open, without those in strings and comments."""
    if _BRACKET.search(text) is None:
        return 0
    plain = _NO_BRACKETS.sub("", text)
    return sum(plain.count(c) for c in "[{") - sum(plain.count(c) for c in "]}")


def quoted(text: str) -> str:
    """Return a text as a TOML string on one line."""
    return f'"{"".join(map(_escaped, text))}"'


def as_key(text: str) -> str:
    """Return a text as a TOML key, quoted only where necessary."""
    return text if _BARE.fullmatch(text) else quoted(text)


def header(path: Sequence[str | int]) -> str:
    """Return the line that begins the table at a path."""
    return f"[{'.'.join(as_key(str(part)) for part in path)}]"


def written(value: object) -> str:
    """Return a value as an error quotes it: in TOML's words, a table by its kind alone."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return "a list of tables"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dict):
        return "a table"
    return repr(value) if isinstance(value, str | int | float) else str(value)


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def misspelt(name: str, known: Sequence[str]) -> str:
    """Return a sentence that names the known names spelled most like ``name``; "" for none."""
    lowered = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), list(lowered), n=3, cutoff=0.5)
    return f"Nearest: {', '.join(lowered[each] for each in close)}." if close else ""


def nearest(name: str, known: Sequence[str]) -> str:
    """Return a sentence that names the known names spelled most like ``name``, or some others."""
    if close := misspelt(name, known):
        return close
    shown = ", ".join(sorted(known)[:8])
    more = ", …" if len(known) > 8 else ""
    return f"There is: {shown}{more}." if known else "There is none."
