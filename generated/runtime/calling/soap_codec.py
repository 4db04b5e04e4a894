"""SOAP 1.1 and 1.2 over HTTP."""

from __future__ import annotations

from typing import Any, Final

from ..errors import Problem, WireError
from ..messages import SoapMessage
from ..operations import Binding, Operation
from ..soap.faults import SoapFault
from ..soap.writing import Version
from .addresses import address
from .answers import no_body, opened, substitutes_note
from .errors import CallError, Fault, UnreadableAnswer
from .exchange import Answer, Exchange
from .http_errors import http_error
from .http_messages import Headers, HttpRequest, HttpResponse
from .options import Options
from .soap_headers import SoapCall, made

_XML: Final = ("text/xml", "application/soap+xml", "application/xml")
_VERSIONS: Final[dict[str, Version]] = {"SOAP 1.1": "1.1", "SOAP 1.2": "1.2"}


class _SoapCodec:
    """Both versions: they differ in the envelope and where the action stands."""

    def request(
        self,
        operation: Operation[Any, Any],
        binding: Binding,
        message: SoapMessage,
        options: Options,
    ) -> HttpRequest:
        version = _VERSIONS[binding.transport]
        url = address(binding.url, options.base_url)
        entries = []
        if options.soap_headers:
            call = SoapCall(version=version, url=url, action=binding.soap_action)
            entries = [made(each, call) for each in options.soap_headers]
        return HttpRequest(
            method=binding.verb,
            url=url,
            headers=Headers(_headers(binding, version)),
            body=message.to_soap(version, entries),
        )

    def answer(
        self, exchange: Exchange[Any], response: HttpResponse, options: Options
    ) -> Answer[Any]:
        """A fault is one whatever the status: .NET sends 500, others 400 or 200."""
        expected = exchange.operation.response
        if not response.body.strip():
            if response.status >= 300:
                raise http_error(exchange, response)
            if expected is None:
                return Answer(value=None, exchange=exchange)
            raise no_body(expected)
        data: bytes | str = b""
        try:
            body = opened(response, options.limits)
            data = body.xml
            value = _read(expected, data, options)
        except SoapFault as fault:
            raise _as_fault(fault) from None
        except WireError as error:
            raise _failed(exchange, response, data, options, error) from None
        if response.status >= 300:
            from .service_errors import service_error  # most calls succeed

            found = service_error(exchange, response, data, value, options.limits)
            if found:
                raise found
        exchange.notes += _notes(response, body.note) + substitutes_note(value)
        return Answer(
            value=value,
            exchange=exchange,
            envelope_data=data,
            limits=options.limits,
            forbidden_characters=options.forbidden_characters,
        )


def _headers(binding: Binding, version: Version) -> dict[str, str]:
    """SOAP 1.1 section 6.1.1; RFC 3902, where the action is part of the type."""
    action = f'"{binding.soap_action}"'
    if version == "1.1":
        kind = binding.request_type or "text/xml; charset=utf-8"
        return {"Content-Type": kind, "SOAPAction": action, "Accept": "text/xml"}
    kind = binding.request_type or "application/soap+xml; charset=utf-8"
    kind += f"; action={action}" if binding.soap_action else ""
    return {"Content-Type": kind, "Accept": "application/soap+xml, text/xml"}


def _read(expected: Any, data: bytes | str, options: Options) -> Any:
    """The message; None if the operation has none. Raises SoapFault and WireError."""
    forbidden = options.forbidden_characters
    if expected is not None:
        return expected.from_soap(
            data, limits=options.limits, forbidden_characters=forbidden
        )
    from ..soap.envelopes import Envelope  # one-way calls are rare

    try:
        Envelope.parse(data, limits=options.limits, forbidden_characters=forbidden)
    except WireError as error:
        if error.problems != _EMPTY:
            raise
    return None


_EMPTY: Final = (Problem("$", "an envelope without content", "an element in its Body"),)
"""What is right for an operation without a response."""


def _failed(
    exchange: Exchange[Any],
    response: HttpResponse,
    data: bytes | str,
    options: Options,
    error: WireError,
) -> CallError:
    """The error of a body that is neither the message nor a fault."""
    from .service_errors import service_error

    found = service_error(exchange, response, data, None, options.limits)
    if found or response.status < 300:
        return found or UnreadableAnswer(error.problems)
    return http_error(exchange, response)


def _notes(response: HttpResponse, note: str) -> list[str]:
    notes = [note] if note else []
    if response.media_type not in _XML:
        notes.append(f"an envelope of Content-Type {response.media_type or '(none)'}")
    if response.status >= 300:
        notes.append(f"a message that is no fault, with status {response.status}")
    return notes


def _as_fault(fault: SoapFault) -> Fault:
    """The fault as an error of a call, with everything that it says."""
    found = Fault(fault.code, fault.reason)
    found.__dict__ |= fault.__dict__
    return found


CODEC: Final = _SoapCodec()
