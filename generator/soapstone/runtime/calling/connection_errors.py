"""Says why no connection came about: to which host, what the system says, what helps."""

from __future__ import annotations

import ssl
from typing import Final
from urllib.parse import urlsplit

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
    while cause is not None:
        if isinstance(cause, OSError) and (
            cause.errno or isinstance(cause, ssl.SSLError)
        ):
            return str(cause)
        inner = cause.__cause__ or cause.__context__
        if isinstance(inner, BaseExceptionGroup):
            inner = inner.exceptions[0]
        cause = inner
    return str(error)
