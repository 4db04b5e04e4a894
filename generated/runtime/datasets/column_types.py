"""The types of columns: from XSD and .NET types to Python classes, what reads and what writes them.

A column that names no type gets the one that .NET has for the class of its values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from ..records.xml import Xml
from ..scalars import binary, decimals, floats, guid, integers, text, times
from ..scalars.python_values import native, type_name, whole

Reader: TypeAlias = Callable[[str], Any]
Writer: TypeAlias = Callable[[Any], str]

ANY: Final = "anyType"
"""The type of a System.Object column: each value has an xsi:type."""


class ColumnType(NamedTuple):
    """The class of a column's values; what reads and writes their texts raises ValueError."""

    kind: type
    read: Reader
    write: Writer


TEXT: Final = ColumnType(str, text.read_string, text.write_string)

_BY_XSD_TYPE: Final[dict[str, ColumnType]] = {
    ANY: ColumnType(object, text.read_string, text.write_string),
    "anyURI": ColumnType(str, text.read_any_uri, text.write_any_uri),
    "base64Binary": ColumnType(
        bytes, binary.read_base64_binary, binary.write_base64_binary
    ),
    "boolean": ColumnType(bool, text.read_boolean, text.write_boolean),
    "byte": ColumnType(int, integers.read_byte, integers.write_byte),
    "date": ColumnType(date, times.read_date, times.write_date),
    "dateTime": ColumnType(datetime, times.read_date_time, times.write_date_time),
    "decimal": ColumnType(Decimal, decimals.read_decimal, decimals.write_decimal),
    "double": ColumnType(float, floats.read_double, floats.write_double),
    "duration": ColumnType(timedelta, times.read_duration, times.write_duration),
    "float": ColumnType(float, floats.read_float, floats.write_float),
    "guid": ColumnType(UUID, guid.read_guid, guid.write_guid),
    "hexBinary": ColumnType(bytes, binary.read_hex_binary, binary.write_hex_binary),
    "int": ColumnType(int, integers.read_int, integers.write_int),
    "integer": ColumnType(int, integers.read_integer, integers.write_integer),
    "long": ColumnType(int, integers.read_long, integers.write_long),
    "negativeInteger": ColumnType(
        int, integers.read_negative_integer, integers.write_negative_integer
    ),
    "nonNegativeInteger": ColumnType(
        int, integers.read_non_negative_integer, integers.write_non_negative_integer
    ),
    "nonPositiveInteger": ColumnType(
        int, integers.read_non_positive_integer, integers.write_non_positive_integer
    ),
    "positiveInteger": ColumnType(
        int, integers.read_positive_integer, integers.write_positive_integer
    ),
    "short": ColumnType(int, integers.read_short, integers.write_short),
    "time": ColumnType(time, times.read_time, times.write_time),
    "unsignedByte": ColumnType(
        int, integers.read_unsigned_byte, integers.write_unsigned_byte
    ),
    "unsignedInt": ColumnType(
        int, integers.read_unsigned_int, integers.write_unsigned_int
    ),
    "unsignedLong": ColumnType(
        int, integers.read_unsigned_long, integers.write_unsigned_long
    ),
    "unsignedShort": ColumnType(
        int, integers.read_unsigned_short, integers.write_unsigned_short
    ),
}

_TEXTS: Final = frozenset(
    "string normalizedString token language Name NCName ID IDREF IDREFS ENTITY ENTITIES"
    " NMTOKEN NMTOKENS NOTATION QName gYear gYearMonth gMonth gMonthDay gDay".split()
)
"""The other types of XSD: their values are texts."""

_BY_DOTNET_TYPE: Final = {
    "System.Data.SqlTypes.SqlGuid": "guid",
    "System.DateTimeOffset": "dateTime",
    "System.Guid": "guid",
    "System.TimeSpan": "duration",
}
"""Types that DataSet writes as texts of another XSD type than its schema says."""

_BY_CLASS: Final[tuple[tuple[type, str, str], ...]] = (
    (bool, "boolean", ""),  # before int, whose subclass it is
    (str, "string", ""),
    (float, "double", ""),
    (Decimal, "decimal", ""),
    (datetime, "dateTime", ""),  # before date
    (date, "date", ""),
    (time, "time", ""),
    (timedelta, "duration", ""),
    (UUID, "string", "System.Guid"),
    (bytes, "base64Binary", ""),
    (object, ANY, "System.Object"),
)
"""Classes of values, with the XSD type and the .NET type of a column; of int see below."""
_INTEGERS: Final = (
    ("int", -(2**31), 2**31),
    ("long", -(2**63), 2**63),
    ("unsignedLong", 0, 2**64),
)
"""The types of whole numbers, and the values that they hold: from, and to before."""

_CLASSES: Final = (
    "bool, int, float, Decimal, str, bytes, datetime, date, time, timedelta, UUID"
)


def type_of(xsd_type: str, dotnet_type: str = "") -> ColumnType:
    """Return the type of a column; if it is not known here, its values are texts."""
    return _BY_XSD_TYPE.get(_BY_DOTNET_TYPE.get(dotnet_type, xsd_type), TEXT)


def check_types(xsd_type: str, dotnet_type: str) -> None:
    """Raise ValueError for types that the schema of a DataSet cannot name."""
    if xsd_type == "guid" or not (xsd_type in _BY_XSD_TYPE or xsd_type in _TEXTS):
        raise ValueError("the local name of a type of XSD: int, dateTime …")
    if dotnet_type and not dotnet_type.startswith("System."):
        raise ValueError("a type of .NET's own: System.Guid …")


def types_for(kind: type, values: Iterable[Any]) -> tuple[str, str]:
    """Return the XSD type and the .NET type ("" if XSD says it) for values of a class.

    Whole numbers are int, long or unsignedLong, whichever holds them all. Raises ValueError for a
    class that no column has.
    """
    if kind is int:
        return _integer_type(values), ""
    for each, xsd_type, dotnet_type in _BY_CLASS:
        if kind is each:
            return xsd_type, dotnet_type
    raise ValueError(f"a class that columns have: {_CLASSES}, object")


def _integer_type(values: Iterable[Any]) -> str:
    numbers = [each for each in map(whole, values) if each is not None]
    low, high = min(numbers, default=0), max(numbers, default=0)
    fitting = (name for name, start, end in _INTEGERS if start <= low <= high < end)
    return next(fitting, "long")


def class_of(value: Any) -> type:
    """Return the class of a column for a value: of an Xml ``object``. Raises ValueError."""
    value = native(value)
    for each, _, _ in _BY_CLASS[:-1]:
        if isinstance(value, each):
            return each
    if isinstance(value, bytearray | memoryview):
        return bytes
    if isinstance(value, Xml):
        return object
    if whole(value) is not None:
        return int
    raise ValueError(f"a value of {_CLASSES}, not {type_name(value)}")


def common_class(classes: Iterable[type]) -> type | None:
    """Return the class of a column for values of several; ``str`` if there are none.

    Whole numbers fit into columns of Decimal or float. None if nothing holds them all.
    """
    found = set(classes)
    for wider in (Decimal, float):
        if found == {int, wider}:
            return wider
    return found.pop() if len(found) == 1 else None if found else str
