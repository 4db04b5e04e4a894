"""Finds characters that XML 1.0 forbids (§2.2); some of .NET's writers write them: ``&#x1F;``.

A parser stops there and says neither which element that is in nor what could be done.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from ..errors import Problem, WireError
from .elements import local_name, message_path

_LITERAL: Final = rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
_REFERENCE: Final = (
    rb"(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    rb"|&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));"
)
"""A reference by its number; or what may hold ``&#1;`` as text, without a group."""

_CHUNK: Final = 2**16
"""Bytes that are parsed at a time: every event holds an element."""


def first_forbidden(text: bytes) -> WireError | None:
    """Return the error of a document in UTF-8 whose first fault is a forbidden character."""
    literal = re.search(_LITERAL, text)
    references = re.finditer(_REFERENCE, text)
    places = [*filter(None, [literal, next(filter(_is_forbidden, references), None)])]
    if not places:
        return None
    first = min(places, key=lambda each: each.start())
    before = text[: first.start()]
    inside = _open_elements(before)
    if not inside:
        return None
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    found = f"the forbidden character {first[0]!r} at line {line}, column {column}"
    expected = "a well-formed XML document; replace_control_characters makes it one"
    return WireError([Problem(message_path(inside), found, expected)])


def without_forbidden(text: bytes, replacement: bytes) -> bytes:
    """Return a document in UTF-8 with something else in the place of forbidden characters."""
    text = re.sub(_LITERAL, lambda _: replacement, text)
    return re.sub(
        _REFERENCE, lambda each: replacement if _is_forbidden(each) else each[0], text
    )


def _is_forbidden(reference: re.Match[bytes]) -> bool:
    if reference[1] is None and reference[2] is None:
        return False
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return not (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


def _open_elements(text: bytes) -> list[str]:
    """The names of the elements that are open where a text ends; none after another fault."""
    parser: Any = etree.XMLPullParser(
        ("start", "end"), encoding="utf-8", resolve_entities=False
    )
    names: list[str] = []
    try:
        for at in range(0, len(text), _CHUNK):
            parser.feed(text[at : at + _CHUNK])
            for event, element in parser.read_events():
                if event == "start":
                    names.append(local_name(element))
                else:
                    names.pop()
    except etree.XMLSyntaxError:
        return []
    return names
