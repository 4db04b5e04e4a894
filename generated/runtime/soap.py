"""SOAP envelopes, 1.1 and 1.2, around messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from .errors import Problem, SoapFault, WireError, printable
from .fragments import xml_of
from .limits import OWN, USUAL, Limits
from .parsing import Element, local_name, parse
from .xml import Xml

Version = Literal["1.1", "1.2"]

DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>'
NAMESPACES: Final[dict[str, Version]] = {
    "http://schemas.xmlsoap.org/soap/envelope/": "1.1",
    "http://www.w3.org/2003/05/soap-envelope": "1.2",
}
_OF_VERSION: Final = {version: namespace for namespace, version in NAMESPACES.items()}


class Message(Protocol):
    """Whatever writes itself as a document: every generated message."""

    def to_xml(self) -> bytes: ...


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """A SOAP message taken apart. Hand it to a class's ``from_soap`` to read the body."""

    version: Version
    headers: tuple[Xml, ...]
    """The entries of the SOAP header."""
    body: Element
    """The element that the message is."""

    @classmethod
    def parse(cls, data: bytes | str, *, limits: Limits = USUAL) -> Envelope:
        """Raises SoapFault where the service reports one, WireError where this is no envelope."""
        root = parse(data, limits, around=2)  # Envelope and Body
        namespace, _, name = root.tag[1:].rpartition("}")
        version = NAMESPACES.get(namespace)
        if name != "Envelope" or version is None:
            expected = "a SOAP 1.1 or 1.2 Envelope"
            found = f"element {printable(root.tag, 200)}"
            raise WireError([Problem("$", found, expected)])
        soap = f"{{{namespace}}}"
        body = root.find(f"{soap}Body")
        content = next(iter(body), None) if body is not None else None
        if content is None:
            raise WireError(
                [Problem("$", "an envelope without content", "an element in its Body")]
            )
        if content.tag == f"{soap}Fault":
            raise _fault(content)
        header = root.find(f"{soap}Header")
        entries = (
            () if header is None else tuple(Xml(xml_of(entry)) for entry in header)
        )
        return cls(version, entries, content)


def write_envelope(
    body: bytes, version: Version, headers: Sequence[Message | Xml]
) -> bytes:
    """The envelope around a body that declares its own namespaces. Raises ValueError for others."""
    if version not in _OF_VERSION:
        raise ValueError(f"SOAP version {version!r}: there are '1.1' and '1.2'")
    entries = b"".join(map(_entry, headers))
    prefix = b"soap"
    while prefix + b":" in body or prefix + b":" in entries:
        prefix += b"_"  # unknown content may have a meaning of its own for it
    header = (
        b"<%b:Header>%b</%b:Header>" % (prefix, entries, prefix) if entries else b""
    )
    namespace = _OF_VERSION[version].encode()
    return b"".join(
        (
            DECLARATION,
            b'<%b:Envelope xmlns:%b="%b">' % (prefix, prefix, namespace),
            header,
            b"<%b:Body>%b</%b:Body></%b:Envelope>" % (prefix, body, prefix, prefix),
        )
    )


def _entry(header: Message | Xml) -> bytes:
    if isinstance(header, Xml):
        return xml_of(parse(header.text, OWN)).encode()
    return header.to_xml().removeprefix(DECLARATION)


def _fault(fault: Element) -> SoapFault:
    """Matches by local name: ASMX writes an un-namespaced detail into SOAP 1.2 faults."""
    parts = {local_name(part): part for part in fault}
    if "faultcode" in parts or "faultstring" in parts:
        return SoapFault(
            _code(parts.get("faultcode")),
            _text(parts.get("faultstring")) or "",
            actor=_text(parts.get("faultactor")),
            detail=_content(parts.get("detail")),
        )
    code = parts.get("Code")
    levels = () if code is None else code.iter()
    codes = [_code(each) for each in levels if local_name(each) == "Value"]
    reasons = [_text(each) or "" for each in parts.get("Reason", ())]
    return SoapFault(
        codes[0] if codes else "",
        reasons[0] if reasons else "",
        subcodes=tuple(codes[1:]),
        actor=_text(parts.get("Role")),
        node=_text(parts.get("Node")),
        detail=_content(parts.get("Detail", parts.get("detail"))),
    )


def _text(element: Element | None) -> str | None:
    return None if element is None else (element.text or "").strip()


def _code(element: Element | None) -> str:
    return (_text(element) or "").rpartition(":")[2]


def _content(element: Element | None) -> str | None:
    if element is None:
        return None
    return (element.text or "").strip() + "".join(map(xml_of, element))
