"""The context that all explanations of one service share: contract, names, facts and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from soapstone.emit.python.naming import Naming, name_everything
from soapstone.explain.evidence import Facts
from soapstone.explain.model import Change, Sure, sure_of
from soapstone.explain.places import Places
from soapstone.inputs.files import NAMES, OVERRIDES
from soapstone.inputs.names.keys import locked_keys
from soapstone.inputs.toml_source import read
from soapstone.model.contract import Contract, Operation, Record
from soapstone.model.decisions import Decisions, Provenance, standing
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Finding
from soapstone.model.rules import Aspect, Decision
from soapstone.run.resolved_contract import ResolvedContract

_MAIN = (Aspect.TYPE, Aspect.MEMBERS, Aspect.IDENTITY)
"""The aspect of what an explanation is about first of all: of these the first that it has."""
_WHOLE = frozenset({*_MAIN, Aspect.ORDER, Aspect.MESSAGES, Aspect.CONFLICT})
"""The aspects that the sureness of the whole depends on."""
_ORDER = list(Sure)


@dataclass(frozen=True)
class Context:
    """What is known of the service that is explained."""

    contract: Contract
    naming: Naming
    facts: Facts
    findings: tuple[Finding, ...]
    provenance: Provenance
    shown: Mapping[str, Record]
    """The records that inference found in the pages, by their keys in the contract."""
    keys: Mapping[str, str]
    """Key of a type in inference, to its key in the contract."""
    overrides: str
    """Path of the file in which a person corrects the service."""

    @cached_property
    def records(self) -> dict[str, Record]:
        """The records of the contract by key."""
        return {record.key: record for record in self.contract.records}

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The operations of the contract by name."""
        return {operation.name: operation for operation in self.contract.operations}

    @cached_property
    def _reported(self) -> frozenset[Finding]:
        return frozenset(self.findings)

    def findings_of(self, made: Decisions, subject: str) -> tuple[Finding, ...]:
        """Return the findings on some decisions, as the run reports them."""
        found = (each.finding(subject) for each in standing(made) if each.rule.remark)
        return tuple(each for each in found if each in self._reported)

    def changes(self, made: Decisions, table: str) -> tuple[Change, ...]:
        """Return what would change a decision: first where it needs attention; the last is an
        override.
        """
        stands = standing(made)
        open_ = sorted(stands, key=lambda each: each.rule.remark is None)
        suggestions = [Change(each.change) for each in open_ if each.change]
        if sureness(stands) is not Sure.PERSON:
            suggestions.append(Change(table, self.overrides))
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
    facts = Facts(
        service.contract.service,
        ordered,
        Places(from_pages, keys, ordered),
        service.evidence,
        source,
    )
    return Context(
        service.contract,
        name_everything(service.contract, service.locked_names),
        facts,
        service.findings,
        service.provenance,
        {keys[each.key]: each for each in from_pages.contract.records},
        keys,
        f"{folder.name}/{OVERRIDES}",
    )


def sureness(stands: Iterable[Decision]) -> Sure:
    """Return how sure the whole is: as sure as its least sure part.

    A person's word on the main aspect stands above the others.
    """
    decisions = tuple(stands)
    for aspect in _MAIN:
        main = [each for each in decisions if each.rule.aspect is aspect]
        if main and sure_of(main[0]) is Sure.PERSON:
            return Sure.PERSON
        if main:
            break
    sures = [sure_of(each) for each in decisions if each.rule.aspect in _WHOLE]
    return max(sures, key=_ORDER.index, default=Sure.FOLLOWS)
