"""Infers the contract of a service from the facts of its pages, and records every decision.

    facts -> shapes (one per place) -> types (places merged by name, then by structure)
    -> keys -> contract

Pages leave much open. The rules of the programs that wrote them settle it: ``xml_serializer`` has
those of ASMX, ``data_contract`` and ``servicestack`` those of ServiceStack, ``wcf`` those of WCF
REST.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.inference import operations
from soapstone.inference.build import Built, build
from soapstone.inference.expansion_limits import check_shapes
from soapstone.inference.merge import Types
from soapstone.inference.parts import Document, Part
from soapstone.inference.samples.reader import Reader as SampleReader
from soapstone.inference.samples.serializers import serializer_of
from soapstone.inference.schemes import Schemes
from soapstone.inference.servicestack.missing_messages import Declaration, order_of
from soapstone.inference.servicestack.operations import ServiceStackOperations
from soapstone.inference.shapes import RecordShape
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
    parts, servicestack, silent = _parts(operation_facts, schemes, samples)
    documents = [document for part in parts for document in part.documents]
    shapes = [document.shape for document in documents]
    derived = servicestack.derived(parts)
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
            *_messages(part, operation, servicestack.declared),
            *servicestack.not_called(part),
            *filter(None, (part.address,)),
        )
        for part, operation in zip(parts, contract.operations, strict=True)
    }
    _decide_on_declared(servicestack, types, built)
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


def _decide_on_declared(
    servicestack: ServiceStackOperations, types: Types, built: Built
) -> None:
    """Add the decisions on the types of messages that no XML shows, or not all of it."""
    made = built.provenance.types
    for each in servicestack.declared:
        key = built.keys[types.of(each.document.shape)]
        order = order_of(each, built.no_xml.get(key, ""))
        made[key] = (order, *made[key])
    for shape, decision in servicestack.only_in_formats:
        key = built.keys[types.of(shape)]
        made[key] = (*made[key], decision)


def _without_host(parts: Iterable[Part]) -> Iterator[Decision]:
    """Yield one decision if no sample of an operation names a host."""
    shown = [part for part in parts if part.bindings]
    nameless = [p for p in shown if not any(each.host for each in p.bindings)]
    if nameless:
        yield rules.HOST_UNKNOWN.at(min(part.origin for part in nameless))


_SERIALIZERS: Mapping[Notation, Callable[[Sequence[OperationFacts]], Serializer]] = {
    Notation.VALUES: lambda _: Serializer.DATA_CONTRACT,
    Notation.CONSTANTS: rest_serializer,
    Notation.TYPE_NAMES: lambda _: Serializer.XML,
    Notation.SAMPLES: serializer_of,
}
"""What finds the serializer of each notation. The first that a page has decides for all pages."""


def _serializer(operation_facts: Sequence[OperationFacts]) -> Serializer:
    """ASMX writes XML with XmlSerializer, ServiceStack with DataContractSerializer, WCF REST with
    either.
    """
    order = list(_SERIALIZERS)
    notations = {facts.notation for facts in operation_facts}
    first = min(notations, key=order.index, default=Notation.SAMPLES)
    return _SERIALIZERS[first](operation_facts)


def _parts(
    operation_facts: Sequence[OperationFacts], schemes: Schemes, samples: SampleReader
) -> tuple[list[Part], ServiceStackOperations, list[Decision]]:
    """Merge the operations of all pages by name, and declare messages that no XML shows.

    The last value has a decision for each operation of which no page shows a message.
    """
    by_heading: defaultdict[str, list[Part]] = defaultdict(list)
    silent = []
    servicestack = ServiceStackOperations(operation_facts)
    for facts in operation_facts:
        own = samples if facts.notation is Notation.SAMPLES else None
        part = operations.read(facts, schemes, servicestack.aligned(facts), own)
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
    return servicestack.completed(merged), servicestack, left_out


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
        name=part.name,
        documentation=part.documentation,
        request=next(iter(messages(part.requests)), None),
        response=next(iter(messages(part.responses)), None),
        bindings=part.bindings,
        routes=part.routes,
        parameters=part.parameters,
        access=part.access,
        request_headers=messages(part.request_headers),
        response_headers=messages(part.response_headers),
        raw_response=part.raw,
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
