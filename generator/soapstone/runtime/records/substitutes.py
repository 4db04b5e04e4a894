"""Substitutes of characters that XML 1.0 forbids (§2.2), which some of .NET's writers write.

A document on request is read with a substitute for each: the character of a private-use plane that
has its number there. The records that hold substitutes know the plane, so that they are written as
what was there: ``&#x1F;``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from ..scalars.forbidden import is_forbidden
from .record import Record
from .unknown_content import WireState
from .walking import all_unknown, parts_of, records_in
from .xml import Xml

_PRIVATE: Final = "[\U000f0000-\U0010ffff]"
"""Both planes of private use."""


def mark(record: Any, plane: int) -> None:
    """Note the plane in all records that hold substitutes, and in the outermost in any case."""
    each: Any  # its slot is of a class without annotations
    for _, each in records_in(record):
        if each is record or _found(each, plane):
            each._kept = replace(each._kept or WireState(), substitutes=plane)


def mark_item(item: Any, plane: int) -> None:
    """Note the plane in an item that was read by itself, if it holds substitutes.

    The item of a choice may be a list or a pair; a text cannot know the plane.
    """
    if isinstance(item, list | tuple):
        for each in item:
            mark_item(each, plane)
    elif isinstance(item, Record) and _found_inside(item, plane):
        mark(item, plane)


def _found_inside(record: Record, plane: int) -> bool:
    return any(_found(each, plane) for _, each in records_in(record))


def _found(record: Any, plane: int) -> bool:
    """Whether a record itself, apart from those in it, holds a substitute."""
    texts = [_text(value) for _, _, value in parts_of(record, "")]
    state: WireState | None = record._kept
    unknown = () if state is None else state.unknown
    texts += [each.content.xml or each.content.text for each in unknown]
    return any(_holds(text, plane) for text in texts)


def _text(value: object) -> str:
    if isinstance(value, Xml):
        return value.text
    return value if isinstance(value, str) else ""


def _holds(text: str, plane: int) -> bool:
    return any(is_substitute(ord(each), plane) for each in re.findall(_PRIVATE, text))


def is_substitute(code: int, plane: int) -> bool:
    """Return whether the character of a number is the substitute of another."""
    return 0 <= code - plane <= 0xFFFF and is_forbidden(code - plane)


def plane_of(record: Any) -> int:
    """Return the plane of the substitutes in a record that was read; 0 if it has none."""
    state: WireState | None = record._kept
    return 0 if state is None else state.substitutes


def references(text: str, plane: int) -> str:
    """Return an XML text with the references that were there in the place of substitutes."""
    return _replaced(text, plane, lambda code: f"&#x{code:X};")


def _replaced(text: str, plane: int, replacement: Callable[[int], str]) -> str:
    def of_one(found: re.Match[str]) -> str:
        code = ord(found[0])
        is_one = is_substitute(code, plane)
        return replacement(code - plane) if is_one else found[0]

    return re.sub(_PRIVATE, of_one, text)


def forbidden_characters(record: Record) -> Iterator[tuple[str, str]]:
    """Yield each text of a message that was read with substitutes, with its path.

    The text is what was there: ``("$.Name", "a\\x1fb")``. ``record`` is the message itself.
    """
    plane = plane_of(record)
    if not plane:
        return
    for path, each in records_in(record):
        for at, _, value in parts_of(each, path):
            if _holds(_text(value), plane):
                yield at, _replaced(_text(value), plane, chr)
    for path, content in all_unknown(record):
        text = content.text if _holds(content.text, plane) else content.xml
        if _holds(text, plane):
            yield path, _replaced(text, plane, chr)
