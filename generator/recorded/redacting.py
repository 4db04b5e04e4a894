"""Gives a recording other values (see ``stand_ins``), and leaves what is learned from it.

Elements, attributes, namespaces, nil and the names of types stay, and the words of members that the
contract has as enumerations. Of HTTP stay names, verbs, status and what the pages tell themselves.
Comments go, and bodies that are no XML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from generator.contract import (
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    RecordRef,
    Type,
)
from generator.findings import Origin
from generator.inference.namespaces import SERIALIZATION
from generator.pages.soap import PROTOCOLS
from generator.recorded import har
from generator.recorded.documents import (
    XSI,
    Element,
    parsed,
    qname,
    split,
    type_of,
)
from generator.recorded.files import kind_of
from generator.recorded.http_dumps import HttpMessage, is_xml, read_dump
from generator.recorded.stand_ins import stand_in

_KEPT = {
    *((XSI, name) for name in ("nil", "type")),
    *((uri, name) for uri in PROTOCOLS for name in ("mustUnderstand", "encodingStyle")),
}
"""Attributes (namespace, name) whose values are structure."""
_REFERENCE = re.compile(r"i?\d+")
"""How DataContractSerializer numbers the objects of a document."""
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_HOST, _HEADER = "host.example", "redacted"
_UNPACKED = ("transfer-encoding", "content-encoding")
_SCHEMES = ("http", "https")


def redacted(file: str, data: bytes, contract: Contract | None = None) -> str:
    """The recording with other values, as UTF-8 text; twice is the same as once.

    ``contract`` is that of the service, if it is known. Raises SpecError for what is no recording.
    """
    redactor = _Redactor(contract)
    match kind_of(file, data):
        case "har":
            return redactor.har(file, data)
        case "xml":
            return redactor.xml(data, Origin(file, 1))
        case _:
            messages = map(redactor.message, read_dump(file, data))
            return "\r\n\r\n".join(messages)


class _Redactor:
    def __init__(self, contract: Contract | None) -> None:
        self._roots: dict[QName, str] = {}
        self._fields: dict[str, dict[tuple[Particle, QName], Field]] = {}
        self._types: dict[QName, str] = {}
        self._told: set[str] = set()
        if contract:
            self._roots = {each.element: each.record for each in contract.messages()}
            self._fields = {
                record.key: {(f.particle, f.name): f for f in record.fields}
                for record in contract.records
            }
            self._types = {r.type_name: r.key for r in contract.records if r.type_name}
            self._told = set(_told(contract))

    # XML

    def xml(self, data: bytes | str, start: Origin, *, one_line: bool = False) -> str:
        root = parsed(data, start, one_line=one_line)
        self._element(root, None)
        return f"{_DECLARATION}\n{etree.tostring(root, encoding='unicode')}"

    def _element(self, element: Element, type_: Type | None) -> None:
        name = qname(element)
        if type_ is None and name in self._roots:
            type_ = RecordRef(self._roots[name])
        fields = self._members(element, type_)
        for key, text in element.attrib.items():
            field = fields.get((Particle.ATTRIBUTE, split(str(key))))
            if not _is_structure(split(str(key)), str(text)):
                new = _replaced(str(text), field.type if field else None)
                element.set(key, new or "")
        if not len(element):
            own = next((f for k, f in fields.items() if k[0] is Particle.TEXT), None)
            element.text = _replaced(element.text, own.type if own else type_)
            return
        element.text = _replaced(element.text, None)
        inside = _inside(type_)
        for child in element:
            field = fields.get((Particle.ELEMENT, qname(child)))
            self._element(child, field.type if field else inside.get(qname(child)))
            child.tail = _replaced(child.tail, None)

    def _members(
        self, element: Element, type_: Type | None
    ) -> dict[tuple[Particle, QName], Field]:
        """The members that are known of an element."""
        named = type_of(element)
        key = self._types.get(named, "") if named else ""
        if not key and isinstance(type_, RecordRef):
            key = type_.key
        return self._fields.get(key, {})

    # HTTP

    def message(self, message: HttpMessage) -> str:
        """An HTTP message as text."""
        body = self.xml(message.body, message.start) if message.has_xml else ""
        if message.verb:
            start = (
                f"{message.verb} {self._target(message.target)} HTTP/{message.version}"
            )
        else:
            start = f"HTTP/{message.version} {message.status} {_phrase(message.status)}"
        lines = [start.rstrip()]
        for name, value in message.headers:
            if name.lower() == "content-length":
                lines.append(f"{name}: {len(body.encode())}")
            elif name.lower() not in _UNPACKED:
                lines.append(f"{name}: {self._header(name, value)}")
        return "\r\n".join([*lines, "", body])

    def _header(self, name: str, value: str) -> str:
        if name.lower() == "content-type":
            media = re.match(r"[\w.+-]+/[\w.+-]+", value)
            return f"{media[0]}; charset=utf-8" if media else _HEADER
        return value if value.strip('"') in self._told else _HEADER

    def _target(self, target: str) -> str:
        """A path with its query, or a whole address."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return "/"
        path = parts.path
        if path not in self._told:
            path = "/".join(stand_in(part) for part in path.split("/"))
        query = parse_qsl(parts.query, keep_blank_values=True)
        pairs = "&".join(
            f"{name}={stand_in(value)}" if value else "text" for name, value in query
        )
        host = parts.netloc if parts.netloc in self._told else parts.netloc and _HOST
        scheme = parts.scheme if parts.scheme in _SCHEMES else ""
        address = f"{scheme}://{host}" if scheme and host else ""
        return address + path + (f"?{pairs}" if pairs else "")

    # HAR

    def har(self, file: str, data: bytes) -> str:
        document = har.read_har(file, data)
        bodies = list(har.contents(document))
        lines = {
            id(c): b.start
            for c, b in zip(filter(None, bodies), har.bodies(file, data), strict=True)
        }
        entries = []
        for entry, request, response in zip(
            document["log"]["entries"], bodies[::2], bodies[1::2], strict=True
        ):
            texts = [
                self._body(each, lines.get(id(each), Origin(file, 1)))
                for each in (request, response)
            ]
            entries.append(self._entry(entry, *texts))
        log = {"version": "1.2", "creator": {"name": "soapstone", "version": "1"}}
        return json.dumps({"log": {**log, "entries": entries}}, indent=2) + "\n"

    def _body(self, content: dict[str, Any], start: Origin) -> str:
        body = har.body_of(content) if content else ""
        return self.xml(body, start, one_line=True) if is_xml(body) else ""

    def _entry(
        self, entry: dict[str, Any], asked: str, answered: str
    ) -> dict[str, Any]:
        """An exchange, made of what is known to hold no value; HAR demands the rest."""
        request, response = _object(entry, "request"), _object(entry, "response")
        common: dict[str, Any] = {"httpVersion": "HTTP/1.1", "cookies": []}
        posted = {"mimeType": self._media(request, "postData"), "text": asked}
        status = response.get("status")
        status = status if isinstance(status, int) else 0
        content = {
            "size": len(answered.encode()),
            "mimeType": self._media(response, "content"),
            "text": answered,
        }
        return {
            "startedDateTime": "2000-01-01T00:00:00.000Z",
            "time": 0,
            "request": {
                "method": _verb(request.get("method")),
                "url": self._target(str(request.get("url", ""))),
                **common,
                "headers": self._headers(request),
                "queryString": [],
                **({"postData": posted} if asked else {}),
                "headersSize": -1,
                "bodySize": len(asked.encode()),
            },
            "response": {
                "status": status,
                "statusText": _phrase(status),
                **common,
                "headers": self._headers(response),
                "content": content,
                "redirectURL": "",
                "headersSize": -1,
                "bodySize": len(answered.encode()),
            },
            "cache": {},
            "timings": {"send": 0, "wait": 0, "receive": 0},
        }

    def _media(self, message: dict[str, Any], name: str) -> str:
        return self._header(
            "content-type", str(_object(message, name).get("mimeType", ""))
        )

    def _headers(self, message: dict[str, Any]) -> list[dict[str, str]]:
        headers = message.get("headers")
        found = headers if isinstance(headers, list) else []
        pairs = [
            (str(each.get("name", "")), str(each.get("value", "")))
            for each in found
            if isinstance(each, dict)
        ]
        return [
            {"name": name, "value": self._header(name, value)}
            for name, value in pairs
            if name.lower() not in ("content-length", *_UNPACKED)
        ]


def _told(contract: Contract) -> Iterator[str]:
    """What pages tell of addresses."""
    for operation in contract.operations:
        for each in operation.bindings:
            yield from filter(None, (each.host, each.path, each.soap_action))
        yield from (route.path for route in operation.routes if "{" not in route.path)


def _is_structure(name: QName, text: str) -> bool:
    if name.namespace == SERIALIZATION:
        return _REFERENCE.fullmatch(text) is not None
    return (name.namespace, name.name) in _KEPT


def _inside(type_: Type | None) -> dict[QName, Type]:
    """What a collection holds, by the names of elements; of a map also its entries."""
    match type_:
        case ListOf():
            return {type_.item: type_.type}
        case MapOf():
            # An entry holds what the map does.
            parts = {type_.key: type_.key_type, type_.value: type_.value_type}
            return {type_.entry: type_, **parts}
        case _:
            return {}


def _replaced(text: str | None, type_: Type | None) -> str | None:
    if not text or isinstance(type_, EnumerationRef):
        return text
    return stand_in(text)


def _object(holder: dict[str, Any], name: str) -> dict[str, Any]:
    found = holder.get(name)
    return found if isinstance(found, dict) else {}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _verb(text: object) -> str:
    return (
        text if isinstance(text, str) and re.fullmatch("[A-Z]{3,10}", text) else "GET"
    )
