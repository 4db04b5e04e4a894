"""Beside the captures of a real host: the stand-in answers .NET's own client in the same way."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.packages import load, runtime_of
from tests.runtime.standin.outcomes import Outcome, captured, contract_of, outcome
from tests.test_captures import CAPTURES

REQUESTS = [path for path in CAPTURES if path.match("*.request.http")]

DIFFERENT = {
    "RpcInDoc": "rpc/encoded operations are not read from pages: this one is unknown",
    "FireAndForget": (
        "Microsoft documents status 202 of a one-way method, and Mono answers with 200"
    ),
}
"""The operations of which the stand-in answers otherwise, and why."""

REPORTED = {
    "EchoCustomer": ("of type VipCustomer, which no page", ": refused, unless it is"),
    "NullableEcho_null": ("is nil: refused, unless it is an int?",),
}
"""What is reported of messages that .NET reads, because pages do not tell it."""
REPORTED["EchoCustomer_vip"] = REPORTED["EchoCustomers"] = REPORTED["EchoCustomer"]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModuleType]:
    folder = tmp_path_factory.mktemp("hosted")
    basic = load(contract_of("basic"), folder, "basic")
    top = basic.__name__.partition(".")[0]
    return {"basic": basic, "demo": load(contract_of("demo"), folder, "demo", top)}


@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.name[: -len(".http")])
def test_status_kind_and_fault_code_are_those_of_the_host(
    path: Path, packages: dict[str, ModuleType]
) -> None:
    head, _, body = path.read_bytes().partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    address = first.split()[1]
    package = packages[address.strip("/").removesuffix(".asmx")]
    rt = runtime_of(package)
    answer = captured(
        path.with_name(path.name.replace("request", "response")).read_bytes(), rt
    )
    stand_in = rt.StandIn(package)
    _answers(stand_in, answer, rt)
    request = rt.HttpRequest(
        method="POST",
        url=f"http://127.0.0.1{address}",
        headers=rt.Headers(tuple(each.split(": ", 1)) for each in lines),
        body=body,
    )
    found = outcome(stand_in(request), rt)
    version, *_, name = path.name.removesuffix(".request.http").split(".")
    if name in DIFFERENT:
        refused = Outcome(500, "fault", "Client" if version == "S11" else "Sender")
        expected = refused if name == "RpcInDoc" else Outcome(202, "nothing")
        assert found == expected != outcome(answer, rt)
    else:
        assert found == outcome(answer, rt)
    expected_notes = REPORTED.get(name, ())
    assert bool(stand_in.passed_over) == bool(expected_notes)
    for note in stand_in.passed_over:
        assert any(each in note for each in expected_notes), note


def _answers(stand_in: Any, answer: Any, rt: ModuleType) -> None:
    """Every operation answers what the host has answered."""
    if not answer.body.strip() or b"RpcInDoc" in answer.body:
        return
    try:
        envelope = rt.Envelope.parse(answer.body)
    except rt.SoapFault as fault:
        for operation in stand_in.operations.values():
            stand_in.answer(operation, fault)
        return
    for operation in stand_in.operations.values():
        kind = operation.response
        if kind and kind._document.element == envelope.body.tag:
            value, headers = kind.from_soap(envelope), envelope.headers
            stand_in.answer(operation, rt.Reply(value=value, soap_headers=headers))


def test_all_captures_are_requests_and_responses() -> None:
    assert len(CAPTURES) == 2 * len(REQUESTS) == 136
