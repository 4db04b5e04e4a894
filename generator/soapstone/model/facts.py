"""Facts: what pages say, with where they say it. Nothing here is decided.

A page family (``pages``) turns its blocks into facts; inference turns facts into the
contract. Facts speak of samples, tables and routes; they know neither a page's layout nor Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from soapstone.model.findings import Finding, Origin


class Notation(StrEnum):
    """What the text of a sample's element means; it depends on the program that wrote the page."""

    TYPE_NAMES = "type names"
    """ASMX: the local name of the XSD type, or an enumeration's members joined by " or "."""
    VALUES = "values"
    """ServiceStack: a real object, filled by reflection; it shows shape and order, never the exact
    type.
    """


class Protocol(StrEnum):
    """How a sample travels, as its page's section says."""

    SOAP_1_1 = "SOAP 1.1"
    SOAP_1_2 = "SOAP 1.2"
    HTTP_GET = "HTTP GET"
    HTTP_POST = "HTTP POST"
    XML = "XML"
    """A bare XML document in an HTTP body (ServiceStack)."""
    JSON = "JSON"
    JSV = "JSV"
    CSV = "CSV"
    """These three show names and values; never a namespace, nor the order of XML."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element of a sample."""

    namespace: str
    name: str
    text: str
    """The element's own text, trimmed; "" where there is none."""
    nil: bool
    """The sample shows ``xsi:nil="true"``."""
    xsi_type: str
    """The value of ``xsi:type``, or ""."""
    attributes: tuple[tuple[str, str, str], ...]
    """(namespace, name, value) of each attribute but those of the xsi namespace."""
    children: tuple[Node, ...]
    origin: Origin


class Kind(StrEnum):
    """What a value of a JSON, JSV or CSV sample is."""

    OBJECT = "object"
    """Members in their order; a dictionary looks the same."""
    ARRAY = "array"
    TEXT = "text"
    """In quotes; under JSV and CSV everything that has no members."""
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a sample that is no XML."""

    kind: Kind
    text: str
    """As printed, without quotes; "" of what has members or items."""
    members: tuple[tuple[str, Value], ...]
    items: tuple[Value, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Head:
    """The HTTP lines above a sample."""

    verb: str = ""
    """Of a request: ``POST``."""
    path: str = ""
    """Of a request, with its query."""
    status: int = 0
    """Of a response."""
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        """The value of a header, whatever its letters' case, or ""."""
        return next(
            (value for key, value in self.headers if key.lower() == name.lower()), ""
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """One HTTP message of a page: its head and, where it shows one, its XML document."""

    head: Head
    headers: tuple[Node, ...]
    """The entries of a SOAP header."""
    body: Node | None
    """The root element; under SOAP the body's first element. None: no XML is sent."""
    origin: Origin
    value: Value | None = None
    """The document of a JSON, JSV or CSV sample."""
    raw: str = ""
    """``string`` or ``bytes`` where the page shows no document but this C# type: ``(byte[])``."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response as one section of a page shows them."""

    protocol: Protocol
    request: Sample
    response: Sample | None
    """None: the page has no response part."""


@dataclass(frozen=True, slots=True)
class Row:
    """A member as a table states it."""

    name: str
    """As printed; "" where the cell has vanished."""
    location: str
    """Where the value travels: ``body``, ``form``, ``query``, ``path``; "" unknown."""
    csharp: str
    """The C# type as printed: ``List<Account>``."""
    required: bool | None
    description: str
    """Without what the page adds to it: allowable values, a valid range."""
    origin: Origin
    allowable: str = ""
    """The allowable values as printed, separated by blanks where saving kept them apart."""
    valid_range: str = ""
    """``1 - 10``."""


@dataclass(frozen=True, slots=True)
class Table:
    """The members of one type. ``caption`` is its name, or "" where saving the page lost it."""

    caption: str
    rows: tuple[Row, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class EnumerationRow:
    """A member of an enumeration as a table states it."""

    name: str
    value: str
    description: str
    origin: Origin

    @property
    def wire_text(self) -> str:
        """What travels: the value where it is an EnumMember's text, and no number."""
        number = self.value.lstrip("-").isdecimal()
        return self.name if number or not self.value else self.value


@dataclass(frozen=True, slots=True)
class Home:
    """Where C# source declares a type."""

    clr: str
    """Its CLR namespace."""
    namespace: str | None
    """Of ``DataContract``, or its assembly's ``ContractNamespace``; None: not stated."""


@dataclass(frozen=True, slots=True)
class EnumerationTable:
    """The members of an enumeration. ``caption`` is its name, or "" where saving lost it."""

    caption: str
    rows: tuple[EnumerationRow, ...]
    origin: Origin
    flags: bool = False
    """The source has a ``[Flags]`` attribute; a table cannot show it."""
    home: Home | None = None
    """Where the source declares it."""


@dataclass(frozen=True, slots=True)
class ClassMember:
    """A property as C# source declares it, by the name it has on the wire."""

    row: Row
    order: int | None
    """``DataMember(Order = …)``."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class of C# source."""

    name: str
    """Nested classes with the outer one's name: ``BolQuery.Item``."""
    parameters: tuple[str, ...]
    """Of a generic class: ``T``."""
    base: str
    """The C# type it extends, or ""."""
    contract_name: str
    """``DataContract(Name = …)``, else ""."""
    home: Home
    members: tuple[ClassMember, ...]
    """What the serializer writes, in the order of the source."""
    answer: str
    """Of a request, the C# type in ``IReturn<T>``; ``void`` for ``IReturnVoid``, else ""."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Route:
    """A way to reach an operation. No verbs: all of them."""

    verbs: tuple[str, ...]
    path: str
    origin: Origin

    @property
    def places(self) -> tuple[str, ...]:
        """The members of the request that the path has places for: ``/files/{Path*}``."""
        return tuple(re.findall(r"\{([^\W\d]\w*)[^{}]*\}", self.path))


@dataclass(frozen=True, slots=True)
class Demand:
    """What a caller must hold: roles or permissions, all of them or any one."""

    kind: str
    """``role``, ``permission``, or ``authentication``, which has no names."""
    any_of: bool
    names: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """All that one page says of one operation."""

    notation: Notation
    service: str
    """The service's name as printed, or ""."""
    name: str
    """The operation's name as printed, or "" where only the sample tells it."""
    documentation: str
    routes: tuple[Route, ...]
    demands: tuple[Demand, ...]
    tables: tuple[Table, ...]
    enumeration_tables: tuple[EnumerationTable, ...]
    exchanges: tuple[Exchange, ...]
    origin: Origin
    classes: tuple[Class, ...] = ()
    """Of a page that shows C# source instead of tables."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that one page says."""

    file: str
    operations: tuple[OperationFacts, ...]
    findings: tuple[Finding, ...] = ()
