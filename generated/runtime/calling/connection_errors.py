"""Says why no connection came about: to which host, what the system says, what helps."""

from __future__ import annotations

import os
import socket
import ssl
from typing import Final
from urllib.parse import urlsplit

_DEEPEST: Final = 20
"""So many causes are looked at: they could lead in a circle."""
_HINTS: Final = (
    ("CERTIFICATE_VERIFY_FAILED", "ssl_context= takes the authority that signed it"),
    ("WRONG_VERSION_NUMBER", "it may speak http:// there: see base_url"),
    ("UNSUPPORTED_PROTOCOL", "ssl_context= takes an older version of TLS"),
    ("HANDSHAKE_FAILURE", "it may ask for a certificate= or an older version of TLS"),
)
"""What helps, by what OpenSSL says."""


def not_sent(error: BaseException, url: str) -> str:
    """Return the text of an error of a transport that has sent nothing to a URL."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    said = f"no connection to {parts.hostname}{port}: {_cause(error)}"
    hint = next((hint for word, hint in _HINTS if word in said), "")
    return f"{said}; {hint}" if hint else said


def _cause(error: BaseException) -> str:
    """What the system says: libraries wrap it, and asyncio's says less than its causes."""
    cause: BaseException | None = error
    for _ in range(_DEEPEST):
        if cause is None:
            break
        if isinstance(cause, ssl.SSLError | socket.gaierror):
            return str(cause)
        if isinstance(cause, OSError) and cause.errno:
            return os.strerror(cause.errno)  # asyncio has words of its own for it
        inner = cause.__cause__ or cause.__context__
        if isinstance(inner, BaseExceptionGroup):
            inner = inner.exceptions[0]
        cause = inner
    return str(error)
