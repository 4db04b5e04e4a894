"""Facts: what pages state about operations, and on which line. Nothing in them is inferred.

Each page family (``pages``) turns its pages into facts; inference turns facts into the contract.
Facts speak of samples, tables and routes. They know neither the layout of a page nor Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from soapstone.model.description import Schema
from soapstone.model.findings import Finding, Origin, SpecError


class Notation(StrEnum):
    """What the text of a sample's element means. It depends on the program that wrote the page."""

    TYPE_NAMES = "type names"
    """ASMX: the local name of the XSD type, or an enumeration's members joined by " or "."""
    VALUES = "values"
    """ServiceStack: a real object with filled members. It shows shape and order, never the exact
    type.
    """
    CONSTANTS = "constants"
    """WCF REST: a constant for each XSD type, the same on every page."""
    SAMPLES = "samples"
    """Made by a tool or by hand: the form of a value, as ``dotnet.value_forms`` names it. Values
    bound a type from below, and placeholders say nothing.
    """


class Protocol(StrEnum):
    """How a sample travels, by the section of its page."""

    SOAP_1_1 = "SOAP 1.1"
    SOAP_1_2 = "SOAP 1.2"
    HTTP_GET = "HTTP GET"
    HTTP_POST = "HTTP POST"
    XML = "XML"
    """A bare XML document in an HTTP body (ServiceStack, WCF REST)."""
    JSON = "JSON"
    JSV = "JSV"
    CSV = "CSV"
    """These three formats show names and values, never a namespace nor the order of XML."""


@dataclass(frozen=True, slots=True)
class Comments:
    """What the comments that SoapUI writes before an element, and in it, state of it."""

    least: int | None = None
    """How often it occurs at least; None where the document does not say."""
    repeats: bool = False
    """It may occur more than once."""
    choice: int = 0
    """With it begins a choice of as many elements."""
    type_name: str = ""
    """The local name of its simple type."""
    members: tuple[str, ...] = ()
    """The members of its enumeration."""
    holds_any: bool = False
    """Any elements may stand in it."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element of an XML sample."""

    namespace: str
    name: str
    text: str
    """The element's own text, trimmed; "" where there is none."""
    nil: bool
    """The sample shows ``xsi:nil="true"``."""
    xsi_type: str
    """The value of ``xsi:type``, or ""."""
    attributes: tuple[tuple[str, str, str], ...]
    """(namespace, name, value) of each attribute, without those of the xsi namespace."""
    children: tuple[Node, ...]
    origin: Origin
    declared: tuple[str, ...] = ()
    """The namespaces that it declares with a prefix (``xmlns:d2p1``), in order."""
    declares_own: bool = False
    """It declares its own namespace as the default (``xmlns``)."""
    comments: Comments | None = None
    """What SoapUI's comments state of it; None without any."""
    commented_out: bool = False
    """It stands inside a comment."""


class Kind(StrEnum):
    """What a value of a JSON, JSV or CSV sample is."""

    OBJECT = "object"
    """Members in their order. A dictionary looks the same."""
    ARRAY = "array"
    TEXT = "text"
    """A text in quotes; in JSV and CSV every value without members."""
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a JSON, JSV or CSV sample."""

    kind: Kind
    text: str
    """As printed, without quotes; "" where it has members or items."""
    members: tuple[tuple[str, Value], ...]
    items: tuple[Value, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Head:
    """Start line and headers of an HTTP message."""

    verb: str = ""
    """Of a request: ``POST``."""
    path: str = ""
    """Of a request, with its query."""
    status: int = 0
    """Of a response."""
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        """Return the value of a header, or "". Upper and lower case are the same (RFC 9110 section
        5.1).
        """
        return next(
            (value for key, value in self.headers if key.lower() == name.lower()), ""
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """One HTTP message of a page: its head and, where the page shows one, its document."""

    head: Head
    headers: tuple[Node, ...]
    """The entries of a SOAP header."""
    body: Node | None
    """The root element; under SOAP the first element of the Body. None: the page shows no XML."""
    origin: Origin
    value: Value | None = None
    """The document of a JSON, JSV or CSV sample."""
    raw: str = ""
    """``string`` or ``bytes`` where the page shows this C# type in place of a document:
    ``(byte[])``. ``bytes`` also where it shows the word ``xml``, which is any document.
    """
    parameters: tuple[tuple[str, str], ...] = ()
    """The pairs of a query string or a form body: ``a=string&a=string&b=string``. The name of an
    array stands twice.
    """
    missing: str = ""
    """What stands where the document must be, if it is not there whole: ``a head without a body``.
    ``origin`` then says where.
    """
    is_cut: bool = False
    """The page ends in its head, or in the parameters after it: what stands there may break off."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response, as one section of a page shows them."""

    protocol: Protocol
    request: Sample
    """Without head and document where the page has no request."""
    response: Sample | None
    """None where the page has no response."""

    @property
    def has_request(self) -> bool:
        """Whether the page has a request: a head, a document, or both."""
        return bool(self.request.head.verb or self.request.body)


@dataclass(frozen=True, slots=True)
class Row:
    """One member of a type, as a row of a table states it."""

    name: str
    """As printed; "" where the cell is lost."""
    location: str
    """Where the value travels: ``body``, ``form``, ``query`` or ``path``; "" where the row does not
    say.
    """
    csharp: str
    """The C# type as printed: ``List<Account>``."""
    required: bool | None
    description: str
    """Without the allowable values and the valid range, which the page adds to it."""
    origin: Origin
    allowable: tuple[str, ...] = ()
    """The allowable values. In a line of text blanks separate them: one that has a blank itself,
    which is rare, is two there.
    """
    valid_range: str = ""
    """``1 - 10``."""
    declared: bool = False
    """It is a declaration in C# source, and no row of a table."""
    required_at: Origin | None = None
    """The row of a table that says Required, where the declaration does not."""
    unmarked: bool = False
    """The source was made with AddNullableAnnotations, which prints a required ``int?`` as ``int``.
    """


@dataclass(frozen=True, slots=True)
class Table:
    """The members of one type. ``caption`` is the name of the type, or "" where the saved page lost
    it.
    """

    caption: str
    rows: tuple[Row, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class EnumerationRow:
    """One member of an enumeration, as a row of a table states it."""

    name: str
    value: str
    description: str
    origin: Origin

    @property
    def wire_text(self) -> str:
        """The text on the wire: the value where it is a text (``EnumMember``), otherwise the
        name.
        """
        number = self.value.lstrip("-").isdecimal()
        return self.name if number or not self.value else self.value


@dataclass(frozen=True, slots=True)
class Home:
    """Where C# source declares a type."""

    clr: str
    """Its CLR namespace."""
    namespace: str | None
    """The namespace that ``DataContract`` or the assembly's ``ContractNamespace`` states; None
    where neither does.
    """


@dataclass(frozen=True, slots=True)
class EnumerationTable:
    """The members of one enumeration. ``caption`` is its name, or "" where the saved page lost
    it.
    """

    caption: str
    rows: tuple[EnumerationRow, ...]
    origin: Origin
    flags: bool = False
    """The source has a ``[Flags]`` attribute; a table cannot show it."""
    home: Home | None = None
    """Where C# source declares it; None for a table of a page."""


@dataclass(frozen=True, slots=True)
class ClassMember:
    """A property of a C# class, by its name on the wire."""

    row: Row
    order: int | None
    """``DataMember(Order = …)``."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class of C# source."""

    name: str
    """A nested class has the name of the outer one in front: ``BolQuery.Item``."""
    parameters: tuple[str, ...]
    """The type parameters of a generic class: ``T``."""
    base: str
    """The C# type that it extends, or ""."""
    contract_name: str
    """``DataContract(Name = …)``, else ""."""
    home: Home
    members: tuple[ClassMember, ...]
    """The members that the serializer writes, in the order of the source."""
    answer: str
    """Of a request, the C# type in ``IReturn<T>``; ``void`` for ``IReturnVoid``; otherwise ""."""
    origin: Origin
    altered: tuple[str, ...] = ()
    """The options of the source that print what the server's own class may not have
    (``AddIndexesToDataMembers``). An ``Order`` that they may have added is left out.
    """


@dataclass(frozen=True, slots=True)
class Route:
    """A path of an operation and its HTTP verbs. Without verbs it takes all of them."""

    verbs: tuple[str, ...]
    path: str
    origin: Origin
    documentation: str = ""
    """The summary and the notes that the page has beside it."""

    @property
    def places(self) -> tuple[str, ...]:
        """The members of the request that the path names in braces: ``/files/{Path*}``."""
        return tuple(re.findall(r"\{([^\W\d]\w*)[^{}]*\}", self.path))


@dataclass(frozen=True, slots=True)
class Demand:
    """What a caller needs: roles or permissions, all of them or any one."""

    kind: str
    """``role``, ``permission``, or ``authentication``, which has no names."""
    any_of: bool
    names: tuple[str, ...]
    origin: Origin


class AddressSource(StrEnum):
    """How a page states an address besides its samples; the strongest evidence comes first."""

    SAVED = "saved address"
    """Where the browser that saved the page had it from."""
    SERVICE = "link to the service"
    OTHER = "another link"
    """It leads elsewhere on the same host."""


@dataclass(frozen=True, slots=True)
class Address:
    """Scheme, host and port of an address that a page states besides its samples."""

    source: AddressSource
    scheme: str
    """``http`` or ``https``."""
    name: str
    """Of the host, in lower case."""
    port: int
    """As stated, otherwise the scheme's own: 80 or 443."""
    origin: Origin

    def is_of(self, host: str) -> bool:
        """Return whether a ``Host`` header means the same host.

        A header without a port agrees with any: the help pages leave the port out.
        """
        name, port = _host_parts(host)
        return bool(name) and name == self.name and port in ("", str(self.port))

    def host_of(self, host: str) -> str:
        """Return a ``Host`` header with the port of this address, unless that is the scheme's."""
        stated = _host_parts(host)[1] or self.port == DEFAULT_PORTS[self.scheme]
        return host if stated else f"{host}:{self.port}"


DEFAULT_PORTS = {"http": 80, "https": 443}
"""The port of an address that states none (RFC 9110 section 4.2)."""


def _host_parts(host: str) -> tuple[str, str]:
    """Name and port of a ``Host`` header; "" where it states no port."""
    name, _, port = host.lower().partition(":")
    return name.rstrip("."), port


class Unsampled(StrEnum):
    """What a WCF REST page says of a body in place of a sample."""

    EMPTY = "empty"
    WRAPPED = "wrapped"
    """The parameters inside a wrapper element, neither of which is shown (``BodyStyle``)."""
    BYTES = "a byte stream"
    MESSAGE = "a Message"
    """Any document."""
    FEED = "a feed"
    """A feed of Atom or RSS, or an item of one."""
    UNKNOWN = "not shown"
    """The page could not make a sample, or its words are of another language."""

    @property
    def is_any(self) -> bool:
        """Whether the body is bytes, or a document of any kind."""
        return self in (Unsampled.BYTES, Unsampled.MESSAGE, Unsampled.FEED)


@dataclass(frozen=True, slots=True)
class Body:
    """A body of which a WCF REST page shows no sample."""

    is_request: bool
    what: Unsampled
    origin: Origin


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """The facts of one operation on one page."""

    notation: Notation
    service: str
    """The service's name as printed, or ""."""
    name: str
    """As printed, or "" where only the sample shows it."""
    documentation: str
    routes: tuple[Route, ...]
    demands: tuple[Demand, ...]
    tables: tuple[Table, ...]
    enumeration_tables: tuple[EnumerationTable, ...]
    exchanges: tuple[Exchange, ...]
    origin: Origin
    classes: tuple[Class, ...] = ()
    """Of a page that shows C# source in place of tables."""
    addresses: tuple[Address, ...] = ()
    """What the page states of its own host besides the samples, which show no scheme."""
    name_origin: Origin | None = None
    """Where the name stands, if no heading prints it."""
    schema: Schema | None = None
    """What the schemas on a WCF REST page declare."""
    bodies: tuple[Body, ...] = ()
    """Of WCF REST."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts of one page, and the findings on it."""

    file: str
    operations: tuple[OperationFacts, ...]
    findings: tuple[Finding, ...] = ()
    errors: tuple[SpecError, ...] = ()
    """Of operations of the page that cannot be read; the others are here."""
