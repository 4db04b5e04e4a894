"""The library that generated packages use: records, scalars, XML and SOAP, calls and stand-ins.

It is copied beside the packages, needs only lxml and the standard library, and knows no service.
Its licence (MIT) is in LICENSE; the packages that are generated beside it are yours.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bodies.attachments import with_attachments
    from .bodies.charset import in_charset
    from .bodies.error_status import ErrorStatus, FieldError, read_error_status
    from .bodies.inflating import inflate
    from .bodies.opening import OpenedBody, open_body
    from .bodies.replacing import replace_control_characters
    from .calling.client import AsyncClient, Client
    from .calling.credentials import Auth, Basic, Bearer, Digest, Negotiate
    from .calling.errors import (
        CallError,
        CannotCall,
        Fault,
        HttpError,
        NoAnswer,
        ServiceError,
        TimedOut,
        UnreadableAnswer,
    )
    from .calling.exchange import Answer, Exchange
    from .calling.http_messages import (
        AsyncTransport,
        Headers,
        HttpRequest,
        HttpResponse,
        NotSent,
        Transport,
    )
    from .calling.httpx_transport import AsyncHttpxTransport, HttpxTransport
    from .calling.observing import History, Recorder
    from .calling.options import Way
    from .calling.soap_headers import SoapCall, username_token
    from .calling.urllib_transport import UrllibTransport
    from .datasets.table import Column, Earlier, Relation, RowError, Table
    from .errors import Problem, SoapstoneError, WireError
    from .forms.requests import to_form
    from .forms.responses import from_return_value
    from .limits import Limits
    from .messages import SoapHeader, SoapMessage, XmlMessage
    from .operations import (
        Access,
        Binding,
        FormParameter,
        Operation,
        Parameter,
        Route,
    )
    from .records.null_representation import wire_state
    from .records.substitutes import forbidden_characters
    from .records.unknown_content import Unknown, unknown
    from .records.walking import all_unknown
    from .records.xml import Xml
    from .scalars.decimals import GuessWarning
    from .soap.envelopes import Envelope
    from .soap.faults import FaultCode, SoapFault
    from .soap.writing import HeaderEntry
    from .standin.received import Received, Reply, ServiceStackError, StandInError
    from .standin.stand_in import StandIn
    from .streaming.reading import iter_from_xml
    from .streaming.writing import write_soap, write_xml

__all__ = [
    "Access",
    "Answer",
    "AsyncClient",
    "AsyncHttpxTransport",
    "AsyncTransport",
    "Auth",
    "Basic",
    "Bearer",
    "Binding",
    "CallError",
    "CannotCall",
    "Client",
    "Column",
    "Digest",
    "Earlier",
    "Envelope",
    "ErrorStatus",
    "Exchange",
    "Fault",
    "FaultCode",
    "FieldError",
    "FormParameter",
    "GuessWarning",
    "HeaderEntry",
    "Headers",
    "History",
    "HttpError",
    "HttpRequest",
    "HttpResponse",
    "HttpxTransport",
    "Limits",
    "Negotiate",
    "NoAnswer",
    "NotSent",
    "OpenedBody",
    "Operation",
    "Parameter",
    "Problem",
    "Received",
    "Recorder",
    "Relation",
    "Reply",
    "Route",
    "RowError",
    "ServiceError",
    "ServiceStackError",
    "SoapCall",
    "SoapFault",
    "SoapHeader",
    "SoapMessage",
    "SoapstoneError",
    "StandIn",
    "StandInError",
    "Table",
    "TimedOut",
    "Transport",
    "Unknown",
    "UnreadableAnswer",
    "UrllibTransport",
    "Way",
    "WireError",
    "Xml",
    "XmlMessage",
    "all_unknown",
    "forbidden_characters",
    "from_return_value",
    "in_charset",
    "inflate",
    "iter_from_xml",
    "open_body",
    "read_error_status",
    "replace_control_characters",
    "to_form",
    "unknown",
    "username_token",
    "wire_state",
    "with_attachments",
    "write_soap",
    "write_xml",
]

# A name's module is loaded when it is first used: every start of a program would pay for all.
_HOMES = {
    "bodies.attachments": ("with_attachments",),
    "bodies.charset": ("in_charset",),
    "bodies.error_status": (
        "ErrorStatus",
        "FieldError",
        "read_error_status",
    ),
    "bodies.inflating": ("inflate",),
    "bodies.opening": (
        "OpenedBody",
        "open_body",
    ),
    "bodies.replacing": ("replace_control_characters",),
    "calling.client": (
        "AsyncClient",
        "Client",
    ),
    "calling.credentials": (
        "Auth",
        "Basic",
        "Bearer",
        "Digest",
        "Negotiate",
    ),
    "calling.errors": (
        "CallError",
        "CannotCall",
        "Fault",
        "HttpError",
        "NoAnswer",
        "ServiceError",
        "TimedOut",
        "UnreadableAnswer",
    ),
    "calling.exchange": (
        "Answer",
        "Exchange",
    ),
    "calling.http_messages": (
        "AsyncTransport",
        "Headers",
        "HttpRequest",
        "HttpResponse",
        "NotSent",
        "Transport",
    ),
    "calling.httpx_transport": (
        "AsyncHttpxTransport",
        "HttpxTransport",
    ),
    "calling.observing": (
        "History",
        "Recorder",
    ),
    "calling.options": ("Way",),
    "calling.soap_headers": (
        "SoapCall",
        "username_token",
    ),
    "calling.urllib_transport": ("UrllibTransport",),
    "datasets.table": (
        "Column",
        "Earlier",
        "Relation",
        "RowError",
        "Table",
    ),
    "errors": (
        "Problem",
        "SoapstoneError",
        "WireError",
    ),
    "forms.requests": ("to_form",),
    "forms.responses": ("from_return_value",),
    "limits": ("Limits",),
    "messages": (
        "SoapHeader",
        "SoapMessage",
        "XmlMessage",
    ),
    "operations": (
        "Access",
        "Binding",
        "FormParameter",
        "Operation",
        "Parameter",
        "Route",
    ),
    "records.null_representation": ("wire_state",),
    "records.substitutes": ("forbidden_characters",),
    "records.unknown_content": (
        "Unknown",
        "unknown",
    ),
    "records.walking": ("all_unknown",),
    "records.xml": ("Xml",),
    "scalars.decimals": ("GuessWarning",),
    "soap.envelopes": ("Envelope",),
    "soap.faults": (
        "FaultCode",
        "SoapFault",
    ),
    "soap.writing": ("HeaderEntry",),
    "standin.received": ("Received", "Reply", "ServiceStackError", "StandInError"),
    "standin.stand_in": ("StandIn",),
    "streaming.reading": ("iter_from_xml",),
    "streaming.writing": (
        "write_soap",
        "write_xml",
    ),
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
