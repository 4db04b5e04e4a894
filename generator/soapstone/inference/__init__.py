"""Infers the contract of a service from the facts of its pages, and reports every guess.

    facts -> shapes (one per place) -> types (places merged by name, then by structure)
    -> keys -> contract

Pages leave much open. The rules of the programs that wrote them settle it: ``xml_serializer`` has
those of ASMX, ``data_contract`` and ``servicestack`` those of ServiceStack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from soapstone.inference import finding_texts, operations
from soapstone.inference.build import Built, build
from soapstone.inference.expansion_limits import check_shapes
from soapstone.inference.merge import Types
from soapstone.inference.parts import Document, Part, samples_of
from soapstone.inference.schemes import Schemes
from soapstone.inference.servicestack.evidence import AlignedTables, Shared, gather
from soapstone.inference.servicestack.missing_messages import (
    Declaration,
    complete,
    known_of,
    only_in_formats,
    said,
)
from soapstone.inference.structural_equivalence import join_equivalent
from soapstone.inference.unknown_namespaces import name_in_contract
from soapstone.model.contract import Contract, Message, Operation, Serializer
from soapstone.model.facts import Notation, OperationFacts, PageFacts
from soapstone.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Inferred:
    """A contract and the evidence for it."""

    contract: Contract
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    """Every message, once for each sample that shows it."""
    types: Types
    """The types of all shapes in these documents."""
    keys: Mapping[int, str]
    """Keys of the contract's records, by their number in ``types``."""
    pages: Mapping[str, frozenset[str]]
    """The files of the pages that show each operation."""


def inferred(service: str, pages: Sequence[PageFacts]) -> Inferred:
    """Return the contract of a service, from the facts of its pages, with the findings on it.

    ``service`` is the name of the folder; the contract has it where no page names the service. The
    order of ``pages`` has no effect. Raises SpecError where the pages yield more types, members or
    text than the limits allow.
    """
    operation_facts = [
        facts
        for page in sorted(pages, key=lambda page: page.file)
        for facts in page.operations
    ]
    schemes = Schemes(operation_facts)
    parts, declared, findings = _parts(operation_facts, schemes)
    documents = [document for part in parts for document in part.documents]
    shapes = [document.shape for document in documents]
    types = Types(shapes)
    check_shapes(types.shapes)
    join_equivalent(types)
    built = build(types, shapes)
    name = next((facts.service for facts in operation_facts if facts.service), service)
    contract = Contract(
        name,
        tuple(_operation(part, types, built) for part in parts),
        built.records,
        built.enumerations,
        _serializer(operation_facts),
    )
    findings += [*built.findings, *schemes.findings(name)]
    for each in declared:
        key = built.keys[types.of(each.document.shape)]
        findings.append(said(each, built.no_xml.get(key, "")))
    shown_by = {part.name: part.pages for part in parts}
    return Inferred(
        contract, _once(findings), tuple(documents), types, built.keys, shown_by
    )


def _serializer(operation_facts: Iterable[OperationFacts]) -> Serializer:
    """ServiceStack writes XML with DataContractSerializer, ASMX with XmlSerializer."""
    values = any(facts.notation is Notation.VALUES for facts in operation_facts)
    return Serializer.DATA_CONTRACT if values else Serializer.XML


def _parts(
    operation_facts: Sequence[OperationFacts], schemes: Schemes
) -> tuple[list[Part], list[Declaration], list[Finding]]:
    """Merge the operations of all pages by name, and declare messages that no XML shows."""
    by_heading: defaultdict[str, list[Part]] = defaultdict(list)
    silent = []
    stack = _Stack(operation_facts)
    for facts in operation_facts:
        part = operations.read(facts, schemes, stack.aligned(facts))
        if part:
            by_heading[part.name].append(part)
        else:
            silent.append(facts)
    by_name: defaultdict[str, list[Part]] = defaultdict(list)
    for parts in by_heading.values():
        for part in operations.split_overloads(parts):
            by_name[part.name].append(part)
    merged = [operations.merge(by_name[name]) for name in sorted(by_name)]
    findings = [finding for _, more in merged for finding in more]
    findings += [
        finding_texts.no_sample(facts.name, facts.origin)
        for facts in silent
        if facts.name not in by_heading and facts.name not in by_name
    ]
    parts, declared, more = stack.completed([part for part, _ in merged])
    return parts, declared, findings + more


class _Stack:
    """The operations of ServiceStack, with the tables and source of all pages that show them."""

    def __init__(self, operation_facts: Iterable[OperationFacts]) -> None:
        facts = [each for each in operation_facts if each.notation is Notation.VALUES]
        self._groups: defaultdict[str, list[OperationFacts]] = defaultdict(list)
        for each in facts:
            if each.exchanges or each.tables or each.classes:
                self._groups[operations.name_of(each)].append(each)
        self._groups.pop("", None)
        shared = Shared(facts)
        self._evidence = {
            name: gather(group, shared) for name, group in self._groups.items()
        }
        self._aligned = {
            name: evidence.aligned([s for f in group for s in samples_of(f)[1]])
            for (name, group), evidence in zip(
                self._groups.items(), self._evidence.values(), strict=True
            )
        }

    def aligned(self, facts: OperationFacts) -> AlignedTables | None:
        """Return the tables of an operation, aligned with its samples; None for an ASMX
        operation.
        """
        if facts.notation is not Notation.VALUES:
            return None
        return self._aligned.get(operations.name_of(facts))

    def completed(
        self, parts: list[Part]
    ) -> tuple[list[Part], list[Declaration], list[Finding]]:
        """Return the parts, with a message declared where no page shows its XML."""
        if not self._groups:
            return parts, [], []
        known = known_of(parts)
        made: list[Part] = []
        declared: list[Declaration] = []
        findings: list[Finding] = []
        for part in parts:
            group = self._groups.get(part.name)
            if group:
                findings += only_in_formats(part, group, self._aligned[part.name])
                evidence = self._evidence[part.name]
                part, more = complete(part, group, evidence, known)
                declared += more
                if not any(map(operations.printed_name, group)):
                    findings.append(finding_texts.named_by_path(part.name, part.origin))
            made.append(part)
        return made, declared, findings


def _operation(part: Part, types: Types, built: Built) -> Operation:
    def messages(documents: tuple[Document, ...]) -> tuple[Message, ...]:
        """One for each root element, in the order of the page."""
        return tuple(dict.fromkeys(map(message, documents)))

    def message(document: Document) -> Message:
        key = built.keys[types.of(document.shape)]
        return Message(
            name_in_contract(document.element), key, built.no_xml.get(key, "")
        )

    return Operation(
        part.name,
        part.documentation,
        next(iter(messages(part.requests)), None),
        next(iter(messages(part.responses)), None),
        part.bindings,
        part.routes,
        part.parameters,
        part.access,
        messages(part.request_headers),
        messages(part.response_headers),
        part.raw,
    )


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, by file and line. (The samples of SOAP 1.1 and 1.2 leave the same
    questions open.)
    """
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in sorted(
        findings, key=lambda found: (found.origin, found.code, found.subject)
    ):
        kept.setdefault((finding.code, finding.subject, finding.found), finding)
    return tuple(kept.values())
