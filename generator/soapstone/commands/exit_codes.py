"""What the command answers to its caller."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command answers to its caller."""

    OK = 0
    WOULD_CHANGE = 1
    """``check``: the generated files, or the names given, are not those of the specs."""
    FAILED = 1
    """``test``: a sample did not come back the same."""
    BREAKING = 1
    """``changes --fail-on breaking``: somebody has to act."""
    ERROR = 2
    """Something could not be done; what else could be done was done."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
