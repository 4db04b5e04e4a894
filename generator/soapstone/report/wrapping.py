"""Breaks a line between words, where a terminal would break it anywhere.

A path, a code or a name is one word: it stays whole, so that it can be copied or opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_WORD = re.compile(r"[^ ]+")
_HANGING = 2
_FIRST_COLUMN = re.compile(r" *[^ ]+(?: [^ ]+)* {2,}(?P<arrow>→ )?")
"""What stands before the second column, which two blanks or more set off. An arrow may mark one of
several rows there, which hang below their first words.
"""


def wrapped(line: Text, width: int) -> Iterator[Text]:
    """Yield the rows of a line, ``width`` columns wide; a longer word has a row of its own.

    The rows after the first begin below the second column of the line, if it has one.
    """
    if cell_len(line.plain) <= width:
        yield line
        return
    indent = _indent(line.plain, width)
    starts = _starts(line.plain, width, indent)
    for number, row in enumerate(line.divide(starts)):
        row.rstrip()
        yield Text(" " * indent).append_text(row) if number else row


def _starts(text: str, width: int, indent: int) -> list[int]:
    """The places of the words that begin a row, but for the first."""
    starts: list[int] = []
    row, before = 0, 0
    for number, word in enumerate(_WORD.finditer(text)):
        room = width - (indent if starts else 0)
        if number and cell_len(text[row : word.end()]) > room and before > row:
            row = word.start()
            starts.append(row)
        before = word.end()
    return starts


def _indent(text: str, width: int) -> int:
    """The column in which further rows begin."""
    found = _FIRST_COLUMN.match(text)
    if found and found.end() <= width // 2:
        return cell_len(found[0]) + (_HANGING if found["arrow"] else 0)
    return min(len(text) - len(text.lstrip(" ")) + _HANGING, width // 2)
