"""Transports over httpx2: connections that are kept, cookies, proxies, truststore, async.

The library is looked up by name, so that type checkers do not miss it where it is not installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from ..errors import SoapstoneError
from .collecting import Body
from .connecting import Connecting
from .credentials import Digest, Negotiate
from .deadlines import deadline, timed
from .errors import CannotCall
from .http_messages import (
    Headers,
    HttpRequest,
    HttpResponse,
    NotSent,
    NotSentInTime,
)

_MOST: Final = 200
"""Connections at once; further calls wait for one, within their timeout."""


class HttpxTransport:
    """A transport over a Client of httpx2, or of httpx 0.28."""

    def __init__(
        self, client: Any = None, connecting: Connecting | None = None
    ) -> None:
        """``client`` stays the caller's to close; without one a client is made and owned."""
        self._owned = client is None
        self.client = client or _made("Client", connecting or Connecting())
        self._errors = _library(client)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _refuse_closed(self.client)
        with _translated(self._errors), deadline(request.timeout) as until:
            arguments = _arguments(request)
            with self.client.stream(request.method, request.url, **arguments) as found:
                body = Body(request, until)
                for piece in _raw(found):
                    body.add(piece)
                return _response(found, body)

    def close(self) -> None:
        if self._owned:
            self.client.close()


class AsyncHttpxTransport:
    """The same over an AsyncClient, under asyncio."""

    def __init__(
        self, client: Any = None, connecting: Connecting | None = None
    ) -> None:
        self._owned = client is None
        self.client = client or _made("AsyncClient", connecting or Connecting())
        self._errors = _library(client)

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        import asyncio  # only async programs need it

        _refuse_closed(self.client)
        with _translated(self._errors):
            async with asyncio.timeout(request.timeout):
                return await self._sent(request)

    async def _sent(self, request: HttpRequest) -> HttpResponse:
        arguments = _arguments(request)
        async with self.client.stream(
            request.method, request.url, **arguments
        ) as found:
            body = Body(request, None)
            if found.is_stream_consumed:
                body.add(found.content)
            else:
                async for piece in found.aiter_raw():
                    body.add(piece)
            return _response(found, body)

    async def close(self) -> None:
        if self._owned:
            await self.client.aclose()


def _made(kind: str, connecting: Connecting) -> Any:
    """A client of httpx2. Raises ImportError without the library."""
    httpx = import_module("httpx2")
    auth = None
    hooks = None
    if isinstance(connecting.auth, Digest):
        auth = httpx.DigestAuth(connecting.auth.user, connecting.auth.password)
    if isinstance(connecting.auth, Digest | Negotiate):
        from .challenges import event_hooks  # few clients answer any

        hooks = event_hooks(httpx, kind)
    context = connecting.context(httpx.create_ssl_context)
    options: dict[str, Any] = {
        "auth": auth,
        "event_hooks": hooks,
        "cookies": connecting.cookies,
        "proxy": connecting.proxy,
        "verify": True if context is None else context,
        "limits": httpx.Limits(max_connections=_MOST, keepalive_expiry=60.0),
    }
    if isinstance(connecting.auth, Negotiate):
        from .negotiate import solo_client  # needs a library of its own

        return solo_client(httpx, kind, connecting.auth, options)
    try:
        client = getattr(httpx, kind)(**options)
    except ImportError as error:  # a proxy of SOCKS needs a package of its own
        raise CannotCall(str(error)) from None
    if kind == "Client":
        timed(client)
    return client


def _library(client: Any) -> Any:
    """The library that a caller's client comes from: each has exceptions of its own."""
    if client is None:
        return import_module("httpx2")
    for each in type(client).__mro__:
        name = each.__module__.partition(".")[0]
        if name in ("httpx2", "httpx"):
            return sys.modules[name]
    raise TypeError(f"{type(client).__name__} is no client of httpx2 or httpx")


def _refuse_closed(client: Any) -> None:
    if client.is_closed:
        raise CannotCall("the client is closed")


def _arguments(request: HttpRequest) -> dict[str, Any]:
    return {
        # httpx2 would take texts for ASCII.
        "headers": [(k, v.encode("latin-1")) for k, v in request.headers.items()],
        "content": request.body or None,
        "timeout": request.timeout,
        "follow_redirects": False,
    }


def _raw(found: Any) -> Iterator[bytes]:
    """The pieces as they came; an auth that looks at bodies has had them read and inflated."""
    if found.is_stream_consumed:
        return iter((found.content,))
    pieces: Iterator[bytes] = found.iter_raw()
    return pieces


def _response(found: Any, body: Body) -> HttpResponse:
    return HttpResponse(
        status=found.status_code,
        reason=found.reason_phrase,
        headers=Headers(found.headers.multi_items()),
        body=body.whole(),
    )


@contextmanager
def _translated(errors: Any) -> Iterator[None]:
    """Raises what a transport has to raise."""
    try:
        yield
    except (errors.ConnectTimeout, errors.PoolTimeout) as error:
        raise NotSentInTime(str(error) or "no connection in time") from error
    except errors.TimeoutException as error:
        raise TimeoutError(str(error) or "no answer in time") from error
    except (
        errors.ConnectError,
        errors.ProxyError,
        errors.LocalProtocolError,
        errors.UnsupportedProtocol,
        errors.InvalidURL,
    ) as error:
        raise NotSent(_said(error)) from error
    except (OSError, SoapstoneError):
        raise
    except Exception as error:
        # What answers challenges raises anything at odd ones, and httpx2 lets some through.
        raise ConnectionError(_said(error)) from error


def _said(error: BaseException) -> str:
    """The text of an error, or of its cause: httpx2 and anyio leave some without one."""
    cause: BaseException | None = error
    while cause and not str(cause):
        cause = cause.__cause__ or cause.__context__
    return str(cause) if cause else type(error).__name__
