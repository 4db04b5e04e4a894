"""Reads operations of WCF REST pages: bodies, address, and whether the client can call them."""

from __future__ import annotations

from collections.abc import Iterator

from soapstone.inference.parts import Document, Part
from soapstone.inference.schemes import SCHEME, Schemes
from soapstone.inference.wcf import samples
from soapstone.inference.wcf.serializers import as_xml_serializer, serializer_of
from soapstone.inference.wcf.templates import variables
from soapstone.model.catalogue import wcf
from soapstone.model.contract import (
    Access,
    Binding,
    FormParameter,
    QName,
    Scalar,
    Serializer,
    Transport,
)
from soapstone.model.facts import (
    Exchange,
    OperationFacts,
    Protocol,
    Sample,
    Unsampled,
)
from soapstone.model.rules import Decision

_XML = "application/xml; charset=utf-8"
_JSON = "application/json; charset=utf-8"
_BYTES = Scalar("base64Binary")


def part(facts: OperationFacts, schemes: Schemes) -> Part:
    """Return an operation as one page shows it. Its documents are those of the samples that it
    has.
    """
    bodies = _Bodies(facts)
    decisions = [_named(facts), bodies.decision]
    return Part(
        name=facts.name,
        documentation=facts.documentation,
        requests=bodies.documents(True),
        responses=bodies.documents(False),
        request_headers=(),
        response_headers=(),
        bindings=tuple(_bindings(facts, bodies, schemes)),
        routes=(),
        parameters=(),
        access=Access(),
        origin=facts.origin,
        raw=_BYTES if bodies.raw else None,
        decisions=tuple(decisions),
        address=wcf.TEMPLATE.at(facts.routes[0].origin) if bodies.transports else None,
        pages=frozenset({facts.origin.file}),
    )


def _named(facts: OperationFacts) -> Decision:
    if place := facts.name_origin:
        own = place.text.rpartition("/")[2]
        if own == facts.name:
            return wcf.OWN_ADDRESS.at(place)
        return wcf.NAMED_BESIDE_SOAP.at(place, own=own, name=facts.name)
    return wcf.NAMED_BY_TEMPLATE.at(facts.routes[0].origin, name=facts.name)


class _Bodies:
    """What a page shows of both bodies, and in which formats the operation can be called."""

    def __init__(self, facts: OperationFacts) -> None:
        self._facts = facts
        self._xml = _exchange(facts, Protocol.XML)
        self._json = _exchange(facts, Protocol.JSON)
        said = {each.is_request: each for each in facts.bodies}
        self._request, self._response = said.get(True), said.get(False)
        asked = self._request.what if self._request else Unsampled.EMPTY
        self.callable = asked is Unsampled.EMPTY
        answer = self._response.what if self._response else Unsampled.EMPTY
        self.raw = answer is not Unsampled.EMPTY
        """The answer is no document that the page shows."""

    @property
    def in_json_alone(self) -> bool:
        """Whether a body is shown as JSON, and not as XML."""
        if self._json is None:
            return False
        return self._xml is None or any(
            _is_shown(_side(self._json, request))
            and not _is_shown(_side(self._xml, request))
            for request in (True, False)
        )

    @property
    def transports(self) -> tuple[Transport, ...]:
        """The ways to call the operation."""
        if not self.callable:
            return ()
        return (Transport.JSON,) if self.in_json_alone else (Transport.XML,)

    @property
    def decision(self) -> Decision:
        """The decision on what the operation sends and receives."""
        origin = self._facts.origin
        if not self.callable and self._request:
            what = self._request.what
            return wcf.REQUEST_UNSHOWN.at(self._request.origin, what=what)
        if self.in_json_alone:
            return wcf.JSON_ONLY.at(origin)
        if self.raw and self._response:
            what = self._response.what
            rule = wcf.ANY_ANSWER if what.is_any else wcf.ANSWER_UNSHOWN
            return rule.at(self._response.origin, what=what)
        return wcf.BODIES.at(origin)

    def documents(self, request: bool) -> tuple[Document, ...]:
        """The documents of one side that have to be read from their samples."""
        sample = _side(self._xml, request)
        if sample and sample.body:
            root = sample.body
            element = QName(root.namespace, root.name)
            shape = samples.message(root)
            if serializer_of([self._facts]) is Serializer.XML:
                shape = as_xml_serializer(shape)
            return (Document(element, shape, root.origin),)
        value = _side(self._json, request)
        if value and value.value and self.in_json_alone and not _is_shown(sample):
            name = self._facts.name + ("Request" if request else "Response")
            shape = samples.message_of_value(value.value, name)
            return (Document(shape.name, shape, value.origin),)
        return ()


def _exchange(facts: OperationFacts, protocol: Protocol) -> Exchange | None:
    return next((each for each in facts.exchanges if each.protocol is protocol), None)


def _side(exchange: Exchange | None, request: bool) -> Sample | None:
    if exchange is None:
        return None
    return exchange.request if request else exchange.response


def _is_shown(sample: Sample | None) -> bool:
    """Whether the page shows a document. That of a schema is marked ``missing`` meanwhile."""
    return bool(sample and (sample.body or sample.value or sample.missing))


def _bindings(
    facts: OperationFacts, bodies: _Bodies, schemes: Schemes
) -> Iterator[Binding]:
    (route,) = facts.routes
    head = facts.exchanges[0].request.head
    host = head.header("Host")
    address = schemes.stated(facts, host)
    has_body = not any(each.is_request for each in facts.bodies)
    for transport in bodies.transports:
        type_ = _JSON if transport is Transport.JSON else _XML
        yield Binding(
            transport,
            route.verbs[0],
            address.scheme if address else SCHEME,
            host,
            route.path,
            request_type=type_ if has_body else "",
            response_type="" if bodies.raw else type_.partition(";")[0],
            parameters=tuple(
                FormParameter(
                    each.name, "" if each.member == each.name else each.member
                )
                for each in variables(route.path)
            ),
        )
