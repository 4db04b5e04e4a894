"""Completes operations of which ASMX pages show one half: a request or a response alone.

A page always has both, and a one-way method answers with the status 202. So whatever lacks a half
was cut off, or copied without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from soapstone.inference.parts import UNANSWERED, Document, Missing, Part
from soapstone.inference.shapes import Naming, RecordShape
from soapstone.model.catalogue import asmx, service
from soapstone.model.contract import QName, Scalar
from soapstone.model.facts import Exchange, OperationFacts, Protocol, Sample
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision, Rule

_BYTES = Scalar("base64Binary")


def missing(facts: OperationFacts) -> Iterator[Missing]:
    """Yield the halves that the samples of a page do not show."""
    for exchange in facts.exchanges:
        sent, answer = exchange.request, exchange.response
        if sent.missing:
            yield Missing(True, sent.missing, sent.origin)
        elif not exchange.has_request:
            yield Missing(True, "a response without its request", sent.origin)
        if answer is None:
            if sent.missing and not exchange.has_request:
                continue
            yield Missing(False, UNANSWERED, sent.origin)
        elif answer.missing:
            yield Missing(False, answer.missing, answer.origin)


def completed(part: Part) -> Part:
    """Return an operation with what is known of a missing half, and the decisions on it."""
    asked = [each for each in part.missing if each.is_request]
    answered = [each for each in part.missing if not each.is_request]
    if asked and not part.requests:
        part = _without_request(part, asked[0])
    if answered and not part.responses and part.raw is None:
        return _with_response(part, answered[0])
    by_parameters = asmx.REQUEST_BY_PARAMETERS in [d.rule for d in part.decisions]
    if part.requests and not by_parameters:
        for half in part.missing:
            part = _decided(part, asmx.SHOWN_ELSEWHERE, half)
    return part


def _without_request(part: Part, half: Missing) -> Part:
    """An operation that cannot be called: nobody knows what it takes."""
    return replace(_decided(part, asmx.NO_REQUEST, half), bindings=(), address=None)


def _with_response(part: Part, half: Missing) -> Part:
    """An operation whose response is declared without members: what comes is kept."""
    if not part.requests or not any(b.transport.is_soap for b in part.bindings):
        return replace(_decided(part, asmx.NO_RESPONSE_BYTES, half), raw=_BYTES)
    asked = part.requests[0].element
    element = QName(asked.namespace, f"{asked.name}Response")
    made = (asmx.RESPONSE_NAME.at(half.origin), service.NOT_SHOWN.at(half.origin))
    shape = RecordShape(element, Naming.MESSAGE, (), decisions=made)
    return replace(
        _decided(part, asmx.NO_RESPONSE, half, element=element.name),
        responses=(Document(element, shape, half.origin),),
    )


def _decided(part: Part, rule: Rule, half: Missing, **words: str) -> Part:
    made = rule.at(half.origin, found=half.found, **words)
    return replace(part, decisions=(*part.decisions, made))


def assumed_action(exchanges: Sequence[Exchange]) -> tuple[str, Origin] | None:
    """The SOAPAction that ASP.NET gives a method, and where it is missing: its name after the
    service's namespace. None where the samples show one, or do not need it.

    The SOAP 1.2 sample of a page shows none, for a service there looks at the body.
    """
    old = [each for each in exchanges if each.protocol is Protocol.SOAP_1_1]
    body = next((each.request.body for each in old if each.request.body), None)
    if body is None or any(_shows_action(each.request) for each in exchanges):
        return None
    slash = "" if body.namespace.endswith("/") else "/"
    return f"{body.namespace}{slash}{body.name}", old[0].request.origin


def _shows_action(sample: Sample) -> bool:
    names = {name.lower() for name, _ in sample.head.headers}
    return "soapaction" in names or "action=" in sample.head.header("Content-Type")


def without_assumption(
    decisions: Sequence[Decision], parts: Sequence[Part]
) -> list[Decision]:
    """The decisions on an operation, without an assumed action if a page shows one."""
    shown = any(
        binding.soap_action
        and not any(each.rule is asmx.ACTION for each in part.decisions)
        for part in parts
        for binding in part.bindings
    )
    return [each for each in decisions if not (shown and each.rule is asmx.ACTION)]
