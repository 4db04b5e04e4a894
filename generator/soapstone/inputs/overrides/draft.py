"""A draft of the contract that overrides change, with the evidence and decisions of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from soapstone.inputs.evidence import Evidence
from soapstone.inputs.overrides.reading import Override, Overrides
from soapstone.inputs.toml_source import Path, Source, nearest
from soapstone.model.catalogue import overrides
from soapstone.model.contract import (
    Contract,
    Enumeration,
    Field,
    Operation,
    Record,
    attributes_first,
)
from soapstone.model.decisions import Provenance
from soapstone.model.findings import Errors
from soapstone.model.labels import labels
from soapstone.model.rules import Rule


@dataclass(slots=True)
class Draft:
    """The parts of a contract by name, for one replacement after the other."""

    original: Contract
    provenance: Provenance
    """The decisions of pages and recordings, and those of the overrides."""
    source: Source
    errors: Errors
    """Those of the file so far."""
    refused: set[str]
    """The names of tables with an error."""
    operations: dict[str, Operation] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    enumerations: dict[str, Enumeration] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    added: dict[tuple[str, str], Path] = field(default_factory=dict)
    """Record and label of each member that an override adds, to its place in the file."""

    @classmethod
    def of(
        cls,
        contract: Contract,
        provenance: Provenance,
        file: Overrides,
    ) -> Draft:
        """Return a draft of an unchanged contract."""
        return cls(
            contract,
            provenance.copied(),
            file.source,
            file.errors,
            set(file.refused),
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

    def in_address(self, record: Record, name: str) -> bool:
        """Return whether a member of a request is a variable of its operation's address."""
        return any(
            each.name == name and not {*each.locations} - {"path", "query"}
            for operation in self.operations.values()
            if operation.request and operation.request.record == record.key
            if any(binding.parameters for binding in operation.bindings)
            for each in operation.parameters
        )

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
        """Return the names that a pattern matches. Raises SpecError where there is none, unless
        an error of its table says why.
        """
        names = list(known)
        found = matching(override.pattern, names)
        if not found and override.pattern not in self.refused:
            what = override.section.removesuffix("s")
            raise self.source.error(
                override.path[:2],
                f"no {what} {override.pattern!r}",
                f"one of the service's {override.section}, or a pattern that fits some",
                _offered(override, names),
            )
        return found

    def add_evidence(
        self, subject: str, setting: str, value: object, path: Path
    ) -> None:
        """Note what an override says of something."""
        origin = self.source.origin(*path)
        self.evidence.append(Evidence(subject, setting, _shown(value), origin))

    def decide(self, path: Path, key: str, member: Field | None, *rules: Rule) -> None:
        """Note what a line of the file decides of a type, or of a member of it."""
        origin = self.source.origin(*path)
        self.provenance.add(key, member, *(rule.at(origin) for rule in rules))

    def superfluous(self, subject: str, path: Path) -> None:
        """Report an override that changes nothing."""
        made = overrides.SUPERFLUOUS.at(self.source.origin(*path), about=subject)
        self.provenance.service = (*self.provenance.service, made)

    def shown_otherwise(self, key: str, label: str, text: str, path: Path) -> None:
        """Report that a page shows a member which an override adds as one that no page shows."""
        made = overrides.SHOWN_MEMBER.at(
            self.source.origin(*path),
            about=label,
            type=text,
            subject=f"{key}.{label}",
        )
        self.provenance.add(key, None, made)


def _offered(override: Override, names: list[str]) -> str:
    """What to do about a pattern that matches none of the names."""
    if names:
        return nearest(override.pattern.replace("*", ""), names)
    if override.section in ("records", "enumerations"):
        return "The service has none: delete the table, or name it as the type of a member."
    return "The service has none: delete the table."


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
