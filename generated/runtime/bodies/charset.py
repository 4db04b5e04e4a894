"""Chooses the encoding of a body: byte order mark, then Content-Type, then XML declaration.

.NET goes by the Content-Type (RFC 7303, 3), so that a document may declare UTF-16 and be UTF-8.
"""

from __future__ import annotations

from ..reading.parsing import (
    ENCODINGS,
    declared_encoding,
    encoding_by_start,
    misencoded,
)
from .content_types import media_type


def in_charset(body: bytes, content_type: str) -> tuple[bytes | str, str]:
    """Return what ``from_xml`` and ``from_soap`` need, and a note where the sources disagree.

    That is the body itself where it says its encoding right, else a str. The note is "" otherwise.
    Raises WireError for bytes that are invalid in the encoding of the Content-Type.
    """
    charset = media_type(content_type)[1].get("charset", "").lower()
    if not charset:
        return body, ""
    said = f"Content-Type says charset={charset!r}"
    name = ENCODINGS.get(charset)
    if name is None:
        return body, f"{said}, which is not known: went by the document"
    start = encoding_by_start(body)
    if start is not None:
        # utf-16 and utf-16-le: the first bytes know better.
        same = start[:6] == name[:6]
        return body, (
            "" if same else f"{said}, the first bytes are {start}: went by these"
        )
    if name.startswith("utf-16"):
        return body, f"{said}, the first bytes are not: went by the document"
    declared = declared_encoding(body)
    if name == ENCODINGS.get(declared or "utf-8"):
        return body, ""
    try:
        text = body.decode(name)
    except UnicodeError as error:
        raise misencoded(name, error) from None
    if declared is None:
        return text, ""
    return text, f"{said}, the document declares {declared!r}: went by Content-Type"
