"""Reads dumps of raw HTTP: messages one after the other, each with its head and body."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from soapstone.model.findings import Origin, SpecError

_START = re.compile(
    rb"^(?:(?P<verb>[A-Z]{3,20}) (?P<target>\S+) HTTP/(?P<asked>[\d.]+)"
    rb"|HTTP/(?P<version>[\d.]+) (?P<status>\d{3})[^\r\n]*+)[ \t]*+\r?$",
    re.MULTILINE,
)
_HEADER = re.compile(rb"([A-Za-z0-9!#$%&'*+.^_`|~-]{1,100})[ \t]*:[ \t]*([^\r\n]*)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,80}\r?\n")
_MARK = re.compile("^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\ufeff)?\\s*")
"""What may precede the first tag: a byte order mark and blanks."""
_PROLOG = 4096
"""Characters in which the root element of a document starts."""
_SKIPPED = {"<?": "?>", "<!--": "-->"}
"""What may precede it, with its end."""
_HTML = ("<!doctype html", "<html")
_LARGEST = 64 * 2**20
"""Bytes of an unpacked body; a larger one is refused."""


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """An HTTP request or response."""

    verb: str
    """Of a request; "" for a response."""
    target: str
    """Of a request: path and query, or a whole URL (RFC 9112 section 3.2)."""
    version: str
    """``1.1``."""
    status: int
    """Of a response; 0 for a request."""
    headers: tuple[tuple[str, str], ...]
    body: bytes | str
    """Whole and unpacked: neither chunked nor compressed. A text where the file has it as one."""
    start: Origin
    """Where the body starts."""
    head: Origin
    """Where its first line stands, or what does in its place."""

    @property
    def has_xml(self) -> bool:
        """Whether the body starts as XML does, and not as HTML does."""
        return is_xml(self.body)

    def header(self, name: str) -> str:
        """Return the value of a header, or ""."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")


def is_xml(body: bytes | str) -> bool:
    """Return whether a text starts as XML does, and not as HTML does."""
    if isinstance(body, bytes):
        body = body[:_PROLOG].replace(b"\0", b"").decode("latin-1")
    opened = _MARK.sub("", body[:_PROLOG])
    while start := next((each for each in _SKIPPED if opened.startswith(each)), ""):
        _, ended, opened = opened.partition(_SKIPPED[start])
        if not ended:
            return True
        opened = opened.lstrip()
    return opened.startswith("<") and not opened.lower().startswith(_HTML)


def is_dump(data: bytes) -> bool:
    """Return whether a file contains an HTTP message."""
    return _START.search(data) is not None


def read_dump(file: str, data: bytes) -> Iterator[HttpMessage]:
    """Return the messages of a dump, in order. Text before the first is ignored.

    Raises SpecError for a body that cannot be unpacked.
    """
    starts = list(_START.finditer(data))
    line, at = 1, 0
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        line, at = line + data.count(b"\n", at, start.start()), start.start()
        end = following.start() if following else len(data)
        yield _message(Origin(file, line), data, start, end)


def _message(
    first: Origin, data: bytes, start: re.Match[bytes], end: int
) -> HttpMessage:
    headers: list[tuple[str, str]] = []
    at = start.end() + 1
    while found := _HEADER.match(data, at, end):
        headers.append((found[1].decode("ascii"), found[2].decode("latin-1").strip()))
        at = found.end() + (2 if data[found.end() : found.end() + 1] == b"\r" else 1)
    rest = data[at:end]
    blank = len(rest) - len(rest.lstrip(b"\r\n"))
    above = data.count(b"\n", start.start(), at + blank)
    origin = Origin(first.file, first.line + above)
    return HttpMessage(
        (start["verb"] or b"").decode("ascii"),
        (start["target"] or b"").decode("latin-1"),
        (start["asked"] or start["version"]).decode("ascii"),
        int(start["status"] or 0),
        tuple(headers),
        _unpacked(rest[blank:], headers, origin),
        origin,
        first,
    )


def _unpacked(body: bytes, headers: list[tuple[str, str]], origin: Origin) -> bytes:
    """Return a body without chunking and compression. A tool may have removed both already."""
    coded = {name.lower(): value.lower() for name, value in headers}
    if "chunked" in coded.get("transfer-encoding", "") and not is_xml(body):
        body = b"".join(_chunks(body))
    encoding = coded.get("content-encoding", "")
    if encoding in ("gzip", "x-gzip", "deflate") and not is_xml(body) and body:
        body = _inflated(body, origin)
    return body.rstrip(b"\r\n")


def _chunks(body: bytes) -> Iterator[bytes]:
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return
        yield body[found.end() : found.end() + size]
        at = found.end() + size
        while body[at : at + 1] in (b"\r", b"\n"):
            at += 1


def _inflated(body: bytes, origin: Origin) -> bytes:
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        inflater = zlib.decompressobj(bits)
        try:
            text = inflater.decompress(body, _LARGEST)
        except zlib.error:
            continue
        if not inflater.unconsumed_tail:
            return text
        break
    raise SpecError(
        origin,
        "a compressed body that cannot be unpacked, or is too large",
        f"gzip or deflate of at most {_LARGEST:,} bytes",
        "Record the message again without compression.",
    )
