"""The constants that WCF REST help pages print, one for each XSD type.

Source: System.ServiceModel.Web, HelpExampleGenerator. A page prints no other values; ``String
content`` is translated, the others are not.
"""

from __future__ import annotations

from soapstone.model.contract import Scalar

STRING_CONTENT = "String content"

CONSTANTS = {
    "true": "boolean",
    "127": "byte",
    "32767": "short",
    "2147483647": "int",
    "9223372036854775807": "long",
    "255": "unsignedByte",
    "65535": "unsignedShort",
    "4294967295": "unsignedInt",
    "18446744073709551615": "unsignedLong",
    "+2147483647": "nonNegativeInteger",
    "-12678967543233": "nonPositiveInteger",
    "12678967.543233": "decimal",
    "1.26743237E+15": "float",
    "1.26743233E+15": "double",
    "97": "char",
    "1999-05-31T11:20:00": "dateTime",
    "1999-05-31": "date",
    "P428DT10H30M12.3S": "duration",
    "1627aea5-8e0a-4371-9022-9b504344e724": "guid",
    "QmFzZSA2NCBTdHJlYW0=": "base64Binary",
    "GpM7": "hexBinary",
    "http://www.example.com/": "anyURI",
    "namespace:Name": "QName",
    STRING_CONTENT: "string",
}
"""Each constant and its XSD type. An ``integer`` has that of ``int``; positive and non-negative
integers share one, and so do negative and non-positive ones.
"""

JSON_CONSTANTS = {
    "a": "char",
    "/Date(928142400000": "dateTime",
}
"""What JSON prints otherwise; of a time the part before its offset."""


def constant(text: str) -> Scalar | None:
    """Return the scalar of which a text is the constant, or None."""
    name = CONSTANTS.get(text)
    return Scalar(name) if name else None


def json_constant(text: str) -> Scalar | None:
    """Return the scalar of which a text of JSON is the constant, or None."""
    for start, name in JSON_CONSTANTS.items():
        if text == start or (name == "dateTime" and text.startswith(start)):
            return Scalar(name)
    return constant(text)
