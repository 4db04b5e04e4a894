"""Reads pages saved as text or Markdown into lines."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from soapstone.pages.cut_lines import without_cuts
from soapstone.pages.decoration import undecorated
from soapstone.pages.document import Document, Line, Link, origin
from soapstone.pages.firefox_text import with_rows_apart

_FENCES = ("```", "~~~")
_CODE_INDENTS = ("    ", "\t")
_HEADING = re.compile(r"(#{1,6})\s++(.*)")
_UNDERLINES = {"=": 1, "-": 2}
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\(([^()\s]{0,2000}+)(?:\s[^()]{0,500}+)?\)")
_STRONG = re.compile(r"\*\*([^*]{1,500})\*\*")
_ESCAPE = re.compile(r"\\([_*<>\[\]()#`.+-])")


def read_plain(file: str, text: str, markdown: bool) -> Document:
    """Return the lines of a page, without blank lines, the fences of code blocks and what else
    surrounds samples.

    Only Markdown has marks to remove, and none inside code blocks and lines of XML.
    """
    lines: list[Line] = []
    links: list[Link] = []
    fence = ""
    for number, raw, bare in _bare_lines(text):
        shown = bare.strip()
        mark = shown[:3]
        if mark in _FENCES and (not fence or mark == fence):
            fence = "" if fence else mark
        elif shown:
            line = Line(origin(file, number, raw), shown)
            code = fence or bare.startswith(_CODE_INDENTS) or shown.startswith("<")
            if markdown and not code:
                _add_markdown(lines, line, links.append)
            else:
                lines.append(line)
    return Document(file, tuple(lines), tuple(links))


def _bare_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield number and text of each line, and what of it is of the page or of a sample."""
    saved = text.split("\n")
    shown = with_rows_apart(undecorated(without_cuts(saved)))
    for number, (raw, bare) in enumerate(zip(saved, shown, strict=True), 1):
        for part in bare.split("\n"):
            yield number, raw, part


def _add_markdown(
    lines: list[Line], line: Line, note_link: Callable[[Link], None]
) -> None:
    """Add a line of prose without its Markdown marks. An underline makes the line before it a
    heading.
    """
    level = _UNDERLINES.get(line.text[0], 0)
    if level and not line.text.strip(line.text[0]):
        if lines:
            lines[-1] = Line(lines[-1].origin, lines[-1].text, heading=level)
        return
    heading = _HEADING.fullmatch(line.text)
    text = heading.group(2).rstrip("#") if heading else line.text
    for link in _LINK.finditer(text):
        note_link(Link(link.group(2), line.origin.line))
    text = _STRONG.sub(r"\1", _LINK.sub(r"\1", text))
    text = html.unescape(_ESCAPE.sub(r"\1", text)).strip()
    if text:
        lines.append(
            Line(line.origin, text, heading=len(heading.group(1)) if heading else 0)
        )
