"""Facts of a service's own description: what its WSDL and XSD documents declare, with their places.

They are what the documents state: nothing is decided, no base is folded in. Named groups and
attribute groups stand where they are referred to; named types and elements are referred to by name.

The terms are those of WSDL 1.1 and XML Schema part 1. Names are qualified; "" is no namespace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from soapstone.model.contract import Facet as Facet
from soapstone.model.contract import QName, Transport
from soapstone.model.findings import Finding, Origin, SpecError


class Derivation(StrEnum):
    """How a type comes from its base (XML Schema part 1 section 3.4.2)."""

    EXTENSION = "extension"
    RESTRICTION = "restriction"


class Compositor(StrEnum):
    """How the particles of a model group go together (XML Schema part 1 section 3.8.1)."""

    SEQUENCE = "sequence"
    CHOICE = "choice"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A simple type: a restriction, a list or a union."""

    name: QName | None
    """None for an anonymous type."""
    origin: Origin
    base: TypeUse | None = None
    """Of a restriction."""
    members: tuple[str, ...] | None = None
    """The texts of its enumeration, in their order; None if it has none."""
    facets: tuple[Facet, ...] = ()
    items: TypeUse | None = None
    """Of a list."""
    union: tuple[TypeUse, ...] = ()
    """Of a union."""
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a complex type."""

    name: QName
    type: TypeUse
    origin: Origin
    required: bool = False
    prohibited: bool = False
    """A restriction takes it away from the base."""
    default: str | None = None
    fixed: str | None = None
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class ElementUse:
    """An element inside a model group, declared there or referred to."""

    name: QName
    type: TypeUse
    origin: Origin
    least: int = 1
    most: int | None = 1
    """None: any number."""
    nillable: bool = False
    default: str | None = None
    fixed: str | None = None
    referred: bool = False
    """It is a reference to a global element, in whose place its substitutes may stand. ``type`` is
    that of the global element if it has a name, otherwise ``xs:anyType``: an anonymous type may
    hold the reference itself.
    """
    documentation: str = ""
    emits_default: bool = True
    """False: DataContractSerializer leaves it out if it has its type's default value
    (``EmitDefaultValue=false``, noted in an annotation).
    """


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Elements of any name: ``xs:any``."""

    origin: Origin
    least: int = 1
    most: int | None = 1
    """None: any number."""
    namespace: str = "##any"
    """As declared: ``##any``, ``##other``, or names of namespaces."""


@dataclass(frozen=True, slots=True)
class Group:
    """A model group: ``xs:sequence``, ``xs:choice`` or ``xs:all``."""

    compositor: Compositor
    particles: tuple[ParticleUse, ...]
    origin: Origin
    least: int = 1
    most: int | None = 1
    """None: any number."""


@dataclass(frozen=True, slots=True)
class ComplexType:
    """A complex type with what it declares itself; an extension has its base's content as well."""

    name: QName | None
    """None for an anonymous type."""
    origin: Origin
    base: QName | None = None
    """Of complex content; None: it extends nothing but ``xs:anyType``."""
    derivation: Derivation | None = None
    content: Group | None = None
    text: TypeUse | None = None
    """Of simple content: the type of the text, or the complex type that it extends or restricts."""
    attributes: tuple[Attribute, ...] = ()
    any_attribute: bool = False
    mixed: bool = False
    abstract: bool = False
    facets: tuple[Facet, ...] = ()
    """Of a restriction of simple content."""
    documentation: str = ""
    dictionary: bool = False
    """DataContractSerializer notes that it is a dictionary (``IsDictionary``)."""
    actual: QName | None = None
    """The type that DataContractSerializer notes for it (``ActualType``), such as a DataSet."""


TypeUse = QName | SimpleType | ComplexType
"""A type by name, or an anonymous one in its place. XML Schema's own types have its namespace."""
ParticleUse = ElementUse | Wildcard | Group


@dataclass(frozen=True, slots=True)
class Element:
    """A global element."""

    name: QName
    type: TypeUse
    origin: Origin
    nillable: bool = False
    abstract: bool = False
    substitutes: QName | None = None
    """The head of its substitution group."""
    default: str | None = None
    fixed: str | None = None
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """All global declarations of the documents."""

    types: Mapping[QName, SimpleType | ComplexType]
    elements: Mapping[QName, Element]


class Style(StrEnum):
    """How the parts of a message become the body (WSDL 1.1 section 3.3)."""

    DOCUMENT = "document"
    RPC = "rpc"


@dataclass(frozen=True, slots=True)
class MessagePart:
    """A part of a message: it names an element or a type."""

    name: str
    origin: Origin
    element: QName | None = None
    type: QName | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """What travels in one direction, as a binding has it."""

    parts: tuple[MessagePart, ...]
    """Those of the body alone, in order. Of MIME bindings none."""
    headers: tuple[MessagePart, ...] = ()
    """Entries of the SOAP header, each an element."""
    encoded: bool = False
    """``use="encoded"`` (SOAP 1.1 section 5)."""
    namespace: str = ""
    """Of rpc: the namespace of the wrapper element."""
    content: str = ""
    """Of HTTP and MIME: ``form`` (a query string or a form body), ``xml``, or a content type."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that an operation declares. Its detail holds the element."""

    name: str
    part: MessagePart


@dataclass(frozen=True, slots=True)
class BoundOperation:
    """An operation of a port, in the way that its binding says."""

    name: str
    origin: Origin
    """Of the operation in its portType; in the binding where that is not there."""
    style: Style
    soap_action: str
    input: Body | None
    output: Body | None
    """None: one-way."""
    faults: tuple[Fault, ...] = ()
    location: str = ""
    """Of HTTP bindings: the path below the port's address."""
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Port:
    """An address of the service, with the operations that are called there in one way."""

    service: str
    name: str
    transport: Transport
    address: str
    """As stated; "" where no port has one."""
    operations: tuple[BoundOperation, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that the WSDL and XSD documents of a service's folder state."""

    ports: tuple[Port, ...]
    schema: Schema
    files: tuple[str, ...] = ()
    """Those that could be read."""
    findings: tuple[Finding, ...] = ()
    errors: tuple[SpecError, ...] = field(default=(), compare=False)
    """Of documents that cannot be used; the others are here."""
