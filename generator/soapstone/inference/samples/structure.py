"""Recognises lists, dictionaries and choices among the elements of samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from soapstone.dotnet.namespaces import ARRAYS, SYSTEM
from soapstone.dotnet.scalars import SCALARS
from soapstone.model.contract import QName
from soapstone.model.facts import Node

_ARRAY = "ArrayOf"


def name_of(node: Node) -> QName:
    """Return the name of an element."""
    return QName(node.namespace, node.name)


def is_shown(node: Node) -> bool:
    """Return whether an element has content."""
    return bool(node.children or node.text or node.attributes)


def is_sure_list(nodes: Sequence[Node]) -> bool:
    """Return whether elements with content certainly are lists of the one element in them."""
    if not _have_one_name(nodes):
        return False
    children = [child for node in nodes for child in node.children]
    item = children[0]
    return (
        any(len(node.children) > 1 for node in nodes)
        or any(repeats(child) for child in children)
        or item.namespace == ARRAYS
        or (item.namespace == SYSTEM and item.name in SCALARS)
        or any(node.name == _ARRAY + item.name for node in nodes)
    )


def may_be_list(nodes: Sequence[Node]) -> bool:
    """Return whether elements look like lists of one item: by its name alone."""
    if not _have_one_name(nodes):
        return False
    item = nodes[0].children[0]
    if any(child.comments and child.comments.least for child in nodes[0].children):
        return False  # a comment says that it is there once
    built_in = item.name in SCALARS and not item.children
    return built_in or any(_is_plural(node.name, item.name) for node in nodes)


def repeats(node: Node) -> bool:
    """Return whether a comment says that an element may stand several times."""
    return node.comments is not None and node.comments.repeats


def several(nodes: Sequence[Node]) -> frozenset[QName]:
    """Return the names of children that one of the elements has more than once."""
    counted = (Counter(map(name_of, node.children)) for node in nodes)
    return frozenset(
        name for each in counted for name, times in each.items() if times > 1
    )


def lacking(nodes: Sequence[Node]) -> frozenset[QName]:
    """Return the names of children that one of the elements with children lacks, or has in a
    comment or a choice.
    """
    holders = [
        frozenset(map(name_of, node.children)) for node in nodes if node.children
    ]
    every = frozenset().union(*holders)
    found = every.difference(frozenset.intersection(*holders) if holders else every)
    out = {name_of(c) for n in nodes for c in n.children if c.commented_out}
    return found | out | _in_choices(nodes)


def _in_choices(nodes: Sequence[Node]) -> frozenset[QName]:
    found: set[QName] = set()
    for node in nodes:
        left: set[QName] = set()
        most = 0
        for child in node.children:
            if child.comments and child.comments.choice:
                left, most = set(), child.comments.choice
            if len(left) < most or name_of(child) in left:
                left.add(name_of(child))
                found.add(name_of(child))
    return frozenset(found)


def _have_one_name(nodes: Sequence[Node]) -> bool:
    if any(node.attributes or node.text for node in nodes):
        return False
    return len({name_of(child) for node in nodes for child in node.children}) == 1


def _is_plural(name: str, of: str) -> bool:
    name, of = name.lower(), of.lower()
    return name.endswith((of + "s", of + "es", of.removesuffix("y") + "ies"))
