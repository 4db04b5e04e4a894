"""Reads ServiceStack's errors: the ResponseStatus of an answer.

ServiceStack puts it into the response class of the operation. If that has none, it sends an
``ErrorResponse`` in its own namespace instead. So the element that holds it can have any name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..immutable import Value, value
from ..limits import USUAL, Limits
from ..reading.elements import Element, is_nil, local_name
from ..reading.parsing import parse
from ..soap.envelopes import Envelope
from ..soap.writing import NAMESPACES

_TYPES: Final = "{http://schemas.servicestack.net/types}"
_ENVELOPES: Final = tuple(f"{{{each}}}Envelope" for each in NAMESPACES)


@value()
class FieldError(Value):
    """What is wrong with one member of the request: ``ResponseError``."""

    code: str
    field: str
    message: str
    meta: Mapping[str, str]


@value()
class ErrorStatus(Value):
    """ServiceStack's ``ResponseStatus``, filled. A text that is absent or nil is ""."""

    code: str
    """``ErrorCode``: mostly the name of an exception."""
    message: str
    stack_trace: str
    """Sent in debug mode only."""
    errors: tuple[FieldError, ...]
    meta: Mapping[str, str]

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.code, self.message)))


def read_error_status(
    data: bytes | str, *, limits: Limits = USUAL
) -> ErrorStatus | None:
    """Return the error that an answer holds, in an envelope or not; None if it reports none.

    A success may have a ResponseStatus as well, without code, message and errors.

    Raises SoapFault for an envelope with a fault, WireError if the answer is not well-formed.
    """
    root = parse(data, limits, around=2)
    if root.tag in _ENVELOPES:
        root = Envelope.parse(data, limits=limits).body
    for child in root:
        if local_name(child) == "ResponseStatus" and not is_nil(child):
            return _status(child)
    return None


def _status(element: Element) -> ErrorStatus | None:
    parts = _parts(element)
    errors = tuple(map(_field_error, parts.get("Errors", ())))
    code, message = _text(parts, "ErrorCode"), _text(parts, "Message")
    if not (code or message or errors):
        return None
    trace = _text(parts, "StackTrace")
    return ErrorStatus(code, message, trace, errors, _meta(parts))


def _field_error(element: Element) -> FieldError:
    parts = _parts(element)
    return FieldError(
        _text(parts, "ErrorCode"),
        _text(parts, "FieldName"),
        _text(parts, "Message"),
        _meta(parts),
    )


def _parts(element: Element) -> dict[str, Element]:
    """The members of one of ServiceStack's classes by name; others with their namespace."""
    return {each.tag.removeprefix(_TYPES): each for each in element}


def _text(parts: Mapping[str, Element], name: str) -> str:
    return (parts[name].text or "") if name in parts else ""


def _meta(parts: Mapping[str, Element]) -> dict[str, str]:
    """The entries of a ``Dictionary<string, string>``: Key and Value in each."""
    found: dict[str, str] = {}
    for entry in parts.get("Meta", ()):
        texts = {local_name(each): each.text or "" for each in entry}
        found[texts.get("Key", "")] = texts.get("Value", "")
    return found
