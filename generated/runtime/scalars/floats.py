"""Reads and writes float (single precision) and double, as float."""

from __future__ import annotations

import math
import re
from decimal import ROUND_UP, Context, Decimal
from struct import Struct

from .python_values import native, other_type, whole

_SHAPE = re.compile(
    r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\r\n]*"
).fullmatch

# INF in upper case only and without plus; the long words in any case (XmlConvert, then Parse).
_NOT_FINITE = {"INF": math.inf, "-INF": -math.inf}
_NOT_FINITE_WORDS = {
    "infinity": math.inf,
    "+infinity": math.inf,
    "-infinity": -math.inf,
    "nan": math.nan,
    "+nan": math.nan,
    "-nan": math.nan,
}

_DOUBLE_DIGITS = 17
_SINGLE_DIGITS = 9
"""So many digits tell any two numbers of the type apart; whole numbers no longer than that are
written without exponent."""
_DOUBLE_BITS = 53
_SINGLE_BITS = 24
_BITS_OF_A_DIGIT = math.log2(10)
_SMALLEST_NORMAL_SINGLE = 2.0**-126

_SINGLE = Struct("<f")


def read_double(text: str) -> float:
    """Return a double, also of ``INF`` and ``NaN``; infinity if too large. Raises ValueError."""
    if _SHAPE(text):
        return float(text)
    return _not_finite(text, "a double")


def write_double(value: float) -> str:
    """Return the shortest text that reads back as the same double. Raises ValueError."""
    value = _as_float(value, "a float")
    if not math.isfinite(value):
        return _not_finite_word(value)
    written = repr(value)
    if "e" not in written:
        return written.removesuffix(".0")
    if _halfway(written, _DOUBLE_BITS):
        written = f"{value:.15e}"
        if float(written) != value or _halfway(written, _DOUBLE_BITS):
            written = f"{value:.16e}"
    return _general(written, _DOUBLE_DIGITS)


def read_float(text: str) -> float:
    """Return the nearest number of single precision; infinity if too large. Raises ValueError."""
    if _SHAPE(text):
        return _nearest_single(text)
    return _not_finite(text, "a float of single precision")


def write_float(value: float) -> str:
    """Return the shortest text that reads back as the same number of single precision.

    The value is rounded to single precision. Raises ValueError for one that is too large for it.
    """
    number = _as_float(value, "a float of single precision")
    if not math.isfinite(number):
        return _not_finite_word(number)
    single = _single(number)
    if math.isinf(single) or _is_inexact(value, single):
        raise ValueError("a float of single precision")
    if not single:
        return "0" if math.copysign(1, single) > 0 else "-0"
    return _general(_shortest_single(single), _SINGLE_DIGITS)


def _is_inexact(value: float, single: float) -> bool:
    """Whether a value is an integer that single precision cannot hold; a float is rounded."""
    return type(value) is not float and whole(value) not in (None, single)


def _as_float(value: float, expected: str) -> float:
    """The value as a float. An int passes for one, as in Python's type system, if it is exact."""
    if type(value) is float:
        return value
    found = native(value)
    if isinstance(found, float):
        return float(found)
    integer = whole(found)
    if integer is None:
        raise other_type(expected, value)
    try:
        number = float(integer)
    except OverflowError:
        number = math.inf
    if number == integer:
        return number
    raise ValueError(f"{expected}, which cannot hold this integer exactly")


def _not_finite(text: str, expected: str) -> float:
    word = text.strip(" \t\r\n")
    value = _NOT_FINITE.get(word)
    if value is None:
        value = _NOT_FINITE_WORDS.get(word.lower())
        if value is None:
            raise ValueError(expected)
    return value


def _not_finite_word(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "INF" if value > 0 else "-INF"


def _general(written: str, most_digits: int) -> str:
    """.NET's general notation, from Python's scientific one (``1.5e+16``).

    Measured thresholds: exponents below -4, and whole numbers of more than ``most_digits``
    digits, are written with ``E``, a sign and two digits at least.
    """
    mantissa, exponent = written.split("e")
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "").rstrip("0")
    point = int(exponent) + 1
    if point < -3 or point > most_digits:
        fraction = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{fraction}E{exponent}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return sign + digits.ljust(point, "0")
    return f"{sign}{digits[:point]}.{digits[point:]}"


def _single(value: float) -> float:
    """The value rounded to single precision, infinite where it is too large."""
    try:
        return float(_SINGLE.unpack(_SINGLE.pack(value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _shortest_single(single: float) -> str:
    """The fewest digits that read back as the same number, in scientific notation."""
    # Six are no more than fewer, once trailing zeros go; but not so below the normal range.
    fewest = 6 if abs(single) >= _SMALLEST_NORMAL_SINGLE else 1
    power_of_two = abs(math.frexp(single)[0]) == 0.5
    for digits in range(fewest, _SINGLE_DIGITS):
        written = f"{single:.{digits - 1}e}"
        if _stands_for(written, single):
            return written
        if power_of_two:
            # The gap above it is twice the one below, so a text farther off may do as well.
            away = Context(prec=digits, rounding=ROUND_UP)
            written = f"{float(away.create_decimal(Decimal(single))):.{digits - 1}e}"
            if _stands_for(written, single):
                return written
    return f"{single:.{_SINGLE_DIGITS - 1}e}"


def _stands_for(written: str, single: float) -> bool:
    return _nearest_single(written) == single and not _halfway(written, _SINGLE_BITS)


def _halfway(written: str, bits: int) -> bool:
    """Whether a text lies exactly between two numbers of so many bits: .NET writes none such.

    Only a whole number of few digits can: it has one bit too many.
    """
    number = Decimal(written)
    if (number.adjusted() + 1) * _BITS_OF_A_DIGIT < bits:
        return False
    whole = abs(int(number))
    return (whole // (whole & -whole)).bit_length() == bits + 1


def _nearest_single(text: str) -> float:
    """The number of single precision that is nearest to the digits.

    float() has rounded once already; rounding its result again can err where that result lies
    exactly between two numbers of single precision. Then the digits themselves decide.
    """
    value = float(text)
    single = _single(value)
    if value == single or math.isinf(single):
        return single
    other = value + (value - single)
    if _single(other) != other:
        return single
    digits, tie = Decimal(text), Decimal(value)
    if digits == tie:
        return single
    return max(single, other) if digits > tie else min(single, other)
