"""Inference: from what the pages say to the contract, and what had to be guessed on the way.

    facts -> shapes (one per place) -> types (places merged, by name, then by likeness)
    -> keys -> contract

What the pages leave open is settled by the rules of the programs that wrote them:
``xml_serializer`` has those of ASMX, ``data_contract`` those of ServiceStack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from soapstone.inference import operations, remarks
from soapstone.inference.build import Built, build
from soapstone.inference.likeness import join_alike
from soapstone.inference.merge import Types
from soapstone.inference.parts import Document, Part, samples_of
from soapstone.inference.servicestack.completion import (
    Declaration,
    complete,
    known_of,
    only_in_formats,
    said,
)
from soapstone.inference.servicestack.evidence import Laid, Shared, gather
from soapstone.inference.untold import told
from soapstone.inference.yields import check_shapes
from soapstone.model.contract import Contract, Message, Operation, Serializer
from soapstone.model.facts import Notation, OperationFacts, PageFacts
from soapstone.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Inferred:
    """A contract, and what it follows from."""

    contract: Contract
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    """Every message as every sample shows it."""
    types: Types
    """The types of all shapes in them."""
    keys: Mapping[int, str]
    """Of the contract's records, by number in ``types``."""


def inferred(service: str, pages: Sequence[PageFacts]) -> Inferred:
    """The contract that a service's pages tell of, and what they leave open.

    ``service`` is the folder's name; it stands where no page names the service. The order of
    ``pages`` does not matter.
    """
    told = [
        facts
        for page in sorted(pages, key=lambda page: page.file)
        for facts in page.operations
    ]
    parts, declared, findings = _parts(told)
    documents = [document for part in parts for document in part.documents]
    shapes = [document.shape for document in documents]
    types = Types(shapes)
    check_shapes(types.shapes)
    join_alike(types)
    built = build(types, shapes)
    name = next((facts.service for facts in told if facts.service), service)
    contract = Contract(
        name,
        tuple(_operation(part, types, built) for part in parts),
        built.records,
        built.enumerations,
        _serializer(told),
    )
    findings += [*built.findings, *_scheme(name, parts)]
    for each in declared:
        key = built.keys[types.of(each.document.shape)]
        findings.append(said(each, built.no_xml.get(key, "")))
    return Inferred(contract, _once(findings), tuple(documents), types, built.keys)


def _serializer(told: Iterable[OperationFacts]) -> Serializer:
    """ServiceStack writes XML with DataContractSerializer, ASMX with XmlSerializer."""
    values = any(facts.notation is Notation.VALUES for facts in told)
    return Serializer.DATA_CONTRACT if values else Serializer.XML


def _parts(
    told: Sequence[OperationFacts],
) -> tuple[list[Part], list[Declaration], list[Finding]]:
    """The operations by name, each from all the pages that show it."""
    by_heading: defaultdict[str, list[Part]] = defaultdict(list)
    silent = []
    stack = _Stack(told)
    for facts in told:
        part = operations.read(facts, stack.laid(facts))
        if part:
            by_heading[part.name].append(part)
        else:
            silent.append(facts)
    by_name: defaultdict[str, list[Part]] = defaultdict(list)
    for parts in by_heading.values():
        for part in operations.told_apart(parts):
            by_name[part.name].append(part)
    merged = [operations.merge(by_name[name]) for name in sorted(by_name)]
    findings = [finding for _, more in merged for finding in more]
    findings += [
        remarks.no_sample(facts.name, facts.origin)
        for facts in silent
        if facts.name not in by_heading and facts.name not in by_name
    ]
    parts, declared, more = stack.completed([part for part, _ in merged])
    return parts, declared, findings + more


class _Stack:
    """The operations of ServiceStack: their pages by name, and what these tell together."""

    def __init__(self, told: Iterable[OperationFacts]) -> None:
        facts = [each for each in told if each.notation is Notation.VALUES]
        self._groups: defaultdict[str, list[OperationFacts]] = defaultdict(list)
        for each in facts:
            if each.exchanges or each.tables or each.classes:
                self._groups[operations.name_of(each)].append(each)
        self._groups.pop("", None)
        shared = Shared(facts)
        self._evidence = {
            name: gather(group, shared) for name, group in self._groups.items()
        }
        self._laid = {
            name: evidence.laid([s for f in group for s in samples_of(f)[1]])
            for (name, group), evidence in zip(
                self._groups.items(), self._evidence.values(), strict=True
            )
        }

    def laid(self, facts: OperationFacts) -> Laid | None:
        """The tables of an operation beside its samples; None for one that is not ours."""
        if facts.notation is not Notation.VALUES:
            return None
        return self._laid.get(operations.name_of(facts))

    def completed(
        self, parts: list[Part]
    ) -> tuple[list[Part], list[Declaration], list[Finding]]:
        """The parts with the messages that XML does not show."""
        if not self._groups:
            return parts, [], []
        known = known_of(parts)
        made: list[Part] = []
        declared: list[Declaration] = []
        findings: list[Finding] = []
        for part in parts:
            group = self._groups.get(part.name)
            if group:
                findings += only_in_formats(part, group, self._laid[part.name])
                evidence = self._evidence[part.name]
                part, more = complete(part, group, evidence, known)
                declared += more
                if not any(map(operations.told_name, group)):
                    findings.append(remarks.named_by_path(part.name, part.origin))
            made.append(part)
        return made, declared, findings


def _operation(part: Part, types: Types, built: Built) -> Operation:
    def messages(documents: tuple[Document, ...]) -> tuple[Message, ...]:
        """One for each root element, in the order of the page."""
        return tuple(dict.fromkeys(map(message, documents)))

    def message(document: Document) -> Message:
        key = built.keys[types.of(document.shape)]
        return Message(told(document.element), key, built.no_xml.get(key, ""))

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


def _scheme(service: str, parts: Sequence[Part]) -> Iterable[Finding]:
    """One finding for the service: all its addresses lack their scheme."""
    bound = [part for part in parts if part.bindings]
    if bound:
        first = min(bound, key=lambda part: part.origin)
        yield remarks.scheme_unknown(service, first.origin, first.bindings[0].host)


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by file and line: the samples of SOAP 1.1 and 1.2 leave the same things
    open.
    """
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in sorted(
        findings, key=lambda found: (found.origin, found.code, found.subject)
    ):
        kept.setdefault((finding.code, finding.subject, finding.seen), finding)
    return tuple(kept.values())
