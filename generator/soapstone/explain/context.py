"""The context that all explanations of one service share: contract, names, facts and findings."""

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
from soapstone.run.resolved_contract import ResolvedContract

_LEARNED = frozenset({"recorded-member", "recorded-type"})
"""Codes of findings that say that recordings determined a type."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the service that is explained."""

    contract: Contract
    naming: Naming
    facts: Facts
    findings: tuple[Finding, ...]
    notations: Mapping[str, Notation]
    """Page to its notation: type names (ASMX) or sample values (ServiceStack)."""
    shown: Mapping[str, Record]
    """The records that inference found in the pages, by their keys in the contract."""
    keys: Mapping[str, str]
    """Key of a type in inference, to its key in the contract."""
    no_xml: frozenset[str]
    """Keys of the records of messages whose XML no page shows."""
    overrides: str
    """Path of the file in which a person corrects the service."""

    def changes(
        self, found: Sequence[Ruling], findings: Iterable[Finding], table: str
    ) -> tuple[str, ...]:
        """Return what would change a decision, the likeliest first; the last is an override."""
        suggestions = [each.settle for each in findings]
        suggestions += [each.change for each in found if each.change]
        if found[0].sure is not Sure.PERSON:
            suggestions.append(f"{table} in {self.overrides}")
        return tuple(dict.fromkeys(suggestions))


def context_of(
    folder: Path, pages: Sequence[PageFacts], service: ResolvedContract
) -> Context:
    """Return the context of the service in ``folder``, which has these pages."""
    from_pages = service.inferred
    keys = locked_keys(from_pages.contract, service.locked_names)
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
        Places(from_pages, keys, ordered),
        service.evidence,
        source,
        learned,
    )
    return Context(
        service.contract,
        name_everything(service.contract, service.locked_names),
        facts,
        service.findings,
        {page.file: each.notation for page in pages for each in page.operations},
        {keys[each.key]: each for each in from_pages.contract.records},
        keys,
        frozenset(each.record for each in service.contract.messages() if each.no_xml),
        f"{folder.name}/{OVERRIDES}",
    )


def sureness(found: Sequence[Ruling], findings: Iterable[Finding]) -> Sure:
    """Return how sure the decision of the first rule is, in the light of the findings."""
    severities = {each.severity for each in findings}
    if found[0].sure is Sure.PERSON:
        return Sure.PERSON
    if Severity.CONFLICT in severities:
        return Sure.CONFLICT
    return Sure.GUESS if Severity.GUESS in severities else found[0].sure
