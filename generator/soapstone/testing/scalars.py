"""Strategies for scalars: the values that .NET can send of each type, their whole range."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import Any, Final, Literal

from hypothesis import strategies as st

from soapstone.dotnet.integers import RANGES

# What XML 1.0 can hold, the carriage return among it.
CHARACTERS: Final = st.characters(
    min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"
)
TEXT: Final = st.text(
    st.one_of(CHARACTERS, st.sampled_from("\t\n\r<&>\"'")), max_size=12
)
_NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9._-]{0,8}", fullmatch=True)


def _snake(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


INTEGERS: Final = {_snake(name): each for name, each in RANGES.items()}
"""The range of each integer, by ``x`` of the function ``read_x``."""


@lru_cache(maxsize=64)
def scalar_strategies(
    ticks: ModuleType, *, not_finite: bool = False
) -> Mapping[str, st.SearchStrategy[Any]]:
    """Return the strategies by ``x`` of the runtime's functions ``read_x`` and ``write_x``.

    ``ticks`` is the module ``scalars.ticks`` of the same runtime: values with a seventh fraction
    digit are of its classes. ``not_finite`` is whether NaN and infinity are drawn.
    """
    integers = {name: st.integers(*each) for name, each in INTEGERS.items()}
    return {
        **integers,
        "number": integers["int"],
        "string": TEXT,
        "boolean": st.booleans(),
        "float": _floats(32, not_finite),
        "double": _floats(64, not_finite),
        "decimal": _decimals(),
        "date_time": _date_times(ticks),
        "date": st.dates(),
        "time": _times(ticks),
        "duration": _durations(ticks),
        "guid": st.builds(uuid.UUID, int=st.integers(0, 2**128 - 1)),
        # A unit of UTF-16, so it may be half a character.
        "char": st.one_of(
            st.characters(codec="ascii"), st.integers(0, 0xFFFF).map(chr)
        ),
        "base64_binary": st.binary(max_size=9),
        "hex_binary": st.binary(max_size=9),
        "any_uri": st.sampled_from(["", "http://ex.com/a?b=c", "urn:x:Y", "a b"]),
        "qname": st.one_of(_NAMES, _NAMES.map("{{urn:ex}}{}".format)),
        "date_time_offset": _zoned(ticks),
    }


def _floats(width: Literal[32, 64], not_finite: bool) -> st.SearchStrategy[float]:
    return st.floats(width=width, allow_nan=not_finite, allow_infinity=not_finite)


# .NET's DateTimeOffset: whole minutes of offset, 14 hours at most. ``Z`` is likelier than others.
_ZONES = st.one_of(
    st.just(dt.UTC),
    st.integers(-840, 840).map(lambda each: dt.timezone(dt.timedelta(minutes=each))),
)


def _zoned(ticks: ModuleType) -> st.SearchStrategy[dt.datetime]:
    # At the ends of time a moment cannot be turned into UTC; few services send such a one.
    low, high = dt.datetime(2, 1, 1), dt.datetime(9998, 12, 31)
    moments: Any = st.datetimes(low, high)
    return _ticked(st.builds(_with_zone, moments, _ZONES), ticks.TickDatetime)


def _with_zone(moment: dt.datetime, zone: dt.timezone) -> dt.datetime:
    return moment.replace(tzinfo=zone)


def _date_times(ticks: ModuleType) -> st.SearchStrategy[dt.datetime]:
    """With a zone and without. Services send DateTime.MinValue and MaxValue for no date at all."""
    local = _ticked(st.datetimes(), ticks.TickDatetime)
    ends = [dt.datetime.min, ticks.TickDatetime.of(dt.datetime.max, 9)]
    return st.one_of(local, _zoned(ticks), st.sampled_from(ends))


def _times(ticks: ModuleType) -> st.SearchStrategy[dt.time]:
    zoned = st.builds(lambda each, zone: each.replace(tzinfo=zone), st.times(), _ZONES)
    return _ticked(st.one_of(st.times(), zoned), ticks.TickTime)


def _durations(ticks: ModuleType) -> st.SearchStrategy[dt.timedelta]:
    """System.TimeSpan: 64 bits of 100 ns."""

    def duration(total: int) -> dt.timedelta:
        microseconds, tick = divmod(total, 10)
        value = dt.timedelta(microseconds=microseconds)
        made: dt.timedelta = ticks.TickTimedelta.of(value, tick) if tick else value
        return made

    return st.integers(-(2**63), 2**63 - 1).map(duration)


def _ticked(values: st.SearchStrategy[Any], kind: Any) -> st.SearchStrategy[Any]:
    """The values, and the same with a seventh fraction digit."""
    return st.one_of(values, st.builds(kind.of, values, st.integers(1, 9)))


def _decimals() -> st.SearchStrategy[Decimal]:
    """System.Decimal: 96 bits, and a scale from 0 to 28."""
    digits = st.integers(-(2**96) + 1, 2**96 - 1)
    return st.builds(
        lambda n, scale: Decimal(f"{n}E-{scale}"), digits, st.integers(0, 28)
    )
