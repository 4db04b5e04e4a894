"""An explanation and its parts, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soapstone.model.findings import Finding, Origin


class Kind(StrEnum):
    """What a piece of evidence is."""

    SAMPLE = "sample"
    ROW = "table row"
    TABLE = "table"
    SOURCE = "C# source"
    FRAMEWORK = "ServiceStack's own type"
    PAGE = "page"
    ROUTE = "route"
    ACCESS = "access"
    RECORDED = "recorded message"
    """Of a file that is no page."""
    OVERRIDE = "override"
    NAME = "name once given"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text that speaks of something, and where it stands."""

    kind: Kind
    origin: Origin
    shows: str
    """The text itself; of a long line what concerns the subject."""
    decides: bool = False
    """The type, or what else is asked for, is that of this text."""


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
    GIVEN = "given"
    """Whether it has to be said."""
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
    """Whose rule it is."""
    sure: Sure
    change: str
    """What would change the decision; "" where only the page could."""


class Nature(StrEnum):
    """What an explanation is about."""

    OPERATION = "operation"
    RECORD = "record"
    ENUMERATION = "enumeration"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a record, in short."""

    name: str
    decided: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that there is to say of one thing of a service."""

    nature: Nature
    subject: str
    """By its name on the wire: ``Account.RefId``."""
    python: str
    """As generated code has it: ``Account.ref_id: int | None``."""
    decided: str
    sure: Sure
    rulings: tuple[Ruling, ...]
    """The first is on what ``decided`` begins with."""
    evidence: tuple[Evidence, ...]
    """What decides first, then in the order of the pages."""
    findings: tuple[Finding, ...]
    """What is left open."""
    changes: tuple[str, ...]
    """What would change the decision."""
    parts: tuple[Part, ...] = ()
    """Of a record: its members."""
