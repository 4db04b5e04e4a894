"""Undoes what Firefox does to tables that are copied from it, or saved as a text file.

* No line ends between the caption of a table and its first row.
* In a saved file a row ends at column 72 and goes on in the next line, as all does that is not
  preformatted.
* There, too, ``<b>`` is written ``*Lot*`` and ``<i>`` is written ``/slow/``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from soapstone.pages.http import VERBS

_WIDTH = 72
_BONUS = 4
"""A line may be so much longer before Firefox breaks it."""
_GLUED = re.compile(
    r"(?P<caption>[^\t]{1,400}[:\uFF1A])"
    rf"(?P<row>(?:Name|(?P<verbs>All Verbs|(?:{'|'.join(VERBS)})[A-Z, ]{{0,80}}))\t.*)"
)
"""The caption of a table of ServiceStack, and its first row."""
_WORD = re.compile(r"[^\s/]*/?")
"""What has to fit into a line, which may end after a slash."""
_BOLD = re.compile(r"\*([^*]{1,200})\*(?= )")
_ITALIC = re.compile(r"\t/([^\t]{0,2000})/$")


def with_rows_apart(lines: Sequence[str]) -> list[str]:
    """Return the lines with each row of a table on a line of its own; none is added or dropped.

    What was one line may be several, joined by ``\\n``. Of a row that was several lines the first
    has all, and the others are empty. A text without such a table stays as it is.
    """
    shown = list(lines)
    row, columns = -1, 0
    for at, line in enumerate(lines):
        if found := "\t" in line and _GLUED.match(line):
            row = at
            columns = _columns(found)
            caption = _BOLD.sub(r"\1", found["caption"])
            shown[at] = f"{caption}\n{found['row']}"
        elif not columns:
            continue
        elif row >= 0 and _goes_on(shown[row], lines[at - 1], line, columns):
            blank = "" if lines[at - 1].endswith(("/", "-")) else " "
            shown[row] += blank + line
            shown[at] = ""
        else:
            row = at if "\t" in line else -1
    return [_ITALIC.sub(r"\t\1", line) for line in shown] if columns else shown


def _columns(first: re.Match[str]) -> int:
    """The columns of a table; its first row may not be whole."""
    if first["verbs"]:
        return 4
    return 5 if first["row"].startswith("Name\tParameter") else first[0].count("\t") + 1


def _goes_on(row: str, last: str, line: str, columns: int) -> bool:
    """Whether a line belongs to a row, of which ``last`` is the line above it."""
    word = _WORD.match(line)
    if not word or not word[0] or row.count("\t") + line.count("\t") >= columns:
        return False
    return len(last) <= _WIDTH + _BONUS and len(last) + 1 + len(word[0]) > _WIDTH
