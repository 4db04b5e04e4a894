"""Writes SOAP envelopes, 1.1 and 1.2, around messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, Protocol, TypeAlias

from ..immutable import Value, value
from ..reading.fragments import own_xml, with_attributes
from ..records.xml import Xml

Version = Literal["1.1", "1.2"]

DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>'
NAMESPACES: Final[dict[str, Version]] = {
    "http://schemas.xmlsoap.org/soap/envelope/": "1.1",
    "http://www.w3.org/2003/05/soap-envelope": "1.2",
}
_OF_VERSION: Final = {version: namespace for namespace, version in NAMESPACES.items()}


class Message(Protocol):
    """An object with ``to_xml``, as every generated message has."""

    def to_xml(self) -> bytes: ...


@value()
class HeaderEntry(Value):
    """A header entry with SOAP's own attributes: .NET's SoapHeader.MustUnderstand and Actor.

    What the header itself has of these attributes is overwritten, where it is set here.
    """

    header: Message | Xml
    must_understand: bool = False
    """Whether a receiver that does not know the header must refuse the message with a fault."""
    actor: str = ""
    """The URI of its receiver, ``actor`` of SOAP 1.1, ``role`` of 1.2; "": the service itself."""


Header: TypeAlias = Message | Xml | HeaderEntry
"""What ``to_soap(headers=[…])`` takes."""

_ACTOR: Final = {"1.1": "actor", "1.2": "role"}


def write_envelope(body: bytes, version: Version, headers: Sequence[Header]) -> bytes:
    """Return an envelope. ``body`` is an element that declares all namespaces it uses.

    Raises ValueError for a version other than 1.1 and 1.2.
    """
    if version not in _OF_VERSION:
        raise ValueError(f"version takes '1.1' or '1.2', not {version!r}")
    entries = b"".join(_entry(each, version) for each in headers)
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
            b"<%b:Body>" % prefix,
            body,
            b"</%b:Body></%b:Envelope>" % (prefix, prefix),
        )
    )


def _entry(header: Header, version: Version) -> bytes:
    if isinstance(header, HeaderEntry):
        return _with_attributes(header, version)
    if isinstance(header, Xml):
        return own_xml(header.text)[1].encode()
    return header.to_xml().removeprefix(DECLARATION)


def _with_attributes(entry: HeaderEntry, version: Version) -> bytes:
    attributes = {}
    if entry.must_understand:
        attributes["mustUnderstand"] = (
            "1"  # SOAP 1.1 has no "true"; .NET writes 1 in both
        )
    if entry.actor:
        attributes[_ACTOR[version]] = entry.actor
    text = _entry(entry.header, version).decode()
    return with_attributes(text, _OF_VERSION[version], attributes).encode()
