"""Reads ServiceStack's errors: the ResponseStatus of an answer.

ServiceStack puts it into the response class of the operation. If that has none, it sends an
``ErrorResponse`` in its own namespace instead. So the element that holds it can have any name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..immutable import Value, value
from ..limits import USUAL, Limits
from ..reading.elements import Element, is_nil, local_name
from ..reading.parsing import parse
from ..soap.envelopes import Envelope
from ..soap.writing import NAMESPACES

_TYPES: Final = "{http://schemas.servicestack.net/types}"
_BLANKS: Final = 1000
"""So far JSON is looked for."""
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

    It may be JSON, too, which ServiceStack sends whatever it was asked for if a filter fails.

    A success may have a ResponseStatus as well, without code, message and errors.

    Raises SoapFault for an envelope with a fault, WireError if the answer is not well-formed.
    """
    if _is_json(data[:_BLANKS]):
        return _of_json(data)
    root = parse(data, limits, around=2)
    if root.tag in _ENVELOPES:
        root = Envelope.parse(data, limits=limits).body
    for child in root:
        if local_name(child) == "ResponseStatus" and not is_nil(child):
            return _status(child)
    return None


def _is_json(start: bytes | str) -> bool:
    text = start if isinstance(start, str) else start.decode("utf-8-sig", "replace")
    return text.lstrip()[:1] == "{"


def _of_json(data: bytes | str) -> ErrorStatus | None:
    """The error in an object of JSON, whose names ServiceStack writes with capitals or without."""
    from json import loads  # few services do

    try:
        found = _lower(_lower(loads(data)).get("responsestatus"))
    except ValueError:
        return None
    code, message = _said(found, "errorcode"), _said(found, "message")
    errors = tuple(
        FieldError(
            _said(each, "errorcode"),
            _said(each, "fieldname"),
            _said(each, "message"),
            {},
        )
        for each in map(_lower, found.get("errors") or ())
    )
    if not (code or message or errors):
        return None
    return ErrorStatus(code, message, _said(found, "stacktrace"), errors, {})


def _lower(found: object) -> dict[str, Any]:
    """The pairs of an object by their names in lower case; none of another value."""
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(name).lower(): value for name, value in pairs}


def _said(found: Mapping[str, Any], name: str) -> str:
    text = found.get(name)
    return text if isinstance(text, str) else ""


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
