"""Scalars that are exact numbers: the integers, decimal, and numbers of a guessed type."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import cast

# int() and Decimal() take more than .NET does (1_000, foreign digits), so shapes are checked first.
_INTEGER = re.compile(r"[ \t\r\n]*[+-]?[0-9]+[ \t\r\n]*").fullmatch
_DECIMAL = re.compile(
    r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*"
).fullmatch
# No double is written with more than three digits of exponent.
_NUMBER = re.compile(
    r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?[ \t\r\n]*"
).fullmatch


class GuessWarning(UserWarning):
    """A value misfits the type that was guessed for it because no page states one."""


def _integers(
    expected: str, low: float, high: float
) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """The reader and the writer of the integers from low to high."""

    def read(text: str) -> int:
        if (text.isdecimal() and text.isascii()) or _INTEGER(text):
            try:
                value = int(text)
            except ValueError:  # Python's own limit on digits
                raise ValueError(expected) from None
            if low <= value <= high:
                return value
        raise ValueError(expected)

    def write(value: int) -> str:
        if type(value) is not int:
            if not isinstance(value, int) or isinstance(value, bool):
                raise ValueError(expected)
            value = int(value)
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
    """An integer from 0 to 2**64 - 1, also as ``1,000``, ``1.0`` or ``1e3``; raises ValueError."""
    try:
        return _read_unsigned_long(text)
    except ValueError:
        found = re.fullmatch(_ANY_STYLE, text)
        if found is None or (found[1] and found[3]):
            raise
        value = Decimal(found[1] + found[3] + found[2].replace(",", ""))
        if value != value.to_integral_value() or not 0 <= value < 2**64:
            raise
        return int(value)


_DECIMAL_EXPECTED = (
    "a decimal from -79228162514264337593543950335 to 79228162514264337593543950335"
)
_WRITABLE_DECIMAL = f"{_DECIMAL_EXPECTED} of at most 28 fraction digits"
_COEFFICIENT_END = 2**96
_MAX_SCALE = 28
_SAFE_LENGTH = 28
"""A text so short has a coefficient of less than 96 bits and a scale below 28."""


def _fitted(value: Decimal) -> Decimal | None:
    """The nearest number with 96 bits and a scale from 0 to 28, or None if there is none.

    .NET keeps as many fraction digits as find room, and rounds half to even.
    """
    if value.adjusted() >= 29:
        return None
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # a finite number's is
    exact = Context(prec=len(digits) + 60)
    for scale in range(min(max(-exponent, 0), _MAX_SCALE), -1, -1):
        rounded = value.quantize(Decimal((0, (1,), -scale)), ROUND_HALF_EVEN, exact)
        if abs(int(rounded.scaleb(scale, exact))) < _COEFFICIENT_END:
            return rounded
    return None


def read_decimal(text: str) -> Decimal:
    """A System.Decimal with its trailing zeros, without exponent; raises ValueError."""
    if not _DECIMAL(text):
        raise ValueError(_DECIMAL_EXPECTED)
    value = Decimal(text)
    if len(text) <= _SAFE_LENGTH:
        return value
    fitted = _fitted(value)
    if fitted is None:
        raise ValueError(_DECIMAL_EXPECTED)
    return fitted


def write_decimal(value: Decimal) -> str:
    """The digits with trailing zeros and no exponent; raises ValueError rather than round."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError(_WRITABLE_DECIMAL)
    if not value:
        value = value.copy_abs()  # .NET's decimal has no -0 to show
    written = str(value)
    if len(written) <= _SAFE_LENGTH and "E" not in written:
        return written
    fitted = _fitted(value)
    if fitted is None or fitted != value:
        raise ValueError(_WRITABLE_DECIMAL)
    return f"{fitted:f}"


_NUMBER_EXPECTED = "a number"
_NOT_FINITE = {
    "INF": Decimal("Infinity"),
    "-INF": Decimal("-Infinity"),
    "NaN": Decimal("NaN"),
}


def read_number(text: str) -> int:
    """A number of which only a sample's ``0`` is known; raises ValueError.

    An integer is an int. What only a decimal or a double can be is kept as a Decimal, and a
    GuessWarning is given; the annotation states the guess.
    """
    if _INTEGER(text):
        return read_integer(text)
    value = _NOT_FINITE.get(text.strip(" \t\r\n"))
    if value is None:
        if not _NUMBER(text):
            raise ValueError(_NUMBER_EXPECTED)
        value = Decimal(text)
    # One fixed text: Python remembers every text it has warned of.
    warnings.warn(
        "a number that was taken for an integer, its type being stated nowhere, is none; "
        "it is kept as a Decimal",
        GuessWarning,
        stacklevel=2,
    )
    return cast(int, value)


def write_number(value: int | Decimal) -> str:
    """The number, without exponent where a System.Decimal could hold it; raises ValueError."""
    if not isinstance(value, Decimal):
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError("an int or a Decimal")
        return write_integer(value)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int):
        return f"{value:f}" if -_MAX_SCALE <= exponent <= 0 else str(value)
    if value.is_nan():
        return "NaN"
    return "INF" if value > 0 else "-INF"
