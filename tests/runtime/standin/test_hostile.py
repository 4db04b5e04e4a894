"""Whoever calls a stand-in, or writes its handlers, gets an answer: no traceback, no long wait."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from types import ModuleType
from typing import Any

import pytest

from soapstone.model.contract import Route
from tests.contracts import ORDERS
from tests.packages import load, runtime_of
from tests.runtime.calling.orders import orders as contract

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


def many_declarations_and_entries() -> bytes:
    """Some 100 KB that took 10 seconds: each of the entries visited all the declarations."""
    declared = " ".join(f'xmlns:n{number}="u:{number}"' for number in range(2000))
    entries = "<a/>" * 20_000
    return (
        f'<s:Envelope xmlns:s="{ENVELOPE}" {declared}><s:Header>{entries}</s:Header>'
        f'<s:Body><Ask xmlns="{ORDERS}"/></s:Body></s:Envelope>'
    ).encode()


def test_declarations_times_header_entries_take_no_time(
    orders: ModuleType, rt: ModuleType
) -> None:
    data = many_declarations_and_entries()
    kind = {"Content-Type": "text/xml", "SOAPAction": f'"{ORDERS}/Ask"'}
    request = rt.HttpRequest(
        method="POST", url="http://h/s.asmx", headers=rt.Headers(kind), body=data
    )
    started = time.process_time()
    assert rt.StandIn(orders)(request).status == 200
    assert len(rt.Envelope.parse(data).headers) == 20_000
    assert time.process_time() - started < 5


@pytest.mark.parametrize("way", ["SOAP 1.1", "SOAP 1.2"])
@pytest.mark.parametrize("shown", [r"\x00<\x1b", r"\ud800"])
def test_what_xml_cannot_have_is_escaped_in_faults(
    orders: ModuleType, rt: ModuleType, way: str, shown: str
) -> None:
    text = shown.encode().decode("unicode-escape")
    stand_in = rt.StandIn(orders)
    stand_in.answer(orders.ASK, ValueError(text), rt.SoapFault("Client", text))
    client = orders.OrdersClient(transport=stand_in, way=way)
    for _ in range(2):
        with pytest.raises(rt.Fault) as caught:
            client.ask(text="x")
        assert shown in caught.value.reason


def test_what_xml_cannot_have_is_escaped_in_errors_of_servicestack(
    orders: ModuleType, rt: ModuleType
) -> None:
    stand_in = rt.StandIn(orders)
    stand_in.answer(orders.FIND, ValueError("\0"), ValueError("\ud800"))
    client = orders.OrdersClient(transport=stand_in)
    for shown in (r"\\x00", r"\\ud800"):
        with pytest.raises(rt.ServiceError, match=shown):
            client.find(name="x")


def test_a_page_of_an_error_has_any_text(rt: ModuleType) -> None:
    faults = __import__(f"{rt.__name__}.standin.faults", fromlist=["page_response"])
    assert b"<i>\\ud800</i>" in faults.page_response(500, "", "\ud800").body
    assert faults.text_response(500, "", "\ud800").body == b"\\ud800"


def test_an_error_that_is_given_for_all_calls_does_not_grow(
    orders: ModuleType, rt: ModuleType
) -> None:
    error = rt.SoapFault("Client", "no")
    stand_in = rt.StandIn(orders)
    stand_in.answer(orders.ASK, error)
    client = orders.OrdersClient(transport=stand_in)
    depths = []
    for _ in range(3):
        with pytest.raises(rt.Fault):
            client.ask(text="x")
        depths.append(_depth(error))
    assert depths[0] == depths[2] > 0


def _depth(error: BaseException) -> int:
    depth, each = 0, error.__traceback__
    while each:
        depth, each = depth + 1, each.tb_next
    return depth


def test_handlers_of_async_calls_may_wait_for_each_other(
    orders: ModuleType, rt: ModuleType
) -> None:
    stand_in = rt.StandIn(orders)
    together = Barrier(2, timeout=10)

    @stand_in.operation(orders.ASK)  # type: ignore[untyped-decorator]  # an Any
    def answer(call: Any) -> Any:
        together.wait()
        return orders.Answer(result=call.request.text)

    async def calls() -> list[Any]:
        async with orders.AsyncOrdersClient(
            transport=stand_in.async_transport
        ) as client:
            both = (client.ask(text=text) for text in "ab")
            return [each.result for each in await asyncio.gather(*both)]

    assert asyncio.run(calls()) == ["a", "b"]


@pytest.mark.parametrize("package", [None, pytest])
def test_only_packages_are_stood_in_for(package: Any, rt: ModuleType) -> None:
    with pytest.raises(TypeError, match="takes a generated package, not"):
        rt.StandIn(package)


@pytest.mark.parametrize(
    ("path", "target", "name"),
    [
        ("/same/{Name}/{Name}", "/same/a/b", "b"),
        ("/odd/{0}/{Name}", "/odd/a/b", "b"),
        ("/find/of/all", "/find/of/all?name=b", "b"),
        ("/{Name}/of/{0}", "/find/of/all", "all"),
    ],
)
def test_pages_may_have_any_places(
    path: str, target: str, name: str, tmp_path: Path
) -> None:
    """The last wins of two; a path of its own text goes before one with places."""
    made = contract()
    more = (Route(("GET",), path), Route(("GET",), "/find/of/{Name}"))
    operations = [
        replace(each, routes=more) if each.name == "Find" else each
        for each in made.operations
    ]
    package = load(replace(made, operations=tuple(operations)), tmp_path)
    rt = runtime_of(package)
    stand_in = rt.StandIn(package)
    stand_in(rt.HttpRequest(method="GET", url=f"http://h{target}"))
    assert [each.request.name for each in stand_in.received] == [name]
