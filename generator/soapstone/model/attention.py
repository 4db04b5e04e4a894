"""Which findings a run shows, and how often.

Conflicts and guesses are shown once, when they are new. A note is routine: a rule settles the
matter, and only ``-v`` shows it. Some notes need an eye all the same.
"""

from __future__ import annotations

from soapstone.model.findings import Finding, Severity

INCOMPLETE = frozenset(
    {
        "incomplete-sample",
        "missing-half",
        "missing-request",
        "missing-response",
    }
)
"""Codes of findings on samples that break off or lack a half. As long as the page is like that,
every run says so: the operation may be known worse than before.
"""
NOTICED = frozenset(
    {
        "ignored-file",
        "index-page",
        "json-only",
        "no-element",
        "no-sample",
        "no-xml",
        "only-in-format",
        "recorded-foreign",
        "recorded-no-xml",
        "request-by-parameters",
        "rpc-encoded",
        "service-page",
        "superfluous-override",
        "unused-name",
    }
)
"""Codes of notes that are shown once: something is not used, not read, or left out."""


def is_routine(finding: Finding) -> bool:
    """Return whether only ``-v`` shows the finding."""
    is_note = finding.severity is Severity.NOTE
    return is_note and finding.code not in INCOMPLETE | NOTICED


def is_incomplete(finding: Finding) -> bool:
    """Return whether the finding is on a sample that is not whole."""
    return finding.code in INCOMPLETE
