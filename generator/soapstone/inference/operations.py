"""Reads operations: name, messages, addresses, parameters and access of each, from its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from soapstone.inference.operation_names import name_decision, name_of
from soapstone.inference.parts import (
    FORMS,
    TRANSPORTS,
    Document,
    Form,
    Missing,
    Part,
    forms_of,
    samples_of,
)
from soapstone.inference.samples.reader import Reader as SampleReader
from soapstone.inference.samples.summary import decided
from soapstone.inference.schemes import SCHEME, Schemes
from soapstone.inference.servicestack.evidence import AlignedTables
from soapstone.inference.servicestack.missing_messages import incomplete
from soapstone.inference.servicestack.samples import Reader
from soapstone.inference.servicestack.tables import Tables
from soapstone.inference.shapes import RecordShape
from soapstone.inference.wcf.parts import part as rest_part
from soapstone.inference.xml_serializer import cut_samples, forms, halves
from soapstone.inference.xml_serializer import samples as xml_serializer
from soapstone.model.catalogue import asmx, service
from soapstone.model.catalogue.samples import NO_ACTION
from soapstone.model.contract import (
    Access,
    Binding,
    Parameter,
    QName,
    Route,
    Scalar,
    Transport,
)
from soapstone.model.facts import (
    Demand,
    Exchange,
    Head,
    Node,
    Notation,
    OperationFacts,
    Protocol,
    Sample,
)
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision

_Reader = Callable[[Node], RecordShape]

_RAW = {"string": Scalar("string"), "bytes": Scalar("base64Binary")}
"""Types of an answer that is no document."""


def read(
    facts: OperationFacts,
    schemes: Schemes,
    aligned: AlignedTables | None = None,
    samples: SampleReader | None = None,
) -> Part | None:
    """Return an operation as one page shows it, or None if the page shows no message.

    ``schemes``: of the addresses of all pages of the service.
    ``aligned``: the tables of a ServiceStack operation, aligned with the samples of all its pages.
    ``samples``: of a service whose pages show none of its types.
    """
    if facts.notation is Notation.CONSTANTS:
        return rest_part(facts, schemes)
    if aligned is None:
        facts = cut_samples.completed(facts)
    exchanges, _ = samples_of(facts)
    requests = [exchange.request for exchange in exchanges]
    responses = [exchange.response for exchange in exchanges if exchange.response]
    bare = forms_of(facts)
    if not exchanges and not bare and aligned is None:
        return None
    message, entry = _readers(aligned, samples)
    missing, action, decisions = _unshown(facts, exchanges, aligned, samples)
    decisions = [name_decision(facts), *decisions]
    asked = tuple(_documents(requests, message))
    answered = tuple(_documents(responses, message))
    sent, received = (tuple(_headers(s, entry)) for s in (requests, responses))
    if samples:
        decisions += decided((*asked, *answered, *sent, *received))
    return Part(
        name=name_of(facts),
        documentation=_documentation(facts),
        requests=asked,
        responses=answered + tuple(_returned(bare, answered)),
        request_headers=sent,
        response_headers=received,
        bindings=tuple(_bindings(facts, exchanges, schemes, action)),
        routes=tuple(Route(route.verbs, route.path) for route in facts.routes),
        parameters=_parameters(aligned.tables, requests) if aligned else (),
        access=_access(facts.demands),
        origin=exchanges[0].request.origin if exchanges else facts.origin,
        raw=next((_RAW[sample.raw] for sample in responses if sample.raw), None),
        decisions=tuple(decisions),
        address=_address(facts, [*exchanges, *bare], schemes),
        pages=frozenset({facts.origin.file}),
        forms=tuple(Form(each, *_where(facts, each, schemes)) for each in bare),
        missing=missing,
    )


def _readers(
    aligned: AlignedTables | None, samples: SampleReader | None
) -> tuple[_Reader, _Reader]:
    """What reads the shape of a message, and that of a header entry."""
    if samples:
        return samples.message, samples.message
    if aligned:
        reader = Reader(aligned.tables, aligned.enumerations)
        return reader.message, xml_serializer.message
    return xml_serializer.message, xml_serializer.message


def _unshown(
    facts: OperationFacts,
    exchanges: Sequence[Exchange],
    aligned: AlignedTables | None,
    samples: SampleReader | None,
) -> tuple[tuple[Missing, ...], str, list[Decision]]:
    """The halves of samples that a page does not show, the SOAP action that is assumed where it
    shows none, and the decisions on both.
    """
    missing = tuple(halves.missing(facts))
    if aligned:
        return (), "", [*incomplete(missing)]
    if assumed := halves.assumed_action(exchanges):
        action, decision = _assumed_action(*assumed, samples)
        return missing, action, [decision]
    return missing, "", []


def _assumed_action(
    action: str, where: Origin, samples: SampleReader | None
) -> tuple[str, Decision]:
    """The SOAP action of an operation of which no sample shows one, as ASMX has it by default. That
    of a WCF service names its contract, which nothing shows.
    """
    if samples and samples.is_contract:
        return "", NO_ACTION.at(where)
    return action, asmx.ACTION.at(where, action=action)


def _documentation(facts: OperationFacts) -> str:
    """What a page says of an operation and of each of its routes."""
    lines = [facts.documentation] if facts.documentation else []
    for route in facts.routes:
        if route.documentation:
            verbs = ", ".join(route.verbs) or "Any verb"
            lines.append(f"{verbs} {route.path}: {route.documentation}")
    return "\n".join(lines)


def _address(
    facts: OperationFacts, exchanges: Sequence[Exchange], schemes: Schemes
) -> Decision | None:
    """The decision on the address of an operation."""
    request = next((each.request for each in exchanges if each.has_request), None)
    if request is None:
        return None
    host = request.head.header("Host")
    stated = schemes.stated(facts, host)
    if stated:
        return service.SCHEME_STATED.at(stated.origin)
    rule = service.ADDRESS if host else service.NO_ADDRESS
    return rule.at(request.origin)


def split_overloads(parts: Sequence[Part]) -> list[Part]:
    """Separate pages with the same heading that show overloads of one method.

    Overloads have different requests and SOAP actions. Each gets the name of its request, which is
    its MessageName (``WebMethodAttribute.MessageName``).
    """
    requests = {part.requests[0].element for part in parts if part.requests}
    actions = {part.bindings[0].soap_action for part in parts if part.bindings}
    if not 1 < len(requests) <= len(actions):
        return list(parts)
    return [
        (
            replace(
                part,
                name=part.requests[0].element.name,
                decisions=(service.OVERLOAD.at(part.requests[0].origin),),
            )
            if part.requests
            else part
        )
        for part in parts
    ]


def merge(parts: Sequence[Part]) -> Part:
    """Return one operation from the pages that show it. The first page wins, and a decision says
    so.
    """
    first = parts[0]
    decisions = [each for part in parts for each in part.decisions]
    for part in parts[1:]:
        for aspect in ("documentation", "routes", "access"):
            here, there = getattr(part, aspect), getattr(first, aspect)
            if here and there and here != there:
                decisions.append(_differs(first, part, aspect))
    requests = tuple(document for part in parts for document in part.requests)
    responses = tuple(document for part in parts for document in part.responses)
    for documents in (requests, responses):
        decisions += _renamed(documents)
    bindings = _one_each(first, parts, decisions)
    decisions = halves.without_assumption(decisions, parts)
    sections = _form_of_each(first, parts, decisions)
    merged = replace(
        first,
        documentation=next(filter(None, (part.documentation for part in parts)), ""),
        requests=requests,
        responses=responses,
        request_headers=tuple(each for part in parts for each in part.request_headers),
        response_headers=tuple(
            each for part in parts for each in part.response_headers
        ),
        bindings=bindings,
        routes=next(filter(None, (part.routes for part in parts)), ()),
        parameters=next(filter(None, (part.parameters for part in parts)), ()),
        access=next(
            (part.access for part in parts if part.access != Access()), Access()
        ),
        raw=next(filter(None, (part.raw for part in parts)), None),
        decisions=tuple(decisions),
        address=next(filter(None, (part.address for part in parts)), None),
        pages=frozenset().union(*(part.pages for part in parts)),
        forms=sections,
        missing=tuple(each for part in parts for each in part.missing),
    )
    return halves.completed(forms.completed(merged))


def _form_of_each(
    first: Part, parts: Sequence[Part], decisions: list[Decision]
) -> tuple[Form, ...]:
    """One section of HTTP GET and one of HTTP POST: those of the first page that has them."""
    found: dict[Protocol, Form] = {}
    for part in parts:
        for form in part.forms:
            protocol, request = form.exchange.protocol, form.exchange.request
            known = found.setdefault(protocol, form).exchange.request
            shown = (request.head, request.parameters)
            if (known.head, known.parameters) != shown:
                decisions.append(_differs(first, part, f"{protocol} binding"))
    return tuple(found[each] for each in FORMS if each in found)


def _one_each(
    first: Part, parts: Sequence[Part], decisions: list[Decision]
) -> tuple[Binding, ...]:
    """One binding for each transport and verb: that of the first page that has it."""
    found: dict[tuple[Transport, str], Binding] = {}
    for part in parts:
        for binding in part.bindings:
            key = binding.transport, binding.verb
            known = found.setdefault(key, binding)
            if not known.path and binding.path:
                found[key] = binding
            # Pages that state two schemes of a host are a finding of their own, and an envelope
            # without a head says nothing of the address.
            elif binding.path and known != replace(binding, scheme=known.scheme):
                decisions.append(_differs(first, part, f"{binding.transport} binding"))
    order = list(Transport)
    return tuple(sorted(found.values(), key=lambda each: order.index(each.transport)))


def _differs(first: Part, part: Part, aspect: str) -> Decision:
    return _contradiction(
        part.origin,
        f"another {aspect}",
        f"the {aspect} of the first page",
        first.origin,
    )


def _renamed(documents: Sequence[Document]) -> Iterator[Decision]:
    """Yield a decision for each sample whose root element is not that of the first."""
    for document in documents[1:]:
        first = documents[0]
        if document.element != first.element:
            yield _contradiction(
                document.origin, str(document.element), str(first.element), first.origin
            )


def _contradiction(origin: Origin, here: str, first: str, where: Origin) -> Decision:
    return service.CONTRADICTION.at(origin, here=here, first=first, where=str(where))


def _documents(samples: Iterable[Sample], message: _Reader) -> Iterator[Document]:
    for sample in samples:
        if sample.body:
            element = QName(sample.body.namespace, sample.body.name)
            yield Document(element, message(sample.body), sample.body.origin)


def _headers(samples: Iterable[Sample], message: _Reader) -> Iterator[Document]:
    """The header entries of the samples, each an element of its own."""
    for sample in samples:
        for entry in sample.headers:
            element = QName(entry.namespace, entry.name)
            yield Document(element, message(entry), entry.origin)


def _returned(
    bare: Iterable[Exchange], answered: Sequence[Document]
) -> Iterator[Document]:
    """Complete a response by the samples of HTTP GET and POST, which show its return value alone.

    The document there has a root named after the type of the return value, and is truncated one
    level later than the SOAP sample.
    """
    for exchange in bare:
        root = exchange.response.body if exchange.response else None
        if answered and root:
            shape = xml_serializer.with_return_value(answered[0].shape, root)
            if shape:
                yield replace(answered[0], shape=shape, origin=root.origin)


def _bindings(
    facts: OperationFacts,
    exchanges: Sequence[Exchange],
    schemes: Schemes,
    assumed: str,
) -> Iterator[Binding]:
    """One binding for each sample. SOAP 1.2 samples show no action: they get that of SOAP 1.1, as
    an operation has only one, or the ``assumed`` one.
    """
    actions = [_action(exchange.request.head) for exchange in exchanges]
    shown = next(filter(None, actions), assumed)
    for exchange, action in zip(exchanges, actions, strict=True):
        head = exchange.request.head
        if not exchange.has_request:
            continue
        transport = TRANSPORTS[exchange.protocol]
        answer = (
            exchange.response.head.header("Content-Type") if exchange.response else ""
        )
        yield Binding(
            transport,
            head.verb or "POST",
            *_where(facts, exchange, schemes),
            head.path,
            action or shown if transport.is_soap else "",
            head.header("Content-Type"),
            answer,
        )


def _where(
    facts: OperationFacts, exchange: Exchange, schemes: Schemes
) -> tuple[str, str]:
    """The scheme and the host of a sample's address."""
    host = exchange.request.head.header("Host")
    address = schemes.stated(facts, host)
    return (address.scheme, address.host_of(host)) if address else (SCHEME, host)


def _action(head: Head) -> str:
    """The ``SOAPAction`` header (SOAP 1.1), or the ``action`` parameter of Content-Type (SOAP 1.2),
    without quotes.
    """
    header = head.header("SOAPAction")
    if header:
        return header.strip(' "')
    parameter = re.search(r';\s*action="?([^";]*)', head.header("Content-Type"))
    return parameter[1].strip() if parameter else ""


def _parameters(tables: Tables, samples: Iterable[Sample]) -> tuple[Parameter, ...]:
    """Where each member of the request travels, by its table, in the order of the wire."""
    root = next((sample.body for sample in samples if sample.body), None)
    if root is None:
        return ()
    locations = tables.match(root, root.name).locations
    names = dict.fromkeys(child.name for child in root.children)
    return tuple(
        Parameter(name, locations[name]) for name in names if locations.get(name)
    )


def _access(demands: Iterable[Demand]) -> Access:
    """Roles and permissions, and whether a caller needs all of them or any one."""
    held: dict[tuple[str, bool], tuple[str, ...]] = {}
    for demand in demands:
        key = (demand.kind, demand.any_of)
        held[key] = tuple(dict.fromkeys(held.get(key, ()) + demand.names))
    return Access(
        all_roles=held.get(("role", False), ()),
        any_role=held.get(("role", True), ()),
        all_permissions=held.get(("permission", False), ()),
        any_permission=held.get(("permission", True), ()),
        authenticated=("authentication", False) in held,
    )
