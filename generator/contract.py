"""The contract: what a service accepts and answers, as far as its pages tell.

Frozen, and blind to both ends: it knows no page (facts carry the origins) and no Python
(``generator/python`` names things for Python). Names are the wire's. Types refer to each other by
key, so recursive types need no cycle of objects.

The words are those of XML Schema and .NET:

* a **scalar** has text and no members; its name is the local name of its XSD type, or
  ``guid``/``char`` (Microsoft's);
* a **record** is a complex type with fields, an **enumeration** a simple one with members;
* a **list** is a wrapper element around items, a **map** a wrapper around entries of a key and a
  value;
* a field is **nullable** when the .NET member can be null; **nillable** says that null is written
  as ``xsi:nil`` rather than left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class QName:
    """A qualified name. No namespace is ""."""

    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{{{self.namespace}}}{self.name}" if self.namespace else self.name


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text with an XSD type, ``xs:long`` by its local name ``long``."""

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


@dataclass(frozen=True, slots=True)
class Message:
    """A document that travels: a root element and the record it holds."""

    element: QName
    record: str
    """Key of the record."""


class Transport(StrEnum):
    """How a message is carried."""

    SOAP_1_1 = "SOAP 1.1"
    SOAP_1_2 = "SOAP 1.2"
    XML = "XML"


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

    def record(self, key: str) -> Record:
        """The record with this key; raises KeyError."""
        for record in self.records:
            if record.key == key:
                return record
        raise KeyError(key)
