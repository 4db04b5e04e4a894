"""What generated packages stand on: errors, unknown content, envelopes, operations.

It is copied beside them, needs lxml and the standard library, and knows no service.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .errors import Problem, SoapFault, SoapstoneError, WireError
from .limits import Limits
from .messages import SoapHeader, SoapMessage, XmlMessage
from .operations import Access, Binding, Operation, Parameter, Route
from .scalars import GuessWarning
from .soap import Envelope
from .wire import Unknown, unknown, wire_state
from .xml import Xml

if TYPE_CHECKING:
    from .stream_writing import write_soap, write_xml
    from .streaming import iter_from_xml

__all__ = [
    "Access",
    "Binding",
    "Envelope",
    "GuessWarning",
    "Limits",
    "Operation",
    "Parameter",
    "Problem",
    "Route",
    "SoapFault",
    "SoapHeader",
    "SoapMessage",
    "SoapstoneError",
    "Unknown",
    "WireError",
    "Xml",
    "XmlMessage",
    "iter_from_xml",
    "unknown",
    "wire_state",
    "write_soap",
    "write_xml",
]

# What few programs need, and its modules: loaded when first used.
_LAZY = {
    "iter_from_xml": "streaming",
    "write_soap": "stream_writing",
    "write_xml": "stream_writing",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_LAZY[name]}", __name__), name)
    globals()[name] = value
    return value
