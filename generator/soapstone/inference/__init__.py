"""Infers the contract of a service from the facts of its pages, and records every decision.

    facts -> shapes (one per place) -> types (places merged by name, then by structure)
    -> keys -> contract

Pages leave much open. The rules of the programs that wrote them settle it: ``xml_serializer`` has
those of ASMX, ``data_contract`` and ``servicestack`` those of ServiceStack, ``wcf`` those of WCF
REST.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from soapstone.inference import operations
from soapstone.inference.build import Built, build
from soapstone.inference.expansion_limits import check_shapes
from soapstone.inference.merge import Types
from soapstone.inference.operation_names import name_of
from soapstone.inference.parts import Document, Part, samples_of
from soapstone.inference.samples.reader import Reader as SampleReader
from soapstone.inference.samples.serializers import serializer_of
from soapstone.inference.schemes import Schemes
from soapstone.inference.servicestack.derived_types import Derived, derived_types
from soapstone.inference.servicestack.evidence import AlignedTables, Shared, gather
from soapstone.inference.servicestack.missing_messages import (
    Declaration,
    complete,
    known_of,
    only_in_formats,
    order_of,
)
from soapstone.inference.shapes import RecordShape, records
from soapstone.inference.structural_equivalence import join_equivalent
from soapstone.inference.unknown_namespaces import name_in_contract
from soapstone.inference.wcf.serializers import serializer_of as rest_serializer
from soapstone.model.catalogue import service as rules
from soapstone.model.contract import Contract, Message, Operation, Serializer
from soapstone.model.decisions import Provenance
from soapstone.model.facts import Notation, OperationFacts, PageFacts
from soapstone.model.rules import Aspect, Decision


@dataclass(frozen=True, slots=True)
class Inferred:
    """A contract and the decisions that led to it."""

    contract: Contract
    provenance: Provenance
    documents: tuple[Document, ...]
    """Every message, once for each sample that shows it."""
    derived: tuple[RecordShape, ...]
    """Types that no message shows, because a message only names them by ``xsi:type``."""
    types: Types
    """The types of all shapes in these documents."""
    keys: Mapping[int, str]
    """Keys of the contract's records, by their number in ``types``."""
    pages: Mapping[str, frozenset[str]]
    """The files of the pages that show each operation."""


def inferred(service: str, pages: Sequence[PageFacts]) -> Inferred:
    """Return the contract of a service, from the facts of its pages, with the decisions on it.

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
    serializer = _serializer(operation_facts)
    samples = SampleReader(operation_facts, serializer)
    parts, stack, silent = _parts(operation_facts, schemes, samples)
    documents = [document for part in parts for document in part.documents]
    shapes = [document.shape for document in documents]
    derived = stack.derived(parts)
    derived.shapes += samples.derived
    derived.extensions += samples.extensions
    types = Types([*shapes, *derived.shapes])
    check_shapes(types.shapes)
    join_equivalent(types)
    built = build(types, shapes, derived.shapes, derived.extensions)
    name = next((facts.service for facts in operation_facts if facts.service), service)
    contract = Contract(
        name,
        tuple(_operation(part, types, built) for part in parts),
        built.records,
        built.enumerations,
        serializer,
    )
    provenance = built.provenance
    provenance.service = (*silent, *schemes.decisions(), *_without_host(parts))
    provenance.operations = {
        operation.name: (
            *part.decisions,
            *_messages(part, operation, stack.declared),
            *filter(None, (part.address,)),
        )
        for part, operation in zip(parts, contract.operations, strict=True)
    }
    _decide_on_declared(stack, types, built)
    shown_by = {part.name: part.pages for part in parts}
    return Inferred(
        contract,
        provenance,
        tuple(documents),
        tuple(derived.shapes),
        types,
        built.keys,
        shown_by,
    )


def _decide_on_declared(stack: _Stack, types: Types, built: Built) -> None:
    """Add the decisions on the types of messages that no XML shows, or not all of it."""
    made = built.provenance.types
    for each in stack.declared:
        key = built.keys[types.of(each.document.shape)]
        order = order_of(each, built.no_xml.get(key, ""))
        made[key] = (order, *made[key])
    for shape, decision in stack.only_in_formats:
        key = built.keys[types.of(shape)]
        made[key] = (*made[key], decision)


def _without_host(parts: Iterable[Part]) -> Iterator[Decision]:
    """Yield one decision if no sample of an operation names a host."""
    shown = [part for part in parts if part.bindings]
    nameless = [p for p in shown if not any(each.host for each in p.bindings)]
    if nameless:
        yield rules.HOST_UNKNOWN.at(min(part.origin for part in nameless))


def _serializer(operation_facts: Sequence[OperationFacts]) -> Serializer:
    """ASMX writes XML with XmlSerializer, ServiceStack with DataContractSerializer, WCF REST with
    either.
    """
    notations = {facts.notation for facts in operation_facts}
    if Notation.VALUES in notations:
        return Serializer.DATA_CONTRACT
    if Notation.CONSTANTS in notations:
        return rest_serializer(operation_facts)
    if Notation.TYPE_NAMES in notations:
        return Serializer.XML
    return serializer_of(operation_facts)


def _parts(
    operation_facts: Sequence[OperationFacts], schemes: Schemes, samples: SampleReader
) -> tuple[list[Part], _Stack, list[Decision]]:
    """Merge the operations of all pages by name, and declare messages that no XML shows.

    The last value has a decision for each operation of which no page shows a message.
    """
    by_heading: defaultdict[str, list[Part]] = defaultdict(list)
    silent = []
    stack = _Stack(operation_facts)
    for facts in operation_facts:
        own = samples if facts.notation is Notation.SAMPLES else None
        part = operations.read(facts, schemes, stack.aligned(facts), own)
        if part:
            by_heading[part.name].append(part)
        else:
            silent.append(facts)
    by_name: defaultdict[str, list[Part]] = defaultdict(list)
    for parts in by_heading.values():
        for part in operations.split_overloads(parts):
            by_name[part.name].append(part)
    merged = [operations.merge(by_name[name]) for name in sorted(by_name)]
    left_out = [
        rules.NO_SAMPLE.at(facts.origin, about=facts.name)
        for facts in silent
        if facts.name not in by_heading and facts.name not in by_name
    ]
    return stack.completed(merged), stack, left_out


class _Stack:
    """The operations of ServiceStack, with the tables and source of all pages that show them."""

    def __init__(self, operation_facts: Iterable[OperationFacts]) -> None:
        self.declared: list[Declaration] = []
        """The messages that no XML shows."""
        self.only_in_formats: list[tuple[RecordShape, Decision]] = []
        """Members that only another format shows, with the shape of their message."""
        facts = [each for each in operation_facts if each.notation is Notation.VALUES]
        self._groups: defaultdict[str, list[OperationFacts]] = defaultdict(list)
        for each in facts:
            if each.exchanges or each.tables or each.classes:
                self._groups[name_of(each)].append(each)
        self._groups.pop("", None)
        self._shared = Shared(facts)
        self._evidence = {
            name: gather(group, self._shared) for name, group in self._groups.items()
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
        return self._aligned.get(name_of(facts))

    def completed(self, parts: list[Part]) -> list[Part]:
        """Return the parts, with a message declared where no page shows its XML."""
        if not self._groups:
            return parts
        known = known_of(parts)
        made: list[Part] = []
        for part in parts:
            group = self._groups.get(part.name)
            if group:
                aligned = self._aligned[part.name]
                self.only_in_formats += only_in_formats(part, group, aligned)
                evidence = self._evidence[part.name]
                part, more = complete(part, group, evidence, known)
                self.declared += more
            made.append(part)
        return made

    def derived(self, parts: Sequence[Part]) -> Derived:
        """Return the types of C# source that extend those which the messages of all parts hold."""
        if not self._shared.has_source:
            return Derived()
        evidence = gather((), self._shared)
        reader = partial(known_of(parts).reader, evidence, evidence.aligned(()))
        shown = records(each.shape for part in parts for each in part.documents)
        return derived_types(shown, evidence.classes, reader)


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


def _messages(
    part: Part, operation: Operation, declared: Iterable[Declaration]
) -> Iterator[Decision]:
    """The decision on what an operation sends and receives, unless it is made already."""
    if any(each.rule.aspect is Aspect.MESSAGES for each in part.decisions):
        return
    by_rule = {id(each.document) for each in declared}
    shown = (*part.requests[:1], *part.responses[:1])
    messages = (operation.request, operation.response)
    if operation.raw_response is not None:
        rule = rules.RAW_ANSWER
    elif operation.response is None:
        rule = rules.ONE_WAY
    elif any(each and each.no_xml for each in messages):
        rule = rules.OTHER_FORMATS
    elif any(id(document) in by_rule for document in shown):
        rule = rules.DECLARED
    else:
        rule = rules.ROOT_ELEMENTS
    yield rule.at(part.origin)
