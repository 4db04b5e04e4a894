"""Refines a contract by recorded messages.

What a page states stands: a message that contradicts it is reported. What pages leave open is
inferred from all messages together. Members that no page shows are added in their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from soapstone.inputs.evidence import Evidence
from soapstone.inputs.recordings.choices import find, with_choices
from soapstone.inputs.recordings.documents import Document
from soapstone.inputs.recordings.draft import Draft
from soapstone.inputs.recordings.files import Recordings
from soapstone.inputs.recordings.known_members import refined
from soapstone.inputs.recordings.new_members import new_fields, with_fields
from soapstone.inputs.recordings.observations import Derived
from soapstone.inputs.recordings.observing import Observer
from soapstone.model.catalogue import recordings
from soapstone.model.contract import (
    Contract,
    Enumeration,
    Particle,
    Record,
    extending,
)
from soapstone.model.decisions import Provenance
from soapstone.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Learned:
    """A refined contract."""

    contract: Contract
    provenance: Provenance
    """The decisions of the pages, and those that messages add."""
    findings: tuple[Finding, ...] = ()
    """On files; those on types and members are made of the decisions."""
    evidence: tuple[Evidence, ...] = ()
    """What messages show of each member, in words without values, and where the first one is."""


def learn(contract: Contract, provenance: Provenance, recorded: Recordings) -> Learned:
    """Return the contract refined by recordings. Their order decides only the order of new
    members.
    """
    observer = Observer(contract)
    foreign = [
        each
        for each in recorded.documents
        if not observer.see(each) and not each.is_fault
    ]
    draft = Draft.of(contract, provenance)
    draft.findings += recorded.findings
    draft.findings += _foreign(recorded.documents, foreign)
    for key in sorted(observer.words):
        _words(draft, draft.enumerations[key], observer)
    for key in sorted(observer.bodies):
        _record(draft, key, observer)
    _derive(draft, observer)
    return Learned(
        draft.contract(),
        draft.provenance,
        tuple(draft.findings),
        tuple(draft.evidence),
    )


def _foreign(all_: Iterable[Document], foreign: list[Document]) -> list[Finding]:
    """Return one finding for each file with messages of other services."""
    total = Counter(each.start.file for each in all_)
    count = Counter(each.start.file for each in foreign)
    first = {each.start.file: each.start for each in reversed(foreign)}
    return [
        recordings.FOREIGN.at(
            first[file], count=str(count[file]), of=str(total[file])
        ).finding(file)
        for file in count
    ]


def _words(draft: Draft, known: Enumeration, observer: Observer) -> None:
    """Add enumeration members that messages show, and whether several stand in one value."""
    members = list(known.members)
    flags = known.flags
    observed = observer.words[known.key]
    made = []
    for word, origin in observed.items():
        joined = _joined(members, word)
        if joined:
            members[joined] = [word]
            made.append(recordings.JOINED.at(origin, word=repr(word)))
        parts = word.split()
        together = len(parts) > 1 and word not in members
        if together and not flags and set(parts) <= set(members):
            flags = True
            made.append(recordings.FLAGS.at(origin))
        together = together and flags
        more = [p for p in (parts if together else [word]) if p not in members]
        members += more
        if more:
            words = ", ".join(map(repr, more))
            made.append(recordings.CHOICES.at(origin, more=words))
    draft.provenance.add(known.key, None, *made)
    draft.enumerations[known.key] = replace(known, members=tuple(members), flags=flags)
    first = min(observed.values())
    draft.add_evidence(
        known.key, f"messages show {len(observed)} different values", first
    )


def _joined(members: Sequence[str], word: str) -> slice | None:
    """The members that are one on the wire: it holds the " or " that the page prints between
    members.
    """
    parts = word.split(" or ")
    starts = range(len(members) - len(parts) + 1) if len(parts) > 1 else ()
    for start in starts:
        if [*members[start : start + len(parts)]] == parts:
            return slice(start, start + len(parts))
    return None


def _record(draft: Draft, key: str, observer: Observer) -> None:
    """Refine a record by the observations inside it."""
    body, record = observer.bodies[key], draft.records[key]
    choices = find(draft, record, body)
    branches = frozenset(name for each in choices for name in each.names)
    fields = [
        refined(
            *(draft, record, field, body.places.get((field.particle, field.name))),
            is_branch=field.particle is Particle.ELEMENT and field.name in branches,
        )
        for field in record.fields
    ]
    record = replace(record, fields=tuple(fields))
    for name, origin in body.strangers.items():
        uri = name.namespace
        where = f"the namespace {uri}" if uri else "no namespace"
        made = recordings.NAMESPACE.at(origin, about=name.name, where=where)
        draft.provenance.add(key, None, made)
    new = new_fields(draft, record, body)
    record = with_fields(record, new, body)
    draft.records[key] = with_choices(draft, record, choices)


def _derive(draft: Draft, observer: Observer) -> None:
    """Add the types that ``xsi:type`` names, and give every record the members of its base."""
    for name, found in sorted(observer.derived.items()):
        key = found.key or draft.free_key(name.name)
        made = recordings.TYPE_NAME.at(found.origin, base=found.base)
        order = recordings.ORDER.at(found.origin)
        base = recordings.BASE.at(found.origin, base=found.base)
        draft.provenance.add(key, None, made, order, base)
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
            draft.records[key] = extending(record, draft.records[record.base])


def _own(draft: Draft, bare: Record, found: Derived) -> Record:
    return with_fields(bare, new_fields(draft, bare, found.body), found.body)


def _bases(draft: Draft, key: str) -> list[str]:
    """Keys of a record and of the records that it extends, itself first."""
    found: list[str] = []
    while key and key not in found:
        found.append(key)
        key = draft.records[key].base
    return found
