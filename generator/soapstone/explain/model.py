"""The values that an explanation consists of: evidence, rulings, parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soapstone.model.findings import Finding, Origin


class Kind(StrEnum):
    """The kind of a piece of evidence; the value is the text that is printed."""

    SAMPLE = "sample"
    ROW = "table row"
    TABLE = "table"
    SOURCE = "C# source"
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
    """How sure a decision is."""

    PERSON = "a person says so"
    STATED = "the page states it"
    RULE = "a rule settles it"
    GUESS = "a guess"
    CONFLICT = "contradicted"


class Aspect(StrEnum):
    """What a rule decides."""

    TYPE = "type"
    NULL = "null"
    REQUIRED = "given"
    """Whether the constructor requires it."""
    NAME = "name"
    ORDER = "order"
    MEMBERS = "members"
    FLAGS = "flags"
    MESSAGES = "messages"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule as it was applied."""

    aspect: Aspect
    text: str
    source: str
    """The program whose rule it is, such as XmlSerializer."""
    sure: Sure
    change: str
    """What would change the decision; "" if only another page would."""


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
class Explanation:
    """The explanation of one operation, record, enumeration or member."""

    nature: Nature
    subject: str
    """Its name in XML: ``Account.RefId``."""
    python: str
    """Its name in generated code: ``Account.ref_id: int | None``."""
    decided: str
    sure: Sure
    rulings: tuple[Ruling, ...]
    """The rule of each aspect; the first is about what ``decided`` begins with."""
    evidence: tuple[Evidence, ...]
    """The deciding line first, then the others in the order of the pages."""
    findings: tuple[Finding, ...]
    """What the pages leave open or contradict."""
    changes: tuple[str, ...]
    """What would change the decision."""
    parts: tuple[Part, ...] = ()
    """The members of a record; empty for anything else."""
