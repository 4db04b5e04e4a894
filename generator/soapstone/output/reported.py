"""Remembers which findings have been reported, beside the code, so that a run shows what is new.

``.soapstone/findings.json`` is checked in with the package: a clone on another machine knows the
same findings. It has no line and no sentence, so that it changes only if a finding comes or goes.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from soapstone.inputs.regular_files import read_regular
from soapstone.model.findings import Finding

FINDINGS = ".soapstone/findings.json"
"""The path of the file in a package. A package without findings has none."""

Key = tuple[str, str]
"""What a finding is known by: its code and its subject."""


def to_json(findings: Iterable[Finding]) -> str:
    """Return the text of the file: the same for the same findings in any order; "" without any.

    Those on a file as a whole are left out: that file may come, go or be redacted without a change
    of the service, and is shown as long as it is there.
    """
    keys = sorted(
        (each.code, each.subject)
        for each in findings
        if each.subject != each.origin.file
    )
    if not keys:
        return ""
    found = [{"code": code, "subject": subject} for code, subject in keys]
    return json.dumps({"format": 1, "findings": found}, indent=2) + "\n"


def reported(out: Path, package: str) -> Counter[Key]:
    """Return the findings that were reported of a package in the folder ``out``, and how often.

    There are none where the file cannot be read: then all are new.
    """
    with contextlib.suppress(
        OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError
    ):
        known = json.loads(read_regular(out / package / FINDINGS))["findings"]
        return Counter((str(each["code"]), str(each["subject"])) for each in known)
    return Counter()


def unreported(findings: Iterable[Finding], known: Counter[Key]) -> Collection[Finding]:
    """Return those of the findings that were not reported, in their order."""
    left = Counter(known)
    new = []
    for each in findings:
        key = (each.code, each.subject)
        if left[key]:
            left[key] -= 1
        else:
            new.append(each)
    return new
