"""Builds simple types: restrictions with facets and enumerations, lists, unions."""

from __future__ import annotations

from soapstone.model.contract import QName
from soapstone.model.description import Facet, SimpleType, TypeUse
from soapstone.model.findings import SpecError
from soapstone.wsdl.annotations import documentation
from soapstone.wsdl.components import Components, Kind
from soapstone.wsdl.documents import Element
from soapstone.wsdl.namespaces import ANY_SIMPLE_TYPE, XS
from soapstone.wsdl.parts import Part

SIMPLE_TYPE = f"{{{XS}}}simpleType"
_RESTRICTION = f"{{{XS}}}restriction"
_LIST = f"{{{XS}}}list"
_UNION = f"{{{XS}}}union"
_ENUMERATION = f"{{{XS}}}enumeration"
_FACETS = {
    f"{{{XS}}}{name}": name
    for name in (
        *("length", "minLength", "maxLength", "pattern", "whiteSpace"),
        *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
        *("totalDigits", "fractionDigits"),
    )
}


def type_name(components: Components, part: Part, node: Element, text: str) -> QName:
    """Return the name of a type that is referred to. Raises SpecError for no name."""
    name = part.qname(node, text)
    if name.namespace != XS:
        components.find(Kind.TYPE, name, part.document, node)
    return name


def simple_type(
    components: Components, part: Part, node: Element, name: QName | None = None
) -> SimpleType:
    """Return the simple type of an ``xs:simpleType``. Raises SpecError for one that is none."""
    origin = part.document.origin(node)
    said = documentation(part.document, node)
    for child in node:
        if child.tag == _RESTRICTION:
            base = child.get("base")
            inner = child.find(SIMPLE_TYPE)
            used: TypeUse = ANY_SIMPLE_TYPE
            if base is not None:
                used = type_name(components, part, child, base)
            elif inner is not None:
                used = simple_type(components, part, inner)
            members, facets = values(child)
            return SimpleType(name, origin, used, members, facets, documentation=said)
        if child.tag == _LIST:
            items = _used(components, part, child, "itemType")
            one = items[0] if items else ANY_SIMPLE_TYPE
            return SimpleType(name, origin, items=one, documentation=said)
        if child.tag == _UNION:
            union = tuple(_used(components, part, child, "memberTypes"))
            return SimpleType(name, origin, union=union, documentation=said)
    raise SpecError(
        origin,
        "a simple type without content",
        "xs:restriction, xs:list or xs:union",
        "Add what is missing, or save the document again.",
    )


def values(node: Element) -> tuple[tuple[str, ...] | None, tuple[Facet, ...]]:
    """Return the enumeration and the other facets of a restriction."""
    members: list[str] | None = None
    facets = []
    for child in node:
        if child.tag == _ENUMERATION:
            members = members or []
            members.append(child.get("value", ""))
        elif child.tag in _FACETS:
            facets.append(Facet(_FACETS[child.tag], child.get("value", "")))
    return None if members is None else tuple(members), tuple(facets)


def _used(
    components: Components, part: Part, node: Element, attribute: str
) -> list[TypeUse]:
    """The types that a list or union has: by name first, then in place."""
    found: list[TypeUse] = [
        type_name(components, part, node, each)
        for each in node.get(attribute, "").split()
    ]
    found += (
        simple_type(components, part, each) for each in node.iterchildren(SIMPLE_TYPE)
    )
    return found
