"""Times: the seventh fraction digit, zones, the ends of ranges, and the classes of ``ticks``."""

from __future__ import annotations

import copy
import pickle
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from soapstone.runtime.scalars.ticks import (
    TickDatetime,
    TickTime,
    TickTimedelta,
    ZonedDate,
)
from soapstone.runtime.scalars.times import (
    read_date,
    read_date_time,
    read_duration,
    read_time,
    write_date,
    write_date_time,
    write_duration,
    write_time,
)

MOMENT = datetime(2021, 3, 4, 5, 6, 7, 123456)

OFFSETS = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
ZONES = st.none() | st.just(UTC) | OFFSETS
TICKS = st.integers(0, 9)


class Clock(tzinfo):
    """A zone as zoneinfo's are: named, and without an offset where there is no date."""

    def __init__(self, name: str, hours: int) -> None:
        self.name, self.hours = name, hours

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else timedelta(hours=self.hours)

    def tzname(self, moment: datetime | None) -> str:
        return self.name

    def dst(self, moment: datetime | None) -> None:
        return None


def message_of(call: Callable[[Any], Any], value: Any) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        call(value)
    return str(caught.value)


# --- the seventh digit -----------------------------------------------------------------------


def test_the_plain_class_is_used_where_it_loses_nothing() -> None:
    assert type(read_date_time("2021-03-04T05:06:07.1234560Z")) is datetime
    assert type(read_duration("PT1.123456S")) is timedelta
    assert type(read_time("05:06:07.1234560")) is time
    assert type(read_date("2021-03-04")) is date


TICKED = [
    (read_date_time, write_date_time, "2021-03-04T05:06:07.1234567", MOMENT),
    (read_duration, write_duration, "PT0.0000001S", timedelta(0)),
    (read_time, write_time, "05:06:07.1234567Z", MOMENT.replace(tzinfo=UTC).timetz()),
    (read_date, write_date, "2021-03-04+02:00", MOMENT.date()),
]


@pytest.mark.parametrize(("read", "write", "text", "plain"), TICKED)
def test_what_is_added_shows_only_when_written(
    read: Callable[[str], Any], write: Callable[[Any], str], text: str, plain: Any
) -> None:
    value = read(text)
    assert isinstance(value, type(plain))
    assert type(value) is not type(plain)
    assert value == plain
    assert hash(value) == hash(plain)
    assert not value < plain
    assert not value > plain
    assert str(value) == str(plain)
    assert write(value) == text


@pytest.mark.parametrize(("read", "write", "text", "plain"), TICKED)
def test_pickle_and_copy_keep_it(
    read: Callable[[str], Any], write: Callable[[Any], str], text: str, plain: Any
) -> None:
    value = read(text)
    pickled = [
        pickle.loads(pickle.dumps(value, protocol))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ]
    for other in (
        *pickled,
        copy.copy(value),
        copy.deepcopy({"key": [value]})["key"][0],
    ):
        assert type(other) is type(value)
        assert write(other) == text


def test_arithmetic_gives_a_value_without_it() -> None:
    moment = read_date_time("2021-03-04T05:06:07.1234567")
    assert write_date_time(moment + timedelta(1)) == "2021-03-05T05:06:07.123456"
    assert write_date_time(moment.replace(year=2022)) == "2022-03-04T05:06:07.123456"
    later = read_date("2021-03-04Z") + timedelta(1)
    assert write_date(pickle.loads(pickle.dumps(later))) == "2021-03-05"


def test_sqlite_stores_what_it_stores_for_the_plain_class() -> None:
    with sqlite3.connect(":memory:") as connection:
        row = connection.execute(
            "select ?, ?",
            (read_date_time("2021-03-04T05:06:07.1234567"), read_date("2021-03-04Z")),
        ).fetchone()
    connection.close()
    assert row == ("2021-03-04 05:06:07.123456", "2021-03-04")


@pytest.mark.parametrize("tick", [-1, 10])
def test_a_digit_is_a_digit(tick: int) -> None:
    for make in (
        lambda: TickDatetime.of(MOMENT, tick),
        lambda: TickTime.of(MOMENT.time(), tick),
        lambda: TickTimedelta.of(timedelta(0), tick),
    ):
        with pytest.raises(ValueError, match=r"^a tick digit from 0 to 9$"):
            make()


# --- dateTime --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00",
        "0987-12-31T23:59:59.000001",
        "1000-10-01T10:00:00.1",
        "1999-09-09T09:09:09.01",
        "9999-11-30T19:20:01.10203",
        "2021-03-04T05:06:07.987654",
        "0001-01-01T00:00:00+00:54",
        "9999-12-31T23:59:59.9999999",
        "9999-12-31T23:59:59.9999999Z",
        "2021-03-04T05:06:07Z",
        "2021-03-04T05:06:07+00:00",
        "2021-03-04T05:06:07-00:00",
        "2021-03-04T05:06:07.1+05:30",
        "2021-03-04T05:06:07.0000001-08:00",
        "2021-03-04T05:06:07.0000010",
    ],
)
def test_date_time_comes_back(text: str) -> None:
    written = text.removesuffix("0") if ".0000010" in text else text
    assert write_date_time(read_date_time(text)) == written


def test_zones_are_told_apart() -> None:
    assert read_date_time("2021-03-04T05:06:07").tzinfo is None
    assert read_date_time("2021-03-04T05:06:07Z").tzinfo is UTC
    zone = read_date_time("2021-03-04T05:06:07+00:00").tzinfo
    assert zone is not UTC
    assert zone == timezone(timedelta(0), "+00:00")
    pickled = pickle.loads(pickle.dumps(read_date_time("2021-03-04T05:06:07+00:00")))
    assert write_date_time(pickled) == "2021-03-04T05:06:07+00:00"


def test_zones_of_the_users_own() -> None:
    assert write_date_time(MOMENT.replace(tzinfo=Clock("UTC", 0))).endswith("56Z")
    berlin = datetime(2021, 7, 4, tzinfo=Clock("CEST", 2))
    assert write_date_time(berlin) == "2021-07-04T00:00:00+02:00"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2021-03-04", "2021-03-04T00:00:00"),
        ("2021-03-04Z", "2021-03-04T00:00:00Z"),
        ("2021-03", "2021-03-01T00:00:00"),
        ("2021+02:00", "2021-01-01T00:00:00+02:00"),
        # Measured: a day without year is one of 1904, whatever the year of reading.
        ("--03-04", "1904-03-04T00:00:00"),
        ("--02-29", "1904-02-29T00:00:00"),
        ("2021-03-04T05:06:07z", "2021-03-04T05:06:07Z"),
        ("\n2021-03-04T05:06:07 ", "2021-03-04T05:06:07"),
        ("2021-03-04T05:06:07.12345665", "2021-03-04T05:06:07.1234566"),
        ("2021-03-04T05:06:07.12345675", "2021-03-04T05:06:07.1234568"),
        ("2021-03-04T05:06:07.123456650001", "2021-03-04T05:06:07.1234567"),
        ("2021-12-31T23:59:59.99999999", "2022-01-01T00:00:00"),
    ],
)
def test_date_time_in_other_words(text: str, canonical: str) -> None:
    assert write_date_time(read_date_time(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20210304",
        "20210304T050607",
        "2021-W10-4",
        "2021-03-04 05:06:07",
        "2021-03-04T05:06",
        "2021-03-04T05",
        "2021-03-04T05:06:07.",
        "2021-03-04T05:06:07,5",
        "2021-03-04T05:06:07123",
        "2021-03-04T24:00:00",
        "2021-03-04T05:06:60",
        "2021-02-30T00:00:00",
        "0000-01-01T00:00:00",
        "2021-03-04T05:06:07+0200",
        "2021-03-04T05:06:07+02",
        "2021-03-04T05:06:07+24:00",
        "\u0662\u0660\u0662\u0661-03-04T05:06:07",
        "9999-12-31T23:59:59.99999999",
        # .NET takes what is missing from today.
        "05:06:07",
        "---04",
        "--03",
        "--03--",
    ],
)
def test_date_time_that_python_or_the_calendar_allows(text: str) -> None:
    expected = "a dateTime like 2021-03-04T05:06:07.1234567Z"
    assert message_of(read_date_time, text) == expected


def test_offsets_that_the_wire_has_not() -> None:
    odd = timezone(timedelta(minutes=53, seconds=28))
    expected = "a zone whose offset is known and whole minutes"
    assert message_of(write_date_time, MOMENT.replace(tzinfo=odd)) == expected
    unknown = time(5, tzinfo=Clock("CET", 1))
    assert message_of(write_time, unknown) == expected


@given(st.datetimes(timezones=ZONES), TICKS)
@example(datetime.min, 9)
@example(datetime.max, 9)
@example(datetime.max.replace(tzinfo=UTC), 0)
def test_any_date_time_comes_back(value: datetime, tick: int) -> None:
    ticked = TickDatetime.of(value, tick)
    back = read_date_time(write_date_time(ticked))
    assert back == value
    assert back.utcoffset() == value.utcoffset()
    assert (back.tick if isinstance(back, TickDatetime) else 0) == tick
    assert write_date_time(back) == write_date_time(ticked)


# --- date ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["0001-01-01", "9999-12-31", "2021-03-04Z", "2021-03-04+00:00", "2021-03-04-08:00"],
)
def test_date_comes_back(text: str) -> None:
    assert write_date(read_date(text)) == text


def test_date_of_a_month_or_year() -> None:
    assert read_date(" 2021-03 ") == date(2021, 3, 1)
    assert write_date(read_date("2021Z")) == "2021-01-01Z"


@pytest.mark.parametrize(
    "text",
    ["20210304", "2021-03-04T00:00:00", "2021-02-30", "--03-04", "2021-03-04+25:00"],
)
def test_date_that_is_none(text: str) -> None:
    assert message_of(read_date, text) == "a date like 2021-03-04"


def test_a_datetime_is_no_date_on_the_wire() -> None:
    assert message_of(write_date, MOMENT) == "a date, not a datetime.datetime"
    found = message_of(write_date_time, MOMENT.date())
    assert found == "a datetime, not a datetime.date"


@given(st.dates(), ZONES)
def test_any_date_comes_back(value: date, zone: timezone | None) -> None:
    given_date = value if zone is None else ZonedDate.of(value, zone)
    back = read_date(write_date(given_date))
    assert back == value
    assert write_date(back) == write_date(given_date)
    assert (back.zone if isinstance(back, ZonedDate) else None) == zone


# --- time ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["03:04:05.6780000Z", "00:00:00.0000000+01:00", "23:59:59.9999999"]
)
def test_time_is_written_with_all_seven_digits(text: str) -> None:
    assert write_time(read_time(text)) == text


@pytest.mark.parametrize(
    "text", ["05:06", "24:00:00", "050607", "5:06:07", "05:06:07.12345678"]
)
def test_time_that_is_none(text: str) -> None:
    assert message_of(read_time, text) == "a time like 05:06:07.1234567"


@given(st.times(timezones=ZONES), TICKS)
def test_any_time_comes_back(value: time, tick: int) -> None:
    ticked = TickTime.of(value, tick)
    back = read_time(write_time(ticked))
    assert back == value
    assert (back.tick if isinstance(back, TickTime) else 0) == tick
    assert write_time(back) == write_time(ticked)


# --- duration --------------------------------------------------------------------------------

LONGEST = "P10675199DT2H48M5.4775807S"
SHORTEST = "-P10675199DT2H48M5.4775808S"


@pytest.mark.parametrize(
    "text",
    [
        LONGEST,
        SHORTEST,
        "PT0S",
        "-PT0.0000001S",
        "P1D",
        "P1DT1S",
        "PT1H",
        "-P1DT2H3M4.005S",
    ],
)
def test_duration_comes_back(text: str) -> None:
    assert write_duration(read_duration(text)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("P1Y", "P365D"),
        ("P1M", "P30D"),
        ("P11M", "P330D"),
        # Twelve months are a year.
        ("P12M", "P365D"),
        ("P25M", "P760D"),
        ("PT36H", "P1DT12H"),
        ("PT1.12345678S", "PT1.1234567S"),
        ("PT1.99999999S", "PT1.9999999S"),
        ("PT.5S", "PT0.5S"),
        ("PT5.S", "PT5S"),
        (" PT1S\n", "PT1S"),
        ("-PT0S", "PT0S"),
    ],
)
def test_duration_in_other_words(text: str, canonical: str) -> None:
    assert write_duration(read_duration(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "P",
        "PT",
        "-P",
        "P1DT",
        "P1",
        "P1W",
        "PT1",
        "PTS",
        "+PT1S",
        "PT-1S",
        "P1S",
        "1.02:03:04",
        "P10675199DT2H48M5.4775808S",
        "-P10675199DT2H48M5.4775809S",
        # A part is an Int32.
        "PT2147483648S",
    ],
)
def test_duration_that_is_none(text: str) -> None:
    expected = f"a duration from {SHORTEST} to {LONGEST}"
    assert message_of(read_duration, text) == expected


@pytest.mark.parametrize("value", [timedelta.max, timedelta.min, timedelta(10675200)])
def test_timedelta_beyond_a_timespan(value: timedelta) -> None:
    expected = f"a duration from {SHORTEST} to {LONGEST}"
    assert message_of(write_duration, value) == expected


def test_a_negative_digit_still_adds() -> None:
    value = read_duration("-PT0.0000001S")
    assert value == timedelta(microseconds=-1)
    assert isinstance(value, TickTimedelta)
    assert value.tick == 9


@given(st.integers(-(2**63), 2**63 - 1))
@example(-(2**63))
@example(2**63 - 1)
@example(-1)
def test_any_duration_comes_back(ticks: int) -> None:
    microseconds, tick = divmod(ticks, 10)
    value = TickTimedelta.of(timedelta(microseconds=microseconds), tick)
    back = read_duration(write_duration(value))
    assert back == value
    assert (back.tick if isinstance(back, TickTimedelta) else 0) == tick
