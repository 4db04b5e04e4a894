"""Joins what the schemas on WCF REST pages state with what their samples show, into one contract.

A schema stands above a sample: it states types, nulls, presence, members of enumerations and
derived types. So a body whose root element a schema of the service declares is read from there, and
any other from its sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.inference import Inferred
from soapstone.inference import inferred as inferred_from_samples
from soapstone.inference.joining.documents import Documents
from soapstone.inference.joining.operations import kept
from soapstone.inference.joining.pairs import Pairs
from soapstone.inference.joining.types import JoinedTypes
from soapstone.inference.operation_names import name_of
from soapstone.inference.wcf.names import is_wcf, named
from soapstone.inference.wcf.requests import Declared, Parameters, with_variables
from soapstone.inference.wcf.serializers import serializer_of
from soapstone.inference.wsdl import Described
from soapstone.inference.wsdl.nodes import Wrapper
from soapstone.inference.wsdl.schema_types import SchemaTypes
from soapstone.inference.wsdl.types import build
from soapstone.model.contract import (
    Binding,
    Contract,
    Message,
    Operation,
    QName,
    Scalar,
    Serializer,
    Transport,
)
from soapstone.model.description import (
    ComplexType,
    Element,
    MessagePart,
    Schema,
    SimpleType,
)
from soapstone.model.facts import (
    Exchange,
    OperationFacts,
    PageFacts,
    Sample,
)
from soapstone.model.findings import NOWHERE, Origin

_DECLARED = "declared by a schema"


def shows_rest(pages: Iterable[PageFacts]) -> bool:
    """Return whether pages are of WCF REST."""
    return any(is_wcf(each) for page in pages for each in page.operations)


def inferred(
    service: str, pages: Sequence[PageFacts], wsdl: Described | None = None
) -> Inferred:
    """Return the contract of a service with WCF REST pages, with the decisions on it.

    Arguments and errors are those of :func:`soapstone.inference.inferred`. ``wsdl`` is that of the
    same service, from which the operations get what SOAP and REST have in common: the parameters.
    """
    every = [each for page in pages for each in page.operations]
    others = {name_of(each) for each in every if not is_wcf(each)}
    others |= {each.name for each in wsdl.contract.operations} if wsdl else set()
    pages = named(pages, others)
    schema, serializer = _schema(pages)
    bodies = _Bodies(pages, schema)
    shown = inferred_from_samples(service, bodies.others())
    stated = _described(service, schema, serializer, bodies)
    pairs = Pairs(shown.contract, stated.described)
    types = JoinedTypes(shown, stated.described, pairs)
    documents = Documents(types, stated.members, stated.holders, schema.elements)
    operations = [
        _with_bodies(kept(each, types.keys), bodies.of(each.name), documents)
        for each in shown.contract.operations
    ]
    made = types.provenance
    made.operations = dict(shown.provenance.operations)
    made.service = shown.provenance.service
    contract = Contract(
        shown.contract.service,
        tuple(operations),
        tuple(sorted(documents.records, key=lambda each: each.key)),
        types.enumerations,
        serializer or shown.contract.serializer,
    )
    parameters = _parameters(pages, wsdl) if wsdl else {}
    contract = with_variables(contract, made, bodies.places(), parameters)
    return replace(
        shown,
        contract=contract,
        provenance=made,
        keys={
            number: types.keys[key]
            for number, key in shown.keys.items()
            if key in types.keys
        },
    )


def bodies(contract: Contract) -> list[QName]:
    """Return the root elements of the bodies that operations of WCF REST have."""
    found: dict[QName, None] = {}
    for each in contract.operations:
        if any(not _is_rest(binding) for binding in each.bindings):
            continue
        found |= dict.fromkeys(message.element for message in each.messages())
        if each.request and each.parameters:
            members = contract.record(each.request.record).fields
            found |= dict.fromkeys(member.name for member in members)
    return [*found]


def _is_rest(binding: Binding) -> bool:
    return binding.transport in (Transport.XML, Transport.JSON)


def _parameters(pages: Iterable[PageFacts], wsdl: Described) -> dict[str, Parameters]:
    """The parameters of operations that a WSDL declares, by the names of the operations here."""
    soap = {each.name: each for each in wsdl.contract.operations}
    found: dict[str, Parameters] = {}
    for page in pages:
        for each in page.operations:
            if is_wcf(each) and each.name_origin:
                own = soap.get(each.name_origin.text.rpartition("/")[2])
                found[each.name] = _declared_of(own, wsdl) if own else {}
    return found


def _declared_of(operation: Operation, wsdl: Described) -> Parameters:
    """The parameters of one value. An enumeration is sent by its names in the code, which no WSDL
    states, so that it stays a text.
    """
    if operation.request is None:
        return {}
    record = wsdl.contract.record(operation.request.record)
    found = {}
    for field in record.fields:
        if isinstance(field.type, Scalar) and not field.repeated:
            place = record.key, field.name, field.particle
            made = wsdl.provenance.members.get(place, ())
            origin = next((each.origin for each in made if each.origin), NOWHERE)
            name = field.name.name.upper()
            found[name] = Declared(operation.name, field.type, origin)
    return found


# Schemas


def _schema(pages: Sequence[PageFacts]) -> tuple[Schema, Serializer | None]:
    """What the schemas of all pages declare, and the serializer that they are of: of several
    declarations the first.
    """
    types: dict[QName, SimpleType | ComplexType] = {}
    elements: dict[QName, Element] = {}
    for page in pages:
        for each in page.operations:
            if each.schema:
                types = {**each.schema.types, **types}
                elements = {**each.schema.elements, **elements}
    found = Schema(types, elements)
    if not (types or elements):
        return found, None
    return found, serializer_of(each for page in pages for each in page.operations)


@dataclass(frozen=True, slots=True)
class _Body:
    """A body whose root element a schema declares."""

    operation: str
    is_request: bool
    element: QName
    origin: Origin


class _Bodies:
    """The bodies of the operations: those that a schema declares, and the others."""

    def __init__(self, pages: Sequence[PageFacts], schema: Schema) -> None:
        self._pages = pages
        self._elements = schema.elements
        self.declared: list[_Body] = []
        for page in pages:
            for each in page.operations:
                if is_wcf(each):
                    self.declared += self._of(each)

    def of(self, operation: str) -> dict[bool, _Body]:
        """Return the declared bodies of an operation, by whether they are of the request."""
        found: dict[bool, _Body] = {}
        for each in self.declared:
            if each.operation == operation:
                found.setdefault(each.is_request, each)
        return found

    def others(self) -> list[PageFacts]:
        """Return the pages without the samples of declared bodies."""
        return [
            replace(page, operations=tuple(map(self._without, page.operations)))
            for page in self._pages
        ]

    def places(self) -> dict[str, Origin]:
        """Return where the address of each operation stands."""
        return {
            each.name: each.routes[0].origin
            for page in reversed(self._pages)
            for each in page.operations
            if is_wcf(each)
        }

    def _of(self, facts: OperationFacts) -> Iterator[_Body]:
        for exchange in facts.exchanges:
            for sample in filter(None, (exchange.request, exchange.response)):
                if sample.body and self._is_declared(sample):
                    root = sample.body
                    element = QName(root.namespace, root.name)
                    is_request = sample is exchange.request
                    yield _Body(facts.name, is_request, element, root.origin)

    def _is_declared(self, sample: Sample) -> bool:
        root = sample.body
        return root is not None and QName(root.namespace, root.name) in self._elements

    def _without(self, facts: OperationFacts) -> OperationFacts:
        if not is_wcf(facts):
            return facts
        exchanges = tuple(
            Exchange(
                each.protocol,
                self._marked(each.request),
                self._marked(each.response) if each.response else None,
            )
            for each in facts.exchanges
        )
        return replace(facts, exchanges=exchanges)

    def _marked(self, sample: Sample) -> Sample:
        if not self._is_declared(sample):
            return sample
        return replace(sample, body=None, missing=_DECLARED)


@dataclass(frozen=True, slots=True)
class _Stated:
    described: Described
    members: Mapping[QName, str]
    """The key of a record that holds each root element as a member."""
    holders: frozenset[str]
    """The keys of all these records."""


def _described(
    service: str, schema: Schema, serializer: Serializer | None, bodies: _Bodies
) -> _Stated:
    """The types of the declared bodies. A record for each operation holds its bodies as members, so
    that each has the type that its element names.
    """
    serializer = serializer or Serializer.DATA_CONTRACT
    by_operation: dict[str, dict[QName, Origin]] = {}
    for each in bodies.declared:
        by_operation.setdefault(each.operation, {}).setdefault(
            each.element, each.origin
        )
    holders = {
        Wrapper(
            QName("", f"{operation}_"),
            tuple(
                MessagePart(e.name, origin, element=e) for e, origin in shown.items()
            ),
            NOWHERE,
        ): shown
        for operation, shown in sorted(by_operation.items())
    }
    built = build(SchemaTypes(schema, serializer), holders)
    contract = Contract(service, (), built.records, built.enumerations, serializer)
    members = {
        element: built.keys[holder]
        for holder, shown in holders.items()
        for element in shown
    }
    keys = frozenset(built.keys[each] for each in holders)
    return _Stated(Described(contract, built.provenance, {}, {}), members, keys)


def _with_bodies(
    operation: Operation, bodies: Mapping[bool, _Body], documents: Documents
) -> Operation:
    """An operation with the messages that a schema declares."""

    def message(is_request: bool, shown: Message | None) -> Message | None:
        body = bodies.get(is_request)
        return documents.message(body.element, body.origin) if body else shown

    return replace(
        operation,
        request=message(True, operation.request),
        response=message(False, operation.response),
    )
