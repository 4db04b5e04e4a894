"""The decisions of a service, each with the part of the contract that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Operation,
    Particle,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
)
from soapstone.model.decisions import Decisions, Provenance, standing
from soapstone.model.findings import Origin
from soapstone.model.rules import Aspect, Decision

VALUES = set(
    "byte short int long unsignedByte unsignedShort unsignedInt unsignedLong decimal float double"
    " boolean dateTime date time guid char".split()
)
"""Value types of .NET; DataContractSerializer has two more."""
CONTRACT_VALUES = VALUES | {"duration", "DateTimeOffset"}


@dataclass(frozen=True)
class Case:
    """One standing decision, and the part of the contract that it is about."""

    decision: Decision
    contract: Contract
    beside: Decisions
    """All decisions that stand on the same thing."""
    about: Record | Enumeration | Operation | None = None
    """The record of a member, or what the decision is about as a whole."""
    member: Field | None = None
    service: Service = field(default_factory=lambda: Service())

    @property
    def page(self) -> str:
        """The whole file of the evidence; "" of a page that was not read from one."""
        return self.file(self.decision.origin.file if self.decision.origin else "")

    def file(self, name: str) -> str:
        return self.service.files.get(name, "")

    @property
    def files(self) -> Iterable[tuple[str, str]]:
        return self.service.files.items()

    @property
    def pages(self) -> str:
        """All files of the service."""
        return self.service.text

    @property
    def printed(self) -> str:
        """All files but recordings."""
        return "".join(text for name, text in self.files if "/recorded/" not in name)

    @property
    def places(self) -> Mapping[tuple[str, str], Origin]:
        """Where each member stands, by its record's key and its name."""
        return self.service.places

    @property
    def shown_otherwise(self) -> set[str]:
        """Members that a person adds and a page shows."""
        return self.service.shown_otherwise

    def used_by(self, rule: str) -> bool:
        """Whether the type of a member is this one by a rule."""
        key = getattr(self.about, "key", "")
        return (rule, key) in self.service.types_by

    @property
    def type(self) -> Type:
        """The type that the decision is about."""
        return self._place[1]

    @property
    def element(self) -> str:
        """The name of the element that the decision is about."""
        return self._place[0]

    @property
    def _place(self) -> tuple[str, Type]:
        assert self.member is not None
        name, found = self.member.name.name, self.member.type
        for step in filter(None, self.decision.part.split("/")):
            if isinstance(found, MapOf):
                of_key = found.key.name, found.key_type
                of_value = found.value.name, found.value_type
                name, found = of_key if step == "keys" else of_value
            elif isinstance(found, ListOf):
                name, found = found.item.name, found.type
        return name, found

    def holder_nillable(self) -> bool:
        """Whether the list or map around the type can hold null."""
        assert self.member is not None
        outer = self.decision.part.rpartition("/")[0]
        inside = replace(self, decision=replace(self.decision, part=outer))
        return isinstance(inside.type, ListOf | MapOf) and inside.type.nillable

    def named(self, name: str) -> Field:
        """The member of a name in the record that the decision is about."""
        assert isinstance(self.about, Record)
        return next(each for each in self.about.fields if each.name.name == name)

    @property
    def data_contract(self) -> bool:
        return self.contract.serializer is Serializer.DATA_CONTRACT

    @property
    def value(self) -> bool:
        """Whether the member is of a value type."""
        assert self.member is not None
        return self.is_value(self.member.type)

    def is_value(self, type_: Type) -> bool:
        if isinstance(type_, Scalar):
            return type_.name in (CONTRACT_VALUES if self.data_contract else VALUES)
        if isinstance(type_, RecordRef):
            return type_.key.startswith("KeyValuePair")
        return isinstance(type_, EnumerationRef)

    def has_members(self) -> bool:
        return isinstance(self.type, RecordRef) and bool(
            self.contract.record(self.type.key).fields
        )

    def is_empty(self) -> bool:
        return isinstance(self.type, RecordRef) and not self.has_members()

    def is_silent(self) -> bool:
        """Whether it can be anything, because no page says what it is."""
        return self.type == AnyXml(silent=True)

    def beside_has(self, *ids: str) -> bool:
        return any(each.rule.id in ids for each in self.beside)

    def has_csharp(self) -> bool:
        """Whether a row or source states the C# type: nothing else says that there is none."""
        return not self.beside_has(
            "element-without-row", "unreadable-type", *INFERRED
        ) or any("csharp" in each.words for each in self.beside)


INFERRED = (
    "sample-value",
    "date-time-offset",
    "no-value",
    "type-comment",
    "sample-members",
    "guessed-number",
    "placeholder",
    "live-value",
    "data-contract",
    "guessed-list",
    "enumeration-by-sample",
    "item-type",
    "path-member",
)
"""Rules by which a type follows from a sample."""


@dataclass(frozen=True)
class Service:
    """What the claims on one service look up."""

    files: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Origin] = field(default_factory=dict)
    types_by: frozenset[tuple[str, str]] = frozenset()
    """Rule of a member's type, and the key of that type."""
    shown_otherwise: set[str] = field(default_factory=set)
    text: str = ""
    elements: frozenset[tuple[str, str]] = frozenset()
    """Keys of records, and the elements that hold them."""

    def elements_of(self, key: str) -> list[str]:
        """The names of the elements that hold a record."""
        return sorted(name for held, name in self.elements if held == key)


def cases(contract: Contract, provenance: Provenance, specs: Path) -> list[Case]:
    """Every decision that stands on a part of a contract, whose files are below ``specs``."""
    found = [*_cases(contract, provenance)]
    origins = [each.decision.origin for each in found if each.decision.origin]
    folders = {each.file.partition("/")[0] for each in origins if each.file}
    files = {
        path.relative_to(specs).as_posix(): path.read_text("utf-8", "replace")
        for folder in folders
        for path in sorted((specs / folder).rglob("*"))
        if path.is_file()
    }
    places = {}
    for (key, name, particle), made in provenance.members.items():
        of_place = (e.origin for e in made if e.rule.aspect is Aspect.OCCURRENCE)
        at = next(of_place, None)
        if at and particle is Particle.ELEMENT:
            places[key, name.name] = at
    service = Service(
        files,
        places,
        frozenset(
            (each.decision.rule.id, getattr(each.type, "key", ""))
            for each in found
            if each.member
        ),
        {
            each.decision.words["subject"]
            for each in found
            if each.decision.rule.id == "shown-member"
        },
        "\n".join(files.values()),
        frozenset(_elements(contract)),
    )
    return [replace(each, service=service) for each in found]


def _elements(contract: Contract) -> Iterator[tuple[str, str]]:
    for message in contract.messages():
        yield message.record, message.element.name
    for record in contract.records:
        for member in record.fields:
            yield from _held(member.name.name, member.type)


def _held(name: str, type_: Type) -> Iterator[tuple[str, str]]:
    match type_:
        case RecordRef(key):
            yield key, name
        case ListOf():
            yield from _held(type_.item.name, type_.type)
        case MapOf():
            yield from _held(type_.value.name, type_.value_type)


def _cases(contract: Contract, provenance: Provenance) -> Iterator[Case]:
    for record in contract.records:
        yield from _of(contract, provenance.types.get(record.key, ()), record)
        for member in record.fields:
            place = (record.key, member.name, member.particle)
            made = provenance.members.get(place, ())
            yield from _of(contract, made, record, member)
    for enumeration in contract.enumerations:
        made = provenance.types.get(enumeration.key, ())
        yield from _of(contract, made, enumeration)
    for operation in contract.operations:
        made = provenance.operations.get(operation.name, ())
        yield from _of(contract, made, operation)
    for each in provenance.service:
        yield Case(each, contract, (each,))


def _of(
    contract: Contract,
    made: Decisions,
    about: Record | Enumeration | Operation,
    member: Field | None = None,
) -> Iterator[Case]:
    stand = standing(made)
    for each in stand:
        yield Case(each, contract, stand, about, member)
