"""Builds complex types and their model groups, named groups put in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from soapstone.model import limits
from soapstone.model.contract import QName
from soapstone.model.description import (
    ComplexType,
    Compositor,
    Derivation,
    Element,
    ElementUse,
    Facet,
    Group,
    ParticleUse,
    SimpleType,
    TypeUse,
    Wildcard,
)
from soapstone.model.findings import SpecError
from soapstone.wsdl import documents
from soapstone.wsdl.annotations import documentation, notes
from soapstone.wsdl.attributes import AttributeBuilder
from soapstone.wsdl.components import Component, Components, Kind
from soapstone.wsdl.expansion import Expansion
from soapstone.wsdl.namespaces import ANY_TYPE, XS
from soapstone.wsdl.parts import Part
from soapstone.wsdl.simple_types import (
    SIMPLE_TYPE,
    simple_type,
    type_name,
    values,
)

Node = documents.Element

_COMPLEX_TYPE = f"{{{XS}}}complexType"
_COMPLEX_CONTENT = f"{{{XS}}}complexContent"
_SIMPLE_CONTENT = f"{{{XS}}}simpleContent"
_ELEMENT = f"{{{XS}}}element"
_ANY = f"{{{XS}}}any"
_GROUP = f"{{{XS}}}group"
_COMPOSITORS = {f"{{{XS}}}{each.value}": each for each in Compositor}
_DERIVATIONS = {f"{{{XS}}}{each.value}": each for each in Derivation}
_TYPES = (_COMPLEX_TYPE, SIMPLE_TYPE)
_COUNT = re.compile(r"\+?0{0,9}([0-9]{1,9})").fullmatch
_TRUE = ("true", "1")


@dataclass(frozen=True, slots=True)
class _Built:
    """A named group, how much it holds and how deep that is nested."""

    group: Group
    size: int
    height: int


class ContentBuilder:
    """Builds the types and elements of all parts. A named group is built once."""

    def __init__(self, components: Components) -> None:
        self._components = components
        self._expansion = Expansion()
        self._attributes = AttributeBuilder(components, self._expansion)
        self._groups: dict[QName, _Built | SpecError] = {}

    @property
    def is_full(self) -> bool:
        """Whether a limit was exceeded: nothing else can be built."""
        return self._expansion.is_full

    def type(self, name: QName, one: Component) -> ComplexType | SimpleType:
        """Return a global type. Raises SpecError."""
        if one.node.tag == SIMPLE_TYPE:
            return simple_type(self._components, one.part, one.node, name)
        return self._complex_type(one.part, one.node, name)

    def element(self, name: QName, one: Component) -> Element:
        """Return a global element. Raises SpecError."""
        part, node = one.part, one.node
        head = self._head(one)
        return Element(
            name,
            self._type_of(one),
            part.document.origin(node),
            nillable=_is(node, "nillable"),
            abstract=_is(node, "abstract"),
            substitutes=head,
            default=node.get("default"),
            fixed=node.get("fixed"),
            documentation=documentation(part.document, node),
        )

    def _complex_type(
        self, part: Part, node: Node, name: QName | None = None
    ) -> ComplexType:
        made = ComplexType(
            name,
            part.document.origin(node),
            mixed=_is(node, "mixed"),
            abstract=_is(node, "abstract"),
            documentation=documentation(part.document, node),
        )
        noted = notes(node)
        if noted:
            made = replace(
                made,
                dictionary=_is_dictionary(noted),
                actual=_actual(noted),
            )
        for child in node:
            if child.tag == _SIMPLE_CONTENT:
                return self._simple_content(made, part, child)
            if child.tag == _COMPLEX_CONTENT:
                mixed = _is(child, "mixed") if "mixed" in child.attrib else made.mixed
                return self._complex_content(replace(made, mixed=mixed), part, child)
        return self._with_content(made, part, node)

    def _complex_content(
        self, made: ComplexType, part: Part, node: Node
    ) -> ComplexType:
        inner, derivation = _derived(part, node)
        base = type_name(self._components, part, inner, inner.get("base", ""))
        if base != ANY_TYPE:
            made = replace(made, base=base, derivation=derivation)
        made = self._with_content(made, part, inner)
        if base == ANY_TYPE and derivation is Derivation.EXTENSION:
            return _with_anything(made)
        return made

    def _simple_content(self, made: ComplexType, part: Part, node: Node) -> ComplexType:
        inner, derivation = _derived(part, node)
        text = type_name(self._components, part, inner, inner.get("base", ""))
        members, facets = values(inner)
        narrowed = inner.find(SIMPLE_TYPE)
        if narrowed is not None:
            within = simple_type(self._components, part, narrowed)
            members, facets = members or within.members, (*within.facets, *facets)
        facets = (*facets, *(Facet("enumeration", each) for each in members or ()))
        made = replace(made, text=text, derivation=derivation, facets=facets)
        return self._with_attributes(made, part, inner)

    def _with_content(self, made: ComplexType, part: Part, node: Node) -> ComplexType:
        for child in node:
            if child.tag in _COMPOSITORS or child.tag == _GROUP:
                content = self._particle(part, child)
                if isinstance(content, Wildcard):
                    content = Group(Compositor.SEQUENCE, (content,), content.origin)
                if isinstance(content, Group):
                    made = replace(made, content=content)
        return self._with_attributes(made, part, node)

    def _with_attributes(
        self, made: ComplexType, part: Part, node: Node
    ) -> ComplexType:
        found = self._attributes.attributes(part, node)
        if not found.listed and not found.any:
            return made
        return replace(made, attributes=tuple(found.listed), any_attribute=found.any)

    # Particles

    def _particle(self, part: Part, node: Node) -> ParticleUse | None:
        """The particle of an element of a schema; None where it occurs never."""
        least, most = _occurs(part, node)
        if most == 0:
            return None
        self._expansion.count(1, part, node)
        if node.tag == _ELEMENT:
            return self._element_use(part, node, least, most)
        if node.tag == _ANY:
            namespace = node.get("namespace", "##any")
            return Wildcard(part.document.origin(node), least, most, namespace)
        if node.tag == _GROUP:
            return self._group_use(part, node, least, most)
        return self._group(part, node, least, most)

    def _group(self, part: Part, node: Node, least: int, most: int | None) -> Group:
        expansion = self._expansion
        expansion.deepen(1, part, node)
        expansion.depth += 1
        try:
            particles = [
                self._particle(part, child)
                for child in node
                if child.tag in _COMPOSITORS or child.tag in (_ELEMENT, _ANY, _GROUP)
            ]
        finally:
            expansion.depth -= 1
        return Group(
            _COMPOSITORS[documents.tag(node)],
            tuple(each for each in particles if each is not None),
            part.document.origin(node),
            least,
            most,
        )

    def _group_use(
        self, part: Part, node: Node, least: int, most: int | None
    ) -> Group | Wildcard:
        name = part.qname(node, node.get("ref", ""))
        built = self._groups.get(name)
        if isinstance(built, SpecError):
            raise built.with_traceback(None)
        if built is not None:
            self._expansion.count(built.size, part, node)
            self._expansion.deepen(built.height, part, node)
        else:
            one = self._components.find(Kind.GROUP, name, part.document, node)
            if one is None:  # whatever it is
                return Wildcard(part.document.origin(node), 0, None)
            try:
                built = self._groups[name] = self._named_group(name, one)
            except SpecError as error:  # the same for all that refer to it
                self._groups[name] = error
                raise
        return replace(built.group, least=least, most=most)

    def _named_group(self, name: QName, one: Component) -> _Built:
        expansion = self._expansion
        size, deepest = expansion.size, expansion.deepest
        expansion.deepest = expansion.depth
        with expansion.of(one, name):
            for child in one.node:
                if child.tag in _COMPOSITORS:
                    group = self._group(one.part, child, 1, 1)
                    break
            else:
                origin = one.part.document.origin(one.node)
                group = Group(Compositor.SEQUENCE, (), origin)
        height = expansion.deepest - expansion.depth
        expansion.deepest = max(deepest, expansion.deepest)
        return _Built(group, expansion.size - size, height)

    def _element_use(
        self, part: Part, node: Node, least: int, most: int | None
    ) -> ElementUse:
        if "ref" in node.attrib:
            return self._reference(part, node, least, most)
        form = node.get("form")
        qualified = part.qualified[0] if form is None else form == "qualified"
        return ElementUse(
            QName(
                part.namespace if qualified else "",
                part.document.ncname(node, node.get("name", "")),
            ),
            self._own_type(part, node) or ANY_TYPE,
            part.document.origin(node),
            least,
            most,
            nillable=_is(node, "nillable"),
            default=node.get("default"),
            fixed=node.get("fixed"),
            documentation=documentation(part.document, node),
            emits_default=_emits_default(node),
        )

    def _reference(
        self, part: Part, node: Node, least: int, most: int | None
    ) -> ElementUse:
        name = part.qname(node, node.get("ref", ""))
        one = self._components.find(Kind.ELEMENT, name, part.document, node)
        made = ElementUse(
            name, ANY_TYPE, part.document.origin(node), least, most, referred=True
        )
        said = documentation(part.document, node)
        if one is None:
            return replace(made, documentation=said)
        there = one.node
        return replace(
            made,
            type=self._type_name(one),
            nillable=_is(there, "nillable"),
            default=there.get("default"),
            fixed=there.get("fixed"),
            documentation=said or documentation(one.part.document, there),
        )

    # Types of elements

    def _own_type(self, part: Part, node: Node) -> TypeUse | None:
        """The type that an element states; None where it states none."""
        text = node.get("type")
        if text is not None:
            return type_name(self._components, part, node, text)
        for child in node:
            if child.tag == _COMPLEX_TYPE:
                return self._complex_type(part, child)
            if child.tag == SIMPLE_TYPE:
                return simple_type(self._components, part, child)
        return None

    def _type_of(self, one: Component) -> TypeUse:
        """The type of a global element."""
        stating = self._stating(one)
        return self._own_type(stating.part, stating.node) or ANY_TYPE

    def _type_name(self, one: Component) -> TypeUse:
        """The named type of a global element. An anonymous one may hold the reference itself."""
        stating = self._stating(one)
        text = stating.node.get("type")
        return ANY_TYPE if text is None else stating.part.qname(stating.node, text)

    def _stating(self, one: Component) -> Component:
        """The element that states the type of a global one: by default the head of its substitution
        group (XML Schema part 1 section 3.3.2), or that one's.
        """
        for _ in range(limits.DESCRIPTION_BASES.most):
            node = one.node
            if "type" in node.attrib or any(each.tag in _TYPES for each in node):
                break
            head = self._head_component(one)
            if head is None:
                break
            one = head
        return one

    def _head(self, one: Component) -> QName | None:
        text = one.node.get("substitutionGroup")
        return None if text is None else one.part.qname(one.node, text)

    def _head_component(self, one: Component) -> Component | None:
        name = self._head(one)
        if name is None:
            return None
        return self._components.find(Kind.ELEMENT, name, one.part.document, one.node)


def _with_anything(made: ComplexType) -> ComplexType:
    """An extension of ``xs:anyType``: whatever that has comes first (XML Schema part 1 section
    3.4.7).
    """
    before = Wildcard(made.origin, 0, None)
    particles = (before,) if made.content is None else (before, made.content)
    content = Group(Compositor.SEQUENCE, particles, made.origin)
    return replace(made, content=content, any_attribute=True, mixed=True)


def _derived(part: Part, node: Node) -> tuple[Node, Derivation]:
    for child in node:
        if child.tag in _DERIVATIONS:
            return child, _DERIVATIONS[child.tag]
    raise SpecError(
        part.document.origin(node),
        "content that is derived from nothing",
        "xs:extension or xs:restriction",
        "Add what is missing, or save the document again.",
    )


def _is_dictionary(noted: Mapping[str, Node]) -> bool:
    found = noted.get("IsDictionary")
    return found is not None and (found.text or "").strip() in _TRUE


def _actual(noted: Mapping[str, Node]) -> QName | None:
    found = noted.get("ActualType")
    if found is None:
        return None
    return QName(found.get("Namespace", ""), found.get("Name", ""))


def _emits_default(node: Node) -> bool:
    default = notes(node).get("DefaultValue")
    return default is None or default.get("EmitDefaultValue") != "false"


def _is(node: Node, attribute: str) -> bool:
    return node.get(attribute, "").strip() in _TRUE


def _occurs(part: Part, node: Node) -> tuple[int, int | None]:
    least, most = node.get("minOccurs"), node.get("maxOccurs")
    if least is None and most is None:
        return 1, 1
    return (
        1 if least is None else _count(part, node, least),
        (
            1
            if most is None
            else None if most.strip() == "unbounded" else _count(part, node, most)
        ),
    )


def _count(part: Part, node: Node, text: str) -> int:
    found = _COUNT(text.strip())
    if found is None:
        raise SpecError(
            part.document.origin(node),
            f"{text!r} in the place of a count",
            "a number of up to nine digits",
            "Correct minOccurs or maxOccurs, or save the document again.",
        )
    return int(found.group(1))
