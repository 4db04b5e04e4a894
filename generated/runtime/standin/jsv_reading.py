"""Reads what ServiceStack takes in paths and query strings: texts in JSV, made into the message.

Where JSV is a list or an object, and where a text, only the member's type says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from ..errors import DEEPEST
from ..messages import XmlMessage
from ..reading.elements import Element
from ..records.members import (
    Content,
    Items,
    OfElement,
    Pairs,
    Representation,
    local_name_of,
    record_class,
    text_reader,
)
from ..records.record import Record
from ..scalars.elements import OFFSET_PARTS, read_date_time_offset
from ..scalars.text import read_char

_OPEN: Final = {"[": "]", "{": "}"}
_ZONE: Final = re.compile(r"(?:Z|([+-])(\d\d):(\d\d))$")
_MOST: Final = 100_000
"""Parts of one text, each of which can be a record."""


def request_of(
    kind: type[XmlMessage], pairs: Iterable[tuple[str, str]]
) -> tuple[Element, list[str]]:
    """Return the element of a message, and the names that no member has: ServiceStack skips them.

    Names are those of members, in any case. Raises ValueError for a text that XML cannot have, or
    that is nested too deep or has too many parts: a byte makes a record.
    """
    given: dict[str, str] = {name.lower(): text for name, text in pairs}
    root: Any = etree.Element(kind._document.element)
    for member in kind._members.table:
        text = given.pop(local_name_of(member.tag).lower(), None)
        if text is None:
            continue
        if text_reader(member.content) is None and _depth(text) > DEEPEST:
            raise ValueError(f"{local_name_of(member.tag)} is nested too deep")
        if text.count(",") > _MOST:
            raise ValueError(f"{local_name_of(member.tag)} has more than {_MOST} parts")
        if member.representation is Representation.REPEATED:
            for item in _list(text):
                _put(root, member.tag, item, member.content)
        else:
            _put(root, member.tag, text, member.content, is_member=True)
    return root, [*given]


def _depth(text: str) -> int:
    depth = deepest = 0
    for part in text.split('"')[::2]:  # what is in no quotes
        for character in part:
            depth += (character in _OPEN) - (character in _OPEN.values())
            deepest = max(deepest, depth)
    return deepest


def _put(
    parent: Any, tag: str, text: str, content: Content, *, is_member: bool = False
) -> None:
    """Add an element. A scalar that is a member of the message itself has no quotes."""
    element: Any = etree.SubElement(parent, tag)
    if kind := record_class(content):
        _put_record(element, kind, text)
        return
    match content:
        case Items():
            for item in _list(text):
                _put(element, content.item, item, content.content)
        case Pairs():
            for key, value in _object(text):
                entry = etree.SubElement(element, content.entry)
                _put(entry, content.key, key, content.key_content)
                _put(entry, content.value, value, content.value_content)
        case OfElement() if content.read is read_date_time_offset:
            _put_moment(element, text)
        case _:
            plain = text if is_member else _unquoted(text)
            is_char = content is read_char and len(plain) == 1
            element.text = str(ord(plain)) if is_char else plain


def _put_moment(element: Any, text: str) -> None:
    """A moment without zone is taken for one of UTC."""
    offset = 0
    if zone := _ZONE.search(text):
        text = text[: zone.start()]
        sign, hours, minutes = zone.groups("0")
        offset = int(f"{sign}1") * (int(hours) * 60 + int(minutes))
    for tag, part in zip(OFFSET_PARTS, (text, str(offset)), strict=True):
        etree.SubElement(element, tag).text = part


def _put_record(element: Any, kind: type[Record], text: str) -> None:
    given = {_unquoted(key).lower(): value for key, value in _object(text)}
    for member in kind._members.table:
        value = given.get(local_name_of(member.tag).lower())
        if value is not None:
            _put(element, member.tag, value, member.content)


def _list(text: str) -> list[str]:
    """The items of ``[a,b]``; ServiceStack takes them without brackets, too."""
    inner = text[1:-1] if text[:1] == "[" and text[-1:] == "]" else text
    return [*_parts(inner)] if inner else []


def _object(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of ``{a:1,b:2}``."""
    inner = text[1:-1] if text[:1] == "{" and text[-1:] == "}" else text
    for part in _parts(inner) if inner else ():
        key = next(_parts(part, ":"))
        yield key, part[len(key) + 1 :]


def _parts(text: str, separator: str = ",") -> Iterator[str]:
    """The parts between separators that are in no quotes and no brackets."""
    start, depth, quoted = 0, 0, False
    for at, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in _OPEN:
            depth += 1
        elif character in _OPEN.values():
            depth -= 1
        elif character == separator and depth == 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text
