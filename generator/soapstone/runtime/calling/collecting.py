"""Collects the body of a response as it comes, within its limit and in time.

The timeouts of HTTP libraries are for one piece, and they inflate a piece whole, however large it
becomes. So bodies are taken as they came; ``answers`` inflates them.
"""

from __future__ import annotations

from time import monotonic

from .http_messages import HttpRequest, TooLong


class Body:
    """The body of one response."""

    def __init__(self, request: HttpRequest, deadline: float | None) -> None:
        """``deadline`` is a time of ``monotonic``."""
        self._limit = self._left = request.limit
        self._timeout = request.timeout
        self._deadline = deadline
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        """Take a piece. Raises TimeoutError, and TooLong beyond the limit."""
        if self._deadline is not None and monotonic() > self._deadline:
            raise TimeoutError(f"the answer was not whole within {self._timeout} s")
        self._left -= len(piece)
        if self._left < 0:
            more = "limits=Limits(size=…) allows more"
            raise TooLong(f"it is longer than {self._limit} bytes; {more}")
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """Return the body."""
        return b"".join(self._pieces)
