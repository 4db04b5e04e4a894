"""Finds characters that XML 1.0 forbids (§2.2); some of .NET's writers write them: ``&#x1F;``.

A parser stops there and says neither which element that is in nor what could be done.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from lxml import etree

from ..errors import Problem, WireError
from ..scalars.forbidden import PLANES, is_forbidden
from .elements import local_name, message_path

ADVICE: Final = "a well-formed XML document; forbidden_characters='substitute' reads it"
"""What is expected in the place of a document with a forbidden character."""

_LITERAL: Final = rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
_REFERENCE: Final = (
    rb"(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    rb"|&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));"
)
"""A reference by its number; or what may hold ``&#1;`` as text, without a group."""

_VALUES: Final = rb""""[^"]*"|'[^']*'"""

_ENDS: Final = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
"""The start and end of what may hold ``&#1;`` as text."""

_PRIVATE: Final = rb"(?:\xf3[\xb0-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}"
"""The characters of both planes of private use in UTF-8."""
_PLANE: Final = 0xFF0000
"""The bits of a character's number that are its plane."""

_CHUNK: Final = 2**16
"""Bytes that are parsed at a time: every event holds an element."""


class ForbiddenCharacter(WireError):
    """The first fault of a document is a character that XML forbids."""


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
    if inside is None or not (inside or _is_in_start_tag(before)):
        return None
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    found = f"the forbidden character {first[0]!r} at line {line}, column {column}"
    return ForbiddenCharacter([Problem(message_path(inside), found, ADVICE)])


def without_forbidden(text: bytes, replacement: bytes) -> bytes:
    """Return a document in UTF-8 with something else in the place of forbidden characters."""
    return _replaced(text, lambda _: replacement)


def with_substitutes(text: bytes) -> tuple[bytes, int]:
    """Return a document in UTF-8 with substitutes for forbidden characters, and their plane.

    The plane is 0 and nothing is replaced if the document uses both planes of private use.
    A reference beyond U+10FFFF is no character and stays.
    """
    used = {code & _PLANE for code in private_use(text)}
    for plane in PLANES:
        if plane not in used:
            return substituted(text, plane), plane
    return text, 0


def private_use(text: bytes) -> Iterator[int]:
    """Yield the numbers of the characters of a text in UTF-8 that may be of private use."""
    yield from (ord(each.decode()) for each in re.findall(_PRIVATE, text))
    yield from (_code(each) or 0 for each in re.finditer(_REFERENCE, text))


def substituted(text: bytes, plane: int, *, references: bool = True) -> bytes:
    """Return a text in UTF-8 with substitutes of a plane for forbidden characters.

    Without ``references`` it is the inside of a comment or CDATA, where ``&#1;`` is text.
    """
    replacement = partial(_substitute, plane)
    if references:
        return _replaced(text, replacement)
    return _without_literals(text, replacement)


def end_of_open(text: bytes) -> bytes:
    """Return what ends the comment, CDATA or instruction that a text ends in; b"" without one."""
    last = deque(re.finditer(_REFERENCE, text), maxlen=1)
    markup = last[0][0] if last else b""
    for start, end in _ENDS:
        if markup.startswith(start):
            return b"" if markup.endswith(end, len(start)) else end
    return b""


def _substitute(plane: int, code: int) -> bytes:
    return chr(plane + code).encode() if code <= 0xFFFF else f"&#x{code:X};".encode()


def _replaced(text: bytes, replacement: Callable[[int], bytes]) -> bytes:
    """A document with something else, by their numbers, in the place of forbidden characters."""
    text = _without_literals(text, replacement)

    def of_reference(each: re.Match[bytes]) -> bytes:
        code = _code(each)
        return replacement(code) if code is not None and is_forbidden(code) else each[0]

    return re.sub(_REFERENCE, of_reference, text)


def _without_literals(text: bytes, replacement: Callable[[int], bytes]) -> bytes:
    return re.sub(_LITERAL, lambda each: replacement(ord(each[0].decode())), text)


def _is_forbidden(reference: re.Match[bytes]) -> bool:
    code = _code(reference)
    return code is not None and is_forbidden(code)


def _code(reference: re.Match[bytes]) -> int | None:
    """The number of a reference; None for what may hold one as text."""
    if reference[1]:
        return int(reference[1], 16)
    return int(reference[2]) if reference[2] else None


def _is_in_start_tag(text: bytes) -> bool:
    """Whether a text ends in a start tag: its last ``<`` is followed by no ``>`` but in values."""
    _, start, rest = text.rpartition(b"<")
    is_start = bool(start) and not rest.startswith((b"!", b"?", b"/"))
    return is_start and b">" not in re.sub(_VALUES, b"", rest)


def _open_elements(text: bytes) -> list[str] | None:
    """The names of the elements that are open where a text ends; None after another fault."""
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
        return None
    return names
