"""Refines a contract by recorded messages.

What a page states stands: a message that contradicts it is reported. What pages leave open is
inferred from all messages together. Members that no page shows are added in their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from soapstone.inputs.evidence import Evidence
from soapstone.inputs.recordings import finding_texts
from soapstone.inputs.recordings.documents import Document
from soapstone.inputs.recordings.draft import Draft, subject_of
from soapstone.inputs.recordings.files import Recordings
from soapstone.inputs.recordings.known_members import refined
from soapstone.inputs.recordings.new_members import new_fields, with_fields
from soapstone.inputs.recordings.observations import Derived
from soapstone.inputs.recordings.observing import Observer
from soapstone.model.contract import (
    Contract,
    Enumeration,
    Record,
    RecordRef,
    Scalar,
    Type,
    attributes_first,
)
from soapstone.model.findings import Finding

_OPEN = {"guessed-number", "empty-element", "depth-cut", "nil-sample"}
"""Codes of the findings on pages that a type inferred from messages settles."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A refined contract."""

    contract: Contract
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """What messages show of each member, in words without values, and where the first one is."""
    settled: frozenset[str] = frozenset()
    """Names of the members whose types were inferred from messages, in any record."""

    def still_open(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings on pages without those that messages have settled."""
        return tuple(
            each
            for each in findings
            if each.code not in _OPEN or _member(each.subject) not in self.settled
        )


def learn(contract: Contract, recordings: Recordings) -> Learned:
    """Return the contract refined by recordings. Their order decides only the order of new
    members.
    """
    observer = Observer(contract)
    foreign = [
        each
        for each in recordings.documents
        if not observer.see(each) and not each.is_fault
    ]
    draft = Draft.of(contract)
    draft.findings += recordings.findings
    draft.findings += _foreign(recordings.documents, foreign)
    for key in sorted(observer.words):
        _words(draft, draft.enumerations[key], observer)
    for key in sorted(observer.bodies):
        _record(draft, key, observer)
    _derive(draft, observer)
    return Learned(
        draft.contract(),
        tuple(draft.findings),
        tuple(draft.evidence),
        _settled(draft),
    )


def _settled(draft: Draft) -> frozenset[str]:
    """The names of members whose types messages have settled in every record.

    Findings name an element by its place on a page and not by its record.
    """
    open_ = {
        each.name.name
        for record in draft.records.values()
        for each in record.fields
        if subject_of(record, each) not in draft.settled and _is_open(draft, each.type)
    }
    return frozenset(map(_member, draft.settled)) - open_


def _is_open(draft: Draft, type_: Type) -> bool:
    if isinstance(type_, RecordRef):
        return not draft.records[type_.key].fields
    return isinstance(type_, Scalar) and type_.guessed


def _member(subject: str) -> str:
    return subject.rpartition(".")[2].lstrip("@")


def _foreign(all_: Iterable[Document], foreign: list[Document]) -> list[Finding]:
    """Yield one finding for each file with messages of other services."""
    total = Counter(each.start.file for each in all_)
    count = Counter(each.start.file for each in foreign)
    first = {each.start.file: each.start for each in reversed(foreign)}
    return [
        finding_texts.foreign(file, first[file], count[file], total[file])
        for file in count
    ]


def _words(draft: Draft, known: Enumeration, observer: Observer) -> None:
    """Add enumeration members that messages show, and whether several stand in one value."""
    members = list(known.members)
    flags = known.flags
    observed = observer.words[known.key]
    for word, origin in observed.items():
        parts = word.split()
        together = len(parts) > 1 and word not in members
        if together and not flags and set(parts) <= set(members):
            flags = True
            draft.findings.append(finding_texts.flags(known.key, origin))
        together = together and flags
        more = [p for p in (parts if together else [word]) if p not in members]
        members += more
        if more:
            draft.findings.append(finding_texts.words(known.key, origin, more))
    draft.enumerations[known.key] = replace(known, members=tuple(members), flags=flags)
    first = min(observed.values())
    draft.add_evidence(
        known.key, f"messages show {len(observed)} different values", first
    )


def _record(draft: Draft, key: str, observer: Observer) -> None:
    """Refine a record by the observations inside it."""
    body, record = observer.bodies[key], draft.records[key]
    fields = [
        refined(draft, record, field, body.places.get((field.particle, field.name)))
        for field in record.fields
    ]
    record = replace(record, fields=tuple(fields))
    for name, origin in body.strangers.items():
        subject = f"{key}.{name.name}"
        finding = finding_texts.other_namespace(subject, origin, name.namespace)
        draft.findings.append(finding)
    new = new_fields(draft, record, body)
    draft.records[key] = with_fields(record, new, body)


def _derive(draft: Draft, observer: Observer) -> None:
    """Add the types that ``xsi:type`` names, and give every record the members of its base."""
    for name, found in sorted(observer.derived.items()):
        key = found.key or draft.free_key(name.name)
        draft.findings.append(finding_texts.derived(key, found.origin, found.base))
        draft.add_evidence(
            key, f"xsi:type names it where {found.base} is declared", found.origin
        )
        if found.key:
            draft.records[key] = replace(draft.records[key], base=found.base)
            continue
        bare = Record(key, name, name.namespace, (), base=found.base)
        draft.records[key] = bare  # its own members may have its type
        draft.records[key] = _own(draft, bare, found)
    for key in sorted(draft.records, key=lambda key: len(_bases(draft, key))):
        record = draft.records[key]
        if record.base:
            above = draft.records[record.base].fields
            names = {(each.particle, each.name) for each in above}
            own = [f for f in record.fields if (f.particle, f.name) not in names]
            draft.records[key] = replace(
                record, fields=attributes_first([*above, *own])
            )


def _own(draft: Draft, bare: Record, found: Derived) -> Record:
    return with_fields(bare, new_fields(draft, bare, found.body), found.body)


def _bases(draft: Draft, key: str) -> list[str]:
    """Keys of a record and of the records that it extends, itself first."""
    found: list[str] = []
    while key and key not in found:
        found.append(key)
        key = draft.records[key].base
    return found
