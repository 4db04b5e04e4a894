"""What a client costs beside bare httpx2, a call by hand, and zeep.

``python -m tests.benchmarks.calling`` prints a Markdown table.

All speak with one server, in a process of its own, whose answer has 20 records. Rounds of all ways
take turns, and the ratios are of medians: of the wall's clock, and of the time of this process,
which others on the machine disturb less.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

import httpx2

from generated.runtime import SoapFault
from generated.tc2 import (
    SYNCHRONIZE_PANEL_USER,
    AsyncTc2Client,
    SynchronizePanelUser,
    SynchronizePanelUserResponse,
    SynchronizePanelUserResult,
    SyncStatus,
    Tc2Client,
)

ROUNDS = 60
CALLS = 20
AT_ONCE = 50
PATH = "/tc21api/tc2.asmx"
_MEMBERS: dict[str, Any] = {"status_only": True, "user_code_direct_push": False}
_BINDING = SYNCHRONIZE_PANEL_USER.bindings[0]
_HEADERS = {
    "Content-Type": _BINDING.request_type,
    "SOAPAction": f'"{_BINDING.soap_action}"',
}
Way = Callable[[int], None]


def reply() -> bytes:
    """The answer of the server."""
    status = SyncStatus(
        device_id=7, device_name="Hall", total_steps=3, current_step=2, result_code=0
    )
    result = SynchronizePanelUserResult(
        result_code=0, result_data="", synchronization_status=[status] * 20
    )
    return SynchronizePanelUserResponse(synchronize_panel_user_result=result).to_soap()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    answer = b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.wfile.write(self.answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _serve(port: Any) -> None:
    body = reply()
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n"
    _Handler.answer = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    ThreadingHTTPServer.request_queue_size = 200
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    port.send(server.server_address[1])
    server.serve_forever()


def read(response: httpx2.Response) -> SynchronizePanelUserResponse:
    """What somebody would write who has no client."""
    try:
        return SynchronizePanelUserResponse.from_soap(response.content)
    except SoapFault:
        raise
    except ValueError:
        response.raise_for_status()
        raise


def sync_ways(url: str) -> dict[str, Way]:
    """Each way to make a number of calls one after the other."""
    bare, by_hand, client = httpx2.Client(), httpx2.Client(), Tc2Client(url)
    body = SynchronizePanelUser(**_MEMBERS).to_soap()

    def of_bytes(count: int) -> None:
        for _ in range(count):
            bare.post(url + PATH, content=body, headers=_HEADERS).read()

    def of_hand(count: int) -> None:
        for _ in range(count):
            sent = SynchronizePanelUser(**_MEMBERS).to_soap()
            read(by_hand.post(url + PATH, content=sent, headers=_HEADERS))

    def of_client(count: int) -> None:
        for _ in range(count):
            client.synchronize_panel_user(**_MEMBERS)

    ways: dict[str, Way] = {"bare": of_bytes, "hand": of_hand, "client": of_client}
    with suppress(ImportError):
        ways["zeep"] = _zeep(url)
    return ways


def _zeep(url: str) -> Way:
    import zeep  # has no types: a client is Any

    wsdl = Path(__file__).resolve().parents[2] / "generated/tc2/schema/service.wsdl"
    client: Any = zeep.Client(str(wsdl))  # type: ignore[no-untyped-call]  # has none
    service = client.create_service(next(iter(client.wsdl.bindings)), url + PATH)

    def of_zeep(count: int) -> None:
        for _ in range(count):
            service.SynchronizePanelUser(StatusOnly=True, userCodeDirectPush=False)

    return of_zeep


def async_ways(url: str) -> dict[str, Callable[[int], Awaitable[None]]]:
    """The same, so many at once."""
    limits = httpx2.Limits(max_connections=200)
    bare = httpx2.AsyncClient(limits=limits)
    client = AsyncTc2Client(url)
    body = SynchronizePanelUser(**_MEMBERS).to_soap()

    async def by_bytes() -> None:
        await bare.post(url + PATH, content=body, headers=_HEADERS)

    async def by_hand() -> None:
        sent = SynchronizePanelUser(**_MEMBERS).to_soap()
        read(await bare.post(url + PATH, content=sent, headers=_HEADERS))

    async def by_client() -> None:
        await client.synchronize_panel_user(**_MEMBERS)

    def at_once(one: Callable[[], Awaitable[None]]) -> Callable[[int], Awaitable[None]]:
        async def made(count: int) -> None:
            for _ in range(0, count, AT_ONCE):
                await asyncio.gather(*(one() for _ in range(AT_ONCE)))

        return made

    ways = {"bare": by_bytes, "hand": by_hand, "client": by_client}
    return {name: at_once(one) for name, one in ways.items()}


Found = dict[str, list[tuple[float, float]]]
"""Of each way the wall and processor times of its rounds, in seconds a call."""


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(start: tuple[float, float], calls: int) -> tuple[float, float]:
    wall, cpu = _now()
    return (wall - start[0]) / calls, (cpu - start[1]) / calls


def measured_sync(url: str) -> Found:
    """The times of each way; rounds take turns."""
    ways = sync_ways(url)
    found: Found = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = _now()
            way(CALLS)
            found[name].append(_since(started, CALLS))
    return found


async def measured_async(url: str) -> Found:
    """The same with many at once."""
    ways = async_ways(url)
    found: Found = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = _now()
            await way(AT_ONCE)
            found[name].append(_since(started, AT_ONCE))
    return found


def table(kind: str, found: Found) -> str:
    """Rows of the table: milliseconds a call, and ratios to the two others."""
    rows = []
    for index, clock in enumerate(("wall", "processor")):
        times = {name: median(t[index] for t in all_) for name, all_ in found.items()}
        rows += [
            f"| {kind}, {clock} | {name} | {seconds * 1000:.2f} "
            f"| {seconds / times['bare']:.2f} | {seconds / times['hand']:.2f} |"
            for name, seconds in times.items()
        ]
    return "\n".join(rows)


def main() -> None:
    """Measures; see the module."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{ours.recv()}"
    try:
        print(
            "| | | ms a call | to bare httpx2 | to one by hand |\n|---|---|---|---|---|"
        )
        print(table("sync", measured_sync(url)))
        print(table(f"{AT_ONCE} at once", asyncio.run(measured_async(url))))
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
