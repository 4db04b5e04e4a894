"""The body of an answer: the XML in it, or what it is where that is not to be expected."""

from __future__ import annotations

from ..bodies.opening import OpenedBody, open_body
from ..errors import Problem, printable
from ..limits import Limits
from ..reading.diagnosis import what_is
from .errors import UnreadableAnswer
from .http_messages import HttpResponse
from .masked_bodies import masked_json

_LONGEST = 300
"""Characters of JSON that an error message quotes."""


def opened(response: HttpResponse, limits: Limits) -> OpenedBody:
    """Return the XML of an answer. Raises WireError if its parts or its encoding are wrong."""
    kind = response.headers.get("Content-Type", "")
    return open_body(response.body, content_type=kind, limits=limits)


def no_body(expected: type[object]) -> UnreadableAnswer:
    """Return the error of an empty answer where a message was expected."""
    return UnreadableAnswer([Problem("$", "an empty body", f"a {expected.__name__}")])


def what_came(response: HttpResponse) -> str:
    """Return what a body is that is no message, for an error; "" if there is nothing to say.

    JSON is quoted with its secrets masked: services report their errors in it.
    """
    body = response.body.strip()
    found = what_is(body) if body else ""
    if found != "JSON":
        return found
    text = masked_json(body.decode("utf-8", "replace"))
    return f"JSON {printable(text, _LONGEST)}"
