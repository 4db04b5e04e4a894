"""Decisions of a whole service: which of them stand, which gave way, and what they leave open.

A decision is made where the choice is made and lies beside the contract, which knows no page. Where
several sources decide one aspect, this order settles it: a person; a WSDL; what a page states or
what follows from it; a recording; what is usual or guessed of a page. What gave way is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from soapstone.model.contract import Contract, Field, Particle, QName
from soapstone.model.findings import Finding
from soapstone.model.labels import labels
from soapstone.model.rules import Aspect, Certainty, Decision, Source

Decisions = tuple[Decision, ...]

MemberKey = tuple[str, QName, Particle]
"""Key of the record, name and particle of the member."""

_SURE = (Certainty.STATED, Certainty.FOLLOWS)
_Matter = tuple[Aspect, str, str]
"""What a decision settles: an aspect, a part of the member, a part that the contract lacks."""
_ASPECTS = {aspect: number for number, aspect in enumerate(Aspect)}


@dataclass(slots=True)
class Provenance:
    """The decisions on each part of a contract. Of equal sources the first decision stands."""

    members: dict[MemberKey, Decisions] = field(default_factory=dict)
    types: dict[str, Decisions] = field(default_factory=dict)
    """Of records and enumerations, by key."""
    operations: dict[str, Decisions] = field(default_factory=dict)
    service: Decisions = ()

    def copied(self) -> Provenance:
        """Return a copy, to which a later stage adds its decisions."""
        return Provenance(
            dict(self.members), dict(self.types), dict(self.operations), self.service
        )

    def add(self, key: str, member: Field | None, *made: Decision) -> None:
        """Add decisions on a type, or on a member of it, in front of those made so far."""
        if member is None:
            self.types[key] = (*made, *self.types.get(key, ()))
            return
        place = (key, member.name, member.particle)
        self.members[place] = (*made, *self.members.get(place, ()))

    def standing(
        self, key: str, member: Field, aspect: Aspect, part: str = ""
    ) -> Decision | None:
        """Return the decision that stands on one aspect of a member."""
        made = self.members.get((key, member.name, member.particle), ())
        found = (
            each
            for each in standing(made)
            if each.rule.aspect is aspect and each.part == part
        )
        return next(found, None)

    def renamed(self, keys: Mapping[str, str]) -> Provenance:
        """Return the provenance with other keys for some types."""
        return Provenance(
            {
                (keys.get(key, key), name, particle): made
                for (key, name, particle), made in self.members.items()
            },
            {keys.get(key, key): made for key, made in self.types.items()},
            self.operations,
            self.service,
        )


def outweighs(one: Decision, other: Decision) -> bool:
    """Return whether the source of one decision outweighs that of another."""
    return _weight(one) < _weight(other)


def _weight(decision: Decision) -> int:
    if decision.rule.source is Source.PERSON:
        return 0
    if decision.rule.source is Source.WSDL:
        return 1
    if decision.rule.source is Source.RECORDINGS:
        return 3
    return 2 if decision.rule.certainty in _SURE else 4


def standing(decisions: Iterable[Decision]) -> Decisions:
    """Return the decisions that stand: one for each aspect and part, and every contradiction.

    Of each kind of source (pages, a WSDL, recordings, a person) the first decision counts, so that
    of several pages the chosen one stands, however sure the others are.
    """
    found: dict[_Matter, dict[object, Decision]] = {}
    conflicts: list[Decision] = []
    for each in decisions:
        if each.rule.aspect is Aspect.CONFLICT:
            conflicts.append(each)
        else:
            matter = (each.rule.aspect, each.part, each.about)
            kinds = found.setdefault(matter, {})
            kinds.setdefault(_kind(each), each)
    chosen = {key: min(kinds.values(), key=_weight) for key, kinds in found.items()}
    whole = chosen.get((Aspect.TYPE, "", ""))
    if whole and _kind(
        whole
    ):  # a type from elsewhere replaces all parts of the pages' type
        chosen = {
            matter: each
            for matter, each in chosen.items()
            if not each.part or not outweighs(whole, each)
        }
    if whole and whole.rule.source is Source.PERSON:
        conflicts = []
        chosen = {key: each for key, each in chosen.items() if key[0] is not Aspect.ROW}
    order = sorted(chosen, key=lambda matter: (_ASPECTS[matter[0]], *matter[1:]))
    return (*(chosen[matter] for matter in order), *conflicts)


def _kind(decision: Decision) -> Source | None:
    """A person, a WSDL, recordings, or None for pages and the rules of their programs."""
    source = decision.rule.source
    others = (Source.PERSON, Source.WSDL, Source.RECORDINGS)
    return source if source in others else None


def gave_way(decisions: Iterable[Decision]) -> Decisions:
    """Return the decisions that do not stand and say something else, each once."""
    made = tuple(decisions)
    said = {_said(each) for each in standing(made)}
    others: dict[object, Decision] = {}
    for each in made:
        if _said(each) not in said:
            others.setdefault(_said(each), each)
    return tuple(others.values())


def _said(decision: Decision) -> tuple[str, str, str]:
    return decision.rule.id, decision.sentence, decision.part


def findings(provenance: Provenance, contract: Contract) -> tuple[Finding, ...]:
    """Return the findings on all decisions that stand, in the order of files and lines."""
    found = [*_found(provenance, contract)]
    found.sort(key=lambda each: (each.origin, each.code, each.subject))
    once: dict[tuple[str, str, str], Finding] = {}
    for each in found:
        # The samples of SOAP 1.1 and 1.2 leave the same questions open.
        once.setdefault((each.code, each.subject, each.found), each)
    return tuple(once.values())


def _found(provenance: Provenance, contract: Contract) -> Iterator[Finding]:
    service = [each for each in provenance.service if not each.about]
    yield from _findings(tuple(service), contract.service)
    for each in provenance.service:
        if each.about:
            yield from _findings((replace(each, about=""),), each.about)
    for name, made in provenance.operations.items():
        yield from _findings(made, name)
    for type_ in contract.types:
        yield from _findings(provenance.types.get(type_.key, ()), type_.key)
    fields = {each.key: frozenset(each.fields) for each in contract.records}
    for record in contract.records:
        inherited = fields.get(record.base, frozenset())
        for label, member in zip(labels(record), record.fields, strict=True):
            if member in inherited:  # its finding is on the base
                continue
            for named, part in {member.name: label, **_branches(member)}.items():
                key = (record.key, named, member.particle)
                made = provenance.members.get(key, ())
                yield from _findings(made, f"{record.key}.{part}")


def _branches(member: Field) -> dict[QName, str]:
    """The names of a choice's branches, each with its label."""
    choice = len(member.elements) > 1
    return {each.name: each.name.name for each in member.elements if choice}


def _findings(decisions: Decisions, subject: str) -> Iterator[Finding]:
    if any(each.rule.remark for each in decisions):
        for each in standing(decisions):
            if each.rule.remark:
                yield each.finding(subject)
