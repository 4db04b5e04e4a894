"""Builds and writes XML elements whose prefixes stay as given.

lxml refuses namespaces that are no URI (``http://x/ü``), and drops a prefix that a parent already
binds, although values of attributes (QNames) need it. Other libraries do the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

from soapstone.model.visible import is_visible

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow, not even escaped (production 2)."""
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_VALUE = _TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#09;"}
_IN_TEXT, _IN_VALUE = str.maketrans(_TEXT), str.maketrans(_VALUE)
"""Characters that are escaped because they are invisible or reorder text."""


def bindings(namespaces: Mapping[str, str]) -> dict[str, str]:
    """Return the ``xmlns`` attributes that bind prefixes to namespaces."""
    return {f"xmlns:{prefix}": uri for prefix, uri in namespaces.items()}


def new(tag: str, /, **attributes: str) -> Element:
    """Return a new element; ``tag`` has its prefix: ``xs:element``."""
    return Element(tag, attributes)


def add(parent: Element, tag: str, /, **attributes: str) -> Element:
    """Append a new child to ``parent`` and return it."""
    child = new(tag, **attributes)
    parent.append(child)
    return child


def text_of(document: Element) -> str:
    """Return the text of a file, indented by two blanks a level, without characters XML forbids.

    An element has children or a text, never both.
    """
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    _write(document, "", lines)
    return "\n".join([*lines, ""])


def _write(element: Element, margin: str, lines: list[str]) -> None:
    start = f"{margin}<{element.tag}"
    for name, value in element.attrib.items():
        start += f' {name}="{_value(value)}"'
    if len(element):
        lines.append(f"{start}>")
        for child in element:
            _write(child, f"{margin}  ", lines)
        lines.append(f"{margin}</{element.tag}>")
    elif text := _legal(element.text or ""):
        content = _visible(text.translate(_IN_TEXT))
        lines.append(f"{start}>{content}</{element.tag}>")
    else:
        lines.append(f"{start}/>")


@lru_cache(maxsize=2**16)
def _value(text: str) -> str:
    """The escaped value of an attribute; cached, because values recur."""
    return _visible(_legal(text).translate(_IN_VALUE))


def _visible(text: str) -> str:
    """The text with character references for invisible and reordering characters."""
    if text.isascii():
        return text
    return "".join(
        char if char in "\n\t" or is_visible(char) else f"&#{ord(char)};"
        for char in text
    )


def _legal(text: str) -> str:
    return text if text.isprintable() and text.isascii() else _ILLEGAL.sub("", text)
