"""Emits XML Schema: one ``xs:schema`` per target namespace, as elements and as files.

The schema is strict: an enumeration has the members that the page states, an element is nillable
only if the contract says so. The generated readers accept more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from xml.etree.ElementTree import Element

from soapstone.emit.schema.bodies import without_variables
from soapstone.emit.schema.components import (
    DATA_SET,
    UNSTATED,
    XSD,
    Components,
    Declaration,
    components,
    is_foreign,
    unrestricted,
)
from soapstone.emit.schema.elements import add, bindings, new, text_of
from soapstone.emit.schema.names import file_names
from soapstone.emit.schema.wrappers import STANDARD, own_fields
from soapstone.model.contract import (
    Alternative,
    ChoiceOf,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    Particle,
    QName,
    Record,
    Scalar,
)

_HEX = "[0-9a-fA-F]"
_SCALARS = {
    "char": ("unsignedShort", ""),
    "duration": ("duration", ""),
    "guid": ("string", f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"),
}
"""Microsoft's simple types: the XSD type that each restricts, and its pattern facet if any."""

_DIFFGRAM = "urn:schemas-microsoft-com:xml-diffgram-v1"

_GROUPS = {Particle.ELEMENT: "group", Particle.ATTRIBUTE: "attributeGroup"}


def schema_files(
    contract: Contract, documents: Mapping[str, Element] | None = None
) -> dict[str, str]:
    """Return the XSD files of a contract, name to text, one per target namespace.

    They import each other by file name. ``documents`` are the contract's :func:`schemas`, if they
    have been made already; they get the locations. Raises KeyError where the contract refers to a
    record or enumeration that it does not have.
    """
    if documents is None:
        documents = schemas(contract)
    files = file_names(documents)
    texts = {}
    for namespace, document in documents.items():
        for element in document.iter("xs:import"):
            element.set("schemaLocation", files[element.get("namespace", "")])
        texts[files[namespace]] = text_of(document)
    return texts


def schemas(contract: Contract) -> dict[str, Element]:
    """Return an ``xs:schema`` for each target namespace, sorted, ready for ``wsdl:types``.

    It binds the prefixes that stand in its tags and values. Imports name no location. Raises as
    :func:`schema_files` does.
    """
    parts = components(without_variables(contract.with_xml()))
    owned = _by_namespace(parts)
    return {
        namespace: _Document(namespace, parts, owned[namespace]).schema()
        for namespace in sorted(owned)
    }


_Type = Record | Enumeration | Scalar | None


@dataclass(slots=True)
class _Own:
    """What the schema of one namespace declares at its top, each kind in its order."""

    declared: list[Declaration] = field_of(default_factory=list)
    groups: list[tuple[QName, Declaration]] = field_of(default_factory=list)
    types: dict[QName, _Type] = field_of(default_factory=dict)
    """Microsoft's simple types have no more than a name."""


def _by_namespace(parts: Components) -> Mapping[str, _Own]:
    owned: defaultdict[str, _Own] = defaultdict(_Own)
    for declaration in sorted(parts.declared):
        owned[declaration.name.namespace].declared.append(declaration)
    for declaration, name in sorted(parts.groups.items()):
        owned[name.namespace].groups.append((name, declaration))
    kinds: tuple[Mapping[QName, _Type], ...] = (
        parts.records,
        parts.enumerations,
        parts.restricted,
        dict.fromkeys(parts.scalars),
    )
    for types in kinds:
        for name in sorted(types):
            owned[name.namespace].types[name] = types[name]
    return owned


class _Document:
    """The schema of one target namespace; writing it collects the namespaces it refers to."""

    def __init__(self, namespace: str, parts: Components, own: _Own) -> None:
        self._namespace = namespace
        self._parts = parts
        self._own = own
        self._prefixes = {XSD: "xs"}
        # A page's namespace may be XSD's own, whose prefix the tags need.
        self._prefixes.setdefault(namespace, "tns" if namespace else "")

    def schema(self) -> Element:
        content = list(self._content())
        bound = {prefix: uri for uri, prefix in self._prefixes.items() if uri}
        target = {"targetNamespace": self._namespace} if self._namespace else {}
        schema = _xs("schema", **bindings(bound), **target)
        schema.set("elementFormDefault", "qualified")
        named = self._parts.substitutes.get(self._namespace, frozenset())
        for uri in sorted((self._prefixes.keys() | named) - {XSD, self._namespace}):
            _add(schema, "import", **({"namespace": uri} if uri else {}))
        schema.extend(content)
        return schema

    def _content(self) -> Iterator[Element]:
        for declaration in self._own.declared:
            yield self._declared(declaration)
        for name, declaration in self._own.groups:
            yield self._group(name.name, declaration)
        for name, type_ in self._own.types.items():
            if isinstance(type_, Record):
                yield self._complex_type(type_, name=name.name)
            elif isinstance(type_, Scalar):
                yield self._restricted(name.name, type_)
            elif type_:
                yield _enumeration(name.name, type_)
            else:
                yield _scalar(name.name)

    def _declared(self, declaration: Declaration) -> Element:
        """A global element or attribute, or a local one in the namespace of this document."""
        element = _xs(declaration.particle, name=declaration.name.name)
        if declaration.type is None:
            element.append(self._complex_type(self._parts.nameless[declaration.name]))
        elif declaration.type == DATA_SET:
            element.append(_data_set())
        elif declaration.type != UNSTATED:
            element.set("type", self._reference(declaration.type))
        if declaration.nillable:
            element.set("nillable", "true")
        return element

    def _group(self, name: str, declaration: Declaration) -> Element:
        group = _xs(_GROUPS[declaration.particle], name=name)
        local = self._declared(declaration)
        if declaration.particle is Particle.ATTRIBUTE:
            local.set("form", "qualified")
            group.append(local)
        else:
            _add(group, "sequence").append(local)
        return group

    def _restricted(self, name: str, scalar: Scalar) -> Element:
        """A simple type with facets."""
        element = _xs("simpleType", name=name)
        base = self._parts.types.name(unrestricted(scalar))
        restriction = _add(element, "restriction", base=self._reference(base))
        for facet in scalar.restriction.facets if scalar.restriction else ():
            _add(restriction, facet.name, value=facet.value)
        return element

    def _complex_type(self, record: Record, **name: str) -> Element:
        element = _xs("complexType", **name)
        _annotate(element, record.documentation)
        if record.abstract:
            element.set("abstract", "true")
        of: dict[Particle, list[Field]] = {particle: [] for particle in Particle}
        for field in own_fields(record, self._parts.types.records):
            of[field.particle].append(field)
        if _is_text(record):
            attributes = self._simple_content(element, record)
        else:
            attributes = self._extension(element, record) if record.base else element
            if of[Particle.TEXT]:
                element.set("mixed", "true")
            sequence = _add(attributes, "sequence")
            sequence.extend(self._particles(of[Particle.ELEMENT]))
            if record.any_elements and not self._base(record).any_elements:
                sequence.append(self._any(record))
        attributes.extend(self._attributes(of[Particle.ATTRIBUTE], record))
        return element

    def _simple_content(self, element: Element, record: Record) -> Element:
        """What holds the attributes of a record with a text, beyond those of its base."""
        types = self._parts.types
        (text,) = (e.type for e in record.fields if e.particle is Particle.TEXT)
        base = types.named[record.base] if record.base else types.text(text)
        content = _add(element, "simpleContent")
        return _add(content, "extension", base=self._reference(base))

    def _base(self, record: Record) -> Record:
        """The record that it extends; itself without members where it extends none."""
        if record.base:
            return self._parts.types.records[record.base]
        return replace(record, any_elements="", any_attributes=False)

    def _any(self, record: Record) -> Element:
        """Further elements. None may be taken for one before it (XML Schema part 1, 3.8.6)."""
        allowed = record.any_elements
        if allowed not in ("##other", "##local") and record.fields:
            allowed = "##other"
        lax = {"namespace": allowed, "processContents": "lax"}
        return _xs("any", minOccurs="0", maxOccurs="unbounded", **lax)

    def _extension(self, element: Element, record: Record) -> Element:
        """What holds the members that the record has beyond those of its base."""
        base = self._parts.types.named[record.base]
        content = _add(element, "complexContent")
        return _add(content, "extension", base=self._reference(base))

    def _particles(self, fields: Sequence[Field]) -> Iterator[Element]:
        """The elements, with those of a choice inside it, where the first of them stands."""
        choices: dict[int, dict[int, list[Field]]] = {}
        for each in fields:
            if place := each.alternative:
                branches = choices.setdefault(place.choice, {})
                branches.setdefault(place.branch, []).append(each)
        for field in fields:
            place = field.alternative
            if place is None:
                yield self._particle(field)
            elif place.choice in choices:
                yield self._choice(place, choices.pop(place.choice))

    def _choice(
        self, place: Alternative, branches: Mapping[int, Sequence[Field]]
    ) -> Element:
        choice = _xs("choice", **({"minOccurs": "0"} if place.optional else {}))
        for members in branches.values():
            holder = _add(choice, "sequence") if len(members) > 1 else choice
            holder.extend(map(self._particle, members))
        return choice

    def _particle(self, field: Field) -> Element:
        """An element, or a choice of elements, each of which stands any number of times."""
        if not isinstance(field.type, ChoiceOf):
            return self._element(field)
        choice = _xs("choice", minOccurs="0", maxOccurs="unbounded")
        choice.extend(
            self._element(
                replace(each, repeated=False, required=True, documentation="")
            )
            for each in field.elements
        )
        _annotate(choice, field.documentation)
        return choice

    def _element(self, field: Field) -> Element:
        if field.name.namespace in STANDARD:
            element = _xs("any", **_skip({field.name.namespace}))
        else:
            element = self._member(field)
            if self._namespace and not field.name.namespace:
                element.set("form", "unqualified")
        if not field.required:
            element.set("minOccurs", "0")
        if field.repeated:
            element.set("maxOccurs", "unbounded")
        _state_value(element, field)
        _annotate(element, field.documentation)
        return element

    def _attributes(self, fields: list[Field], owner: Record) -> Iterator[Element]:
        standard = {field.name.namespace for field in fields} & STANDARD
        for field in fields:
            if field.name.namespace in standard:
                continue
            attribute = self._member(field)
            if field.name.namespace == self._namespace != "":
                attribute.set("form", "qualified")
            # A reference to a group cannot say it: there the attribute stays optional.
            if field.required and attribute.tag == "xs:attribute":
                attribute.set("use", "required")
            _state_value(attribute, field)
            _annotate(attribute, field.documentation)
            yield attribute
        if owner.any_attributes and not self._base(owner).any_attributes:
            yield _xs("anyAttribute", processContents="lax")
        elif standard:
            yield _xs("anyAttribute", **_skip(standard))

    def _member(self, field: Field) -> Element:
        """The field declared here, or a reference to where it is declared."""
        declaration = self._parts.types.declaration(field)
        if not is_foreign(field.name, self._namespace):
            return self._declared(declaration)
        group = self._parts.groups.get(declaration)
        if group:
            return _xs(_GROUPS[field.particle], ref=self._reference(group))
        return _xs(field.particle, ref=self._reference(declaration.name))

    def _reference(self, name: QName) -> str:
        """``name`` as the value of an attribute: ``q1:Name``."""
        new = f"q{len(self._prefixes) - 1}" if name.namespace else ""
        prefix = self._prefixes.setdefault(name.namespace, new)
        return f"{prefix}:{name.name}" if prefix else name.name


def _is_text(record: Record) -> bool:
    """Whether a record has a text and no elements."""
    particles = {each.particle for each in record.fields}
    return Particle.TEXT in particles and Particle.ELEMENT not in particles


def _data_set() -> Element:
    """The type of a DataSet as .NET 4 declares it (DataSet.GetDataSetSchema)."""
    element = _xs("complexType")
    sequence = _add(element, "sequence", maxOccurs="unbounded")
    for namespace in (XSD, _DIFFGRAM):
        lax = {"namespace": namespace, "minOccurs": "0", "processContents": "lax"}
        _add(sequence, "any", **lax)
    return element


def _state_value(element: Element, field: Field) -> None:
    """State a default or fixed value; where it is declared elsewhere a reference cannot."""
    simple = isinstance(field.type, Scalar | EnumerationRef)
    if element.get("name") is None or not simple:
        return
    if field.fixed is not None:
        element.set("fixed", field.fixed)
    elif field.default is not None and element.get("use") != "required":
        element.set("default", field.default)


def _enumeration(name: str, enumeration: Enumeration) -> Element:
    element = _xs("simpleType", name=name)
    _annotate(element, enumeration.documentation)
    holder = element
    if enumeration.flags:
        holder = _add(_add(element, "list"), "simpleType")
    restriction = _add(holder, "restriction", base="xs:string")
    for member in dict.fromkeys(enumeration.members):
        _add(restriction, "enumeration", value=member)
    return element


def _scalar(name: str) -> Element:
    base, pattern = _SCALARS[name]
    element = _xs("simpleType", name=name)
    restriction = _add(element, "restriction", base=f"xs:{base}")
    if pattern:
        _add(restriction, "pattern", value=pattern)
    return element


def _skip(namespaces: set[str]) -> dict[str, str]:
    """A wildcard for what the standards' own schemas declare."""
    return {"namespace": " ".join(sorted(namespaces)), "processContents": "skip"}


def _annotate(element: Element, documentation: str) -> None:
    if documentation:
        annotation = _xs("annotation")
        _add(annotation, "documentation").text = documentation
        element.insert(0, annotation)


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return add(parent, f"xs:{tag}", **attributes)


def _xs(tag: str, **attributes: str) -> Element:
    """An element of XML Schema."""
    return new(f"xs:{tag}", **attributes)
