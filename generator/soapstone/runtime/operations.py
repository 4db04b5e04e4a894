"""Operations as values: what can be asked of a service, where and how, for a client to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from .values import Value, value

if TYPE_CHECKING:
    from .messages import SoapHeader

__all__ = ["Access", "Binding", "Operation", "Parameter", "Route"]

Q = TypeVar("Q")
A = TypeVar("A")


@value(kw_only=True)
class Binding(Value):
    """One way to call an operation, as a sample on the service's page shows it."""

    transport: Literal["SOAP 1.1", "SOAP 1.2", "XML", "JSON", "JSV", "CSV"]
    verb: str
    url: str
    soap_action: str = ""
    """SOAP 1.1's header, or the ``action`` of SOAP 1.2's Content-Type; without quotes."""
    request_type: str = ""
    """Content-Type of the request."""
    response_type: str = ""
    """Content-Type of the response."""


@value(kw_only=True)
class Route(Value):
    """A path and the verbs it takes; no verbs: all of them."""

    verbs: tuple[str, ...]
    path: str


@value(kw_only=True)
class Parameter(Value):
    """A member of the request, by its name on the wire, and where it travels."""

    name: str
    locations: tuple[str, ...]
    """``body``, ``form``, ``query`` or ``path``."""


@value(kw_only=True)
class Access(Value):
    """What a caller must hold."""

    all_roles: tuple[str, ...] = ()
    any_role: tuple[str, ...] = ()
    all_permissions: tuple[str, ...] = ()
    any_permission: tuple[str, ...] = ()
    authenticated: bool = False
    """Whatever else is demanded, a caller must have signed in."""


@value(kw_only=True)
class Operation(Value, Generic[Q, A]):
    """What can be asked of a service."""

    service: str
    name: str
    documentation: str = ""
    request: type[Q] | None
    """None: nothing is sent but the call itself."""
    response: type[A] | None
    """None: nothing comes back but the transport's own answer. ``str`` or ``bytes``: it comes back
    as it is, whatever its Content-Type says.
    """
    bindings: tuple[Binding, ...] = ()
    routes: tuple[Route, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    access: Access = Access()
    request_headers: tuple[type[SoapHeader], ...] = ()
    """What may go along in the SOAP header of the request: ``to_soap(headers=[…])``."""
    response_headers: tuple[type[SoapHeader], ...] = ()
    """What may come in the SOAP header of the response: ``from_envelope``."""
