"""Collects the body of a response: unpacked, within its limit, in time.

HTTP libraries unpack a piece whole, however large it becomes, and their timeouts are for one piece.
"""

from __future__ import annotations

import zlib
from time import monotonic
from typing import Final

from .http_messages import HttpRequest, TooLong

_CODINGS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""What ``zlib`` calls window bits; 47 takes the header of gzip or zlib."""


class Body:
    """The body of one response."""

    def __init__(
        self, request: HttpRequest, coding: str, deadline: float | None
    ) -> None:
        """``coding`` is the Content-Encoding; ``deadline`` a time of ``monotonic``."""
        self._limit = request.limit
        self._left = request.limit
        self._timeout = request.timeout
        self._deadline = deadline
        self._pieces: list[bytes] = []
        self._coding = coding.strip().lower()
        if self._coding in ("", "identity"):
            self._inflater = None
        elif self._coding in _CODINGS:
            self._inflater = zlib.decompressobj(_CODINGS[self._coding])
        else:
            raise ConnectionError(f"Content-Encoding {self._coding!r} is unknown")

    def add(self, piece: bytes) -> None:
        """Take a piece. Raises TimeoutError, TooLong, and ConnectionError for wrong packing."""
        if self._deadline is not None and monotonic() > self._deadline:
            raise TimeoutError(f"the answer was not whole within {self._timeout} s")
        if self._inflater is None:
            self._keep(piece)
            return
        while piece:
            try:
                self._keep(self._inflater.decompress(piece, self._left + 1))
            except zlib.error as error:
                self._without_header(piece, error)
                return
            piece = self._inflater.unconsumed_tail

    def whole(self) -> bytes:
        """Return the body. Raises ConnectionError if a packed one ends too early."""
        if self._inflater and self._pieces and not self._inflater.eof:
            raise ConnectionError(f"the {self._coding} of the answer ends too early")
        return b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise TooLong(f"the answer is longer than {self._limit} bytes")
        self._pieces.append(piece)

    def _without_header(self, piece: bytes, error: zlib.error) -> None:
        """Some servers send deflate without zlib's header, which RFC 9110 8.4.1.2 knows."""
        if self._coding != "deflate" or self._pieces:
            raise ConnectionError(f"wrong {self._coding}: {error}") from error
        self._coding = "raw deflate"
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self.add(piece)
