"""Declares the messages of ServiceStack operations that no page shows as XML.

Pages of GET and DELETE have no request body, and pages in other formats no XML. The records of such
messages are declared from C# source, tables and values. Their namespaces come from source, from the
same type elsewhere, or (for a request) from the other requests of the service. Where all fail the
message is a class without XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet import csharp
from soapstone.dotnet.base_classes import altered
from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import ARRAYS, SERIALIZATION, UNKNOWN
from soapstone.inference.parts import (
    UNANSWERED,
    Document,
    Missing,
    Part,
    samples_of,
)
from soapstone.inference.servicestack.evidence import AlignedTables, Evidence
from soapstone.inference.servicestack.framework import FRAMEWORK
from soapstone.inference.servicestack.unsampled_documents import document_of
from soapstone.inference.servicestack.unsampled_types import UnsampledTypes
from soapstone.inference.shapes import EnumerationShape, Naming, RecordShape, records
from soapstone.inference.shapes import parts as parts_of
from soapstone.model.catalogue import data_contract, service, servicestack
from soapstone.model.contract import Parameter, Scalar
from soapstone.model.facts import Kind, OperationFacts, Route, Sample, Value
from soapstone.model.rules import Decision

_RAW = {"string": "string", "String": "string", "byte[]": "base64Binary"}
"""C# types of answers that are no documents."""
_RAW |= dict.fromkeys(("Stream", "HttpWebResponse", "HttpResult"), "base64Binary")
"""Answers by their C# type that are no documents."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the XML samples of the service show, for messages without XML samples."""

    records: Mapping[str, RecordShape]
    """By name; only records whose type has a name of its own."""
    enumerations: Mapping[str, EnumerationShape]
    """By name; only those whose name a page states."""
    request_namespaces: frozenset[str]

    def reader(
        self,
        evidence: Evidence,
        aligned: AlignedTables,
        root: TypeName,
        namespace: str = UNKNOWN,
    ) -> UnsampledTypes:
        """Return a reader of a type that no XML shows; ``namespace`` is a guess at its own."""
        return UnsampledTypes(
            aligned.tables,
            aligned.enumerations,
            evidence.classes,
            self.records,
            self.enumerations,
            root,
            namespace,
            evidence.shared.sourced_types,
        )


@dataclass(frozen=True, slots=True)
class Declaration:
    """A message declared without an XML sample."""

    document: Document
    by_source: bool
    bodiless: bool
    """A request without a sample in any format: GET and DELETE have no body."""
    options: str = ""
    """The options of the source that may have altered it."""


def known_of(parts: Sequence[Part]) -> Known:
    """Return the types and namespaces of all XML samples."""
    by_name: dict[str, set[RecordShape]] = {}
    documents = [document for part in parts for document in part.documents]
    enumerations: dict[str, EnumerationShape] = {}
    for shape in records(document.shape for document in documents):
        if shape.naming is Naming.TYPE and shape.fields:
            by_name.setdefault(shape.name.name, set()).add(shape)
        for field in shape.fields:
            for _, part in parts_of(field.name, field.shape):
                if isinstance(part, EnumerationShape) and part.naming is Naming.TYPE:
                    enumerations.setdefault(part.name.name, part)
    alone = {
        name: min(shapes, key=repr)
        for name, shapes in by_name.items()
        if len({shape.name for shape in shapes}) == 1
    }
    asked = {document.element.namespace for part in parts for document in part.requests}
    return Known(alone, enumerations, frozenset(asked - {ARRAYS, SERIALIZATION}))


def complete(
    part: Part,
    group: Sequence[OperationFacts],
    evidence: Evidence,
    known: Known,
) -> tuple[Part, list[Declaration]]:
    """Return the operation with its request, and with its response where the pages show that it
    answers.

    The second value lists the messages that had to be declared.
    """
    job = _Completion(part, group, evidence, known)
    if not part.requests:
        job.request()
    if not part.responses and part.raw is None:
        job.response()
    return job.part, job.declared


class _Completion:
    def __init__(
        self,
        part: Part,
        group: Sequence[OperationFacts],
        evidence: Evidence,
        known: Known,
    ) -> None:
        self.part = part
        self.declared: list[Declaration] = []
        self._evidence = evidence
        self._known = known
        exchanges = [each for facts in group for each in samples_of(facts)[0]]
        self._asked = [each.request for each in exchanges]
        self._answered = [each.response for each in exchanges if each.response]
        self._shown = bool(exchanges)
        self._routes = next((facts.routes for facts in group if facts.routes), ())
        self._bodiless = not any(sample.value for sample in self._asked)
        request = part.name if self._bodiless else ""
        self._aligned = evidence.aligned((*self._asked, *self._answered), request)

    def request(self) -> None:
        """Give the part a request, declared where no page shows its XML."""
        name = self.part.name
        spaces = self._known.request_namespaces
        guess = next(iter(spaces)) if len(spaces) == 1 else UNKNOWN
        document = self._document(TypeName(name), self._asked, self._routes, guess)
        if any(each.rule is service.NAMED_BY_PATH for each in self.part.decisions):
            document = _named_by_operation(document)
        self._declare(document, bodiless=self._bodiless)
        self.part = replace(
            self.part,
            requests=(document,),
            parameters=self._parameters(document),
        )

    def response(self) -> None:
        """Give the part a response: by C# source, by the value of a sample, or by a table named
        after the operation.
        """
        usual = self.part.name + "Response"
        declared = self._evidence.classes.get(self.part.name)
        stated = declared.answer if declared else ""
        if stated == "void" or (self._shown and not self._answered):
            return
        if stated in _RAW:
            self.part = replace(self.part, raw=Scalar(_RAW[stated]))
            return
        type_ = csharp.parse(stated) if stated else None
        value = self._value(self._answered)
        nameless = False
        if type_ is None and value:
            names = {name for name, _ in value.members}
            caption = self._aligned.tables.caption_of(names)
            nameless = not caption and value.kind is not Kind.ARRAY
            type_ = TypeName(caption or usual)
        elif type_ is None and (
            self._declares(usual) or self._aligned.tables.named(usual)
        ):
            type_ = TypeName(usual)
        if type_ is None:
            return
        document = self._document(type_, self._answered, (), UNKNOWN)
        if nameless:
            document = _named_by_operation(document)
        self._declare(document, bodiless=False)
        self.part = replace(self.part, responses=(document,))

    def _declares(self, name: str) -> bool:
        """Whether source declares a class; ServiceStack's own are no evidence of an answer."""
        declared = self._evidence.classes.get(name)
        return declared is not None and declared is not FRAMEWORK.get(name)

    def _document(
        self,
        type_: TypeName,
        samples: Sequence[Sample],
        routes: Sequence[Route],
        namespace: str,
    ) -> Document:
        reader = self._known.reader(self._evidence, self._aligned, type_, namespace)
        value = self._value(samples)
        origin = value.origin if value else self.part.origin
        documents = self._evidence.shared.sourced_types.documents
        # A document that follows from source alone is the same for every operation.
        alike = value is None and not routes and type_.name in self._evidence.classes
        shape = documents.get(type_) if alike else None
        if shape is None:
            shape = document_of(reader, type_, value, origin, routes)
        if alike:
            documents[type_] = shape
        return Document(shape.name, shape, origin)

    def _value(self, samples: Sequence[Sample]) -> Value | None:
        values = (self._aligned.value(sample) for sample in samples)
        return next((value for value in values if value), None)

    def _declare(self, document: Document, *, bodiless: bool) -> None:
        name = document.shape.name.name
        if self._known.records.get(name) is not document.shape:
            declared = self._evidence.classes.get(name)
            options = altered(declared, self._evidence.classes) if declared else ""
            self.declared.append(
                Declaration(document, declared is not None, bodiless, options)
            )

    def _parameters(self, document: Document) -> tuple[Parameter, ...]:
        """Where each member travels: as its row says, or by its place in a route."""
        places = {place.lower() for route in self._routes for place in route.places}
        table = self._aligned.tables.named(self.part.name)
        rows = zip(table.rows, table.locations, strict=True) if table else ()
        where = {row.name: locations for row, locations in rows}
        found = []
        for field in document.shape.fields:
            name = field.name.name
            locations = where.get(name, ())
            if not locations and name.lower() in places:
                locations = ("path",)
            if locations:
                found.append(Parameter(name, locations))
        return tuple(found)


def _named_by_operation(document: Document) -> Document:
    """A declared message whose name no page prints."""
    shape = document.shape
    made = service.OPERATION_NAME.at(document.origin)
    shape = replace(shape, decisions=(made, *shape.decisions))
    return replace(document, shape=shape)


def incomplete(missing: Iterable[Missing]) -> Iterator[Decision]:
    """Yield a decision for each sample that lacks its document. A request alone is whole: it is one
    that nothing answers.
    """
    for each in missing:
        if each.is_request or each.found != UNANSWERED:
            yield servicestack.INCOMPLETE.at(each.origin, found=each.found)


def order_of(made: Declaration, no_xml: str) -> Decision:
    """Return the decision on the order of a declared message. ``no_xml``: why it has no XML,
    or "".
    """
    origin = made.document.origin
    if no_xml:
        rule = servicestack.NO_BODY if made.bodiless else servicestack.NO_XML
        return rule.at(origin)
    if made.options:
        return servicestack.ALTERED_SOURCE.at(origin, options=made.options)
    if made.by_source:
        return data_contract.MESSAGE_BY_SOURCE.at(origin)
    namespace = made.document.element.namespace or "no namespace"
    return servicestack.ORDER_BY_NAME.at(origin, namespace=namespace)


def only_in_formats(
    part: Part, group: Sequence[OperationFacts], aligned: AlignedTables
) -> Iterator[tuple[RecordShape, Decision]]:
    """Yield a decision for each member that another format shows and the XML of the same message
    does not, with the shape of the message.
    """
    for facts in group:
        for exchange in facts.exchanges:
            answer = exchange.response
            pairs = [(exchange.request, part.requests)]
            pairs += [(answer, part.responses)] if answer else []
            for sample, documents in pairs:
                value = aligned.value(sample)
                if value and documents and not documents[0].shape.collection:
                    for each in _only(value, documents[0]):
                        yield documents[0].shape, each


def _only(value: Value, document: Document) -> Iterator[Decision]:
    have = {field.name.name.lower() for field in document.shape.fields}
    for name, each in value.members:
        if name.lower() not in have:
            where = str(document.origin)
            yield servicestack.ONLY_IN_FORMAT.at(each.origin, about=name, where=where)
