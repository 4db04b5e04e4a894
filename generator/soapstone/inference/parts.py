"""Operations as single pages show them, with their messages, addresses and samples."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.inference.shapes import RecordShape
from soapstone.model.contract import (
    Access,
    Binding,
    Parameter,
    QName,
    Route,
    Scalar,
    Transport,
)
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Exchange, OperationFacts, Protocol, Sample
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision

TRANSPORTS = {
    Protocol.SOAP_1_1: Transport.SOAP_1_1,
    Protocol.SOAP_1_2: Transport.SOAP_1_2,
    Protocol.XML: Transport.XML,
    Protocol.JSON: Transport.JSON,
    Protocol.JSV: Transport.JSV,
    Protocol.CSV: Transport.CSV,
}
"""Sections whose samples are documents of the contract."""

FORMS = {
    Protocol.HTTP_GET: Transport.HTTP_GET,
    Protocol.HTTP_POST: Transport.HTTP_POST,
}
"""Sections whose requests are bare parameters, and whose responses are bare return values."""


@dataclass(frozen=True, slots=True)
class Document:
    """A message as one sample shows it."""

    element: QName
    shape: RecordShape
    origin: Origin


@dataclass(frozen=True, slots=True)
class Form:
    """A section of HTTP GET or POST, with the scheme and the host of its address."""

    exchange: Exchange
    scheme: str
    host: str


UNANSWERED = "a request without its response"


@dataclass(frozen=True, slots=True)
class Missing:
    """A request or a response that a section does not show."""

    is_request: bool
    found: str
    """What stands in its place."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Part:
    """An operation as one page shows it."""

    name: str
    documentation: str
    requests: tuple[Document, ...]
    responses: tuple[Document, ...]
    request_headers: tuple[Document, ...]
    response_headers: tuple[Document, ...]
    bindings: tuple[Binding, ...]
    routes: tuple[Route, ...]
    parameters: tuple[Parameter, ...]
    access: Access
    origin: Origin
    raw: Scalar | None = None
    """Type of the answer, where it is no document."""
    decisions: Decisions = ()
    """On its name, on its messages and parameters under HTTP GET and POST, and on what pages
    contradict.
    """
    address: Decision | None = None
    """On its address; None where no sample shows one."""
    pages: frozenset[str] = frozenset()
    """The files of the pages that show it."""
    forms: tuple[Form, ...] = ()
    """The sections of HTTP GET and POST."""
    missing: tuple[Missing, ...] = ()
    """The halves of samples that the page does not show, of ASMX."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All messages of the page, header entries after bodies."""
        bodies = self.requests + self.responses
        return bodies + self.request_headers + self.response_headers


def samples_of(facts: OperationFacts) -> tuple[list[Exchange], list[Sample]]:
    """Return the exchanges that carry documents, and their samples."""
    exchanges = [
        exchange for exchange in facts.exchanges if exchange.protocol in TRANSPORTS
    ]
    exchanges.sort(key=lambda exchange: list(TRANSPORTS).index(exchange.protocol))
    requests = [exchange.request for exchange in exchanges]
    responses = [exchange.response for exchange in exchanges if exchange.response]
    return exchanges, requests + responses


def forms_of(facts: OperationFacts) -> list[Exchange]:
    """Return the sections of HTTP GET and POST whose requests are shown."""
    return [
        exchange
        for exchange in facts.exchanges
        if exchange.protocol in FORMS and exchange.has_request
    ]


def answers_of_forms(facts: OperationFacts) -> list[Sample]:
    """Return the responses of the sections of HTTP GET and POST."""
    found = [each.response for each in forms_of(facts)]
    return [response for response in found if response]
