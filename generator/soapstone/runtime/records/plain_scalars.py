"""Scalars as plain data: what JSON has, and for the others the text that XML has.

Moments and lengths of time are ISO 8601, bytes Base64; numbers that JSON would change are texts:
Decimals, NaN and infinity.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from ..errors import WireError
from ..scalars import every
from ..scalars.binary import read_base64_binary
from ..scalars.python_values import octets, other_type
from ..scalars.ticks import TickDatetime, TickTime, TickTimedelta, ZonedDate
from .members import AnyXml, Content, OfElement
from .xml import Xml

_NAMES: Final = [
    each.removeprefix("read_") for each in every.__all__ if each[:5] == "read_"
]
_BY_READER: Final = {getattr(every, f"read_{name}"): name for name in _NAMES}
_BY_ELEMENT: Final = {
    "read_qname": "qname",
    "read_date_time_offset": "date_time_offset",
}
"""Scalars that more than a text determines; their module knows readers, so here are names."""

_TEXTS: Final = ("string", "any_uri", "char", "qname")
_FLOATS: Final = ("float", "double")
_BYTES: Final = ("base64_binary", "hex_binary")
_OWN_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "boolean": (bool,),
    "float": (float,),
    "double": (float,),
    "decimal": (Decimal,),
    "number": (int, Decimal),
    "date_time": (datetime, TickDatetime),
    "date_time_offset": (datetime, TickDatetime),
    "date": (date, ZonedDate),
    "time": (time, TickTime),
    "duration": (timedelta, TickTimedelta),
    "guid": (UUID,),
    "base64_binary": (bytes,),
    "hex_binary": (bytes,),
}
"""The Python types that stay as they are; of those not named here, ``int``."""
_WITHOUT_ZERO: Final = ("positive_integer", "negative_integer")
"""Types that 0 is none of; but an absent member is read as 0."""
_NOT_FINITE: Final = ("NaN", "INF", "-INF")


class JsonNumber(Decimal):
    """A number of a JSON text that is no integer, with all its digits."""


def json_scalar(content: Content, value: Any) -> Any:
    """Return a scalar, an enumeration or an Xml as JSON has it. Raises ValueError if it misfits."""
    if isinstance(content, AnyXml):
        return _xml(value).text
    name = _name(content)
    if name in ("enumeration", *_TEXTS):
        return _text(name, value)
    written = _written(name, value)
    match name:
        case "boolean":
            return written == "true"
        case "float" | "double":
            return written if written in _NOT_FINITE else float(value)
        case "base64_binary" | "hex_binary":
            return b2a_base64(octets(value), newline=False).decode("ascii")
        case "time":
            return _shorter(written)
    is_integer = name not in _OWN_TYPES or (name == "number" and _is_integer(written))
    return int(written) if is_integer else written


def python_scalar(value: Any) -> Any:
    """Return the value of a member as it is, but enumerations and Xml as their text."""
    if isinstance(value, Xml):
        return value.text
    return value.value if isinstance(value, StrEnum) else value


def read_scalar(content: Content, value: Any, *, is_key: bool = False) -> Any:
    """Return the value of a member from that of ``json_scalar`` or ``python_scalar``.

    ``is_key``: JSON has texts alone for the keys of an object. Raises ValueError if it misfits.
    """
    if isinstance(content, AnyXml):
        return _xml(value)
    name = _name(content)
    if name == "enumeration":
        return _member(content, _text(name, value))
    if name in _TEXTS:
        return _text(name, value)
    if isinstance(value, str) and (is_key or _has_text(name, value)):
        return _of_text(name, value)
    if isinstance(value, JsonNumber) and name in _FLOATS:
        return float(value)
    written = _written(name, value)
    if type(value) in _OWN_TYPES.get(name, (int,)):
        return value
    return _reader(name)(written)


def _name(content: Content) -> str:
    if isinstance(content, OfElement):
        return _BY_ELEMENT[content.read.__name__]
    if isinstance(content, type):
        return "enumeration"
    return _BY_READER[content]


def _reader(name: str) -> Callable[[str], Any]:
    name = name.removesuffix("_offset")
    found: Callable[[str], Any] = getattr(every, f"read_{name}")
    return found


def _written(name: str, value: Any) -> str:
    """The text that XML has for a value. Raises ValueError for one that has none."""
    if name in _WITHOUT_ZERO and type(value) is int and not value:
        return "0"
    write: Callable[[Any], str] = getattr(
        every, f"write_{name.removesuffix('_offset')}"
    )
    written = write(value)
    if name == "date_time_offset" and value.utcoffset() is None:
        raise ValueError("a datetime with a zone")
    return written


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise other_type("a str", value)
    if name in ("string", "any_uri", "char"):
        _written(name, value)
    return str.__str__(value.value if isinstance(value, StrEnum) else value)


def _member(kind: Any, text: str) -> StrEnum | str:
    """The member of an enumeration, or a text that is none."""
    try:
        found: StrEnum = kind(text)
    except ValueError:
        return text
    return found


def _has_text(name: str, value: str) -> bool:
    """Whether plain data may have a text for a scalar: JSON has integers, bools and floats."""
    if name in _FLOATS:
        return value in _NOT_FINITE
    return name in _OWN_TYPES and name != "boolean"


def _of_text(name: str, text: str) -> Any:
    if name in _BYTES:
        return read_base64_binary(text)
    value = _reader(name)(text)
    if name == "date_time_offset":
        _written(name, value)
    return value


def _shorter(written: str) -> str:
    """A time without the zeros at the end of its fraction, which XmlSerializer writes."""
    digits = written[:16].rstrip("0").rstrip(".") if "." in written else written[:16]
    return digits + written[16:]


def _is_integer(written: str) -> bool:
    return written.lstrip("-").isdecimal()


def _xml(value: Any) -> Xml:
    found = Xml(value) if isinstance(value, str) else value
    expected = "an Xml that holds one well-formed element, or its text"
    if not isinstance(found, Xml):
        raise other_type(expected, value)
    try:
        found.children()
    except WireError:
        raise ValueError(expected) from None
    return found
