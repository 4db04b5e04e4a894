"""Texts of a page as Python source: literals and docstrings that cannot become code.

A page is hostile input. Whatever it says ends up inside a literal, or inside a docstring in which
nothing can end the docstring, escape or reorder what a reader sees.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

_WIDTH = 88
_AWKWARD = re.compile(r"[\\\"]").search
_ARGUMENT = re.compile(r"""(?:[^,()"' ]|"[^"]*"|'[^']*'|\([^()]*\)| (?!$))+""")


def literal(text: str) -> str:
    """A string literal. ``repr`` escapes whatever is not printable, bidirectional controls too."""
    return f'"{text}"' if text.isprintable() and not _AWKWARD(text) else repr(text)


def literals(texts: Iterable[str]) -> str:
    """A tuple of string literals."""
    inner = [literal(text) for text in texts]
    return f"({inner[0]},)" if len(inner) == 1 else f"({', '.join(inner)})"


def plain(text: str) -> str:
    """One line of printable text, fit for a docstring."""
    line = " ".join(text.split())
    line = "".join(char if char.isprintable() else " " for char in line)
    return line.replace("\\", "\\\\").replace('"', "'" if '""' in line else '"').strip()


def docstring(paragraphs: Iterable[str], indent: int) -> list[str]:
    """The lines of a docstring, quotes included, ``indent`` columns in."""
    width = _WIDTH - indent
    texts = [text for text in map(plain, paragraphs) if text]
    if not texts:
        return []
    margin = " " * indent
    lines: list[str] = []
    for text in texts:
        wrapped = textwrap.wrap(
            text, width - 3, break_long_words=False, break_on_hyphens=False
        )
        lines += ["", *wrapped] if lines else wrapped
    if len(lines) == 1 and not lines[0].endswith('"'):
        return [f'{margin}"""{lines[0]}"""']
    first, *rest = lines
    body = [f"{margin}{line}" if line else "" for line in rest]
    return [f'{margin}"""{first}', *body, f'{margin}"""']


def wrapped(call: str, indent: int, tail: str = "") -> list[str]:
    """The lines of a call where it is too long for one, as black breaks it.

    Black breaks it anyway; finding nothing to do takes it half the time.
    """
    name, _, rest = call.partition("(")
    inner = rest[:-1]
    if indent + len(call) + len(tail) <= _WIDTH:
        return [call + tail]
    if indent + 4 + len(inner) <= _WIDTH:
        return [f"{name}(", f"    {inner}", f"){tail}"]
    arguments = [match[0].strip() for match in _ARGUMENT.finditer(inner)]
    return [f"{name}(", *(f"    {each}," for each in arguments), f"){tail}"]
