"""The Python type, functions and default of each scalar: one table, by XSD type."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.model.contract import EnumerationRef, Scalar, Type


@dataclass(frozen=True, slots=True)
class PythonScalar:
    """How a scalar type appears in Python."""

    annotation: str
    home: str
    """The module of the runtime that has its functions."""
    function: str
    """``x`` of the functions ``read_x`` and ``write_x``."""
    default: str
    """The default of its .NET type, as an expression; if that is null, the empty value."""
    of_element: bool = False
    """Whether its functions take the whole element, because the text alone is not enough."""


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
    """Return the modules of the runtime for scalars, with the functions of each."""
    found: dict[str, list[str]] = {}
    for each in SCALARS:
        functions = (f"read_{each.function}", f"write_{each.function}")
        found.setdefault(each.home, []).extend(functions)
    return found


def is_text(type_: Type) -> bool:
    """Return whether the text of its element is the whole value."""
    if isinstance(type_, Scalar):
        return not python_scalar(type_).of_element
    return isinstance(type_, EnumerationRef)


def python_scalar(scalar: Scalar) -> PythonScalar:
    """Return a scalar's Python type; XSD types not in the table (``gYear``) are strings."""
    if scalar.guessed:
        return _GUESSED
    if scalar.text:
        return _TABLE["string"]
    return _TABLE.get(scalar.name, _TABLE["string"])
