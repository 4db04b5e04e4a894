"""One deadline for all that a call does with its connection, in the sync client.

Timeouts of sockets, and so of HTTP libraries, begin anew with each piece: a server that sends a
byte a second would never exceed them, not even in its headers. An async client needs none of this:
there a call can be cancelled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any, Final

_DEADLINE: Final[ContextVar[float | None]] = ContextVar("deadline", default=None)
_PIECE: Final = 65_536
"""Bytes that are written at once; a slow reader is noticed after each."""


@contextmanager
def deadline(timeout: float | None) -> Iterator[float | None]:
    """Sets the deadline of this thread while a call is in flight; yields its time or None."""
    at = None if timeout is None else monotonic() + timeout
    token = _DEADLINE.set(at)
    try:
        yield at
    finally:
        _DEADLINE.reset(token)


def left() -> float | None:
    """Return the seconds left, at least a millisecond, because sockets take 0 for something else.

    None without a deadline.
    """
    at = _DEADLINE.get()
    return None if at is None else max(at - monotonic(), 0.001)


def in_time() -> float | None:
    """Return the seconds left. Raises TimeoutError when there are none.

    Where data keep coming no wait ever ends a call, however short: a server can send interim
    responses (100) or trailers without end.
    """
    at = _DEADLINE.get()
    if at is not None and monotonic() > at:
        raise TimeoutError("the time is over")
    return left()


def timed(client: Any) -> None:
    """Makes all timeouts of a client's connections those of the call's deadline.

    httpx2 passes no network backend on to httpcore, which has one as a documented argument.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool: Any = getattr(transport, "_pool", None)
        if hasattr(pool, "_network_backend"):
            pool._network_backend = TimedBackend(pool._network_backend)


class TimedBackend:
    """A network backend of httpcore whose timeouts are the seconds that are left."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def connect_tcp(self, *args: Any, **options: Any) -> TimedStream:
        options["timeout"] = left()
        return TimedStream(self._backend.connect_tcp(*args, **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)


class TimedStream:
    """A connection of httpcore, likewise."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._stream.read(max_bytes, in_time())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], in_time())

    def start_tls(
        self, ssl_context: Any, server_hostname: Any = None, timeout: Any = None
    ) -> TimedStream:
        """httpcore passes them by name, and by position behind a proxy."""
        args = (ssl_context, server_hostname, left())
        return TimedStream(self._stream.start_tls(*args))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
