"""How a client connects: what its own transport is made with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..immutable import Value, value
from .credentials import Auth

if TYPE_CHECKING:
    import ssl
    from http.cookiejar import CookieJar


@value(kw_only=True)
class Connecting(Value):
    """The settings of a transport."""

    auth: Auth | None = None
    proxy: str | None = None
    """``http://user:password@host:port``; None takes those of the environment."""
    certificate: str | tuple[str, ...] | None = None
    """The client's certificate: file, file of its key, password; a file can hold both."""
    ssl_context: ssl.SSLContext | None = None
    """For anything else about TLS: an authority of your own, an old version."""
    cookies: CookieJar | None = None
    """Where cookies are kept; None keeps them as long as the client is there."""

    def context(self, usual: Callable[[], Any]) -> Any:
        """Return the TLS context; None if ``usual()``, the library's own, is right as it is."""
        if self.certificate is None:
            return self.ssl_context
        context = self.ssl_context or usual()
        files = self.certificate
        context.load_cert_chain(*((files,) if isinstance(files, str) else files))
        return context
