"""Hooks that keep exchanges: in memory, or as files that ``soapstone generate`` learns from."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .errors import HttpError, UnreadableAnswer
from .exchange import Exchange
from .http_messages import Headers
from .masked_bodies import masked_body
from .masking import Mask, masked_header, masked_url, of_same_shape

_LEFT_OUT = frozenset(
    "authorization proxy-authorization cookie set-cookie authentication-info "
    "content-encoding transfer-encoding content-length".split()
)
"""Credentials; and what was true of the body only while it travelled."""


class History:
    """Keeps the last exchanges: ``Tc2Client(hooks=[history])``."""

    def __init__(self, most: int = 20) -> None:
        """``most`` exchanges are kept, whole."""
        self._kept: deque[Exchange[Any]] = deque(maxlen=most)

    def __call__(self, exchange: Exchange[Any]) -> None:
        self._kept.append(exchange)

    def __iter__(self) -> Iterator[Exchange[Any]]:
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def last(self) -> Exchange[Any]:
        """The last exchange. Raises IndexError if there was none."""
        return self._kept[-1]


_NO_MESSAGE = (HttpError, UnreadableAnswer)
"""What a call raises if the answer is no message of the service."""


class Recorder:
    """Writes each exchange into a folder: ``Recorder("specs/tc2/recorded")``.

    The files are raw HTTP, as ``soapstone generate`` reads them. Credentials and cookies of HTTP
    are left out, and secrets in messages have other values of the same shape, see ``masking``.
    All else is as it was sent: ``soapstone redact`` the files before you share them. An answer that
    is no message of the service, such as a web page, is left out.
    """

    def __init__(self, folder: Path | str, *, mask: bool = True) -> None:
        """``mask=False`` records secrets in messages, too."""
        self.folder = Path(folder)
        self._mask: Mask = of_same_shape if mask else str

    def __call__(self, exchange: Exchange[Any]) -> None:
        """Write one file for the exchange. Raises OSError."""
        request, response = exchange.request, exchange.response
        parts = urlsplit(request.url)
        target = masked_url(
            parts._replace(scheme="", netloc="").geturl() or "/", self._mask
        )
        host = parts.netloc.rpartition("@")[2]
        headers = Headers({"Host": host}).replaced(request.headers)
        first = f"{request.method} {target} HTTP/1.1"
        data = self._message(first, headers, request.body)
        if response is not None and not isinstance(exchange.error, _NO_MESSAGE):
            first = f"HTTP/1.1 {response.status} {response.reason}".rstrip()
            data += b"\r\n\r\n" + self._message(first, response.headers, response.body)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._file(exchange.operation.name, data)

    def _file(self, name: str, data: bytes) -> None:
        """The next number that no other file has, written at once."""
        number = 1 + sum(1 for _ in self.folder.glob("*.http"))
        while True:
            path = self.folder / f"{number:04}-{name}.http"
            try:
                with path.open("xb") as file:
                    file.write(data)
                return
            except FileExistsError:
                number += 1

    def _message(self, first: str, headers: Headers, body: bytes) -> bytes:
        lines = [first]
        for name, text in headers.items():
            if name.lower() not in _LEFT_OUT:
                lines.append(f"{name}: {masked_header(name, text, self._mask)}")
        body = masked_body(body, headers.get("Content-Type", ""), self._mask)
        return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body
