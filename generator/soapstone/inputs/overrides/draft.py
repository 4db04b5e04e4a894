"""A contract under correction, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from soapstone.inputs.evidence import Evidence
from soapstone.inputs.overrides.reading import Override
from soapstone.inputs.toml_source import Path, Source, nearest
from soapstone.model.contract import (
    Contract,
    Enumeration,
    Operation,
    Record,
    attributes_first,
)
from soapstone.model.findings import Finding, Severity
from soapstone.model.labels import labels


@dataclass(slots=True)
class Draft:
    """The parts of a contract, each by its name, to be replaced one by one."""

    original: Contract
    source: Source
    operations: dict[str, Operation] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    enumerations: dict[str, Enumeration] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    added: dict[tuple[str, str], Path] = field(default_factory=dict)
    """Records and labels of the members that lines have added, to those lines."""

    @classmethod
    def of(cls, contract: Contract, source: Source) -> Draft:
        """A draft that is the contract as it is."""
        return cls(
            contract,
            source,
            {each.name: each for each in contract.operations},
            {each.key: each for each in contract.records},
            {each.key: each for each in contract.enumerations},
        )

    def extends(self, key: str, others: Iterable[str]) -> bool:
        """Whether a record extends one of the others, directly or not."""
        known, base = set(others), self.records[key].base
        while base in self.records and base not in known:
            base = self.records[base].base
        return base in known

    def inherited(self, record: Record) -> frozenset[str]:
        """The labels of the members that a record has from the one that it extends."""
        base = self.records.get(record.base)
        return frozenset(labels(base)) if base else frozenset()

    def put(self, record: Record) -> None:
        """Put a record in the place of its former self, and its members into what extends it."""
        before = self.records[record.key]
        self.records[record.key] = record
        for other in list(self.records.values()):
            if other.base == record.key:
                had = frozenset(labels(before))
                pairs = zip(labels(other), other.fields, strict=True)
                own = [field for label, field in pairs if label not in had]
                self.put(
                    replace(other, fields=attributes_first([*record.fields, *own]))
                )

    def contract(self) -> Contract:
        """The contract as it has become."""
        return replace(
            self.original,
            operations=tuple(self.operations.values()),
            records=tuple(self.records[key] for key in sorted(self.records)),
            enumerations=tuple(
                self.enumerations[key] for key in sorted(self.enumerations)
            ),
        )

    def matched(self, override: Override, known: Iterable[str]) -> list[str]:
        """What a pattern is about. Raises SpecError where there is nothing."""
        names = list(known)
        found = matching(override.pattern, names)
        if not found:
            what = override.section.removesuffix("s")
            raise self.source.error(
                override.path[:2],
                f"no {what} {override.pattern!r}",
                f"one of the service's {override.section}, or a pattern that fits some",
                nearest(override.pattern.replace("*", ""), names),
            )
        return found

    def told(self, subject: str, setting: str, value: object, path: Path) -> None:
        """Keep what has been said of something."""
        origin = self.source.origin(*path)
        self.evidence.append(Evidence(subject, setting, _shown(value), origin))

    def superfluous(self, subject: str, path: Path) -> None:
        """Find a line superfluous."""
        self.findings.append(
            Finding(
                code="superfluous-override",
                severity=Severity.NOTE,
                subject=subject,
                origin=self.source.origin(*path),
                seen="The pages say the same.",
                decided="Nothing is changed by it.",
                settle="Delete the line.",
            )
        )

    def shown_otherwise(self, subject: str, text: str, path: Path) -> None:
        """Find that a page shows what a line says no page shows."""
        self.findings.append(
            Finding(
                code="shown-member",
                severity=Severity.CONFLICT,
                subject=subject,
                origin=self.source.origin(*path),
                seen=f"A page shows the member, and not as {text}.",
                decided="The page's type stands.",
                settle=f'Delete the line, or correct the type in [members."{subject}"].',
            )
        )


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """The names that a pattern is about: its own, or those that fit it."""
    known = list(names)
    if pattern in known:
        return [pattern]
    return [name for name in known if fnmatchcase(name, pattern)]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
