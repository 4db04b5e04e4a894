"""HTTP GET and POST of ASMX: query strings and form bodies, and bare return values."""

from __future__ import annotations

from typing import Any, Final

from ..errors import Problem, WireError
from ..forms.requests import to_form
from ..forms.responses import from_return_value
from ..messages import XmlMessage
from ..operations import Binding, Operation
from .addresses import address
from .answers import no_body, opened, substitutes_note, what_came
from .codecs import chosen, refuse_headers
from .errors import UnreadableAnswer
from .exchange import Answer, Exchange
from .http_errors import http_error
from .http_messages import Headers, HttpRequest, HttpResponse
from .options import Options


class _FormCodec:
    """Both verbs: they differ in where the form stands. Neither has a place for SOAP headers."""

    def request(
        self,
        operation: Operation[Any, Any],
        binding: Binding,
        message: XmlMessage | None,
        options: Options,
    ) -> HttpRequest:
        refuse_headers(binding, options)
        form = to_form(message, binding)
        url = address(binding.url, options.base_url)
        headers = {"Accept": "text/xml"}
        body = b""
        if binding.transport == "HTTP GET":
            url += f"?{form}" if form else ""
        else:
            kind = binding.request_type or "application/x-www-form-urlencoded"
            headers["Content-Type"] = kind
            body = form.encode("ascii")
        return HttpRequest(
            method=binding.verb, url=url, headers=Headers(headers), body=body
        )

    def answer(
        self, exchange: Exchange[Any], response: HttpResponse, options: Options
    ) -> Answer[Any]:
        """ASMX reports an error with status 500, as plain text and never as a fault."""
        expected = exchange.operation.response
        if response.status >= 300:
            raise http_error(exchange, response)
        if expected is bytes:
            return Answer(value=response.body, exchange=exchange)
        binding = chosen(exchange.operation, options.way)
        returns = binding.response_element or binding.return_member
        if bool(response.body.strip()) != bool(returns):
            raise _another_body(exchange, response)
        if expected is None:
            return Answer(value=None, exchange=exchange)
        try:
            body = opened(response, options.limits)
            value = from_return_value(
                expected,
                body.xml,
                binding,
                limits=options.limits,
                forbidden_characters=options.forbidden_characters,
            )
        except WireError as error:
            raise UnreadableAnswer(error.problems) from None
        exchange.notes += [body.note] if body.note else []
        exchange.notes += substitutes_note(value)
        return Answer(value=value, exchange=exchange)


def _another_body(exchange: Exchange[Any], response: HttpResponse) -> UnreadableAnswer:
    """The error of nothing where a value was expected, or of a body that a void method has not."""
    if not response.body.strip():
        return no_body(exchange.operation.response or object)
    found = what_came(response) or "a document"
    return UnreadableAnswer([Problem("$", found, "an empty body: nothing is returned")])


CODEC: Final = _FormCodec()
