"""The exit codes of the command ``soapstone``."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    OK = 0
    WOULD_CHANGE = 1
    """``check``: ``generate`` would change a package or a file of names."""
    FAILED = 1
    """``test``: a sample did not come back the same."""
    BREAKING = 1
    """``changes --fail-on breaking``: a change breaks somebody."""
    ERROR = 2
    """Something could not be done; what else could be done was done."""
    INTERRUPTED = 130
    """As a shell reports SIGINT."""
    BROKEN_PIPE = 141
    """As a shell reports SIGPIPE: the reader of the output has gone."""
