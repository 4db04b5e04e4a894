"""Resolves simple types: the scalar or enumeration that a value is, and its facets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from soapstone.dotnet.namespaces import MICROSOFT, SERIALIZATION, XSD
from soapstone.dotnet.scalars import SCALARS, STRING, of_serializer
from soapstone.model.contract import Facet, QName, Restriction, Scalar, Serializer
from soapstone.model.description import ComplexType, SimpleType, TypeUse

SOAP_ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
_BUILT_IN = {
    XSD: SCALARS - {"guid", "char"},
    MICROSOFT: frozenset({"guid", "char"}),
    SERIALIZATION: frozenset({"guid", "char", "duration"}),
    # SOAP 1.1 section 5.2.1: elements of its own types are those of XML Schema.
    SOAP_ENCODING: SCALARS - {"guid", "char"},
}
"""The namespaces of types that have a class of .NET, and their names."""
_DEEPEST = 20
"""Lists and unions inside each other that are followed."""


@dataclass(frozen=True, slots=True)
class Simple:
    """What a simple type is in the contract."""

    scalar: Scalar = STRING
    enumeration: SimpleType | None = None
    """The type that has the members; None if it is no enumeration."""
    flags: bool = False
    """A list of members of the enumeration."""
    is_text: bool = False
    """A list or a union, which is kept as one text."""
    items: str = ""
    """Of a list that is kept as one text: the name of the type of its items."""


class SimpleTypes:
    """Resolves the simple types of a schema, as a serializer has them."""

    def __init__(
        self, types: Mapping[QName, SimpleType | ComplexType], serializer: Serializer
    ) -> None:
        self._types = types
        self._serializer = serializer

    def built_in(self, name: QName) -> Scalar | None:
        """Return the scalar that a name stands for, whatever the schema declares."""
        if name.name in _BUILT_IN.get(name.namespace, ()):
            return of_serializer(name.name, self._serializer)
        if name in (QName(XSD, "anySimpleType"), QName(XSD, "anyAtomicType")):
            return STRING
        return None

    def resolve(self, use: TypeUse, place: QName, depth: int = 0) -> Simple | None:
        """Return what a simple type is; None for any other type, and one that is not there.

        ``place`` is the element or attribute that has it, after which anonymous types are called.
        """
        name, facets, seen = place, dict[str, list[Facet]](), set[QName]()
        while True:
            if isinstance(use, QName):
                scalar = self.built_in(use)
                if scalar:
                    return Simple(_restricted(scalar, name, facets))
                found = self._types.get(use)
                if found is None or use in seen:
                    return None
                seen.add(use)
                name, use = (name if facets else use), found
            if not isinstance(use, SimpleType):
                return None
            if use.members is not None:
                return Simple(enumeration=use)
            if use.items is not None:
                return self._list(use, use.items, place, depth)
            if use.union or use.base is None:
                return Simple(is_text=True)
            for each in use.facets:
                _add(facets, each, use)
            use = use.base

    def _list(
        self, use: SimpleType, items: TypeUse, place: QName, depth: int
    ) -> Simple:
        inner = None
        if depth < _DEEPEST:
            inner = self.resolve(items, place, depth + 1)
        if inner and inner.enumeration:
            # .NET declares a [Flags] enumeration as a named list of an anonymous type.
            own = use if use.name and not inner.enumeration.name else inner.enumeration
            return Simple(enumeration=own, flags=True)
        return Simple(is_text=True, items=inner.scalar.name if inner else "string")


def _add(facets: dict[str, list[Facet]], one: Facet, owner: SimpleType) -> None:
    """Add a facet of a base, unless a type derived from it has one of that name."""
    known = facets.get(one.name)
    if known is None:
        facets[one.name] = [e for e in owner.facets if e.name == one.name]


def _restricted(
    scalar: Scalar, name: QName, facets: Mapping[str, list[Facet]]
) -> Scalar:
    listed = tuple(each for found in facets.values() for each in found)
    if not listed:
        return scalar
    return Scalar(scalar.name, scalar.guessed, scalar.text, Restriction(name, listed))
