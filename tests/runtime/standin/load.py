"""Loads a server on loopback in every way that could hold it up, bounded in count and time.

The server runs in a process of its own, whose memory is measured.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import resource
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlsplit

from generated import tc2
from generated.runtime import Received, StandIn
from generated.runtime.standin import server, serving

logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # it tells of each bad request

LARGE = 2 * 2**20
"""Bytes of the answer for slow readers."""
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Served:
    """A server in its process."""

    url: str
    pipe: Connection = field(repr=False)

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return str(parts.hostname), int(parts.port or 0)

    def peak(self) -> int:
        """The most memory that it has had so far, in MiB."""
        self.pipe.send("peak")
        return int(self.pipe.recv())


@contextmanager
def served(slowest: float) -> Iterator[Served]:
    """Serve while the context lasts, with this in place of SLOWEST."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, slowest), daemon=True)
    process.start()
    try:
        yield Served(here.recv(), here)
        here.send("end")
        process.join(10)
        assert process.exitcode == 0
    finally:
        process.kill()


def _serve(pipe: Connection, slowest: float) -> None:
    for module in (serving, server):
        vars(module)["SLOWEST"] = slowest
    stand_in = StandIn(tc2)

    @stand_in.operation(tc2.SYNCHRONIZE_PANEL_USER)
    def answer(
        call: Received[tc2.SynchronizePanelUser],
    ) -> tc2.SynchronizePanelUserResponse:
        stand_in.received.clear()
        size = LARGE if call.request.session_id == "large" else 10
        result = tc2.SynchronizePanelUserResult(result_code=0, result_data="x" * size)
        return tc2.SynchronizePanelUserResponse(synchronize_panel_user_result=result)

    with stand_in.serving() as url:
        pipe.send(url)
        while pipe.recv() != "end":
            pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def request(session: str = "") -> bytes:
    """A call, as it is sent."""
    body = tc2.SynchronizePanelUser(
        session_id=session, status_only=True, user_code_direct_push=False
    ).to_soap()
    return head(len(body)) + body


def head(length: int, more: str = "") -> bytes:
    """The head of a call."""
    action = tc2.SYNCHRONIZE_PANEL_USER.bindings[0].soap_action
    return (
        "POST /tc2.asmx HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n"
        f'SOAPAction: "{action}"\r\nContent-Length: {length}\r\n{more}\r\n'
    ).encode()


async def _answer(streams: Streams) -> str:
    """The status that comes, or what else the server does: it ``drops`` or ``holds`` the client."""
    reader, writer = streams
    try:
        async with asyncio.timeout(20):
            line = await reader.readline()
            while line.strip() and await reader.read(2**16):
                if b" 200 " in line:
                    break
    except TimeoutError:
        return "holds"
    except OSError:
        return "drops"
    finally:
        writer.close()
    return line.decode().split()[1] if line else "drops"


async def caller(streams: Streams) -> str:
    """Calls as everybody does."""
    streams[1].write(request())
    return await _answer(streams)


async def silent(streams: Streams) -> str:
    """Connects and says nothing."""
    return await _answer(streams)


async def slow_writer(streams: Streams) -> str:
    """Sends a byte a second."""
    return await _drip(streams, request())


async def slow_body(streams: Streams) -> str:
    """Sends the head at once, half of a large body, and then a byte a second."""
    streams[1].write(head(LARGE) + b"<" * (LARGE // 2))
    return await _drip(streams, b"<" * 60)


async def _drip(streams: Streams, data: bytes) -> str:
    answer = asyncio.ensure_future(_answer(streams))
    for at in range(len(data)):
        with suppress(OSError):
            streams[1].write(data[at : at + 1])
            await streams[1].drain()
        if (await asyncio.wait([answer], timeout=1))[0]:
            break
    return await answer


async def slow_reader(streams: Streams) -> str:
    """Asks for a large answer and reads a byte a second."""
    reader, writer = streams
    taken = 0
    writer.write(request("large"))
    try:
        async with asyncio.timeout(20):
            line = await reader.readline()
            if b" 200 " not in line:
                return line.decode().split()[1]
            for _ in range(4):
                taken += len(await reader.read(1))
                await asyncio.sleep(1)
            # What is in buffers comes even after the server has given up.
            while piece := await reader.read(2**16):
                taken += len(piece)
    except TimeoutError:
        return "holds"
    except OSError:
        return "drops"
    finally:
        writer.close()
    return "drops" if taken < LARGE else "200"


async def garbage(streams: Streams) -> str:
    """Sends a call and, in the same breath, what is none."""
    streams[1].write(request() + b"\0\xff<garbage>\r\n\r\n" * 20_000)
    return await _answer(streams)


async def large_head(streams: Streams) -> str:
    """Sends a head without end."""
    streams[1].write(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 2**20)
    return await _answer(streams)


async def large_body(streams: Streams) -> str:
    """Sends more than a request may have."""
    size = 2 * serving.LONGEST
    streams[1].write(head(size) + b" " * size)
    return await _answer(streams)


async def leaver(streams: Streams) -> str:
    """Leaves in the middle of its request."""
    streams[1].write(request()[:-20])
    await streams[1].drain()
    streams[1].transport.abort()
    return "left"


async def half_closed(streams: Streams) -> str:
    """Sends a call, says that no more will come, and reads."""
    streams[1].write(request())
    streams[1].write_eof()
    return await _answer(streams)


Client = Callable[[Streams], Awaitable[str]]
CLIENTS: dict[str, Client] = {
    each.__name__: each
    for each in (
        *(caller, silent, slow_writer, slow_body, slow_reader, garbage),
        *(large_head, large_body, leaver, half_closed),
    )
}


async def _one(address: tuple[str, int], client: Client) -> str:
    # Small buffers, so that a slow reader is felt at once.
    end: Any = socket.socket()
    end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    end.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(end, address)
        return await client(await asyncio.open_connection(sock=end))
    except OSError:
        return "drops"
    finally:
        end.close()


async def load(
    address: tuple[str, int], clients: dict[str, int]
) -> dict[str, Counter[str]]:
    """Let so many of each kind come at once; return what each kind has met."""
    names = [name for name, count in clients.items() for _ in range(count)]
    outcomes = await asyncio.gather(*(_one(address, CLIENTS[name]) for name in names))
    found: dict[str, Counter[str]] = {name: Counter() for name in clients}
    for name, outcome in zip(names, outcomes, strict=True):
        found[name][outcome] += 1
    return found
