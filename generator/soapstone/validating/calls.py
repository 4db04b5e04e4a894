"""Asks the stand-in of a package what it receives of a recorded request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from soapstone.inputs.recordings.http_dumps import HttpMessage
from soapstone.runtime.bodies.content_types import media_type
from soapstone.runtime.calling.masking import is_secret, masked

_FORM = "application/x-www-form-urlencoded"
_CODED = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that are no longer true of a body that was unpacked."""
_CHARSET = re.compile(r"(?i);\s*charset=[^;]*")
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Call:
    """A recorded request, as the service takes it."""

    operation: Any = None
    """That of the generated package; None where the request reaches none."""
    passed_over: tuple[str, ...] = ()
    """What .NET says nothing about."""
    refused: str = ""
    """Why the service refuses it; "" where it does not."""
    is_known: bool = True
    """Whether the service has the address."""


class Calls:
    """Reads requests as one service does."""

    def __init__(self, package: Any, runtime: Any) -> None:
        self._runtime = runtime
        self._stand_in = runtime.StandIn(package)
        self._faults: Any = import_module(f"{runtime.__name__}.standin.faults")

    @property
    def operations(self) -> list[Any]:
        """The operations of the service."""
        return [*self._stand_in.operations.values()]

    def read(self, http: HttpMessage) -> Call:
        """Return what the service takes of a request."""
        found = self._stand_in.read(self._request(http))
        if isinstance(found, self._runtime.Received):
            said = tuple(_masked(each, http) for each in found.passed_over)
            return Call(found.operation, said)
        reason = ""
        if found.status >= 400:
            usual = f"answered with status {found.status} {found.reason}".rstrip()
            reason = self._faults.reason_of(found) or usual
        is_known = found.status != _NOT_FOUND
        return Call(refused=_masked(reason, http), is_known=is_known)

    def _request(self, http: HttpMessage) -> Any:
        """The request, as transports have it."""
        headers = [each for each in http.headers if each[0].lower() not in _CODED]
        body = http.body
        if isinstance(body, str):  # decoded already, whatever it was
            kind = _CHARSET.sub("", http.header("Content-Type"))
            headers = [each for each in headers if each[0].lower() != "content-type"]
            headers.append(("Content-Type", f"{kind}; charset=utf-8" if kind else ""))
            body = body.encode("utf-8", "surrogatepass")
        return self._runtime.HttpRequest(
            method=http.verb,
            url=url_of(http.target),
            headers=self._runtime.Headers(headers),
            body=body,
        )


def url_of(target: str) -> str:
    """Return the URL of a request's target; of one that is none that of the root."""
    url = f"http://localhost{target}" if target.startswith("/") else target
    try:
        urlsplit(url)
    except ValueError:
        return "http://localhost/"
    return url


def is_form(http: HttpMessage) -> bool:
    """Return whether a request has all that it says in its address, or in a form."""
    kind = media_type(http.header("Content-Type"))[0]
    return bool(http.verb) and (not http.body or kind == _FORM)


def _masked(said: str, http: HttpMessage) -> str:
    """What is said of a request, without the secrets of its address and form."""
    for value in _secrets(http) if said else ():
        said = said.replace(value, masked(value))
    return said


def _secrets(http: HttpMessage) -> Iterator[str]:
    texts = [urlsplit(url_of(http.target)).query]
    if is_form(http):
        body = http.body
        texts.append(body if isinstance(body, str) else body.decode("utf-8", "replace"))
    for text in texts:
        for name, value in parse_qsl(text):
            if is_secret(unquote(name)):
                yield value
