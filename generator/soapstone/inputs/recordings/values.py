"""Infers scalar types from the texts of recorded messages, without keeping the texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from functools import lru_cache

from soapstone.dotnet.value_forms import EMPTY, SHORT, TEXT, looks_like
from soapstone.model.contract import Scalar
from soapstone.runtime.scalars import every as scalars

_READERS: dict[str, Callable[[str], object]] = {
    "boolean": scalars.read_boolean,
    "byte": scalars.read_byte,
    "unsignedByte": scalars.read_unsigned_byte,
    "short": scalars.read_short,
    "unsignedShort": scalars.read_unsigned_short,
    "int": scalars.read_int,
    "unsignedInt": scalars.read_unsigned_int,
    "long": scalars.read_long,
    "unsignedLong": scalars.read_unsigned_long,
    "integer": scalars.read_integer,
    "positiveInteger": scalars.read_positive_integer,
    "nonPositiveInteger": scalars.read_non_positive_integer,
    "negativeInteger": scalars.read_negative_integer,
    "nonNegativeInteger": scalars.read_non_negative_integer,
    "decimal": scalars.read_decimal,
    "float": scalars.read_float,
    "double": scalars.read_double,
    "dateTime": scalars.read_date_time,
    "date": scalars.read_date,
    "time": scalars.read_time,
    "duration": scalars.read_duration,
    "char": scalars.read_char,
    "guid": scalars.read_guid,
    "base64Binary": scalars.read_base64_binary,
    "hexBinary": scalars.read_hex_binary,
}
"""The scalars that do not accept every text, with the readers of generated code."""

_BROADEST = frozenset(_READERS)


_WORD = re.compile(r"[^\W\d][\w.-]*(?:,? [^\W\d][\w.-]*)*")
_LONGEST_WORD = 200


def is_word(text: str) -> bool:
    """Return whether a text can be one or more members of an enumeration. No other text is ever
    kept.
    """
    return len(text) <= _LONGEST_WORD and _WORD.fullmatch(text) is not None


def readable(text: str) -> frozenset[str]:
    """Return the scalars that can read a text, among those that do not accept every text."""
    return _remembered(text) if len(text) <= SHORT else _readable(text)


def _readable(text: str) -> frozenset[str]:
    return frozenset(name for name in _READERS if _reads(name, text))


_remembered = lru_cache(maxsize=4096)(_readable)


def form(text: str) -> str:
    """Return the scalar that a text looks like; ``string`` for none, ``empty`` for blanks."""
    core = text.strip(" \t\r\n")
    if not core:
        return EMPTY
    return next((name for name in looks_like(core) if _reads(name, core)), TEXT)


def fits(scalar: Scalar, readable_by_all: Set[str]) -> bool:
    """Return whether a scalar is among those that can read all texts."""
    return scalar.name not in _BROADEST or scalar.name in readable_by_all


def _reads(name: str, text: str) -> bool:
    try:
        _READERS[name](text)
    except ValueError:
        return False
    return True
