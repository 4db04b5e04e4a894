"""Reads the help pages of WCF REST services (``/help/operations/X``) into facts.

A page walks the compiled schema of each body: samples in XML and JSON with a constant for each
type, and the schema itself. It prints address, verb and description, and not the operation's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from soapstone.model.facts import (
    DEFAULT_PORTS,
    Address,
    AddressSource,
    Body,
    Exchange,
    Head,
    Node,
    Notation,
    OperationFacts,
    PageFacts,
    Protocol,
    Route,
    Sample,
    Unsampled,
    Value,
)
from soapstone.model.file_findings import SCHEMA_UNREAD
from soapstone.model.findings import Finding, Origin, SpecError, together
from soapstone.pages.page import Page
from soapstone.pages.wcf.content import Content, read_content
from soapstone.pages.wcf.frame import Frame, Row, frames
from soapstone.wsdl import read_schemas

Shown = TypeVar("Shown", Node, Value)

_BODILESS = ("GET", "HEAD")


def recognises(page: Page) -> bool:
    """Return whether a page has an address and a verb below it, with a title or a table."""
    return bool(frames(page.document.lines))


def facts(page: Page) -> PageFacts:
    """Return the operations of a page. Raises SpecError if none can be read."""
    operations: list[OperationFacts] = []
    findings: list[Finding] = []
    errors: list[SpecError] = []
    for frame in frames(page.document.lines):
        try:
            operation, found = _operation(frame)
        except SpecError as error:
            errors.append(error)
        else:
            operations.append(operation)
            findings += found
    if errors and not operations:
        raise together(errors)
    file = page.document.file
    return PageFacts(file, tuple(operations), tuple(findings), tuple(errors))


def _operation(frame: Frame) -> tuple[OperationFacts, list[Finding]]:
    content = read_content(frame.content)
    head, address = _address(frame)
    bodies = _Bodies(frame, content)
    origin = (frame.title or frame.line).origin
    described = read_schemas(content.schemas) if content.schemas else None
    operation = OperationFacts(
        notation=Notation.CONSTANTS,
        service="",
        name="",
        documentation="\n".join(each.text for each in frame.description),
        routes=(Route((frame.verb,), head.path, frame.line.origin),),
        demands=(),
        tables=(),
        enumeration_tables=(),
        exchanges=tuple(bodies.exchanges(head)),
        origin=origin,
        addresses=(address,) if address else (),
        schema=described.schema if described else None,
        bodies=tuple(bodies.unsampled),
    )
    found = [*(described.findings if described else ())]
    found += (_unread(each) for each in (described.errors if described else ()))
    return operation, found


def _address(frame: Frame) -> tuple[Head, Address | None]:
    """The head of a request, and its address as the page states it."""
    origin = frame.line.origin
    try:
        parts = urlsplit(frame.url)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
    except ValueError:
        raise SpecError(
            origin,
            "an address that cannot be read",
            "the address of the operation, such as http://host/x.svc/orders/{ID}",
            "Save the page again.",
        ) from None
    host = parts.netloc.rpartition("@")[2]
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    head = Head(frame.verb, path or "/", headers=(("Host", host),))
    if not parts.hostname:
        return head, None
    shown = Origin(origin.file, origin.line, f"{parts.scheme}://{host}")
    return head, Address(
        AddressSource.SERVICE, parts.scheme, parts.hostname, port, shown
    )


class _Bodies:
    """The samples of the bodies, and what the page says of a body without one."""

    def __init__(self, frame: Frame, content: Content) -> None:
        self._origin = frame.line.origin
        self._rows = frame.rows
        get = frame.verb in _BODILESS
        self._xml = _directed(content.xml, self._shown("Xml"), get)
        self._json = _directed(content.json, self._shown("Json"), get)
        self.unsampled = [
            *self._without(True, Unsampled.EMPTY if get else Unsampled.UNKNOWN),
            *self._without(False, Unsampled.UNKNOWN),
        ]

    def exchanges(self, head: Head) -> Iterator[Exchange]:
        """Yield an exchange in XML and one in JSON, as far as the page shows them."""
        formats = {each.format for each in self._rows} - {""}
        in_json = bool(self._json) or "Json" in formats
        if self._xml or "Xml" in formats or not in_json:
            yield self._exchange(Protocol.XML, head, self._xml)
        if in_json:
            yield self._exchange(Protocol.JSON, head, self._json)

    def _exchange(
        self, protocol: Protocol, head: Head, found: Mapping[bool, Node | Value]
    ) -> Exchange:
        asked, answered = found.get(True), found.get(False)
        request = _sample(head, asked, self._origin)
        whats = [each.what for each in self.unsampled if not each.is_request]
        raw = "bytes" if any(each.is_any for each in whats) else ""
        response = None
        if answered or raw:
            response = _sample(Head(status=200), answered, self._origin, raw)
        return Exchange(protocol, request, response)

    def _shown(self, format_: str) -> list[bool]:
        return [each.is_request for each in self._rows if each.format == format_]

    def _without(self, is_request: bool, otherwise: Unsampled) -> Iterator[Body]:
        """What is said of a body of which no sample is there."""
        if is_request in self._xml or is_request in self._json:
            return
        row: Row | None = next(
            (each for each in self._rows if each.is_request is is_request), None
        )
        what = row.what if row else otherwise
        if what is Unsampled.UNKNOWN:  # perhaps in another language
            what = otherwise
        yield Body(is_request, what, row.line.origin if row else self._origin)


def _directed(
    samples: Sequence[tuple[bool | None, Shown]], rows: Sequence[bool], get: bool
) -> dict[bool, Shown]:
    """Each sample by whether it is of the request: by its caption, else by the table's rows, else
    by its place.
    """
    if len(rows) != len(samples):
        rows = [True, False] if len(samples) == 2 else [False] * len(samples)
    found: dict[bool, Shown] = {}
    for (caption, sample), row in zip(samples, rows, strict=True):
        is_request = caption if caption is not None else row
        found.setdefault(is_request and not get, sample)
    return found


def _sample(
    head: Head, shown: Node | Value | None, origin: Origin, raw: str = ""
) -> Sample:
    node = shown if isinstance(shown, Node) else None
    value = shown if isinstance(shown, Value) else None
    return Sample(head, (), node, shown.origin if shown else origin, value, raw)


def _unread(error: SpecError) -> Finding:
    """The finding on a schema of a page that cannot be used."""
    return SCHEMA_UNREAD.at(error.origin, error.origin.file.rpartition("/")[2])
