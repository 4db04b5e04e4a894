"""The types of columns: from XSD and .NET types to Python classes, what reads and what writes them.

A column that names no type gets the one that .NET has for the class of its values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias
from uuid import UUID

from ..records.xml import Xml
from ..scalars.python_values import native, type_name, whole
from ..scalars.xsd_types import (
    MICROSOFT_TYPES,
    NAMES,
    XSD_TYPES,
    ScalarType,
    integer_name,
)

Reader: TypeAlias = Callable[[str], Any]
Writer: TypeAlias = Callable[[Any], str]

ANY: Final = "anyType"
"""The type of a System.Object column: each value has an xsi:type."""

_BY_XSD_TYPE: Final = {
    **XSD_TYPES,
    ANY: XSD_TYPES["string"]._replace(kind=object),
    "guid": MICROSOFT_TYPES["guid"],
}

_TEXTS: Final = frozenset(
    "normalizedString token language Name NCName ID IDREF IDREFS ENTITY ENTITIES"
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
    *((kind, name, "") for kind, name in NAMES),
    (timedelta, "duration", ""),
    (UUID, "string", "System.Guid"),
    (object, ANY, "System.Object"),
)
"""Classes of values, with the XSD type and the .NET type of a column; of int see below."""

_CLASSES: Final = (
    "bool, int, float, Decimal, str, bytes, datetime, date, time, timedelta, UUID"
)


def type_of(xsd_type: str, dotnet_type: str = "") -> ScalarType:
    """Return the type of a column; if it is not known here, its values are texts."""
    known = _BY_DOTNET_TYPE.get(dotnet_type, xsd_type)
    return _BY_XSD_TYPE.get(known, XSD_TYPES["string"])


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
    return integer_name(min(numbers, default=0), max(numbers, default=0))


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
