"""The table of a run: a row for each package, what was read and what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from soapstone.output.packages import Generated
from soapstone.output.plan import ROOT, Plan, PlannedPackage, State
from soapstone.report.run import RUNTIME
from soapstone.report.safe_text import safe

_GAPS = ("   ", "  ")
"""Between columns: the first where the table fits."""

_COLUMNS = (
    "service",
    "pages",
    "operations",
    "records",
    "findings",
    "written",
    "unchanged",
)


def table(generated: Generated, plan: Plan, width: int) -> Iterator[Text]:
    """Yield the lines of a table with a row for each package: what was read and written.

    A name that does not fit ``width`` columns has a line of its own.
    """
    removed = any(
        package.paths(State.REMOVE) for package in plan.packages if package.changes
    )
    titles = (*_COLUMNS, *(("removed",) if removed else ()))
    rows = [list(map(safe, row[: len(titles)])) for row in _rows(generated, plan)]
    numbers = [
        max(len(title), *(len(row[column]) for row in rows))
        for column, title in enumerate(titles)
        if column
    ]
    names = max(cell_len(row[0]) for row in [titles, *rows])
    gap = next((each for each in _GAPS if names + _sum(numbers, each) <= width), "  ")
    names = max(min(names, width - _sum(numbers, gap)), len(titles[0]))
    yield Text()
    yield Text(_row(titles, names, numbers, gap), style="bold")
    yield Text("─" * (names + _sum(numbers, gap)), style="dim")
    for row in rows:
        if cell_len(row[0]) > names:
            yield Text(row[0])
            row[0] = ""
        yield Text(_row(row, names, numbers, gap).rstrip())


def _row(cells: Sequence[str], names: int, numbers: Sequence[int], gap: str) -> str:
    """The cells of a row: the name on the left, the numbers on the right of their columns."""
    name = cells[0] + " " * (names - cell_len(cells[0]))
    right = (f"{cell:>{wide}}" for cell, wide in zip(cells[1:], numbers, strict=True))
    return gap.join([name, *right])


def _sum(numbers: Sequence[int], gap: str) -> int:
    """The columns of all numbers, each with the gap before it."""
    return sum(numbers) + len(gap) * len(numbers)


def _rows(generated: Generated, plan: Plan) -> Iterator[list[str]]:
    services = {package.name: package for package in generated.packages}
    for planned in plan.packages:
        if planned.name == ROOT and not planned.changes and planned.error is None:
            continue
        made = services.get(planned.name)
        if made is None or made.name == RUNTIME:
            counts = ["", "", "", ""]
        else:
            counts = [
                str(count)
                for count in (
                    made.pages,
                    made.operations,
                    made.records,
                    len(made.findings),
                )
            ]
        yield [_label(planned, plan), *counts, *_file_counts(planned)]


def _label(planned: PlannedPackage, plan: Plan) -> str:
    if planned.name == ROOT:
        return f"{plan.out.name}/"
    return f"{planned.name} (no longer in specs)" if planned.stale else planned.name


def _file_counts(planned: PlannedPackage) -> list[str]:
    if planned.error is not None:
        return ["error", "", ""]
    written = planned.paths(State.CREATE, State.UPDATE)
    unchanged, removed = planned.paths(State.UNCHANGED), planned.paths(State.REMOVE)
    return [str(len(paths)) for paths in (written, unchanged, removed)]
