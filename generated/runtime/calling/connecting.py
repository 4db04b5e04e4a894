"""How a client connects: what its own transport is made with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ..immutable import Value, value
from .credentials import Auth
from .errors import CannotCall

if TYPE_CHECKING:
    import ssl
    from http.cookiejar import CookieJar


_PROXIES: Final = ("http", "https", "socks5", "socks5h")


@value(kw_only=True)
class Connecting(Value):
    """The settings of a transport."""

    auth: Auth | None = None
    proxy: str | None = field(default=None, repr=False)
    """``http://user:password@host:port``; None takes those of the environment."""
    certificate: str | tuple[str, ...] | None = field(default=None, repr=False)
    """The client's certificate: file, file of its key, password; a file can hold both."""
    ssl_context: ssl.SSLContext | None = None
    """For anything else about TLS: an authority of your own, an old version."""
    cookies: CookieJar | None = None
    """Where cookies are kept; None keeps them as long as the client is there."""

    def __post_init__(self) -> None:
        """Raises CannotCall, without a password that the proxy may have."""
        if self.proxy is None:
            return
        try:
            parts = urlsplit(self.proxy)
            known = parts.scheme in _PROXIES and parts.hostname and (parts.port or True)
        except ValueError:
            known = False
        if not known:
            raise CannotCall(
                "proxy is no address such as http://user:password@host:port"
            )

    def context(self, usual: Callable[[], Any]) -> Any:
        """Return the TLS context; None if ``usual()``, the library's own, is right as it is.

        Raises CannotCall for a certificate that cannot be loaded.
        """
        if self.certificate is None:
            return self.ssl_context
        context = self.ssl_context or usual()
        given = self.certificate
        file, *more = (given,) if isinstance(given, str) else given
        key, password, *_ = *more, None, None
        try:
            # Without a password OpenSSL would ask for one at the terminal.
            context.load_cert_chain(file, key, password or "")
        except OSError as error:
            said = f"certificate {file!r} cannot be loaded with its key: {error}"
            raise CannotCall(said) from None
        return context
