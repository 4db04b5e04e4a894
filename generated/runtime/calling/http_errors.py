"""The error of a response whose status is not one of success, with what usually helps."""

from __future__ import annotations

from ..errors import printable
from .answers import what_came
from .errors import HttpError
from .exchange import Exchange
from .http_messages import HttpResponse
from .masking import masked_url


def http_error(exchange: Exchange[object], response: HttpResponse) -> HttpError:
    """Return the error: the status, what the body says, a hint."""
    status = f"{response.status} {printable(response.reason, 200)}".rstrip()
    parts = [f"{exchange.operation.name}: {status}", what_came(response)]
    text = ": ".join(filter(None, parts))
    hint = _hint(exchange, response)
    error = HttpError(f"{text}. {hint}" if hint else text)
    error.status = response.status
    return error


def _hint(exchange: Exchange[object], response: HttpResponse) -> str:
    status = response.status
    if 300 <= status < 400:
        if "Location" not in response.headers:
            return ""
        to = printable(masked_url(response.headers["Location"]), 300)
        return f"It points to {to}; calls are not sent on: set base_url."
    if status == 401:
        return _who_is_asked_for(exchange, response)
    if status == 400 and not response.body:
        return "ASMX answers so to XML that it cannot parse."
    if status == 403:
        return "The service knows who asks, and does not allow it."
    if status in (404, 405):
        at = printable(masked_url(exchange.request.url.partition("?")[0]), 300)
        return f"{exchange.request.method} went to {at}: check base_url."
    if status == 407:
        return (
            "The proxy wants a user and a password: proxy='http://user:password@host'."
        )
    if status == 503 and "Retry-After" in response.headers:
        after = printable(response.headers["Retry-After"], 50)
        return f"The service asks to be called again later: Retry-After: {after}."
    if status == 415:
        return "It takes another Content-Type: try way='SOAP 1.2' or way='SOAP 1.1'."
    return ""


def _who_is_asked_for(exchange: Exchange[object], response: HttpResponse) -> str:
    asked = response.headers.get("WWW-Authenticate", "")
    schemes = {each.partition(" ")[0].lower() for each in asked.split(", ")}
    ways = ("Basic", "Bearer", "Digest", "NTLM", "Negotiate")
    found = [each for each in ways if each.lower() in schemes]
    if "Authorization" in exchange.request.headers:
        return "The service refuses this user: check auth."
    if not found:
        return ""
    return f"The service asks for {' or '.join(found)}: pass auth with a user it knows."
