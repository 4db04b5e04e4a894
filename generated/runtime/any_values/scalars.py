"""The scalars of ``xsi:type``: by the name of the type, what reads and what writes its text.

XSD's types go by their local names. Microsoft's (``guid``, ``char``) are in a namespace of each
serializer; so is ``duration`` as DataContractSerializer writes a TimeSpan.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from ..reading.elements import XSD
from ..scalars import every

_XML_SERIALIZER: Final = "{http://microsoft.com/wsdl/types/}"
_DATA_CONTRACT: Final = "{http://schemas.microsoft.com/2003/10/Serialization/}"


class Functions(NamedTuple):
    """What reads and what writes the text of a scalar; both raise ValueError."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


_TEXT: Final = Functions(every.read_string, every.write_string)

_OF_XSD: Final = {
    "boolean": Functions(every.read_boolean, every.write_boolean),
    "byte": Functions(every.read_byte, every.write_byte),
    "unsignedByte": Functions(every.read_unsigned_byte, every.write_unsigned_byte),
    "short": Functions(every.read_short, every.write_short),
    "unsignedShort": Functions(every.read_unsigned_short, every.write_unsigned_short),
    "int": Functions(every.read_int, every.write_int),
    "unsignedInt": Functions(every.read_unsigned_int, every.write_unsigned_int),
    "long": Functions(every.read_long, every.write_long),
    "unsignedLong": Functions(every.read_unsigned_long, every.write_unsigned_long),
    "integer": Functions(every.read_integer, every.write_integer),
    "decimal": Functions(every.read_decimal, every.write_decimal),
    "float": Functions(every.read_float, every.write_float),
    "double": Functions(every.read_double, every.write_double),
    "dateTime": Functions(every.read_date_time, every.write_date_time),
    "date": Functions(every.read_date, every.write_date),
    "time": Functions(every.read_time, every.write_time),
    "base64Binary": Functions(every.read_base64_binary, every.write_base64_binary),
    "hexBinary": Functions(every.read_hex_binary, every.write_hex_binary),
    **dict.fromkeys(("string", "anyURI", "normalizedString", "token"), _TEXT),
}
_OF_MICROSOFT: Final = {
    "guid": Functions(every.read_guid, every.write_guid),
    "char": Functions(every.read_char, every.write_char),
}
_DURATION: Final = Functions(every.read_duration, every.write_duration)

SCALARS: Final = {
    **{XSD + name: each for name, each in _OF_XSD.items()},
    **{
        namespace + name: each
        for namespace in (_XML_SERIALIZER, _DATA_CONTRACT)
        for name, each in _OF_MICROSOFT.items()
    },
    _DATA_CONTRACT + "duration": _DURATION,
}
"""By ``{namespace}name``. XSD's duration is not among them: to XmlSerializer it is a text."""

_NAMES: Final[tuple[tuple[type[Any], str], ...]] = (
    (bool, XSD + "boolean"),  # before int, whose subclass it is
    (str, XSD + "string"),
    (float, XSD + "double"),
    (Decimal, XSD + "decimal"),
    (datetime, XSD + "dateTime"),  # before date
    (date, XSD + "date"),
    (time, XSD + "time"),
    (bytes, XSD + "base64Binary"),
    (UUID, _XML_SERIALIZER + "guid"),
    (timedelta, _DATA_CONTRACT + "duration"),
)
_INTEGERS: Final = (
    ("int", -(2**31), 2**31),
    ("long", -(2**63), 2**63),
    ("unsignedLong", 0, 2**64),
)
"""The names of integers, and the values that they hold: from, and to before."""


def name_for(value: object) -> str:
    """Return the name of the type that .NET gives a value; "" for what is no scalar.

    A whole number is the first of int, long and unsignedLong that holds it.
    """
    for kind, name in _NAMES:
        if isinstance(value, kind):
            return name
    if not isinstance(value, int):
        return ""
    fitting = (name for name, low, end in _INTEGERS if low <= value < end)
    return f"{XSD}{next(fitting, 'long')}"


def full_name(name: str) -> str:
    """Return a type as ``{namespace}name``: XSD's and Microsoft's may go by the name alone."""
    if name in _OF_XSD:
        return XSD + name
    return _XML_SERIALIZER + name if name in _OF_MICROSOFT else name


def short_name(name: str) -> str:
    """Return a type by its local name if it is XSD's or Microsoft's, else unchanged."""
    namespace, brace, local = name.rpartition("}")
    known = f"{namespace}{brace}" in (XSD, _XML_SERIALIZER, _DATA_CONTRACT)
    return local if known else name
