"""Findings and errors: messages to a person, as values with file and line.

A finding never stops a run. It says what was found, what was decided and what would settle it. A
:class:`SpecError` is about an input that cannot be used: the others of its service are, unless they
need it. The run reports all errors together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a fact stands: a file, a line of it (from 1; 0 for the whole file), and the text of the
    line.
    """

    file: str
    """Path below the specs folder, with forward slashes: ``tc2/SynchronizePanelUser.txt``."""
    line: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


NOWHERE = Origin("", 0)
"""Of what no file shows."""


class Severity(StrEnum):
    """How much attention a finding needs."""

    NOTE = "note"
    """The page is silent or odd. A rule of the program that wrote it settles the matter."""
    GUESS = "guess"
    """Neither the page nor a rule settles it. Look here first when a value surprises you."""
    CONFLICT = "conflict"
    """Two pages, or two parts of one page, contradict each other."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a page leaves open or contradicts, and how it was resolved."""

    code: str
    """A short, stable word for the kind of finding: ``nameless-row``."""
    severity: Severity
    subject: str
    """What it concerns, in the service's own words: ``Account.RefId``."""
    origin: Origin
    found: str
    """What the page, the file or the message shows."""
    decided: str
    """What was decided: how generated code treats it."""
    settle: str
    """What would settle it for good."""


class SpecError(Exception):
    """An input that cannot be used.

    ``origin`` says where, ``found`` what was found, ``expected`` what was expected, ``advice`` what
    to do. ``others`` are the errors of the other files of the same service.
    """

    others: tuple[SpecError, ...] = ()

    def __init__(self, origin: Origin, found: str, expected: str, advice: str) -> None:
        super().__init__(f"{origin}: found {found}; expected {expected}. {advice}")
        self.origin = origin
        self.found = found
        self.expected = expected
        self.advice = advice


class Incomplete(SpecError):
    """A sample that breaks off, or is not there at all. What else the page shows can be used."""


@dataclass(slots=True)
class Errors:
    """Collects the errors of one file, so that a person sees all of them in one run."""

    found: list[SpecError] = field(default_factory=list)

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Keep a SpecError of the block, and go on after the block."""
        try:
            yield
        except SpecError as error:
            self.add(error)

    def add(self, error: SpecError) -> None:
        """Keep an error, unless another says the same of the same place."""
        if str(error) not in map(str, self.found):
            self.found.append(error)

    def check(self) -> None:
        """Raise SpecError if there was one: the first, with the others attached."""
        if self.found:
            raise together(sorted(self.found, key=lambda error: error.origin))


def together(errors: Sequence[SpecError]) -> SpecError:
    """Return the first of a service's errors, with the others (and those of each) attached."""
    first, *others = [one for error in errors for one in (error, *error.others)]
    for other in others:
        other.others = ()
    first.others = tuple(others)
    return first
