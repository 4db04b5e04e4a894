"""Draws ``docs/report.svg``, the report at a glance: ``python -m tests.report_picture``.

Lines of a seed's page, what was made of them, and the code, as the report has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from soapstone.explain.model import Explanation, Nature, Sure
from soapstone.explain.run import whole
from soapstone.resources import templates_dir
from soapstone.site.rendering import MARKS
from soapstone.site.service import Service

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "report.svg"
SEED = ROOT / "specs" / "metering"
MEMBERS = {
    "Account": ("Id", "RefId", "UserName", "Roles"),
    "Order": ("AccountId", "CreationDate", "RequestUri"),
    "ResponseStatus": ("ErrorCode",),
}
"""Members of every certainty, by record."""

_ROW, _TOP, _HEIGHT = 34, 84, 30
_WIDTH, _FIRST, _SECOND, _THIRD = 1120, 20, 440, 800
_LONGEST = 50
"""Characters of a line of the page."""


def text() -> str:
    """Return the picture."""
    service = Service(whole(SEED))
    drawn, at = [], _TOP
    for record, names in MEMBERS.items():
        drawn += [_label(_THIRD, at + 20, f"class {record}:", "code strong")]
        drawn += [_label(_SECOND + 12, at + 20, f"record {record}", "strong")]
        at += _ROW
        for name in names:
            explained = service.explained[Nature.MEMBER, f"{record}.{name}"]
            drawn += _member(explained, name, at)
            at += _ROW
        at += 10
    height = at + 6
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" '
        'aria-label="Lines of a page, what they mean and how sure that is, the code">'
    )
    panels = [
        f'<rect class="panel" x="{left}" y="{_TOP - 6}" rx="4" width="{width}" '
        f'height="{at - _TOP}"/>'
        for left, width in ((_FIRST - 10, 400), (_SECOND - 10, 330), (_THIRD - 10, 320))
    ]
    titles = (
        _label(_FIRST, 28, "The page as saved", "title"),
        _label(_SECOND, 28, "What it means, and how sure that is", "title"),
        _label(_THIRD, 28, "The code", "title"),
        *_legend(),
    )
    return "\n".join([head, _style(), *titles, *panels, *drawn, "</svg>", ""])


def _member(explained: Explanation, name: str, at: int) -> Iterator[str]:
    """A line of the page, the member and its field, joined by a line."""
    kind, mark = MARKS[explained.sure]
    proof = explained.evidence[0]
    shows = proof.shows.strip("| ")
    shows = shows if len(shows) <= _LONGEST else f"{shows[: _LONGEST - 1]}…"
    middle = at + _HEIGHT // 2
    for left, right in ((_FIRST + 390, _SECOND - 10), (_SECOND + 320, _THIRD - 10)):
        yield f'<path class="{kind} joint" d="M{left} {middle}H{right}"/>'
    yield (
        f'<rect class="{kind} wash" x="{_FIRST + 26}" y="{at + 4}" rx="2" '
        f'width="354" height="22"/>'
    )
    yield _label(_FIRST + 18, at + 20, str(proof.origin.line), "code soft end")
    yield _label(_FIRST + 34, at + 20, shows, "code")
    yield _label(_SECOND + 12, at + 20, mark, f"{kind} mark")
    yield _label(_SECOND + 32, at + 20, name, "strong")
    yield _label(_SECOND + 308, at + 20, _meaning(explained), "soft end")
    yield _label(_THIRD + 24, at + 20, explained.python.partition(".")[2], "code")


def _meaning(explained: Explanation) -> str:
    """What was decided; the mark says how sure that is."""
    return re.sub(", must be given| by guess", "", explained.decided)


def _legend() -> Iterator[str]:
    at = _FIRST
    shown = (Sure.STATED, Sure.FOLLOWS, Sure.USUAL, Sure.GUESS)
    for sure in shown:
        kind, mark = MARKS[sure]
        yield _label(at, 56, mark, f"{kind} mark")
        yield _label(at + 18, 56, sure, f"{kind}")
        at += 50 + 8 * len(sure)


def _label(left: int, bottom: int, words: str, kind: str) -> str:
    return f'<text x="{left}" y="{bottom}" class="{kind}">{escape(words)}</text>'


def _style() -> str:
    """The report's own colours, for light and dark."""
    css = (templates_dir() / "site/report.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    rules = """\
svg { VARIABLES }
@media (prefers-color-scheme: dark) { svg { DARK } }
text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: var(--c, var(--ink)); }
.code { font: 11.5px ui-monospace, Menlo, Consolas, monospace; white-space: pre; }
.title { font-size: 15px; font-weight: 650; } .strong { font-weight: 600; }
.soft { fill: var(--soft); font-size: 12px; } .end { text-anchor: end; } .mark { font-weight: 700; }
.panel { fill: var(--sheet); stroke: var(--line); }
.wash { fill: var(--w); } .joint { stroke: var(--c); stroke-width: 1.5; fill: none; }
.stated { --c: var(--stated); --w: var(--stated-wash); }
.follows { --c: var(--follows); --w: var(--follows-wash); }
.usual { --c: var(--usual); --w: var(--usual-wash); } .usual.joint { stroke-dasharray: 6 4; }
.guess { --c: var(--guess); --w: var(--guess-wash); } .guess.joint { stroke-dasharray: 2 4; }
"""
    rules = rules.replace("VARIABLES", _colours(light)).replace("DARK", _colours(dark))
    return f"<style>\n{rules}</style>"


def _colours(block: str) -> str:
    return " ".join(re.findall(r"--[\w-]+: #[0-9a-f]{6};", block))


if __name__ == "__main__":
    PICTURE.write_text(text(), "utf-8")
