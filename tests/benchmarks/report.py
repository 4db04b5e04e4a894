"""What was measured, as a table, as JSON and as a plot."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

from tests.benchmarks.payloads import Payload
from tests.benchmarks.peers import Action
from tests.benchmarks.runner import BASE, Result

START, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def write_docs(
    folder: Path, table: str, payloads: Sequence[Payload], results: list[Result]
) -> None:
    """Puts the table into benchmarks.md, and benchmarks.json and benchmarks.svg beside it."""
    page = folder / "benchmarks.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{START}\n\n{table}\n{END}{after}", encoding="utf-8")
    record = {"machine": machine(), "results": [asdict(each) for each in results]}
    text = json.dumps(record, indent=2, ensure_ascii=False)
    (folder / "benchmarks.json").write_text(f"{text}\n", encoding="utf-8")
    plot = svg(
        payloads[0].title,
        [each for each in results if each.payload == payloads[0].name],
    )
    (folder / "benchmarks.svg").write_text(plot, encoding="utf-8")


def machine() -> str:
    """What it ran on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{python}, lxml {version('lxml')}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores"
    )


# --- table -----------------------------------------------------------------------------------


def table(payloads: Sequence[Payload], results: Sequence[Result]) -> str:
    """Markdown: a table for each payload."""
    lines = [f"{machine()}. Ratio: to `{BASE}`.", ""]
    for payload in payloads:
        rows = _rows([each for each in results if each.payload == payload.name])
        lines += [
            f"| {payload.title} | read, ms | ratio | write, ms | ratio |",
            "|---|--:|--:|--:|--:|",
            *(f"| {name} | {_cells(found)} |" for name, found in rows.items()),
            "",
        ]
    return "\n".join(lines)


def _rows(results: Sequence[Result]) -> dict[str, dict[Action, Result]]:
    """The results of one payload by candidate."""
    rows: dict[str, dict[Action, Result]] = {}
    for each in results:
        rows.setdefault(each.candidate, {})[each.action] = each
    return rows


def _cells(found: dict[Action, Result]) -> str:
    cells: list[str] = []
    actions: tuple[Action, Action] = ("read", "write")
    for action in actions:
        each = found.get(action)
        cells += (
            [_number(each.seconds * 1e3), _number(each.ratio)] if each else ["", ""]
        )
    return " | ".join(cells)


def _number(value: float) -> str:
    """Two or three digits that matter."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


# --- plot ------------------------------------------------------------------------------------

_WIDTH, _LABELS, _BAR, _GAP = 720, 170, 16, 6
_OURS, _THEIRS = "#1f4e79", "#9fb4c7"


def svg(title: str, results: Sequence[Result]) -> str:
    """Bars for one payload: reading above writing, on one scale."""
    rows = _rows(results)
    longest = max(each.ratio for each in results)
    lines: list[str] = []
    y = 48
    for action, heading in (("read", "Reading"), ("write", "Writing")):
        lines.append(_label(0, y, heading, "bold"))
        y += 10
        for name, found in rows.items():
            if action in found:
                lines += _bar(y, name, found[action].ratio, longest)
                y += _BAR + _GAP
        y += 24
    text = f"{title}: time as a multiple of {BASE}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}" '
            f'font-family="sans-serif" font-size="12">',
            f'<rect width="{_WIDTH}" height="{y}" fill="white"/>',
            _label(0, 18, text, "bold"),
            *lines,
            "</svg>\n",
        ]
    )


def _bar(y: int, name: str, ratio: float, longest: float) -> Iterator[str]:
    length = max(1, round((_WIDTH - _LABELS - 60) * ratio / longest))
    colour = _OURS if name.startswith("Soapstone") else _THEIRS
    yield _label(0, y + _BAR - 4, name)
    yield f'<rect x="{_LABELS}" y="{y}" width="{length}" height="{_BAR}" fill="{colour}"/>'
    yield _label(_LABELS + length + 6, y + _BAR - 4, _number(ratio))


def _label(x: int, y: int, text: str, weight: str = "normal") -> str:
    return f'<text x="{x + 8}" y="{y}" font-weight="{weight}">{escape(text)}</text>'
