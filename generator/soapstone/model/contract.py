"""The contract: what a service accepts and answers, as far as its pages tell.

Frozen, and blind to both ends: it knows no page (facts carry the origins) and no Python
(``emit/python`` names things for Python). Names are the wire's. Types refer to each other by
key, so recursive types need no cycle of objects.

The words are those of XML Schema and .NET:

* a **scalar** is one value, mostly a text; its name is the local name of its XSD type, or
  ``guid``, ``char``, ``DateTimeOffset`` (Microsoft's);
* a **record** is a complex type with fields, an **enumeration** a simple one with members;
* a **list** is a wrapper element around items, a **map** a wrapper around entries of a key and a
  value;
* a field is **nullable** when the .NET member can be null; **nillable** says that null is written
  as ``xsi:nil`` rather than left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar


@dataclass(frozen=True, slots=True, order=True)
class QName:
    """A qualified name. No namespace is ""."""

    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{{{self.namespace}}}{self.name}" if self.namespace else self.name


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value with an XSD type, ``xs:long`` by its local name ``long``."""

    name: str
    guessed: bool = False
    """No page states the type: a number that misfits is still read, with a warning."""


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record of this contract, by key."""

    key: str


@dataclass(frozen=True, slots=True)
class EnumerationRef:
    """An enumeration of this contract, by key."""

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
    """Any content: ``xs:anyType``, ``xs:any``, a DataSet. It is kept as XML."""


Type = Scalar | RecordRef | EnumerationRef | ListOf | MapOf | AnyXml


class Particle(StrEnum):
    """Where a field's value stands in its record's element."""

    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    """The record's element is the value: ``<long>5</long>`` as a document."""


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a record."""

    name: QName
    type: Type
    particle: Particle = Particle.ELEMENT
    repeated: bool = False
    """A list without wrapper: the element occurs any number of times and ``type`` is one item's."""
    nullable: bool = False
    nillable: bool = False
    required: bool = False
    """The element must be there (minOccurs 1)."""
    demanded: bool = False
    """Whoever makes such a record has to say the value; otherwise .NET's default stands."""
    documentation: str = ""
    read_only: bool = False
    """The service computes it: what is sent is not used."""


@dataclass(frozen=True, slots=True)
class Record:
    """A complex type."""

    key: str
    """Unique among the contract's records and enumerations, and stable: the name a reader would
    use.
    """
    type_name: QName | None
    """The XSD type's name where a page shows it (``DeviceAuthorizingCode`` as an array's item)."""
    namespace: str
    fields: tuple[Field, ...]
    """In the order of the wire, attributes first."""
    collection: bool = False
    """The record is a list as a document (``ArrayOfX``): its one field is repeated and holds the
    items.
    """
    documentation: str = ""
    base: str = ""
    """Key of the record that it extends, or "". That one's fields are among its own, first of each
    particle.
    """


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A simple type with members; a value outside them is possible on the wire."""

    key: str
    type_name: QName | None
    members: tuple[str, ...]
    """The texts on the wire, in the order of the page."""
    flags: bool = False
    """Several members may stand together, separated by blanks."""
    documentation: str = ""


_Type = TypeVar("_Type", Record, Enumeration)


@dataclass(frozen=True, slots=True)
class Message:
    """A document that travels: a root element and the record it holds."""

    element: QName
    record: str
    """Key of the record."""
    no_xml: str = ""
    """Why it cannot be written or read as XML: pages of other formats do not show its namespaces.
    "" where it can.
    """


class Transport(StrEnum):
    """How a message is carried."""

    SOAP_1_1 = "SOAP 1.1"
    SOAP_1_2 = "SOAP 1.2"
    XML = "XML"
    JSON = "JSON"
    JSV = "JSV"
    CSV = "CSV"

    @property
    def is_soap(self) -> bool:
        """Messages travel in envelopes."""
        return self in (Transport.SOAP_1_1, Transport.SOAP_1_2)


@dataclass(frozen=True, slots=True)
class Binding:
    """One way to call an operation, as a page's sample shows it."""

    transport: Transport
    verb: str
    scheme: str
    host: str
    path: str
    soap_action: str = ""
    """SOAP 1.1's header, SOAP 1.2's ``action``; without quotes."""
    request_type: str = ""
    """Content-Type of the request."""
    response_type: str = ""
    """Content-Type of the response."""


@dataclass(frozen=True, slots=True)
class Route:
    """A path of the operation and the verbs it takes; no verbs: all of them."""

    verbs: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """Where a member of the request travels: ``body``, ``form``, ``query``, ``path``."""

    name: str
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """What a caller must hold."""

    all_roles: tuple[str, ...] = ()
    any_role: tuple[str, ...] = ()
    all_permissions: tuple[str, ...] = ()
    any_permission: tuple[str, ...] = ()
    authenticated: bool = False
    """Whatever else is demanded, a caller must have signed in."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be asked of the service."""

    name: str
    documentation: str
    request: Message | None
    response: Message | None
    """None: nothing comes back but the transport's own answer (one-way)."""
    bindings: tuple[Binding, ...]
    routes: tuple[Route, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    access: Access = Access()
    request_headers: tuple[Message, ...] = ()
    """Entries of the SOAP header that may go with the request."""
    response_headers: tuple[Message, ...] = ()
    """Entries of the SOAP header that may come with the response."""
    raw_response: Scalar | None = None
    """The answer is no document but bare text (``string``) or bytes (``base64Binary``)."""


class Serializer(StrEnum):
    """The class of .NET that writes a service's messages as XML."""

    XML = "XmlSerializer"
    """ASMX: leaves null references out; names lists and items by XSD's names."""
    DATA_CONTRACT = "DataContractSerializer"
    """ServiceStack: writes every null as nil; has namespaces of its own for lists and bases."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A service. Operations, records and enumerations are sorted by name, so that no order of files
    shows.
    """

    service: str
    """The service's own name where a page states it, otherwise its folder's."""
    operations: tuple[Operation, ...]
    records: tuple[Record, ...]
    enumerations: tuple[Enumeration, ...]
    serializer: Serializer
    """Follows from the family of the pages; no later stage works it out from namespaces."""

    def messages(self) -> Iterator[Message]:
        """Every message, once: of each operation the request, the response, the headers."""
        seen = set()
        for operation in self.operations:
            for message in (
                operation.request,
                operation.response,
                *operation.request_headers,
                *operation.response_headers,
            ):
                if message is not None and message not in seen:
                    seen.add(message)
                    yield message

    @property
    def types(self) -> tuple[Record | Enumeration, ...]:
        """All that has a key."""
        return (*self.records, *self.enumerations)

    def with_xml(self) -> Contract:
        """The contract without the messages that have no XML, and what they alone hold."""
        if not any(message.no_xml for message in self.messages()):
            return self
        by_key = {record.key: record for record in self.records}
        waiting = [each.record for each in self.messages() if not each.no_xml]
        reached: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached.add(key)
                record = by_key.get(key)
                fields = record.fields if record else ()
                waiting += [held for field in fields for held in held_by(field.type)]
                waiting += [record.base] if record and record.base else []
        return replace(
            self,
            operations=tuple(map(_with_xml, self.operations)),
            records=tuple(each for each in self.records if each.key in reached),
            enumerations=tuple(e for e in self.enumerations if e.key in reached),
        )

    def record(self, key: str) -> Record:
        """The record with this key; raises KeyError."""
        return _find(self.records, key)

    def enumeration(self, key: str) -> Enumeration:
        """The enumeration with this key; raises KeyError."""
        return _find(self.enumerations, key)


def _find(types: Sequence[_Type], key: str) -> _Type:
    """The one of a sorted sequence that has the key."""
    at = bisect_left(types, key, key=lambda each: each.key)
    if at == len(types) or types[at].key != key:
        raise KeyError(key)
    return types[at]


def held_by(type_: Type) -> tuple[str, ...]:
    """The keys of the records and enumerations that a type is, or that a collection holds."""
    match type_:
        case Scalar() | AnyXml():
            return ()
        case RecordRef(key) | EnumerationRef(key):
            return (key,)
        case ListOf():
            return held_by(type_.type)
        case MapOf():
            return (*held_by(type_.key_type), *held_by(type_.value_type))


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
