"""Scalars: the names that XSD and the pages have for them, and what .NET makes of each.

The names are those of XML Schema Part 2; ``guid`` and ``char`` are Microsoft's additions to them.
"""

from __future__ import annotations

import re

from soapstone.model.contract import Scalar


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = _words(
    "byte short int long unsignedByte unsignedShort unsignedInt unsignedLong"
    " decimal float double"
)
"""The scalars of which ServiceStack's samples show nothing but ``0``. (``char`` shows it too,
and is rare.)
"""

XML_SERIALIZER_VALUES = NUMBERS | _words("boolean dateTime date time guid char")
"""Scalars that XmlSerializer maps to value types, never null by themselves; the others to
strings and bytes.
"""

DATA_CONTRACT_VALUES = XML_SERIALIZER_VALUES | {"duration", "DateTimeOffset"}
"""The same for DataContractSerializer, which has a TimeSpan for ``duration``, and two elements for
a DateTimeOffset.
"""

SCALARS = XML_SERIALIZER_VALUES | _words(
    "duration string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS"
    " ENTITY ENTITIES NOTATION QName anyURI base64Binary hexBinary integer"
    " positiveInteger nonPositiveInteger negativeInteger nonNegativeInteger"
    " gYear gYearMonth gMonth gMonthDay gDay"
)
"""Every scalar that an ASMX page can print and a DataContract collection can name its items
after.
"""

_PRINTED = {name: Scalar(name) for name in SCALARS}

STRING = Scalar("string")

FILLINGS = {
    "String": STRING,
    "0001-01-01T00:00:00": Scalar("dateTime"),
    "0001-01-01T00:00:00Z": Scalar("dateTime"),
    "00000000-0000-0000-0000-000000000000": Scalar("guid"),
    "PT0S": Scalar("duration"),
    "false": Scalar("boolean"),
    "true": Scalar("boolean"),
    "AA==": Scalar("base64Binary"),
}
"""What ServiceStack fills a sample with, by reflection, where the value tells the type."""

FILLED_IN = "filled_in"
"""Stands in a sample for a word, and under ASMX for any text, that a person has filled in."""
PROSE = "filled in"
"""Stands for a text that is no word."""
LIVE = {
    "boolean": "true",
    "int": "1",
    "long": "1000000000",
    "decimal": "1.5",
    "double": "1e1",
    "dateTime": "1999-12-31T00:00:00",
    "guid": "11111111111111111111111111111111",
}
"""Stand for values that tell their type, by its name."""
STAND_INS = frozenset({FILLED_IN, PROSE, *LIVE.values()} - {"true"})
"""Texts of samples that were values."""

_LIVE_VALUES = (
    (re.compile(r"[+-]?\d{1,9}").fullmatch, "int"),
    (re.compile(r"[+-]?\d{10,18}").fullmatch, "long"),
    (re.compile(r"[+-]?\d+\.\d+(E[+-]?\d+)?").fullmatch, "decimal"),
    (
        re.compile(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
        ).fullmatch,
        "dateTime",
    ),
)


_QNAME = re.compile(r"q\d+:QName")


def printed(text: str) -> Scalar | None:
    """The scalar whose type name an ASMX page prints, or None. Only QName is printed with a
    prefix (``q1:QName``).
    """
    return _PRINTED.get("QName" if _QNAME.fullmatch(text) else text)


def enumerated(text: str) -> tuple[str, ...]:
    """The members of an enumeration, as an ASMX page joins them. One alone may be any text."""
    return tuple(text.split(" or "))


def valued(text: str) -> Scalar | None:
    """The scalar that a sample's value suggests, or None for a word that tells nothing.

    A number is a guess; so is a live value, which computed members carry.
    """
    if text in FILLINGS:
        return FILLINGS[text]
    for matches, name in _LIVE_VALUES:
        if matches(text):
            return Scalar(name, guessed=name in NUMBERS)
    return None
