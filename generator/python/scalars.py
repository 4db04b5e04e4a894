"""What each scalar of the wire is in Python: one table."""

from __future__ import annotations

from dataclasses import dataclass

from generator.contract import EnumerationRef, Scalar, Type


@dataclass(frozen=True, slots=True)
class PythonScalar:
    """A scalar's Python type and the runtime's functions."""

    annotation: str
    home: str
    """The functions' module."""
    function: str
    """``int`` stands for ``read_int`` and ``write_int``."""
    default: str
    """The expression for .NET's default; for a type whose default is null, for its empty value."""
    of_element: bool = False
    """It is read from its element and written as one: the text alone does not say it."""


_TABLE: dict[str, PythonScalar] = {
    "string": PythonScalar("str", "scalar_text", "string", '""'),
    "boolean": PythonScalar("bool", "scalar_text", "boolean", "False"),
    "byte": PythonScalar("int", "scalar_integers", "byte", "0"),
    "unsignedByte": PythonScalar("int", "scalar_integers", "unsigned_byte", "0"),
    "short": PythonScalar("int", "scalar_integers", "short", "0"),
    "unsignedShort": PythonScalar("int", "scalar_integers", "unsigned_short", "0"),
    "int": PythonScalar("int", "scalar_integers", "int", "0"),
    "unsignedInt": PythonScalar("int", "scalar_integers", "unsigned_int", "0"),
    "long": PythonScalar("int", "scalar_integers", "long", "0"),
    "unsignedLong": PythonScalar("int", "scalar_integers", "unsigned_long", "0"),
    "integer": PythonScalar("int", "scalar_integers", "integer", "0"),
    "positiveInteger": PythonScalar("int", "scalar_integers", "positive_integer", "0"),
    "nonNegativeInteger": PythonScalar(
        "int", "scalar_integers", "non_negative_integer", "0"
    ),
    "negativeInteger": PythonScalar("int", "scalar_integers", "negative_integer", "0"),
    "nonPositiveInteger": PythonScalar(
        "int", "scalar_integers", "non_positive_integer", "0"
    ),
    "float": PythonScalar("float", "scalar_floats", "float", "0.0"),
    "double": PythonScalar("float", "scalar_floats", "double", "0.0"),
    "decimal": PythonScalar("Decimal", "scalar_decimals", "decimal", "Decimal(0)"),
    "dateTime": PythonScalar("datetime", "times", "date_time", "datetime.min"),
    "date": PythonScalar("date", "times", "date", "date.min"),
    "time": PythonScalar("time", "times", "time", "time.min"),
    "duration": PythonScalar("timedelta", "times", "duration", "timedelta(0)"),
    "guid": PythonScalar("UUID", "scalar_guid", "guid", "UUID(int=0)"),
    "char": PythonScalar("str", "scalar_text", "char", r'"\0"'),
    "base64Binary": PythonScalar("bytes", "scalar_binary", "base64_binary", 'b""'),
    "hexBinary": PythonScalar("bytes", "scalar_binary", "hex_binary", 'b""'),
    "anyURI": PythonScalar("str", "scalar_text", "any_uri", '""'),
    "QName": PythonScalar("str", "scalar_elements", "qname", '""', of_element=True),
    "DateTimeOffset": PythonScalar(
        *(
            "datetime",
            "scalar_elements",
            "date_time_offset",
            'datetime.fromisoformat("0001-01-01T00:00Z")',
        ),
        of_element=True,
    ),
}
_GUESSED = PythonScalar("int", "scalar_decimals", "number", "0")

SCALARS = (*_TABLE.values(), _GUESSED)


def homes() -> dict[str, list[str]]:
    """The modules of the runtime that read and write scalars, and the functions of each."""
    found: dict[str, list[str]] = {}
    for each in SCALARS:
        functions = (f"read_{each.function}", f"write_{each.function}")
        found.setdefault(each.home, []).extend(functions)
    return found


def is_text(type_: Type) -> bool:
    """Whether a value of the type is the text of its element."""
    if isinstance(type_, Scalar):
        return not python_scalar(type_).of_element
    return isinstance(type_, EnumerationRef)


def python_scalar(scalar: Scalar) -> PythonScalar:
    """A scalar in Python. An XSD type beyond the table (``NMTOKEN``, ``gYear``) is its text."""
    if scalar.guessed:
        return _GUESSED
    return _TABLE.get(scalar.name, _TABLE["string"])
