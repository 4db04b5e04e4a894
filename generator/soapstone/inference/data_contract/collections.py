"""Recognises lists and maps in DataContractSerializer's XML where no table states a type.

A sample of a collection shows exactly one entry. Items of built-in types, and entries of
dictionaries, have a namespace of their own; other items have the name and namespace of their type.
A member has the namespace of the type around it. So an element is a list when

* its child has the namespace of built-in items, which no record's member has (certain), or System's
  namespace and the name of a scalar: an item of a collection of ``Nullable<T>`` (certain), or
* it is named ``ArrayOfX`` around an ``X`` (certain), or holds one child several times, or holds
  such an ``ArrayOfX`` (certain), or
* it is ``Errors`` of ServiceStack's own ``ResponseStatus`` (known), or
* its only child has members, is in the namespace of its own type, and does not look like a list
  itself (a guess: a record whose one member is a record of the same namespace looks alike, and can
  be read as a list, too), or
* its only child is a word or nil, and the name of the element is that of the child in the plural (a
  guess).
"""

from __future__ import annotations

from soapstone.dotnet.namespaces import ARRAYS, SERVICESTACK, SYSTEM
from soapstone.dotnet.scalars import SCALARS, valued
from soapstone.inference.data_contract.type_namespaces import type_namespace
from soapstone.inference.shapes import MapShape, Shape
from soapstone.model.contract import QName, Scalar
from soapstone.model.facts import Node

_ENTRY = "KeyValueOf"
_ARRAY = "ArrayOf"
_KNOWN = frozenset({(SERVICESTACK, "Errors", "ResponseError")})


def is_map(node: Node) -> bool:
    """Return whether an element is a dictionary: its entries are named after the types of key and
    value.
    """
    return bool(node.children) and _is_entry(node.children[0])


def is_array_of(node: Node) -> bool:
    """Return whether an element is ``ArrayOfX`` around one ``X``; ``X`` may be an entry
    (``ArrayOfKeyValueOfstringstring``).
    """
    if len({(child.namespace, child.name) for child in node.children}) != 1:
        return False
    return node.name == _ARRAY + node.children[0].name


def is_sure_list(node: Node) -> bool:
    """Return whether an element is certainly a list."""
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
    """Return whether an element is a list, certainly or probably."""
    if is_sure_list(node):
        return True
    if len(node.children) != 1 or is_map(node):
        return False
    child = node.children[0]
    if child.children and _looks_like_list(child):
        return _is_plural(node.name, child.name)
    if child.children:
        return type_namespace(child) == child.namespace
    word = child.nil or (bool(child.text) and valued(child.text) is None)
    return word and _is_plural(node.name, child.name)


def built_in(node: Node) -> Scalar | None:
    """Return the scalar after which an item is named, or None where its type is not built in."""
    if node.namespace in (ARRAYS, SYSTEM) and node.name in SCALARS:
        return Scalar(node.name)
    return None


def entry_types(name: str) -> tuple[str, str]:
    """Return the scalars of an entry's key and value, by its name; "" for a type that is no scalar.

    ``KeyValueOfintstring`` names both; ``KeyValueOfintAddressJYIy5FC8`` names the key, then a data
    contract and a digest.
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
    """Return the shape of a map from its one entry."""
    names = [QName(node.namespace, node.name) for node in (entry, *entry.children[:2])]
    return MapShape(names[0], names[1], key_shape, names[2], value_shape, nillable)


def _is_entry(node: Node) -> bool:
    names = [child.name for child in node.children]
    return node.name.startswith(_ENTRY) and names == ["Key", "Value"]


def _looks_like_list(node: Node) -> bool:
    """Whether an element looks like a list: then it is the member of a record, not an item."""
    plural = len(node.children) == 1 and _is_plural(node.name, node.children[0].name)
    return plural or is_sure_list(node)


def _is_plural(name: str, of: str) -> bool:
    return name in (of + "s", of + "es", of.removesuffix("y") + "ies")
