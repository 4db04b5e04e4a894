"""Describes the operations of a service: messages, addresses, parameters, access rights.

A client makes calls with these values: see ``calling``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from .immutable import Value, value

if TYPE_CHECKING:
    from .messages import SoapHeader, XmlMessage

__all__ = ["Access", "Binding", "FormParameter", "Operation", "Parameter", "Route"]

Q = TypeVar("Q")
A = TypeVar("A")


@value(kw_only=True)
class FormParameter(Value):
    """A parameter of a query string or a form body, or a variable of an address."""

    name: str
    member: str = ""
    """The XML name of the member of the request that it carries; "" if it is ``name``."""


@value(kw_only=True)
class Binding(Value):
    """One way to call an operation, as a sample on the help page shows it."""

    transport: Literal[
        "SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST", "XML", "JSON", "JSV", "CSV"
    ]
    verb: str
    url: str
    soap_action: str = ""
    """The SOAPAction of SOAP 1.1, or ``action`` in the Content-Type of 1.2; without quotes."""
    request_type: str = ""
    """The Content-Type of the request."""
    response_type: str = ""
    """The Content-Type of the response."""
    parameters: tuple[FormParameter, ...] = ()
    """Of HTTP GET and POST, all that a call must have: see ``to_form``. Of XML, the variables of
    the address (WCF REST); what else the request has is the body.
    """
    response_element: str = ""
    """Of HTTP GET and POST, the root element of the response: ``{urn:x}ArrayOfQuote``. "" if the
    response has no body, or is a document of any kind: see ``from_return_value``.
    """
    return_member: str = ""
    """Of HTTP GET and POST, the member of the response that this element stands for, by its full
    XML name; "" if it stands for the response itself.
    """


@value(kw_only=True)
class Route(Value):
    """A route of ServiceStack: a path and its HTTP verbs; no verbs means any."""

    verbs: tuple[str, ...]
    path: str


@value(kw_only=True)
class Parameter(Value):
    """A member of the request, by its XML name, and where it is sent."""

    name: str
    locations: tuple[str, ...]
    """``body``, ``form``, ``query`` or ``path``."""


@value(kw_only=True)
class Access(Value):
    """The roles and permissions that a caller needs."""

    all_roles: tuple[str, ...] = ()
    any_role: tuple[str, ...] = ()
    all_permissions: tuple[str, ...] = ()
    any_permission: tuple[str, ...] = ()
    authenticated: bool = False
    """Whether a caller must have signed in."""


@value(kw_only=True)
class Operation(Value, Generic[Q, A]):
    """One operation of a service."""

    service: str
    name: str
    documentation: str = ""
    request: type[Q] | None
    """The class of the request; None if the call has no message."""
    response: type[A] | None
    """The class of the response; None if there is only an HTTP status. ``str`` or ``bytes`` if the
    response is plain data, whatever its Content-Type says.
    """
    bindings: tuple[Binding, ...] = ()
    routes: tuple[Route, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    access: Access = Access()
    request_headers: tuple[type[SoapHeader], ...] = ()
    """Classes of entries in the SOAP header of the request: ``to_soap(headers=[…])``."""
    response_headers: tuple[type[SoapHeader], ...] = ()
    """Classes of entries in the SOAP header of the response: ``from_envelope``."""
    faults: tuple[type[XmlMessage], ...] = ()
    """Classes of what the detail of a fault may hold: ``Fault.typed_detail``."""
