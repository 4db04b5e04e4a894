"""Warns of values that do not fit the types that were guessed for them, with their paths."""

from __future__ import annotations

import re
import sys
import warnings
from decimal import Decimal
from types import FrameType
from typing import Any, Final

from ..scalars.decimals import GuessWarning, read_number
from ..scalars.misfits import misfits
from .record import Record
from .walking import parts_of, records_in

_SAID: Final = (
    "found a number with a fraction, expected an integer, which was a guess: no page states the "
    "type; it is kept as a Decimal"
)
_SHOWN: Final[dict[Any, Any]] = {}
"""What Python's filters remember of these warnings; those of a caller's module are not used."""
_MOST: Final = 1000
"""So many texts are remembered: a path has the position of an item, and messages never end."""
_AROUND: Final = __name__.rpartition(".records.")[0].rpartition(".")[0]
"""The package around this library and the generated packages beside it."""


def warn_of_misfits(record: object, path: str) -> None:
    """Issue a GuessWarning for each member of a record, and of those in it, that misfits its guess.

    Of a member in a list only the first item is named. Each text is a new one to Python, which
    shows each once for each line of a program, unless its filters say otherwise.
    """
    misfits.found = False
    if not isinstance(record, Record):
        return  # an item of a choice that is read by itself
    first: dict[str, str] = {}
    for each_path, each in records_in(record, path):
        for at, content, value in parts_of(each, each_path):
            if content is read_number and isinstance(value, Decimal):
                first.setdefault(re.sub(r"\[[0-9]+\]", "[]", at), at)
    frame = _caller()
    for at in first.values():
        if len(_SHOWN) > _MOST:
            _SHOWN.clear()
        warnings.warn_explicit(
            f"{type(record).__name__} {at}: {_SAID}",
            GuessWarning,
            frame.f_code.co_filename,
            frame.f_lineno,
            frame.f_globals.get("__name__", ""),
            _SHOWN,
        )


def _caller() -> FrameType:
    """The innermost frame outside this library and the packages beside it."""
    frame = sys._getframe()
    own = f"{_AROUND or __name__.partition('.')[0]}."
    while frame.f_back and f"{frame.f_globals.get('__name__')}.".startswith(own):
        frame = frame.f_back
    return frame
