"""What can go wrong with a message, as exceptions that say where and what to expect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .values import Value, value


class SoapstoneError(Exception):
    """The base of all that this package raises on purpose."""


@value()
class Problem(Value):
    """One wrong value of a message."""

    path: str
    """Where: ``$.Accounts[3].RefId``, in the names of the wire."""
    found: str
    """What stands there: a text, or the value that was to be written."""
    expected: str
    """What should: ``an int from -2147483648 to 2147483647``."""

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, expected {self.expected}"


DEEPEST: Final = 100
"""So many records inside each other, in Python's own stack, leave room for the caller's."""


def too_deep(path: str) -> Problem:
    """The problem of more records inside each other than are read or written."""
    expected = f"no more than {DEEPEST} records inside each other"
    return Problem(shortened(path, 200), "one more", expected)


class WireError(SoapstoneError, ValueError):
    """A message that cannot be read, or a value that its wire type cannot hold.

    All wrong values of a message are reported together, in ``problems``.
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class SoapFault(SoapstoneError):
    """The service's answer when it could not do what it was asked.

    SOAP 1.1 names are used where 1.2 has a counterpart: ``code`` is ``faultcode`` or the ``Value``
    of ``Code`` (without prefix), ``reason`` is ``faultstring`` or the first ``Text``.
    """

    def __init__(
        self,
        code: str,
        reason: str,
        *,
        subcodes: tuple[str, ...] = (),
        actor: str | None = None,
        node: str | None = None,
        detail: str | None = None,
    ) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.subcodes = subcodes
        """SOAP 1.2's subcodes, outermost first."""
        self.actor = actor
        """``faultactor``, or SOAP 1.2's ``Role``."""
        self.node = node
        """SOAP 1.2's ``Node``."""
        self.detail = detail
        """What the detail holds, as XML; None where there is no detail."""

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


def shown(value: object) -> str:
    """A value as an error message shows it: its repr, cut where it gets long."""
    try:
        return shortened(repr(value), 80)
    except Exception:  # of an int with too many digits, of a record with an unset field
        return f"<{type(value).__name__}>"


def printable(text: str, limit: int) -> str:
    """A name or the like on one line, without what a screen would obey."""
    short = shortened(text, limit)
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short)


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
