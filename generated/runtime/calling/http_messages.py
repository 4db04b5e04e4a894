"""HTTP as a call sees it: a request, a response, and the function that turns one into the other.

No HTTP library is known here. A transport over any library is one function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from ..bodies.content_types import media_type
from .masking import masked_header, masked_url


class Headers(Mapping[str, str]):
    """HTTP headers. Case does not matter; the values of a repeated name are joined with a comma.

    Values are texts in Latin-1, as HTTP has them (RFC 9110 section 5.5).
    """

    __slots__ = ("_fields",)

    def __init__(
        self, fields: Mapping[str, str] | Iterable[tuple[str, str]] = ()
    ) -> None:
        self._fields: dict[str, tuple[str, str]] = {}
        for name, text in fields.items() if isinstance(fields, Mapping) else fields:
            known = self._fields.get(name.lower())
            joined = f"{known[1]}, {text}" if known else text
            self._fields[name.lower()] = (name, joined)

    def replaced(self, others: Mapping[str, str]) -> Headers:
        """Return these headers with others, which replace those of the same name."""
        names = {name.lower() for name in others}
        kept = [field for field in self.items() if field[0].lower() not in names]
        return Headers([*kept, *others.items()])

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()][1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Headers):
            return NotImplemented
        return self._texts() == other._texts()

    def __hash__(self) -> int:
        return hash(frozenset(self._texts().items()))

    def __repr__(self) -> str:
        """The headers, with their secrets masked."""
        shown = {name: masked_header(name, text) for name, text in self.items()}
        return f"Headers({shown!r})"

    def _texts(self) -> dict[str, str]:
        return {name: text for name, (_, text) in self._fields.items()}


NO_HEADERS: Final = Headers()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HttpRequest:
    """A request that a transport sends."""

    method: str
    url: str
    headers: Headers = NO_HEADERS
    body: bytes = b""
    timeout: float | None = None
    """Seconds until the whole answer must be there; None waits for ever."""
    limit: int = 64 * 2**20
    """The most bytes that the answer's body may have."""

    def __repr__(self) -> str:
        """The first line, with its secrets masked."""
        return f"<{self.method} {masked_url(self.url)}, {len(self.body)} bytes>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HttpResponse:
    """A response, whole. Its body may still be in gzip: the client inflates it, within limits."""

    status: int
    reason: str = ""
    headers: Headers = NO_HEADERS
    body: bytes = b""

    def __repr__(self) -> str:
        return f"<{self.status} {self.reason}, {len(self.body)} bytes>"

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case: ``text/xml``; "" without one."""
        return media_type(self.headers.get("Content-Type", ""))[0]


class Transport(Protocol):
    """Sends a request and returns the response, whatever its status.

    It follows no redirect. Raises TimeoutError if the answer is not there in time, NotSent if the
    service cannot have received the request, TooLong, or another OSError if the connection broke.
    """

    def __call__(self, request: HttpRequest, /) -> HttpResponse: ...


class AsyncTransport(Protocol):
    """The same for an async client."""

    async def __call__(self, request: HttpRequest, /) -> HttpResponse: ...


class NotSent(ConnectionError):
    """The service has received nothing, so that sending again is safe."""


class NotSentInTime(NotSent, TimeoutError):
    """There was no connection in time."""


class TooLong(OSError):
    """The answer is longer than the request allows."""
