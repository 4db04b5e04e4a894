"""What validating messages says: a line where all is right, findings, or one JSON document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from soapstone.report.counting import counted
from soapstone.report.documents import error_as_json
from soapstone.report.safe_text import safe
from soapstone.validating.judgements import Finding, Judged, Verdict
from soapstone.validating.run import Validation

_SHOWN = 20
"""Findings of a message that are printed; more are counted."""


def lines(validation: Validation) -> Iterator[str]:
    """Each message that is not right, with its findings, and a line on all of them."""
    judged = [each for file in validation.files for each in file.messages]
    for each in judged:
        if each.findings:
            yield from _message(each)
    if judged:
        yield f"{safe(validation.service)}  {_totals(judged)}"
    unjudged = sum(each.unjudged for each in validation.files)
    if unjudged:
        yield f"  not judged  {unjudged}: no XML, and no call of an operation"


def as_values(validation: Validation) -> dict[str, Any]:
    """All of it as values for JSON: the service, with its files and their messages."""
    service = {
        "service": validation.service,
        "files": [
            {
                "file": each.file,
                "messages": list(map(_message_as_json, each.messages)),
                "unjudged": each.unjudged,
                "error": error_as_json(each.error) if each.error else None,
            }
            for each in validation.files
        ],
        "error": error_as_json(validation.unread) if validation.unread else None,
    }
    return {"services": [service]}


def _message(judged: Judged) -> Iterator[str]:
    what = f"{judged.name}, {judged.direction}" if judged.direction else judged.name
    yield safe(f"{judged.origin}  {what}: {judged.verdict}")
    for each in judged.findings[:_SHOWN]:
        yield from _finding(each)
    if left := len(judged.findings[_SHOWN:]) + judged.more:
        yield f"  and {left} more, which --json shows"


def _finding(finding: Finding) -> Iterator[str]:
    head = f"{finding.origin}  {finding.effect}  {finding.path}: {finding.found}"
    yield f"  {safe(head)}"
    yield f"    expected  {safe(finding.expected)}"
    yield f"    .NET      {finding.does}"
    yield f"    {finding.advice}"


def _totals(judged: list[Judged]) -> str:
    """How many messages there are of each verdict, the best first."""
    counts = Counter(each.verdict for each in judged)
    total = counted(len(judged), "message")
    if len(counts) == 1:
        return f"{total}: {judged[0].verdict}"
    parts = (f"{counts[each]} {each}" for each in Verdict if counts[each])
    return f"{total}: {', '.join(parts)}"


def _message_as_json(judged: Judged) -> dict[str, Any]:
    return {
        "file": judged.origin.file,
        "line": judged.origin.line,
        "name": judged.name,
        "operation": judged.operation,
        "direction": judged.direction,
        "verdict": judged.verdict,
        "findings": [
            {
                "code": each.code,
                "effect": each.effect,
                "file": each.origin.file,
                "line": each.origin.line,
                "path": each.path,
                "found": each.found,
                "expected": each.expected,
                "does": each.does,
                "advice": each.advice,
            }
            for each in judged.findings
        ],
        "more": judged.more,
    }
