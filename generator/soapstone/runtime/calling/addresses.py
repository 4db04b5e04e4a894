"""The address of a call, from what the page shows and the client's base URL."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from .errors import CannotCall

_FILE: Final = re.compile(r"(?i)\.(?:asmx|ashx|svc)(?=/|$)")
"""The end of the path to a service of ASP.NET that is a file of its site."""


@lru_cache(maxsize=4096)
def address(shown: str, base_url: str | None) -> str:
    """Return the URL of a call. ``shown`` is the page's, without query.

    A base URL replaces scheme and host. Its path, if it has one, replaces the path to the ``.asmx``
    file where the page shows one, and any other path is put behind it: ServiceStack's routes begin
    at the folder of the service. ``base_url`` may lack ``https://``.

    Raises CannotCall if the page shows no host and there is no base URL, or it is no HTTP URL.
    """
    page = urlsplit(shown)
    if base_url is None:
        if not page.hostname:
            raise CannotCall("its page shows no host: pass base_url='https://host'")
        base, whole = _split(shown), page.path
    else:
        base = _split(base_url)
        whole = _path(base.path.rstrip("/"), page.path)
    whole = quote(whole, safe="/%:=&~+!$,;'()*@[]")
    return urlunsplit((base.scheme, base.netloc, whole, page.query, ""))


def _path(base: str, shown: str) -> str:
    """The path of a call: that of the base URL with what the page shows."""
    file = _FILE.search(shown)
    if not file or not base:
        return base + shown
    if _FILE.search(base):
        return base + shown[file.end() :]
    return base + shown[shown.rindex("/", 0, file.start()) :]


def _split(base_url: str) -> SplitResult:
    """The parts of a base URL. Raises CannotCall, without a password that it may have."""
    shown = base_url.rpartition("@")[2]
    wrong = CannotCall(f"base_url {shown!r} is no address such as https://host/path")
    try:
        parts = urlsplit(base_url if "://" in base_url else f"https://{base_url}")
        parts.port  # noqa: B018  # raises for what is no number
        host = parts.hostname or ""
        host.encode("idna")  # raises for labels that are empty or too long
    except ValueError:
        raise wrong from None
    if "@" in parts.netloc:
        raise CannotCall("base_url has a user: pass auth=Basic(user, password)")
    if parts.scheme not in ("http", "https") or not host or " " in host or parts.query:
        raise wrong
    return parts
