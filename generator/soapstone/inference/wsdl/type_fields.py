"""Makes the fields of a complex type: those of its bases, its own, attributes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from soapstone.inference.wsdl import fields
from soapstone.inference.wsdl.content import Member
from soapstone.inference.wsdl.fields import Made, Typed
from soapstone.inference.wsdl.schema_types import SchemaTypes
from soapstone.inference.wsdl.simple_types import Simple
from soapstone.inference.wsdl.translation import Keys, of_simple, typed
from soapstone.model.contract import (
    Alternative,
    Field,
    Particle,
    QName,
    attributes_first,
)
from soapstone.model.description import ComplexType, SimpleType, TypeUse
from soapstone.model.findings import Origin
from soapstone.model.limits import DESCRIPTION_BRANCHES

_Place = tuple[Particle, QName]


class TypeFields:
    """Makes the fields of types. Those of a named type are made once."""

    def __init__(self, types: SchemaTypes, keys: Keys) -> None:
        self._types = types
        self._keys = keys
        self._own: dict[int, tuple[ComplexType, list[Made]]] = {}

    def of(self, type_: ComplexType) -> list[Made]:
        """Return all fields, in the order of the wire. Raises SpecError for too many branches.

        A restriction has the fields of its base, as its class in Python has: what it leaves out is
        never there.
        """
        found: dict[_Place, Made] = {}
        for name in reversed(self._types.above(type_)):
            base = self._types.complex(name)
            self._add(found, self._of_type(base) if base else [])
        self._add(found, self._of_type(type_))
        order = attributes_first(each.field for each in found.values())
        return [found[each.particle, each.name] for each in order]

    def typed(self, use: TypeUse, place: QName, origin: Origin) -> Typed:
        """Return the type of an element or attribute that is called ``place``."""
        return typed(self._types, self._keys, use, place, origin)

    def _add(self, found: dict[_Place, Made], own: list[Made]) -> None:
        """Add fields behind those of a base. Their choices get numbers of their own."""
        places = (each.field.alternative for each in found.values())
        last = max((each.choice for each in places if each), default=0)
        for each in own:
            field = _renumbered(each.field, last)
            found.setdefault((field.particle, field.name), replace(each, field=field))

    def _of_type(self, type_: ComplexType) -> list[Made]:
        """The fields that a type declares itself."""
        known = self._own.get(id(type_))
        if known is None:
            known = self._own[id(type_)] = type_, [*self._declared(type_)]
        return known[1]

    def _declared(self, type_: ComplexType) -> Iterator[Made]:
        serializer = self._types.serializer
        for one in type_.attributes:
            if not one.prohibited:
                of_one = self.typed(one.type, one.name, one.origin)
                yield fields.attribute(one, of_one, serializer)
        for member in self._types.content(type_).members:
            yield self._element(member)
        if type_.text is not None and not self._types.complex(type_.text):
            yield fields.text(self._text(type_), False, type_.origin, serializer)

    def _element(self, member: Member) -> Made:
        serializer = self._types.serializer
        DESCRIPTION_BRANCHES.check(len(member.uses), member.use.origin)
        made = [self.typed(each.type, each.name, each.origin) for each in member.uses]
        if len(made) == 1:
            return fields.element(member, made[0], serializer)
        return fields.choice(member, made, serializer)

    def _text(self, type_: ComplexType) -> Typed:
        """The type of the text of simple content, with the facets of a restriction."""
        place = type_.name or fields.VALUE
        members = [each.value for each in type_.facets if each.name == "enumeration"]
        text = SimpleType(
            None,
            type_.origin,
            base=type_.text,
            facets=tuple(each for each in type_.facets if each.name != "enumeration"),
        )
        found = self._types.simple.resolve(text, place)
        if members and found and not found.enumeration:
            return of_simple(
                self._keys,
                Simple(enumeration=replace(text, members=tuple(members))),
                place,
            )
        return of_simple(self._keys, found or Simple(), place)


def _renumbered(field: Field, last: int) -> Field:
    place = field.alternative
    if place is None or not last:
        return field
    moved = Alternative(place.choice + last, place.branch, place.optional)
    return replace(field, alternative=moved)
