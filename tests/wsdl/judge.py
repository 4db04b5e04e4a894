"""What xmlschema, which is not ours, says of the same schemas, in the words of the description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import xmlschema
from lxml import etree

from soapstone.model.contract import QName
from soapstone.model.description import (
    Attribute,
    ComplexType,
    Description,
    Element,
    Group,
    ParticleUse,
    Schema,
    SimpleType,
    TypeUse,
    Wildcard,
)

XS = "http://www.w3.org/2001/XMLSchema"
_UNREAD = (f"{{{XS}}}import", f"{{{XS}}}include", f"{{{XS}}}redefine")


def differences(schema: xmlschema.XMLSchema, found: Description) -> list[str]:
    """Where the description and xmlschema disagree about the documents' types and elements."""
    ours = _Ours(found.schema)
    stated = {each.namespace for each in (*found.schema.types, *found.schema.elements)}
    told = list(_differ("type", _names(schema.maps.types, stated), ours.types()))
    told += _differ("element", _names(schema.maps.elements, stated), ours.elements())
    return told


XML = "http://www.w3.org/XML/1998/namespace"
"""Its attributes' types are not compared: that of xml:lang is a union with what unsets it."""
ANY_TYPE = f"{{{XS}}}anyType"
"""What xmlschema makes of a type that no schema declares."""
ARRAY = "{http://schemas.xmlsoap.org/soap/encoding/}Array"
"""Of rpc/encoded: its attributes are not compared, as no document declares them."""


def _known(namespace: str, inside: str) -> str:
    return (
        f'<xs:schema xmlns:xs="{XS}" targetNamespace="{namespace}">{inside}</xs:schema>'
    )


KNOWN = {
    namespace: _known(namespace, inside)
    for namespace, inside in {
        "http://schemas.microsoft.com/2003/10/Serialization/": "".join(
            f'<xs:simpleType name="{name}"><xs:restriction base="xs:string"/></xs:simpleType>'
            for name in ("guid", "char", "duration")
        ),
        "http://microsoft.com/wsdl/types/": "".join(
            f'<xs:simpleType name="{name}"><xs:restriction base="xs:string"/></xs:simpleType>'
            for name in ("guid", "char")
        ),
        "http://schemas.xmlsoap.org/soap/encoding/": (
            '<xs:attribute name="arrayType" type="xs:string"/>'
            '<xs:complexType name="Array"><xs:sequence><xs:any minOccurs="0" '
            'maxOccurs="unbounded" processContents="lax"/></xs:sequence>'
            "<xs:anyAttribute/></xs:complexType>"
        ),
    }.items()
}
"""What the reader knows without a document, as far as a schema needs it to be one."""


def theirs(sources: Mapping[str, bytes]) -> xmlschema.XMLSchema:
    """All schemas of the documents in xmlschema. Every one is a text in memory."""
    texts = [text for content in sources.values() for text in _schemas(content)]
    stated = {etree.fromstring(text).get("targetNamespace") for text in texts}
    texts += [text for namespace, text in KNOWN.items() if namespace not in stated]
    first = xmlschema.XMLSchema(
        texts[0], build=False, defuse="always", allow="none", validation="lax"
    )
    for text in texts[1:]:
        first.add_schema(text, build=False)
    first.maps.build()
    return first


def _schemas(content: bytes) -> Iterator[str]:
    root = etree.fromstring(content)
    for each in root.iter(f"{{{XS}}}schema"):
        for node in each.xpath("*[@schemaLocation]"):
            del node.attrib["schemaLocation"]  # all are there
        yield etree.tostring(each, encoding="unicode", with_tail=False)


# What xmlschema says


def _names(named: Any, stated: set[str]) -> dict[str, Any]:
    """Their components by name, without those that xmlschema or the judge adds."""
    found = {}
    for name, one in named.items():
        if name.rpartition("}")[0].lstrip("{") in stated:
            found[name] = (
                _their_type(one)
                if "Element" not in type(one).__name__
                else _their_element(one)
            )
    return found


def _their_element(one: Any) -> Any:
    return (
        _their_use(one.type),
        one.nillable,
        one.abstract,
        one.substitution_group,
        one.default,
        one.fixed,
    )


def _their_use(type_: Any) -> Any:
    return type_.name or _their_type(type_)


def _their_type(type_: Any) -> Any:
    if type_.is_simple():
        return _their_simple(type_)
    base = type_.base_type
    is_any = base is None or base.name == ANY_TYPE
    simple = type_.has_simple_content()
    of_array = base is not None and base.name == ARRAY
    attributes = {} if of_array else type_.attributes
    return {
        "base": None if is_any else base.name,
        "derivation": None if is_any else type_.derivation,
        "abstract": type_.abstract,
        "mixed": type_.mixed,
        "text": simple,
        "attributes": {
            name: _their_attribute(each)
            for name, each in attributes.items()
            if name is None or each.use != "prohibited"
        },
        "content": None if simple else _flat(_their_group(type_.content)),
    }


def _their_attribute(one: Any) -> Any:
    if one.name is None:
        return "any"
    of_xml = one.name.startswith(f"{{{XML}}}")
    type_ = None if of_xml else _their_use(one.type)
    return (type_, one.use, one.default, one.fixed)


def _their_group(group: Any) -> Any:
    occurs = (group.min_occurs, group.max_occurs)
    if group.ref is not None:  # the named group stands inside
        (group,) = group
    inside = [_their_particle(each) for each in group if each.max_occurs != 0]
    return (group.model, *occurs, inside)


def _their_particle(one: Any) -> Any:
    kind = type(one).__name__
    if "Group" in kind:
        return _their_group(one)
    occurs = (one.min_occurs, one.max_occurs)
    if "Any" in kind:
        return ("any", *occurs)
    use = "referred" if one.ref is not None else _their_use(one.type)
    return (one.name, *occurs, use, one.nillable, one.default, one.fixed)


def _their_simple(type_: Any) -> Any:
    kind = type(type_).__name__
    if kind == "XsdList":
        return ("list", _their_use(type_.item_type))
    if kind == "XsdUnion":
        members = [_their_use(each) for each in type_.member_types]
        return ("union", sorted(members, key=str))  # it has those in place first
    return ("atomic", _their_use(type_.base_type), _their_facets(type_))


def _their_facets(type_: Any) -> Any:
    found = []
    for facet in type_.facets.values():
        nodes = getattr(facet, "_elements", None)
        nodes = [facet.elem] if nodes is None else nodes
        found += [
            (node.tag.rpartition("}")[2], node.get("value"))
            for node in nodes
            if node is not None
        ]
    return sorted(found)


# What the description says


class _Ours:
    """The same of a description; a type has what it inherits, as xmlschema has it."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def types(self) -> dict[str, Any]:
        return {str(name): self._type(one) for name, one in self._schema.types.items()}

    def elements(self) -> dict[str, Any]:
        return {
            str(name): self._element(one) for name, one in self._schema.elements.items()
        }

    def _element(self, one: Element) -> Any:
        head = None if one.substitutes is None else str(one.substitutes)
        type_ = self._use(one.type)
        return (type_, one.nillable, one.abstract, head, one.default, one.fixed)

    def _use(self, use: TypeUse) -> Any:
        if not isinstance(use, QName):
            return self._type(use)
        is_known = use.namespace == XS or use.namespace in KNOWN
        return str(use) if is_known or use in self._schema.types else ANY_TYPE

    def _type(self, type_: SimpleType | ComplexType) -> Any:
        if isinstance(type_, SimpleType):
            return self._simple(type_)
        simple = self._has_text(type_)
        base = type_.base if type_.text is None else type_.text
        return {
            "base": None if base is None else str(base),
            "derivation": None if base is None else str(type_.derivation),
            "abstract": type_.abstract,
            "mixed": type_.mixed,
            "text": simple,
            "attributes": self._attributes(type_),
            "content": None if simple else _flat(self._content(type_)),
        }

    def _base(self, type_: ComplexType) -> ComplexType | None:
        name = type_.base if type_.text is None else type_.text
        found = self._schema.types.get(name) if isinstance(name, QName) else None
        return found if isinstance(found, ComplexType) else None

    def _has_text(self, type_: ComplexType) -> bool:
        base = self._base(type_)
        return type_.text is not None or (base is not None and self._has_text(base))

    def _attributes(self, type_: ComplexType) -> dict[Any, Any]:
        if str(type_.base) == ARRAY:
            return {}
        base = self._base(type_)
        found = self._attributes(base) if base else {}
        if str(type_.derivation) == "restriction":
            found.pop(None, None)
        for one in type_.attributes:
            found[str(one.name)] = self._attribute(one)
            if one.prohibited:
                del found[str(one.name)]
        if type_.any_attribute:
            found[None] = "any"
        return found

    def _attribute(self, one: Attribute) -> Any:
        use = "required" if one.required else "optional"
        type_ = None if one.name.namespace == XML else self._use(one.type)
        return (type_, use, one.default, one.fixed)

    def _content(self, type_: ComplexType) -> Any:
        own = ("sequence", 1, 1, [self._group(type_.content)] if type_.content else [])
        base = self._base(type_)
        if base is None or str(type_.derivation) == "restriction":
            return own
        return ("sequence", 1, 1, [self._content(base), own])

    def _group(self, group: Group) -> Any:
        inside = [self._particle(each) for each in group.particles]
        return (str(group.compositor), group.least, group.most, inside)

    def _particle(self, one: ParticleUse) -> Any:
        if isinstance(one, Group):
            return self._group(one)
        if isinstance(one, Wildcard):
            return ("any", one.least, one.most)
        use = "referred" if one.referred else self._use(one.type)
        occurs = (one.least, one.most)
        return (str(one.name), *occurs, use, one.nillable, one.default, one.fixed)

    def _simple(self, type_: SimpleType) -> Any:
        if type_.items is not None:
            return ("list", self._use(type_.items))
        if type_.union:
            return ("union", sorted(map(self._use, type_.union), key=str))
        facets = [(each.name, each.value) for each in type_.facets]
        facets += [("enumeration", each) for each in type_.members or ()]
        return (
            "atomic",
            None if type_.base is None else self._use(type_.base),
            sorted(facets),
        )


def _flat(group: Any) -> Any:
    """A group with the sequences that stand once in a sequence, and those that are empty, put in
    place: a standard does not tell them apart.
    """
    model, least, most, inside = group
    found: list[Any] = []
    for each in inside:
        one = _flat(each) if isinstance(each[-1], list) else each
        if not isinstance(one[-1], list):
            found.append(one)
        elif one[:3] == ("sequence", 1, 1) and model == "sequence":
            found += one[3]
        elif one[3]:
            found.append(one)
    if len(found) == 1 and isinstance(found[0][-1], list) and (least, most) == (1, 1):
        return found[0]
    return (model, least, most, found)


def _differ(
    kind: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> Iterable[str]:
    for name in sorted(theirs.keys() | ours.keys()):
        one, other = theirs.get(name), ours.get(name)
        if one != other:
            yield f"{kind} {name}:\n  theirs {one}\n  ours   {other}"
