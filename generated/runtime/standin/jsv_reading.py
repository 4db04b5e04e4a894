"""Reads what ServiceStack takes in paths and query strings: texts in JSV, made into the message.

Where JSV is a list or an object, and where a text, only the member's type says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from ..messages import XmlMessage
from ..records.members import Content, Items, Pairs, Representation, record_class
from ..records.record import Record
from ..scalars.text import read_char
from .reading import local_name_of

_OPEN: Final = {"[": "]", "{": "}"}


def request_of(
    kind: type[XmlMessage], pairs: Iterable[tuple[str, str]]
) -> tuple[bytes, list[str]]:
    """Return a message as XML, and the names that no member has, which ServiceStack skips.

    Names are those of members, in any case.
    """
    given: dict[str, str] = {name.lower(): text for name, text in pairs}
    root: Any = etree.fromstring(_root(kind._document.element))
    for member in kind._members.table:
        text = given.pop(local_name_of(member.tag).lower(), None)
        if text is None:
            continue
        if member.representation is Representation.REPEATED:
            for item in _list(text):
                _put(root, member.tag, item, member.content)
        else:
            _put(root, member.tag, text, member.content)
    return etree.tostring(root), [*given]


def _root(element: str) -> str:
    namespace, _, name = element.rpartition("}")
    return f"<{name} xmlns={quoteattr(namespace.removeprefix('{'))}/>"


def _put(parent: Any, tag: str, text: str, content: Content) -> None:
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
        case _:
            plain = _unquoted(text)
            is_char = content is read_char and len(plain) == 1
            element.text = str(ord(plain)) if is_char else plain


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
