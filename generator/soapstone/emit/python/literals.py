"""Writes texts of pages as Python literals and docstrings that cannot become code.

Pages are not trusted. No text can end its literal or docstring, and characters that hide or reorder
text for a reader are escaped.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from soapstone.emit.python.breaking import WIDTH

_AWKWARD = re.compile(r"[\\\"]").search


def literal(text: str) -> str:
    """Return a string literal in the quotes that black prefers: double, unless they cost escapes.

    ``repr`` escapes whatever is not printable, bidirectional controls too.
    """
    if text.isprintable() and not _AWKWARD(text):
        return f'"{text}"'
    source = repr(text)
    inner = source[1:-1]
    if source[0] == '"' or text.count('"') > text.count("'"):
        return source
    return '"' + inner.replace("\\'", "'").replace('"', '\\"') + '"'


def plain(text: str) -> str:
    """Return the text as one line of printable characters for a docstring."""
    line = " ".join(text.split())
    if not line.isprintable():
        line = "".join(char if char.isprintable() else " " for char in line)
    return line.replace("\\", "\\\\").replace('"', "'" if '""' in line else '"').strip()


def docstring(paragraphs: Iterable[str], indent: int) -> list[str]:
    """Return the lines of a docstring with its quotes, indented by ``indent`` columns."""
    width = WIDTH - indent
    texts = [text for text in map(plain, paragraphs) if text]
    if not texts:
        return []
    margin = " " * indent
    if texts[0].startswith('"'):
        texts[0] = f" {texts[0]}"  # as black keeps it apart from the quotes
    lines: list[str] = []
    for text in texts:
        wrapped = [text]
        if len(text) > width - 3:
            wrapped = textwrap.wrap(
                text, width - 3, break_long_words=False, break_on_hyphens=False
            )
        lines += ["", *wrapped] if lines else wrapped
    if len(lines) == 1:
        blank = " " if lines[0].endswith('"') else ""
        return [f'{margin}"""{lines[0]}{blank}"""']
    first, *rest = lines
    body = [f"{margin}{line}" if line else "" for line in rest]
    return [f'{margin}"""{first}', *body, f'{margin}"""']
