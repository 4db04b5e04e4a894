"""Values of other Python types, as writers take them: exactly, or not at all.

Writers come here only with a value that is not of their own type. ``numpy`` and ``pandas`` are
never imported: whoever has a value of theirs has imported them.
"""

from __future__ import annotations

import sys
from typing import Any, Final

_NO_NUMBERS: Final = ("datetime64", "timedelta64")
"""Scalars of numpy whose ``item()`` may be a bare count of nanoseconds."""


def other_type(wanted: str, value: object) -> ValueError:
    """Return the error of a value whose Python type is not the one that is wanted."""
    return ValueError(wanted if value is None else f"{wanted}, not {type_name(value)}")


def article(name: str) -> str:
    """Return a name with its article: ``an Answer``, ``a Tell``."""
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def type_name(value: object) -> str:
    """Return the type of a value with its article: ``an int``, ``a numpy.bool``."""
    kind = type(value)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return article(f"{module}{kind.__qualname__}")


def native(value: Any) -> Any:
    """Return the Python value of a scalar of numpy's (``bool``, ``float32``); others unchanged."""
    numpy: Any = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, numpy.generic):
        return value
    return value if type(value).__name__ in _NO_NUMBERS else value.item()


def whole(value: Any) -> int | None:
    """Return what Python takes for an integer (``__index__``) as an int; None for a bool, too."""
    if isinstance(value, bool):
        return None
    try:
        return int(value.__index__())
    except (AttributeError, TypeError):  # an array of several has the method as well
        return None


def octets(value: object) -> bytes:
    """Return bytes, also of a bytearray or memoryview. Raises ValueError."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    raise other_type("bytes", value)
