"""Makes datetimes and timedeltas of other classes, such as pandas has, our own: exactly or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from .python_values import other_type
from .ticks import TickDatetime, TickTimedelta

_NANOSECONDS: Final = 100
"""Of one tick."""


def plain_datetime(value: Any) -> datetime:
    """Return a datetime of a subclass as one of ours, with its seventh digit.

    Raises ValueError for what holds no moment (pandas' NaT is a datetime), or one that
    System.DateTime cannot hold: finer than 100 ns, or beyond the year 9999.
    """
    if type(value) is datetime or type(value) is TickDatetime:
        return value
    if not isinstance(value, datetime):
        raise other_type("a datetime", value)
    try:
        # Field by field: a subclass need not keep its moment where datetime does.
        found = datetime(
            value.year,
            value.month,
            value.day,
            value.hour,
            value.minute,
            value.second,
            value.microsecond,
            value.tzinfo,
            fold=value.fold,
        )
    except (TypeError, ValueError):  # NaT's are NaN
        expected = "a datetime that holds a moment of the years 1 to 9999, or None"
        raise other_type(expected, value) from None
    tick = _tick(getattr(value, "nanosecond", 0), "a datetime", value)
    return TickDatetime.of(found, tick) if tick else found


def plain_timedelta(value: Any) -> timedelta:
    """Return a timedelta of a subclass as one of ours, with its seventh digit.

    Raises ValueError for one that is finer than 100 ns.
    """
    if type(value) is timedelta or type(value) is TickTimedelta:
        return value
    if not isinstance(value, timedelta):
        raise other_type("a timedelta", value)
    found = timedelta(value.days, value.seconds, value.microseconds)
    tick = _tick(getattr(value, "nanoseconds", 0), "a timedelta", value)
    return TickTimedelta.of(found, tick) if tick else found


def _tick(nanoseconds: int, wanted: str, value: object) -> int:
    """The seventh digit, of the nanoseconds (0 to 999) that pandas' types have besides."""
    tick, rest = divmod(nanoseconds, _NANOSECONDS)
    if rest:
        raise other_type(f"{wanted} of whole 100 ns", value)
    return tick
