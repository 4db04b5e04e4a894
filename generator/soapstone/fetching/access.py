"""Who asks: headers and cookies of the user, and a password where the server wants one.

The password is not sent before the server asks for it, and only in a way that it offers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from typing import Final, Literal, Protocol

from soapstone.runtime.calling.connecting import Connecting
from soapstone.runtime.calling.credentials import Auth, Basic, Digest, Negotiate
from soapstone.runtime.calling.http_messages import (
    NO_HEADERS,
    Headers,
    HttpRequest,
    HttpResponse,
)
from soapstone.runtime.calling.requests import allowed
from soapstone.runtime.calling.transports import usual
from soapstone.runtime.calling.urllib_transport import UrllibTransport

_KNOWN: Final = ("Basic", "Bearer", "Digest", "NTLM", "Negotiate")
_OF_WINDOWS: Final[tuple[Literal["Negotiate", "NTLM"], ...]] = ("Negotiate", "NTLM")


class Closing(Protocol):
    """A transport that may keep connections."""

    def __call__(self, request: HttpRequest) -> HttpResponse: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Access:
    """What a user sends along to be let in. None of it is ever printed or saved."""

    headers: Headers = field(default=NO_HEADERS, repr=False)
    user: str = ""
    """With a domain where Windows asks: ``DOMAIN\\user``; "" without one."""
    password: str = field(default="", repr=False)

    def transport(self, host: str) -> tuple[UrllibTransport, CookieJar]:
        """Return what sends requests before a password is asked for, and its cookies.

        ``host`` is the name of the one that gets them, in brackets if it is an IPv6 address.

        What the server sets replaces a cookie of the user, as a session that moves on needs it.
        """
        jar = CookieJar()
        for cookie in _cookies(self.headers.get("Cookie", ""), host):
            jar.set_cookie(cookie)
        return UrllibTransport(Connecting(cookies=jar)), jar

    def sent_headers(self) -> Headers:
        """The headers of the user but ``Cookie``, which the transport writes."""
        return Headers((k, v) for k, v in self.headers.items() if k.lower() != "cookie")

    def answer(self, challenge: HttpResponse) -> Auth | None:
        """Return how to answer status 401, the safest way that is offered; None for none."""
        offered = schemes(challenge)
        if not self.user:
            return None
        for scheme in _OF_WINDOWS:
            if scheme in offered:
                return Negotiate(self.user, self.password, scheme)
        if "Digest" in offered:
            return Digest(self.user, self.password)
        return Basic(self.user, self.password) if "Basic" in offered else None


def read_headers(lines: Iterable[str]) -> Headers:
    """Return the headers of lines such as ``Cookie: a=1; b=2``.

    Raises ValueError, without the value, for what HTTP does not allow.
    """
    found = []
    for number, line in enumerate(filter(str.strip, lines), 1):
        name, sign, text = line.partition(":")
        if not sign:
            raise ValueError(f"header {number} has no colon: write 'Name: value'")
        found.append((name.strip(), text.strip()))
    headers = Headers(found)
    allowed(HttpRequest(method="GET", url="http://localhost/", headers=headers))
    return headers


def signed_in(auth: Auth, jar: CookieJar) -> Closing:
    """Return a transport that signs in.

    Raises CannotCall or ImportError where that needs a library that is not installed. (Basic is a
    header, which the requests have.)
    """
    connecting = Connecting(auth=auth, cookies=jar)
    if isinstance(auth, Negotiate):
        return usual(connecting)
    return UrllibTransport(connecting)


def schemes(challenge: HttpResponse) -> list[str]:
    """Return the ways to sign in that ``WWW-Authenticate`` offers, of those that are known."""
    asked = challenge.headers.get("WWW-Authenticate", "").lower().split(",")
    words = {each.strip().partition(" ")[0] for each in asked}
    return [each for each in _KNOWN if each.lower() in words]


def _cookies(header: str, host: str) -> Iterable[Cookie]:
    """The cookies of a header as a browser shows it: ``a=1; b=2``."""
    # As http.cookiejar compares hosts (RFC 2965, section 1): without a dot it is a local one.
    domain = host if "." in host else f"{host}.local"
    for pair in header.split(";"):
        name, sign, text = pair.strip().partition("=")
        if sign:
            yield _cookie(name, text, domain)


def _cookie(name: str, text: str, domain: str) -> Cookie:
    return Cookie(
        version=0,
        name=name,
        value=text,
        port=None,
        port_specified=False,
        domain=domain,
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )
