"""ServiceStack's errors: a ResponseStatus in the response's own class or in an ErrorResponse."""

from __future__ import annotations

from typing import Any, cast

from ..errors import WireError
from ..limits import Limits
from ..reading.elements import Element, local_name
from ..reading.parsing import parse
from .errors import FieldError, ServiceError
from .exchange import Exchange
from .http_messages import HttpResponse


def service_error(
    exchange: Exchange[Any], response: HttpResponse, data: bytes | str, limits: Limits
) -> ServiceError | None:
    """Return the error that a response reports; None if its body has no ResponseStatus.

    Names are compared without namespaces, which differ between versions of ServiceStack.
    """
    try:
        root = parse(data, limits)
    except WireError:
        return None
    status = (
        root if local_name(root) == "ResponseStatus" else _child(root, "ResponseStatus")
    )
    if status is None:
        return None
    code, message = _text(status, "ErrorCode"), _text(status, "Message")
    said = f"{code}: {message}" if message and message != code else code or message
    error = ServiceError(f"{exchange.operation.name}: {response.status} {said}")
    error.status, error.code, error.message = response.status, code, message
    error.stack_trace = _text(status, "StackTrace")
    errors = _child(status, "Errors")
    error.field_errors = tuple(map(_field_error, () if errors is None else errors))
    error.response = _response(exchange.operation.response, data, limits)
    return error


def _field_error(element: Element) -> FieldError:
    return FieldError(
        field=_text(element, "FieldName"),
        code=_text(element, "ErrorCode"),
        message=_text(element, "Message"),
    )


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in element if local_name(each) == name), None)


def _text(element: Element, name: str) -> str:
    found = _child(element, name)
    return (found.text or "") if found is not None else ""


def _response(expected: Any, data: bytes | str, limits: Limits) -> object:
    """The response's own class, which may have more to say than its ResponseStatus."""
    if not hasattr(expected, "from_xml"):
        return None
    try:
        return cast(object, expected.from_xml(data, limits=limits))
    except WireError:
        return None
