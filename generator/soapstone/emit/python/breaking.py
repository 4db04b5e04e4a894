"""Breaks long lines of Python where black would break them.

Black needs 0.4 s for a thousand lines. A file needs no black after this if all its long lines are
simple: imports, fields, constants, and calls, signatures and displays of names, literals and calls.
"""

from __future__ import annotations

import re
from collections.abc import Callable

WIDTH = 88
"""Columns of a line: black's default."""
LONG = re.compile(rf"^.{{{WIDTH + 1},}}$", re.MULTILINE)

_TEXT = r"\"(?:[^\"\\]|\\.)*+\""
_IMPORT = re.compile(r"(from \S+ import )([^(]+)").fullmatch
_FIELD = re.compile(rf"(    \w+): ([^=()]+) = ({_TEXT}|[\w.]+)").fullmatch
_CONSTANT = re.compile(rf"(\w+) = ({_TEXT})").fullmatch
_SUM = re.compile(rf"( *)(\w+) (\+ {_TEXT},?)").fullmatch
_UNION = re.compile(
    r"( *\w+: list\[)(.+)(\] = (?:field\(default_factory=list\)|\.\.\.),?)"
).fullmatch
_GROUP = re.compile(
    rf"""(\ *(?:return\ |with\ |(?:async\ )?def\ |\w+\ =\ |\w+=|{_TEXT}:\ )?)  # what is before it
        ([\w.]*) ([(\[{{]) (.*)                 # its name, and what its brackets hold
        ([)\]}}](?:,|:|\ as\ \w+:|\ ->\ \w+:|))  # how they are closed, and what follows
    """,
    re.VERBOSE,
).fullmatch
_PART = re.compile(rf"{_TEXT}|'(?:[^'\\]|\\.)*'|[()\[\]{{}},]|[^()\[\]{{}},\"']+")


def broken(text: str, width: int = WIDTH) -> str:
    """Return the text with every simple long line broken; other lines stay as they are."""
    if width == WIDTH:
        return LONG.sub(lambda line: "\n".join(_lines(line[0], width)), text)
    lines = (part for line in text.split("\n") for part in _fitted(line, width))
    return "\n".join(lines)


def _lines(line: str, width: int) -> list[str]:
    for form, lines in _FORMS:
        if found := form(line):
            return lines(width, *found.groups()) or [line]
    return [line]


def _import(_: int, start: str, names: str) -> list[str]:
    return [f"{start}(", *(f"    {name}," for name in names.split(", ")), ")"]


def _field(width: int, name: str, annotation: str, default: str) -> list[str]:
    """Black's rule: a default that does not fit gets parentheses, else the annotation gets them."""
    if len(f"{name}: {annotation} = (") <= width:
        return [f"{name}: {annotation} = (", f"        {default}", "    )"]
    return [f"{name}: (", f"        {annotation}", f"    ) = {default}"]


def _constant(width: int, name: str, text: str) -> list[str]:
    """Black's rule: a string that fits into parentheses gets them, any other stays."""
    return [f"{name} = (", f"    {text}", ")"] if len(text) <= width - 4 else []


def _sum(_: int, margin: str, name: str, text: str) -> list[str]:
    return [margin + name, margin + text]


def _union(width: int, start: str, inner: str, end: str) -> list[str]:
    """Black's rule: a union in brackets is on one line where that fits, else each of its types is.

    Black itself takes time that grows with the square of their number.
    """
    if len(f"{start}{inner}] = (") <= width:
        return []  # what follows gets parentheses
    outer = " " * (len(start) - len(start.lstrip()))
    margin = f"{outer}    "
    first, *others = _operands(inner)
    body = [margin + inner]
    if len(body[0]) > width:
        body = [margin + first, *(f"{margin}| {each}" for each in others)]
    fits = others and max(map(len, body)) <= width
    return [start, *body, outer + end] if fits else []


def _operands(union: str) -> list[str]:
    """The types of a union."""
    found, depth = [""], 0
    for part in _PART.findall(union):
        depth += (part in "([{") - (part in ")]}")
        before, *more = [part] if depth else part.split(" | ")
        found[-1] += before
        found += more
    return found


def _group(
    width: int, before: str, name: str, start: str, inner: str, end: str
) -> list[str]:
    """Black's rules: what is in brackets is on one line where that fits, else each item on its own
    with a comma. Several items of a display never share a line. The only item of a call has no
    comma; that of a tuple, or the only parameter of a function, has one.
    """
    items = _items(inner)
    margin = " " * (len(before) - len(before.lstrip()) + 4)
    several = len(items) > 1
    lone = not several and (inner.endswith(",") or before.endswith("def "))
    body = [margin + ", ".join(items)]
    if lone or (several and (not name or len(body[0]) > width)):
        body = [f"{margin}{item}," for item in items]
    lines = [part for each in body for part in _fitted(each, width)]
    return [f"{before}{name}{start}", *lines, f"{margin[4:]}{end}"] if items else []


def _fitted(line: str, width: int) -> list[str]:
    return [line] if len(line) <= width else _lines(line, width)


def _items(inner: str) -> list[str]:
    """The parts between commas; none if a bracket is closed that was not opened."""
    items, depth = [""], 0
    for part in _PART.findall(inner):
        depth += (part in "([{") - (part in ")]}")
        if depth < 0:
            return []
        if part == "," and not depth:
            items.append("")
        else:
            items[-1] += part
    return [item.strip() for item in items if item.strip()]


_Match = Callable[[str], re.Match[str] | None]
_FORMS: tuple[tuple[_Match, Callable[..., list[str]]], ...] = (
    (_IMPORT, _import),
    (_FIELD, _field),
    (_CONSTANT, _constant),
    (_SUM, _sum),
    (_UNION, _union),
    (_GROUP, _group),
)
