"""Asks one host for one page after the other, with pauses and within limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Final

from soapstone import __version__
from soapstone.fetching import refusals
from soapstone.fetching.access import Access, Closing, signed_in
from soapstone.fetching.host import host_and_address, joined
from soapstone.model import limits
from soapstone.runtime.bodies.content_types import media_type
from soapstone.runtime.calling.answers import inflated
from soapstone.runtime.calling.credentials import Basic
from soapstone.runtime.calling.errors import CannotCall
from soapstone.runtime.calling.http_messages import (
    Headers,
    HttpRequest,
    HttpResponse,
    TooLong,
)
from soapstone.runtime.errors import WireError
from soapstone.runtime.limits import Limits

_ENCODINGS: Final = ("", "identity", "gzip", "x-gzip")
_REDIRECTS: Final = 5
_WAITS: Final = 3
"""So often a server may ask to come again later before a page is given up."""
LONGEST_WAIT: Final = 120.0
"""Seconds. Whoever asks for more is left alone."""
_HEADERS: Final = Headers(
    {
        "Accept": "text/html, application/xhtml+xml, text/xml, application/xml, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "User-Agent": f"soapstone/{__version__}",
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address was answered with, with status 200."""

    url: str
    """Where it was found in the end."""
    response: HttpResponse

    @property
    def charset(self) -> str:
        """What the ``Content-Type`` states, or ""."""
        stated = media_type(self.response.headers.get("Content-Type", ""))
        return stated[1].get("charset", "")


class Session:
    """Requests to one host, one at a time."""

    def __init__(
        self,
        url: str,
        access: Access,
        *,
        pause: float,
        timeout: float,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``pause`` is between two requests, ``timeout`` for a whole answer, both in seconds.

        Raises SpecError for an address that cannot be asked for.
        """
        found = host_and_address(url)
        if found is None:
            raise refusals.no_address(url)
        self.host, self.url = found
        self.over = False
        """Whether the server has said that it does not want further requests."""
        self._access = access
        self._headers = _HEADERS.replaced(access.sent_headers())
        self._transport: Closing
        self._transport, self._cookies = access.transport(self.host.bracketed)
        self._first: Answer | None = None
        self._asked_before = self._signed_in = False
        self._pause = pause
        self._timeout = timeout
        self._sleep = sleep

    def close(self) -> None:
        """Close the connection that Windows authentication keeps."""
        self._transport.close()

    def start(self) -> Answer:
        """Return the answer to the address that was named; raises as :meth:`get`."""
        self._first = self.get(self.url)
        return self._first

    def get(self, url: str) -> Answer:
        """Return the answer to an address on the host; redirects on it are followed.

        The page that was named is not asked for again.

        Raises SpecError for another status than 200, and if there is no answer, it is too long or
        not whole in time, it leads to another host, or the server asks for a password or a longer
        pause.
        """
        if self._first and self._first.url == url:
            return self._first
        first = url
        for _ in range(_REDIRECTS + 1):
            response = self._answered(url)
            to = response.headers.get("Location", "")
            if not (300 <= response.status < 400 and to):
                return Answer(url, _good(url, _inflated(url, response)))
            url = self._redirected(url, to)
        raise refusals.leads_in_a_circle(first)

    def _redirected(self, url: str, to: str) -> str:
        on_host = self.host.address(url, to)
        if on_host is None:
            raise refusals.leads_elsewhere(url, joined(url, to))
        if on_host == url:
            # From https to http, which would be asked with https again; or to itself.
            raise refusals.leads_in_a_circle(url)
        if on_host.startswith("https:") and self.host.scheme == "http":
            self.host = replace(self.host, scheme="https", port=443)
        return on_host

    def _answered(self, url: str) -> HttpResponse:
        """The response, with a password if it was asked for, after pauses that were asked for."""
        for _ in range(_WAITS):
            response = self._sent(url)
            if response.status == 401 and self._sign_in(url, response):
                response = self._sent(url)
            if response.status == 401:
                self.over = True
                raise refusals.not_let_in(url, response, self._access.user)
            wait = _seconds_to_wait(response)
            if wait is None:
                return response
            if wait > LONGEST_WAIT:
                break
            self._sleep(wait)
        self.over = True
        raise refusals.come_later(url, response)

    def _sign_in(self, url: str, challenge: HttpResponse) -> bool:
        """Have further requests signed in, unless they are or there is no way."""
        auth = self._access.answer(challenge)
        if auth is None or self._signed_in:
            return False
        self._signed_in = True
        if isinstance(auth, Basic):
            self._headers = self._headers.replaced({"Authorization": auth.header})
            return True
        try:
            self._transport = signed_in(auth, self._cookies)
        except (CannotCall, ImportError):
            self.over = True
            raise refusals.no_library(url) from None
        return True

    def _sent(self, url: str) -> HttpResponse:
        if self._asked_before:
            self._sleep(self._pause)
        self._asked_before = True
        request = HttpRequest(
            method="GET",
            url=url,
            headers=self._headers,
            timeout=self._timeout,
            limit=limits.BYTES.most,
        )
        try:
            return self._transport(request)
        except TooLong:
            raise refusals.too_long(url, limits.BYTES.most) from None
        except TimeoutError:
            raise refusals.too_late(url, self._timeout) from None
        except OSError as error:
            raise refusals.no_answer(url, error) from None


def _good(url: str, response: HttpResponse) -> HttpResponse:
    if response.status != 200:
        raise refusals.wrong_status(url, response)
    return response


def _inflated(url: str, response: HttpResponse) -> HttpResponse:
    """The response without gzip, which the transport may have undone or not.

    Another encoding was not asked for, and would be saved as if it were the page.
    """
    coded = media_type(response.headers.get("Content-Encoding", ""))[0]
    if coded not in _ENCODINGS:
        raise refusals.not_inflated(url, limits.BYTES.most)
    try:
        return inflated(response, Limits(size=limits.BYTES.most))
    except WireError:
        raise refusals.not_inflated(url, limits.BYTES.most) from None


def _seconds_to_wait(response: HttpResponse) -> float | None:
    """How long a server that is busy asks to wait; None if it does not."""
    text = response.headers.get("Retry-After", "").strip()
    if response.status not in (429, 503) or not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(parsedate_to_datetime(text).timestamp() - time.time(), 0.0)
    except (ValueError, OverflowError):
        return None
