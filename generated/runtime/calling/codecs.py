"""The codecs: how a message becomes an HTTP request, and a response a message.

There is one for each way to call. Another (JSON) is a class with these two methods, a line in
``_HOMES`` and a word in ``options.Way``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final, Protocol

from ..operations import Binding, Operation
from .errors import CannotCall
from .exchange import Answer, Exchange
from .http_messages import HttpRequest, HttpResponse
from .options import Options


class Codec(Protocol):
    """Writes the requests of one way to call and reads its responses."""

    def request(
        self,
        operation: Operation[Any, Any],
        binding: Binding,
        message: Any,
        options: Options,
    ) -> HttpRequest:
        """Return the request, without the options' headers. ``message`` may be None.

        Raises WireError for values that do not fit, CannotCall for what the way cannot do.
        """
        ...

    def answer(
        self, exchange: Exchange[Any], response: HttpResponse, options: Options
    ) -> Answer[Any]:
        """Return the answer. Raises one of the errors of ``errors``."""
        ...


_HOMES: Final = {
    "SOAP 1.1": "soap_codec",
    "SOAP 1.2": "soap_codec",
    "HTTP GET": "form_codec",
    "HTTP POST": "form_codec",
    "XML": "xml_codec",
}
"""Each way, and the module of its codec, which is loaded when it is used."""


@cache
def codec_of(transport: str) -> Codec:
    """Return the codec of a way to call."""
    home = import_module(f".{_HOMES[transport]}", __package__)
    found: Codec = home.CODEC
    return found


def chosen(operation: Operation[Any, Any], way: str | None) -> Binding:
    """Return the binding by which an operation is called: the first one, or that of the way.

    Raises CannotCall if no page shows that way, or only ways that have no codec.
    """
    for binding in operation.bindings:
        is_asked = binding.transport in _HOMES and way in (None, binding.transport)
        if is_asked and not _is_bare_in_soap(operation, binding):
            return binding
    shown = ", ".join(dict.fromkeys(each.transport for each in operation.bindings))
    asked = f"{way!r} was asked for"
    if not way:
        page = f"/xml/metadata?op={operation.name}"
        asked = f"this client speaks {', '.join(_HOMES)}: save a page that shows one of these"
        asked += f" (of ServiceStack {page}), and generate again"
    if all(_is_bare_in_soap(operation, each) for each in operation.bindings) and shown:
        asked = "no envelope holds its answer, which is bare text or bytes"
    raise CannotCall(f"its pages show {shown or 'no way to call it'}; {asked}")


def _is_bare_in_soap(operation: Operation[Any, Any], binding: Binding) -> bool:
    """Whether an envelope would have to hold an answer that is no document."""
    return binding.transport in ("SOAP 1.1", "SOAP 1.2") and operation.response in (
        str,
        bytes,
    )


def refuse_headers(binding: Binding, options: Options) -> None:
    """Raise CannotCall for SOAP headers on a way that has no place for them: they matter."""
    if options.soap_headers:
        said = f"{binding.transport} has no place for soap_headers"
        raise CannotCall(f"{said}: choose a way of SOAP, or leave them out")
