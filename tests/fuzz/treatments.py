"""How people treat pages: what they copy, quote, wrap, cut, fill in and leave out.

A treatment changes a draft in place, by chance. Those of a stage are applied before those of the
next: nobody wraps a head anew that is in a picture of a mail already.
"""

from __future__ import annotations

import html
import itertools
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from random import Random

from tests.fuzz.filled import Filler

_START = re.compile(
    r"(?:<pre>)?(?:(?P<verb>GET|POST|PUT|PATCH|DELETE) \S+ HTTP/1\.1|HTTP/1\.1 \d{3})"
)
_HEAD = re.compile(r"[A-Za-z][\w-]*: ?\S|\s*$")
_FORM = re.compile(r"[^\s=&]+=|\(\w")
_ROOT = re.compile(r"<([\w:.-]+)[\s>]")


@dataclass(slots=True)
class Draft:
    """A page on its way from the browser to the folder."""

    name: str
    lines: list[str]
    cores: list[str] = field(default_factory=list)
    """What each value that somebody typed in is told by: ``filled.core``."""
    halves_lost: bool = False
    """A half of an exchange was left out or damaged: the command has to say so."""
    rest_lost: bool = False
    """The end of the page, or whole exchanges were left out, which nothing on the page shows."""
    exchanges_lost: bool = False
    """Whole exchanges are left out, perhaps all of an operation."""
    host_lost: bool = False
    encoding: str = "utf-8"
    line_end: str = "\n"

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix

    @property
    def is_html(self) -> bool:
        return self.suffix in (".html", ".mhtml")

    def rename(self, suffix: str) -> None:
        self.name = str(PurePosixPath(self.name).with_suffix(suffix))

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.line_end.join(self.lines).encode(self.encoding)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of a clean page, by the indices of its lines."""

    start: int
    body: int
    end: int
    request: bool


Treatment = Callable[[Draft, Random], None]


def messages(lines: list[str]) -> list[Shown]:
    """The HTTP messages of a clean page: its heads stand on lines of their own."""
    starts = [at for at, line in enumerate(lines) if _START.match(line)]
    found = []
    for start, after in itertools.zip_longest(starts, starts[1:], fillvalue=None):
        assert start is not None
        last = len(lines) if after is None else after
        body = start + 1
        while body < last and _HEAD.match(lines[body]):
            body += 1
        verb = _START.match(lines[start])
        end = _end(lines, body, last)
        found.append(Shown(start, body, end, bool(verb and verb["verb"])))
    return found


def _end(lines: list[str], body: int, last: int) -> int:
    """The index after a body: after the end of its root, after a form, or after all that is left of
    other formats.
    """
    text = html.unescape("\n".join(lines[body:last])).lstrip()
    if text.startswith("<"):
        root = next((each for each in _ROOT.findall(text) if each != "font"), "")
        for at in range(body, last):
            if f"</{root}>" in html.unescape(lines[at]):
                return at + 1
    if _FORM.match(text):
        return body + 1
    return last if text.startswith(("<", "{", "[")) else body


# What loses something


def half_left_out(draft: Draft, random: Random) -> None:
    """A request without its response, or the other way round."""
    shown = messages(draft.lines)
    if shown:
        one = random.choice(shown)
        del draft.lines[one.start : one.end]
        draft.halves_lost = True


def body_left_out(draft: Draft, random: Random) -> None:
    shown = [
        each for each in messages(draft.lines) if each.end > each.body > each.start + 2
    ]
    if shown:
        one = random.choice(shown)
        del draft.lines[one.body : one.end]
        draft.halves_lost = True


def head_left_out(draft: Draft, random: Random) -> None:
    shown = [each for each in messages(draft.lines) if each.end > each.body]
    if shown:
        one = random.choice(shown)
        del draft.lines[one.start : one.body]
        draft.halves_lost = True


def exchange_left_out(draft: Draft, random: Random) -> None:
    """A request with its response: the page does not show that it had them."""
    shown = messages(draft.lines)
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(shown)
        if one.request and not other.request
    ]
    if len(pairs) > 1:
        one, other = random.choice(pairs)
        del draft.lines[one.start : other.end]
        draft.rest_lost = True
    draft.exchanges_lost = True


def cut_off(draft: Draft, random: Random) -> None:
    """The end is missing, from any character on."""
    shown = messages(draft.lines)
    at = random.randrange(len(draft.lines))
    inside = [each for each in shown if each.start <= at < each.end]
    before = [each for each in shown if each.end <= at]
    line = draft.lines[at]
    draft.lines[at:] = [line[: random.randrange(len(line) + 1)]]
    draft.rest_lost = True
    if inside or (before and before[-1].request):
        draft.halves_lost = True


def filled_in(draft: Draft, random: Random) -> None:
    filler = Filler(random)
    text = filler.page(draft.name, "\n".join(draft.lines))
    draft.lines, draft.cores = text.split("\n"), filler.cores


def host_left_out(draft: Draft, random: Random) -> None:
    draft.lines = [line for line in draft.lines if not line.startswith("Host: ")]
    draft.host_lost = True


# Heads


def version_left_out(draft: Draft, random: Random) -> None:
    for each in messages(draft.lines):
        if each.request and each.body > each.start + 1:
            line = draft.lines[each.start]
            draft.lines[each.start] = line.replace(" HTTP/1.1", "")


def heads_wrapped(draft: Draft, random: Random) -> None:
    """The lines of a head are joined, and broken where a line is full."""
    width = random.randint(30, 90)
    for each in reversed(messages(draft.lines)):
        head = [line for line in draft.lines[each.start : each.body] if line.strip()]
        draft.lines[each.start : each.body] = _wrapped(" ".join(head), width)


def messages_joined(draft: Draft, random: Random) -> None:
    """A message on one line, as a browser's text saver leaves it."""
    for each in reversed(messages(draft.lines)):
        parts = map(str.strip, draft.lines[each.start : each.end])
        draft.lines[each.start : each.end] = [" ".join(filter(None, parts))]


def _wrapped(text: str, width: int) -> list[str]:
    lines, words = [""], text.split()
    for number, word in enumerate(words):
        # The start line is what a head is found by.
        if number > 2 and len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


# Texts


def escaped(draft: Draft, random: Random) -> None:
    """Copied from the source of a page."""
    draft.lines = [
        html.escape(line, quote=False) if line.lstrip().startswith("<") else line
        for line in draft.lines
    ]


def with_markup(draft: Draft, random: Random) -> None:
    """Copied with the page's marks around placeholders."""
    tag = random.choice(['<font class="value">{}</font>', "<font>{}</font>"])
    for at, line in enumerate(draft.lines):
        marked = tag.replace("{}", r"\1")
        line = re.sub(r"(?<=>)(string|int|boolean|decimal)(?=<)", marked, line)
        draft.lines[at] = re.sub(r"(?<=Length: )(length)\b", marked, line)


def indentation_lost(draft: Draft, random: Random) -> None:
    draft.lines = [line.strip() for line in draft.lines if line.strip()]


def indented(draft: Draft, random: Random) -> None:
    blanks = random.choice(["  ", "    ", "\t"])
    draft.lines = [blanks + line if line else "" for line in draft.lines]


def indented_far(draft: Draft, random: Random) -> None:
    """As deep as a table or a diagram leaves it."""
    blanks = " " * random.randint(60, 400)
    draft.lines = [blanks + line if line else "" for line in draft.lines]


def blanks_not_breaking(draft: Draft, random: Random) -> None:
    draft.lines = [
        random.choice(["", "\u00a0 "]) + line.replace("  ", "\u00a0\u00a0")
        for line in draft.lines
    ]


def blanks_at_ends(draft: Draft, random: Random) -> None:
    draft.lines = [line + random.choice(["", " ", "\t", "  "]) for line in draft.lines]


def double_spaced(draft: Draft, random: Random) -> None:
    draft.lines = [each for line in draft.lines for each in (line, "")]


# Marks before lines

_MARKS = (">", "> >", ">>", " *", "//", "///", "    ///", "#", "--", "'", ";", "*")


def marked(draft: Draft, random: Random) -> None:
    """A quote or a comment, of the samples or of all."""
    mark = random.choice(_MARKS)
    start = _first(draft, random)
    draft.lines[start:] = [
        f"{mark} {line}".rstrip() if random.random() < 0.99 or line else ""
        for line in draft.lines[start:]
    ]
    if mark == " *":
        draft.lines[start:] = ["/**", *draft.lines[start:], " */"]


def numbered(draft: Draft, random: Random) -> None:
    _number(draft, random, random.choice(["{}: {}", "{:>4}\t{}", "{} {}", "{:03}  {}"]))


def numbered_beside_a_bar(draft: Draft, random: Random) -> None:
    _number(draft, random, random.choice(["{:>5} | {}", "{}| {}", "{} |{}"]))


def _number(draft: Draft, random: Random, form: str) -> None:
    first = random.choice([1, 1, 9, 95, 998])
    start = _first(draft, random)
    draft.lines[start:] = [
        form.format(number, line).rstrip()
        for number, line in enumerate(draft.lines[start:], first)
    ]


def _first(draft: Draft, random: Random) -> int:
    shown = messages(draft.lines)
    return shown[0].start if shown and random.random() < 0.5 else 0


# What stands around

_PROSE = (
    "Hi all,",
    "This is what we have to send:",
    "See below; it worked on Monday.",
    "From: Ann",
    "TODO: ask them about the port!",
    "(copied from the page)",
)


def between_prose(draft: Draft, random: Random) -> None:
    some = random.sample(_PROSE, random.randint(1, 4))
    draft.lines = [*some, "", *draft.lines, "", random.choice(_PROSE)]


def between_words(draft: Draft, random: Random) -> None:
    """Prose in lines of a word each, which could be names."""
    draft.lines = ["Hello", "", "Please", "", "Look", "", *draft.lines, "", "Regards"]


def fenced(draft: Draft, random: Random) -> None:
    """A page in a Markdown file: everything in a fence, or each half in one."""
    fence = random.choice(["```", "~~~", "````"])
    word = random.choice(["", "xml", "http"])
    if random.random() < 0.5:
        draft.lines = [fence + word, *draft.lines, fence]
    else:
        for each in reversed(messages(draft.lines)):
            held = draft.lines[each.start : each.end]
            draft.lines[each.start : each.end] = [fence + word, *held, fence]
    draft.rename(".md")


def in_html(draft: Draft, random: Random) -> None:
    """A page on a page: in a wiki, a forum, a mail in the browser."""
    shown = [html.escape(line, quote=False) for line in draft.lines]
    # Only <pre> keeps the tabs between the cells of a table.
    forms = [_pre] if "\t" in "".join(shown) else [_pre, _breaks, _paragraphs, _items]
    form = random.choice(forms)
    draft.lines = ["<html><body>", *form(shown), "</body></html>"]
    draft.rename(".html")


def _pre(lines: list[str]) -> Iterator[str]:
    first, *others = lines or [""]
    yield f"<pre>{first}"
    yield from others
    yield "</pre>"


def _breaks(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield f"{line.replace('  ', ' &nbsp;')}<br>"


def _paragraphs(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield f"<p>{line}</p>"


def _items(lines: list[str]) -> Iterator[str]:
    yield "<ol>"
    for line in lines:
        yield f"<li><code>{line}</code></li>"
    yield "</ol>"


def archived(draft: Draft, random: Random) -> None:
    """The single file of a browser."""
    page = quopri.encodestring("\n".join(draft.lines).encode()).decode()
    draft.lines = [
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="--x"',
        "",
        "----x",
        'Content-Type: text/html; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        *page.split("\n"),
        "----x--",
    ]
    draft.rename(".mhtml")
    draft.encoding, draft.line_end = "utf-8", "\r\n"


# Files


def other_encoding(draft: Draft, random: Random) -> None:
    draft.encoding = random.choice(["utf-8-sig", "utf-16"])


def other_line_ends(draft: Draft, random: Random) -> None:
    draft.line_end = random.choice(["\r\n", "\r"])


LOSSES: tuple[Treatment, ...] = (
    half_left_out,
    body_left_out,
    head_left_out,
    exchange_left_out,
    cut_off,
    filled_in,
    host_left_out,
)
_HEADS = (version_left_out, heads_wrapped, messages_joined)
_TEXTS = (
    escaped,
    with_markup,
    indentation_lost,
    indented,
    indented_far,
    blanks_not_breaking,
    blanks_at_ends,
    double_spaced,
)
_BEFORE_LINES = (marked, numbered, numbered_beside_a_bar)
_AROUND = (between_prose, between_words, fenced)
_FILES = (other_encoding, other_line_ends)

STAGES: tuple[tuple[tuple[Treatment, ...], tuple[int, ...]], ...] = (
    (LOSSES, (0, 0, 1, 1, 2)),
    (_HEADS, (0, 0, 1)),
    (_TEXTS, (0, 1, 2)),
    (_BEFORE_LINES, (0, 0, 1)),
    (_AROUND, (0, 1)),
    ((in_html,), (0, 0, 0, 1)),
    (_FILES, (0, 0, 1)),
)
"""The treatments of a text in their order, and how many of each stage are taken, by chance."""
HTML_STAGES: tuple[tuple[tuple[Treatment, ...], tuple[int, ...]], ...] = (
    (LOSSES, (0, 0, 1, 1, 2)),
    ((blanks_at_ends, double_spaced), (0, 1)),
    (_FILES, (0, 0, 1)),
    ((archived,), (0, 0, 1)),
)
"""Those of an HTML page: what shows in the browser is not wrapped or marked."""
