"""Lists and maps in DataContract samples: how an element shows that it is one where no table
says so.

A collection shows exactly one entry. An item of a built-in type, and an entry of a dictionary,
is in a namespace of its own; any other item carries its type's name and namespace, while a
member carries the namespace of the type around it. So an element is a list when

* its child is in the namespace of built-in items, where no record has members (sure), or in
  System's, named after a scalar: an item of a collection of ``Nullable<T>`` (sure), or
* it is named ``ArrayOfX`` around an ``X`` (sure), or holds one child several times, or such an
  ``ArrayOfX`` (sure), or
* it is ``Errors`` of ServiceStack's own ``ResponseStatus`` (known), or
* its only child has members, of which the last is in the child's own namespace, and does not look
  like a list itself (a guess: a record with one member that is a record of the same namespace
  looks alike, and as a list it can be read, too), or
* its only child is a word or nil, and the element's name is the child's in the plural (a guess).
"""

from __future__ import annotations

from soapstone.dotnet.namespaces import ARRAYS, SERVICESTACK, SYSTEM
from soapstone.dotnet.scalars import SCALARS, valued
from soapstone.inference.shapes import MapShape, Shape
from soapstone.model.contract import QName, Scalar
from soapstone.model.facts import Node

_ENTRY = "KeyValueOf"
_ARRAY = "ArrayOf"
_KNOWN = frozenset({(SERVICESTACK, "Errors", "ResponseError")})


def is_map(node: Node) -> bool:
    """A dictionary: entries named after the types of their key and value."""
    return bool(node.children) and _is_entry(node.children[0])


def is_array_of(node: Node) -> bool:
    """``ArrayOfX`` around one ``X``, or around an entry (``ArrayOfKeyValueOfstringstring``)."""
    if len({(child.namespace, child.name) for child in node.children}) != 1:
        return False
    return node.name == _ARRAY + node.children[0].name


def is_sure_list(node: Node) -> bool:
    """Whether an element cannot but be a list."""
    names = {(child.namespace, child.name) for child in node.children}
    if len(names) != 1 or is_map(node):
        return False
    child = node.children[0]
    return (
        len(node.children) > 1
        or child.namespace == ARRAYS
        or (child.namespace == SYSTEM and child.name in SCALARS)
        or is_array_of(node)
        or is_array_of(child)
        or (node.namespace, node.name, child.name) in _KNOWN
    )


def is_list(node: Node) -> bool:
    """Whether an element is a list, surely or likely."""
    if is_sure_list(node):
        return True
    if len(node.children) != 1 or is_map(node):
        return False
    child = node.children[0]
    if child.children and _looks_like_list(child):
        return _is_plural(node.name, child.name)
    if child.children:
        return child.children[-1].namespace == child.namespace
    word = child.nil or (bool(child.text) and valued(child.text) is None)
    return word and _is_plural(node.name, child.name)


def built_in(node: Node) -> Scalar | None:
    """The scalar that an item is named after, or None for what is no item of a built-in type."""
    if node.namespace in (ARRAYS, SYSTEM) and node.name in SCALARS:
        return Scalar(node.name)
    return None


def entry_types(name: str) -> tuple[str, str]:
    """The scalars of an entry's key and value by its name, each "" where it is of another type.

    ``KeyValueOfintstring`` names both; ``KeyValueOfintAddressJYIy5FC8`` the key, a data contract
    and a digest.
    """
    types = name.removeprefix(_ENTRY)
    keys = sorted(filter(types.startswith, SCALARS), key=len, reverse=True)
    for key in keys:
        if types[len(key) :] in SCALARS:
            return key, types[len(key) :]
    return (keys[0] if keys else ""), ""


def map_of(
    entry: Node, key_shape: Shape, value_shape: Shape, nillable: bool
) -> MapShape:
    """A map by its one entry."""
    names = [QName(node.namespace, node.name) for node in (entry, *entry.children[:2])]
    return MapShape(names[0], names[1], key_shape, names[2], value_shape, nillable)


def _is_entry(node: Node) -> bool:
    names = [child.name for child in node.children]
    return node.name.startswith(_ENTRY) and names == ["Key", "Value"]


def _looks_like_list(node: Node) -> bool:
    """A list by itself, so rather a member of a record than the item of a list."""
    plural = len(node.children) == 1 and _is_plural(node.name, node.children[0].name)
    return plural or is_sure_list(node)


def _is_plural(name: str, of: str) -> bool:
    return name in (of + "s", of + "es", of.removesuffix("y") + "ies")
