"""Texts of scalars as .NET writes them, and strategies that draw Python values of scalars."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from soapstone.model.contract import Scalar
from soapstone.proving.texts import RANGES

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
