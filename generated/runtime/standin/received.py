"""The requests that a stand-in receives, and the replies and errors that it sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..calling.http_messages import NO_HEADERS, HttpRequest
from ..errors import SoapstoneError
from ..operations import Operation

if TYPE_CHECKING:
    from ..bodies.error_status import FieldError
    from ..messages import SoapHeader
    from ..soap.envelopes import Envelope
    from ..soap.writing import Header

Q = TypeVar("Q")
A = TypeVar("A")
H = TypeVar("H", bound="SoapHeader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Generic[Q]):
    """A request as it came in."""

    operation: Operation[Q, Any]
    request: Q
    """The message. Of an operation without one it is None."""
    http: HttpRequest
    envelope: Envelope | None = field(default=None, repr=False)
    """The SOAP envelope; None if the request came without one."""
    passed_over: tuple[str, ...] = ()
    """What .NET says nothing about: members that it skips or takes as their default."""

    def header(self, kind: type[H]) -> H | None:
        """Return the entry of this class in the SOAP header; None without one."""
        return None if self.envelope is None else kind.from_envelope(self.envelope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Generic[A]):
    """An answer with more than its message."""

    value: A
    soap_headers: Sequence[Header] = ()
    headers: Mapping[str, str] = NO_HEADERS
    """HTTP headers."""
    status: int = 200


class ServiceStackError(SoapstoneError):
    """Raised or given as an answer, it becomes ServiceStack's ResponseStatus with this HTTP status.

    An operation that speaks SOAP alone answers with a fault of this message.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str = "",
        *,
        errors: Sequence[FieldError] = (),
    ) -> None:
        super().__init__(status, code, message)
        self.status = status
        self.code = code
        """``ErrorCode``, mostly the name of a .NET exception: ``NotFound``."""
        self.message = message
        self.errors = tuple(errors)
        """What is wrong with each member."""

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"


class StandInError(SoapstoneError, AssertionError):
    """What a test has to know: requests of which .NET would have lost a part, answers left over."""
