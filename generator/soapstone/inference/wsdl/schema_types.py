"""Answers questions on the types of a schema: bases, lists, maps, substitution groups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from soapstone.dotnet.namespaces import DIFFGRAM, XSD
from soapstone.inference.wsdl.content import Content, content_of
from soapstone.inference.wsdl.simple_types import SimpleTypes
from soapstone.model.contract import QName, Serializer
from soapstone.model.description import (
    ComplexType,
    Element,
    ElementUse,
    Schema,
    SimpleType,
    TypeUse,
)
from soapstone.model.limits import DESCRIPTION_PARTICLES

_ENTRY = "KeyValueOf"
"""How the names of a dictionary's entries begin (data contract names of generic types)."""
_MOST_NESTED = 8
"""Lists inside each other that are lists; deeper ones are records."""


class SchemaTypes:
    """The types of a schema, with what follows from several of them."""

    def __init__(self, schema: Schema, serializer: Serializer) -> None:
        self.schema = schema
        self.serializer = serializer
        self.simple = SimpleTypes(schema.types, serializer)
        self.derived: defaultdict[QName, list[QName]] = defaultdict(list)
        """The types that extend or restrict a type directly, in the order of their names."""
        for name in sorted(schema.types):
            base = self.base_of(schema.types[name])
            if base:
                self.derived[base].append(name)
        self._heads: defaultdict[QName, list[Element]] = defaultdict(list)
        for name in sorted(schema.elements):
            if head := schema.elements[name].substitutes:
                self._heads[head].append(schema.elements[name])
        self._stood = 0
        """How many substitutes stand in the places of heads: each head may have all of them."""
        self._contents: dict[int, tuple[ComplexType, Content]] = {}
        self._elements = {
            id(each.type): name
            for name, each in schema.elements.items()
            if isinstance(each.type, ComplexType)
        }
        """The global elements with an anonymous type, by that type, which no other object is."""

    def complex(self, use: TypeUse) -> ComplexType | None:
        """Return the complex type that is meant; None for a simple one, and one that is missing."""
        found = self.schema.types.get(use) if isinstance(use, QName) else use
        return found if isinstance(found, ComplexType) else None

    def element_of(self, type_: ComplexType) -> QName | None:
        """Return the global element that has an anonymous type."""
        return self._elements.get(id(type_))

    def base_of(self, type_: ComplexType | SimpleType) -> QName | None:
        """Return the name of the complex type that a type extends or restricts."""
        if not isinstance(type_, ComplexType):
            return None
        for base in (type_.base, type_.text):
            if isinstance(base, QName) and self.complex(base):
                return base
        return None

    def above(self, type_: ComplexType) -> list[QName]:
        """Return the bases of a type, the nearest first."""
        found: list[QName] = []
        base = self.base_of(type_)
        while base and base not in found:
            found.append(base)
            base = self.base_of(self.schema.types[base])
        return found

    def content(self, type_: ComplexType) -> Content:
        """Return the members that a type declares itself."""
        known = self._contents.get(id(type_))
        if known is None:
            made = content_of(type_.content, self.substitutes)
            known = self._contents[id(type_)] = type_, made
        return known[1]

    def substitutes(self, use: ElementUse) -> tuple[ElementUse, ...]:
        """Return the elements that may stand where one does, with the types of global ones."""
        head = self.schema.elements.get(use.name)
        if not use.referred or head is None:
            return (use,)
        use = replace(use, type=head.type)
        if use.name not in self._heads and not head.abstract:
            return (use,)
        found = {use.name: use}
        waiting = list(self._heads[use.name])
        while waiting:
            each = waiting.pop(0)
            if each.name not in found:
                said = each.documentation or use.documentation
                found[each.name] = replace(
                    use,
                    name=each.name,
                    type=each.type,
                    nillable=each.nillable,
                    default=each.default,
                    fixed=each.fixed,
                    documentation=said,
                )
                waiting += self._heads[each.name]
        self._stood += len(found)
        DESCRIPTION_PARTICLES.check(self._stood, use.origin)
        elements = self.schema.elements
        return tuple(e for e in found.values() if not elements[e.name].abstract)

    def names_inside(self, element: QName) -> set[str]:
        """Return the local names of the elements that a global element declares inside it."""
        type_ = self.complex(self.schema.elements[element].type)
        members = self.content(type_).members if type_ else ()
        return {use.name.name for each in members for use in each.uses}

    # Kinds of types

    def is_any(self, type_: ComplexType) -> bool:
        """Return whether a type has no members of its own: any content, mixed content."""
        if type_.base or type_.text or type_.attributes or type_.abstract:
            return False
        content = self.content(type_)
        if type_.mixed or self.is_data_set(type_):
            return True
        return bool(content.wildcards) and not content.members

    def is_data_set(self, type_: ComplexType) -> bool:
        """Return whether a type holds a schema and what it describes, as a DataSet does: as an
        element, or as wildcards (.NET 4's DataSet.GetDataSetSchema).
        """
        if type_.actual and type_.actual.name == "DataSet":
            return True
        content = self.content(type_)
        names = (use.name for each in content.members for use in each.uses)
        wildcards = {each.namespace for each in content.wildcards}
        return QName(XSD, "schema") in names or wildcards == {XSD, DIFFGRAM}

    def item(self, use: TypeUse) -> ElementUse | None:
        """Return the item of a list's wrapper; None for any other type."""
        item = self._item(use)
        seen: list[TypeUse] = [use]
        inner = item
        while inner is not None:
            # A type that holds itself, and a tower of lists, are records.
            if inner.type in seen or len(seen) > _MOST_NESTED:
                return None
            seen.append(inner.type)
            inner = self._item(inner.type)
        return item

    def _item(self, use: TypeUse) -> ElementUse | None:
        type_ = self.complex(use)
        if type_ is None or type_.attributes or type_.any_attribute or type_.mixed:
            return None
        if type_.base or type_.text or type_.abstract:
            return None
        if isinstance(use, QName) and use in self.derived:
            return None
        content = self.content(type_)
        if content.wildcards or len(content.members) != 1:
            return None
        (member,) = content.members
        alone = member.repeated and len(member.uses) == 1
        return member.use if alone else None

    def entry(
        self, wrapper: TypeUse, item: ElementUse
    ) -> tuple[ElementUse, ElementUse] | None:
        """Return the key and the value of a dictionary's entry; None for an item of another list.

        Annotations note a dictionary; where they are lost, the name of its entries shows it.
        """
        whole = self.complex(wrapper)
        dictionary = whole is not None and whole.dictionary
        type_ = self.complex(item.type)
        if self.serializer is not Serializer.DATA_CONTRACT or type_ is None:
            return None
        if type_.attributes or type_.base:
            return None
        if not (dictionary or item.name.name.startswith(_ENTRY)):
            return None
        uses = [each.use for each in self.content(type_).members if not each.repeated]
        if len(uses) != 2 or len(self.content(type_).members) != 2:
            return None
        named = [each.name.name for each in uses] == ["Key", "Value"]
        return (uses[0], uses[1]) if named or dictionary else None
