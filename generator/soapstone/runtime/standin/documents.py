"""Writes answers that have no envelope: a document in XML, text, or bytes."""

from __future__ import annotations

from typing import Any, Final

from ..calling.http_messages import Headers, HttpResponse
from .received import Reply

_TEXT: Final = "text/plain; charset=utf-8"
_BYTES: Final = "application/octet-stream"


def document_response(reply: Reply[Any], content_type: str) -> HttpResponse:
    """Return the response with a value. ``content_type`` is that of a document in XML."""
    value = reply.value
    if isinstance(value, str):
        content_type, body = _TEXT, value.encode()
    elif isinstance(value, bytes):
        content_type, body = _BYTES, value
    else:
        body = value.to_xml()
    headers = Headers({"Content-Type": content_type, **reply.headers})
    return HttpResponse(status=reply.status, reason="OK", headers=headers, body=body)
