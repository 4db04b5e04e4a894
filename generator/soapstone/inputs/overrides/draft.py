"""A draft of the contract that overrides change, with the evidence and findings of each."""

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
    """The parts of a contract by name, for one replacement after the other."""

    original: Contract
    source: Source
    operations: dict[str, Operation] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    enumerations: dict[str, Enumeration] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    added: dict[tuple[str, str], Path] = field(default_factory=dict)
    """Record and label of each member that an override adds, to its place in the file."""

    @classmethod
    def of(cls, contract: Contract, source: Source) -> Draft:
        """Return a draft of an unchanged contract."""
        return cls(
            contract,
            source,
            {each.name: each for each in contract.operations},
            {each.key: each for each in contract.records},
            {each.key: each for each in contract.enumerations},
        )

    def extends(self, key: str, others: Iterable[str]) -> bool:
        """Return whether a record extends one of the others, directly or not."""
        known, base = set(others), self.records[key].base
        while base in self.records and base not in known:
            base = self.records[base].base
        return base in known

    def inherited(self, record: Record) -> frozenset[str]:
        """Return the labels of the members that a record inherits."""
        base = self.records.get(record.base)
        return frozenset(labels(base)) if base else frozenset()

    def put(self, record: Record) -> None:
        """Replace a record, and its members in the records that extend it."""
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
        """Return the contract with all changes."""
        return replace(
            self.original,
            operations=tuple(self.operations.values()),
            records=tuple(self.records[key] for key in sorted(self.records)),
            enumerations=tuple(
                self.enumerations[key] for key in sorted(self.enumerations)
            ),
        )

    def matched(self, override: Override, known: Iterable[str]) -> list[str]:
        """Return the names that a pattern matches. Raises SpecError where there is none."""
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

    def add_evidence(
        self, subject: str, setting: str, value: object, path: Path
    ) -> None:
        """Note what an override says of something."""
        origin = self.source.origin(*path)
        self.evidence.append(Evidence(subject, setting, _shown(value), origin))

    def superfluous(self, subject: str, path: Path) -> None:
        """Report an override that changes nothing."""
        self.findings.append(
            Finding(
                code="superfluous-override",
                severity=Severity.NOTE,
                subject=subject,
                origin=self.source.origin(*path),
                found="The pages state the same.",
                decided="The override has no effect.",
                settle="Delete the line.",
            )
        )

    def shown_otherwise(self, subject: str, text: str, path: Path) -> None:
        """Report that a page shows a member which an override adds as one that no page shows."""
        self.findings.append(
            Finding(
                code="shown-member",
                severity=Severity.CONFLICT,
                subject=subject,
                origin=self.source.origin(*path),
                found=f"A page shows the member with another type than {text}.",
                decided="The type on the page is used.",
                settle=f'Delete the line, or correct the type in [members."{subject}"].',
            )
        )


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """Return the names that a pattern matches: the equal one, otherwise all that fit it
    (``fnmatch``).
    """
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
