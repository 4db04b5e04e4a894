"""Findings: what a run noticed and a person should know, as values with file and line.

A finding never stops a run. What does stop a service is a :class:`SpecError`, raised by whichever
stage cannot go on and reported beside the findings of the other services.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a fact stands: a page, a line of it (from 1), and the text that is there."""

    file: str
    """The page's path below the specs folder, with forward slashes:
    ``tc2/SynchronizePanelUser.txt``.
    """
    line: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Severity(StrEnum):
    """How much a finding asks of its reader."""

    NOTE = "note"
    """The page is silent or odd; the rule of the program that wrote it settles the matter."""
    GUESS = "guess"
    """The page does not settle it and no rule does: look here when a value surprises you."""
    CONFLICT = "conflict"
    """Pages, or parts of one, contradict each other."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a page left open, got wrong or said twice, and what became of it."""

    code: str
    """A short, stable word for the kind of finding: ``nameless-row``."""
    severity: Severity
    subject: str
    """What it is about, in the service's own words: ``Account.RefId``."""
    origin: Origin
    found: str
    """What stands on the page."""
    decided: str
    """What was made of it."""
    settle: str
    """What would settle it for good."""


class SpecError(Exception):
    """A page that cannot be used; the service it belongs to is left as it was.

    ``origin`` says where, ``found`` what stands there, ``expected`` what should, ``advice`` what to
    do. ``others`` are the errors of the same service's other pages.
    """

    others: tuple[SpecError, ...] = ()

    def __init__(self, origin: Origin, found: str, expected: str, advice: str) -> None:
        super().__init__(f"{origin}: found {found}; expected {expected}. {advice}")
        self.origin = origin
        self.found = found
        self.expected = expected
        self.advice = advice


def together(errors: Sequence[SpecError]) -> SpecError:
    """The first of a service's errors, with the others."""
    first, *others = errors
    first.others = tuple(others)
    return first
