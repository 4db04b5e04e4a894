"""Reads SOAP envelopes in samples: version, header entries, body, rpc/encoded style."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.model.facts import Node, Protocol

PROTOCOLS = {
    "http://schemas.xmlsoap.org/soap/envelope/": Protocol.SOAP_1_1,
    "http://www.w3.org/2003/05/soap-envelope": Protocol.SOAP_1_2,
}
_ENCODINGS = (
    "http://schemas.xmlsoap.org/soap/encoding/",
    "http://www.w3.org/2003/05/soap-encoding",
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The contents of a SOAP envelope."""

    protocol: Protocol
    headers: tuple[Node, ...]
    body: Node | None
    """The first element of the Body; None where it is empty."""
    encoded: bool
    """The rpc/encoded style (SOAP 1.1 section 5): types and references in attributes, and no
    schema.
    """


def read_envelope(root: Node) -> Envelope | None:
    """Return the envelope at ``root``, or None where ``root`` is another element."""
    protocol = PROTOCOLS.get(root.namespace)
    if protocol is None or root.name != "Envelope":
        return None
    parts = {
        part.name: part for part in root.children if part.namespace == root.namespace
    }
    header, body = parts.get("Header"), parts.get("Body")
    contents = body.children if body else ()
    return Envelope(
        protocol=protocol,
        headers=header.children if header else (),
        body=contents[0] if contents else None,
        encoded=_encoded(root),
    )


def _encoded(root: Node) -> bool:
    nodes = [root]
    while nodes:
        node = nodes.pop()
        for namespace, name, value in node.attributes:
            if name == "encodingStyle" or namespace in _ENCODINGS:
                return True
            if (namespace, name) == ("", "href") and value.startswith("#"):
                return True
        nodes.extend(node.children)
    return False
