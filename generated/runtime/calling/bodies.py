"""Collects the body of a response within its limit and in time, and inflates it.

HTTP libraries inflate a piece whole, however large it becomes; their timeouts are for one piece.
"""

from __future__ import annotations

from time import monotonic

from ..bodies.inflating import inflate
from ..errors import WireError
from ..limits import Limits
from .http_messages import HttpRequest, TooLong


class Body:
    """The body of one response."""

    def __init__(
        self, request: HttpRequest, coding: str, deadline: float | None
    ) -> None:
        """``coding`` is the Content-Encoding; ``deadline`` a time of ``monotonic``."""
        self._limit = self._left = request.limit
        self._timeout = request.timeout
        self._deadline = deadline
        self._pieces: list[bytes] = []
        self._coding = coding

    def add(self, piece: bytes) -> None:
        """Take a piece. Raises TimeoutError, and TooLong beyond the limit."""
        if self._deadline is not None and monotonic() > self._deadline:
            raise TimeoutError(f"the answer was not whole within {self._timeout} s")
        self._left -= len(piece)
        if self._left < 0:
            raise TooLong(f"the answer is longer than {self._limit} bytes")
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """Return the body. Raises ConnectionError if it cannot be inflated within the limit."""
        body = b"".join(self._pieces)
        if not self._coding or not body:
            return body
        try:
            return inflate(body, self._coding, Limits(size=self._limit))
        except WireError as error:
            raise ConnectionError(str(error)) from error
