"""Removes what stands around samples that somebody copied into a comment, a mail or a text.

Three rules, each of which looks for a mark where HTTP has none:

* What stands before a request or status line (``*``, ``//``, ``>``, a line number) stands before
  the lines around it, too, and belongs to none.
* An HTTP header holds no markup: an element around its value, such as the ``<font>`` of ASMX pages,
  is of the page, wherever it stands.
* XML starts with ``<``: a line that starts with ``&lt;`` was copied from the source of a page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from soapstone.pages.http import VERBS

_HTTP = rf"(?:(?:{'|'.join(VERBS)})\s++\S++\s++HTTP/\d|HTTP/\d(?:\.\d)?\s++\d{{3}})"
_MARK = r"(?:\*|/{2,4}!?|#{1,6}|>(?: ?>){0,9}|--|;|')"
_INDENT = r"[ \t]{0,40}"
_PREFIX = re.compile(rf"{_INDENT}(?P<mark>{_MARK})(?:[ \t]|(?=<)|$)")
_MARKED = re.compile(rf"{_INDENT}{_MARK}[ \t]{{1,40}}{_HTTP}")
_NUMBERED = re.compile(
    rf"{_INDENT}\d{{1,5}}[.:|)]?[ \t]{{1,40}}(?:{_MARK}[ \t]{{1,40}})?{_HTTP}"
)
_NUMBER = re.compile(rf"{_INDENT}(\d{{1,5}})(?:[.:|)]?(?:[ \t]|$)|[.:|)](?=<))")
_EDGES = frozenset({"/*", "/**", "*/", "**/", "<!--", "-->"})
"""Where a comment starts or ends."""
_MARKUP = re.compile(
    r"[ \t]{0,40}[A-Za-z][\w-]{0,63}:[ \t]{1,9}[^<>]{0,200}"
    r"<(?P<tag>[a-z]{1,9})(?:\s[^<>]{0,200})?>[^<>]{0,200}</(?P=tag)>[ \t]{0,40}"
)
_ELEMENT = re.compile(r"</?([a-z]{1,9})(?:\s[^<>]{0,200})?>")
_ESCAPED = re.compile(rf"{_INDENT}&lt;[?/!\w]")


def undecorated(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text without what surrounds samples; none is added or dropped."""
    shown = list(lines)
    for pattern, strip in ((_NUMBERED, _strip_numbers), (_MARKED, _strip_marks)):
        for index in [at for at, line in enumerate(shown) if pattern.match(line)]:
            # An earlier block may have held this line, too.
            if pattern.match(shown[index]):
                strip(shown, index)
    shown = _without_markup(shown)
    return [html.unescape(line) if _ESCAPED.match(line) else line for line in shown]


def _without_markup(lines: list[str]) -> list[str]:
    """The lines without the elements that stand around the value of a header."""
    found = (_MARKUP.fullmatch(line) for line in lines if "</" in line and ":" in line)
    tags = {each["tag"] for each in found if each}
    if not tags:
        return lines
    return [
        _ELEMENT.sub(lambda each: "" if each[1] in tags else each[0], line)
        for line in lines
    ]


def _strip_marks(lines: list[str], start: int) -> None:
    """Strip the mark of a line from it and from the lines around it that have it, too."""
    mark = _mark(lines[start])
    for indices in (range(start, len(lines)), range(start - 1, -1, -1)):
        for index in indices:
            line = lines[index]
            if _mark(line) == mark:
                lines[index] = _PREFIX.sub("", line, count=1)
            elif line.strip():
                if line.strip() in _EDGES:
                    lines[index] = ""
                break


def _mark(line: str) -> str:
    found = _PREFIX.match(line)
    return found["mark"].replace(" ", "") if found else ""


def _strip_numbers(lines: list[str], start: int) -> None:
    """Strip the number of a line, and those of the lines around it that count on from it."""
    first = _number(lines[start])
    for indices in (range(start, len(lines)), range(start - 1, -1, -1)):
        _strip_counting(lines, indices, first - start)


def _strip_counting(lines: list[str], indices: Iterable[int], ahead: int) -> None:
    """Strip numbers that are ``ahead`` of the line's index, up to the first line without one."""
    for index in indices:
        found = _NUMBER.match(lines[index])
        if found is None or int(found[1]) != index + ahead:
            return
        lines[index] = lines[index][found.end() :]


def _number(line: str) -> int:
    found = _NUMBER.match(line)
    assert found is not None
    return int(found[1])
