"""The elements of a document: their type, and what is asked of them beyond their own methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Protocol, cast

from lxml import etree

from .scalar_text import BLANKS


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


def _counter(*expressions: str) -> Callable[[Element], int]:
    count = etree.XPath(" + ".join(f"count({each})" for each in expressions))

    def counted(element: Element) -> int:
        try:
            return int(cast(Any, count)(element))
        except etree.XPathEvalError:
            raise ValueError("more than the 10,000,000 that libxml2 counts") from None

    return counted


_ELEMENTS: Final = "descendant-or-self::*"
_ATTRIBUTES: Final = "descendant-or-self::*/@*"

count_nodes = _counter(_ELEMENTS, _ATTRIBUTES)
"""How many elements and attributes there are, itself included."""
count_values = _counter("descendant::text()[not(../*) or normalize-space()]")
"""How many texts there are inside, but for white space between elements."""
count_all = _counter("descendant-or-self::node()", _ATTRIBUTES)
"""How many elements, attributes and texts there are, itself included."""

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
