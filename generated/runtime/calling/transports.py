"""Chooses the transport of a client: httpx2 where it is installed, else the standard library."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from ..scalars.python_values import type_name
from .connecting import Connecting
from .credentials import Auth, Basic, Bearer, Digest, Negotiate
from .errors import CannotCall
from .options import Changes, ClientOptions, Options, changed

if TYPE_CHECKING:
    from .httpx_transport import AsyncHttpxTransport, HttpxTransport
    from .urllib_transport import UrllibTransport

_INSTALL: Final = (
    "an async client needs httpx2 (pip install httpx2), or transport=…: "
    "any async function from HttpRequest to HttpResponse"
)


def usual(connecting: Connecting) -> HttpxTransport | UrllibTransport:
    """Return the transport of a sync client."""
    if find_spec("httpx2"):
        from .httpx_transport import HttpxTransport

        return HttpxTransport(None, connecting)
    from .urllib_transport import UrllibTransport

    return UrllibTransport(connecting)


def usual_async(connecting: Connecting) -> AsyncHttpxTransport:
    """Return the transport of an async client. Raises ImportError without httpx2."""
    if not find_spec("httpx2"):
        raise ImportError(_INSTALL)
    from .httpx_transport import AsyncHttpxTransport

    return AsyncHttpxTransport(None, connecting)


def settled(
    base_url: str | None,
    connecting: Connecting,
    options: ClientOptions,
    transport: object,
) -> Options:
    """Return the first options of a client. ``transport`` is that of the caller, or None.

    Raises CannotCall for settings that belong to the transport.
    """
    if not isinstance(connecting.auth, Auth | None):
        kinds = "Basic('user', 'password'), Bearer, Digest or Negotiate"
        raise TypeError(f"auth takes {kinds}, not {type_name(connecting.auth)}")
    if transport is not None:
        if not callable(transport) and not hasattr(transport, "async_transport"):
            kinds = "a function of a request, such as StandIn(package)"
            raise TypeError(f"transport takes {kinds}, not {type_name(transport)}")
        _refuse_settings(connecting)
    found = changed(Options(), Changes(base_url=base_url, **options))
    if isinstance(connecting.auth, Basic | Bearer):
        header = {"Authorization": connecting.auth.header}
        found = changed(found, ClientOptions(headers=header))
    return found


def _refuse_settings(connecting: Connecting) -> None:
    if isinstance(connecting.auth, Digest | Negotiate):
        kind = type(connecting.auth).__name__
        raise CannotCall(f"auth={kind}(…) belongs into the transport that you pass")
    for name in ("proxy", "certificate", "ssl_context", "cookies"):
        if getattr(connecting, name) is not None:
            raise CannotCall(f"{name} belongs into the transport that you pass")
