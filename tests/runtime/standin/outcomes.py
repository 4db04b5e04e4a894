"""What an HTTP answer comes to: the figures in which a stand-in has to agree with the real host."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Literal, NamedTuple

from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.pages import read_page
from tests.test_captures import DATA

Kind = Literal["message", "fault", "text", "page", "nothing"]


class Outcome(NamedTuple):
    """Status, kind of body, and the code of a fault."""

    status: int
    kind: Kind
    code: str = ""

    def __str__(self) -> str:
        return " ".join(map(str, filter(None, self)))


def outcome(response: Any, runtime: ModuleType) -> Outcome:
    """What a response comes to. Raises what reads it if it is XML that nobody can read."""
    body = response.body.strip()
    if not body:
        return Outcome(response.status, "nothing")
    if body[:1] != b"<":
        return Outcome(response.status, "text")
    if b"<html" in body[:200].lower():
        return Outcome(response.status, "page")
    if b"Fault>" in body:
        try:
            runtime.Envelope.parse(body)
        except runtime.SoapFault as fault:
            return Outcome(response.status, "fault", fault.code)
    return Outcome(response.status, "message")


def captured(data: bytes, runtime: ModuleType) -> Any:
    """A response from what went over the wire."""
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    _, status, reason = first.split(" ", 2)
    headers = runtime.Headers(tuple(each.split(": ", 1)) for each in lines)
    return runtime.HttpResponse(
        status=int(status), reason=reason, headers=headers, body=body
    )


def contract_of(service: str) -> Contract:
    """The contract of a hosted service, from its pages."""
    files = sorted((DATA / "services" / service).iterdir())
    pages = [read_page(f"{service}/{path.name}", path.read_bytes()) for path in files]
    return inferred(service, pages).contract
