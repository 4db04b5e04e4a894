"""The exit codes of ``soapstone``."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    OK = 0
    WOULD_CHANGE = 1
    """``check``: the generated files or ``names.toml`` are out of date."""
    BREAKING = 1
    """``changes --fail-on breaking``: there is a breaking change."""
    ERROR = 2
    """Something failed; everything that could still be done was done."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
