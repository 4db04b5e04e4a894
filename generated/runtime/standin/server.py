"""Serves an ASGI application with uvicorn: on loopback, for loopback's names, within limits.

uvicorn drops no connection that sends nothing or drips, so each is watched here.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import threading
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from ..calling.http_messages import Headers, HttpResponse
from .faults import page_response
from .serving import SLOWEST, AsgiApp, Receive, Scope, Send, closing, send_response

LOOPBACK: Final = "127.0.0.1"
MOST: Final = 250
"""Connections at once; whoever comes beyond them is refused."""
HEAD: Final = 16 * 2**10
"""Bytes of a request's head, as IIS has it (MaxRequestBytes of http.sys)."""
_UNREAD: Final = 2**18
"""Bytes that the system keeps for a slow reader; else they may be 4 MB for each."""
_GRACE: Final = 2
"""Seconds for answers that are on their way when the server stops."""
_LINGER: Final = 0.2
"""Seconds for a client that is refused to send its request."""
_FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n"
    b"Content-Length: 0\r\n\r\n"
)
_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[\w.-]{1,253})(?::\d{0,5})?")


class _Connection(asyncio.Protocol):
    """One connection: hands everything to uvicorn, and drops a client that is too slow."""

    def __init__(self, inner: Any, open_now: dict[Any, _Connection]) -> None:
        self._inner = inner
        self._open_now = open_now
        self._transport: Any = None
        self._timer: asyncio.TimerHandle | None = None
        self._admitted = self._complete = self._ended = self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        if len(self._open_now) >= MOST:
            self._transport.write(_FULL)
            # Closed with its request unread, the client would never see the answer.
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(_LINGER, self._transport.abort)
            return
        self._wait()
        self._admitted = True
        self._open_now[transport.get_extra_info("peername")[:2]] = self
        self._inner.connection_made(transport)

    def begin(self) -> None:
        """The head of a request is there; the application itself limits what follows."""
        if self._timer:
            self._timer.cancel()

    def complete(self) -> None:
        """The whole request is there."""
        self._complete = True

    def end(self) -> None:
        """An answer is on its way."""
        self._complete = False
        self._wait()
        if self._ended:
            self._transport.close()

    def _wait(self) -> None:
        """Wait for a head, or for the client to take what was sent, no longer than SLOWEST."""
        if not self._lost:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(SLOWEST, self._transport.abort)

    def data_received(self, data: bytes) -> None:
        if self._admitted:
            self._inner.data_received(data)

    def eof_received(self) -> bool:
        """The client sends no more. If its request is complete, it may still read the answer."""
        self._ended = True
        return self._complete

    def pause_writing(self) -> None:
        if self._admitted:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        if self._admitted:
            self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        if self._timer:
            self._timer.cancel()
        if self._admitted:
            self._open_now.pop(self._transport.get_extra_info("peername")[:2], None)
            self._inner.connection_lost(exc)


class _Watch:
    """The connections of a server, and its application, which says when each is at work."""

    def __init__(self, app: AsgiApp, protocol: Any) -> None:
        self._app = app
        self._protocol = protocol
        self._open_now: dict[Any, _Connection] = {}

    def connection(self, **settings: Any) -> _Connection:
        """Return the protocol of a new connection, made as uvicorn makes its own."""
        return _Connection(self._protocol(**settings), self._open_now)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of a connection."""
        connection = self._open_now.get(tuple(scope["client"]))
        if connection is None:  # it is gone
            return

        async def received() -> MutableMapping[str, Any]:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body"):
                connection.complete()
            return message

        connection.begin()
        try:
            await self._app(scope, received, send)
        finally:
            connection.end()


def refusal(headers: Mapping[str, str], names: frozenset[str]) -> HttpResponse | None:
    """Return the response to a request that a web page from elsewhere has sent; else None.

    A name that its owner points to 127.0.0.1 makes a browser take this server for that site (DNS
    rebinding). Addresses cannot be rebound; ``names`` are allowed besides ``localhost``.
    """
    host = headers.get("Host", "localhost")
    if not _is_own(host, names):
        said = "The server does not go by this name: use localhost, or its address."
        return closing(page_response(421, "Misdirected Request", said))
    origin = headers.get("Origin")
    elsewhere = headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    if elsewhere and headers.get("Sec-Fetch-Mode") == "navigate":
        elsewhere = False  # a person has followed a link
    if elsewhere or (origin is not None and origin.partition("://")[2] != host):
        said = "A web page of another origin has sent this."
        return closing(page_response(403, "Forbidden", said))
    return None


def _is_own(host: str, names: frozenset[str]) -> bool:
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1].strip("[]").rstrip(".").lower()
    if name in names or name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _guarded(app: AsgiApp, names: frozenset[str]) -> AsgiApp:
    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        pairs = (
            (k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]
        )
        response = refusal(Headers(pairs), names)
        if response is None:
            await app(scope, receive, send)
        else:
            await send_response(response, send)

    return guarded


@contextmanager
def serving(app: AsgiApp, port: int = 0, host: str = LOOPBACK) -> Iterator[str]:
    """Serve an application in a thread while the context lasts; yields the URL.

    Raises ImportError without uvicorn, and OSError if it cannot listen there.
    """
    try:
        uvicorn: Any = import_module("uvicorn")
        h11: Any = import_module("uvicorn.protocols.http.h11_impl")
    except ImportError:
        said = "a server needs uvicorn: pip install 'soapstone[serve]', or uvicorn"
        raise ImportError(said) from None
    watch = _Watch(_guarded(app, frozenset([host.lower()])), h11.H11Protocol)

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        await watch.app(scope, receive, send)

    with _listener(host, port) as listener:
        settings = uvicorn.Config(
            watched,
            http=watch.connection,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            # A client could say by headers that it is another.
            proxy_headers=False,
            server_header=False,
            backlog=MOST,
            h11_max_incomplete_event_size=HEAD,
            timeout_graceful_shutdown=_GRACE,
        )
        yield from _running(uvicorn.Server(settings), listener)


def _running(server: Any, listener: socket.socket) -> Iterator[str]:
    address = listener.getsockname()
    name = f"[{address[0]}]" if ":" in address[0] else address[0]
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, daemon=True
    )
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        yield f"http://{name}:{address[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def _listener(host: str, port: int) -> socket.socket:
    """Raises OSError."""
    kinds = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, *_, address = kinds[0]
    listener = socket.create_server(address[:2], family=family, backlog=MOST)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD)
    return listener
