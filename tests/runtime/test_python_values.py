"""Values of Python's other types are written exactly, or refused by path and type.

What pandas and numpy have is tried with stand-ins of the same shape, too, so that the rules are
tested where neither is installed.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from soapstone.runtime.scalars import every as scalars
from soapstone.runtime.scalars.elements import _offset_parts
from soapstone.runtime.scalars.ticks import TickDatetime
from tests.runtime.support import Shop

MOMENT = datetime(2024, 1, 2, 3, 4, 5, 123456)


class Finer(datetime):
    """A moment with nanoseconds, as pandas has it."""

    nanosecond = 0

    @classmethod
    def of(cls, moment: datetime, nanosecond: int) -> Finer:
        made = cls.combine(moment.date(), moment.timetz())
        made.nanosecond = nanosecond
        return made


class NoMoment(datetime):
    """A datetime without a moment: its fields are NaN, as those of pandas' NaT."""

    @property
    def year(self) -> Any:
        return math.nan


class Longer(timedelta):
    nanoseconds = 0


class Index:
    """What Python takes for an integer, as numpy's are."""

    def __index__(self) -> int:
        return 7


def refusal(write: Any, value: object) -> str:
    with pytest.raises(ValueError, match=r"^(an? |bytes)") as caught:
        write(value)
    return str(caught.value)


def test_a_datetime_with_nanoseconds_keeps_a_digit_more_or_is_refused() -> None:
    write = scalars.write_date_time
    assert write(Finer.of(MOMENT, 0)) == "2024-01-02T03:04:05.123456"
    assert write(Finer.of(MOMENT, 700)) == "2024-01-02T03:04:05.1234567"
    found = refusal(write, Finer.of(MOMENT, 789))
    assert found.startswith("a datetime of whole 100 ns, not a ")
    assert found.endswith(".Finer")


def test_an_offset_keeps_the_finer_digit() -> None:
    parts = _offset_parts(Finer.of(MOMENT.replace(tzinfo=UTC), 700))[1]
    assert "05.1234567Z<" in parts


def test_a_datetime_without_a_moment_is_refused() -> None:
    found = refusal(scalars.write_date_time, NoMoment(2024, 1, 2))
    assert found.startswith("a datetime that holds a moment of the years 1 to 9999, or")
    assert found.endswith(".NoMoment")


def test_a_datetime_of_another_class_without_more_is_one() -> None:
    class Plain(datetime):
        def isoformat(self, *args: Any, **kwargs: Any) -> str:
            return "another text"

    assert scalars.write_date_time(Plain(2024, 1, 2)) == "2024-01-02T00:00:00"
    ticked = TickDatetime.of(MOMENT, 7)
    assert scalars.write_date_time(ticked) == "2024-01-02T03:04:05.1234567"


def test_a_timedelta_with_nanoseconds_keeps_a_digit_more_or_is_refused() -> None:
    value = Longer(seconds=1, microseconds=5)
    assert scalars.write_duration(value) == "PT1.000005S"
    value.nanoseconds = 300
    assert scalars.write_duration(value) == "PT1.0000053S"
    value.nanoseconds = 1
    found = refusal(scalars.write_duration, value)
    assert found.startswith("a timedelta of whole 100 ns, not a ")


def test_an_int_is_a_decimal() -> None:
    assert scalars.write_decimal(3) == "3"
    assert scalars.write_decimal(-(2**96) + 1) == str(-(2**96) + 1)
    assert "of at most 28" in refusal(scalars.write_decimal, 2**96)
    for value, kind in ((True, "a bool"), (1.5, "a float"), ("3", "a str")):
        found = refusal(scalars.write_decimal, value)
        assert found == f"a Decimal or an int, not {kind}"


@pytest.mark.parametrize(
    "name", ["int", "long", "byte", "integer", "decimal", "number", "double", "float"]
)
def test_what_has_an_index_is_an_integer(name: str) -> None:
    assert getattr(scalars, f"write_{name}")(Index()) == "7"


@pytest.mark.parametrize("value", [bytearray(b"a\0"), memoryview(b"xa\0")[1:]])
def test_buffers_are_bytes(value: object) -> None:
    assert scalars.write_base64_binary(value) == "YQA="  # type: ignore[arg-type]  # more than bytes
    assert scalars.write_hex_binary(value) == "6100"  # type: ignore[arg-type]  # more than bytes


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("int", 1.0, "an int from -2147483648 to 2147483647, not a float"),
        ("boolean", 1, "a bool, not an int"),
        ("date", MOMENT, "a date, not a datetime.datetime"),
        ("date_time", date.min, "a datetime, not a datetime.date"),
        ("time", MOMENT, "a time, not a datetime.datetime"),
        ("duration", 5, "a timedelta, not an int"),
        ("guid", "x", "a UUID, not a str"),
        ("base64_binary", "x", "bytes, not a str"),
        ("double", Decimal(1), "a float, not a decimal.Decimal"),
        ("string", 5, "a str, not an int"),
        ("char", 65, "a str of one character up to U+FFFF, not an int"),
    ],
)
def test_a_refusal_names_both_types(name: str, value: object, expected: str) -> None:
    assert refusal(getattr(scalars, f"write_{name}"), value) == expected


def test_a_tuple_is_a_list_everywhere(shop: Shop) -> None:
    tuples = shop.order(
        tags=("a", "b"), numbers=(1, 2), grid=((1,), ()), mark=("x",), page=(3,)
    )
    lists = shop.order(
        tags=["a", "b"], numbers=[1, 2], grid=[[1], []], mark=["x"], page=[3]
    )
    assert tuples.to_xml() == lists.to_xml()
    legs = (shop.package.Address(number=1),)
    assert shop.order(leg=legs).to_xml() == shop.order(leg=[*legs]).to_xml()


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"page": [1, 2, "x"]}, r"^\$\.Page\[2\]: found 'x', expected an int .*, not a str$"),
        ({"page": {1}}, r"^\$\.Page: found \{1\}, expected a list, not a set$"),
        ({"meta": []}, r"^\$\.Meta: found \[\], expected a dict, not a list$"),
        (
            {"home": {"number": 1}},
            r"^\$\.Home: found .*, expected an instance of Address, not a dict$",
        ),
        (
            {"when": NoMoment(2024, 1, 2)},
            r"^\$\.When: found .*, expected a datetime that holds .*NoMoment$",
        ),
    ],
)  # fmt: skip
def test_a_refusal_names_the_member(
    shop: Shop, members: dict[str, Any], said: str
) -> None:
    with pytest.raises(shop.wire_error, match=said):
        shop.order(**members).to_xml()


def test_numpys_scalars_are_taken_exactly() -> None:
    np = pytest.importorskip("numpy")
    assert scalars.write_int(np.int64(5)) == "5"
    assert scalars.write_unsigned_long(np.uint64(2**64 - 1)) == str(2**64 - 1)
    assert scalars.write_decimal(np.int8(-3)) == "-3"
    assert scalars.write_boolean(np.True_) == "true"
    assert scalars.write_float(np.float32(0.1)) == "0.1"
    assert scalars.write_double(np.float32(0.1)) == "0.10000000149011612"
    assert scalars.write_double(np.float64(0.1)) == "0.1"
    assert scalars.write_double(np.int64(2**53)) == str(2**53)
    assert scalars.write_string(np.str_("<")) == "&lt;"
    assert scalars.write_char(np.str_("A")) == "65"
    assert scalars.write_base64_binary(np.bytes_(b"a")) == "YQ=="


def test_numpys_scalars_that_would_change_are_refused() -> None:
    np = pytest.importorskip("numpy")
    expected = "an int from -2147483648 to 2147483647"
    assert refusal(scalars.write_int, np.int64(2**31)) == expected
    assert refusal(scalars.write_int, np.float64(1)).endswith("not a numpy.float64")
    # Its item() is a count of nanoseconds.
    moment = np.datetime64("2024-01-02T03:04:05.123456789")
    assert refusal(scalars.write_long, moment).endswith("not a numpy.datetime64")
    assert refusal(scalars.write_double, moment).endswith("not a numpy.datetime64")
    found = refusal(scalars.write_date_time, moment)
    assert found == "a datetime, not a numpy.datetime64"
    assert refusal(scalars.write_int, np.True_).partition(", not a numpy.bool")[1]
    single = "a float of single precision"
    assert refusal(scalars.write_float, np.int64(2**24 + 1)) == single
    assert "cannot hold" in refusal(scalars.write_double, np.int64(2**53 + 1))


def test_pandas_moments_are_taken_exactly_or_refused() -> None:
    pd = pytest.importorskip("pandas", reason="pip install -e '.[frames]'")
    write, stamp = scalars.write_date_time, pd.Timestamp
    assert write(stamp("2024-01-02T03:04:05.1234567")) == "2024-01-02T03:04:05.1234567"
    assert write(stamp("2024-01-02T03:04:05Z")) == "2024-01-02T03:04:05Z"
    zoned = stamp("2024-07-02T03:04:05", tz="Europe/Paris")
    assert write(zoned) == "2024-07-02T03:04:05+02:00"
    found = refusal(write, stamp("2024-01-02T03:04:05.123456789"))
    assert found.startswith("a datetime of whole 100 ns, not a pandas.")
    assert "or None, not a pandas." in refusal(write, pd.NaT)
    assert refusal(write, pd.NA).startswith("a datetime, not a pandas.")
    assert scalars.write_duration(pd.Timedelta("1.1234567s")) == "PT1.1234567S"
    assert "whole 100 ns" in refusal(scalars.write_duration, pd.Timedelta(1, "ns"))
    assert refusal(scalars.write_int, pd.NA).partition(", not a pandas.")[1]
