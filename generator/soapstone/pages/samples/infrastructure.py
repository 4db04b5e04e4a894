"""Takes out of a message what WCF and the standards add to it, which is of no contract."""

from __future__ import annotations

from dataclasses import replace

from soapstone.dotnet.namespaces import SERIALIZATION
from soapstone.model.facts import Node
from soapstone.pages.soap import PROTOCOLS

_NONE = "http://schemas.microsoft.com/ws/2005/05/addressing/none"
"""Of the header in which WCF's traces show the SOAPAction, which travels in HTTP."""
_ADDRESSING = (
    _NONE,
    "http://www.w3.org/2005/08/addressing",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
)
_SECURITY = (
    "http://docs.oasis-open.org/wss/",
    "http://schemas.xmlsoap.org/ws/",
    "http://docs.oasis-open.org/ws-",
    "http://schemas.microsoft.com/2004/09/ServiceModel/",
    "http://schemas.microsoft.com/ws/",
    "http://www.w3.org/2005/08/addressing",
)
"""Namespaces of WS-Security, WS-Addressing and the like, by their starts."""
_OF_ATTRIBUTES = (*PROTOCOLS, *_SECURITY, SERIALIZATION)
"""mustUnderstand and actor of SOAP, ids of signatures, and z:Id and z:Ref of IsReference."""


def action_of(headers: tuple[Node, ...]) -> str:
    """Return the action that a header of WS-Addressing or of a trace states; "" without one."""
    found = (
        each.text
        for each in headers
        if each.name == "Action" and each.namespace in _ADDRESSING
    )
    return next(found, "")


def address_of(headers: tuple[Node, ...]) -> str:
    """Return the address of the service that a header of WS-Addressing or of a trace states; ""
    without one.
    """
    found = (
        each.text
        for each in headers
        if each.name == "To" and each.namespace in _ADDRESSING
    )
    return next((text for text in found if not text.startswith(_ADDRESSING)), "")


def contract_headers(headers: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the header entries that the contract of a service can have."""
    return tuple(
        each
        for each in headers
        if not each.namespace.startswith(_SECURITY) and each.namespace not in PROTOCOLS
    )


def without_marks(node: Node) -> Node:
    """Return an element without attributes of the infrastructure, and so all inside it."""
    kept = tuple(
        each for each in node.attributes if not each[0].startswith(_OF_ATTRIBUTES)
    )
    inside = tuple(map(without_marks, node.children))
    return replace(node, attributes=kept, children=inside)
