"""Recognises lists, dictionaries and choices among the elements of samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from soapstone.dotnet import value_forms
from soapstone.dotnet.namespaces import ARRAYS, SYSTEM
from soapstone.dotnet.scalars import ARRAY_ITEMS, SCALARS
from soapstone.model.contract import Alternative, QName
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
    built_in = item.name in ARRAY_ITEMS and not item.children
    return built_in or any(_is_plural(node.name, item.name) for node in nodes)


def holds_any(node: Node) -> bool:
    """Return whether a comment says that any elements may stand in an element."""
    return node.comments is not None and node.comments.holds_any


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
    return found | out | {name for node in nodes for name in _choices(node)}


def alternatives(nodes: Sequence[Node]) -> Mapping[QName, Alternative]:
    """Return the places in choices of the children of elements, which comments state.

    Whoever fills in a sample may take out the branches that he does not need; what stands behind
    them then looks like one. So only choices count whose branches all stand as SoapUI wrote them,
    or in comments.
    """
    found = max(map(_choices, nodes), key=len, default={})
    edited, commented_out, repeated = set[int](), set[int](), set[int]()
    for node in nodes if found else ():
        names = Counter(map(name_of, node.children))
        for child in node.children:
            place = found.get(name_of(child))
            if place is None:
                continue
            edited |= {place.choice} if _has_value(child) else set()
            commented_out |= {place.choice} if child.commented_out else set()
            repeated |= {place.choice} if names[name_of(child)] > 1 else set()
    sizes = Counter(each.choice for each in found.values())
    alone = {choice for choice, size in sizes.items() if size == 1}
    doubtful = alone | repeated | (edited - commented_out)
    return {n: each for n, each in found.items() if each.choice not in doubtful}


def _choices(node: Node) -> dict[QName, Alternative]:
    """The places of children in choices. A comment counts the branches, and none says whether a
    message may lack them all.
    """
    found: dict[QName, Alternative] = {}
    number = branch = left = 0
    for child in node.children:
        if most := child.comments.choice if child.comments else 0:
            if not left:
                number, branch, left = number + 1, 0, 1
            left += most - 1  # a choice in a choice is one of its branches
        name = name_of(child)
        if left and name not in found:
            branch, left = branch + 1, left - 1
            found[name] = Alternative(number, branch, optional=True)
    return found


def _has_value(node: Node) -> bool:
    """Whether somebody filled in an element, or one inside it."""
    value = node.text not in ("", value_forms.OPEN, value_forms.BINARY)
    return value or any(map(_has_value, node.children))


def _have_one_name(nodes: Sequence[Node]) -> bool:
    if any(node.attributes or node.text for node in nodes):
        return False
    return len({name_of(child) for node in nodes for child in node.children}) == 1


def _is_plural(name: str, of: str) -> bool:
    name, of = name.lower(), of.lower()
    return name.endswith((of + "s", of + "es", of.removesuffix("y") + "ies"))
