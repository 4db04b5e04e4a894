"""The host that a person has named, and which addresses lie on it.

Nothing is sent anywhere else: a request may carry a password or a cookie. A step from http to https
of the same name is allowed, at their usual ports; a step back never is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from soapstone.model.facts import DEFAULT_PORTS
from soapstone.runtime.calling.masking import masked_url

_PATH: Final = "/%:=&~+!$,;'()*@[]"
"""What stands for itself in a path; a browser encodes all else."""
_QUERY: Final = f"{_PATH}?"
_COOKIELESS: Final = re.compile(r"/\((?:[A-Z]\([^()/]{0,2000}\)){1,9}\)(?=/|$)")
"""ASP.NET's session and ticket in a path, where it does without cookies: ``/(S(…)F(…))/``."""


@dataclass(frozen=True, slots=True)
class Host:
    """Scheme, name and port."""

    scheme: str
    name: str
    port: int

    @property
    def bracketed(self) -> str:
        """Its name as it stands in an address: an IPv6 address in brackets."""
        return f"[{self.name}]" if ":" in self.name else self.name

    def __str__(self) -> str:
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.bracketed}{port}"

    def address(self, base: str, link: str) -> str | None:
        """Return the address on this host that a link on the page ``base`` leads to, else None.

        On https, a link with http of the same name is taken for one with https: behind a proxy a
        server writes such links.
        """
        found = split(joined(base, link))
        if found is None:
            return None
        host, parts = found
        if host != self and not self._differs_in_scheme(host):
            return None
        kept = self if self.scheme == "https" else host
        return _whole(kept, parts)

    def _differs_in_scheme(self, other: Host) -> bool:
        usual = (DEFAULT_PORTS[self.scheme], DEFAULT_PORTS[other.scheme])
        return self.name == other.name and (self.port, other.port) == usual


def split(url: str) -> tuple[Host, SplitResult] | None:
    """Return the host of an address, and its parts; None for what cannot be asked for.

    That is an address of another scheme, one with a user in it, or one whose name or port is none.
    """
    try:
        parts = urlsplit(url)
        scheme, name = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
        port = parts.port
        name = name if ":" in name else name.encode("idna").decode()
    except ValueError:
        return None
    is_name = name and not set(name) & set(" %\\")
    if scheme not in DEFAULT_PORTS or not is_name or "@" in parts.netloc or port == 0:
        return None
    return Host(scheme, name.lower(), port or DEFAULT_PORTS[scheme]), parts


def host_and_address(url: str) -> tuple[Host, str] | None:
    """Return the host of an address, and the address as it is sent; None as :func:`split`."""
    found = split(url)
    return (found[0], _whole(*found)) if found else None


def shown(url: str) -> str:
    """Return an address as it may be printed and saved: without passwords, tokens and sessions."""
    return _COOKIELESS.sub("", masked_url(url))


def joined(base: str, link: str) -> str:
    """Return the whole address of a link on the page ``base``; "" for what is none."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def _whole(host: Host, parts: SplitResult) -> str:
    """An address without fragment; what HTTP does not allow in it is encoded as browsers do."""
    path, query = quote(parts.path or "/", _PATH), quote(parts.query, _QUERY)
    return f"{host}{path}?{query}" if query else f"{host}{path}"
