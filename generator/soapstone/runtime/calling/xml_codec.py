"""XML without envelopes, as ServiceStack and WCF REST take it: addresses with places, bodies."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from ..bodies.content_types import media_type
from ..errors import SoapstoneError, WireError
from ..messages import XmlMessage
from ..operations import Binding, Operation
from .addresses import address
from .answers import no_body, opened, substitutes_note
from .codecs import refuse_headers
from .errors import CallError, UnreadableAnswer
from .exchange import Answer, Exchange
from .http_errors import http_error
from .http_messages import Headers, HttpRequest, HttpResponse
from .options import Options

_WITHOUT_BODY: Final = ("GET", "HEAD", "DELETE", "OPTIONS")
"""Verbs whose requests have a query string instead of a body."""


class _XmlCodec:
    """Requests are documents or query strings; responses documents, text or bytes."""

    def request(
        self,
        operation: Operation[Any, Any],
        binding: Binding,
        message: XmlMessage | None,
        options: Options,
    ) -> HttpRequest:
        refuse_headers(binding, options)
        if binding.parameters:
            return _of_template(operation, binding, message, options)
        verb, path, query = _target(operation, binding, message, options.verb)
        url = address(path, options.base_url)
        headers = {"Accept": binding.response_type or "application/xml"}
        if operation.response in (str, bytes):
            headers = {"Accept": "*/*"}
        body = b""
        if verb in _WITHOUT_BODY:
            url += f"?{query}" if query else ""
        elif message is not None:
            headers["Content-Type"] = binding.request_type or "application/xml"
            body = message.to_xml()
        return HttpRequest(method=verb, url=url, headers=Headers(headers), body=body)

    def answer(
        self, exchange: Exchange[Any], response: HttpResponse, options: Options
    ) -> Answer[Any]:
        expected = exchange.operation.response
        if response.status >= 300:
            raise _refused(exchange, response, options)
        if expected is None:
            return Answer(value=None, exchange=exchange)
        if expected is bytes:
            return Answer(value=response.body, exchange=exchange)
        if expected is str:
            return Answer(value=_plain_text(response), exchange=exchange)
        if not response.body.strip():
            raise no_body(expected)
        try:
            body = opened(response, options.limits)
            value = expected.from_xml(
                body.xml,
                limits=options.limits,
                forbidden_characters=options.forbidden_characters,
            )
        except WireError as error:
            from .service_errors import service_error  # most calls succeed

            said = service_error(
                exchange, response, response.body, None, options.limits
            )
            raise said or UnreadableAnswer(error.problems) from None
        exchange.notes += [body.note] if body.note else []
        exchange.notes += substitutes_note(value)
        return Answer(value=value, exchange=exchange)


def _of_template(
    operation: Operation[Any, Any],
    binding: Binding,
    message: XmlMessage | None,
    options: Options,
) -> HttpRequest:
    """A request whose address has variables; its body, if any, is one member of the message."""
    from .templates import addressed  # few services have such addresses

    path, query, body = addressed(message, binding)
    url = address(path, options.base_url) + (f"?{query}" if query else "")
    headers = {"Accept": binding.response_type or "application/xml"}
    if operation.response in (str, bytes):
        headers = {"Accept": "*/*"}
    if body is not None:
        headers["Content-Type"] = binding.request_type or "application/xml"
    verb = options.verb or binding.verb
    return HttpRequest(method=verb, url=url, headers=Headers(headers), body=body or b"")


def _target(
    operation: Operation[Any, Any],
    binding: Binding,
    message: XmlMessage | None,
    asked: str | None,
) -> tuple[str, str, str]:
    """The verb, the URL without query, and the query that holds what the path does not."""
    if "{" not in binding.url and not operation.routes:
        verb = asked or binding.verb
        if verb not in _WITHOUT_BODY:
            return verb, binding.url, ""
    from .jsv import parameters  # requests with a body alone need neither
    from .routes import best_route, filled, path_of, query

    members = parameters(message)
    host, path = path_of(binding.url)
    verb = asked or binding.verb
    route = best_route(operation.routes, members, asked)
    if route:
        path = route.path
        if route.verbs and verb not in route.verbs:
            verb = route.verbs[0]
    path, rest = filled(path, members)
    return verb, host + path, query(rest)


def _refused(
    exchange: Exchange[Any], response: HttpResponse, options: Options
) -> CallError:
    """The error of a status that is not one of success."""
    from .service_errors import service_error

    try:
        data = opened(response, options.limits).xml
    except WireError:
        return http_error(exchange, response)
    value: Any = None
    expected: Any = exchange.operation.response
    if hasattr(expected, "from_xml"):
        with suppress(SoapstoneError):  # it is most often an ErrorResponse
            value = expected.from_xml(data, limits=options.limits)
    found = service_error(exchange, response, data, value, options.limits)
    return found or http_error(exchange, response)


def _plain_text(response: HttpResponse) -> str:
    """The text in the charset of its Content-Type; UTF-8 without one that Python knows."""
    parameters = media_type(response.headers.get("Content-Type", ""))[1]
    try:
        return response.body.decode(parameters.get("charset") or "utf-8", "replace")
    except LookupError:
        return response.body.decode("utf-8", "replace")


CODEC: Final = _XmlCodec()
