"""Global components of all schemas by name; of two declarations the first counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from soapstone.model.contract import QName
from soapstone.model.description import ComplexType
from soapstone.model.file_findings import REDEFINED
from soapstone.model.findings import Finding, SpecError
from soapstone.wsdl.arrays import array, is_array
from soapstone.wsdl.documents import Document, Element, tag
from soapstone.wsdl.equality import declared_twice, same
from soapstone.wsdl.namespaces import KNOWN, XS
from soapstone.wsdl.parts import Part


class Kind(StrEnum):
    """Symbol spaces of a schema (XML Schema part 1 section 2.5)."""

    TYPE = "type"
    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    GROUP = "group"
    ATTRIBUTE_GROUP = "attribute group"


_KINDS = {
    f"{{{XS}}}complexType": Kind.TYPE,
    f"{{{XS}}}simpleType": Kind.TYPE,
    f"{{{XS}}}element": Kind.ELEMENT,
    f"{{{XS}}}attribute": Kind.ATTRIBUTE,
    f"{{{XS}}}group": Kind.GROUP,
    f"{{{XS}}}attributeGroup": Kind.ATTRIBUTE_GROUP,
}
_REDEFINE = f"{{{XS}}}redefine"


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """A global declaration or definition: its element, and the part where it stands."""

    part: Part
    node: Element


@dataclass
class Components:
    """All global components, and which names are referred to that none has."""

    named: dict[Kind, dict[QName, Component]] = field(
        default_factory=lambda: {kind: {} for kind in Kind}
    )
    findings: list[Finding] = field(default_factory=list)
    errors: list[SpecError] = field(default_factory=list)
    missing: dict[QName, tuple[Kind, Document, Element]] = field(default_factory=dict)
    """The first reference to each."""
    arrays: dict[QName, ComplexType] = field(default_factory=dict)
    """Collections of built-in types that are referred to and not declared."""

    def find(
        self, kind: Kind, name: QName, document: Document, node: Element
    ) -> Component | None:
        """Return what a reference refers to. None is noted as missing, unless it is known without a
        document.
        """
        found = self.named[kind].get(name)
        if found is None and is_array(name):
            self.arrays[name] = array(name)
        elif found is None and name.namespace not in KNOWN:
            self.missing.setdefault(name, (kind, document, node))
        return found


def collect(parts: Sequence[Part]) -> Components:
    """Return the global components of all parts. Of two that differ the first counts."""
    components = Components()
    for part in parts:
        components.findings += _redefined(part)
        for node in _globals(part.node):
            try:
                _add(components, Component(part, node))
            except SpecError as error:
                components.errors.append(error)
    return components


def _globals(schema: Element) -> Iterator[Element]:
    return (node for node in schema if node.tag in _KINDS)


def _add(components: Components, one: Component) -> None:
    part, node = one.part, one.node
    kind = _KINDS[tag(node)]
    name = QName(part.namespace, part.document.ncname(node, node.get("name", "")))
    named = components.named[kind]
    first = named.setdefault(name, one)
    equal = first is one or (
        first.part.qualified == part.qualified
        and same(first.part, first.node, part, node)
    )
    if not equal:
        origin = part.document.origin(node)
        made = declared_twice(kind, name, first.part.document, origin)
        components.findings.append(made)


def _redefined(part: Part) -> Iterator[Finding]:
    """A finding for each redefinition (XML Schema part 1 section 4.2.2). .NET writes none, and XML
    Schema 1.1 advises against them.
    """
    for redefine in part.node.iterchildren(_REDEFINE):
        for node in _globals(redefine):
            yield REDEFINED.at(part.document.origin(node), node.get("name", ""))
