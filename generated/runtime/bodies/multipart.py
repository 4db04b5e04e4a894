"""Splits a body of several parts (RFC 2046, 5.1.1), without a look at what is in them."""

from __future__ import annotations

import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator

from ..immutable import Value, put, value
from ..reading.parsing import malformed, too_much

_MOST_PARTS = 10_000
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]++")


@value()
class Part(Value):
    """One part of a body."""

    content_type: str
    content_id: str
    """Without the angle brackets; "" without a Content-ID."""
    content: bytes
    """Without the Content-Transfer-Encoding."""

    def __init__(self, content_type: str, content_id: str, content: bytes) -> None:
        put(self, "content_type", content_type)
        put(self, "content_id", content_id)
        put(self, "content", content)


def parts_of(body: bytes, boundary: str) -> list[Part]:
    """Return the parts of a body; ``boundary`` is that of its Content-Type.

    Raises WireError without a boundary, for a body that ends before the closing one, for more than
    10,000 parts, and for a Content-Transfer-Encoding that is broken or unknown.
    """
    if not boundary:
        raise malformed("a multipart Content-Type without boundary", "boundary=… in it")
    found: list[Part] = []
    for each in _pieces(body, b"--" + boundary.encode("latin-1", "replace")):
        if len(found) == _MOST_PARTS:
            raise too_much(_MOST_PARTS, "parts", "")
        found.append(_part(each))
    if not found:
        raise malformed("a multipart body without parts", f"parts at {boundary!r}")
    return found


def _pieces(body: bytes, mark: bytes) -> Iterator[bytes]:
    """What is between the lines that hold the boundary."""
    start, at = -1, body.find(mark)
    while at >= 0:
        end = at + len(mark)
        line_end = body.find(b"\n", end)
        rest = body[end : line_end if line_end >= 0 else len(body)]
        closes = rest.startswith(b"--")
        begins_line = at == 0 or body[at - 1 : at] == b"\n"
        if begins_line and (closes or not rest.strip()):
            if start >= 0:
                yield body[start:at].removesuffix(b"\n").removesuffix(b"\r")
            if closes:
                return
            start = end + len(rest) + 1
        at = body.find(mark, end)
    if start >= 0:
        raise malformed("a multipart body that ends early", "its closing boundary")


def _part(piece: bytes) -> Part:
    headers: dict[str, str] = {}
    content = piece
    if piece[:1] in (b"\r", b"\n"):  # no headers
        content = piece.removeprefix(b"\r").removeprefix(b"\n")
    elif head := _HEAD_END.search(piece):
        content = piece[head.end() :]
        for line in _FOLDED.sub(b" ", piece[: head.start()]).splitlines():
            name, _, text = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = text.strip()
    encoding = headers.get("content-transfer-encoding", "").lower()
    return Part(
        headers.get("content-type", ""),
        headers.get("content-id", "").removeprefix("<").removesuffix(">"),
        _decoded(content, encoding),
    )


def _decoded(content: bytes, encoding: str) -> bytes:
    match encoding:
        case "" | "binary" | "8bit" | "7bit":
            return content
        case "base64":
            try:
                return a2b_base64(content)
            except ValueError:
                raise malformed(
                    "a part that is no base64",
                    "what its Content-Transfer-Encoding says",
                ) from None
        case "quoted-printable":
            return a2b_qp(content)
    expected = "binary, 8bit, 7bit, base64 or quoted-printable"
    raise malformed(f"Content-Transfer-Encoding {encoding!r}", expected)
