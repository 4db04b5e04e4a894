"""The integer types of XML Schema and their ranges; those without bounds end at 30 digits here."""

from __future__ import annotations

Range = tuple[int, int]

RANGES: dict[str, Range] = {
    "byte": (-(2**7), 2**7 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "short": (-(2**15), 2**15 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "int": (-(2**31), 2**31 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "integer": (-(10**30), 10**30),
    "positiveInteger": (1, 10**30),
    "nonNegativeInteger": (0, 10**30),
    "negativeInteger": (-(10**30), -1),
    "nonPositiveInteger": (-(10**30), 0),
}
"""The lowest and the highest value of each."""
