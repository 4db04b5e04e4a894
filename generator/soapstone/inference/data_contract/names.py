"""Computes the XML names and namespaces that DataContractSerializer gives to C# types.

The rules were measured on .NET. The name of a generic type ends in a digest of the namespaces of
its arguments, unless all arguments are built in. A collection is ``ArrayOfX``, the entry of a
dictionary ``KeyValueOfKV``, in the namespace of built-in collections or of the item.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence

from soapstone.dotnet import csharp
from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import (
    ARRAYS,
    GENERIC_COLLECTIONS,
    SYSTEM,
    UNKNOWN,
    XSD,
)
from soapstone.model.contract import QName

Homes = Callable[[TypeName], QName]
"""Returns the name and namespace of a type of the service, without its type arguments."""

_IN_SYSTEM = frozenset({"DateTimeOffset", "DayOfWeek"})
"""Types of .NET that XML Schema does not have."""


def contract_name(type_: TypeName, homes: Homes) -> QName:
    """Return the data contract name of a type.

    Its namespace is ``UNKNOWN`` where it depends on a namespace that no page shows.
    """
    if type_.nullable and not type_.is_reference:
        inside = contract_name(_plain(type_), homes)
        return _in(SYSTEM, f"NullableOf{inside.name}", [inside])
    if type_.scalar in _IN_SYSTEM or type_.name in _IN_SYSTEM:
        return QName(SYSTEM, type_.name)
    if type_.scalar:
        return QName(XSD, type_.scalar)
    if type_.name in csharp.OBJECTS:
        return QName(XSD, "anyType")
    if type_.item:
        item = contract_name(type_.item, homes)
        home = ARRAYS if item.namespace == XSD else item.namespace
        return QName(home, f"ArrayOf{item.name}")
    if type_.entry:
        return QName(ARRAYS, f"ArrayOf{entry_name(type_.entry, homes).name}")
    if type_.is_pair:
        return _generic("KeyValuePair", GENERIC_COLLECTIONS, type_.arguments, homes)
    home_name = homes(type_)
    return _generic(home_name.name, home_name.namespace, type_.arguments, homes)


def item_of_scalar(type_: TypeName) -> QName:
    """Return the element name of an item of a scalar type."""
    return item_name(type_, lambda each: QName(UNKNOWN, each.name))


def entry_of_scalars(key: TypeName, value: TypeName) -> QName:
    """Return the element name of an entry of a dictionary of scalars."""
    return entry_name((key, value), lambda each: QName(UNKNOWN, each.name))


def item_name(type_: TypeName, homes: Homes) -> QName:
    """Return the element name of a collection's item: the name of its type, in System for
    ``Nullable<T>``.
    """
    if type_.nullable and not type_.is_reference:
        inside = contract_name(_plain(type_), homes)
        return QName(SYSTEM, inside.name)
    name = contract_name(type_, homes)
    return QName(ARRAYS, name.name) if name.namespace == XSD else name


def entry_name(types: Sequence[TypeName], homes: Homes) -> QName:
    """Return the element name of a dictionary's entry."""
    return _generic("KeyValue", ARRAYS, types, homes)


def digest(namespaces: Sequence[str]) -> str:
    """Return the end of a generic type's name: the start of an MD5 of its arguments' namespaces, as
    base64.
    """
    if all(namespace == XSD for namespace in namespaces):
        return ""
    text = f" {len(namespaces)}" + "".join(f" {each}" for each in namespaces)
    start = hashlib.md5(text.encode(), usedforsecurity=False).digest()[:6]
    letters = base64.b64encode(start).decode()
    return letters.replace("/", "_S").replace("+", "_P").rstrip("=")


def _generic(
    name: str, namespace: str, arguments: Sequence[TypeName], homes: Homes
) -> QName:
    if not arguments:
        return QName(namespace, name)
    names = [contract_name(each, homes) for each in arguments]
    joined = f"{name}Of{''.join(each.name for each in names)}"
    ends = digest([each.namespace for each in names])
    return _in(namespace, joined + ends, names)


def _in(namespace: str, name: str, parts: Sequence[QName]) -> QName:
    """A name made of other names: its namespace is unknown if one of theirs is."""
    unknown = any(part.namespace == UNKNOWN for part in parts)
    return QName(UNKNOWN if unknown else namespace, name)


def _plain(type_: TypeName) -> TypeName:
    return TypeName(type_.name, type_.arguments)
