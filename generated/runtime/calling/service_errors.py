"""The error of a ServiceStack answer that reports one in its ResponseStatus."""

from __future__ import annotations

from typing import Any

from ..bodies.error_status import read_error_status
from ..errors import SoapstoneError
from ..limits import Limits
from .errors import ServiceError
from .exchange import Exchange
from .http_messages import HttpResponse


def service_error(
    exchange: Exchange[Any],
    response: HttpResponse,
    data: bytes | str,
    value: Any,
    limits: Limits,
) -> ServiceError | None:
    """Return the error that a response reports; None if its body has no such ResponseStatus.

    ``value`` is the message if the body is one, else None.
    """
    try:
        said = read_error_status(data, limits=limits)
    except SoapstoneError:  # no XML, or a fault
        return None
    if said is None:
        return None
    text = said.code if said.message in ("", said.code) else str(said)
    error = ServiceError(f"{exchange.operation.name}: {response.status} {text}")
    error.status, error.response_status, error.response = response.status, said, value
    return error
