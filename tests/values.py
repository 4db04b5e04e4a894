"""Texts of scalars as .NET writes them, and strategies that draw Python values of scalars."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from soapstone.model.contract import Scalar

Range = tuple[int, int]

RANGES: dict[str, Range] = {
    "byte": (-(2**7), 2**7 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "short": (-(2**15), 2**15 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "int": (-(2**31), 2**31 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "integer": (-(10**30), 10**30),
    "positiveInteger": (1, 10**30),
    "nonNegativeInteger": (0, 10**30),
    "negativeInteger": (-(10**30), -1),
    "nonPositiveInteger": (-(10**30), 0),
}

# Name: plain, lowest, highest, one more that has its own traps.
_TEXTS: dict[str, tuple[str, str, str, str]] = {
    "string": ("Rex", " two  blanks ", "<&>\"'", "Zoë 名前 \U0001f600 e\u0301"),
    "boolean": ("true", "false", "true", "false"),
    "float": ("1.5", "-3.4028235E+38", "3.4028235E+38", "INF"),
    "double": ("0.1", "-1.7976931348623157E+308", "5E-324", "NaN"),
    "decimal": (
        *("12.50", "-79228162514264337593543950335"),
        *("79228162514264337593543950335", "0.0000000000000000000000000001"),
    ),
    "dateTime": (
        *("2021-03-04T05:06:07", "0001-01-01T00:00:00"),
        *("9999-12-31T23:59:59.9999999", "2021-07-04T05:06:07.1234567+02:00"),
    ),
    "date": ("2021-03-04", "0001-01-01", "9999-12-31", "2024-02-29Z"),
    "time": (
        *("05:06:07.0000000", "00:00:00.0000000"),
        *("23:59:59.9999999", "05:06:07.1230000Z"),
    ),
    "duration": (
        *("P1DT2H3M4.005S", "-P10675199DT2H48M5.4775808S"),
        *("P10675199DT2H48M5.4775807S", "PT0S"),
    ),
    "guid": (
        *(
            "01234567-89ab-cdef-0123-456789abcdef",
            "00000000-0000-0000-0000-000000000000",
        ),
        *(
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "0fedcba9-0000-4000-8000-000000000001",
        ),
    ),
    "char": ("65", "0", "65535", "233"),
    "base64Binary": ("AQID", "", "/////w==", "AAH+/w=="),
    "hexBinary": ("010203", "", "FFFF", "00FF"),
    "anyURI": ("http://ex.com/a?b=c", "", "urn:x:Y", "http://ex.com/%C3%A9"),
}


def texts(scalar: Scalar) -> tuple[str, str, str, str]:
    """Four texts of a scalar: plain, lowest, highest, and an awkward one."""
    if scalar.name in RANGES:
        low, high = RANGES[scalar.name]
        return (
            str(max(low, min(high, 5))),
            str(low),
            str(high),
            str(min(high, max(low, 0))),
        )
    return _TEXTS.get(scalar.name, _TEXTS["string"])


# What XML 1.0 can hold, the carriage return among it.
_CHARACTERS = st.characters(
    min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"
)
TEXT = st.text(st.one_of(_CHARACTERS, st.sampled_from("\t\n\r<&>\"'")), max_size=12)


def _zones() -> Any:  # the stub of datetimes() wants a narrower strategy
    minutes = st.integers(-14 * 60, 14 * 60)
    offsets = minutes.map(lambda each: dt.timezone(dt.timedelta(minutes=each)))
    return st.one_of(st.none(), st.just(dt.UTC), offsets)


def _date_times(ticks: ModuleType) -> st.SearchStrategy[Any]:
    # A validator turns a zone into UTC; at the ends of time that leaves what XSD's own years hold.
    inner = st.datetimes(
        dt.datetime(2, 1, 1), dt.datetime(9998, 12, 31), timezones=_zones()
    )
    finer = st.builds(ticks.TickDatetime.of, inner, st.integers(1, 9))
    return st.one_of(inner, finer, st.just(dt.datetime.min))


def _durations(ticks: ModuleType) -> st.SearchStrategy[Any]:
    inner = st.timedeltas(dt.timedelta(days=-10_000_000), dt.timedelta(days=10_000_000))
    return st.one_of(inner, st.builds(ticks.TickTimedelta.of, inner, st.integers(1, 9)))


def _decimals() -> st.SearchStrategy[Decimal]:
    digits = st.integers(-(2**96) + 1, 2**96 - 1)
    return st.builds(
        lambda n, scale: Decimal(f"{n}E-{scale}"), digits, st.integers(0, 28)
    )


def _moments() -> st.SearchStrategy[dt.datetime]:
    """.NET's DateTimeOffset: whole minutes of offset, 14 hours at most."""
    minutes = st.integers(-840, 840)
    zones = minutes.map(lambda each: dt.timezone(dt.timedelta(minutes=each)))
    return st.datetimes(
        dt.datetime(2, 1, 1), dt.datetime(9998, 12, 31), timezones=zones
    )


_STRATEGIES: dict[str, st.SearchStrategy[Any]] = {
    "string": TEXT,
    "boolean": st.booleans(),
    "float": st.one_of(st.floats(width=32, allow_nan=False)),
    "double": st.floats(allow_nan=False),
    "decimal": _decimals(),
    "date": st.dates(),
    "time": st.times(),
    "guid": st.builds(uuid.UUID, int=st.integers(0, 2**128 - 1)),
    "DateTimeOffset": _moments(),
    "char": st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]),
    "base64Binary": st.binary(max_size=9),
    "hexBinary": st.binary(max_size=9),
    "anyURI": st.sampled_from(["", "http://ex.com/a?b=c", "urn:x:Y", "a b"]),
}
_TOKENS = st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,8}", fullmatch=True)


def values(scalar: Scalar, ticks: ModuleType) -> st.SearchStrategy[Any]:
    """Values in Python that a scalar can hold; ``ticks`` is the package's own runtime.ticks."""
    if scalar.name == "dateTime":
        return _date_times(ticks)
    if scalar.name == "duration":
        return _durations(ticks)
    if scalar.guessed or scalar.name in RANGES:
        return st.integers(*RANGES[scalar.name])
    return _STRATEGIES.get(scalar.name, _TOKENS)
