"""Completes what a cut sample of an ASMX page does not show of the wire.

A head with nothing after it, where the page ends, may break off anywhere: in the host, in a content
type. What another sample of the operation shows, or ASP.NET always writes, stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from soapstone.inference.parts import FORMS, UNANSWERED
from soapstone.model.facts import Exchange, Head, OperationFacts, Protocol, Sample

_XML = "text/xml; charset=utf-8"
_FORM = "application/x-www-form-urlencoded"
_SOAP_1_2 = "application/soap+xml; charset=utf-8"
_REQUEST_TYPES = {
    Protocol.SOAP_1_1: _XML,
    Protocol.SOAP_1_2: _SOAP_1_2,
    Protocol.HTTP_GET: "",
    Protocol.HTTP_POST: _FORM,
}
_RESPONSE_TYPES = {**dict.fromkeys(_REQUEST_TYPES, _XML), Protocol.SOAP_1_2: _SOAP_1_2}
"""The Content-Type by section, as ASP.NET writes it."""
_ACCEPTED = 202
"""The status of a one-way method, which answers without a document."""
_NO_BODY = "an HTTP head without a body"


def completed(facts: OperationFacts) -> OperationFacts:
    """Return an operation whose cut heads say only what is sure.

    A cut head of which no other sample says anything stays as it is.
    """
    whole = [each for each in facts.exchanges if _is_whole(each)]
    if len(whole) == len(facts.exchanges):
        return facts
    exchanges = (
        each if _is_whole(each) else _completed(each, facts.exchanges)
        for each in facts.exchanges
    )
    return replace(facts, exchanges=tuple(exchanges))


def _is_whole(exchange: Exchange) -> bool:
    """Whether a section is whole, or of a kind that no ASMX page has."""
    if exchange.protocol not in _REQUEST_TYPES:
        return True
    request, answer = exchange.request, exchange.response
    if request.is_cut or request.missing or answer is None:
        return False
    return not _is_lost(answer)


def _completed(exchange: Exchange, every: Sequence[Exchange]) -> Exchange:
    request, answer = exchange.request, exchange.response
    if request.is_cut:
        known = [each.request for each in every if each.request is not request]
        known = [each for each in known if each.head.verb and not each.is_cut]
        if not known:
            return exchange
        head = _head(exchange, known)
        missing = request.missing or _NO_BODY
        request = replace(request, head=head, missing=missing)
    elif not exchange.has_request:
        return exchange
    return replace(exchange, request=request, response=_answer(exchange, answer, every))


def _head(exchange: Exchange, known: Sequence[Sample]) -> Head:
    """The head of a request: its address is that of the other requests."""
    head, protocol = exchange.request.head, exchange.protocol
    path = head.path
    if protocol not in FORMS:
        soap = [each.head.path for each in known if each.body or each.missing]
        path = next(iter(soap), path)
    elif ".asmx/" not in path.lower():
        return Head()  # a head of SOAP, of which no line says the version
    host = known[0].head.header("Host")
    values = {"Host": host, "Content-Type": _REQUEST_TYPES[protocol]}
    headers = tuple((name, value) for name, value in values.items() if value)
    return replace(head, path=path, headers=headers)


def _answer(
    exchange: Exchange, answer: Sample | None, every: Sequence[Exchange]
) -> Sample | None:
    """The response with the content type that ASP.NET writes, if others show that one comes."""
    if answer and (answer.head.status == _ACCEPTED or not _is_lost(answer)):
        return answer
    shown = (each.response.body for each in every if each.response)
    comes = any(body and (body.children or body.text) for body in shown)
    if not comes and not (answer and answer.missing):
        return answer
    if answer is None:
        origin = exchange.request.origin
        answer = Sample(Head(status=200), (), None, origin, missing=UNANSWERED)
    elif not answer.is_cut:
        return answer
    content = ("Content-Type", _RESPONSE_TYPES[exchange.protocol])
    head = replace(answer.head, headers=(content,))
    return replace(answer, head=head, missing=answer.missing or _NO_BODY)


def _is_lost(answer: Sample) -> bool:
    return bool(answer.is_cut or answer.missing)
