"""Tables of scalar types: XSD's names, which of them are value types of .NET, and placeholders.

The names are those of XML Schema part 2 section 3; ``guid`` and ``char`` are Microsoft's.
"""

from __future__ import annotations

import re

from soapstone.model.contract import Scalar, Serializer


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = _words(
    "byte short int long unsignedByte unsignedShort unsignedInt unsignedLong"
    " decimal float double"
)
"""Scalars whose placeholder in ServiceStack's samples is ``0``. (That of ``char`` is ``0`` too, but
``char`` is rare.)
"""

XML_SERIALIZER_VALUES = NUMBERS | _words("boolean dateTime date time guid char")
"""Scalars that are value types under XmlSerializer, so never null. The others are strings and
bytes.
"""

DATA_CONTRACT_VALUES = XML_SERIALIZER_VALUES | {"duration", "DateTimeOffset"}
"""The same under DataContractSerializer: it also has TimeSpan for ``duration``, and DateTimeOffset,
which it writes as two elements.
"""

SCALARS = XML_SERIALIZER_VALUES | _words(
    "duration string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS"
    " ENTITY ENTITIES NOTATION QName anyURI base64Binary hexBinary integer"
    " positiveInteger nonPositiveInteger negativeInteger nonNegativeInteger"
    " gYear gYearMonth gMonth gMonthDay gDay"
)
"""Every scalar that an ASMX page can print, or after which DataContractSerializer can name an
item.
"""

ARRAY_ITEMS = XML_SERIALIZER_VALUES - {"date", "time"} | {"string", "base64Binary"}
"""What XmlSerializer calls the items of an array of a built-in type. It has other scalars, such as
``Name`` and ``ID``, where an attribute asks for one; far more often those are names that an author
chose.
"""

XML_SERIALIZER_TEXTS = frozenset({"duration"})
"""Scalars with a class of .NET that XmlSerializer does not map to it: it keeps the text. A TimeSpan
could not hold a month.
"""

_PRINTED = {name: Scalar(name, text=name in XML_SERIALIZER_TEXTS) for name in SCALARS}

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
"""The placeholders that ServiceStack fills into samples, and the type of each. Those that fit
several types are not here.
"""

FILLED_IN = "filled_in"
"""Replaces a word that a person filled into a sample; on an ASMX page, any text."""
PROSE = "filled in"
"""Replaces a filled-in text that is no word."""
LIVE = {
    "boolean": "true",
    "int": "1",
    "long": "1000000000",
    "decimal": "1.5",
    "double": "1e1",
    "dateTime": "1999-12-31T00:00:00",
    "guid": "11111111111111111111111111111111",
}
"""Replaces a filled-in value whose look shows its type, by the name of the type."""
STAND_INS = frozenset({FILLED_IN, PROSE, *LIVE.values()} - {"true"})
"""All texts that replace values in samples."""

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
    """Return the scalar whose type name an ASMX page prints, or None.

    Only QName has a prefix on the page (``q1:QName``).
    """
    return _PRINTED.get("QName" if _QNAME.fullmatch(text) else text)


def of_serializer(name: str, serializer: Serializer) -> Scalar:
    """Return the scalar of an XSD type, as a serializer has it in .NET."""
    texts = XML_SERIALIZER_TEXTS if serializer is Serializer.XML else ()
    return Scalar(name, text=name in texts)


def enumerated(text: str) -> tuple[str, ...]:
    """Return the members of an enumeration, which an ASMX page joins with " or ". A single member
    may be any text.
    """
    return tuple(text.split(" or "))


def valued(text: str) -> Scalar | None:
    """Return the scalar that a value in a sample suggests, or None for a word, which suggests none.

    The type of a number is a guess; so is that of a live value, which a computed member has.
    """
    if text in FILLINGS:
        return FILLINGS[text]
    for matches, name in _LIVE_VALUES:
        if matches(text):
            return Scalar(name, guessed=name in NUMBERS)
    return None
