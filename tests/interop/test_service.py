"""Calls made with generated classes, answered by a real ASMX service (csharp/Svc.cs on Mono)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from hypothesis import given

from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.pages import read_page
from tests.canonical import canonical
from tests.interop.drawing import DRAWING
from tests.packages import load, runtime_of
from tests.strategies import Objects
from tests.test_captures import WITH_BODY

DATA = Path(__file__).parents[1] / "data"
VERSIONS = {"S11": "1.1", "S12": "1.2"}


class Client:
    """Calls the operations of a service as its generated package describes them."""

    def __init__(self, service: str, folder: Path, url: str) -> None:
        pages = sorted((DATA / "services" / service).iterdir())
        read = [read_page(path.name, path.read_bytes()) for path in pages]
        self.contract: Contract = inferred(service, read).contract
        self.package: ModuleType = load(self.contract, folder, service)
        self.runtime: ModuleType = runtime_of(self.package)
        members = [getattr(self.package, name) for name in dir(self.package)]
        self.operations: dict[str, Any] = {
            each.name: each
            for each in members
            if isinstance(each, self.runtime.Operation)
        }
        self._url = url

    def operation(self, element: str) -> Any:
        """The operation whose request is a document with this root."""
        return next(
            self.operations[each.name]
            for each in self.contract.operations
            if each.request and str(each.request.element) == element
        )

    def send(
        self, operation: Any, request: Any, version: str, headers: Sequence[Any] = ()
    ) -> bytes:
        """What came back, a fault too."""
        transport = f"SOAP {version}"
        binding = next(b for b in operation.bindings if b.transport == transport)
        call = Request(
            self._url + urlsplit(binding.url).path,
            request.to_soap(version, headers),
            {
                "Content-Type": binding.request_type,
                "SOAPAction": f'"{binding.soap_action}"',
            },
        )
        try:
            with urlopen(call, timeout=60) as reply:
                answer: bytes = reply.read()
        except HTTPError as error:
            answer = error.read()
        return answer


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory, site: str) -> dict[str, Client]:
    folder = tmp_path_factory.mktemp("clients")
    return {name: Client(name, folder, site) for name in ("basic", "demo")}


REQUESTS = [path for path in WITH_BODY if path.match("*.request.http")]


@pytest.mark.parametrize("capture", REQUESTS, ids=lambda path: path.name)
def test_the_service_answers_us_as_it_answered_dotnet(
    capture: Path, clients: dict[str, Client]
) -> None:
    head, _, body = capture.read_bytes().partition(b"\r\n\r\n")
    client = clients[head.split()[1].decode().strip("/").removesuffix(".asmx")]
    envelope = client.runtime.Envelope.parse(body)
    operation = client.operation(envelope.body.tag)
    request = operation.request.from_soap(envelope)
    version = VERSIONS[capture.name.partition(".")[0]]
    reply = client.send(operation, request, version, envelope.headers)
    expected = capture.with_name(capture.name.replace("request", "response"))
    _, _, answer = expected.read_bytes().partition(b"\r\n\r\n")
    assert _said(client, reply) == _said(client, answer.strip())


def _said(client: Client, reply: bytes) -> object:
    """What a reply says: its XML, or its fault without the stack trace; one-way: nothing."""
    if not reply:
        return None
    try:
        client.runtime.Envelope.parse(reply)
    except client.runtime.SoapFault as fault:
        reason = fault.reason.partition("\n")[0]
        return fault.code, fault.subcodes, reason, fault.actor, fault.detail
    return canonical(reply)


# Operations of demo that give back what they are given: the member of the request, and the reply's.
ECHOES = (
    ("EchoCustomer", "c", "echo_customer_result"),
    ("EchoCustomers", "list_", "echo_customers_result"),
    ("EchoStatus", "s", "echo_status_result"),
    ("EchoBytes", "data", "echo_bytes_result"),
    ("NullableEcho", "n", "nullable_echo_result"),
    ("Custom", "the_arg", "the_result"),
    ("OverloadTwo", "a", "overload_two_result"),
    ("BareEcho", "city", "city"),
)


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize(("name", "sent", "returned"), ECHOES)
def test_the_service_gives_back_what_it_was_given(
    name: str, sent: str, returned: str, version: str, clients: dict[str, Client]
) -> None:
    client = clients["demo"]
    operation = client.operations[name]
    shown = next(each for each in client.contract.operations if each.name == name)
    assert shown.request

    @DRAWING
    @given(Objects(client.contract, client.package).of(shown.request.record))
    def check(request: Any) -> None:
        reply = client.send(operation, request, version)
        response = operation.response.from_soap(reply)
        assert _kept(getattr(response, returned)) == _kept(getattr(request, sent))

    check()


def _kept(value: Any) -> Any:
    """What survives a service of ASMX: it writes carriage returns, and tabs of attributes, as they
    are, which every parser then reads as line feeds and blanks; and an absent ``List<T>`` is an
    empty one to it.
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if isinstance(value, list):
        return [_kept(each) for each in value] or None
    if dataclasses.is_dataclass(value):
        members = (each.name for each in dataclasses.fields(value))
        return {
            name: _kept(getattr(value, name)) for name in members if name != "_wire"
        }
    return value


@pytest.mark.parametrize("version", VERSIONS.values())
def test_headers_reach_the_service_and_come_back(
    version: str, clients: dict[str, Client]
) -> None:
    client = clients["demo"]
    operation = client.operations["WithHeaders"]
    authentication, trace = operation.request_headers
    headers = [authentication(user="u", token="t"), trace(trace_id="x", hops=1)]
    reply = client.send(operation, operation.request(msg="hi"), version, headers)
    envelope = client.runtime.Envelope.parse(reply)
    assert operation.response.from_soap(envelope).with_headers_result == "u:hi"
    (returned,) = operation.response_headers
    assert returned.from_envelope(envelope) == trace(trace_id="x", hops=2)
