"""The types of XSD that have Python classes: what reads and what writes their texts, by name.

Generated code imports the functions that it needs; this is for types that only a message names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from . import every


class ScalarType(NamedTuple):
    """The class of a type's values; what reads and writes their texts raises ValueError."""

    kind: type
    read: Callable[[str], Any]
    write: Callable[[Any], str]


XSD_TYPES: Final = {
    "anyURI": ScalarType(str, every.read_any_uri, every.write_any_uri),
    "base64Binary": ScalarType(
        bytes, every.read_base64_binary, every.write_base64_binary
    ),
    "boolean": ScalarType(bool, every.read_boolean, every.write_boolean),
    "byte": ScalarType(int, every.read_byte, every.write_byte),
    "date": ScalarType(date, every.read_date, every.write_date),
    "dateTime": ScalarType(datetime, every.read_date_time, every.write_date_time),
    "decimal": ScalarType(Decimal, every.read_decimal, every.write_decimal),
    "double": ScalarType(float, every.read_double, every.write_double),
    "duration": ScalarType(timedelta, every.read_duration, every.write_duration),
    "float": ScalarType(float, every.read_float, every.write_float),
    "hexBinary": ScalarType(bytes, every.read_hex_binary, every.write_hex_binary),
    "int": ScalarType(int, every.read_int, every.write_int),
    "integer": ScalarType(int, every.read_integer, every.write_integer),
    "long": ScalarType(int, every.read_long, every.write_long),
    "negativeInteger": ScalarType(
        int, every.read_negative_integer, every.write_negative_integer
    ),
    "nonNegativeInteger": ScalarType(
        int, every.read_non_negative_integer, every.write_non_negative_integer
    ),
    "nonPositiveInteger": ScalarType(
        int, every.read_non_positive_integer, every.write_non_positive_integer
    ),
    "positiveInteger": ScalarType(
        int, every.read_positive_integer, every.write_positive_integer
    ),
    "short": ScalarType(int, every.read_short, every.write_short),
    "string": ScalarType(str, every.read_string, every.write_string),
    "time": ScalarType(time, every.read_time, every.write_time),
    "unsignedByte": ScalarType(
        int, every.read_unsigned_byte, every.write_unsigned_byte
    ),
    "unsignedInt": ScalarType(int, every.read_unsigned_int, every.write_unsigned_int),
    "unsignedLong": ScalarType(
        int, every.read_unsigned_long, every.write_unsigned_long
    ),
    "unsignedShort": ScalarType(
        int, every.read_unsigned_short, every.write_unsigned_short
    ),
}
"""By their local names. The values of all others of XSD are texts."""

MICROSOFT_TYPES: Final = {
    "guid": ScalarType(UUID, every.read_guid, every.write_guid),
    "char": ScalarType(str, every.read_char, every.write_char),
}
"""Types that XSD lacks; each serializer of .NET has them in a namespace of its own."""

NAMES: Final[tuple[tuple[type, str], ...]] = (
    (bool, "boolean"),  # before int, whose subclass it is
    (str, "string"),
    (float, "double"),
    (Decimal, "decimal"),
    (datetime, "dateTime"),  # before date
    (date, "date"),
    (time, "time"),
    (bytes, "base64Binary"),
)
"""Classes of values, with the XSD type that .NET gives them; of int see ``integer_name``."""

_INTEGERS: Final = (
    ("int", -(2**31), 2**31),
    ("long", -(2**63), 2**63),
    ("unsignedLong", 0, 2**64),
)
"""The types of whole numbers, and the values that they hold: from, and to before."""


def integer_name(low: int, high: int) -> str:
    """Return the first of int, long and unsignedLong that holds two numbers; else long."""
    fitting = (name for name, start, end in _INTEGERS if start <= low <= high < end)
    return next(fitting, "long")
