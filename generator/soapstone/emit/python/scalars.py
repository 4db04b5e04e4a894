"""What each scalar of the wire is in Python: one table."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.model.contract import EnumerationRef, Scalar, Type


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
    "string": PythonScalar("str", "scalars.text", "string", '""'),
    "boolean": PythonScalar("bool", "scalars.text", "boolean", "False"),
    "byte": PythonScalar("int", "scalars.integers", "byte", "0"),
    "unsignedByte": PythonScalar("int", "scalars.integers", "unsigned_byte", "0"),
    "short": PythonScalar("int", "scalars.integers", "short", "0"),
    "unsignedShort": PythonScalar("int", "scalars.integers", "unsigned_short", "0"),
    "int": PythonScalar("int", "scalars.integers", "int", "0"),
    "unsignedInt": PythonScalar("int", "scalars.integers", "unsigned_int", "0"),
    "long": PythonScalar("int", "scalars.integers", "long", "0"),
    "unsignedLong": PythonScalar("int", "scalars.integers", "unsigned_long", "0"),
    "integer": PythonScalar("int", "scalars.integers", "integer", "0"),
    "positiveInteger": PythonScalar("int", "scalars.integers", "positive_integer", "0"),
    "nonNegativeInteger": PythonScalar(
        "int", "scalars.integers", "non_negative_integer", "0"
    ),
    "negativeInteger": PythonScalar("int", "scalars.integers", "negative_integer", "0"),
    "nonPositiveInteger": PythonScalar(
        "int", "scalars.integers", "non_positive_integer", "0"
    ),
    "float": PythonScalar("float", "scalars.floats", "float", "0.0"),
    "double": PythonScalar("float", "scalars.floats", "double", "0.0"),
    "decimal": PythonScalar("Decimal", "scalars.decimals", "decimal", "Decimal(0)"),
    "dateTime": PythonScalar("datetime", "scalars.times", "date_time", "datetime.min"),
    "date": PythonScalar("date", "scalars.times", "date", "date.min"),
    "time": PythonScalar("time", "scalars.times", "time", "time.min"),
    "duration": PythonScalar("timedelta", "scalars.times", "duration", "timedelta(0)"),
    "guid": PythonScalar("UUID", "scalars.guid", "guid", "UUID(int=0)"),
    "char": PythonScalar("str", "scalars.text", "char", r'"\0"'),
    "base64Binary": PythonScalar("bytes", "scalars.binary", "base64_binary", 'b""'),
    "hexBinary": PythonScalar("bytes", "scalars.binary", "hex_binary", 'b""'),
    "anyURI": PythonScalar("str", "scalars.text", "any_uri", '""'),
    "QName": PythonScalar("str", "scalars.elements", "qname", '""', of_element=True),
    "DateTimeOffset": PythonScalar(
        *(
            "datetime",
            "scalars.elements",
            "date_time_offset",
            'datetime.fromisoformat("0001-01-01T00:00Z")',
        ),
        of_element=True,
    ),
}
_GUESSED = PythonScalar("int", "scalars.decimals", "number", "0")

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
