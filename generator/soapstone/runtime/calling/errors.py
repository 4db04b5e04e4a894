"""What a call raises. Each error has the whole exchange, so that it can be shown or kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import Problem, SoapstoneError, WireError
from ..soap.faults import SoapFault

if TYPE_CHECKING:
    from ..bodies.error_status import ErrorStatus, FieldError
    from ..messages import XmlMessage
    from .exchange import Exchange


class CannotCall(SoapstoneError, ValueError):
    """The call cannot be made as it was asked for; nothing was sent.

    The page shows no host and the client has no ``base_url``, the operation has no such ``way``, a
    path needs a member that is None, HTTP does not allow a header, an option does not fit the
    transport, or the client is closed.
    """

    operation: str = ""
    """The operation that was called; "" where a client is made."""

    def __str__(self) -> str:
        said = super().__str__()
        return f"{self.operation}: {said}" if self.operation else said


class CallError(SoapstoneError):
    """The base of all errors of a call that was made."""

    exchange: Exchange[Any]
    """What was sent, and what came back if anything did; ``exchange.show()`` prints both."""


class NoAnswer(CallError, ConnectionError):
    """No answer came: no connection, a broken one, or an answer beyond the limits of HTTP."""

    sent: bool = True
    """False if the service cannot have received the request."""


class TimedOut(NoAnswer, TimeoutError):
    """The answer was not there in time. The service may still do what it was asked."""


class HttpError(CallError):
    """The status is not one of success, and the body is neither a fault nor a ResponseStatus.

    The message has the title of an HTML page, and what usually helps with this status.
    """

    status: int = 0
    """The HTTP status."""


class UnreadableAnswer(CallError, WireError):
    """The answer is not the message that the operation has: HTML, no XML, a wrong value.

    ``problems`` is that of WireError.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        WireError.__init__(self, problems)

    def __str__(self) -> str:
        said = WireError.__str__(self)
        exchange = getattr(self, "exchange", None)
        if exchange is None or exchange.response is None:
            return said
        return f"{exchange.operation.name}: {exchange.response.status}: {said}"


class Fault(CallError, SoapFault):
    """The service answered with a SOAP fault, whatever the HTTP status.

    It has all attributes of SoapFault.
    """

    def typed_detail(self) -> XmlMessage | None:
        """Return the entry of the detail that the operation declares; None where it has none.

        The WSDL declares them; ``exchange.operation.faults`` has their classes. ``detail_as`` finds
        any other. Raises WireError with every wrong value.
        """
        kinds = self.exchange.operation.faults
        found = (self.detail_as(each) for each in kinds)
        return next(filter(None, found), None)


class ServiceError(CallError):
    """ServiceStack reports an error in a ResponseStatus, with an HTTP status of 400 or more."""

    status: int = 0
    """The HTTP status."""
    response_status: ErrorStatus
    """All that the service says."""
    response: Any = None
    """The response's own class, if the body was one; None if it was an ``ErrorResponse``."""

    @property
    def code(self) -> str:
        """``ErrorCode``: the name of the .NET exception, or of a validation rule."""
        return self.response_status.code

    @property
    def message(self) -> str:
        """``Message``."""
        return self.response_status.message

    @property
    def field_errors(self) -> tuple[FieldError, ...]:
        """``Errors``: what is wrong with each member."""
        return self.response_status.errors
