"""Prints the result of a run: a table, findings and errors for people, or JSON for programs.

Much of the text comes from pages, which are not trusted: it is printed as plain text, never as
markup, and characters that control a terminal are shown escaped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from soapstone.model.attention import is_incomplete, is_routine
from soapstone.model.findings import Finding, Severity, SpecError
from soapstone.output.packages import Generated, Package
from soapstone.output.plan import Plan, PlannedPackage, State
from soapstone.output.reported import Key, unreported
from soapstone.report.documents import error_as_json
from soapstone.report.places import Place
from soapstone.report.safe_text import safe

_LEFT_OUT = "ignored-file"
"""The code of findings on files that are no pages."""
RUNTIME = "runtime"
"""The package that belongs to no service; its files are copies of Soapstone's runtime."""

_OTHERS = 9
"""So many errors are printed beside the first; more are counted."""
_PLACES = 3
"""So many more places of the same error are printed; others are counted."""


def findings(
    generated: Generated,
    *,
    full: bool,
    known: Mapping[str, Counter[Key]] = {},
    place: Place = str,
) -> Iterator[str]:
    """Yield lines of findings, grouped by service: those that are not ``known``.

    ``known`` has, by package, the findings of earlier runs. Routine notes are only counted, as is
    what is known, unless ``full``. A file that is left out, and a sample that is not whole, are
    named in every run.
    """
    short = False
    for package in generated.packages:
        every = package.findings
        if not every:
            continue
        new = unreported(every, known.get(package.name, Counter()))
        shown = every if full else [each for each in new if not is_routine(each)]
        if shown or not short:
            yield ""
        short = not shown
        counts = severities(every) if full else _counts(every, new)
        yield f"{safe(package.name)}: {counts}"
        for finding in shown:
            if full:
                yield from finding_lines(finding, place)
            else:
                yield finding_line(finding, place)
        if not full:
            yield from _remaining(every, new, place)


def on_pages(
    package: Package, known: Counter[Key], place: Place = str
) -> Iterator[str]:
    """Yield a line for each sample that is not whole, and each conflict that is not ``known``."""
    new = set(map(id, unreported(package.findings, known)))
    for each in package.findings:
        is_new_conflict = each.severity is Severity.CONFLICT and id(each) in new
        if is_new_conflict or is_incomplete(each):
            yield finding_line(each, place)


def finding_line(finding: Finding, place: Place = str) -> str:
    """Return a finding on one line. Of a guess, what was decided says enough."""
    said = finding.decided
    if finding.severity is not Severity.GUESS or is_incomplete(finding):
        said = f"{finding.found} {said}"
    where = place(finding.origin)
    return safe(f"  {finding.severity:<9} {where}  {finding.subject}: {said}")


def _remaining(
    every: Sequence[Finding], new: Collection[Finding], place: Place
) -> Iterator[str]:
    """Lines on what earlier runs said of files and samples: they are still like that."""
    shown = set(map(id, new))
    before = [each for each in every if id(each) not in shown]
    noted = [each for each in before if each.severity is not Severity.NOTE]
    left_out = [place(each.origin) for each in noted if each.code == _LEFT_OUT]
    cut = [place(each.origin) for each in before if is_incomplete(each)]
    if left_out:
        yield f"  left out  {safe(_some(left_out, ''))}"
    if cut:
        yield f"  not whole {safe(_some(list(dict.fromkeys(cut)), ''))}"


def _counts(every: Sequence[Finding], new: Collection[Finding]) -> str:
    """How many findings are new, were shown before, and are not shown but by ``-v``."""
    routine = [each for each in every if is_routine(each)]
    fresh = [each for each in new if not is_routine(each)]
    old = Counter(each.severity for each in every)
    old.subtract(each.severity for each in (*routine, *fresh))
    parts = []
    if fresh:
        parts.append(severities(fresh) + (" new" if old.total() else ""))
    if old.total():
        parts.append(f"{_counted(old)} shown before")
    if routine:
        parts.append(f"{severities(routine)} not shown")
    hidden = old.total() or routine
    if hidden:
        parts[-1] += f" (-v shows {'all' if len(every) > 1 else 'it'})"
    return "; ".join(parts)


def severities(found: Iterable[Finding]) -> str:
    """Return the count of each severity: ``1 conflict, 9 guesses, 3 notes``."""
    return _counted(Counter(finding.severity for finding in found))


def _counted(counts: Mapping[Severity, int]) -> str:
    return ", ".join(
        f"{counts[severity]} {severity if counts[severity] == 1 else _PLURALS[severity]}"
        for severity in _PLURALS
        if counts.get(severity)
    )


_PLURALS = {
    Severity.CONFLICT: "conflicts",
    Severity.GUESS: "guesses",
    Severity.NOTE: "notes",
}
"""Severities, the most urgent first."""


def finding_lines(finding: Finding, place: Place = str) -> Iterator[str]:
    """Yield the lines of a finding in full, with its code."""
    head = f"{place(finding.origin)}  {finding.severity}  {finding.subject} ({finding.code})"
    yield f"  {safe(head)}"
    yield f"    found    {safe(finding.found)}"
    yield f"    decided  {safe(finding.decided)}"
    yield f"    settle   {safe(finding.settle)}"


def error_lines(error: SpecError, where: str = "", place: Place = str) -> Iterator[str]:
    """Yield the lines of an error and of those reported with it; ``where`` names the service."""
    return _grouped([(where, each) for each in (error, *error.others)], place)


def errors(plan: Plan, place: Place = str) -> Iterator[str]:
    """Yield the lines of every error of a plan."""
    return _grouped(
        [
            (package.name, each)
            for package in plan.packages
            for error in (*package.unread, *filter(None, (package.error,)))
            for each in (error, *error.others)
        ],
        place,
    )


def _grouped(every: Sequence[tuple[str, SpecError]], place: Place) -> Iterator[str]:
    """Yield the lines of errors, each with the name of its service. Those that say the same are
    printed once, with the places of the others.
    """
    alike: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for where, error in every:
        words = (error.found, error.expected, error.advice)
        alike[words].append((where, place(error.origin)))
    # Only what generates a service has --json.
    rest = ", which --json shows" if any(where for where, _ in every) else ""
    shown = list(alike.items())[: _OTHERS + 1]
    for (found, expected, advice), ((where, first), *others) in shown:
        yield f"error: {safe(f'{where}: ' if where else '')}{safe(first)}"
        yield f"  found     {safe(found)}"
        yield f"  expected  {safe(expected)}"
        yield f"  {safe(advice)}"
        if others:
            yield f"  also in   {safe(_some([each for _, each in others], rest))}"
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


def as_values(
    generated: Generated,
    plan: Plan,
    changes: Mapping[str, Sequence[Any]] = {},
    known: Mapping[str, Counter[Key]] = {},
) -> dict[str, Any]:
    """Return the whole result as values for JSON.

    ``services`` as generated, with what has changed since they were generated last: ``changes``, as
    JSON has them, and findings that are ``new`` unless they were ``known``; ``folders``
    are the others of the output: the runtime, the output folder itself ("") and folders of services
    that are no longer in the specs. ``findings`` are on
    files of no service. ``unread`` has the errors of inputs that a package was
    generated without.
    """
    planned = {package.name: package for package in plan.packages}
    services = [package for package in generated.packages if package.name != RUNTIME]
    named = {package.name for package in services}
    return {
        "services": [
            {
                "service": package.name,
                "pages": package.pages,
                "operations": package.operations,
                "records": package.records,
                **_files_as_json(planned[package.name]),
                "findings": _marked(package, known),
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
    }


def _marked(
    package: Package, known: Mapping[str, Counter[Key]]
) -> list[dict[str, Any]]:
    """The findings of a package, each with whether it is new."""
    new = set(map(id, unreported(package.findings, known.get(package.name, Counter()))))
    values = findings_as_json(package.findings)
    for value, finding in zip(values, package.findings, strict=True):
        value["new"] = id(finding) in new
    return values


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
