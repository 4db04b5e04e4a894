"""What generated packages stand on: errors, unknown content, envelopes, operations.

It is copied beside them, needs lxml and the standard library, and knows no service.
"""

from __future__ import annotations

from .errors import Problem, SoapFault, SoapstoneError, WireError
from .limits import Limits
from .messages import SoapHeader, SoapMessage, XmlMessage
from .operations import Access, Binding, Operation, Parameter, Route
from .scalars import GuessWarning
from .soap import Envelope
from .wire import Unknown, unknown, wire_state
from .xml import Xml

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
    "unknown",
    "wire_state",
]
