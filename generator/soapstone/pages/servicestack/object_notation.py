"""Parses JSON and JSV samples, with the line of every value on the page.

JSV is ServiceStack's JSON without quotes: a text ends at a comma, a bracket or the end of its line,
and has doubled quotes if it contains one of these. One parser reads both, since saving a page, or
its author, may leave a sample half way between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from soapstone.model.facts import Kind, Value
from soapstone.model.findings import Incomplete, Origin, SpecError
from soapstone.model.limits import DEPTH, ELEMENTS
from soapstone.pages.document import Line

_BLANK = re.compile(r"\s*")
_BARE = re.compile(r"[^,\[\]{}\n]*")
_KEY = re.compile(r"[^:,\[\]{}\n]*")
_JSON_TEXT = re.compile(
    r'"((?:[^"\\]|\\(?:.|\Z))*+)("?)(?=\s*(?:[,:\]}]|$))', re.DOTALL
)
_JSV_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_CLOSES = {"{": "}", "[": "]"}


def parse_object(
    lines: Sequence[Line], *, typed: bool
) -> tuple[Value, tuple[Line, ...]]:
    """Return the value at the start of ``lines``, and the lines after it.

    ``typed``: JSON, whose bare words are numbers, ``true``, ``false`` and ``null``. Raises
    SpecError for an incomplete sample, and for one deeper or larger than the limits.
    """
    reader = _Reader(lines, typed)
    value = reader.value(0)
    return value, reader.left()


def text_value(text: str, origin: Origin) -> Value:
    """Return a value without members, as JSV and CSV have it."""
    return Value(Kind.TEXT, text, (), (), origin)


class _Reader:
    def __init__(self, lines: Sequence[Line], typed: bool) -> None:
        self.lines = lines
        self.typed = typed
        self.text = "\n".join(line.text for line in lines)
        lengths = (len(line.text) + 1 for line in lines[:-1])
        self.starts = list(accumulate(lengths, initial=0))
        self.at = 0
        self.values = 0

    def value(self, depth: int) -> Value:
        """Read a value."""
        self._blank()
        origin = self._origin()
        self.values += 1
        DEPTH.check(depth, origin)
        ELEMENTS.check(self.values, origin)
        opened = self.text[self.at : self.at + 1]
        if opened == "{":
            return Value(Kind.OBJECT, "", tuple(self._members(depth)), (), origin)
        if opened == "[":
            return Value(Kind.ARRAY, "", (), tuple(self._items(depth)), origin)
        if opened == '"':
            return text_value(self._quoted(), origin)
        return self._bare(origin)

    def left(self) -> tuple[Line, ...]:
        """Return the lines after the value."""
        number = self._number()
        after = self.lines[number].part(self.at - self.starts[number])
        return ((after,) if after.text else ()) + tuple(self.lines[number + 1 :])

    def _members(self, depth: int) -> list[tuple[str, Value]]:
        found = []
        while self._more("{"):
            key = self._key()
            self._blank()
            if self.text[self.at : self.at + 1] != ":":
                raise self._broken("a colon after a name")
            self.at += 1
            found.append((key, self.value(depth + 1)))
        return found

    def _items(self, depth: int) -> list[Value]:
        found = []
        while self._more("["):
            found.append(self.value(depth + 1))
        return found

    def _more(self, opened: str) -> bool:
        """Step over a bracket or a comma; False where the bracket closes."""
        self._blank()
        character = self.text[self.at : self.at + 1]
        if character in (opened, ","):
            self.at += 1
            self._blank()
            character = self.text[self.at : self.at + 1]
        elif character != _CLOSES[opened]:
            raise self._broken(f"a comma or {_CLOSES[opened]}")
        if character == _CLOSES[opened]:
            self.at += 1
            return False
        return True

    def _key(self) -> str:
        if self.text[self.at : self.at + 1] == '"':
            return self._quoted()
        return self._take(_KEY).strip()

    def _quoted(self) -> str:
        found = _JSON_TEXT.match(self.text, self.at) if self.typed else None
        if found and found[2]:
            self.at = found.end()
            return _ESCAPE.sub(_unescaped, found[1])
        found = _JSV_TEXT.match(self.text, self.at)
        if found is None:
            raise self._broken("the closing quote")
        self.at = found.end()
        return found[1].replace('""', '"')

    def _bare(self, origin: Origin) -> Value:
        text = self._take(_BARE).strip()
        kind = Kind.TEXT
        if self.typed and _NUMBER.fullmatch(text):
            kind = Kind.NUMBER
        elif self.typed and text in ("true", "false"):
            kind = Kind.BOOLEAN
        elif self.typed and text in ("null", ""):
            kind, text = Kind.NULL, ""
        return Value(kind, text, (), (), origin)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return found.group()

    def _blank(self) -> None:
        self._take(_BLANK)

    def _origin(self) -> Origin:
        return self.lines[self._number()].origin

    def _number(self) -> int:
        return bisect_right(self.starts, self.at) - 1

    def _broken(self, expected: str) -> SpecError:
        # The error does not quote the text, which may be a value.
        sample = f"sample that starts on line {self.lines[0].origin.line}"
        ended = self.at >= len(self.text)
        return (Incomplete if ended else SpecError)(
            self._origin(),
            (
                f"a {sample} and breaks off"
                if ended
                else f"a {sample} and is not well-formed"
            ),
            expected,
            "Save the whole page again, or correct the line.",
        )


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) == 5:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, code)
