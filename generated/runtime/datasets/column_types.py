"""The types of columns: from XSD and .NET types to Python classes and what reads their texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias
from uuid import UUID

from ..scalars import binary, decimals, floats, guid, integers, text, times

Reader: TypeAlias = Callable[[str], Any]

ANY: Final = "anyType"
"""The type of a System.Object column: each value has an xsi:type."""

TEXT: Final[tuple[type, Reader]] = (str, text.read_string)

_BY_XSD_TYPE: Final[dict[str, tuple[type, Reader]]] = {
    ANY: (object, text.read_string),
    "anyURI": (str, text.read_any_uri),
    "base64Binary": (bytes, binary.read_base64_binary),
    "boolean": (bool, text.read_boolean),
    "byte": (int, integers.read_byte),
    "date": (date, times.read_date),
    "dateTime": (datetime, times.read_date_time),
    "decimal": (Decimal, decimals.read_decimal),
    "double": (float, floats.read_double),
    "duration": (timedelta, times.read_duration),
    "float": (float, floats.read_float),
    "guid": (UUID, guid.read_guid),
    "hexBinary": (bytes, binary.read_hex_binary),
    "int": (int, integers.read_int),
    "integer": (int, integers.read_integer),
    "long": (int, integers.read_long),
    "negativeInteger": (int, integers.read_negative_integer),
    "nonNegativeInteger": (int, integers.read_non_negative_integer),
    "nonPositiveInteger": (int, integers.read_non_positive_integer),
    "positiveInteger": (int, integers.read_positive_integer),
    "short": (int, integers.read_short),
    "time": (time, times.read_time),
    "unsignedByte": (int, integers.read_unsigned_byte),
    "unsignedInt": (int, integers.read_unsigned_int),
    "unsignedLong": (int, integers.read_unsigned_long),
    "unsignedShort": (int, integers.read_unsigned_short),
}

_BY_DOTNET_TYPE: Final = {
    "System.Data.SqlTypes.SqlGuid": "guid",
    "System.DateTimeOffset": "dateTime",
    "System.Guid": "guid",
    "System.TimeSpan": "duration",
}
"""Types that DataSet writes as texts of another XSD type than its schema says."""


def type_of(xsd_type: str, dotnet_type: str = "") -> tuple[type, Reader]:
    """Return the class of a column's values, and what reads them.

    The reader raises ValueError. Of a type that is not known here the values are texts.
    """
    return _BY_XSD_TYPE.get(_BY_DOTNET_TYPE.get(dotnet_type, xsd_type), TEXT)
