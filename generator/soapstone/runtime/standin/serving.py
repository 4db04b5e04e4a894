"""Serves a stand-in: an ASGI application, and uvicorn on loopback."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final

from ..calling.http_messages import Headers, HttpRequest, HttpResponse
from .faults import page_response

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Answer = Callable[[HttpRequest], HttpResponse]

LONGEST: Final = 4 * 2**20
"""Bytes of a request; ASP.NET takes no more unless told so (maxRequestLength)."""
SLOWEST: Final = 30.0
"""Seconds in which a request has to be there."""


class _Gone(Exception):
    """The client has left."""


def asgi_app(answer: Answer) -> AsgiApp:
    """Return an ASGI application of what answers a request."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            with suppress(_Gone):
                await _respond(answer, scope, receive, send)

    return app  # uvicorn takes a bound method for ASGI 2


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _respond(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    try:
        async with asyncio.timeout(SLOWEST):
            body = await _body(receive)
    except TimeoutError:
        response = page_response(408, "Request Timeout", "The request came too slowly.")
    else:
        if body is None:
            said = "Maximum request length exceeded."
            response = page_response(413, "Payload Too Large", said)
        else:
            # Handlers may wait; others are answered meanwhile.
            response = await asyncio.to_thread(answer, _request(scope, body))
    pairs = [(k.lower(), v) for k, v in response.headers.items()]
    pairs.append(("content-length", str(len(response.body))))
    headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in pairs]
    await send(
        {
            "type": "http.response.start",
            "status": response.status,
            "headers": headers,
        }
    )
    await send({"type": "http.response.body", "body": response.body})


async def _body(receive: Receive) -> bytes | None:
    """The body; None if it is too long."""
    pieces, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        piece = message.get("body", b"")
        size += len(piece)
        if size > LONGEST:
            return None
        pieces.append(piece)
        if not message.get("more_body", False):
            return b"".join(pieces)


def _request(scope: Scope, body: bytes) -> HttpRequest:
    headers = Headers(
        (k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]
    )
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    query = scope.get("query_string", b"").decode("latin-1")
    host = headers.get("Host", "localhost")
    url = f"{scope.get('scheme', 'http')}://{host}{path.partition('?')[0]}"
    return HttpRequest(
        method=scope["method"],
        url=f"{url}?{query}" if query else url,
        headers=headers,
        body=body,
    )


@contextmanager
def serving(app: AsgiApp, port: int = 0) -> Iterator[str]:
    """Serve an application on loopback in a thread; yields the URL. Raises ImportError."""
    try:
        uvicorn: Any = import_module("uvicorn")
    except ImportError:
        said = "a server needs uvicorn: pip install 'soapstone[serve]', or uvicorn"
        raise ImportError(said) from None
    with socket.create_server(("127.0.0.1", port)) as listener:
        settings = uvicorn.Config(app, log_level="warning", lifespan="off")
        server = uvicorn.Server(settings)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, daemon=True
        )
        thread.start()
        try:
            while not server.started and thread.is_alive():
                thread.join(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
