"""The list of what does not fit in a DataSet that is read or written; it has a limit."""

from __future__ import annotations

from typing import Final

from ..errors import Problem, printable

_MOST: Final = 1000


class Problems:
    """Adds problems to a list, until it has 1000."""

    def __init__(self, found: list[Problem] | None = None) -> None:
        self.found: Final[list[Problem]] = [] if found is None else found

    def add(self, path: str, found: str, expected: str) -> None:
        """Add one; the path may hold characters of names that are to be escaped."""
        if len(self.found) < _MOST:
            self.found.append(Problem(printable(path, 200), found, expected))
