"""Subclasses of Python's date and time types for what only .NET's have: ticks, and a date's zone.

A tick is .NET's unit of time, 100 ns; Python's types end at the microsecond. These subclasses keep
the seventh fraction digit or the zone in a slot. They compare, hash, sort and print like the plain
value; arithmetic, ``replace`` and ``astimezone`` return values whose digit is 0. Readers make them
only if a plain value would lose something.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Self, SupportsIndex

# Pickle and copy rebuild a value from these: a function and its arguments.
_Rebuild = tuple[Callable[..., Any], tuple[Any, ...]]


def _checked(tick: int) -> int:
    if not 0 <= tick <= 9:
        raise ValueError("a tick digit from 0 to 9")
    return tick


class TickDatetime(datetime):
    """A datetime with a seventh fraction digit."""

    __slots__ = ("_tick",)
    _tick: int

    @classmethod
    def of(cls, value: datetime, tick: int) -> Self:
        """The moment ``value`` and ``tick`` times 100 ns (0 to 9, else ValueError)."""
        made = cls.combine(value.date(), value.timetz())
        made._tick = _checked(tick)
        return made

    @property
    def tick(self) -> int:
        """The seventh digit, in units of 100 ns."""
        return getattr(self, "_tick", 0)

    def __reduce_ex__(self, protocol: SupportsIndex) -> _Rebuild:
        plain = datetime.combine(self.date(), self.timetz())
        return type(self).of, (plain, self.tick)

    def __conform__(self, protocol: object) -> str:
        """What sqlite3 stores for a plain datetime; it would refuse a subclass."""
        return self.isoformat(" ")


class TickTime(time):
    """A time of day with a seventh fraction digit."""

    __slots__ = ("_tick",)
    _tick: int

    @classmethod
    def of(cls, value: time, tick: int) -> Self:
        """The time ``value`` and ``tick`` times 100 ns (0 to 9, else ValueError)."""
        made = cls(
            value.hour,
            value.minute,
            value.second,
            value.microsecond,
            value.tzinfo,
            fold=value.fold,
        )
        made._tick = _checked(tick)
        return made

    @property
    def tick(self) -> int:
        """The seventh digit, in units of 100 ns."""
        return getattr(self, "_tick", 0)

    def __reduce_ex__(self, protocol: SupportsIndex) -> _Rebuild:
        plain = time(
            self.hour,
            self.minute,
            self.second,
            self.microsecond,
            self.tzinfo,
            fold=self.fold,
        )
        return type(self).of, (plain, self.tick)


class TickTimedelta(timedelta):
    """A timedelta with a seventh fraction digit.

    The digit always adds: -100 ns is a timedelta of -1 microsecond and nine ticks.
    """

    __slots__ = ("_tick",)
    _tick: int

    @classmethod
    def of(cls, value: timedelta, tick: int) -> Self:
        """The duration ``value`` and ``tick`` times 100 ns (0 to 9, else ValueError)."""
        made = cls(value.days, value.seconds, value.microseconds)
        made._tick = _checked(tick)
        return made

    @property
    def tick(self) -> int:
        """The seventh digit, in units of 100 ns."""
        return getattr(self, "_tick", 0)

    def __reduce_ex__(self, protocol: SupportsIndex) -> _Rebuild:
        plain = timedelta(self.days, self.seconds, self.microseconds)
        return type(self).of, (plain, self.tick)


class ZonedDate(date):
    """A date that was written with a zone: ``2021-03-04Z``, ``2021-03-04+02:00``."""

    __slots__ = ("_zone",)
    _zone: timezone

    @classmethod
    def of(cls, value: date, zone: timezone) -> Self:
        """The date ``value`` in the zone ``zone``."""
        made = cls(value.year, value.month, value.day)
        made._zone = zone
        return made

    @property
    def zone(self) -> timezone | None:
        """The zone; None for the result of arithmetic."""
        return getattr(self, "_zone", None)

    def __reduce_ex__(self, protocol: SupportsIndex) -> _Rebuild:
        plain = date(self.year, self.month, self.day)
        zone = self.zone
        return (
            (date, plain.timetuple()[:3])
            if zone is None
            else (type(self).of, (plain, zone))
        )

    def __conform__(self, protocol: object) -> str:
        """What sqlite3 stores for a plain date; it would refuse a subclass."""
        return self.isoformat()
