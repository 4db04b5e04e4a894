"""Serves a stand-in as an ASGI application, within limits of size, time and memory."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from ..calling.http_messages import Headers, HttpRequest, HttpResponse
from .faults import page_response

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Answer = Callable[[HttpRequest], HttpResponse]

LONGEST: Final = 4 * 2**20
"""Bytes of a request: the default of ASP.NET's maxRequestLength."""
SLOWEST: Final = 30.0
"""Seconds in which a request has to be there, and each piece of the answer taken."""
TOGETHER: Final = 64 * 2**20
"""Bytes of all requests and answers that are in memory; what comes beyond them is refused."""
PIECE: Final = 64 * 2**10
"""Bytes of an answer that the server is given at once: it waits for a slow reader in between."""

_log = logging.getLogger("soapstone.standin")


class _Gone(Exception):
    """The client has left, or takes nothing."""


class _Refused(Exception):
    """A request that is not answered, with the response that says so."""

    def __init__(self, status: int, reason: str, said: str) -> None:
        super().__init__(status)
        self.response = closing(page_response(status, reason, said))


class _Room:
    """Counts the bytes of all bodies that are in memory. Threads share it."""

    def __init__(self) -> None:
        self._size = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Raises _Refused if all bodies together would be too large."""
        with self._lock:
            if self._size + size > TOGETHER:
                said = "The server is too busy."
                raise _Refused(503, "Service Unavailable", said)
            self._size += size

    def give_back(self, size: int) -> None:
        with self._lock:
            self._size -= size


class _Held:
    """The bytes that one exchange holds."""

    def __init__(self, room: _Room) -> None:
        self._room = room
        self._size = 0

    def take(self, size: int) -> None:
        """Hold so many more. Raises _Refused if there is no room."""
        self._room.take(size)
        self._size += size

    def release(self) -> None:
        self._room.give_back(self._size)
        self._size = 0


def asgi_app(answer: Answer) -> AsgiApp:
    """Return an ASGI application of what answers a request."""
    room = _Room()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            held = _Held(room)
            try:
                with suppress(_Gone):
                    await _respond(answer, held, scope, receive, send)
            finally:
                held.release()

    return app  # uvicorn takes a bound method for ASGI 2


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _respond(
    answer: Answer, held: _Held, scope: Scope, receive: Receive, send: Send
) -> None:
    try:
        request = _request(scope, await _body(receive, held))
        # Handlers may wait; others are answered meanwhile.
        response = await asyncio.to_thread(_answered, answer, request, held)
    except _Refused as refused:
        response = refused.response
    await send_response(response, send)


def _answered(answer: Answer, request: HttpRequest, held: _Held) -> HttpResponse:
    """The response. Raises _Refused if there is no room for it.

    That is found here, in the thread: answers can pile up faster than they are sent.
    """
    try:
        response = answer(request)
    except Exception as error:
        _log.exception("%s %s", request.method, request.url)
        kind = type(error).__name__
        response = page_response(500, "Internal Server Error", f"{kind}: {error}")
    held.take(len(response.body))
    return response


async def send_response(response: HttpResponse, send: Send) -> None:
    """Send a response in pieces. Raises _Gone if the client does not take one in time."""
    pairs = [(k.lower(), v) for k, v in response.headers.items()]
    pairs.append(("content-length", str(len(response.body))))
    headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in pairs]
    status = response.status
    await send({"type": "http.response.start", "status": status, "headers": headers})
    try:
        for at in range(0, len(response.body) or 1, PIECE):
            async with asyncio.timeout(SLOWEST):
                await send(
                    {
                        "type": "http.response.body",
                        "body": response.body[at : at + PIECE],
                        "more_body": at + PIECE < len(response.body),
                    }
                )
    except TimeoutError:
        raise _Gone from None


def closing(response: HttpResponse) -> HttpResponse:
    """Return the response with the header that closes the connection after it."""
    return HttpResponse(
        status=response.status,
        reason=response.reason,
        headers=Headers({**response.headers, "Connection": "close"}),
        body=response.body,
    )


async def _body(receive: Receive, held: _Held) -> bytes:
    """The body. Raises _Refused for one that is too long or too slow, _Gone without its end."""
    body = bytearray()
    refused: _Refused | None = None
    more = True
    try:
        async with asyncio.timeout(SLOWEST):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _Gone
                more = message.get("more_body", False)
                # A client that cannot send it all never sees why it is refused.
                refused = refused or _refusal(body, message.get("body", b""), held)
    except TimeoutError:
        said = "The request came too slowly."
        refused = refused or _Refused(408, "Request Timeout", said)
    if refused:
        raise refused
    return bytes(body)


def _refusal(body: bytearray, piece: bytes, held: _Held) -> _Refused | None:
    """Add a piece to a body; if there is no room for it, return the reason and drop the body."""
    try:
        if len(body) + len(piece) > LONGEST:
            said = "Maximum request length exceeded."
            raise _Refused(413, "Payload Too Large", said)
        held.take(len(piece))
    except _Refused as refused:
        body.clear()
        held.release()
        return refused
    body += piece
    return None


def _request(scope: Scope, body: bytes) -> HttpRequest:
    """The request. Raises _Refused for a host or a target that makes no URL."""
    headers = Headers(
        (k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]
    )
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    query = scope.get("query_string", b"").decode("latin-1")
    host = headers.get("Host", "localhost")
    url = f"{scope.get('scheme', 'http')}://{host}{path.partition('?')[0]}"
    try:
        urlsplit(url)
    except ValueError:
        said = "The request is for an invalid URL."
        raise _Refused(400, "Bad Request", said) from None
    return HttpRequest(
        method=scope["method"],
        url=f"{url}?{query}" if query else url,
        headers=headers,
        body=body,
    )
