"""The errors of what a server answers: what came, and what to do about it.

An address is shown without its secrets, and of a page nothing but its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from soapstone.fetching.access import schemes
from soapstone.fetching.host import shown, split
from soapstone.model.findings import Origin, SpecError
from soapstone.pages.unread_kinds import LOGIN
from soapstone.runtime.calling.answers import what_came
from soapstone.runtime.calling.http_messages import HttpResponse
from soapstone.runtime.errors import printable

_PAGE: Final = "a page of the service"
_SIGN_IN: Final = (
    "Sign in: --user NAME asks for the password; --header 'Cookie: NAME=VALUE' sends what a "
    "browser has that is logged in."
)
_AGAIN: Final = "Run the command again later: what was fetched is kept."
_OPEN: Final = "Open the address in a browser, and name the one that it shows there."
_CERTIFICATE: Final = (
    "If you trust it, set SSL_CERT_FILE to a file with the certificate of its authority."
)
_LONGEST: Final = 200
"""Characters of what a server or the system says."""
_TRY_BROWSER: Final = (
    "Try name and password in a browser. A name of Windows needs its domain: DOMAIN\\NAME."
)
_STATUS: Final = {
    403: _SIGN_IN,
    404: _OPEN,
    407: "Name the proxy with its user in https_proxy: http://NAME:PASSWORD@HOST:PORT.",
    410: _OPEN,
}
"""What helps with a status; with any other, to come again later."""
_NOT_VERIFIED: Final = "CERTIFICATE_VERIFY_FAILED"
_SYSTEM: Final = re.compile(
    r"\[[^\]]{0,80}\] | \(_ssl\.c:\d{1,9}\)|no HTTP: |\b[A-Z][A-Za-z]{1,40}\('?|'?\)$"
)
"""What Python puts around the words of the system."""


def no_address(url: str) -> SpecError:
    """Return the error of what is no address of http or https, or has a password in it."""
    return SpecError(
        _at(url),
        "no web address",
        "one such as https://host/service.asmx",
        "Copy it from the browser. Give a user's name with --user.",
    )


def wrong_status(url: str, response: HttpResponse) -> SpecError:
    """Return the error of a status other than 200."""
    advice = _STATUS.get(response.status, _AGAIN)
    return SpecError(_at(url), said(response), _PAGE, advice)


def said(response: HttpResponse) -> str:
    """Return the status and, of a web page, its title."""
    status = f"status {response.status} {printable(response.reason, _LONGEST)}".strip()
    came = what_came(response) if response.media_type == "text/html" else ""
    return f"{status}: {printable(came, _LONGEST)}" if came else status


def not_let_in(url: str, response: HttpResponse, user: str) -> SpecError:
    """Return the error of status 401."""
    offered = " or ".join(schemes(response))
    asked = f", which asks for {offered}" if offered else ""
    found = f"{said(response)}{asked}"
    if user:
        return SpecError(_at(url), found, f"a page for {user}", _TRY_BROWSER)
    return SpecError(_at(url), found, _PAGE, _SIGN_IN)


def no_library(url: str) -> SpecError:
    """Return the error of Windows authentication without its libraries."""
    return SpecError(
        _at(url),
        "a server that asks for Windows authentication",
        "the packages that speak it",
        "Install them: pip install 'soapstone[ntlm]', or pip install httpx2 pyspnego.",
    )


def come_later(url: str, response: HttpResponse) -> SpecError:
    """Return the error of a server that asks for a long pause, or for one again and again."""
    wait = printable(response.headers.get("Retry-After", ""), 40)
    found = f"{said(response)}, which asks to come again later ({wait})"
    return SpecError(_at(url), found, _PAGE, _AGAIN)


def leads_elsewhere(url: str, to: str) -> SpecError:
    """Return the error of a redirect to another host."""
    found = split(to)
    if found is None:
        return SpecError(
            _at(url), "a redirect to something that is no web address", _PAGE, _OPEN
        )
    host, parts = found
    advice = (
        f"Nothing was sent there. If it is the service, name it: {host}{parts.path}"
    )
    return SpecError(_at(url), f"a redirect to {host}", _PAGE, advice)


def leads_in_a_circle(url: str) -> SpecError:
    """Return the error of redirects that have no end."""
    return SpecError(_at(url), "redirects that do not end", _PAGE, _OPEN)


def too_long(url: str, most: int) -> SpecError:
    """Return the error of an answer beyond the limit."""
    found = f"an answer of more than {most:,} bytes"
    return SpecError(_at(url), found, _PAGE, _OPEN)


def too_late(url: str, timeout: float) -> SpecError:
    """Return the error of an answer that is not whole in time."""
    found = f"no whole answer within {timeout:g} seconds"
    advice = "Allow more with --timeout, or run the command again later."
    return SpecError(_at(url), found, _PAGE, advice)


def no_answer(url: str, error: OSError) -> SpecError:
    """Return the error of a connection that fails, or breaks."""
    reason = printable(_SYSTEM.sub("", str(error)), _LONGEST)
    if _NOT_VERIFIED in str(error):
        found = f"a server whose certificate is not accepted ({reason})"
        return SpecError(_at(url), found, _PAGE, _CERTIFICATE)
    found = f"no answer ({reason})"
    return SpecError(_at(url), found, _PAGE, f"Check the address. {_AGAIN}")


def not_inflated(url: str, most: int) -> SpecError:
    """Return the error of a compressed body that is broken, of another way, or too long."""
    found = f"a compressed answer that is no gzip, or one of more than {most:,} bytes"
    return SpecError(_at(url), found, _PAGE, _OPEN)


def no_page(url: str, found: str) -> SpecError:
    """Return the error of a page with status 200 that is none of a service, by what it is."""
    advice = _SIGN_IN if found == LOGIN else _AGAIN
    return SpecError(_at(url), found, _PAGE, advice)


def no_service(url: str) -> SpecError:
    """Return the error of an address that leads to no operation and no WSDL."""
    return SpecError(
        _at(url),
        "a page that leads to no operation",
        "the index of a service",
        "Name its address: x.asmx, x.svc, /metadata, /help, or that of a WSDL.",
    )


def all_elsewhere(url: str, hosts: Iterable[str]) -> SpecError:
    """Return the error of an index all of whose operations are on other hosts."""
    return SpecError(
        _at(url),
        f"an index of operations on {', '.join(hosts)}",
        "operations on the host that was named",
        "Nothing was sent there. If it is the service, name its address there.",
    )


def no_wsdl(url: str, found: str) -> SpecError:
    """Return the error of an address that has no WSDL, where nothing else is to be had."""
    return SpecError(_at(url), found, "a WSDL", _OPEN)


def another_page(file: str, before: str, url: str) -> SpecError:
    """Return the error of a file that was saved from another address."""
    return SpecError(
        Origin(file, 0),
        f"a page saved from {before}",
        f"that of {shown(url)}",
        "Name another folder with --service, or replace the page with --again.",
    )


def _at(url: str) -> Origin:
    return Origin(shown(url), 0)
