"""Compares two declarations of one name: they say the same, whatever their prefixes, or differ."""

from __future__ import annotations

from itertools import zip_longest
from typing import Protocol

from soapstone.model.contract import QName
from soapstone.model.file_findings import DECLARED_TWICE
from soapstone.model.findings import Finding, Origin
from soapstone.wsdl.documents import Document, Element
from soapstone.wsdl.namespaces import WSDL, XS

_NAMES = frozenset(
    "type base ref itemType substitutionGroup element message binding".split()
)
"""Attributes that hold a qualified name."""
_PASSED_OVER = frozenset((f"{{{XS}}}annotation", f"{{{WSDL}}}documentation"))


class Names(Protocol):
    """What the prefixes of a declaration mean."""

    def qname(self, node: Element, text: str) -> QName:
        """Return the name that a text of an element means."""


def same(one: Names, first: Element, other: Names, second: Element) -> bool:
    """Return whether two declarations are equal but for documentation and prefixes.

    Raises SpecError for a prefix without a namespace.
    """
    if first.tag != second.tag or _attributes(one, first) != _attributes(other, second):
        return False
    pairs = zip_longest(_children(first), _children(second))
    return all(
        a is not None and b is not None and same(one, a, other, b) for a, b in pairs
    )


def declared_twice(kind: str, name: QName, first: Document, second: Origin) -> Finding:
    """Return the finding on a name with two declarations that differ, of which the first counts."""
    return DECLARED_TWICE.at(
        second,
        name.name,
        kind=kind,
        name=f"{name.name} of {name.namespace}",
        file=first.file,
    )


def _attributes(part: Names, node: Element) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, text in node.items():
        if key in _NAMES:
            found[key] = part.qname(node, text)
        elif key == "memberTypes":
            found[key] = [part.qname(node, each) for each in text.split()]
        else:
            found[key] = text
    return found


def _children(node: Element) -> list[Element]:
    return [each for each in node if each.tag not in _PASSED_OVER]
