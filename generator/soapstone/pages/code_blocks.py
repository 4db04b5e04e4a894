"""Removes the marks with which wikis, forums and documents set off code.

A mark counts only if a sample follows it: an element of a sample may be called ``code``, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from soapstone.pages.http import SAMPLE_START

_OPENERS = (
    (r"\{\{\{(?:#!\w{1,20})?", "}}}}}}"),  # Trac, MoinMoin
    (r"\[(?P<forum>code|pre|xml|php|quote)\b[^\[\]]{0,80}\]", "[/{forum}]"),
    (
        r"<(?P<tag>source|syntaxhighlight|pre|code|nowiki)\b[^<>]{0,200}>",
        "</{tag}>",  # MediaWiki
    ),
    (
        r"\{(?P<macro>code|noformat)(?::[^{}]{0,80})?\}",
        "{{{macro}}}",
    ),  # Jira, Confluence
    (r"\{% highlight [^{}]{0,40}%\}", "{{% endhighlight %}}"),  # Jekyll
    (r"#\+BEGIN_(?P<org>SRC|EXAMPLE)\b[^\n]{0,80}", "#+END_{org}"),  # Org
    (r"\.\. (?:code-block|sourcecode|code)::[^\n]{0,80}", ""),  # reStructuredText
    (r"\[source\b[^\[\]]{0,80}\]", "----"),  # AsciiDoc
)
"""The mark before a block of code, and the one after it; "" where indentation ends the block."""
_OPENER = re.compile(
    "|".join(f"(?P<_{at}>{opener})" for at, (opener, _) in enumerate(_OPENERS)), re.I
)
_FENCED = re.compile(rf"(?P<fence>```|~~~)(?={SAMPLE_START})")
"""A fence with code on its line. Of others Markdown knows more, and takes them away."""
_FENCE = re.compile(r"(?:`{3,9}|~{3,9})[ \t]{0,4}[\w+-]{0,20}")
_OPTION = re.compile(r":[\w-]{1,30}:[^\n]{0,80}|#!\w{1,20}|-{4,40}")
"""A line that may stand between the mark and the code."""
_SAMPLE = re.compile(SAMPLE_START)
_BETWEEN = 8
"""Lines between a mark and the code at most."""
_NESTED = 4
"""Marks before the code on one line at most."""


def without_block_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines without marks around samples; none is added or dropped."""
    shown = list(lines)
    reached: dict[str, int] = {}
    """By closing mark, the line before which no other is left."""
    for index in range(len(shown)):
        while opener := _opener(shown[index].strip()):
            start = _sample_start(shown, index)
            if start is None:
                break
            shown[index] = shown[index].strip()[opener.end() :]
            for option in range(index + 1, start):
                if _OPTION.fullmatch(shown[option].strip()):
                    shown[option] = ""
            closer = _closer(opener)
            if closer:
                later = range(max(start + 1, reached.get(closer, 0)), len(shown))
                reached[closer] = _close(shown, chain((start,), later), closer)
    return shown


def is_fence(text: str) -> bool:
    """Return whether a line is a fence of Markdown, which a page in HTML may show as it is."""
    return bool(_FENCE.fullmatch(text))


def _opener(text: str) -> re.Match[str] | None:
    return _OPENER.match(text) or _FENCED.match(text)


def _closer(opener: re.Match[str]) -> str:
    names = opener.groupdict()
    if "fence" in names:
        return names["fence"]
    known = {name: text for name, text in names.items() if text and name[0] != "_"}
    number = next(at for at in range(len(_OPENERS)) if names[f"_{at}"])
    return _OPENERS[number][1].format(**known)


def _sample_start(lines: Sequence[str], index: int) -> int | None:
    """The index of the line where a sample starts behind the mark of a line; None without one."""
    for start in range(index, min(index + _BETWEEN, len(lines))):
        text = lines[start].strip()
        for _ in range(_NESTED):
            opener = _opener(text)
            text = text[opener.end() :].strip() if opener else text
        if _SAMPLE.match(text):
            return start
        if text and (start == index or not _OPTION.fullmatch(text)):
            return None
    return None


def _close(lines: list[str], indices: Iterable[int], closer: str) -> int:
    """Strip the closing mark from the first line that ends with it; return its index."""
    for index in indices:
        text = lines[index].strip()
        # An element of the sample may end like this, but not without having started.
        if text.endswith(closer) and f"<{closer[2:-1]}" not in text:
            lines[index] = text.removesuffix(closer)
            return index
    return len(lines)
