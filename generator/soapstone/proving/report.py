"""What the test of services says: a line for each, its failures, or one JSON document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from soapstone.proving.proof import Failure, Proof, Untried
from soapstone.report.counting import counted
from soapstone.report.documents import error_as_json
from soapstone.report.places import Place
from soapstone.report.safe_text import safe

_PROVED = "read, written, read again equal; valid by schema"
_SHOWN = 10
"""Failures of a service that are printed in full: one cause has many."""
_NAMED = 5
"""How many of the messages that were not tried are named without -v."""
_ADVICE = (
    "Please report it, with this page or one like it; if the page was edited, save it"
    " again."
)


def lines(proof: Proof) -> Iterator[str]:
    """A service in a line: what was proved of it. Nothing where an error left nothing to try."""
    if proof.error is None or proof.messages:
        counts = (
            f"{counted(proof.messages, 'message')},"
            f" {counted(proof.documents, 'document')}"
        )
        yield f"{safe(proof.service)}  {counts}: {_verdict(proof)}"


def untried(proof: Proof, *, full: bool, place: Place = str) -> Iterator[str]:
    """What could not be tried: how much for what reason, or each. Messages have names in both."""
    if full:
        for each in proof.untried:
            where = f"{place(each.origin)}  " if each.origin else ""
            yield safe(f"  not tried  {where}{each.subject}: {each.reason}")
        return
    by_reason: defaultdict[str, list[Untried]] = defaultdict(list)
    for each in proof.untried:
        by_reason[each.reason].append(each)
    for reason, found in by_reason.items():
        names = ", ".join(each.subject for each in found[:_NAMED] if each.is_message)
        more = f" and {len(found) - _NAMED} more" if names and found[_NAMED:] else ""
        named = f" ({names}{more})" if names else ""
        yield safe(f"  not tried  {len(found)}{named}: {reason}")


def failures(proof: Proof, place: Place = str) -> Iterator[str]:
    """The failures in full, as many as a screen holds; of one step of one message the first."""
    alike: defaultdict[object, list[Failure]] = defaultdict(list)
    for each in proof.failures:
        alike[each.origin, each.message, each.step].append(each)
    for first, *others in list(alike.values())[:_SHOWN]:
        more = f", and with {len(others)} more" if others else ""
        with_values = f"with {first.filling} values{more}"
        what = f"{place(first.origin)}  {first.message}"
        yield f"failed: {safe(what)}, {first.step}, {with_values}"
        yield f"  found     {safe(first.found)}"
        yield f"  expected  {safe(first.expected)}"
        yield f"  {_ADVICE}"
    if (left := len(alike) - _SHOWN) > 0:
        yield f"and {left} more of {safe(proof.service)}, which --json shows"


def as_values(proofs: Sequence[Proof]) -> dict[str, Any]:
    """All of it as values for JSON."""
    services = [
        {
            "service": proof.service,
            "messages": proof.messages,
            "documents": proof.documents,
            "failures": list(map(_failure_as_json, proof.failures)),
            "untried": list(map(_untried_as_json, proof.untried)),
            "error": error_as_json(proof.error) if proof.error else None,
        }
        for proof in proofs
    ]
    return {"services": services}


def _verdict(proof: Proof) -> str:
    if proof.failures:
        return f"{len(proof.failures)} failed"
    return _PROVED if proof.documents else "nothing could be tried"


def _failure_as_json(failure: Failure) -> dict[str, Any]:
    return {
        "file": failure.origin.file,
        "line": failure.origin.line,
        "message": failure.message,
        "filling": failure.filling,
        "step": failure.step,
        "found": failure.found,
        "expected": failure.expected,
    }


def _untried_as_json(untried: Untried) -> dict[str, Any]:
    return {
        "subject": untried.subject,
        "file": untried.origin.file if untried.origin else None,
        "line": untried.origin.line if untried.origin else None,
        "reason": untried.reason,
    }
