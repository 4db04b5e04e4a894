"""Builds the attributes of complex types, attribute groups put in place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from soapstone.model.contract import QName
from soapstone.model.description import Attribute, TypeUse
from soapstone.model.findings import SpecError
from soapstone.wsdl.annotations import documentation
from soapstone.wsdl.components import Component, Components, Kind
from soapstone.wsdl.documents import Element
from soapstone.wsdl.expansion import Expansion
from soapstone.wsdl.namespaces import (
    ANY_SIMPLE_TYPE,
    XML,
    XML_ATTRIBUTES,
    XS,
)
from soapstone.wsdl.parts import Part
from soapstone.wsdl.simple_types import SIMPLE_TYPE, simple_type, type_name

_ATTRIBUTE = f"{{{XS}}}attribute"
_ATTRIBUTE_GROUP = f"{{{XS}}}attributeGroup"
_ANY_ATTRIBUTE = f"{{{XS}}}anyAttribute"


@dataclass
class Attributes:
    """The attributes of a type or group."""

    listed: list[Attribute] = field(default_factory=list)
    any: bool = False


class AttributeBuilder:
    """Builds attributes; a group is built once."""

    def __init__(self, components: Components, expansion: Expansion) -> None:
        self._components = components
        self._expansion = expansion
        self._groups: dict[QName, Attributes | SpecError] = {}

    def attributes(self, part: Part, node: Element) -> Attributes:
        """Return the attributes that an element declares or refers to.

        Raises SpecError for a group that contains itself, and for more than the limit.
        """
        found = Attributes()
        for child in node:
            if child.tag == _ATTRIBUTE:
                self._expansion.count(1, part, child)
                found.listed.append(self._attribute(part, child))
            elif child.tag == _ATTRIBUTE_GROUP:
                group = self._group(part, child)
                self._expansion.count(len(group.listed), part, child)
                found.listed += group.listed
                found.any |= group.any
            elif child.tag == _ANY_ATTRIBUTE:
                found.any = True
        return found

    def _group(self, part: Part, node: Element) -> Attributes:
        name = part.qname(node, node.get("ref", ""))
        built = self._groups.get(name)
        if isinstance(built, SpecError):
            raise built.with_traceback(None)
        if built is None:
            one = self._components.find(Kind.ATTRIBUTE_GROUP, name, part.document, node)
            if one is None:  # whatever it is
                return Attributes(any=True)
            try:
                built = self._groups[name] = self._named_group(name, one)
            except SpecError as error:  # the same for all that refer to it
                self._groups[name] = error
                raise
        return built

    def _named_group(self, name: QName, one: Component) -> Attributes:
        with self._expansion.of(one, name):
            return self.attributes(one.part, one.node)

    def _attribute(self, part: Part, node: Element) -> Attribute:
        if "ref" not in node.attrib:
            name = part.document.ncname(node, node.get("name", ""))
            namespace = _namespace(part, node)
            made = self._declared(part, node, QName(namespace, name))
        else:
            made = self._referred(part, node)
        use = node.get("use")
        return replace(made, required=use == "required", prohibited=use == "prohibited")

    def _referred(self, part: Part, node: Element) -> Attribute:
        name = part.qname(node, node.get("ref", ""))
        own = self._declared(part, node, name)
        if name.namespace == XML and name.name in XML_ATTRIBUTES:
            return replace(own, type=XML_ATTRIBUTES[name.name])
        one = self._components.find(Kind.ATTRIBUTE, name, part.document, node)
        return own if one is None else self._completed(own, one)

    def _completed(self, own: Attribute, one: Component) -> Attribute:
        """A reference with what the global attribute says."""
        there = self._declared(one.part, one.node, own.name)
        own_value = own.default is not None or own.fixed is not None
        return replace(
            own,
            type=there.type,
            default=own.default if own_value else there.default,
            fixed=own.fixed if own_value else there.fixed,
            documentation=own.documentation or there.documentation,
        )

    def _declared(self, part: Part, node: Element, name: QName) -> Attribute:
        return Attribute(
            name,
            self._type(part, node),
            part.document.origin(node),
            default=node.get("default"),
            fixed=node.get("fixed"),
            documentation=documentation(part.document, node),
        )

    def _type(self, part: Part, node: Element) -> TypeUse:
        text = node.get("type")
        if text is not None:
            return type_name(self._components, part, node, text)
        inner = node.find(SIMPLE_TYPE) if len(node) else None
        if inner is None:
            return ANY_SIMPLE_TYPE
        return simple_type(self._components, part, inner)


def _namespace(part: Part, node: Element) -> str:
    form = node.get("form")
    qualified = part.qualified[1] if form is None else form == "qualified"
    return part.namespace if qualified else ""
