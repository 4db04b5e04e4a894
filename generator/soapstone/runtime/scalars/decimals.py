"""Reads and writes decimal, as Decimal, and numbers whose type no page states."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import cast

from .integers import INTEGER, read_integer, write_integer
from .misfits import misfits
from .python_values import other_type, whole

# Decimal() takes more than .NET does (1_000, foreign digits), so shapes are checked first.
_DECIMAL = re.compile(
    r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*"
).fullmatch
# No double is written with more than three digits of exponent.
_NUMBER = re.compile(
    r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?[ \t\r\n]*"
).fullmatch


class GuessWarning(UserWarning):
    """A value does not fit the type that was guessed for it; no page states the type."""


_DECIMAL_EXPECTED = (
    "a decimal from -79228162514264337593543950335 to 79228162514264337593543950335"
)
_WRITABLE_DECIMAL = f"{_DECIMAL_EXPECTED} of at most 28 fraction digits"
_COEFFICIENT_END = 2**96
_MAX_SCALE = 28
_SAFE_LENGTH = 28
"""A text of so many characters always fits System.Decimal: 96 bits and a scale below 28."""


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
    """Return a System.Decimal with its trailing zeros. Raises ValueError, also for an exponent."""
    if not _DECIMAL(text):
        raise ValueError(_DECIMAL_EXPECTED)
    value = Decimal(text)
    if len(text) <= _SAFE_LENGTH:
        return value
    fitted = _fitted(value)
    if fitted is None:
        raise ValueError(_DECIMAL_EXPECTED)
    return fitted


def write_decimal(value: Decimal | int) -> str:
    """Return the digits with trailing zeros, without exponent.

    An int is exact, too. Raises ValueError for a value that System.Decimal would round.
    """
    if not isinstance(value, Decimal):
        integer = whole(value)
        if integer is None:
            raise other_type("a Decimal or an int", value)
        value = Decimal(integer)
    if not value.is_finite():
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
    """Return a number of which only a sample's ``0`` is known. Raises ValueError.

    An integer is an int. What only a decimal or a double can be is kept as a Decimal, although the
    annotation states the guess; whoever reads a message warns of it with its path.
    """
    if INTEGER(text):
        return read_integer(text)
    value = _NOT_FINITE.get(text.strip(" \t\r\n"))
    if value is None:
        if not _NUMBER(text):
            raise ValueError(_NUMBER_EXPECTED)
        value = Decimal(text)
    misfits.found = True
    return cast(int, value)


def write_number(value: int | Decimal) -> str:
    """Return the number, without exponent if System.Decimal can hold it. Raises ValueError."""
    if not isinstance(value, Decimal):
        integer = whole(value)
        if integer is None:
            raise other_type("an int or a Decimal", value)
        return write_integer(integer)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int):
        return f"{value:f}" if -_MAX_SCALE <= exponent <= 0 else str(value)
    if value.is_nan():
        return "NaN"
    return "INF" if value > 0 else "-INF"
