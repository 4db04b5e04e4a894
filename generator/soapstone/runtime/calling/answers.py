"""The body of an answer: the XML in it, or what it is where that is not to be expected."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any, Final

from ..bodies.inflating import inflate
from ..bodies.opening import OpenedBody, open_body
from ..errors import Problem, WireError, printable
from ..limits import Limits
from ..reading.diagnosis import what_is
from ..records.substitutes import forbidden_characters, plane_of
from ..scalars.python_values import article
from .errors import UnreadableAnswer
from .http_messages import HttpResponse
from .masked_bodies import masked_pairs

_GZIP: Final = b"\x1f\x8b"
"""How gzip starts (RFC 1952, 2.3.1)."""
_LONGEST: Final = 300
"""Characters of JSON that an error message quotes."""
_MOST: Final = 20
"""So many members a note names."""


def inflated(response: HttpResponse, limits: Limits) -> HttpResponse:
    """Return a response without gzip, which the HTTP library may have undone or not.

    Its header remains in both cases, but a message never starts like gzip. Raises UnreadableAnswer
    for data that is broken or beyond the limits.
    """
    if not response.body.startswith(_GZIP):
        return response
    try:
        return replace(response, body=inflate(response.body, "gzip", limits))
    except WireError as error:
        raise UnreadableAnswer(error.problems) from None


def opened(response: HttpResponse, limits: Limits) -> OpenedBody:
    """Return the XML of an answer. Raises WireError if its parts or its encoding are wrong."""
    kind = response.headers.get("Content-Type", "")
    return open_body(response.body, content_type=kind, limits=limits)


def substitutes_note(message: Any) -> list[str]:
    """Return the note of an answer that was read with substitutes; the texts stay out of logs."""
    if message is None or not plane_of(message):
        return []
    paths = [path for path, _ in islice(forbidden_characters(message), _MOST)]
    return [f"characters that XML forbids, in {', '.join(paths)}"]


def no_body(expected: type[object]) -> UnreadableAnswer:
    """Return the error of an empty answer where a message was expected."""
    return UnreadableAnswer(
        [Problem("$", "an empty body", f"{article(expected.__name__)} message")]
    )


def what_came(response: HttpResponse) -> str:
    """Return what a body is that is no message, for an error; "" if there is nothing to say.

    Secrets are masked, JSON is quoted: services report their errors in it.
    """
    body = response.body.strip()
    found = what_is(body) if body else ""
    if found != "JSON":
        return masked_pairs(found)
    text = masked_pairs(body.decode("utf-8", "replace"))
    return f"JSON {printable(text, _LONGEST)}"
