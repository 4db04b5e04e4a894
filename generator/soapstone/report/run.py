"""Prints the result of a run: a table, findings and errors for people, or JSON for programs.

Much of the text comes from pages, which are not trusted: it is printed as plain text, never as
markup, and characters that control a terminal are shown escaped.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soapstone.model.findings import Finding, Severity, SpecError
from soapstone.output.packages import Generated
from soapstone.output.plan import ROOT, Plan, PlannedPackage, State
from soapstone.report.safe_text import safe

if TYPE_CHECKING:
    from rich.table import Table

RUNTIME = "runtime"
"""The package that belongs to no service; its files are copies of Soapstone's runtime."""

_OTHERS = 9
"""So many errors are printed beside the first; more are counted."""
_PLACES = 3
"""So many more places of the same error are printed; others are counted."""

_COLUMNS = (
    "service",
    "pages",
    "operations",
    "records",
    "findings",
    "written",
    "unchanged",
)


def table(generated: Generated, plan: Plan) -> Table:
    """Return a table with a row for each package: what was read and what was written."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    removed = any(
        package.paths(State.REMOVE) for package in plan.packages if package.changes
    )
    result = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in (*_COLUMNS, *(("removed",) if removed else ())):
        result.add_column(column, justify="left" if column == "service" else "right")
    for row in _rows(generated, plan):
        result.add_row(*(Text(safe(cell)) for cell in row[: len(result.columns)]))
    return result


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


def findings(generated: Generated, *, full: bool) -> Iterator[str]:
    """Yield lines of findings, grouped by service; notes are only counted, unless ``full``."""
    for package in generated.packages:
        if not package.findings:
            continue
        yield ""
        hidden = any(each.severity is Severity.NOTE for each in package.findings)
        how = " (-v shows notes)" if hidden and not full else ""
        yield f"{safe(package.name)}: {severities(package.findings)}{how}"
        for finding in package.findings:
            if full:
                yield from finding_lines(finding)
            elif finding.severity is not Severity.NOTE:
                yield safe(
                    f"  {finding.severity:<9} {finding.origin}  {finding.subject}: "
                    f"{finding.decided}"
                )


def severities(found: Iterable[Finding]) -> str:
    """Return the count of each severity: ``1 conflict, 9 guesses, 3 notes``."""
    counts = Counter(finding.severity for finding in found)
    return ", ".join(
        f"{counts[severity]} {severity if counts[severity] == 1 else _PLURALS[severity]}"
        for severity in _PLURALS
        if counts[severity]
    )


_PLURALS = {
    Severity.CONFLICT: "conflicts",
    Severity.GUESS: "guesses",
    Severity.NOTE: "notes",
}
"""Severities, the most urgent first."""


def finding_lines(finding: Finding) -> Iterator[str]:
    """Yield the lines of a finding in full, with its code."""
    head = f"{finding.origin}  {finding.severity}  {finding.subject} ({finding.code})"
    yield f"  {safe(head)}"
    yield f"    found    {safe(finding.found)}"
    yield f"    decided  {safe(finding.decided)}"
    yield f"    settle   {safe(finding.settle)}"


def error_lines(error: SpecError, where: str = "") -> Iterator[str]:
    """Yield the lines of an error and of those reported with it; ``where`` names the service."""
    return _grouped([(where, each) for each in (error, *error.others)])


def errors(plan: Plan) -> Iterator[str]:
    """Yield the lines of every error of a plan."""
    return _grouped(
        [
            (package.name, each)
            for package in plan.packages
            for error in (*package.unread, *filter(None, (package.error,)))
            for each in (error, *error.others)
        ]
    )


def _grouped(every: Sequence[tuple[str, SpecError]]) -> Iterator[str]:
    """Yield the lines of errors, each with the name of its service. Those that say the same are
    printed once, with the places of the others.
    """
    alike: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for where, error in every:
        words = (error.found, error.expected, error.advice)
        alike[words].append((where, str(error.origin)))
    # Only what generates a service has --json.
    rest = ", which --json shows" if any(where for where, _ in every) else ""
    shown = list(alike.items())[: _OTHERS + 1]
    for (found, expected, advice), ((where, place), *others) in shown:
        yield f"error: {safe(f'{where}: ' if where else '')}{safe(place)}"
        yield f"  found     {safe(found)}"
        yield f"  expected  {safe(expected)}"
        yield f"  {safe(advice)}"
        if others:
            yield f"  also in   {safe(_some([place for _, place in others], rest))}"
    if more := len(every) - sum(len(each) for _, each in shown):
        services = {where for where, _ in every}
        of = f" of {safe(*services)}" if rest and len(services) == 1 else ""
        yield f"and {more} more{of}{rest}"


def _some(places: Sequence[str], rest: str) -> str:
    more = len(places) - _PLACES
    return ", ".join(places[:_PLACES]) + (f" and {more} more{rest}" if more > 0 else "")


def notices(generated: Generated, plan: Plan) -> Iterator[str]:
    """Yield a line for each page of no service, and each file not ours among the generated."""
    for each in generated.findings:
        yield f"of no service, left out: {safe(f'{each.subject}. {each.settle}')}"
    for package in plan.packages:
        foreign = package.paths(State.FOREIGN)
        for path in foreign:
            yield f"not Soapstone's, left alone: {safe(str(plan.out / package.name / path))}"
        if package.stale and foreign and package.error is None:
            folder = safe(str(plan.out / package.name))
            what = "no longer in specs, but holds files that are not Soapstone's; left alone"
            yield f"{what}: {folder}"


def new_names(paths: Iterable[Path]) -> Iterator[str]:
    """Yield a line for each ``names.toml`` that got new names."""
    for number, path in enumerate(paths):
        if not number:
            yield ""
        yield f"names added: {safe(path.as_posix())}"


def as_json(
    generated: Generated, plan: Plan, changes: Mapping[str, Sequence[Any]] = {}
) -> str:
    """Return the whole result as one JSON document, in ASCII.

    ``services`` as generated, with what has changed since they were generated last: ``changes``, as
    JSON has them; ``folders``
    are the others of the output: the runtime, the output folder itself ("") and folders of services
    that are no longer in the specs. ``findings`` are on
    files of no service. ``unread`` has the errors of inputs that a package was
    generated without. ``error`` is that of a run that could not begin.
    """
    planned = {package.name: package for package in plan.packages}
    services = [package for package in generated.packages if package.name != RUNTIME]
    named = {package.name for package in services}
    return json.dumps(
        {
            "services": [
                {
                    "service": package.name,
                    "pages": package.pages,
                    "operations": package.operations,
                    "records": package.records,
                    **_files_as_json(planned[package.name]),
                    "findings": findings_as_json(package.findings),
                    "changes": [*changes.get(package.name, ())],
                }
                for package in services
            ],
            "folders": [
                {"folder": package.name, **_files_as_json(package)}
                for package in plan.packages
                if package.name not in named
            ],
            "findings": findings_as_json(generated.findings),
            "error": None,
        },
        indent=2,
    )


def failure_as_json(error: SpecError) -> str:
    """Return the JSON document of a run that failed before any service."""
    document = {"services": [], "folders": [], "error": error_as_json(error)}
    return json.dumps(document, indent=2)


def _files_as_json(package: PlannedPackage) -> dict[str, Any]:
    done = package.error is None
    return {
        "files": {
            "written": package.paths(State.CREATE, State.UPDATE) if done else [],
            "unchanged": len(package.paths(State.UNCHANGED)),
            "removed": package.paths(State.REMOVE) if done else [],
        },
        "error": error_as_json(package.error) if package.error else None,
        "unread": list(map(error_as_json, package.unread)),
    }


def error_as_json(error: SpecError) -> dict[str, Any]:
    """Return an error as a value for JSON, with the errors of the service's other pages."""
    return {
        "file": error.origin.file,
        "line": error.origin.line,
        "text": error.origin.text,
        "found": error.found,
        "expected": error.expected,
        "advice": error.advice,
        "others": [error_as_json(other) for other in error.others],
    }


def findings_as_json(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as values for JSON. Their readers know the part ``found`` as ``seen``."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "subject": finding.subject,
            "file": finding.origin.file,
            "line": finding.origin.line,
            "text": finding.origin.text,
            "seen": finding.found,
            "decided": finding.decided,
            "settle": finding.settle,
        }
        for finding in found
    ]
