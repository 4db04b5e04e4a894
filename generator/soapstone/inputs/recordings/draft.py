"""A draft of the contract that recorded messages refine, with the evidence for each change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, count

from soapstone.inputs.evidence import Evidence
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    Record,
    RecordRef,
    Scalar,
    Type,
    held_by,
)
from soapstone.model.decisions import Provenance, outweighs
from soapstone.model.findings import Finding, Origin
from soapstone.model.rules import Aspect, Decision

RECORDED = "recorded"
"""The ``setting`` of evidence from messages."""
_MARKS = {Particle.ELEMENT: "", Particle.ATTRIBUTE: "@"}


@dataclass(slots=True)
class Draft:
    """The parts of a contract, for one replacement after the other."""

    original: Contract
    provenance: Provenance
    """The decisions of the pages, and those that messages add."""
    records: dict[str, Record]
    enumerations: dict[str, Enumeration]
    findings: list[Finding] = field(default_factory=list)
    """On files; those on types and members are made of the decisions."""
    evidence: list[Evidence] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    """Records without members that turned out not to be the type of some member."""

    @classmethod
    def of(cls, contract: Contract, provenance: Provenance) -> Draft:
        """Return a draft of an unchanged contract."""
        records = {each.key: each for each in contract.records}
        enumerations = {each.key: each for each in contract.enumerations}
        return cls(contract, provenance.copied(), records, enumerations)

    def outweighed(
        self, key: str, member: Field, decision: Decision, aspect: Aspect | None = None
    ) -> bool:
        """Return whether a decision outweighs what pages say of a member; ``aspect``: of this one,
        otherwise of the decision's own.
        """
        stands = self.provenance.standing(
            key, member, aspect or decision.rule.aspect, decision.part
        )
        return stands is None or outweighs(decision, stands)

    def add_evidence(self, subject: str, words: str, origin: Origin) -> None:
        """Note what messages show of something."""
        self.evidence.append(Evidence(subject, RECORDED, words, origin))

    def free_key(self, name: str, owner: str = "") -> str:
        """Return a key for a new record: the name, the owner's with it, or either with a number."""
        taken = {*self.records, *self.enumerations}
        longer = [f"{owner}{name[:1].upper()}{name[1:]}"] if owner else []
        offers = chain([name], longer, (f"{name}{number}" for number in count(2)))
        return next(offer for offer in offers if offer not in taken)

    def contract(self) -> Contract:
        """Return the contract with all changes."""
        roots = {message.record for message in self.original.messages()}
        used = {
            key
            for record in self.records.values()
            for each in record.fields
            for key in held_by(each.type)
        }
        kept = sorted(
            key
            for key in self.records
            if key not in self.left or key in used or key in roots
        )
        return replace(
            self.original,
            records=tuple(self.records[key] for key in kept),
            enumerations=tuple(
                self.enumerations[key] for key in sorted(self.enumerations)
            ),
        )


def subject_of(record: Record, member: Field) -> str:
    """Return how findings name a member: ``Account.RefId``."""
    if member.particle is Particle.TEXT:
        return f"{record.key}.#text"
    return f"{record.key}.{_MARKS[member.particle]}{member.name.name}"


def shown(type_: Type) -> str:
    """Return a type in words, as overrides write it."""
    match type_:
        case Scalar():
            return type_.name
        case RecordRef() | EnumerationRef():
            return type_.key
        case ListOf():
            return f"{shown(type_.type)}[]"
        case MapOf():
            return f"a map of {shown(type_.key_type)} to {shown(type_.value_type)}"
        case AnyXml():
            return "xml"
        case ChoiceOf(branches):
            return " | ".join(shown(each.type) for each in branches)
