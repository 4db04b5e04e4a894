"""Assesses one change: applies the rule of its kind and says whom it breaks.

The same change of a type breaks senders if requests hold the type, receivers if responses do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from soapstone.changes.rules import (
    PYTHON_REASONS,
    RULES,
    Audience,
    Change,
    Kind,
    PythonRule,
)


@dataclass(frozen=True, slots=True)
class Usage:
    """Which messages hold the changed type."""

    requests: bool = True
    responses: bool = True


EVERYWHERE = Usage()


def assessed(
    kind: Kind,
    subject: str,
    before: str = "",
    after: str = "",
    usage: Usage = EVERYWHERE,
) -> Change:
    """Return the change with whom it breaks by the rule of its kind.

    ``before`` and ``after`` are texts to print. Rules on constructors and annotations depend on the
    member too; ``fields`` applies them.
    """
    rule = RULES[kind]
    breaks: dict[Audience, str] = {}
    if rule.request and usage.requests:
        breaks[Audience.SENDERS] = rule.request
    if rule.response and usage.responses:
        breaks[Audience.RECEIVERS] = rule.response
    if rule.python is PythonRule.ALWAYS:
        breaks[Audience.PYTHON] = PYTHON_REASONS[PythonRule.ALWAYS]
    return Change(kind, subject, before, after, breaks)


def with_breaks(change: Change, more: Mapping[Audience, str]) -> Change:
    """Return the same change, which also breaks these audiences, each with its reason."""
    breaks = {**change.breaks, **more}
    ordered = {each: breaks[each] for each in Audience if each in breaks}
    return replace(change, breaks=ordered)
