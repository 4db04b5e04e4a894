"""One call as it happened, and what it brought."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ..limits import USUAL, ForbiddenCharacters, Limits
from ..operations import Operation
from .http_messages import Headers, HttpRequest, HttpResponse

if TYPE_CHECKING:
    from ..messages import SoapHeader
    from ..soap.envelopes import Envelope

A = TypeVar("A")
H = TypeVar("H", bound="SoapHeader")


@dataclass(slots=True, kw_only=True)
class Exchange(Generic[A]):
    """One call: what was sent, what came back, how long it took."""

    operation: Operation[Any, A]
    request: HttpRequest
    response: HttpResponse | None = None
    """None if no answer came."""
    error: BaseException | None = field(default=None, compare=False)
    """What the call raised; None if it brought a value."""
    seconds: float = 0.0
    attempts: int = 0
    """How often the request was handed to the transport."""
    notes: list[str] = field(default_factory=list)
    """What was odd about the answer, which could be read all the same."""

    def show(self, *, mask: bool = True) -> str:
        """Return both messages as text for people: XML is indented.

        Secrets are masked: see ``masking``. ``mask=False`` shows them.
        """
        from .showing import shown_exchange  # few programs show any

        return shown_exchange(self, mask=mask)

    def __str__(self) -> str:
        return self.show()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[A]):
    """What a call brought: the value, and everything around it."""

    value: A
    exchange: Exchange[A]
    envelope_data: bytes | str = field(default=b"", repr=False)
    """The SOAP envelope of the answer; empty if it came without one."""
    limits: Limits = field(default=USUAL, repr=False)
    forbidden_characters: ForbiddenCharacters = field(default="refuse", repr=False)

    @property
    def envelope(self) -> Envelope | None:
        """The answer's SOAP envelope, parsed when it is asked for; None without one."""
        if not self.envelope_data:
            return None
        from ..soap.envelopes import Envelope  # few programs ask

        return Envelope.parse(
            self.envelope_data,
            limits=self.limits,
            forbidden_characters=self.forbidden_characters,
        )

    def header(self, kind: type[H]) -> H | None:
        """Return the entry of this class in the answer's SOAP header; None without one.

        Raises WireError with every wrong value.
        """
        envelope = self.envelope
        return None if envelope is None else kind.from_envelope(envelope)

    @property
    def response(self) -> HttpResponse:
        """The HTTP response."""
        return cast(HttpResponse, self.exchange.response)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status

    @property
    def headers(self) -> Headers:
        """The HTTP headers of the response."""
        return self.response.headers

    @property
    def notes(self) -> tuple[str, ...]:
        """What was odd about the answer, which could be read all the same."""
        return tuple(self.exchange.notes)
