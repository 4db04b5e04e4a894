"""Calls of generated clients, answered by a real ASMX service (csharp/Svc.cs on Mono)."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given

from soapstone.inference import inferred
from soapstone.model.contract import Contract
from soapstone.pages import read_page
from soapstone.testing import records
from tests.canonical import canonical
from tests.interop.drawing import DRAWING
from tests.packages import load, runtime_of
from tests.test_captures import WITH_BODY

DATA = Path(__file__).parents[1] / "data"
WAYS = {"S11": "SOAP 1.1", "S12": "SOAP 1.2"}


DRIVERS = ("httpx2", "urllib", "asyncio")
"""How a call is driven: by the sync client over each transport, by the async one."""


class Service:
    """A hosted service, and its generated client."""

    def __init__(self, name: str, folder: Path, url: str) -> None:
        pages = sorted((DATA / "services" / name).iterdir())
        read = [read_page(path.name, path.read_bytes()) for path in pages]
        self.contract: Contract = inferred(name, read).contract
        self.package: ModuleType = load(self.contract, folder, name)
        self.runtime: ModuleType = runtime_of(self.package)
        members = [getattr(self.package, each) for each in dir(self.package)]
        self.operations: dict[str, Any] = {
            each.name: each
            for each in members
            if isinstance(each, self.runtime.Operation)
        }
        clients = [each for each in dir(self.package) if each.endswith("Client")]
        self.async_class, self.client_class = (
            getattr(self.package, each) for each in sorted(clients)
        )
        self.url = url
        self.client = self.client_class(url)
        self._by_urllib = self.client_class(
            url, transport=self.runtime.UrllibTransport()
        )

    def operation(self, element: str) -> Any:
        """The operation whose request is a document with this root."""
        return next(
            self.operations[each.name]
            for each in self.contract.operations
            if each.request and str(each.request.element) == element
        )

    def call(
        self, operation: Any, request: Any, driver: str = "httpx2", **options: Any
    ) -> Any:
        """The answer of a call. Raises CallError."""
        if driver != "asyncio":
            client = self._by_urllib if driver == "urllib" else self.client
            return client.call(operation, request, **options)

        async def called() -> Any:
            async with self.async_class(self.url) as client:
                return await client.call(operation, request, **options)

        return asyncio.run(called())

    def exchange(self, *call: Any, **options: Any) -> Any:
        """The exchange of a call, whatever came of it."""
        try:
            return self.call(*call, **options).exchange
        except self.runtime.CallError as error:
            return error.exchange


@pytest.fixture(scope="module")
def services(
    tmp_path_factory: pytest.TempPathFactory, site: str
) -> Iterator[dict[str, Service]]:
    folder = tmp_path_factory.mktemp("clients")
    found = {name: Service(name, folder, site) for name in ("basic", "demo")}
    yield found
    for each in found.values():
        each.client.close()


@pytest.fixture(scope="module")
def demo(services: dict[str, Service]) -> Service:
    return services["demo"]


REQUESTS = [path for path in WITH_BODY if path.match("*.request.http")]


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("capture", REQUESTS, ids=lambda path: path.name)
def test_the_service_answers_us_as_it_answered_dotnet(
    capture: Path, driver: str, services: dict[str, Service]
) -> None:
    head, _, body = capture.read_bytes().partition(b"\r\n\r\n")
    service = services[head.split()[1].decode().strip("/").removesuffix(".asmx")]
    envelope = service.runtime.Envelope.parse(body)
    operation = service.operation(envelope.body.tag)
    request = operation.request.from_soap(envelope)
    way = WAYS[capture.name.partition(".")[0]]
    exchange = service.exchange(
        operation, request, driver, way=way, soap_headers=envelope.headers
    )
    expected = capture.with_name(capture.name.replace("request", "response"))
    first, _, answer = expected.read_bytes().partition(b"\r\n\r\n")
    assert _said(service, exchange.response.body) == _said(service, answer.strip())
    assert exchange.response.status == int(first.split()[1])
    is_fault = isinstance(exchange.error, service.runtime.Fault)
    assert is_fault == (b"Fault>" in answer)
    assert is_fault or exchange.error is None


def _said(service: Service, reply: bytes) -> object:
    """What a reply says: its XML, or its fault without the stack trace; one-way: nothing."""
    if not reply:
        return None
    try:
        service.runtime.Envelope.parse(reply)
    except service.runtime.SoapFault as fault:
        reason = fault.reason.partition("\n")[0]
        return fault.code, fault.subcodes, reason, fault.actor, fault.detail
    return canonical(reply)


def test_every_operation_has_been_called(services: dict[str, Service]) -> None:
    captured = {each.name.split(".")[-3].partition("_")[0] for each in REQUESTS}
    names = {name for each in services.values() for name in each.operations}
    # Of these .NET sent no body that anything can be read from: they are called below.
    assert names - captured <= {"DoNothing", "Overload"}


@pytest.mark.parametrize("way", WAYS.values())
@pytest.mark.parametrize("driver", DRIVERS)
def test_nothing_is_sent_and_nothing_comes_back(
    demo: Service, driver: str, way: str
) -> None:
    operations = demo.operations
    nothing = operations["DoNothing"]
    answer = demo.call(nothing, nothing.request(), driver, way=way)
    assert answer.value == nothing.response()
    overload = operations["Overload"]
    answer = demo.call(overload, overload.request(), driver, way=way)
    assert answer.value.overload_result == 0


@pytest.mark.parametrize("way", WAYS.values())
def test_faults_keep_what_dotnet_says(demo: Service, way: str) -> None:
    runtime, client = demo.runtime, demo.client.with_options(way=way)
    with pytest.raises(runtime.Fault) as caught:
        client.fail_soap(msg="bad <client>")
    fault = caught.value
    assert fault.code == ("Client" if way == "SOAP 1.1" else "Sender")
    assert "bad <client>" in fault.reason
    if way == "SOAP 1.1":  # in 1.2 Mono sends no Role
        assert fault.actor == "urn:actor"
    assert '<code xmlns="urn:err">E1</code>' in fault.detail.text
    assert fault.exchange.response.status == 500
    with pytest.raises(runtime.Fault, match="boom"):
        client.fail(msg="boom")


@pytest.mark.parametrize("driver", ["threads", "asyncio"])
def test_twenty_calls_at_once(demo: Service, driver: str) -> None:
    numbers = range(200)
    if driver == "threads":
        with ThreadPoolExecutor(20) as pool:
            found = [*pool.map(lambda n: demo.client.add(a=n, b=1), numbers)]
    else:
        found = asyncio.run(_added(demo, numbers))
    assert [each.add_result for each in found] == [n + 1 for n in numbers]


async def _added(demo: Service, numbers: range) -> list[Any]:
    twenty = asyncio.Semaphore(20)
    async with demo.async_class(demo.url) as client:

        async def add(number: int) -> Any:
            async with twenty:
                return await client.add(a=number, b=1)

        return await asyncio.gather(*map(add, numbers))


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


@pytest.mark.parametrize("way", WAYS.values())
@pytest.mark.parametrize(("name", "sent", "returned"), ECHOES)
def test_the_service_gives_back_what_it_was_given(
    name: str, sent: str, returned: str, way: str, demo: Service
) -> None:
    operation = demo.operations[name]
    assert operation.request

    @DRAWING
    @given(records(operation.request))
    def check(request: Any) -> None:
        response = demo.call(operation, request, way=way).value
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


@pytest.mark.parametrize("way", WAYS.values())
def test_headers_reach_the_service_and_come_back(demo: Service, way: str) -> None:
    operation = demo.operations["WithHeaders"]
    authentication, trace = operation.request_headers
    headers = [authentication(user="u", token="t"), trace(trace_id="x", hops=1)]
    request = operation.request(msg="hi")
    answer = demo.call(operation, request, way=way, soap_headers=headers)
    assert answer.value.with_headers_result == "u:hi"
    assert answer.header(trace) == trace(trace_id="x", hops=2)


@pytest.mark.parametrize("way", WAYS.values())
def test_a_header_that_nobody_understands_is_refused(demo: Service, way: str) -> None:
    runtime = demo.runtime
    unknown = runtime.HeaderEntry(
        runtime.Xml('<Odd xmlns="urn:odd"/>'), must_understand=True
    )
    with pytest.raises(runtime.Fault) as caught:
        demo.client.with_options(way=way, soap_headers=[unknown]).add(a=1, b=2)
    assert caught.value.code == "MustUnderstand"
