"""The error of an answer that is not the message of its operation."""

from __future__ import annotations

from ..errors import Problem, WireError
from .answers import what_came
from .errors import UnreadableAnswer
from .http_messages import HttpResponse


def unreadable(response: HttpResponse, error: WireError) -> UnreadableAnswer:
    """Return the error of a reader as one of a call; what else came stands first."""
    came = what_came(response)
    first = [Problem("$", came, "an XML message")] if came else []
    return UnreadableAnswer([*first, *error.problems])


def no_body(expected: type[object]) -> UnreadableAnswer:
    """Return the error of an empty answer where a message was expected."""
    return UnreadableAnswer([Problem("$", "an empty body", f"a {expected.__name__}")])
