"""Takes samples out of the string literals in which programs hold them.

One reading serves PHP, C#, Visual Basic, Java, JavaScript, Python and the shell: a literal ends at
its quote, a backslash or a doubled quote escapes, operators join literals, and what else stands
between two of them is a value that the program fills in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from soapstone.model.limits import MESSAGES
from soapstone.pages.filled_in import HIDDEN
from soapstone.pages.http import SAMPLE_START, START_LINE, VERBS

_PREFIX = r"(?P<prefix>[$@fFrRbBuU]{0,2})"
_UNFINISHED_START = (
    rf"(?:{'|'.join(VERBS)}) (?:/[^\s\"'`$]{{0,2000}}+)?(?:[\"'`]\s{{0,9}}[.+&]|[$])"
)
"""A request line that goes on in the next literal."""
_OPENING = re.compile(
    rf"(?:^|(?<=[\s=(,.+&\[{{:])){_PREFIX}(?P<quote>\"\"\"|'''|[\"'`])"
    r"(?:(?:(?<=\"\"\"|''')|(?<=@\")|(?<=`))\\?\s{0,40}|(?:\\[rn])*+)"
    rf"(?={SAMPLE_START}|{_UNFINISHED_START})",
    re.M,
)
"""The quote before a sample. Blanks follow only one whose literal may have several lines."""
_CONTENTS = {
    '"': re.compile(r'(?:[^"\\]++|\\.|"")*+', re.S),
    "'": re.compile(r"(?:[^'\\]++|\\.|'')*+", re.S),
    "`": re.compile(r"(?:[^`\\]++|\\.)*+", re.S),
    '"""': re.compile(r'(?:[^"\\]++|\\.|"(?!""))*+', re.S),
    "'''": re.compile(r"(?:[^'\\]++|\\.|'(?!''))*+", re.S),
    '@"': re.compile(r'(?:[^"]++|"")*+'),
}
"""What stands in a literal, by its quote. In ``@"`` of C# a backslash is one."""
_PART = re.compile(
    r"\\(?:r\\n|u(?P<u>[0-9A-Fa-f]{4})|x(?P<x>[0-9A-Fa-f]{2})|(?P<letter>.))"
    r"|(?P<text>[^\\\n]++|\\\Z)|\n",
    re.S,
)
_LETTERS = {"n": "\n", "r": "\n", "t": "\t", "0": ""}
_JOINT = 1000
"""Characters between two literals at most."""
_TAIL = 1000
"""Characters of a line that decide whether it goes on after the next line break."""
_MOST = 2 * MESSAGES.most
"""Samples in literals, which may have heads and bodies apart."""
_CODE = re.compile(
    r"(?P<comment>/\*(?:[^*]|\*(?!/)){0,2000}\*/|(?://|(?<=\s)#)[^\n]*)"
    rf"|(?P<opens>[(\[{{])|(?P<closes>[)\]}}])|(?P<ends>[;\n])|\\.|(?P<fence>`{{3}})"
    rf"|(?<!\w){_PREFIX}(?P<quote>\"\"\"|'''|[\"'`])"
    r"|\w{3,}+|[ \t.+&,=<>-]++|.",
    re.S,
)
_OPERATORS = tuple(".+&,\\_<")
_NEW_LINE = re.compile(
    r"\b(?:vbCrLf|vbNewLine|vbLf|PHP_EOL|Environment\.NewLine|os\.linesep|CRLF|endl)\b"
    r"|\b(?:System\.)?lineSeparator\(\)|\bChr\(1[03]\)",
    re.I,
)
_APPENDS = re.compile(
    r"[\s$\w.>\[\]-]{0,80}(?:\.=|\+=|&=|<<|=[\s$\w.]{1,80}[.+&]"
    r"|\b(?:append|write|print|push|add|echo|puts?)(?P<kind>\w{0,9})[ \t(]*+)\s{0,40}",
    re.I,
)
"""The start of a statement that adds a literal to those before."""
_VALUE = re.compile(r"[^\W_]|\$")
_HEREDOC = re.compile(
    r"[^\n]{0,200}<<[<~-]?[ \t]{0,4}[\"'\\]?(?!endl\b)(?P<word>[A-Za-z_]\w{0,40})"
)
_HERE_STRING = {'@"': '"@', "@'": "'@"}
"""How a string of several lines starts and ends in PowerShell. C# starts one alike."""
_HEAD = re.compile(START_LINE)
_COMMAND = re.compile(r"\bcurl\b|\bInvoke-\w|\s-[dHX] |\s--?[a-z-]{3,20}[ =]", re.I)
"""A command that sends a sample, or arguments of one. Its address stands beside the literal."""
_STARTED = ("(", "[", "{", "=")
"""How a line of code ends whose literal is on the next."""
_SAMPLE = re.compile(rf"\s{{0,40}}{SAMPLE_START}")


def unquoted(lines: Sequence[str]) -> list[str]:
    """Return the lines of a page with samples in place of the literals that hold them.

    A line may become several, joined by ``\\n``; none is added or dropped.
    """
    lines = _without_heredocs(lines)
    source = "\n".join(lines)
    found: dict[int, list[str]] = {}
    end = number = counted = programs = 0
    for opening in _OPENING.finditer(source):
        if opening.start() < end or programs == _MOST:
            continue
        programs += 1
        number += source.count("\n", counted, opening.start())
        counted = opening.start()
        program = _Program(source, number)
        end = program.read(opening)
        first = max(0, number - lines[number - 1][-_TAIL:].rstrip().endswith(_STARTED))
        for index in range(first, program.number + 1):
            found.setdefault(index, [])
        command = _command(source, opening.start(), end)
        found[first] += command[:1]
        for line in program.shown:
            found[line.number].append("".join(line.parts))
        found[program.number] += command[1:]
    return [
        "\n".join(found[index]) if index in found else line
        for index, line in enumerate(lines)
    ]


def _command(source: str, start: int, end: int) -> list[str]:
    """What a command has on the lines of a literal before and after it; nothing of other code."""
    before = source[source.rfind("\n", 0, start) + 1 : start]
    if not _COMMAND.search(before):
        return []
    return [before, source[end:].partition("\n")[0]]


def _without_heredocs(lines: Sequence[str]) -> list[str]:
    """The lines without those that start and end a heredoc (``<<<XML``, ``cat <<EOF``) or a
    here-string of PowerShell.
    """
    shown = list(lines)
    ends = {line.strip() for line in lines if "@" in line}
    end = ""
    for index, (line, after) in enumerate(pairwise((*lines, ""))):
        if end:
            if line.strip().rstrip(";,)") == end:
                shown[index], end = "", ""
        elif not _SAMPLE.match(after):
            continue
        elif found := _HEREDOC.match(line):
            before = line.partition("<<")[0]
            shown[index] = before if _COMMAND.search(before) else ""
            end = found["word"]
        elif (mark := line.rstrip()[-2:]) in _HERE_STRING and _HERE_STRING[
            mark
        ] in ends:
            shown[index], end = "", _HERE_STRING[mark]
    return shown


@dataclass(slots=True)
class _Line:
    """A line of a sample."""

    number: int
    """The index of the line of the page where it starts."""
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Program:
    """Reads the literals of one sample."""

    source: str
    number: int
    """The index of the line of the page that is being read."""
    shown: list[_Line] = field(default_factory=list)
    tail: str = ""
    """The last characters of the present line."""
    breaks: bool = False
    """Whether the literals themselves say where lines end."""

    def read(self, opening: re.Match[str]) -> int:
        """Read from the first quote on; return the place after the last literal."""
        self._new_line()
        at = self._literal(opening)
        while (joint := _joint(self.source, at)) is not None:
            is_complete = self.tail.rstrip().endswith("Envelope>")
            if not joint.joins or (joint.lists and is_complete):
                break
            self._between(joint, self.source.count("\n", at, joint.quote.start()))
            at = self._literal(joint.quote)
        return at

    def _new_line(self) -> None:
        self.shown.append(_Line(self.number))
        self.tail = ""

    def _say(self, text: str) -> None:
        line = self.shown[-1]
        if not line.parts:
            line.number = self.number
        line.parts.append(text)
        self.tail = (self.tail + text)[-_TAIL:]

    def _literal(self, quote: re.Match[str]) -> int:
        """Read a literal; return the place after it. The last one may lack its end."""
        mark, verbatim = quote["quote"], "@" in quote["prefix"]
        start = quote.end("quote")
        found = _CONTENTS[f"@{mark}" if verbatim and mark == '"' else mark].match(
            self.source, start
        )
        assert found is not None
        for index, text in enumerate(found[0].split("\n") if verbatim else ()):
            if index:
                self.number += 1
                self._new_line()
            self._say(text.replace('""', '"'))
        for part in () if verbatim else _PART.finditer(found[0]):
            self._part(part, mark)
        return min(found.end() + len(mark), len(self.source))

    def _part(self, part: re.Match[str], mark: str) -> None:
        code = part["u"] or part["x"]
        letter = part["letter"]
        if part["text"]:
            self._say(part["text"].replace(mark * 2, mark))
        elif part[0] == "\n":
            self.number += 1
            self._new_line()
        elif letter == "\n":  # The next line goes on with this one.
            self.number += 1
        elif code:
            self._say(chr(int(code, 16)))
        elif letter is None or _LETTERS.get(letter) == "\n":
            self.breaks = True
            self._new_line()
        else:
            kept = part[0] if letter.isalnum() else letter
            self._say(_LETTERS.get(letter, kept))

    def _between(self, joint: _Joint, lines: int) -> None:
        if joint.value:
            self._say(joint.value)
        self.number += lines
        if joint.breaks or (lines and not self._goes_on(joint)):
            self._new_line()

    def _goes_on(self, joint: _Joint) -> bool:
        """Whether the next literal, on another line, continues a line of the sample."""
        before = self.tail
        start = joint.quote.end("quote")
        after = self.source[start : start + 1]
        if before.rfind("<") > before.rfind(">"):
            return True
        return self.breaks and not before.endswith(">") and after != "<"


@dataclass(frozen=True, slots=True)
class _Joint:
    """The code between two literals."""

    quote: re.Match[str]
    """The quote of the next literal."""
    joins: bool
    """Whether it joins the two."""
    lists: bool
    """Whether they are items of a list."""
    breaks: bool
    """Whether a line of the sample ends here."""
    value: str
    """What stands for a value that the program fills in; "" without one."""


def _joint(source: str, at: int) -> _Joint | None:
    """Return the code up to the next literal; None where there is no other."""
    code, depth, last = "", 0, 0
    end = min(len(source), at + _JOINT)
    while at < end and (found := _CODE.match(source, at)):
        at = found.end()
        if found["fence"]:
            return None  # the block of Markdown ends, and the program with it
        if found["quote"]:
            if depth == 0 or _APPENDS.fullmatch(code[last:]):
                return _judged(code, found)
            contents = _CONTENTS[found["quote"]].match(source, at, end)
            assert contents is not None
            at = contents.end() + len(found["quote"])
        elif not found["comment"]:
            code += found[0]
            if found["ends"]:
                depth, last = 0, len(code)
            else:
                depth += bool(found["opens"]) - bool(found["closes"])
                depth = max(depth, 0)
    return None


def _judged(code: str, quote: re.Match[str]) -> _Joint:
    statements = re.split(r"[;\n]", code)
    appends = _APPENDS.fullmatch(statements[-1]) if len(statements) > 1 else None
    if appends:
        first, *others = statements[:-1]
        expression = first + "".join(each for each in others if _APPENDS.match(each))
        joins = True
    else:
        expression = code
        joins = ";" not in code and _is_bridged(statements)
    # A head that is no literal starts the next sample.
    joins = joins and not _HEAD.search(code)
    plain = _NEW_LINE.sub("", expression)
    value = HIDDEN if _VALUE.search(plain) else "'" if plain.strip() == "\\'" else ""
    lists = plain.strip(" \t\n()[]{}") == ","
    by_line = appends and (appends["kind"] or "").lower().endswith(("line", "ln"))
    breaks = plain != expression or lists or bool(by_line)
    return _Joint(quote, joins, lists, breaks, value)


def _is_bridged(lines: Sequence[str]) -> bool:
    """Whether the lines of an expression are joined by operators, or by nothing (Python)."""
    first, *between = (line.strip() for line in lines)
    last = between.pop() if between else first
    shown = [first, *filter(None, between), last] if len(lines) > 1 else [first]
    return all(
        before.endswith(_OPERATORS)
        or after.startswith(_OPERATORS)
        or not (before or after)
        for before, after in pairwise(shown)
    )
