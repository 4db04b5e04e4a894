"""Bounds the body of a challenge (401): httpx2 reads and inflates it whole before it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Final

from .http_messages import TooLong

_MOST: Final = 2**20
"""Bytes of a challenge's body; it is a page that nobody reads."""


def event_hooks(httpx: Any, kind: str) -> dict[str, list[Callable[[Any], Any]]]:
    """Return the hooks of a ``Client`` or ``AsyncClient`` that has an auth."""

    class Bounded(httpx.SyncByteStream, httpx.AsyncByteStream):  # type: ignore[misc]  # an Any
        """The stream of a body; the class derives from what is known at run time."""

        def __init__(self, stream: Any) -> None:
            self._stream = stream
            self._left = _MOST

        def __iter__(self) -> Iterator[bytes]:
            return map(self._counted, self._stream)

        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for piece in self._stream:
                yield self._counted(piece)

        def close(self) -> None:
            self._stream.close()

        async def aclose(self) -> None:
            await self._stream.aclose()

        def _counted(self, piece: bytes) -> bytes:
            self._left -= len(piece)
            if self._left < 0:
                raise TooLong(f"the challenge is longer than {_MOST} bytes")
            return piece

    def bound(response: Any) -> None:
        if response.status_code == 401:
            response.stream = Bounded(response.stream)
            response.headers.pop("Content-Encoding", None)

    async def bound_async(response: Any) -> None:
        bound(response)

    return {"response": [bound if kind == "Client" else bound_async]}
