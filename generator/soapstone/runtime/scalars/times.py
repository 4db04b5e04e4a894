"""Reads and writes dateTime, date, time and duration.

An offset is kept, never converted to another. ``Z`` and ``+00:00`` stay distinct: the first is
``timezone.utc``, the second ``timezone(timedelta(0), "+00:00")``. The classes of ``ticks`` hold a
seventh fraction digit and a date's zone.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from .plain_times import plain_datetime, plain_timedelta
from .python_values import other_type
from .ticks import TickDatetime, TickTime, TickTimedelta, ZonedDate

_DATE_TIME_EXPECTED = "a dateTime like 2021-03-04T05:06:07.1234567Z"
_DATE_EXPECTED = "a date like 2021-03-04"
_TIME_EXPECTED = "a time like 05:06:07.1234567"
_DURATION_EXPECTED = (
    "a duration from -P10675199DT2H48M5.4775808S to P10675199DT2H48M5.4775807S"
)
_OFFSET_EXPECTED = "a zone whose offset is known and whole minutes"

# fromisoformat takes more than .NET does (20210304, ISO weeks, commas, 24:00), so shapes are
# checked first. What a fraction has beyond Python's six digits is a group of its own.
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
_BEYOND = r"((?<=\.[0-9]{6})[0-9]+)?"
_ZONE = r"(Z|[+-][0-9]{2}:[0-5][0-9])?"
_DATE_TIME = re.compile(rf"({_DAY}T{_CLOCK}){_BEYOND}{_ZONE}").fullmatch
_PLAIN = re.compile(rf"{_DAY}T{_CLOCK}Z?").fullmatch
"""The usual form of .NET, which Python reads the same way."""
_DATE = re.compile(rf"({_DAY}){_ZONE}").fullmatch
_MONTH = re.compile(rf"([0-9]{{4}})(-[0-9]{{2}})?{_ZONE}").fullmatch
_MONTH_DAY = re.compile(r"--[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9:]+)?").fullmatch
_TIME = re.compile(rf"({_CLOCK})((?<=\.[0-9]{{6}})[0-9])?{_ZONE}").fullmatch

# A zone's name tells how it was written; timezone.utc is Z.
_ZERO_OFFSETS = {name: timezone(timedelta(0), name) for name in ("+00:00", "-00:00")}

_TWO = tuple(f"{number:02}" for number in range(100))
"""Numbers as two digits; looking them up takes half the time of formatting."""

_MICROSECOND = timedelta(microseconds=1)
_TICKS_PER_SECOND = 10**7
_SECONDS_PER_DAY = 86400
_MIN_TICKS, _MAX_TICKS = -(2**63), 2**63 - 1


def read_date_time(text: str) -> datetime:
    """Return a moment with up to seven fraction digits; more are rounded. Raises ValueError.

    As .NET does, a date, month or year alone is taken for its first moment, and ``--03-04`` for a
    day of 1904. ``---04``, ``--03`` and a time alone are refused: .NET fills in today's.
    """
    if _PLAIN(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(_DATE_TIME_EXPECTED) from None
    found = _DATE_TIME(text) or _DATE_TIME(_completed(text))
    if found is None:
        raise ValueError(_DATE_TIME_EXPECTED)
    plain, beyond, zone = found.groups()
    tick = _rounded(beyond) if beyond else 0
    try:
        moment = datetime.fromisoformat(plain + (zone or ""))
        if zone in _ZERO_OFFSETS:
            moment = moment.replace(tzinfo=_ZERO_OFFSETS[zone])
        if tick == 10:
            return moment + _MICROSECOND
    except (ValueError, OverflowError):
        raise ValueError(_DATE_TIME_EXPECTED) from None
    return TickDatetime.of(moment, tick) if tick else moment


def write_date_time(value: datetime) -> str:
    """Return the moment with its zone, no trailing zeros in the fraction. Raises ValueError."""
    if type(value) is datetime and value.tzinfo is None:
        year, fraction = value.year, ""
        if digits := value.microsecond:
            first, second, third = digits // 10000, digits // 100 % 100, digits % 100
            fraction = f".{_TWO[first]}{_TWO[second]}{_TWO[third]}".rstrip("0")
        return (
            f"{_TWO[year // 100]}{_TWO[year % 100]}-{_TWO[value.month]}-{_TWO[value.day]}T"
            f"{_TWO[value.hour]}:{_TWO[value.minute]}:{_TWO[value.second]}{fraction}"
        )
    value = plain_datetime(value)
    written = datetime.isoformat(value, timespec="seconds")
    tick = value.tick if isinstance(value, TickDatetime) else 0
    fraction = ""
    if value.microsecond or tick:
        fraction = f".{value.microsecond:06}{tick}".rstrip("0")
    return f"{written[:19]}{fraction}{_written_zone(value, written[19:])}"


def read_date(text: str) -> date:
    """Return a day, or the first day of a month or year, with its zone. Raises ValueError."""
    found = _DATE(text) or _DATE(_first_day(text.strip()))
    if found is None:
        raise ValueError(_DATE_EXPECTED)
    try:
        day = date.fromisoformat(found[1])
        return ZonedDate.of(day, _zone(found[2])) if found[2] else day
    except ValueError:
        raise ValueError(_DATE_EXPECTED) from None


def write_date(value: date) -> str:
    """Return the day, with the zone it was read with. Raises ValueError, also for a datetime."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise other_type("a date", value)
    written = date.isoformat(value)
    if isinstance(value, ZonedDate) and value.zone is not None:
        midnight = time(tzinfo=value.zone)
        written += _written_zone(midnight, midnight.isoformat(timespec="seconds")[8:])
    return written


def read_time(text: str) -> time:
    """Return a time with up to seven fraction digits and its zone, if any. Raises ValueError."""
    found = _TIME(text) or _TIME(text.strip())
    if found is None:
        raise ValueError(_TIME_EXPECTED)
    plain, digit, zone = found.groups()
    moment = time.fromisoformat(plain)
    if zone:
        try:
            moment = moment.replace(tzinfo=_zone(zone))
        except ValueError:
            raise ValueError(_TIME_EXPECTED) from None
    return TickTime.of(moment, int(digit)) if digit and digit != "0" else moment


def write_time(value: time) -> str:
    """Return the time with seven fraction digits, as XmlSerializer does. Raises ValueError."""
    if not isinstance(value, time):
        raise other_type("a time", value)
    tick = value.tick if isinstance(value, TickTime) else 0
    written = time.isoformat(value, timespec="seconds")
    zone = _written_zone(value, written[8:])
    return f"{written[:8]}.{value.microsecond:06}{tick}{zone}"


def _completed(text: str) -> str:
    """The full dateTime of a date, month or year, as .NET reads it; any other text unchanged."""
    text = text.strip()
    if text.endswith("z"):
        text = f"{text[:-1]}Z"
    if _MONTH_DAY(text):
        text = f"1904{text[1:]}"
    found = _DATE(_first_day(text))
    return f"{found[1]}T00:00:00{found[2] or ''}" if found else text


def _first_day(text: str) -> str:
    """The first day of a year or month; any other text unchanged."""
    found = _MONTH(text)
    return f"{found[1]}{found[2] or '-01'}-01{found[3] or ''}" if found else text


def _rounded(beyond: str) -> int:
    """The ticks, 0 to 10, of the digits after the sixth fraction digit, rounded half to even."""
    tick, tail = int(beyond[0]), beyond[1:].rstrip("0")
    return tick + 1 if tail > "5" or (tail == "5" and tick % 2) else tick


def _zone(written: str) -> timezone:
    if written == "Z":
        return UTC
    if written in _ZERO_OFFSETS:
        return _ZERO_OFFSETS[written]
    offset = timedelta(hours=int(written[1:3]), minutes=int(written[4:]))
    return timezone(-offset if written[0] == "-" else offset)


def _written_zone(value: datetime | time, offset: str) -> str:
    """``Z``, an offset or "". ``offset`` is the part after the seconds in Python's ISO text."""
    if value.tzinfo is None:
        return ""
    if value.tzinfo is UTC:
        return "Z"
    if len(offset) != len("+00:00"):
        # Python's offsets may have seconds, and a time's may hang on the date; .NET's do not.
        raise ValueError(_OFFSET_EXPECTED)
    if offset != "+00:00":
        return offset
    name = value.tzname()
    return name if name in _ZERO_OFFSETS else "Z"


# A part is an Int32 in .NET; the seconds may lack digits on either side of the point.
_PART = r"0*[0-9]{1,10}"
_DURATION = re.compile(
    rf"(-?)P(?=.)(?:({_PART})Y)?(?:({_PART})M)?(?:({_PART})D)?"
    rf"(?:T(?=.)(?:({_PART})H)?(?:({_PART})M)?(?:({_PART}(?=[.S])|(?=\.))(?:\.([0-9]*))?S)?)?"
).fullmatch
_MAX_PART = 2**31 - 1


def read_duration(text: str) -> timedelta:
    """Return a length of time; a year has 365 days, a month 30, as in .NET. Raises ValueError.

    Fraction digits after the seventh are dropped.
    """
    found = _DURATION(text) or _DURATION(text.strip())
    if found is None:
        raise ValueError(_DURATION_EXPECTED)
    parts = [int(part or 0) for part in found.groups()[1:7]]
    years, months, days, hours, minutes, seconds = parts
    # Twelve months are a year of 365 days, not of 360.
    days += (years + months // 12) * 365 + months % 12 * 30
    seconds += days * _SECONDS_PER_DAY + hours * 3600 + minutes * 60
    ticks = seconds * _TICKS_PER_SECOND + int((found[8] or "")[:7].ljust(7, "0"))
    if found[1]:
        ticks = -ticks
    if max(parts) > _MAX_PART or not _MIN_TICKS <= ticks <= _MAX_TICKS:
        raise ValueError(_DURATION_EXPECTED)
    microseconds, tick = divmod(ticks, 10)
    value = timedelta(microseconds=microseconds)
    return TickTimedelta.of(value, tick) if tick else value


def write_duration(value: timedelta) -> str:
    """Return days, hours, minutes and seconds, without those that are 0. Raises ValueError.

    A System.TimeSpan holds 64 bits of ticks, some 29,000 years either way.
    """
    value = plain_timedelta(value)
    seconds = value.days * _SECONDS_PER_DAY + value.seconds
    ticks = seconds * _TICKS_PER_SECOND + value.microseconds * 10
    if isinstance(value, TickTimedelta):
        ticks += value.tick
    if not _MIN_TICKS <= ticks <= _MAX_TICKS:
        raise ValueError(_DURATION_EXPECTED)
    seconds, fraction = divmod(abs(ticks), _TICKS_PER_SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    clock = f"{hours}H" if hours else ""
    if minutes:
        clock += f"{minutes}M"
    if fraction:
        clock += f"{seconds}.{fraction:07}".rstrip("0") + "S"
    elif seconds or not ticks:
        clock += f"{seconds}S"
    sign = "-" if ticks < 0 else ""
    return f"{sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"
