"""The library that generated packages use: records, scalars, XML and SOAP, errors, limits.

It is copied beside the packages, needs only lxml and the standard library, and knows no service.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bodies.attachments import with_attachments
    from .bodies.charset import in_charset
    from .bodies.control_characters import replace_control_characters
    from .bodies.error_status import ErrorStatus, FieldError, read_error_status
    from .bodies.inflating import inflate
    from .bodies.opening import OpenedBody, open_body
    from .errors import Problem, SoapstoneError, WireError
    from .limits import Limits
    from .messages import SoapHeader, SoapMessage, XmlMessage
    from .operations import Access, Binding, Operation, Parameter, Route
    from .records.null_representation import wire_state
    from .records.unknown_content import Unknown, unknown
    from .records.xml import Xml
    from .scalars.decimals import GuessWarning
    from .soap.envelopes import Envelope
    from .soap.faults import FaultCode, SoapFault
    from .soap.writing import HeaderEntry
    from .streaming.reading import iter_from_xml
    from .streaming.writing import write_soap, write_xml

__all__ = [
    "Access",
    "Binding",
    "Envelope",
    "ErrorStatus",
    "FaultCode",
    "FieldError",
    "GuessWarning",
    "HeaderEntry",
    "Limits",
    "OpenedBody",
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
    "in_charset",
    "inflate",
    "iter_from_xml",
    "open_body",
    "read_error_status",
    "replace_control_characters",
    "unknown",
    "wire_state",
    "with_attachments",
    "write_soap",
    "write_xml",
]

# A name's module is loaded when it is first used: every start of a program would pay for all.
_HOMES = {
    "bodies.attachments": ("with_attachments",),
    "bodies.charset": ("in_charset",),
    "bodies.control_characters": ("replace_control_characters",),
    "bodies.error_status": ("ErrorStatus", "FieldError", "read_error_status"),
    "bodies.inflating": ("inflate",),
    "bodies.opening": ("OpenedBody", "open_body"),
    "errors": ("Problem", "SoapstoneError", "WireError"),
    "limits": ("Limits",),
    "messages": ("SoapHeader", "SoapMessage", "XmlMessage"),
    "operations": ("Access", "Binding", "Operation", "Parameter", "Route"),
    "scalars.decimals": ("GuessWarning",),
    "soap.envelopes": ("Envelope",),
    "soap.faults": ("FaultCode", "SoapFault"),
    "soap.writing": ("HeaderEntry",),
    "streaming.writing": ("write_soap", "write_xml"),
    "streaming.reading": ("iter_from_xml",),
    "records.unknown_content": ("Unknown", "unknown"),
    "records.null_representation": ("wire_state",),
    "records.xml": ("Xml",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f".{home}", __name__), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
