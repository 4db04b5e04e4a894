"""What validating messages yields: findings on each, and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soapstone.model.findings import Origin, SpecError
from soapstone.runtime.standin.notes import Effect


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a message."""

    code: str
    """A short, stable word for its kind: ``spelling``."""
    effect: Effect
    origin: Origin
    path: str
    """In XML names, as readers have it: ``$.Lines[2].Sku``."""
    found: str
    expected: str
    does: str
    """What .NET does with it: ``skipped``."""
    advice: str
    said: str = ""
    """What the stand-in reports of it in a line."""


class Verdict(StrEnum):
    """What becomes of a message, the best first."""

    RIGHT = "right"
    TAKEN = "taken"
    """All of it is read, though it is not as the schema says."""
    PARTLY = "taken in part"
    REFUSED = "refused"


_VERDICTS = {
    Effect.HARMLESS: Verdict.TAKEN,
    Effect.LOST: Verdict.PARTLY,
    Effect.DOUBTFUL: Verdict.PARTLY,
    Effect.REFUSED: Verdict.REFUSED,
}
_RANKS = list(Verdict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A message, and what is wrong with it."""

    origin: Origin
    """Where it begins."""
    name: str
    """The local name of its root element; of a form, the operation's."""
    operation: str
    """The operation that it belongs to; "" for none."""
    direction: str
    """``request``, ``response``, ``fault``; "" where no operation is known."""
    findings: tuple[Finding, ...]
    more: int = 0
    """Findings beyond those."""

    @property
    def verdict(self) -> Verdict:
        """What becomes of it: the worst that a finding says."""
        verdicts = (_VERDICTS[each.effect] for each in self.findings)
        return max(verdicts, key=_RANKS.index, default=Verdict.RIGHT)

    @property
    def is_taken(self) -> bool:
        """Whether the service takes all of it."""
        return self.verdict in (Verdict.RIGHT, Verdict.TAKEN)


@dataclass(frozen=True, slots=True)
class Validated:
    """A file and the messages in it."""

    file: str
    messages: tuple[Judged, ...] = ()
    unjudged: int = 0
    """Messages that are no XML, and no call of an operation by a form or an address."""
    error: SpecError | None = None
    """Why the file cannot be read."""
