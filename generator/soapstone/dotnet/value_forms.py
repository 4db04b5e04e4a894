"""The forms of values: the scalar that a text looks like, as .NET's serializers write it.

A value bounds its type from below. The next one may be longer, have a fraction, or be a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from soapstone.dotnet.integers import RANGES
from soapstone.model.contract import Scalar

SHORT = 200
"""Characters. The form of a longer text is not looked for."""
EMPTY = "empty"
TEXT = "string"
OPEN = "?"
"""Of a placeholder, which is no value."""
BIT = "bit"
"""Of 0 and 1, which are a number or a boolean."""
BINARY = "base64Binary"

_DAY = r"\d{4}-\d\d-\d\d"
_CLOCK = r"\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"
_FORMS = (
    ("boolean", re.compile("true|false")),
    ("int", re.compile(r"0|-?[1-9]\d{0,9}", re.ASCII)),
    ("long", re.compile(r"-?[1-9]\d{0,18}", re.ASCII)),
    ("decimal", re.compile(r"-?(?:0|[1-9]\d{0,27})\.\d+", re.ASCII)),
    ("double", re.compile(r"-?\d(?:\.\d+)?E[+-]?\d+|-?INF|NaN", re.ASCII)),
    ("dateTime", re.compile(f"{_DAY}T{_CLOCK}", re.ASCII)),
    ("date", re.compile(_DAY, re.ASCII)),
    ("duration", re.compile(r"-?P(?=[\dT])[\dYMD]*(?:T[\d.HMS]+)?", re.ASCII)),
    ("guid", re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
)
"""How .NET writes the values of types that look different. A leading zero makes a text, not a
number.
"""
_NUMBERS = ("int", "long", "decimal", "double")
"""Each type accepts the values of those before it."""
_EXAMPLES = {
    "1": "short",
    "2": "byte",
    "3": "int",
    "5": "unsignedShort",
    "6": "unsignedByte",
    "7": "unsignedInt",
    "10": "long",
    "11": "unsignedLong",
    "100": "integer",
    "1000.00": "decimal",
    "1.5E2": "float",
    "1.051732E7": "double",
}
"""What SoapUI writes for a type where it writes examples (SampleXmlUtil)."""
_TELLING = ("1000.00", "1.051732E7", "1.5E2")
"""Examples that hardly anybody else writes."""


def looks_like(text: str) -> Iterator[str]:
    """Yield the scalars that a trimmed text looks like, the narrowest first."""
    for name, pattern in _FORMS if len(text) <= SHORT else ():
        if pattern.fullmatch(text):
            yield name


def form(text: str) -> str:
    """Return the form of the trimmed text of a sample: a scalar, ``BIT`` or ``TEXT``."""
    if text in ("0", "1"):
        return BIT
    return next((name for name in looks_like(text) if _in_range(name, text)), TEXT)


def is_example(text: str) -> bool:
    """Return whether a text shows that SoapUI wrote examples into its document."""
    return text in _TELLING


def example(text: str) -> str:
    """Return the form of a text in a document of examples; their numbers tell types."""
    return _EXAMPLES.get(text) or form(text)


def inferred_scalar(forms: Set[str]) -> Scalar | None:
    """Return the scalar that fits texts of these forms; None where there were no texts.

    The type of whole numbers is a guess: the next value may have a fraction.
    """
    if forms <= {EMPTY}:
        return None
    if forms <= set(_NUMBERS):
        widest = max(forms, key=_NUMBERS.index)
        return Scalar(widest, guessed=widest in ("int", "long"))
    return Scalar(next(iter(forms)) if len(forms) == 1 else TEXT)


def sampled_scalar(forms: Set[str]) -> Scalar | None:
    """Return the scalar that fits the values of a sample; None where no value decides."""
    values = forms - {OPEN, EMPTY, BIT}
    if BIT in forms and not values <= {*_NUMBERS, "boolean"}:
        return Scalar(TEXT)
    return inferred_scalar(values)


def _in_range(name: str, text: str) -> bool:
    low, high = RANGES.get(name, (0, 0))
    return name not in RANGES or low <= int(text) <= high
