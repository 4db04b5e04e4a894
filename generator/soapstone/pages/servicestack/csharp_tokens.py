"""Splits C# source into tokens, each with its line on the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate

from soapstone.model.findings import Origin
from soapstone.pages.document import Line


class Sort(Enum):
    """The kinds of token."""

    WORD = auto()
    """An identifier, a keyword, a dotted name or a number."""
    TEXT = auto()
    """A string literal. The token's text is its value."""
    MARK = auto()
    """A character of punctuation, or ``=>``."""
    SUMMARY = auto()
    """A line of a documentation comment, without its tags."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of C# source."""

    sort: Sort
    text: str
    start: int
    """Characters before it in the source."""


_TOKEN = re.compile(
    r"///(?P<summary>[^\n]*)"
    r"|(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
    r'|\$?@\$?"(?P<verbatim>(?:[^"]|"")*)"'
    r'|\$?"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|(?P<word>@?(?:global::)?[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:`\d+)?|-?\d[\w.]*)"
    r"|(?P<mark>=>|\S)",
    re.DOTALL,
)
_TAG = re.compile(r"</?[a-z]+\s*/?>")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


class Source:
    """The lines of C# source, and its tokens."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        lengths = (len(line.text) + 1 for line in lines[:-1])
        self._starts = list(accumulate(lengths, initial=0))
        text = "\n".join(line.text for line in lines)
        self.tokens = list(_tokens(text))

    def number(self, token: Token) -> int:
        """Return the index of a token's line."""
        return bisect_right(self._starts, token.start) - 1

    def origin(self, token: Token) -> Origin:
        """Return the origin of a token's line."""
        return self.lines[self.number(token)].origin


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        sort = found.lastgroup
        if sort == "word":
            word = found["word"].removeprefix("@").removeprefix("global::")
            yield Token(Sort.WORD, word, found.start())
        elif sort == "mark":
            yield Token(Sort.MARK, found["mark"], found.start())
        elif sort == "summary":
            yield Token(
                Sort.SUMMARY, _TAG.sub("", found["summary"]).strip(), found.start()
            )
        elif sort == "text":
            value = _ESCAPE.sub(lambda e: _ESCAPES.get(e[1], e[1]), found["text"])
            yield Token(Sort.TEXT, value, found.start())
        elif sort == "verbatim":
            yield Token(Sort.TEXT, found["verbatim"].replace('""', '"'), found.start())
