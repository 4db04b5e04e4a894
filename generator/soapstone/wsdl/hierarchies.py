"""Finds types that are derived from themselves, and heads of substitution groups likewise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from soapstone.model import limits
from soapstone.model.contract import QName
from soapstone.model.description import (
    ComplexType,
    Element,
    Schema,
    SimpleType,
    TypeUse,
)
from soapstone.model.findings import SpecError

_Declared = TypeVar("_Declared", SimpleType | ComplexType, Element)


def without_circles(schema: Schema, errors: list[SpecError]) -> Schema:
    """Return the schema without declarations that lead back to themselves, which are errors.

    Raises SpecError for more base types above each other than the limit.
    """
    return Schema(
        _ending(schema.types, _bases, errors),
        _ending(schema.elements, _head, errors),
    )


def _bases(type_: SimpleType | ComplexType) -> Iterator[QName]:
    """The names of the types that a type is derived from."""
    uses: Iterable[TypeUse | None] = (
        (type_.base, type_.text)
        if isinstance(type_, ComplexType)
        else (type_.base, type_.items, *type_.union)
    )
    for use in uses:
        if isinstance(use, QName):
            yield use
        elif use is not None:
            yield from _bases(use)


def _head(element: Element) -> Iterator[QName]:
    if element.substitutes is not None:
        yield element.substitutes


def _ending(
    declared: Mapping[QName, _Declared],
    above: Callable[[_Declared], Iterator[QName]],
    errors: list[SpecError],
) -> dict[QName, _Declared]:
    heights: dict[QName, int] = {}
    broken: set[QName] = set()

    def height(name: QName, path: tuple[QName, ...]) -> int:
        if name in path:
            circle = path[path.index(name) :]
            broken.update(circle)
            errors.append(_circle(name, declared[name]))
            return 0
        if name not in heights and name in declared:
            path = (*path, name)
            limits.DESCRIPTION_BASES.check(len(path), declared[name].origin)
            over = [height(each, path) for each in above(declared[name])]
            heights[name] = 1 + max(over, default=0)
            limits.DESCRIPTION_BASES.check(heights[name], declared[name].origin)
        return heights.get(name, 0)

    for name in declared:
        height(name, ())
    return {name: each for name, each in declared.items() if name not in broken}


def _circle(name: QName, declared: SimpleType | ComplexType | Element) -> SpecError:
    return SpecError(
        declared.origin,
        f"{name.name!r}, which is derived from itself, directly or not",
        "types and substitution groups that end",
        "Save the document again: no program writes that.",
    )
