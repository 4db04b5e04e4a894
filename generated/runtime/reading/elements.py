"""The elements of a document: their type, and what is asked of them beyond their own methods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any, Final, Protocol

from lxml import etree

from ..scalars.text import BLANKS


class Element(Protocol):
    """What is used of an lxml element, exactly typed; comments and the like never come."""

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


XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"

_FEW: Final = 50
"""So many attributes are looked up one by one."""


def deeper(root: Element, depth: int) -> bool:
    """Whether more than so many elements stand inside each other, the root included."""
    level = [root]
    for _ in range(depth):
        level = [child for each in level for child in each]
        if not level:
            return False
    return True


def is_blank(text: str | None) -> bool:
    """Whether there is nothing but XML's white space; a no-break space is text."""
    return text is None or not text.strip(BLANKS)


_count_nodes: Any = etree.XPath(
    "count(descendant-or-self::*) + count(descendant-or-self::*/@*)"
)
_has_attributes: Any = etree.XPath("boolean(descendant-or-self::*/@*)")


def count_nodes(element: Element) -> float:
    """How many elements and attributes there are, itself included."""
    try:
        found: float = _count_nodes(element)
    except etree.XPathEvalError:
        return inf  # more than the 10,000,000 that libxml2 looks at
    return found


def has_attributes(element: Element) -> bool:
    """Whether there may be an attribute on an element, or on what is in it."""
    try:
        return bool(_has_attributes(element))
    except etree.XPathEvalError:
        return True  # there are more elements than libxml2 looks at


_attribute_values: Any = etree.XPath("@*", smart_strings=False)


def attributes_of(element: Element) -> dict[str, str]:
    """The attributes of an element, in order.

    lxml looks up each value by its name: many take the square of their number. XPath does not, and
    takes longer for a few.
    """
    attributes = element.attrib
    if len(attributes) < _FEW:
        return dict(attributes.items())
    return dict(zip(attributes, _attribute_values(element), strict=True))


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]
