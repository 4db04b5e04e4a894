"""The contract: the operations, messages and types of one service, free of pages and of Python.

Every output (Python, XSD, WSDL) is generated from it alone. Facts keep the places on the pages;
``emit/python`` chooses the Python names. Names here are those on the wire. Types refer to each
other by key, so that a recursive type needs no cycle of objects.

The terms are those of XML Schema and .NET:

* a **scalar** is one value, mostly a text; its name is the local name of its XSD type, or ``guid``,
  ``char``, ``DateTimeOffset`` (Microsoft's);
* a **record** is a complex type with fields, an **enumeration** a simple type with members;
* a **list** is a wrapper element around items, a **map** a wrapper around entries of a key and a
  value; a **choice** is a list whose items are elements of several names, its **branches**;
* a field is **nullable** when the .NET member can be null; **nillable** says that null is written
  as ``xsi:nil`` and not left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar


@dataclass(frozen=True, slots=True, order=True)
class QName:
    """A qualified name: namespace and local name (Namespaces in XML 1.0). "" is no namespace."""

    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{{{self.namespace}}}{self.name}" if self.namespace else self.name


@dataclass(frozen=True, slots=True, order=True)
class Facet:
    """A constraint on a simple value other than an enumeration: ``maxLength``, ``pattern``…"""

    name: str
    value: str


@dataclass(frozen=True, slots=True, order=True)
class Restriction:
    """A simple type that narrows a scalar (XML Schema part 2 section 4.3)."""

    name: QName
    """That of the type; of an anonymous one, that of the element or attribute around it."""
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A simple value by its XSD type: ``xs:long`` is ``long``."""

    name: str
    guessed: bool = False
    """No page states the type. A number that does not fit it is read with a warning."""
    text: bool = False
    """Its .NET type is System.String, so that its text stays as it is: XmlSerializer's duration."""
    restriction: Restriction | None = None
    """What a schema demands of the value. Generated code says it, and checks nothing."""


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A reference to a record of this contract, by key."""

    key: str


@dataclass(frozen=True, slots=True)
class EnumerationRef:
    """A reference to an enumeration of this contract, by key."""

    key: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A wrapper element around any number of items."""

    item: QName
    type: Type
    nillable: bool
    """An item can be null (written ``xsi:nil``): .NET's items of reference types and of
    ``Nullable<T>``.
    """


@dataclass(frozen=True, slots=True)
class MapOf:
    """A wrapper element around any number of entries, each a key and a value."""

    entry: QName
    key: QName
    key_type: Type
    value: QName
    value_type: Type
    nillable: bool
    """A value can be null (written ``xsi:nil``)."""


@dataclass(frozen=True, slots=True)
class AnyXml:
    """Any content: ``xs:anyType``, ``xs:any``, a DataSet. Generated code keeps it as XML."""

    dotnet_type: str = field(default="", compare=False)
    """``DataSet`` or ``typed DataSet`` where a page states it; it is XML all the same."""
    silent: bool = False
    """No page says so: it shows an empty element, or cuts its sample off there. A recorded message
    tells what it is.
    """


@dataclass(frozen=True, slots=True)
class Branch:
    """An element that can be an item of a choice."""

    name: QName
    type: Type


@dataclass(frozen=True, slots=True)
class ChoiceOf:
    """Elements of several names, in any order: a repeated ``xs:choice`` (XML Schema part 1 section
    3.8). XmlSerializer has it for a list with an ``XmlElementAttribute`` for each class of item.

    Only a repeated field has it: see :func:`choice`.
    """

    branches: tuple[Branch, ...]


Type = Scalar | RecordRef | EnumerationRef | ListOf | MapOf | AnyXml | ChoiceOf


class Particle(StrEnum):
    """Where a record's element holds the value of a field."""

    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    """The text of the record's own element: ``<long>5</long>`` as a document."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The place of a member in an ``xs:choice`` that is not repeated: a message has the members of
    one branch. A repeated one is a :class:`ChoiceOf`.
    """

    choice: int
    """The number of the choice in its record, from 1."""
    branch: int
    """The number of the branch in its choice, from 1."""
    optional: bool = False
    """A message may have no branch at all."""


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a record: an element, an attribute, or the record's text."""

    name: QName
    type: Type
    particle: Particle = Particle.ELEMENT
    repeated: bool = False
    """A list without a wrapper: the element occurs any number of times, and ``type`` is the type of
    one item.
    """
    nullable: bool = False
    nillable: bool = False
    required: bool = False
    """The element must be there: minOccurs is 1 (XML Schema part 1 section 3.9). Of an alternative:
    where a message has its branch.
    """
    demanded: bool = False
    """Required in the constructor. Other members have the default of their .NET type."""
    documentation: str = ""
    read_only: bool = False
    """The service computes the value and ignores what a request sends."""
    default: str | None = None
    """What the schema says that absence means. It is read as None, or as the type's own default."""
    fixed: str | None = None
    """The only value that the schema allows."""
    omitted: bool = False
    """None is left out, though the schema allows nil as well."""
    alternative: Alternative | None = None
    """Its place in a choice; None outside of one."""

    @property
    def elements(self) -> tuple[Field, ...]:
        """The field itself; of a choice each branch as a field of its own."""
        if not isinstance(self.type, ChoiceOf):
            return (self,)
        return tuple(
            replace(self, name=each.name, type=each.type) for each in self.type.branches
        )


@dataclass(frozen=True, slots=True)
class Record:
    """A complex type: its fields in the order of the wire."""

    key: str
    """Unique among the records and enumerations of the contract, and stable. It reads as a name."""
    type_name: QName | None
    """The XSD type's name where a page shows it (``DeviceAuthorizingCode`` as an array's item)."""
    namespace: str
    fields: tuple[Field, ...]
    """In the order of the wire: attributes first, then elements, inherited ones included."""
    collection: bool = False
    """A list as a document (``ArrayOfX``): the only field is repeated and holds the items."""
    documentation: str = ""
    base: str = ""
    """Key of the record that it extends, or "". Its fields repeat those of the base, which come
    first among the attributes and first among the elements.
    """
    abstract: bool = False
    """Only types that extend it stand in a message, named by ``xsi:type``."""
    any_elements: str = ""
    """The namespaces of further elements, as ``xs:any`` names them (``##other``); "" allows none.
    They stand last.
    """
    any_attributes: bool = False
    """Further attributes are allowed: ``xs:anyAttribute``."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A simple type with members. A message may hold a value that is none of them."""

    key: str
    type_name: QName | None
    members: tuple[str, ...]
    """The texts on the wire, in the order of the page."""
    flags: bool = False
    """``[Flags]``: one value may hold several members, separated by blanks."""
    documentation: str = ""


_Type = TypeVar("_Type", Record, Enumeration)


@dataclass(frozen=True, slots=True)
class Message:
    """The root element of a document and the record that it holds."""

    element: QName
    record: str
    """Key of the record."""
    no_xml: str = ""
    """Why it cannot be read or written as XML: no page shows its namespaces. "" where it can."""


class Transport(StrEnum):
    """Protocol and format that carry a message."""

    SOAP_1_1 = "SOAP 1.1"
    SOAP_1_2 = "SOAP 1.2"
    HTTP_GET = "HTTP GET"
    HTTP_POST = "HTTP POST"
    """In these two the request is a query string or a form body, and the response an XML document
    that holds the return value alone.
    """
    XML = "XML"
    JSON = "JSON"
    JSV = "JSV"
    CSV = "CSV"

    @property
    def is_spoken(self) -> bool:
        """Whether generated clients speak it."""
        return self not in (Transport.JSON, Transport.JSV, Transport.CSV)

    @property
    def is_soap(self) -> bool:
        """Whether messages travel in SOAP envelopes."""
        return self in (Transport.SOAP_1_1, Transport.SOAP_1_2)

    @property
    def is_form(self) -> bool:
        """Whether the request is a query string or a form body."""
        return self in (Transport.HTTP_GET, Transport.HTTP_POST)


@dataclass(frozen=True, slots=True)
class FormParameter:
    """A parameter of a query string or a form body, or a variable of an address."""

    name: str
    member: str = ""
    """Local name of the member of the request that it carries; "" where it is ``name``."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One way to call an operation over HTTP, as a sample of a page shows it."""

    transport: Transport
    verb: str
    scheme: str
    host: str
    path: str
    soap_action: str = ""
    """Value of the ``SOAPAction`` header (SOAP 1.1 section 6.1.1) or of the ``action`` parameter
    (SOAP 1.2), without quotes.
    """
    request_type: str = ""
    """Content-Type of the request."""
    response_type: str = ""
    """Content-Type of the response."""
    parameters: tuple[FormParameter, ...] = ()
    """Of HTTP GET and POST: all parameters, in the order of the sample. Of XML: the variables of
    the address, which is a template (WCF REST).
    """
    response_element: QName | None = None
    """Of HTTP GET and POST: the root element of the response, which has the name of the return
    value's type. None: the response has no body, or is a document of any kind.
    """
    return_member: QName | None = None
    """Of HTTP GET and POST: the member of the response message that the root element stands for.
    None where it stands for the message itself, or where nothing is returned.
    """


@dataclass(frozen=True, slots=True)
class Route:
    """A path of a ServiceStack operation and its HTTP verbs. Without verbs it takes all of them."""

    verbs: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """Where a member of the request travels: ``body``, ``form``, ``query`` or ``path``."""

    name: str
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """Roles and permissions that a caller needs."""

    all_roles: tuple[str, ...] = ()
    any_role: tuple[str, ...] = ()
    all_permissions: tuple[str, ...] = ()
    any_permission: tuple[str, ...] = ()
    authenticated: bool = False
    """A caller must have signed in, whatever else is required."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the service: its messages and the ways to call it."""

    name: str
    documentation: str
    request: Message | None
    response: Message | None
    """None for a one-way operation: only the transport answers."""
    bindings: tuple[Binding, ...]
    routes: tuple[Route, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    access: Access = Access()
    request_headers: tuple[Message, ...] = ()
    """Entries of the SOAP header that may go with the request."""
    response_headers: tuple[Message, ...] = ()
    """Entries of the SOAP header that may come with the response."""
    raw_response: Scalar | None = None
    """Type of an answer that is no document: bare text (``string``) or bytes (``base64Binary``)."""
    faults: tuple[Message, ...] = ()
    """What the detail of a SOAP fault may hold, as the WSDL declares it."""

    def messages(self) -> Iterator[Message]:
        """Yield the request, the response, the SOAP headers, then the details of faults."""
        yield from filter(None, (self.request, self.response))
        yield from (*self.request_headers, *self.response_headers, *self.faults)

    @property
    def address(self) -> str:
        """Scheme and host of the first way to call it; "" where no page shows a host."""
        shown = (f"{each.scheme}://{each.host}" for each in self.bindings if each.host)
        return next(shown, "")

    @property
    def is_spoken(self) -> bool:
        """Whether its pages show a way to call it that generated clients speak."""
        return any(
            each.transport.is_spoken
            # An envelope holds no bare text.
            and not (self.raw_response and each.transport.is_soap)
            for each in self.bindings
        )

    @property
    def lacks_xml(self) -> bool:
        """Whether no page shows the XML of its request, or of its response."""
        return any(each.no_xml for each in (self.request, self.response) if each)

    @property
    def can_be_called(self) -> bool:
        """Whether generated clients can call it."""
        return self.is_spoken and not self.lacks_xml


class Serializer(StrEnum):
    """The class of .NET that writes a service's messages as XML."""

    XML = "XmlSerializer"
    """ASMX: leaves null references out; names lists and items by XSD's names."""
    DATA_CONTRACT = "DataContractSerializer"
    """ServiceStack: writes every null as nil; has namespaces of its own for lists and bases."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One service. Operations, records and enumerations are sorted by name or key, so that the
    order of files has no effect.
    """

    service: str
    """The service's own name where a page states it, otherwise its folder's."""
    operations: tuple[Operation, ...]
    records: tuple[Record, ...]
    enumerations: tuple[Enumeration, ...]
    serializer: Serializer
    """Follows from the family of the pages; no later stage works it out from namespaces."""

    def messages(self) -> Iterator[Message]:
        """Yield every message once: of each operation the request, the response, the SOAP headers,
        then the details of faults.
        """
        every = (each for operation in self.operations for each in operation.messages())
        yield from dict.fromkeys(every)

    @property
    def types(self) -> tuple[Record | Enumeration, ...]:
        """All records and enumerations."""
        return (*self.records, *self.enumerations)

    def with_xml(self) -> Contract:
        """Return the contract without the messages that have no XML, and without the types that
        only they use.
        """
        if not any(message.no_xml for message in self.messages()):
            return self
        by_key = {record.key: record for record in self.records}
        derived: dict[str, list[str]] = {}
        for record in self.records:
            derived.setdefault(record.base, []).append(record.key)
        waiting = [each.record for each in self.messages() if not each.no_xml]
        reached: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached.add(key)
                found = by_key.get(key)
                fields = found.fields if found else ()
                waiting += [held for field in fields for held in held_by(field.type)]
                waiting += [found.base] if found and found.base else []
                waiting += derived.get(key, [])
        return replace(
            self,
            operations=tuple(map(_with_xml, self.operations)),
            records=tuple(each for each in self.records if each.key in reached),
            enumerations=tuple(e for e in self.enumerations if e.key in reached),
        )

    def record(self, key: str) -> Record:
        """Return the record with this key. Raises KeyError."""
        return _find(self.records, key)

    def enumeration(self, key: str) -> Enumeration:
        """Return the enumeration with this key. Raises KeyError."""
        return _find(self.enumerations, key)


def _find(types: Sequence[_Type], key: str) -> _Type:
    """Return the member of a sorted sequence that has the key. Raises KeyError."""
    at = bisect_left(types, key, key=lambda each: each.key)
    if at == len(types) or types[at].key != key:
        raise KeyError(key)
    return types[at]


def held_by(type_: Type) -> tuple[str, ...]:
    """Return the keys of the records and enumerations that a type refers to, those inside
    collections included.
    """
    return tuple(
        each.key
        for each in innermost(type_)
        if isinstance(each, RecordRef | EnumerationRef)
    )


def innermost(type_: Type) -> Iterator[Type]:
    """Yield what the collections of a type hold in the end, or the type itself if it is none."""
    match type_:
        case Scalar() | RecordRef() | EnumerationRef() | AnyXml():
            yield type_
        case ListOf():
            yield from innermost(type_.type)
        case MapOf():
            yield from innermost(type_.key_type)
            yield from innermost(type_.value_type)
        case ChoiceOf(branches):
            for each in branches:
                yield from innermost(each.type)


def with_keys(type_: Type, keys: Mapping[str, str]) -> Type:
    """Return a type with new keys in its references; the type itself where none of them changes."""
    if all(keys.get(key, key) == key for key in held_by(type_)):
        return type_
    match type_:
        case RecordRef(key):
            return RecordRef(keys[key])
        case EnumerationRef(key):
            return EnumerationRef(keys[key])
        case ListOf():
            return replace(type_, type=with_keys(type_.type, keys))
        case MapOf():
            key_type = with_keys(type_.key_type, keys)
            value_type = with_keys(type_.value_type, keys)
            return replace(type_, key_type=key_type, value_type=value_type)
        case ChoiceOf(branches):
            new = (replace(each, type=with_keys(each.type, keys)) for each in branches)
            return ChoiceOf(tuple(new))
        case _:
            return type_


def choice(branches: Sequence[Branch]) -> Field:
    """Return a field that is a choice. XML has no name for it: it has those of all branches."""
    name = "|".join(each.name.name for each in branches)
    uri = branches[0].name.namespace
    return Field(QName(uri, name), ChoiceOf(tuple(branches)), repeated=True)


def extending(record: Record, base: Record) -> Record:
    """Return a record with another as its base: the members of the base, then its own."""
    repeated = {
        (each.particle, each.name)
        for field in base.fields
        for each in (field, *field.elements)
    }
    own = [each for each in record.fields if (each.particle, each.name) not in repeated]
    return replace(record, base=base.key, fields=attributes_first([*base.fields, *own]))


def attributes_first(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The order of a record's fields."""
    return tuple(
        sorted(fields, key=lambda field: field.particle is not Particle.ATTRIBUTE)
    )


def _with_xml(operation: Operation) -> Operation:
    request, response = operation.request, operation.response
    return replace(
        operation,
        request=None if request and request.no_xml else request,
        response=None if response and response.no_xml else response,
    )
