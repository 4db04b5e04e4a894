"""Elements of a document: their type, and functions on them that lxml lacks or does slowly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any, Final, Protocol

from lxml import etree

from ..scalars.text import BLANKS


class Element(Protocol):
    """The part of lxml's element that is used, with exact types; comments never occur."""

    @property
    def tag(self) -> str: ...
    @property
    def prefix(self) -> str | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def tail(self) -> str | None: ...
    @property
    def attrib(self) -> Mapping[str, str]: ...
    def get(self, name: str) -> str | None: ...
    def keys(self) -> list[str]: ...
    def find(self, name: str) -> Element | None: ...
    def getparent(self) -> Element | None: ...
    def iter(self) -> Iterator[Element]: ...
    def __getitem__(self, index: slice, /) -> list[Element]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...


XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"

NIL: Final = XSI + "nil"
TYPE: Final = XSI + "type"
TRUE: Final = ("true", "1")

XOP_INCLUDE: Final = "{http://www.w3.org/2004/08/xop/include}Include"
"""Stands for the bytes of another part of a multipart body (XOP)."""

_FEW: Final = 50
"""With fewer attributes, looking each up is faster than XPath."""


def deeper(root: Element, depth: int) -> bool:
    """Return whether elements are nested deeper than ``depth``, the root included."""
    level = [root]
    for _ in range(depth):
        level = [child for each in level for child in each]
        if not level:
            return False
    return True


def is_blank(text: str | None) -> bool:
    """Return whether a text is only white space of XML; a no-break space is not."""
    return text is None or not text.strip(BLANKS)


_count_nodes: Any = etree.XPath(
    "count(descendant-or-self::*) + count(descendant-or-self::*/@*)"
)
_has_attributes: Any = etree.XPath("boolean(descendant-or-self::*/@*)")


def count_nodes(element: Element) -> float:
    """Return the number of elements and attributes in an element, itself included."""
    try:
        found: float = _count_nodes(element)
    except etree.XPathEvalError:
        return inf  # more than the 10,000,000 that libxml2 looks at
    return found


def has_attributes(element: Element) -> bool:
    """Return whether an element or one inside it may have an attribute."""
    try:
        return bool(_has_attributes(element))
    except etree.XPathEvalError:
        return True  # there are more elements than libxml2 looks at


_attribute_values: Any = etree.XPath("@*", smart_strings=False)


def attributes_of(element: Element) -> dict[str, str]:
    """Return the attributes of an element, in order.

    lxml looks up each value by its name, which takes quadratic time. XPath takes linear time, but
    longer for a few attributes.
    """
    attributes = element.attrib
    if len(attributes) < _FEW:
        return dict(attributes.items())
    return dict(zip(attributes, _attribute_values(element), strict=True))


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def is_nil(element: Element) -> bool:
    """Return whether an element has ``xsi:nil="true"``."""
    return element.get(NIL) in TRUE


def message_path(names: list[str]) -> str:
    """Return the path in a message that leads through elements with these local names.

    The first is the root of the document; Envelope and Body are no part of the message.
    """
    inner = names[3:] if names[:1] == ["Envelope"] else names[1:]
    return ".".join(["$", *inner])
