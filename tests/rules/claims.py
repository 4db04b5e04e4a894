"""What each rule of the catalogue claims of the contract, told without inference.

A claim reads the contract and the line that a decision names as its evidence. It knows nothing of
how inference came to the decision, so that either of them can be caught in a lie.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
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
from soapstone.model.findings import NOWHERE
from soapstone.model.rules import Aspect, Decision, Source

VALUES = set(
    "byte short int long unsignedByte unsignedShort unsignedInt unsignedLong decimal float double"
    " boolean dateTime date time guid char".split()
)
"""Value types of .NET; DataContractSerializer has two more."""
CONTRACT_VALUES = VALUES | {"duration", "DateTimeOffset"}
PLACEHOLDERS = {
    "String": "string",
    "0001-01-01T00:00:00": "dateTime",
    "00000000-0000-0000-0000-000000000000": "guid",
    "00000000000000000000000000000000": "guid",
    "PT0S": "duration",
    "false": "boolean",
    "true": "boolean",
    "AA==": "base64Binary",
    "Date(": "dateTime",
}
CSHARP = {
    "int": "int",
    "Int32": "int",
    "long": "long",
    "short": "short",
    "byte": "unsignedByte",
    "string": "string",
    "String": "string",
    "bool": "boolean",
    "Boolean": "boolean",
    "decimal": "decimal",
    "double": "double",
    "DateTime": "dateTime",
    "Guid": "guid",
    "TimeSpan": "duration",
    "byte[]": "base64Binary",
}
LISTS = ("List<", "IList<", "IEnumerable<", "ICollection<", "HashSet<", "Collection<")


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
    lines: Mapping[tuple[str, str], tuple[str, int, str]] = field(default_factory=dict)
    """File, line and text where each member stands, by its record's key and its name."""

    specs: Path = Path()

    @property
    def line(self) -> str:
        """The text of the evidence."""
        return self.decision.origin.text if self.decision.origin else ""

    @property
    def page(self) -> str:
        """The whole file of the evidence; "" of a page that was not read from one."""
        file = self.specs / (self.decision.origin.file if self.decision.origin else "")
        return file.read_text("utf-8", "replace") if file.is_file() else ""

    def shows(self, *texts: str) -> bool:
        """Whether the evidence shows one of some texts; True of a line that is not kept whole."""
        return (
            self.line in ("", "…")
            or "…" in self.line
            or any(t in self.line for t in texts)
        )

    @property
    def type(self) -> Type:
        """The type that the decision is about."""
        assert self.member is not None
        found = self.member.type
        for step in filter(None, self.decision.part.split("/")):
            if isinstance(found, MapOf):
                found = found.key_type if step == "keys" else found.value_type
            elif isinstance(found, ListOf):
                found = found.type
        return found

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

    def beside_has(self, *ids: str) -> bool:
        return any(each.rule.id in ids for each in self.beside)


def cases(
    contract: Contract, provenance: Provenance, specs: Path = Path()
) -> Iterator[Case]:
    """Every decision that stands on a part of a contract."""
    for each in _cases(contract, provenance):
        yield replace(each, specs=specs)


def _cases(contract: Contract, provenance: Provenance) -> Iterator[Case]:
    lines = {}
    for (key, name, particle), made in provenance.members.items():
        of_places = (e.origin for e in made if e.rule.aspect is Aspect.OCCURRENCE)
        at = next(of_places, None)
        if at and particle is Particle.ELEMENT:
            lines[key, name.name] = (at.file, at.line, at.text)
    for record in contract.records:
        stand = standing(provenance.types.get(record.key, ()))
        for each in stand:
            yield Case(each, contract, stand, record, lines=lines)
        for member in record.fields:
            place = (record.key, member.name, member.particle)
            stand = standing(provenance.members.get(place, ()))
            for each in stand:
                yield Case(each, contract, stand, record, member)
    for enumeration in contract.enumerations:
        stand = standing(provenance.types.get(enumeration.key, ()))
        for each in stand:
            yield Case(each, contract, stand, enumeration)
    for operation in contract.operations:
        stand = standing(provenance.operations.get(operation.name, ()))
        for each in stand:
            yield Case(each, contract, stand, operation)
    for each in provenance.service:
        yield Case(each, contract, (each,))


# What claims are made of


def scalar(case: Case, *names: str) -> bool:
    return isinstance(case.type, Scalar) and case.type.name in names


def of(*kinds: type) -> Callable[[Case], bool]:
    return lambda case: isinstance(case.type, kinds)


def prints_its_type(case: Case) -> bool:
    found = case.type
    if not isinstance(found, Scalar) or found.guessed:
        return False
    return re.search(rf"\b{found.name}\b|^$|…", case.line) is not None


def prints_all_members(case: Case, blanks: bool) -> bool:
    if not isinstance(case.type, EnumerationRef):
        return False
    members = case.contract.enumeration(case.type.key).members
    return _prints(members, case.line, blanks)


def _prints(members: tuple[str, ...], line: str, blanks: bool) -> bool:
    has = any(" " in each for each in members)
    shown = sum(each in line for each in members)
    # Recordings and a person add members, or say all of them.
    return " or " in line and has == blanks and shown >= min(2, len(members))


def fits(csharp: str, type_: Type) -> bool:
    """Whether a type of the contract can be that of a C# type."""
    text = csharp.strip().replace("System.", "").replace("Nullable<", "").rstrip("?")
    if text in CSHARP:
        return isinstance(type_, Scalar) and type_.name == CSHARP[text]
    if text.startswith(LISTS) or text.endswith("[]"):
        inside = text.partition("<")[2].removesuffix(">")
        inside = inside if "<" in text and not text.endswith("[]") else text[:-2]
        return isinstance(type_, ListOf) and fits(inside, type_.type)
    if text.startswith(("Dictionary<", "IDictionary<")):
        return isinstance(type_, MapOf)
    if text in ("object", "Object"):
        return isinstance(type_, AnyXml)
    return True


def in_order(case: Case) -> bool:
    """Whether members stand as their lines do, as far as these are in one file."""
    assert isinstance(case.about, Record)
    key = case.about.key
    places = []
    for each in case.about.fields:
        file, line, text = case.lines.get((key, each.name.name), ("", 0, ""))
        if each.particle is Particle.ELEMENT and file:
            at = 0 if "…" in text else text.find(each.name.name)
            places.append((file, line, at))
    files = {file for file, _, _ in places}
    return bool(case.about.fields) and (len(files) > 1 or places == sorted(places))


def by_name(case: Case) -> bool:
    assert isinstance(case.about, Record)
    names = [each.name.name for each in case.about.fields]
    return names == sorted(names)


def _in(word: str) -> Callable[[Case], bool]:
    return lambda case: word in case.line


def named_in_line(case: Case) -> bool:
    """Whether the evidence names the operation."""
    assert isinstance(case.about, Operation)
    return case.about.name in (case.page or case.about.name)


def _enumeration(case: Case) -> Enumeration:
    assert isinstance(case.about, Enumeration)
    return case.about


def _operation(case: Case) -> Operation:
    assert isinstance(case.about, Operation)
    return case.about


def _field(case: Case) -> Field:
    assert case.member is not None
    return case.member


def _has_no_member(case: Case) -> bool:
    assert isinstance(case.about, Record)
    names = [each.name.name for each in case.about.fields]
    return not case.decision.about or case.decision.about.lstrip("@") not in names


def _messages(case: Case) -> list[str]:
    asked, answered = _operation(case).request, _operation(case).response
    return [each.no_xml for each in (asked, answered) if each]


def _no_xml(case: Case) -> bool:
    assert isinstance(case.about, Record)
    key = case.about.key
    return any(each.no_xml for each in case.contract.messages() if each.record == key)


def _says(case: Case, value: bool) -> bool:
    """Whether a line of overrides says yes or no, as the contract has it."""
    return ("true" in case.line) == value


def _is_message(case: Case) -> bool:
    key = getattr(case.about, "key", "")
    return key in {each.record for each in case.contract.messages()}


def _stands_for_a_type(case: Case) -> bool:
    return getattr(case.about, "type_name", None) is not None


Claim = Callable[[Case], bool]

ASMX: dict[str, Claim] = {
    "type-name": prints_its_type,
    "qualified-name": lambda c: scalar(c, "QName") and "QName" in c.line,
    "enumeration": lambda c: prints_all_members(c, blanks=False),
    "enumeration-with-blanks": lambda c: prints_all_members(c, blanks=True),
    "anonymous-type": lambda c: scalar(c, "string")
    and ("bytes" in c.line or '=""' in c.line),
    "filled-in": lambda c: scalar(c, "string") and ">string<" not in c.line,
    "any-xml": of(AnyXml),
    "empty-element": lambda c: c.is_empty()
    and re.search(r"/>|></", c.line) is not None,
    "array": of(ListOf),
    "members-inside": Case.has_members,
    "cut-by-type-name": Case.has_members,
    "cut-by-name": lambda c: not c.is_empty() and not isinstance(c.type, AnyXml),
    "cut-open": Case.is_empty,
    "printed-once": lambda c: not _field(c).repeated
    and _field(c).particle is Particle.ELEMENT,
    "printed-twice": lambda c: _field(c).repeated,
    "attribute": lambda c: not _field(c).repeated
    and _field(c).particle is not Particle.ELEMENT,
    "printed-members": lambda c: _prints(_enumeration(c).members, c.line, blanks=False),
    "members-with-blanks": lambda c: _prints(
        _enumeration(c).members, c.line, blanks=True
    ),
    "schema-order": in_order,
    "message-name": lambda c: not _stands_for_a_type(c) and _is_message(c),
    "item-name": lambda c: not c.data_contract,
}

XML_SERIALIZER: dict[str, Claim] = {
    "value-not-null": lambda c: c.value
    and not (_field(c).nullable or _field(c).nillable),
    "reference-null": lambda c: not c.value
    and _field(c).nullable
    and not _field(c).nillable,
    "list-not-null": lambda c: _field(c).repeated and not _field(c).nullable,
    "value-sent": lambda c: c.value and _field(c).required and _field(c).demanded,
    "reference-optional": lambda c: not (
        c.value or _field(c).required or _field(c).demanded
    ),
    "list-optional": lambda c: _field(c).repeated
    and not (_field(c).required or _field(c).demanded),
}

SERVICESTACK: dict[str, Claim] = {
    **dict.fromkeys(
        ("source-type", "table-type", "framework-type"),
        lambda c: fits(c.decision.words["csharp"], c.type),
    ),
    "string-or-enumeration": lambda c: scalar(c, "string"),
    "nil-by-type-name": Case.has_members,
    "nil-by-name": lambda c: not c.is_empty() and not isinstance(c.type, AnyXml),
    "nil-sample": lambda c: c.is_empty()
    or scalar(c, "string")
    or isinstance(c.type, AnyXml | ListOf),
    "enumeration-by-sample": lambda c: isinstance(c.type, EnumerationRef)
    and c.shows(c.contract.enumeration(c.type.key).members[0]),
    "odd-word": lambda c: scalar(c, "string"),
    "path-member": lambda c: scalar(c, "string") and "{" in c.decision.words["path"],
    "guessed-number": lambda c: isinstance(c.type, Scalar) and c.type.guessed,
    "live-value": lambda c: isinstance(c.type, Scalar) and not c.type.guessed,
    "placeholder": lambda c: any(
        c.shows(text, text.title()) and scalar(c, name)
        for text, name in PLACEHOLDERS.items()
    ),
    "shown-array": of(ListOf),
    "shown-dictionary": of(MapOf),
    "empty-sample": Case.is_empty,
    "element-without-row": lambda c: not c.beside_has("table-type"),
    "nameless-row": lambda c: c.beside_has("table-type", "unreadable-type"),
    "unreadable-type": lambda c: not c.beside_has("table-type"),
    "row-without-element": _has_no_member,
    "only-in-format": _has_no_member,
    "required": lambda c: _field(c).demanded
    and c.shows("Yes", "IsRequired" if "IsRequired" in c.page else "Yes", "public"),
    "nullable-required": lambda c: _field(c).demanded and _field(c).nullable,
    "not-required": lambda c: not _field(c).demanded,
    "no-column": lambda c: not _field(c).demanded,
    "no-default": lambda c: _field(c).demanded and c.value,
    "computed-member": lambda c: _field(c).read_only,
    "source-members": lambda c: bool(_enumeration(c).members),
    "table-members": lambda c: bool(_enumeration(c).members),
    "known-members": lambda c: _enumeration(c).members[0] in ("Continue", "Sunday"),
    "known-by-sample": lambda c: c.shows(_enumeration(c).members[0]),
    "source-flags": lambda c: _enumeration(c).flags,
    "flags-by-value": lambda c: _enumeration(c).flags,
    "base-unseen": lambda c: c.decision.words["base"]
    not in {each.key for each in c.contract.records},
    "order-by-rule": by_name,
    "table-order": by_name,
    "unknown-type": lambda c: not isinstance(c.type, RecordRef) or c.is_empty(),
    "no-xml": _no_xml,
    "no-body": _no_xml,
}

DATA_CONTRACT: dict[str, Claim] = {
    "item-type": prints_its_type,
    "collection": of(ListOf),
    "guessed-list": of(ListOf),
    "dictionary": lambda c: isinstance(c.type, MapOf) or c.about is not None,
    "data-contract": Case.has_members,
    "date-time-offset": lambda c: scalar(c, "DateTimeOffset"),
    "any-type": of(AnyXml),
    "struct-member": lambda c: c.about is not None
    and getattr(c.about, "key", "").startswith("KeyValuePair"),
    "nested-type": of(RecordRef, ListOf, MapOf),
    "data-member": lambda c: not _field(c).repeated,
    "items": lambda c: _field(c).repeated,
    "nullable-type": lambda c: _field(c).nullable
    and ("?" in c.decision.words["csharp"] or "Null" in c.decision.words["csharp"]),
    "reference-nil": lambda c: not c.value
    and _field(c).nullable
    and _field(c).nillable,
    "value-type": lambda c: c.value and not _field(c).nullable,
    "value-by-sample": lambda c: c.value and not _field(c).nullable,
    "items-not-null": lambda c: _field(c).repeated and not _field(c).nullable,
    "items-optional": lambda c: _field(c).repeated and not _field(c).demanded,
    "contract-name": lambda c: c.data_contract,
    "sample-order": in_order,
    "source-order": lambda c: "class " in c.page or c.decision.origin == NOWHERE,
    "order-by-source": lambda c: "class " in c.page and not _no_xml(c),
}

SERVICE: dict[str, Claim] = {
    "contradiction": lambda c: c.decision.words["here"] != c.decision.words["first"],
    "shown-once": lambda c: c.decision.words["name"] == _field(c).name.name,
    "element-name": lambda c: not _stands_for_a_type(c) and not _is_message(c),
    "not-shown": lambda c: isinstance(c.about, Record) and not c.about.fields,
    "overload": named_in_line,
    "heading": named_in_line,
    "own-route": named_in_line,
    "request-element": named_in_line,
    "named-by-path": lambda c: _operation(c).name == c.decision.words["name"],
    "root-elements": lambda c: _operation(c).response is not None
    and not any(_messages(c)),
    "declared-messages": lambda c: _operation(c).response is not None,
    "one-way": lambda c: _operation(c).response is None,
    "raw-answer": lambda c: _operation(c).raw_response is not None,
    "other-formats": lambda c: any(_messages(c)),
    "no-sample": lambda c: c.decision.about
    not in {each.name for each in c.contract.operations},
    "address": lambda c: bool(_operation(c).bindings),
    "scheme-unknown": lambda c: all(
        each.scheme == "https" for op in c.contract.operations for each in op.bindings
    ),
}

RECORDINGS: dict[str, Claim] = {
    "recorded-type": lambda c: not c.is_empty(),
    "recorded-number": lambda c: isinstance(c.type, Scalar) and c.type.guessed,
    "restricted-string": lambda c: scalar(c, "string"),
    "recorded-member": lambda c: not isinstance(c.type, Scalar) or scalar(c, "string"),
    "recorded-member-by-values": lambda c: isinstance(c.type, Scalar)
    and not scalar(c, "string"),
    "recorded-empty": _has_no_member,
    "recorded-namespace": lambda c: "namespace" in c.decision.words["where"],
    "recorded-misfit": lambda c: bool(c.decision.words["shown"]),
    "recorded-repeated": lambda c: _field(c).repeated,
    "repeated-against-page": lambda c: not _field(c).repeated,
    "recorded-nil": lambda c: _field(c).nullable
    or isinstance(_field(c).type, ListOf | MapOf),
    "nil-against-page": lambda c: not _field(c).nullable,
    "recorded-nil-written": lambda c: _field(c).nullable and _field(c).nillable,
    "recorded-absent-null": lambda c: _field(c).nullable and not _field(c).nillable,
    "recorded-nil-presence": lambda c: _field(c).required and not _field(c).demanded,
    "recorded-absence": lambda c: not (_field(c).required or _field(c).demanded),
    "recorded-optional": lambda c: _field(c).required == _field(c).demanded,
    "recorded-null": lambda c: _field(c).nullable or c.value or _field(c).repeated,
    "recorded-occurrence": lambda c: _field(c).repeated in (True, False),
    "recorded-choices": lambda c: all(
        repr(each) in c.decision.words["more"] or len(_enumeration(c).members) > 1
        for each in _enumeration(c).members
    ),
    "recorded-joined": lambda c: any(
        " or " in each for each in _enumeration(c).members
    ),
    "recorded-flags": lambda c: _enumeration(c).flags,
    "recorded-type-name": lambda c: isinstance(c.about, Record) and bool(c.about.base),
    "recorded-record": lambda c: isinstance(c.about, Record)
    and not _stands_for_a_type(c),
    "recorded-order": lambda c: isinstance(c.about, Record),
}

OVERRIDES: dict[str, Claim] = {
    "person-type": lambda c: c.line.split('"')[-2].rstrip("?[]")
    in (getattr(c.type, "name", ""), getattr(c.type, "key", ""), "xml"),
    "person-occurrence": lambda c: not _field(c).repeated,
    "person-null": lambda c: _says(c, _field(c).nullable),
    "person-type-null": lambda c: _field(c).nullable == ("?" in c.line or not c.value),
    "person-presence": lambda c: _says(c, _field(c).demanded),
    "person-type-presence": lambda c: _field(c).demanded != _field(c).nullable,
    "person-null-presence": lambda c: _field(c).demanded != _field(c).nullable,
    "person-record": lambda c: not _stands_for_a_type(c),
    "person-order": lambda c: isinstance(c.about, Record),
    "person-members": lambda c: _enumeration(c).members[-1] in c.line,
    "person-flags": lambda c: _says(c, _enumeration(c).flags),
    "person-address": lambda c: c.line.split('"')[-2]
    in {
        part
        for operation in c.contract.operations
        for each in operation.bindings
        for part in (each.scheme, each.host, each.path)
    },
    "superfluous-override": lambda c: bool(c.decision.about),
    "shown-member": lambda c: bool(c.decision.about),
}


def from_its_source(case: Case) -> bool:
    """Whether the evidence is of the kind that the rule's source says."""
    file = case.decision.origin.file if case.decision.origin else ""
    source = case.decision.rule.source
    if source is Source.RECORDINGS:
        return "/recorded/" in file
    if source is Source.PERSON:
        return file.endswith("overrides.toml")
    known = "/recorded/" in file or file.endswith("overrides.toml")
    return not known or case.decision.rule.id in (
        "list-not-null",
        "list-optional",
        "shown-member",
    )


CLAIMS: dict[str, Claim] = {
    **ASMX,
    **XML_SERIALIZER,
    **SERVICESTACK,
    **DATA_CONTRACT,
    **SERVICE,
    **RECORDINGS,
    **OVERRIDES,
}
"""By the id of the rule."""
