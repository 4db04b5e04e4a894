"""Facts from a few lines of XML, as a page family would yield them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from soapstone.inference import Inferred, inferred
from soapstone.model import decisions
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.model.facts import (
    EnumerationRow,
    EnumerationTable,
    Exchange,
    Head,
    Node,
    Notation,
    OperationFacts,
    PageFacts,
    Protocol,
    Row,
    Sample,
    Table,
)
from soapstone.model.findings import Finding, Origin

XSI = "http://www.w3.org/2001/XMLSchema-instance"
TNS = "urn:service"
TYPES = "http://schemas.datacontract.org/2004/07/Shop"
DC = f'xmlns="{TYPES}" xmlns:i="{XSI}" xmlns:x="http://www.w3.org/2001/XMLSchema"'
"""Declarations for a DataContract sample; see also :data:`ARRAYS`."""
ARRAYS = 'xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"'


def node(xml: str, file: str = "svc/page.txt") -> Node:
    """The element that a piece of XML holds, with the line numbers of the piece."""
    return _node(etree.fromstring(xml), file)


def _node(element: etree._Element, file: str) -> Node:
    name = etree.QName(element)
    attributes = [
        (etree.QName(key), str(value)) for key, value in element.attrib.items()
    ]
    xsi = {key.localname: value for key, value in attributes if key.namespace == XSI}
    parent = element.getparent()
    outside = {} if parent is None else parent.nsmap
    declared = dict(element.nsmap.items() - outside.items())
    return Node(
        name.namespace or "",
        name.localname,
        (element.text or "").strip(),
        xsi.get("nil") == "true",
        xsi.get("type", ""),
        tuple(
            (key.namespace or "", key.localname, value)
            for key, value in attributes
            if key.namespace != XSI
        ),
        tuple(_node(child, file) for child in element),
        Origin(file, element.sourceline or 0),
        tuple(each for prefix, each in declared.items() if prefix),
        None in declared,
    )


def asmx(
    request: str, response: str = "", *, second: str = "", file: str = "svc/page.txt"
) -> PageFacts:
    """A page with one operation; ``second`` is the response as SOAP 1.2 shows it, where it
    differs.
    """
    where = f'xmlns="{TNS}" xmlns:xsi="{XSI}"'
    response = response or "<R/>"
    exchanges = (
        exchange(Protocol.SOAP_1_1, request, response, where, file),
        exchange(Protocol.SOAP_1_2, request, second or response, where, file),
    )
    return page(Notation.TYPE_NAMES, exchanges, file=file)


def with_headers(page: PageFacts, request: str = "", response: str = "") -> PageFacts:
    """The page with entries in the SOAP headers of its samples."""

    def entries(xml: str) -> tuple[Node, ...]:
        return node(f'<Header xmlns="{TNS}" xmlns:xsi="{XSI}">{xml}</Header>').children

    (operation,) = page.operations
    exchanges = tuple(
        replace(
            each,
            request=replace(each.request, headers=entries(request)),
            response=each.response
            and replace(each.response, headers=entries(response)),
        )
        for each in operation.exchanges
    )
    return replace(page, operations=(replace(operation, exchanges=exchanges),))


def with_http(page: PageFacts, response: str) -> PageFacts:
    """The page with an HTTP POST section that answers ``response``."""
    (operation,) = page.operations
    where = f'xmlns="{TNS}" xmlns:xsi="{XSI}"'
    post = exchange(Protocol.HTTP_POST, "", response, where, page.file)
    more = replace(operation, exchanges=(*operation.exchanges, post))
    return replace(page, operations=(more,))


def stack(
    request: str,
    response: str = "",
    tables: Iterable[Table] = (),
    enumerations: Iterable[EnumerationTable] = (),
    file: str = "svc/page.txt",
) -> PageFacts:
    """A page with one operation of ServiceStack; no request means that nothing is sent."""
    exchanges = (exchange(Protocol.XML, request, response, f"{DC} {ARRAYS}", file),)
    return page(Notation.VALUES, exchanges, tuple(tables), tuple(enumerations), file)


def exchange(
    protocol: Protocol, request: str, response: str, declared: str, file: str
) -> Exchange:
    """A request and a response whose roots get the namespace declarations."""

    def body(xml: str) -> Node | None:
        name = xml.strip("<").split(" ")[0].split("/")[0].split(">")[0]
        return (
            node(xml.replace(f"<{name}", f"<{name} {declared}", 1), file)
            if xml
            else None
        )

    head = Head(
        "POST", "/svc", headers=(("Host", "example.org"), ("SOAPAction", '"urn:do"'))
    )
    answer = Head(status=200 if response else 202)
    return Exchange(
        protocol,
        Sample(head, (), body(request), Origin(file, 1)),
        Sample(answer, (), body(response), Origin(file, 1)),
    )


def page(
    notation: Notation,
    exchanges: tuple[Exchange, ...],
    tables: tuple[Table, ...] = (),
    enumerations: tuple[EnumerationTable, ...] = (),
    file: str = "svc/page.txt",
) -> PageFacts:
    """A page with one operation, named after the root of its request."""
    facts = OperationFacts(
        notation, "", "", "", (), (), tables, enumerations, exchanges, Origin(file, 1)
    )
    return PageFacts(file, (facts,))


def table(
    *lines: str, caption: str = "", location: str = "form", first: int = 100
) -> Table:
    """A table from ``Name|C# type|Yes or No`` lines, numbered from ``first``."""
    rows = []
    for number, line in enumerate(lines, first):
        name, csharp, required = line.split("|")
        origin = Origin("svc/page.txt", number)
        rows.append(
            Row(name, location, csharp, required == "Yes", f"About {name}.", origin)
        )
    return Table(caption, tuple(rows), Origin("svc/page.txt", first))


def enumeration_table(*pairs: tuple[str, str], caption: str = "") -> EnumerationTable:
    """An enumeration's table from names and values."""
    origin = Origin("svc/page.txt", 200)
    return EnumerationTable(
        caption,
        tuple(EnumerationRow(name, value, "", origin) for name, value in pairs),
        origin,
    )


def contract(*pages: PageFacts) -> Contract:
    """The contract of these pages."""
    return inferred("svc", pages).contract


def findings_of(result: Inferred) -> tuple[Finding, ...]:
    """What the pages alone leave open."""
    return decisions.findings(result.provenance, result.contract)


def findings(*pages: PageFacts) -> list[Finding]:
    """What these pages leave open, but for the address that none of them shows."""
    return [
        finding
        for finding in findings_of(inferred("svc", pages))
        if finding.code not in ("scheme-unknown", "host-unknown")
    ]


def types(contract: Contract, key: str) -> dict[str, str]:
    """The types of a record's members, in short; flags as letters (see :func:`flags`)."""
    return {field.name.name: short(field.type) for field in contract.record(key).fields}


def short(type_: Type) -> str:
    """``int``, ``int~`` guessed, ``list(item: type?)``, ``map(key: value?)``, a record's key."""
    match type_:
        case Scalar():
            return type_.name + "~" * type_.guessed
        case RecordRef() | EnumerationRef():
            return type_.key
        case ListOf():
            return f"list({type_.item.name}: {short(type_.type)}{'?' * type_.nillable})"
        case MapOf():
            value = short(type_.value_type) + "?" * type_.nillable
            return f"map({short(type_.key_type)}: {value})"
        case AnyXml():
            return "any"
        case ChoiceOf(branches):
            return " | ".join(short(each.type) for each in branches)


def flags(field: Field) -> str:
    """Those of repeated, nullable, nillable, required, demanded that hold."""
    names = ("repeated", "nullable", "nillable", "required", "demanded")
    return " ".join(name for name in names if getattr(field, name))


def all_flags(contract: Contract, key: str) -> dict[str, str]:
    """The flags of a record's members."""
    return {field.name.name: flags(field) for field in contract.record(key).fields}
