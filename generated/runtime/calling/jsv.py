"""Writes the members of a message in JSV, ServiceStack's format for query strings.

The texts are those of the message's XML, because ServiceStack parses scalars in both alike; only a
char, which XML has as a number, is itself in JSV, and a DateTimeOffset is one text.
"""

from __future__ import annotations

import re
from typing import Final

from ..errors import Problem, WireError, shown
from ..forms.texts import character, moment_text
from ..limits import OWN
from ..messages import XmlMessage
from ..reading.elements import XSI, Element, local_name
from ..reading.parsing import parse
from ..records.members import (
    Content,
    Items,
    OfElement,
    Pairs,
    Representation,
    record_class,
)
from ..records.record import Record
from ..scalars.text import read_char, read_string

_NIL: Final = f"{XSI}nil"
_TRUE: Final = ("true", "1")
_SPECIAL: Final = re.compile(r'[\[\]{},"]')


def parameters(message: XmlMessage | None) -> dict[str, str]:
    """Return the members that are not null, in the order of the message: XML name to JSV.

    A scalar's text is not quoted: ServiceStack takes that of a string member as it stands.
    Raises WireError for values that do not fit.
    """
    if message is None:
        return {}
    root = parse(message.to_xml(), OWN)
    return dict(_members(root, type(message), quote=False))


def _members(
    element: Element, kind: type[Record], *, quote: bool
) -> list[tuple[str, str]]:
    """Names and texts of a record's members that are not null."""
    table = {each.tag: each for each in kind._members.table}
    found: dict[str, list[str]] = {}
    lists = set()
    for child in element:
        if child.get(_NIL) in _TRUE:
            continue
        member, name = table.get(child.tag), local_name(child)
        if member and member.representation is Representation.REPEATED:
            lists.add(name)
        content = member.content if member else read_string
        scalar = _value(child, content, quote=quote or name in lists)
        found.setdefault(name, []).append(scalar)
    return [
        (name, f"[{','.join(texts)}]" if name in lists else texts[-1])
        for name, texts in found.items()
    ]


def _value(element: Element, content: Content, *, quote: bool = True) -> str:
    """An element in JSV; ``quote`` applies to scalars alone."""
    if isinstance(content, Items):
        items = [_value(each, content.content) for each in element]
        return f"[{','.join(items)}]"
    if isinstance(content, Pairs):
        return f"{{{','.join(_entry(each, content) for each in element)}}}"
    if kind := record_class(content):
        members = _members(element, kind, quote=True)
        return f"{{{','.join(f'{name}:{text}' for name, text in members)}}}"
    if isinstance(content, OfElement) and len(element):  # a DateTimeOffset
        return moment_text(element)
    text = element.text or ""
    if content is read_char:
        try:
            text = character(text)
        except ValueError as error:
            found = Problem(f"$.{local_name(element)}", shown(text), str(error))
            raise WireError([found]) from None
    return _quoted(text) if quote else text


def _entry(element: Element, pairs: Pairs) -> str:
    key, value = element.find(pairs.key), element.find(pairs.value)
    left = _value(key, pairs.key_content) if key is not None else ""
    if ":" in left and not left.startswith('"'):
        left = f'"{left}"'  # a colon ends a key, and only that
    if value is None or value.get(_NIL) in _TRUE:
        return f"{left}:"
    return f"{left}:{_value(value, pairs.value_content)}"


def _quoted(text: str) -> str:
    """JSV quotes as CSV does, and only what holds one of its own characters, or nothing."""
    if not text or _SPECIAL.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
