"""What explanations of one service share: its contract, names, facts and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from soapstone.emit.python.naming import Naming, name_everything
from soapstone.explain.evidence import Facts
from soapstone.explain.model import Ruling, Sure
from soapstone.explain.places import Places
from soapstone.inputs.files import NAMES, OVERRIDES
from soapstone.inputs.names.keys import locked_keys
from soapstone.inputs.toml_source import read
from soapstone.model.contract import Contract, Record
from soapstone.model.facts import Notation, PageFacts
from soapstone.model.findings import Finding, Severity
from soapstone.run.resolved import CorrectedService

_LEARNED = frozenset({"recorded-member", "recorded-type"})
"""The findings that a type was told by recordings."""


@dataclass(frozen=True, slots=True)
class Context:
    """A service under explanation."""

    contract: Contract
    naming: Naming
    facts: Facts
    findings: tuple[Finding, ...]
    notations: Mapping[str, Notation]
    """By page."""
    shown: Mapping[str, Record]
    """The records as pages alone show them, by the contract's keys."""
    keys: Mapping[str, str]
    """Keys that inference gave, to those of the contract."""
    no_xml: frozenset[str]
    """Keys of the messages without XML."""
    overrides: str
    """Where a person corrects the service."""

    def changes(
        self, found: Sequence[Ruling], findings: Iterable[Finding], table: str
    ) -> tuple[str, ...]:
        """What would change a decision, the likeliest first; a person always can."""
        told = [each.settle for each in findings]
        told += [each.change for each in found if each.change]
        if found[0].sure is not Sure.PERSON:
            told.append(f"{table} in {self.overrides}")
        return tuple(dict.fromkeys(told))


def context_of(
    folder: Path, pages: Sequence[PageFacts], service: CorrectedService
) -> Context:
    """The context of a folder's service, of which these are the pages."""
    told = service.inferred
    keys = locked_keys(told.contract, service.given)
    ordered = sorted(pages, key=lambda page: page.file)
    names = folder / NAMES
    source = None
    if names.is_file():
        source = read(f"{folder.name}/{NAMES}", names.read_bytes())
    learned = frozenset(
        each.subject for each in service.findings if each.code in _LEARNED
    )
    facts = Facts(
        service.contract.service,
        ordered,
        Places(told, keys, ordered),
        service.evidence,
        source,
        learned,
    )
    return Context(
        service.contract,
        name_everything(service.contract, service.given),
        facts,
        service.findings,
        {page.file: each.notation for page in pages for each in page.operations},
        {keys[each.key]: each for each in told.contract.records},
        keys,
        frozenset(each.record for each in service.contract.messages() if each.no_xml),
        f"{folder.name}/{OVERRIDES}",
    )


def sureness(found: Sequence[Ruling], findings: Iterable[Finding]) -> Sure:
    """How sure the first rule's decision is, after what was found."""
    severities = {each.severity for each in findings}
    if found[0].sure is Sure.PERSON:
        return Sure.PERSON
    if Severity.CONFLICT in severities:
        return Sure.CONFLICT
    return Sure.GUESS if Severity.GUESS in severities else found[0].sure
