"""Writes SOAP envelopes, 1.1 and 1.2, around messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, Protocol

from ..reading.fragments import own_xml
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


def write_envelope(
    body: bytes, version: Version, headers: Sequence[Message | Xml]
) -> bytes:
    """Return an envelope. ``body`` is an element that declares all namespaces it uses.

    Raises ValueError for a version other than 1.1 and 1.2.
    """
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
            b"<%b:Body>" % prefix,
            body,
            b"</%b:Body></%b:Envelope>" % (prefix, prefix),
        )
    )


def _entry(header: Message | Xml) -> bytes:
    if isinstance(header, Xml):
        return own_xml(header.text)[1].encode()
    return header.to_xml().removeprefix(DECLARATION)
