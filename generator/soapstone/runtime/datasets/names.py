"""Names of tables and columns in XML, where .NET escapes what no XML name can hold."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ..scalars.python_values import other_type
from .name_characters import OTHERS, STARTS

_DIGITS = "(?:[0-9A-Fa-f]{4}|[0-9A-Fa-f]{8})"
_ESCAPE = re.compile(f"_x({_DIGITS})_")


def decoded(name: str) -> str:
    """Return a name without the escapes of XmlConvert.EncodeLocalName: ``_x0020_`` is a blank."""
    return _ESCAPE.sub(_character, name) if "_x" in name else name


def encoded(name: Any) -> str:
    """Return a name as XmlConvert.EncodeLocalName does: with escapes where XML needs them.

    An underscore that an escape could begin with is one itself: ``_x005F_x0020_``. Raises
    ValueError for what is no name.
    """
    if not isinstance(name, str):
        raise other_type("a str", name)
    if not name or re.search("[\ud800-\udfff]", name):
        raise ValueError("a name of one character or more, without half characters")
    return _to_escape().sub(_escaped, name)


@cache
def _to_escape() -> re.Pattern[str]:
    starts, others = _characters(STARTS), _characters(OTHERS)
    return re.compile(rf"_(?=[xX]{_DIGITS}_)|\A[^{starts}]|[^{starts}{others}]")


def _characters(ranges: str) -> str:
    """The inside of a character class, from hexadecimal ranges such as ``41-5A 5F``."""
    ends = (each.split("-") for each in ranges.split())
    return "".join("-".join(rf"\u{int(each, 16):04x}" for each in one) for one in ends)


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"_x{number:04X}_" if number <= 0xFFFF else f"_x{number:08X}_"


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return escape[0]
    return chr(code)
