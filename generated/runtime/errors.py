"""The exceptions of this library; each says where, what was found and what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .immutable import Value, value


class SoapstoneError(Exception):
    """The base of the exceptions of this library: WireError, SoapFault, those of calls."""


@value()
class Problem(Value):
    """One fault of a message."""

    path: str
    """Its position, in XML names: ``$.Accounts[3].RefId``; ``$`` is the root element."""
    found: str
    """What was found: the text that was read, or the value that was to be written."""
    expected: str
    """What was expected: ``an int from -2147483648 to 2147483647``."""

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, expected {self.expected}"


DEEPEST: Final = 100
"""The deepest nesting of records. Each takes frames of Python's stack, which callers need too."""


def too_deep(path: str) -> Problem:
    """Return the problem of records nested deeper than DEEPEST."""
    expected = f"no more than {DEEPEST} records inside each other"
    return Problem(shortened(path, 200), "one more", expected)


class WireError(SoapstoneError, ValueError):
    """A message cannot be read or written: it is not valid XML, or values do not fit their types.

    ``problems`` has all faults of the message, not only the first.
    """

    problems: tuple[Problem, ...]
    operation: str = ""
    """The operation that was called with this message; "" without a call."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        said = "\n".join(map(str, self.problems))
        return f"{self.operation}: {said}" if self.operation else said


def shown(value: object) -> str:
    """Return a value's repr for an error message, cut at 80 characters."""
    try:
        return shortened(repr(value), 80)
    except Exception:  # of an int with too many digits, of a record with an unset field
        return f"<{type(value).__name__}>"


def printable(text: str, limit: int) -> str:
    """Return at most ``limit`` characters of a text, with control characters escaped."""
    short = shortened(text, limit)
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short)


def shortened(text: str, limit: int) -> str:
    """Return at most ``limit`` characters of a text, the last an ellipsis if it is cut."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
