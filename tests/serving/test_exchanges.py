"""Exchanges of a server that runs for long, and answers that are cut."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest

from generated import runtime, tc2
from soapstone.inference import inferred
from soapstone.pages import read_page
from soapstone.runtime.calling.http_messages import Headers, HttpRequest, HttpResponse
from soapstone.runtime.standin.serving import asgi_app
from soapstone.serving.exchanges import Exchanges
from soapstone.serving.trouble import Kind, Trouble, TroubleMaker, plan, troubled
from tests.forms import form_page
from tests.packages import load, runtime_of

MEMBERS: dict[str, Any] = {"status_only": True, "user_code_direct_push": False}


def call(exchanges: Any, way: Any = "SOAP 1.1") -> None:
    tc2.Tc2Client(transport=exchanges, way=way).synchronize_panel_user(**MEMBERS)


def test_what_was_received_is_not_kept() -> None:
    """A server may run for weeks."""
    stand_in = runtime.StandIn(tc2)
    told: list[str] = []
    exchanges = Exchanges(stand_in, runtime, told.extend)
    for _ in range(3):
        call(exchanges)
    assert len(told) == 3
    assert stand_in.received == []


def test_many_notes_are_cut_short() -> None:
    stand_in = runtime.StandIn(tc2)
    told: list[str] = []
    message = tc2.SynchronizePanelUser(**MEMBERS).to_soap().decode()
    more = "".join(f"<M{number}/>" for number in range(30))
    end = message.index("</t:SynchronizePanelUser>")
    binding = tc2.SYNCHRONIZE_PANEL_USER.bindings[0]
    headers = {"Content-Type": "text/xml", "SOAPAction": f'"{binding.soap_action}"'}
    request = runtime.HttpRequest(
        method="POST",
        url="http://localhost/tc2.asmx",
        headers=runtime.Headers(headers),
        body=f"{message[:end]}{more}{message[end:]}".encode(),
    )
    exchanges: Any = Exchanges(stand_in, runtime, told.extend)
    exchanges(request)
    assert told[1].strip().startswith("$.M0: is not in the contract")
    assert len(told) == 22
    assert told[-1].strip() == "and 10 more"


def test_a_recording_that_fails_does_not_spoil_the_answer() -> None:
    def full(exchange: Any) -> None:
        raise OSError(28, "No space left on device")

    told: list[str] = []
    call(Exchanges(runtime.StandIn(tc2), runtime, told.extend, recorder=full))
    assert told[1:] == ["          not recorded: No space left on device"]


def test_a_request_is_recorded_whatever_trouble_its_answer_had() -> None:
    kept: list[Any] = []
    trouble = TroubleMaker([Trouble(Kind.FAULT, 2)])
    exchanges = Exchanges(
        runtime.StandIn(tc2),
        runtime,
        lambda lines: None,
        recorder=kept.append,
        trouble=trouble,
    )
    for way in ("SOAP 1.1", "SOAP 1.2"):
        call(exchanges)
        with pytest.raises(runtime.Fault, match="on purpose") as caught:
            call(exchanges, way)
        assert caught.value.version == way[-3:]
    assert len(kept) == 4
    assert not any(each.response for each in kept)


def test_a_refusal_says_why() -> None:
    told: list[str] = []
    exchanges = Exchanges(runtime.StandIn(tc2), runtime, told.extend)
    headers = {"Content-Type": "text/xml", "SOAPAction": '"urn:no"'}
    exchanges(
        HttpRequest(
            method="POST",
            url="http://h/tc21api/tc2.asmx",
            headers=Headers(headers),
            body=b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
            b"<s:Body><x/></s:Body></s:Envelope>",
        )
    )
    assert told[0].endswith("POST /tc21api/tc2.asmx  500")
    assert "SOAPAction: urn:no" in told[1]


@pytest.mark.parametrize("way", ["HTTP GET", "HTTP POST"])
def test_a_fault_of_a_form_is_text(way: str, tmp_path: Path) -> None:
    page = read_page("quay/Alone.txt", form_page("Alone", "name", "<int>int</int>"))
    quay = load(inferred("quay", [page]).contract, tmp_path, "quay")
    own = runtime_of(quay)
    told: list[str] = []
    trouble = TroubleMaker([Trouble(Kind.FAULT, 2)])
    transport = Exchanges(own.StandIn(quay), own, told.extend, trouble=trouble)
    client = quay.QuayClient(transport=transport, way=way)
    assert client.alone(name="x") is not None
    with pytest.raises(own.HttpError) as caught:
        client.alone(name="x")
    assert caught.value.exchange.response.body.startswith(b"System.Exception: Trouble")
    assert [each[10:] for each in told] == [
        f"Alone  {way}  200",
        f"Alone  {way}  500",
        "fault on purpose",
    ]


def test_an_empty_answer_can_be_cut() -> None:
    """That of a one-way operation."""

    def answer(request: HttpRequest) -> HttpResponse:
        plan([Trouble(Kind.CUT, 1)])
        return HttpResponse(status=202)

    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/x.asmx", "headers": []}

    async def served() -> None:
        await troubled(asgi_app(answer))(scope, receive, send)

    asyncio.run(served())
    assert sent[0]["headers"] == [(b"content-length", b"1")]
    assert sent[1:] == [{"type": "http.response.body", "body": b"", "more_body": True}]
