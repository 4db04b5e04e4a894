"""Replaces the values of a recording by stand-ins, so that it can be checked in.

A stand-in (``stand_ins``) has the type that the value seems to have. Names of elements, attributes,
namespaces and types remain, as do nil and the members of the contract's enumerations. Of HTTP the
names of parameters, what pages show, and the words that HTTP defines remain. Everything else is
treated as a value and replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPMethod, HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from soapstone.dotnet.namespaces import SERIALIZATION
from soapstone.inputs.recordings import har
from soapstone.inputs.recordings.documents import (
    XSI,
    Element,
    parsed,
    qname,
    split,
    type_of,
)
from soapstone.inputs.recordings.files import kind_of
from soapstone.inputs.recordings.http_dumps import HttpMessage, is_xml, read_dump
from soapstone.inputs.recordings.stand_ins import stand_in
from soapstone.inputs.recordings.values import is_word
from soapstone.model.contract import (
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
from soapstone.model.findings import Origin
from soapstone.pages.soap import PROTOCOLS

_TYPE = QName(XSI, "type")
_FLAGS = ("true", "false", "1", "0")
_ENCODINGS = (
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
    "http://www.w3.org/2003/05/soap-envelope/encoding/none",
)
_STRUCTURE = {
    QName(XSI, "nil"): _FLAGS,
    **{QName(uri, "mustUnderstand"): _FLAGS for uri in PROTOCOLS},
    **{QName(uri, "encodingStyle"): _ENCODINGS for uri in PROTOCOLS},
}
"""Attributes whose values are structure, and the values that remain."""
_NUMBERED = (QName(SERIALIZATION, "Id"), QName(SERIALIZATION, "Ref"))
_REFERENCE = re.compile(r"(i?)[0-9]+")
"""How DataContractSerializer numbers the objects of a document (``z:Id``, ``z:Ref``)."""
_PARAMETER = re.compile(r"[A-Za-z_$][A-Za-z0-9_.$\[\]-]{0,63}")
_VERSIONS = ("1.0", "1.1", "2", "2.0", "3", "3.0")
_MEDIA = frozenset(
    {
        *("text/xml", "text/plain", "text/html", "text/csv", "text/jsv"),
        *("application/xml", "application/soap+xml", "application/json"),
        *("application/x-www-form-urlencoded", "multipart/form-data"),
        *("multipart/related", "application/xop+xml", "application/jsv"),
        *("application/octet-stream", "application/problem+xml"),
    }
)
_HEADERS = frozenset(
    "accept accept-charset accept-encoding accept-language accept-ranges age allow authorization "
    "cache-control connection content-disposition content-encoding content-language content-length "
    "content-location content-md5 content-range content-type cookie date dnt etag expect expires "
    "from host if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive "
    "last-modified location max-forwards mime-version origin p3p pragma proxy-authenticate "
    "proxy-authorization proxy-connection range referer referrer-policy retry-after "
    "sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user server set-cookie soapaction "
    "strict-transport-security te trailer transfer-encoding upgrade "
    "upgrade-insecure-requests user-agent vary via www-authenticate x-aspnet-version "
    "x-aspnetmvc-version x-content-type-options x-forwarded-for x-forwarded-host "
    "x-forwarded-proto x-frame-options x-powered-by x-requested-with x-xss-protection".split()
)
_OTHER_HEADER = "X-Other"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_HOST, _HEADER = "host.example", "redacted"
_UNPACKED = ("transfer-encoding", "content-encoding")
_SCHEMES = ("http", "https")


def redacted(file: str, data: bytes, contract: Contract | None = None) -> str:
    """Return the recording with its values replaced, as UTF-8 text. Redacting twice changes nothing
    more.

    ``contract`` is that of the service, if it is known. Raises SpecError for a file that is no
    recording.
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
        self._members_of: dict[str, tuple[str, ...]] = {}
        self._shown_on_pages: set[str] = set()
        self._references: dict[str, str] = {}
        if contract:
            self._roots = {each.element: each.record for each in contract.messages()}
            self._fields = {
                record.key: {
                    (each.particle, each.name): each
                    for field in record.fields
                    for each in field.elements
                }
                for record in contract.records
            }
            self._types = {r.type_name: r.key for r in contract.records if r.type_name}
            self._members_of = {e.key: e.members for e in contract.enumerations}
            self._shown_on_pages = set(_shown_on_pages(contract))

    # XML

    def xml(self, data: bytes | str, start: Origin, *, one_line: bool = False) -> str:
        """Redact an XML document."""
        root = parsed(data, start, one_line=one_line)
        self._references = {}
        self._element(root, None)
        return f"{_DECLARATION}\n{etree.tostring(root, encoding='unicode')}"

    def _element(self, element: Element, type_: Type | None) -> None:
        name = qname(element)
        if type_ is None and name in self._roots:
            type_ = RecordRef(self._roots[name])
        fields = self._members(element, type_)
        for key, text in element.attrib.items():
            attribute = split(str(key))
            field = fields.get((Particle.ATTRIBUTE, attribute))
            if attribute != _TYPE:
                type_of_it = field.type if field else None
                element.set(key, self._attribute(attribute, str(text), type_of_it))
            elif type_of(element) is None:
                del element.attrib[key]
        if not len(element):
            own = next((f for k, f in fields.items() if k[0] is Particle.TEXT), None)
            element.text = self._replaced(element.text, own.type if own else type_)
            return
        element.text = self._replaced(element.text, None)
        inside = _inside(type_)
        for child in element:
            field = fields.get((Particle.ELEMENT, qname(child)))
            self._element(child, field.type if field else inside.get(qname(child)))
            child.tail = self._replaced(child.tail, None)

    def _attribute(self, name: QName, text: str, type_: Type | None) -> str:
        if text.strip() in _STRUCTURE.get(name, ()):
            return text
        numbered = _REFERENCE.fullmatch(text) if name in _NUMBERED else None
        if numbered:
            number = len(self._references) + 1
            return self._references.setdefault(text, f"{numbered[1]}{number}")
        return self._replaced(text, type_) or ""

    def _replaced(self, text: str | None, type_: Type | None) -> str | None:
        if text and isinstance(type_, EnumerationRef):
            word = " ".join(text.split())
            if word in self._members_of.get(type_.key, ()) or is_word(word):
                return text
        return stand_in(text) if text else text

    def _members(
        self, element: Element, type_: Type | None
    ) -> dict[tuple[Particle, QName], Field]:
        """The members that the contract has for an element."""
        named = type_of(element)
        key = self._types.get(named, "") if named else ""
        if not key and isinstance(type_, RecordRef):
            key = type_.key
        return self._fields.get(key, {})

    # HTTP

    def message(self, message: HttpMessage) -> str:
        """Redact an HTTP message; return its text."""
        body = self.xml(message.body, message.start) if message.has_xml else ""
        version = message.version if message.version in _VERSIONS else "1.1"
        if message.verb:
            target = self._target(message.target)
            start = f"{_verb(message.verb)} {target} HTTP/{version}"
        else:
            status = _status(message.status) or 200
            start = f"HTTP/{version} {status} {_phrase(status)}"
        lines = [start.rstrip()]
        for name, value in message.headers:
            if name.lower() == "content-length":
                lines.append(f"{name}: {len(body.encode())}")
            elif name.lower() not in _UNPACKED:
                lines.append(f"{_header_name(name)}: {self._header(name, value)}")
        return "\r\n".join([*lines, "", body])

    def _header(self, name: str, value: str) -> str:
        if name.lower() == "content-type":
            media = value.partition(";")[0].strip().lower()
            return f"{media}; charset=utf-8" if media in _MEDIA else _HEADER
        return value if value.strip('"') in self._shown_on_pages else _HEADER

    def _target(self, target: str) -> str:
        """Redact a path with its query, or a whole URL."""
        # A target that begins with / is a path, however many follow (RFC 9112 section 3.2.1).
        url = f"//{_HOST}{target}" if target.startswith("/") else target
        try:
            parts = urlsplit(url)
        except ValueError:
            return "/"
        path = parts.path
        if path not in self._shown_on_pages:
            path = "/".join(stand_in(part) for part in path.split("/"))
        query = parse_qsl(parts.query, keep_blank_values=True)
        pairs = "&".join(
            # A single token that ends like "…==" is base64.
            (
                f"{name}={stand_in(value)}"
                if value.strip("=") and _PARAMETER.fullmatch(name)
                else "text"
            )
            for name, value in query
        )
        host = (
            parts.netloc
            if parts.netloc in self._shown_on_pages
            else parts.netloc and _HOST
        )
        scheme = parts.scheme if parts.scheme in _SCHEMES else ""
        address = f"{scheme}://{host}" if scheme and host else ""
        return address + path + (f"?{pairs}" if pairs else "")

    # HAR

    def har(self, file: str, data: bytes) -> str:
        """Redact a HAR file."""
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
        """Rebuild an exchange from the parts that hold no value, and the parts that HAR
        requires.
        """
        request, response = _object(entry, "request"), _object(entry, "response")
        common: dict[str, Any] = {"httpVersion": "HTTP/1.1", "cookies": []}
        posted = {"mimeType": self._media(request, "postData"), "text": asked}
        status = _status(response.get("status"))
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
            {"name": _header_name(name), "value": self._header(name, value)}
            for name, value in pairs
            if name.lower() not in ("content-length", *_UNPACKED)
        ]


def _shown_on_pages(contract: Contract) -> Iterator[str]:
    """Yield the parts of addresses that pages show."""
    for operation in contract.operations:
        for each in operation.bindings:
            yield from filter(None, (each.host, each.path, each.soap_action))
        yield from (route.path for route in operation.routes if "{" not in route.path)


def _inside(type_: Type | None) -> dict[QName, Type]:
    """The types inside a collection by the names of their elements; of a map also its entries."""
    match type_:
        case ListOf():
            return {type_.item: type_.type}
        case MapOf():
            # An entry has the key and the value of the map.
            parts = {type_.key: type_.key_type, type_.value: type_.value_type}
            return {type_.entry: type_, **parts}
        case _:
            return {}


def _object(holder: dict[str, Any], name: str) -> dict[str, Any]:
    found = holder.get(name)
    return found if isinstance(found, dict) else {}


def _status(status: object) -> int:
    """A status code that HTTP defines; 0, as in HAR, for any other."""
    known = isinstance(status, int) and status in set(HTTPStatus)
    return int(status) if known and isinstance(status, int) else 0


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status else ""


def _verb(text: object) -> str:
    return text if isinstance(text, str) and text in set(HTTPMethod) else "POST"


def _header_name(name: str) -> str:
    return name if name.lower() in _HEADERS else _OTHER_HEADER
