"""Rules: the knowledge by which Soapstone decides, each with its sentence and how sure it is.

``catalogue`` has all of them. Explanations, findings and ``docs/rules.md`` print their texts, so no
other module has a sentence about a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from soapstone.model.findings import Finding, Origin, Severity


class Certainty(StrEnum):
    """How sure a rule is, the surest first. What is stated or follows has no known exception."""

    STATED = "stated"
    """The page prints it."""
    FOLLOWS = "follows"
    """A rule without known exceptions."""
    USUAL = "usual"
    """A rule with known exceptions; ``Rule.exceptions`` says how many."""
    GUESS = "guess"
    """Nothing on the pages settles it."""


class Aspect(StrEnum):
    """What a rule decides."""

    TYPE = "type"
    OCCURRENCE = "occurrence"
    """Once, or repeated in place."""
    NULL = "null"
    PRESENCE = "presence"
    """Whether a message may lack the member, and the constructor requires it."""
    ROW = "row"
    """Which row of a table belongs to the member."""
    IDENTITY = "name"
    BASE = "base"
    """Which type a type extends."""
    ORDER = "order"
    MEMBERS = "members"
    FLAGS = "flags"
    MESSAGES = "messages"
    SAMPLES = "samples"
    """Whether the samples are whole."""
    CALL = "call"
    """Whether the client can call the operation: decided where it cannot."""
    PARAMETERS = "parameters"
    """Which member each parameter of a query string or a form body carries."""
    ADDRESS = "address"
    ACTION = "action"
    """The SOAPAction."""
    CONFLICT = "conflict"
    """Two sources contradict each other."""


class Source(StrEnum):
    """The program whose rule it is, or what else tells the matter."""

    ASMX = "ASMX pages"
    SERVICESTACK = "ServiceStack pages"
    WCF = "WCF REST help pages"
    SOAPUI = "SoapUI"
    SAMPLES = "samples"
    """Made by a tool or by hand, with values in them."""
    XML_SERIALIZER = "XmlSerializer"
    DATA_CONTRACT = "DataContractSerializer"
    WSDL = "WSDL and XML Schema"
    SOAPSTONE = "Soapstone"
    RECORDINGS = "recorded messages"
    PERSON = "overrides.toml"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a finding prints about a decision; ``{name}`` stands for a word of the decision."""

    found: str
    decided: str


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule. Texts may hold ``{name}``, which stands for a word of the decision."""

    id: str
    """Short and stable."""
    aspect: Aspect
    certainty: Certainty
    source: Source
    sentence: str
    exceptions: str = ""
    """Where it is known not to hold, and how often that was measured."""
    change: str = ""
    """What would change the decision; "" if only another page would."""
    remark: Remark | None = None
    """The text of its findings; None where the decision needs no attention."""
    code: str = ""
    """The code of its findings, where several rules share one; otherwise the id."""
    here: Decision = field(init=False, repr=False)
    """The decision by this rule whose evidence is the place that carries it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "here", Decision(self))

    def at(self, origin: Origin | None, *, about: str = "", **words: str) -> Decision:
        """Return a decision by this rule with evidence and words of its own.

        ``about`` names a part of the subject that the contract does not have.
        """
        return Decision(self, origin, words, about=about)

    @property
    def severity(self) -> Severity:
        """How much attention its findings need."""
        if self.aspect is Aspect.CONFLICT:
            return Severity.CONFLICT
        return Severity.GUESS if self.certainty is Certainty.GUESS else Severity.NOTE


_NO_WORDS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule as it was applied: what was chosen, and on which evidence."""

    rule: Rule
    origin: Origin | None = None
    """The evidence. None: the place of the member or type that carries the decision."""
    words: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    part: str = ""
    """What inside the member it is about: the items of a list, a map's keys; "" for itself."""
    about: str = ""
    """The name of a part that the contract does not have, for the finding's subject."""

    def placed(self, origin: Origin) -> Decision:
        """Return the decision with an evidence, where it has none of its own."""
        if self.origin:
            return self
        return Decision(self.rule, origin, self.words, self.part, self.about)

    @property
    def sentence(self) -> str:
        """The rule's sentence with the words of this case."""
        return self.rule.sentence.format_map(self.words)

    @property
    def change(self) -> str:
        """What would change the decision; "" if only another page would."""
        return self.rule.change.format_map(self.words)

    def finding(self, subject: str) -> Finding:
        """Return the finding on this decision, whose rule has a remark."""
        remark = self.rule.remark
        assert remark is not None, self.rule.id
        assert self.origin is not None, self.rule.id
        return Finding(
            self.rule.code or self.rule.id,
            self.rule.severity,
            f"{subject}.{self.about}" if self.about else subject,
            self.origin,
            remark.found.format_map(self.words),
            remark.decided.format_map(self.words),
            self.change,
        )
