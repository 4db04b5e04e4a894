"""The values that an explanation consists of: evidence, decisions, parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soapstone.model.decisions import Decisions
from soapstone.model.findings import Finding, Origin
from soapstone.model.rules import Aspect, Decision, Source


class Kind(StrEnum):
    """The kind of a piece of evidence; the value is the text that is printed."""

    SAMPLE = "sample"
    ROW = "table row"
    TABLE = "table"
    SOURCE = "C# source"
    DECLARATION = "declaration"
    """Of a WSDL or a schema."""
    FRAMEWORK = "ServiceStack's own type"
    PAGE = "page"
    ADDRESS = "address"
    ROUTE = "route"
    ACCESS = "access"
    RECORDED = "recorded message"
    """Recordings, not pages."""
    OVERRIDE = "override"
    NAME = "name once given"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line that speaks of the subject, with file and line number."""

    kind: Kind
    origin: Origin
    shows: str
    """The line; of a long one the part around the subject."""
    decides: bool = False
    """Whether the decision rests on this line."""


class Sure(StrEnum):
    """How sure a decision is: the certainty of its rule, or an origin that outweighs it."""

    PERSON = "a person says so"
    STATED = "stated"
    FOLLOWS = "follows"
    USUAL = "usual"
    GUESS = "guess"
    CONFLICT = "conflict"


def sure_of(decision: Decision) -> Sure:
    """Return how sure one decision is."""
    if decision.rule.source is Source.PERSON:
        return Sure.PERSON
    if decision.rule.aspect is Aspect.CONFLICT:
        return Sure.CONFLICT
    return Sure(decision.rule.certainty)


class Nature(StrEnum):
    """What an explanation is about."""

    OPERATION = "operation"
    RECORD = "record"
    ENUMERATION = "enumeration"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Part:
    """One line on a member, in the explanation of its record."""

    name: str
    decided: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Change:
    """What a person does to change a decision."""

    text: str
    """A sentence, or what to write into a file."""
    file: str = ""
    """The path of that file, below the specs folder."""

    def __str__(self) -> str:
        return f"{self.text} in {self.file}" if self.file else self.text


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one operation, record, enumeration or member."""

    nature: Nature
    subject: str
    """Its name in XML: ``Account.RefId``."""
    python: str
    """Its name in generated code: ``Account.ref_id: int | None``."""
    decided: str
    sure: Sure
    decisions: Decisions
    """The decision on each aspect; the first is about what ``decided`` begins with."""
    gave_way: Decisions
    """What other pages, recordings or rules say, and what is outweighed."""
    evidence: tuple[Evidence, ...]
    """The deciding line first, then the others in the order of the pages."""
    findings: tuple[Finding, ...]
    """What the pages leave open or contradict."""
    changes: tuple[Change, ...]
    """What would change the decision."""
    parts: tuple[Part, ...] = ()
    """The members of a record; empty for anything else."""
    documentation: str = ""
    """The description of a member, with the values that its page allows."""
