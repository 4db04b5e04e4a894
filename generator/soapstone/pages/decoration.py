"""Removes what stands around samples that somebody copied into a comment, a mail or a text.

Each rule looks for a mark where HTTP and XML have none:

* What stands before a request or status line (``*``, ``//``, ``>``, a line number) stands before
  the lines around it, too, and belongs to none.
* So does what is the same before all of them but for digits: the name of a file, the ``+`` of a
  patch.
* An HTTP header holds no markup: an element around its value, such as the ``<font>`` of ASMX pages,
  is of the page, wherever it stands.
* XML starts with ``<``: a line that starts with ``&lt;`` was copied from the source of a page.
* A tag and a request line have blanks and straight quotes: typographic ones are a word processor's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from soapstone.model.limits import MESSAGES
from soapstone.pages.code_blocks import without_block_marks
from soapstone.pages.http import SAMPLE_START, START_LINE, VERBS
from soapstone.pages.shell_escapes import without_shell_escapes
from soapstone.pages.string_literals import unquoted
from soapstone.pages.variables import without_templates

_MARK = r"(?:\*|/{2,4}!?|#{1,6}|>(?: ?>){0,9}|--|;|'|\|)"
_BLANK = r"[ \t\xa0]"
_INDENT = rf"{_BLANK}{{0,500}}"
_SEPARATOR = r"(?:[ \t]{0,2}[.:|)])?"
"""What stands after a line number; a table in HTML has ``|`` between its cells."""
_QUOTED = r"(?:(?:[$\w.+&<>= ]{0,60}[=(,:+&<][ \t]{0,4})?[@$]{0,2}[\"'`]{1,3})?"
"""The code before a sample in a literal."""
_PREFIX = re.compile(rf"{_INDENT}(?P<mark>{_MARK})(?:{_BLANK}|(?=<)|$)")
_OF_HEAD = (
    rf"(?:{SAMPLE_START}|<[\w.]{{1,200}} xmlns:i=\""
    r"|(?:Host|Content-Type|Content-Length|SOAPAction):[ \t])"
)
"""What a line of a sample starts with: a request line may lack its version, a sample its head."""
_MARKED = re.compile(rf"{_INDENT}{_MARK}{_BLANK}{{1,500}}{_QUOTED}{_OF_HEAD}")
_COUNTED = re.compile(
    rf"{_INDENT}(?P<digits>\d{{1,5}})(?P<bar>{_SEPARATOR})(?P<blank>{_BLANK}{{0,500}})"
)
_NUMBERED = re.compile(
    rf"{_COUNTED.pattern}(?:{_MARK}{_BLANK}{{1,500}})?{_QUOTED}{_OF_HEAD}"
)
_OTHER = re.compile(rf"(?P<prefix>\S.{{0,79}}?)(?<![\"'`\w]){START_LINE}")
_NUMBER = re.compile(
    rf"{_INDENT}(\d{{1,5}})(?:{_SEPARATOR}(?:{_BLANK}|$)|[ \t]{{0,2}}[.:|)](?=<))"
)
_WHOLE_PAGE = 5
"""Lines of a page at least."""
_TABLE = "|"
"""A page that is only a table has it before each line."""
_EDGES = frozenset({"/*", "/**", "*/", "**/", "<!--", "-->"})
"""Where a comment starts or ends."""
_AROUND = r"[^<>]{0,200}<(?P<tag>[a-z]{1,9})(?:\s[^<>]{0,200})?>[^<>]{0,200}</(?P=tag)>"
_MARKUP = re.compile(
    rf"{_INDENT}[A-Za-z][\w-]{{0,63}}:[ \t]{{1,9}}{_AROUND}[ \t]{{0,40}}$"
)
"""A header with markup around a part of its value."""
_LATER_MARKUP = re.compile(
    rf"\b(?:Host|Content-Type|Content-Length|SOAPAction):[ \t]{{1,9}}{_AROUND}"
)
"""The same among other headers on one line."""
_OF_PAGE = re.compile(r"<(?P<tag>font) class=[\"']?value[\"']?>")
"""What ASP.NET puts around its placeholders."""
_ELEMENT = re.compile(r"</?([a-z]{1,9})(?:\s[^<>]{0,200})?>")
_ESCAPED = re.compile(rf"{_INDENT}&(?:amp;){{0,3}}lt;[?/!\w]")
_NO_BREAK = "\xa0"
_BLANK_NEEDED = re.compile(
    rf"<[^<>{_NO_BREAK}]*{_NO_BREAK}|[ \t{_NO_BREAK}]{{0,40}}{_NO_BREAK}<"
    rf"|(?:{'|'.join(VERBS)}|HTTP/\d\.\d){_NO_BREAK}"
)
"""Where the syntax demands a blank or an indented tag begins, and a no-break space stands."""
_TAG = re.compile(r"<[^<>]*>")
_CURLY = re.compile(
    r"=\s{0,4}[“”„«\u2018\u2019]([^<>=“”„«»\u2018\u2019]{0,2000})[“”»\u2018\u2019]"
)
"""The value of an attribute in typographic quotes."""


def undecorated(lines: Sequence[str]) -> list[str]:
    """Return the lines of a page without what surrounds samples; none is added or dropped.

    What was one line of a program may be several of a sample, joined by ``\n``.
    """
    shown = _with_plain_characters(without_shell_escapes(lines))
    _strip_whole(shown)
    for pattern, strip in ((_NUMBERED, _strip_numbers), (_MARKED, _strip_marks)):
        for index in [at for at, line in enumerate(shown) if pattern.match(line)]:
            # An earlier block may have held this line, too.
            if pattern.match(shown[index]):
                strip(shown, index)
    _strip_others(shown)
    shown = unquoted(list(map(without_templates, without_block_marks(shown))))
    return _without_markup(list(map(_unescaped, shown)))


def _with_plain_characters(lines: list[str]) -> list[str]:
    """The lines with the blanks and quotes that their syntax demands."""
    if any(_NO_BREAK in line and _BLANK_NEEDED.search(line) for line in lines):
        # Whoever writes one no-break space for a blank writes others.
        lines = [line.replace(_NO_BREAK, " ") for line in lines]
    return [
        _TAG.sub(_straight, line) if "<" in line and not line.isascii() else line
        for line in lines
    ]


def _straight(tag: re.Match[str]) -> str:
    return _CURLY.sub(r'="\1"', tag[0])


def _unescaped(line: str) -> str:
    """The line as it was before it was escaped, perhaps more than once."""
    while _ESCAPED.match(line):
        line = html.unescape(line)
    return line


def _without_markup(lines: list[str]) -> list[str]:
    """The lines without the elements that stand around the value of a header."""
    marked = [
        line for line in lines if "</" in line and (":" in line or "font" in line)
    ]
    found = [
        _MARKUP.match(line) or _LATER_MARKUP.search(line) or _OF_PAGE.search(line)
        for line in marked
    ]
    tags = {each["tag"] for each in found if each}
    if not tags:
        return lines
    return [
        _ELEMENT.sub(lambda each: "" if each[1] in tags else each[0], line)
        for line in lines
    ]


def _strip_whole(lines: list[str]) -> None:
    """Strip the numbers or the mark of a page whose lines all have them, samples or not."""
    shown = [index for index, line in enumerate(lines) if line.strip()]
    if len(shown) < _WHOLE_PAGE:
        return
    first = shown[0]
    found = _COUNTED.match(lines[first])
    if found and (found["bar"] or found["blank"]):
        numbers = {at: _COUNTED.match(lines[at]) for at in shown}
        if all(
            each and int(each["digits"]) - at == int(found["digits"]) - first
            for at, each in numbers.items()
        ):
            for at, each in numbers.items():
                lines[at] = lines[at][each.end("bar") if each else 0 :]
    marks = {_mark(lines[at]) for at in shown}
    if len(marks) == 1 and not marks & {"", _TABLE}:
        _strip_marks(lines, first)


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


def _strip_others(lines: list[str]) -> None:
    """Strip any other text that stands before a start line and the two lines after it."""
    marked = (at for at, line in enumerate(lines) if _OTHER.match(line))
    # What has more is refused as a page of too many messages.
    for index in islice(marked, MESSAGES.most + 1):
        found = _OTHER.match(lines[index])
        assert found is not None
        prefix = _like(found["prefix"])
        after = lines[index + 1 : index + 3]
        if len(after) < 2 or not all(map(prefix.match, after)):
            continue
        for indices in (range(index, len(lines)), range(index - 1, -1, -1)):
            for at in indices:
                same = prefix.match(lines[at])
                if same is None:
                    break
                lines[at] = lines[at][same.end() :]


def _like(prefix: str) -> re.Pattern[str]:
    """A pattern of a prefix with any numbers in it; blanks at its end may be lost."""
    parts = re.split(r"(\d+)", prefix.rstrip())
    text = "".join(r"\d{1,9}" if each.isdigit() else re.escape(each) for each in parts)
    blanks = len(prefix) - len(prefix.rstrip())
    end = rf"(?:[ \t]{{{blanks}}}|$)" if blanks else ""
    return re.compile(f"{text}{end}")


def _strip_numbers(lines: list[str], start: int) -> None:
    """Strip the number of a line, and those of the lines around it that count on from it."""
    found = _NUMBERED.match(lines[start])
    assert found is not None
    ahead = int(found["digits"]) - start
    # In a highlighted listing the number is an element of its own, and saving it joins the two.
    bar, glued = found["bar"], not found["blank"]
    for indices in (range(start, len(lines)), range(start - 1, -1, -1)):
        _strip_counting(lines, indices, ahead, bar, glued)


def _strip_counting(
    lines: list[str], indices: Iterable[int], ahead: int, bar: str, glued: bool
) -> None:
    """Strip numbers that are ``ahead`` of the line's index, up to the first line without one.

    ``bar``: what stands after a number. ``glued``: the line follows without a blank.
    """
    for index in indices:
        line, number = lines[index], index + ahead
        shown = line.lstrip()
        found = _NUMBER.match(line)
        if bar and shown.startswith(f"{number}{bar}"):
            lines[index] = shown.removeprefix(f"{number}{bar}")
        elif found is not None and int(found[1]) == number:
            lines[index] = line[found.end() :]
        elif glued and shown.startswith(str(number)):
            lines[index] = shown.removeprefix(str(number))
        else:
            return
