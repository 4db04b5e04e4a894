"""Finds texts that the facets of a simple type allow (XML Schema part 2 section 4.3)."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import product
from operator import ge, gt, le, lt
from typing import Any, Final

from .patterns import NoText, text_for

Facets = Sequence[tuple[str, str]]
"""Names and values, as a schema states them. Of several patterns one has to match."""

_BOUNDS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "minInclusive": ge,
    "minExclusive": gt,
    "maxInclusive": le,
    "maxExclusive": lt,
}
_LENGTHS: Final = {
    "length": int.__eq__,
    "minLength": int.__ge__,
    "maxLength": int.__le__,
}
_TRIES: Final = 64
"""Texts that are made of a pattern until one has the other facets, too."""
_LONGEST: Final = 100_000
"""Characters of a text that is made to be long enough."""
_EXPONENT: Final = 400


def fitting(text: str, read: Callable[[str], Any], facets: Facets) -> str | None:
    """Return the text, or one like it that the facets allow; None if none was found.

    ``read`` reads the type without facets, and raises ValueError for what is no value of it.
    """
    for each in _candidates(text, facets):
        if fits(each, read, facets):
            return each
    return None


def fits(text: str, read: Callable[[str], Any], facets: Facets) -> bool:
    """Return whether the facets allow a text; patterns are not looked at."""
    try:
        value = read(text)
        return all(_allows(name, of, text, value, read) for name, of in facets)
    except (ValueError, TypeError, ArithmeticError):  # of what cannot be compared
        return False


def _candidates(text: str, facets: Facets) -> Iterator[str]:
    patterns = [value for name, value in facets if name == "pattern"]
    if patterns:
        yield from _matching(patterns)
        return
    yield text
    yield from _of_length(text, facets)
    bounds = [value for name, value in facets if name in _BOUNDS]
    moments = [each for each in bounds if _number(each) is None]
    yield from sorted(moments, reverse=text > min(moments, default=""))
    for value, by in product(moments, (1, -1)):
        if value[:4].isdecimal():  # the year of a date
            yield f"{int(value[:4]) + by:04}{value[4:]}"
    yield from _numbers(text, bounds, facets)


def _matching(patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            for n in range(2, 2 + _TRIES):  # a number of repetitions that is plausible
                yield text_for(pattern, n.__mod__)
        except NoText:
            continue


def _of_length(text: str, facets: Facets) -> Iterator[str]:
    """The text cut or made longer; and as many octets."""
    for name, value in facets:
        length = _count(value)
        if name in _LENGTHS and length is not None:
            yield text[:length].ljust(length, "x")
            yield base64.b64encode(b"\1" * length).decode()
            yield "01" * length


def _numbers(text: str, bounds: Iterable[str], facets: Facets) -> list[str]:
    """Numbers near the bounds and of few digits, the nearest to the text first."""
    digits = {name: n for name, v in facets if (n := _count(v)) is not None}
    step = Decimal(10) ** -min(digits.get("fractionDigits", 1), 20)
    total = min(digits.get("totalDigits", 1), 40)
    longest = Decimal("9" * total)
    found = {*map(Decimal, (0, 1, 5)), Decimal("0.5"), longest, -longest}
    found |= {longest * step, -longest * step}
    for bound in filter(None, map(_number, bounds)):
        found |= {bound + by for by in (0, 1, -1, step, -step)}
    near = Fraction(_number(text) or 0)  # Decimal would round
    return [
        f"{each:f}"
        for each in sorted(found, key=lambda e: (abs(Fraction(e) - near), e))
    ]


def _count(text: str) -> int | None:
    """A number of characters or digits, unless it is too large to be made."""
    small = text.isdecimal() and len(text) <= len(str(_LONGEST))
    return min(int(text), _LONGEST) if small else None


def _number(text: str) -> Decimal | None:
    """A number that can be written without an exponent."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < _EXPONENT else None


def _allows(
    name: str, of: str, text: str, value: Any, read: Callable[[str], Any]
) -> bool:
    if name in _LENGTHS:
        return _LENGTHS[name](len(value), int(of))
    if name in _BOUNDS:
        one, bound = _number(text), _number(of)
        pair = (value, read(of)) if one is None or bound is None else (one, bound)
        return _BOUNDS[name](*pair)
    if name.endswith("Digits"):
        total, fraction = _digits(text)
        return (fraction if name == "fractionDigits" else total) <= int(of)
    if name == "whiteSpace":
        return of != "collapse" or text == " ".join(text.split())
    return True


def _digits(text: str) -> tuple[int, int]:
    """How many digits a number has, and how many of them behind the point."""
    number = _number(text)
    if number is None:
        raise ValueError(text)
    whole, _, fraction = f"{number:f}".lstrip("-").partition(".")
    behind = len(fraction.rstrip("0"))
    return len(whole.lstrip("0")) + behind, behind
