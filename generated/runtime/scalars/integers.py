"""Reads and writes the integer types of XSD, as int, each within its range."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from .python_values import other_type, whole

# int() takes more than .NET does (1_000, foreign digits), so the shape is checked first.
INTEGER = re.compile(r"[ \t\r\n]*[+-]?[0-9]+[ \t\r\n]*").fullmatch


def _integers(
    expected: str, low: float, high: float
) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """The functions that read and write the integers from low to high; both raise ValueError."""

    def read(text: str) -> int:
        if (text.isdecimal() and text.isascii()) or INTEGER(text):
            try:
                value = int(text)
            except ValueError:  # Python's own limit on digits
                raise ValueError(expected) from None
            if low <= value <= high:
                return value
        raise ValueError(expected)

    def write(value: int) -> str:
        if type(value) is not int:
            found = whole(value)
            if found is None:
                raise other_type(expected, value)
            value = found
        if low <= value <= high:
            try:
                return str(value)
            except ValueError:  # Python's own limit on digits
                raise ValueError(expected) from None
        raise ValueError(expected)

    return read, write


def _bounded(
    name: str, low: int, high: int
) -> tuple[Callable[[str], int], Callable[[int], str]]:
    return _integers(f"{name} from {low} to {high}", low, high)


read_byte, write_byte = _bounded("a byte", -(2**7), 2**7 - 1)
read_short, write_short = _bounded("a short", -(2**15), 2**15 - 1)
read_int, write_int = _bounded("an int", -(2**31), 2**31 - 1)
read_long, write_long = _bounded("a long", -(2**63), 2**63 - 1)
read_unsigned_byte, write_unsigned_byte = _bounded("an unsignedByte", 0, 2**8 - 1)
read_unsigned_short, write_unsigned_short = _bounded("an unsignedShort", 0, 2**16 - 1)
read_unsigned_int, write_unsigned_int = _bounded("an unsignedInt", 0, 2**32 - 1)
_read_unsigned_long, write_unsigned_long = _bounded("an unsignedLong", 0, 2**64 - 1)

read_integer, write_integer = _integers("an integer", -math.inf, math.inf)
read_positive_integer, write_positive_integer = _integers(
    "a positiveInteger, 1 or more", 1, math.inf
)
read_non_negative_integer, write_non_negative_integer = _integers(
    "a nonNegativeInteger, 0 or more", 0, math.inf
)
read_negative_integer, write_negative_integer = _integers(
    "a negativeInteger, -1 or less", -math.inf, -1
)
read_non_positive_integer, write_non_positive_integer = _integers(
    "a nonPositiveInteger, 0 or less", -math.inf, 0
)

# DataContractSerializer reads this one type with NumberStyles.Any: 1,000 and 1.0 and 1e3 too.
_ANY_STYLE = (
    r"[ \t\r\n]*([+-]?)((?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
    r"([+-]?)[ \t\r\n]*"
)


def read_unsigned_long(text: str) -> int:
    """Return an integer up to 2**64 - 1, also of ``1,000``, ``1.0``, ``1e3``. Raises ValueError."""
    try:
        return _read_unsigned_long(text)
    except ValueError:
        found = re.fullmatch(_ANY_STYLE, text)
        if found is None or (found[1] and found[3]):
            raise
        from decimal import Decimal  # nobody writes 1e3: few programs load this for it

        value = Decimal(found[1] + found[3] + found[2].replace(",", ""))
        if value != value.to_integral_value() or not 0 <= value < 2**64:
            raise
        return int(value)
