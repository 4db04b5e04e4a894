"""The verdict on a change: the rules applied to where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from soapstone.changes.rules import (
    PYTHON_REASONS,
    RULES,
    Audience,
    Change,
    Kind,
    PythonRule,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a type travels."""

    requests: bool = True
    responses: bool = True


EVERYWHERE = Place()


def judged(
    kind: Kind,
    subject: str,
    before: str = "",
    after: str = "",
    place: Place = EVERYWHERE,
) -> Change:
    """A change by its rule alone: whether a constructor or an annotation breaks callers depends on
    the member (``fields``).
    """
    rule = RULES[kind]
    breaks: dict[Audience, str] = {}
    if rule.request and place.requests:
        breaks[Audience.SENDERS] = rule.request
    if rule.response and place.responses:
        breaks[Audience.RECEIVERS] = rule.response
    if rule.python is PythonRule.ALWAYS:
        breaks[Audience.PYTHON] = PYTHON_REASONS[PythonRule.ALWAYS]
    return Change(kind, subject, before, after, breaks)


def broken(change: Change, more: Mapping[Audience, str]) -> Change:
    """The change with others whom it breaks."""
    breaks = {**change.breaks, **more}
    ordered = {each: breaks[each] for each in Audience if each in breaks}
    return Change(change.kind, change.subject, change.before, change.after, ordered)
