"""What each scalar of the wire is in Python: one table."""

from __future__ import annotations

from dataclasses import dataclass

from generator.contract import EnumerationRef, Scalar, Type


@dataclass(frozen=True, slots=True)
class PythonScalar:
    """A scalar's Python type and the functions of ``runtime.scalars``."""

    annotation: str
    function: str
    """``int`` stands for ``read_int`` and ``write_int``."""
    default: str
    """The expression for .NET's default; for a type whose default is null, for its empty value."""
    of_element: bool = False
    """It is read from its element and written as one: the text alone does not say it."""


_TABLE: dict[str, PythonScalar] = {
    "string": PythonScalar("str", "string", '""'),
    "boolean": PythonScalar("bool", "boolean", "False"),
    "byte": PythonScalar("int", "byte", "0"),
    "unsignedByte": PythonScalar("int", "unsigned_byte", "0"),
    "short": PythonScalar("int", "short", "0"),
    "unsignedShort": PythonScalar("int", "unsigned_short", "0"),
    "int": PythonScalar("int", "int", "0"),
    "unsignedInt": PythonScalar("int", "unsigned_int", "0"),
    "long": PythonScalar("int", "long", "0"),
    "unsignedLong": PythonScalar("int", "unsigned_long", "0"),
    "integer": PythonScalar("int", "integer", "0"),
    "positiveInteger": PythonScalar("int", "positive_integer", "0"),
    "nonNegativeInteger": PythonScalar("int", "non_negative_integer", "0"),
    "negativeInteger": PythonScalar("int", "negative_integer", "0"),
    "nonPositiveInteger": PythonScalar("int", "non_positive_integer", "0"),
    "float": PythonScalar("float", "float", "0.0"),
    "double": PythonScalar("float", "double", "0.0"),
    "decimal": PythonScalar("Decimal", "decimal", "Decimal(0)"),
    "dateTime": PythonScalar("datetime", "date_time", "datetime.min"),
    "date": PythonScalar("date", "date", "date.min"),
    "time": PythonScalar("time", "time", "time.min"),
    "duration": PythonScalar("timedelta", "duration", "timedelta(0)"),
    "guid": PythonScalar("UUID", "guid", "UUID(int=0)"),
    "char": PythonScalar("str", "char", r'"\0"'),
    "base64Binary": PythonScalar("bytes", "base64_binary", 'b""'),
    "hexBinary": PythonScalar("bytes", "hex_binary", 'b""'),
    "anyURI": PythonScalar("str", "any_uri", '""'),
    "QName": PythonScalar("str", "qname", '""', of_element=True),
    "DateTimeOffset": PythonScalar(
        *(
            "datetime",
            "date_time_offset",
            'datetime.fromisoformat("0001-01-01T00:00Z")',
        ),
        of_element=True,
    ),
}
_GUESSED = PythonScalar("int", "number", "0")

TEXT_FUNCTIONS = frozenset(
    [*(each.function for each in (*_TABLE.values(), _GUESSED)), "any", "enumeration"]
)
"""What the runtime's own ``read_…`` and ``write_…`` functions are called after."""


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
