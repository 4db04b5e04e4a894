"""A body is inflated within the limit, and what cannot be inflated is an error."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from soapstone.runtime.bodies.inflating import inflate
from soapstone.runtime.errors import WireError
from soapstone.runtime.limits import Limits
from tests.growth import LINEAR, growth

TEXT = b"<a>" + b"text " * 10_000 + b"</a>"


def _raw(data: bytes) -> bytes:
    """Deflate without the header of zlib, as some servers send it."""
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        pytest.param(TEXT, "", id="none"),
        pytest.param(TEXT, "identity", id="identity"),
        pytest.param(gzip.compress(TEXT), "gzip", id="gzip"),
        pytest.param(gzip.compress(TEXT), " X-GZIP ", id="its old name"),
        pytest.param(zlib.compress(TEXT), "deflate", id="deflate"),
        pytest.param(_raw(TEXT), "deflate", id="deflate without header"),
        pytest.param(
            gzip.compress(zlib.compress(TEXT)), "deflate, gzip", id="one after another"
        ),
        pytest.param(
            gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]), "gzip", id="two members"
        ),
        pytest.param(gzip.compress(TEXT) + bytes(20_000), "gzip", id="padded"),
    ],
)
def test_a_body_is_inflated(body: bytes, encoding: str) -> None:
    assert inflate(body, encoding) == TEXT


def test_nothing_is_nothing() -> None:
    assert inflate(b"", "gzip") == b""


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (TEXT, "br", r"^\$: found Content-Encoding 'br', expected gzip or deflate; "),
        (TEXT, "gzip, zstd", "Content-Encoding 'zstd'"),
        (
            TEXT,
            "gzip",
            "found data that is not gzip, or broken gzip data, expected gzip data, whole$",
        ),
        (b"\xff\xff", "deflate", "found data that is not deflate, or broken"),
        (gzip.compress(TEXT)[:-1], "gzip", "found gzip data that ends early"),
        (
            gzip.compress(TEXT)[:-8] + b"x" * 8,
            "gzip",
            "found data that is not gzip, or broken",
        ),
        (
            gzip.compress(TEXT) + b"more",
            "gzip",
            "found data that is not gzip, or broken",
        ),
        (zlib.compress(TEXT)[:-5], "deflate", "found deflate data that ends early"),
    ],
)
def test_what_cannot_be_inflated_is_an_error(
    body: bytes, encoding: str, message: str
) -> None:
    with pytest.raises(WireError, match=message):
        inflate(body, encoding)


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress, _raw])
def test_the_limit_is_that_of_the_result(compress: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if compress is gzip.compress else "deflate"
    body = compress(TEXT)
    assert inflate(body, encoding, Limits(size=len(TEXT))) == TEXT
    with pytest.raises(
        WireError, match=rf"no more than {len(TEXT) - 1} bytes; limits=Limits"
    ):
        inflate(body, encoding, Limits(size=len(TEXT) - 1))


@pytest.mark.parametrize("times", [1, 2])
def test_a_bomb_takes_no_memory_beyond_the_limit(times: int) -> None:
    body = bytes(2**27)
    for _ in range(times):
        body = gzip.compress(body)
    assert len(body) < 140_000
    limit = 2**20
    tracemalloc.start()
    with pytest.raises(
        WireError, match=r"no more than 1048576 bytes; limits=Limits\(size=…\)"
    ):
        inflate(body, ", ".join(["gzip"] * times), Limits(size=limit))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * limit


def test_many_small_members_take_linear_time() -> None:
    member = gzip.compress(b"")

    def work(size: int) -> Callable[[], object]:
        body = member * size
        return lambda: inflate(body, "gzip")

    assert growth(work, 2000) < LINEAR
