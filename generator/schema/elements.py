"""Elements to be written: tags, prefixes and namespaces are what will stand in the text.

lxml refuses to write a namespace that is no URI (``http://x/ü``), and of what is put below another
element it drops each prefix whose namespace has one there, though values of attributes need it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even escaped."""


def legal(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def bindings(namespaces: Mapping[str, str]) -> dict[str, str]:
    """The attributes that bind prefixes to namespaces."""
    return {f"xmlns:{prefix}": uri for prefix, uri in namespaces.items()}


def new(tag: str, /, **attributes: str) -> Element:
    """An element with its prefix: ``xs:element``."""
    return Element(tag, {name: legal(value) for name, value in attributes.items()})


def add(parent: Element, tag: str, /, **attributes: str) -> Element:
    """A new last child."""
    child = new(tag, **attributes)
    parent.append(child)
    return child


def text_of(document: Element) -> str:
    """The document as a file's text. It is indented in place."""
    ElementTree.indent(document)
    text = ElementTree.tostring(document, encoding="unicode")
    # ElementTree escapes each > of texts and values: these are the ends of empty elements. Of
    # carriage returns it escapes only those of values; a reader takes others for newlines.
    text = text.replace(" />", "/>").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
