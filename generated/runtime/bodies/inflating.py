"""Undoes the Content-Encoding of a body within a limit.

Two hundred kilobytes of gzip can hold two hundred megabytes. HTTP libraries inflate all of it
before anybody can look at its size; here nothing beyond the limit is made.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

from ..limits import USUAL, Limits
from ..reading.parsing import malformed, too_much

_CHUNK: Final = 2**14
"""Bytes taken at a time: zlib copies what is behind a member of gzip, and there can be many."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS


def inflate(body: bytes, content_encoding: str, limits: Limits = USUAL) -> bytes:
    """Return a body without its ``Content-Encoding``: gzip, deflate, or several after each other.

    Raises WireError beyond ``limits.size``, which is that of the result, for data that is broken or
    ends early, and for another encoding, such as ``br``.
    """
    for name in reversed(content_encoding.lower().split(",")):
        match name.strip():
            case "" | "identity":
                pass
            case "gzip" | "x-gzip":
                body = _inflated(body, "gzip", _GZIP, limits)
            case "deflate":
                # RFC 9110 means zlib; some servers send the data without its header.
                bits = zlib.MAX_WBITS if _is_zlib(body) else _RAW
                body = _inflated(body, "deflate", bits, limits)
            case other:
                expected = "gzip or deflate; ask for it with the header Accept-Encoding"
                raise malformed(f"Content-Encoding {other!r}", expected)
    return body


def _is_zlib(body: bytes) -> bool:
    """Whether a body starts like zlib (RFC 1950, 2.2)."""
    return len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0


def _inflated(body: bytes, name: str, bits: int, limits: Limits) -> bytes:
    """The content of all members; gzip may have several (RFC 1952, 2.2)."""
    result = bytearray()
    stream: Any = zlib.decompressobj(bits)
    for start in range(0, len(body), _CHUNK):
        part = body[start : start + _CHUNK]
        while part:
            if stream.eof:
                if bits != _GZIP or not part.strip(b"\0"):
                    break  # what is behind the data; gzip may be padded with zeros
                stream = zlib.decompressobj(bits)
            try:
                result += stream.decompress(part, limits.size + 1 - len(result))
            except zlib.error:
                found = f"data that is not {name}, or broken {name} data"
                raise malformed(found, f"{name} data, whole") from None
            if len(result) > limits.size:
                raise too_much(limits.size, "bytes", "size")
            part = stream.unused_data if stream.eof else stream.unconsumed_tail
    if body and not stream.eof:
        raise malformed(f"{name} data that ends early", f"{name} data, whole")
    return bytes(result)
