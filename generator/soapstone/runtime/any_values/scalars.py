"""The scalars of ``xsi:type``: by the name of the type, what reads and what writes its text.

XSD's types go by their local names. Microsoft's (``guid``, ``char``) are in a namespace of each
serializer; so is ``duration`` as DataContractSerializer writes a TimeSpan.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from ..reading.elements import XSD
from ..scalars.xsd_types import MICROSOFT_TYPES, NAMES, XSD_TYPES, integer_name

_XML_SERIALIZER: Final = "{http://microsoft.com/wsdl/types/}"
_DATA_CONTRACT: Final = "{http://schemas.microsoft.com/2003/10/Serialization/}"

_OF_XSD: Final = {
    **{
        name: XSD_TYPES[name]
        for name in (
            *("boolean", "byte", "unsignedByte", "short", "unsignedShort", "int"),
            *("unsignedInt", "long", "unsignedLong", "integer", "decimal", "float"),
            *("double", "dateTime", "date", "time", "base64Binary", "hexBinary"),
        )
    },
    **dict.fromkeys(
        ("string", "anyURI", "normalizedString", "token"), XSD_TYPES["string"]
    ),
}

SCALARS: Final = {
    **{XSD + name: each for name, each in _OF_XSD.items()},
    **{
        namespace + name: each
        for namespace in (_XML_SERIALIZER, _DATA_CONTRACT)
        for name, each in MICROSOFT_TYPES.items()
    },
    _DATA_CONTRACT + "duration": XSD_TYPES["duration"],
}
"""By ``{namespace}name``. XSD's duration is not among them: to XmlSerializer it is a text."""

_NAMES: Final[tuple[tuple[type, str], ...]] = (
    *((kind, XSD + name) for kind, name in NAMES),
    (UUID, _XML_SERIALIZER + "guid"),
    (timedelta, _DATA_CONTRACT + "duration"),
)


def name_for(value: object) -> str:
    """Return the name of the type that .NET gives a value; "" for what is no scalar.

    A whole number is the first of int, long and unsignedLong that holds it.
    """
    for kind, name in _NAMES:
        if isinstance(value, kind):
            return name
    if not isinstance(value, int):
        return ""
    return XSD + integer_name(value, value)


def full_name(name: str) -> str:
    """Return a type as ``{namespace}name``: XSD's and Microsoft's may go by the name alone."""
    if name in _OF_XSD:
        return XSD + name
    return _XML_SERIALIZER + name if name in MICROSOFT_TYPES else name


def short_name(name: str) -> str:
    """Return a type by its local name if it is XSD's or Microsoft's, else unchanged."""
    namespace, brace, local = name.rpartition("}")
    known = f"{namespace}{brace}" in (XSD, _XML_SERIALIZER, _DATA_CONTRACT)
    return local if known else name
