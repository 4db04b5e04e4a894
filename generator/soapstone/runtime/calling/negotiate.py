"""Windows authentication (NTLM, Negotiate) over httpx2 and pyspnego.

NTLM authenticates a connection (MS-NTHT section 1.3). In a pool, the legs of two calls would meet
on one, so each call in flight has a client with a single connection, which later calls use again.
"""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib import import_module
from typing import Any

from .credentials import Negotiate
from .deadlines import timed
from .errors import CannotCall


def solo_client(httpx: Any, kind: str, auth: Negotiate, options: dict[str, Any]) -> Any:
    """Return what takes the place of a ``Client`` or ``AsyncClient`` of httpx2.

    Raises CannotCall without pyspnego.
    """
    try:
        spnego = import_module("spnego")
    except ImportError:
        said = "Negotiate needs pyspnego: pip install pyspnego"
        raise CannotCall(said) from None
    # One jar for all, so that a session is the same on each connection.
    jar = httpx.Cookies(options["cookies"]).jar
    single = {
        **options,
        "cookies": jar,
        "auth": _auth_class(httpx)(spnego, auth),
        "limits": httpx.Limits(max_connections=1, keepalive_expiry=60.0),
    }
    return (_Solo if kind == "Client" else _AsyncSolo)(getattr(httpx, kind), single)


class _Solo:
    """Hands each request to a client that is idle."""

    is_closed = False

    def __init__(self, kind: Any, options: dict[str, Any]) -> None:
        self._kind = kind
        self._options = options
        self._idle: deque[Any] = deque()

    @contextmanager
    def stream(self, *args: Any, **options: Any) -> Iterator[Any]:
        try:
            client = self._idle.pop()
        except IndexError:  # a look before would not be safe among threads
            client = self._made()
        try:
            with client.stream(*args, **options) as found:
                yield found
        finally:
            self._idle.append(client)

    def close(self) -> None:
        self.is_closed = True
        while self._idle:
            self._idle.pop().close()

    def _made(self) -> Any:
        client = self._kind(**self._options)
        timed(client)
        return client


class _AsyncSolo:
    """The same for async clients."""

    is_closed = False

    def __init__(self, kind: Any, options: dict[str, Any]) -> None:
        self._kind = kind
        self._options = options
        self._idle: deque[Any] = deque()

    @asynccontextmanager
    async def stream(self, *args: Any, **options: Any) -> AsyncIterator[Any]:
        client = self._idle.pop() if self._idle else self._kind(**self._options)
        try:
            async with client.stream(*args, **options) as found:
                yield found
        finally:
            self._idle.append(client)

    async def aclose(self) -> None:
        self.is_closed = True
        while self._idle:
            await self._idle.pop().aclose()


def _auth_class(httpx: Any) -> Any:
    """The class derives from httpx2's, which is not there before a program wants it."""

    class NegotiateAuth(httpx.Auth):  # type: ignore[misc]  # an Any: known at run time
        """RFC 4559: tokens to and fro until the service is content, at most five times."""

        def __init__(self, spnego: Any, auth: Negotiate) -> None:
            self._spnego = spnego
            self._auth = auth

        def auth_flow(self, request: Any) -> Generator[Any, Any, None]:
            response = yield request
            if response.status_code != 401 or not self._asked(response):
                return
            context = self._context(request.url.host)
            token = context.step()
            for _ in range(5):
                text = base64.b64encode(token).decode()
                request.headers["Authorization"] = f"{self._auth.scheme} {text}"
                response = yield request
                answer = self._asked(response)
                if response.status_code != 401 or not answer or context.complete:
                    return
                token = context.step(base64.b64decode(answer))

        def _asked(self, response: Any) -> str | None:
            """What the service says behind the scheme; None if it does not offer it."""
            scheme = self._auth.scheme.lower()
            for value in response.headers.get_list("WWW-Authenticate"):
                for each in value.split(","):
                    name, _, rest = each.strip().partition(" ")
                    if name.lower() == scheme:
                        return rest.strip() or " "
            return None

        def _context(self, host: str) -> Any:
            auth = self._auth
            return self._spnego.client(
                auth.user,
                auth.password,
                hostname=host,
                service="HTTP",
                protocol=auth.scheme.lower(),
            )

    return NegotiateAuth
