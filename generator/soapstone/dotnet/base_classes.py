"""Base classes of C# source: lists the members of a class in DataContractSerializer's order.

Members of the furthest base class come first; in each class those without ``Order`` by name, then
the others by ``Order``. (Source: "Data member order" in Microsoft's WCF documentation.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from soapstone.dotnet import csharp
from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import DATA_CONTRACT
from soapstone.model.facts import Class, ClassMember

_LARGEST = 100
"""Names in one type."""


def with_base_classes(
    type_: TypeName, declared: Class, classes: Mapping[str, Class]
) -> list[tuple[Class, Mapping[str, TypeName]]]:
    """Return a class and its base classes, the furthest first, each with its type arguments by
    parameter.
    """
    found: list[tuple[Class, Mapping[str, TypeName]]] = []
    seen: set[str] = set()
    here: Class | None = declared
    while here and here.name not in seen:
        seen.add(here.name)
        arguments = dict(zip(here.parameters, type_.arguments, strict=False))
        found.append((here, arguments))
        base = csharp.parse(here.base) if here.base else None
        type_ = filled(base, arguments) if base else type_
        here = classes.get(base.name) if base else None
    return found[::-1]


def altered(declared: Class, classes: Mapping[str, Class]) -> str:
    """Return the options of the source that may have altered a class or its base classes."""
    line = with_base_classes(TypeName(declared.name), declared, classes)
    return ", ".join(dict.fromkeys(name for each, _ in line for name in each.altered))


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a class expands to, its base classes included."""

    bases: int = 0
    members: int = 0
    text: int = 0
    """Characters of the names, namespaces, types and descriptions of its members."""


def weights(classes: Iterable[Class]) -> Iterator[tuple[Class, Weight]]:
    """Yield each class with its weight, without listing its inherited members: these may have no
    end.
    """
    by_name = {each.name: each for each in classes}
    known: dict[str, Weight] = {}
    for each in by_name.values():
        line: list[Class] = []
        here: Class | None = each
        while here and here.name not in known:
            known[here.name] = Weight()  # in case a class extends itself
            line.append(here)
            base = csharp.parse(here.base) if here.base else None
            here = by_name.get(base.name) if base else None
        weight = known[here.name] if here else None
        for below in reversed(line):
            weight = _weight(below, weight)
            known[below.name] = weight
        yield each, known[each.name]


def _weight(each: Class, base: Weight | None) -> Weight:
    namespace = len(namespace_of(each))
    rows = [member.row for member in each.members]
    own = sum(
        len(row.name) + len(row.csharp) + len(row.description) + namespace
        for row in rows
    )
    if base is None:
        return Weight(0, len(rows), own)
    return Weight(base.bases + 1, base.members + len(rows), base.text + own)


def namespace_of(declared: Class) -> str:
    """Return the namespace of a data contract: as stated, otherwise from the CLR namespace."""
    stated = declared.home.namespace
    return DATA_CONTRACT + declared.home.clr if stated is None else stated


def ordinal(name: str) -> bytes:
    """Return a sort key for .NET's ordinal order: UTF-16 code units."""
    return name.encode("utf-16-be", "surrogatepass")


def by_order(each: ClassMember) -> tuple[bool, int, bytes]:
    """Sort key: members without ``Order`` first, equal ones by name."""
    return each.order is not None, each.order or 0, ordinal(each.row.name)


def filled(type_: TypeName, arguments: Mapping[str, TypeName]) -> TypeName:
    """Return a type with its type parameters replaced by arguments."""
    if not arguments:
        return type_
    if type_.name in arguments and not type_.arguments:
        stands = arguments[type_.name]
        return replace(stands, nullable=type_.nullable or stands.nullable)
    inside = tuple(filled(each, arguments) for each in type_.arguments)
    made = replace(type_, arguments=inside)
    # Generic classes can refer to each other with ever larger arguments.
    return made if _size(made) <= _LARGEST else TypeName("object")


def _size(type_: TypeName) -> int:
    return 1 + sum(map(_size, type_.arguments))
