"""Elements to be written: tags, prefixes and namespaces are what will stand in the text.

lxml refuses to write a namespace that is no URI (``http://x/ü``), and of what is put below another
element it drops each prefix whose namespace has one there, though values of attributes need it. So
do others; these elements are written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

from soapstone.model.visible import is_visible

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even escaped."""
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_VALUE = _TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#09;"}
_IN_TEXT, _IN_VALUE = str.maketrans(_TEXT), str.maketrans(_VALUE)
"""What is escaped, so that a reader takes it for what it is."""


def bindings(namespaces: Mapping[str, str]) -> dict[str, str]:
    """The attributes that bind prefixes to namespaces."""
    return {f"xmlns:{prefix}": uri for prefix, uri in namespaces.items()}


def new(tag: str, /, **attributes: str) -> Element:
    """An element with its prefix: ``xs:element``."""
    return Element(tag, attributes)


def add(parent: Element, tag: str, /, **attributes: str) -> Element:
    """A new last child."""
    child = new(tag, **attributes)
    parent.append(child)
    return child


def text_of(document: Element) -> str:
    """The document as a file's text, two blanks more for each level, without what XML cannot hold.

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
    """The value of an attribute: the same few thousand come again and again."""
    return _visible(_legal(text).translate(_IN_VALUE))


def _visible(text: str) -> str:
    """The text with a reference in the place of what is not seen, or reorders what is."""
    if text.isascii():
        return text
    return "".join(
        char if char in "\n\t" or is_visible(char) else f"&#{ord(char)};"
        for char in text
    )


def _legal(text: str) -> str:
    return text if text.isprintable() and text.isascii() else _ILLEGAL.sub("", text)
