"""Opens the body of an HTTP answer: inflates it, puts attachments in, chooses the encoding."""

from __future__ import annotations

from ..immutable import Value, put, value
from ..limits import USUAL, Limits
from .attachments import with_attachments
from .charset import in_charset
from .content_types import media_type
from .inflating import inflate


@value()
class OpenedBody(Value):
    """What an HTTP answer holds, for ``from_xml`` and ``from_soap``."""

    xml: bytes | str
    note: str
    """Where Content-Type and document disagree about the encoding; else ""."""

    def __init__(self, xml: bytes | str, note: str) -> None:
        put(self, "xml", xml)
        put(self, "note", note)


def open_body(
    body: bytes,
    *,
    content_type: str = "",
    content_encoding: str = "",
    limits: Limits = USUAL,
) -> OpenedBody:
    """Return the XML in the body of an answer with these headers.

    Leave ``content_encoding`` out if the HTTP library has inflated the body, as most do: they keep
    the header. Raises WireError like ``inflate``, ``in_charset`` and ``with_attachments``.
    """
    body = inflate(body, content_encoding, limits)
    if media_type(content_type)[0].startswith("multipart/"):
        return OpenedBody(*with_attachments(body, content_type, limits))
    return OpenedBody(*in_charset(body, content_type))
