"""Remembers the findings of a run, beside the code, so that the next shows what is new.

``.soapstone/findings.json`` is checked in with the package: a clone on another machine knows the
same findings. It has no line and no sentence, so that it changes only if a finding comes or goes.

Findings on a file as a whole stand apart in it. Such a file, a PDF beside the pages, need not be
checked in: that it is not there does not put a package out of date.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from soapstone.inputs.regular_files import read_regular
from soapstone.model.findings import Finding
from soapstone.output.packages import Generated, Package

FINDINGS = ".soapstone/findings.json"
"""The path of the file in a package. A package without findings has none."""

_FINDINGS = "findings"
_FILES = "files"
"""The keys of the file, of which older ones have only the first."""

Key = tuple[str, str]
"""What a finding is known by: its code and its subject."""


def to_json(findings: Iterable[Finding]) -> str:
    """Return the text of the file: the same for the same findings in any order; "" without any."""
    found: dict[str, list[Key]] = {_FINDINGS: [], _FILES: []}
    for each in findings:
        kind = _FILES if is_on_file(each) else _FINDINGS
        found[kind].append((each.code, each.subject))
    if not any(found.values()):
        return ""
    if not found[_FILES]:
        del found[_FILES]
    values = {
        kind: [{"code": code, "subject": subject} for code, subject in sorted(keys)]
        for kind, keys in found.items()
    }
    return json.dumps({"format": 1, **values}, indent=2) + "\n"


def is_on_file(finding: Finding) -> bool:
    """Return whether a finding is on a file as a whole."""
    return finding.subject == finding.origin.file


def reported(out: Path, package: str) -> Counter[Key]:
    """Return the findings that were reported of a package in the folder ``out``, and how often.

    There are none where the file cannot be read: then all are new.
    """
    with contextlib.suppress(OSError, UnicodeDecodeError):
        known = _known(_text(out, package))
        return Counter([*known[_FINDINGS], *known[_FILES]])
    return Counter()


def without_changes_of_files(generated: Generated, out: Path) -> Generated:
    """Return the packages with the file that ``out`` has, where it differs in nothing but findings
    on files.
    """
    packages = (_with_known_files(each, out) for each in generated.packages)
    return replace(generated, packages=tuple(packages))


def _with_known_files(package: Package, out: Path) -> Package:
    made = package.files.get(FINDINGS, "")
    try:
        there = _text(out, package.name)
    except (OSError, UnicodeDecodeError):
        there = ""
    same = _known(made)[_FINDINGS] == _known(there)[_FINDINGS]
    if made == there or not same or package.error:
        return package
    files = {path: text for path, text in package.files.items() if path != FINDINGS}
    if there:
        files[FINDINGS] = there
    return replace(package, files=dict(sorted(files.items())))


def _text(out: Path, package: str) -> str:
    return read_regular(out / package / FINDINGS).decode()


def _known(text: str) -> Mapping[str, list[Key]]:
    """The keys that the file has; none where it is damaged."""
    with contextlib.suppress(
        ValueError, TypeError, KeyError, AttributeError, RecursionError
    ):
        known = json.loads(text)
        return {
            _FINDINGS: list(map(_key, known[_FINDINGS])),
            _FILES: list(map(_key, known.get(_FILES, ()))),
        }
    return {_FINDINGS: [], _FILES: []}


def _key(known: Mapping[str, object]) -> Key:
    return str(known["code"]), str(known["subject"])


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
