"""Who calls: each scheme against a server that checks it."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import re
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.runtime.calling.ntlm import guarded
from tests.runtime.calling.server import Answer, Connection, http, serving
from tests.runtime.calling.test_calls import YES


def test_a_user_or_a_token_goes_with_each_request(
    orders: ModuleType, rt: ModuleType
) -> None:
    with serving(YES) as server:
        for auth in (rt.Basic("ü", "p:w"), rt.Bearer("t0")):
            for transport in (None, rt.UrllibTransport()):
                with orders.OrdersClient(
                    server.url, auth=auth, transport=transport
                ) as client:
                    client.ask()
    sent = [each.headers["authorization"] for each in server.requests]
    basic = base64.b64encode("ü:p:w".encode()).decode()
    assert sent == [f"Basic {basic}"] * 2 + ["Bearer t0"] * 2


NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c0"
ASKS = f'WWW-Authenticate: Digest realm="r", qop="auth", nonce="{NONCE}"'


def digest(password: str, *others: str) -> Callable[[Connection], bytes]:
    """Checks what RFC 7616 section 3.4.1 says."""

    def md5(text: str) -> str:
        return hashlib.md5(text.encode()).hexdigest()

    def answer(connection: Connection) -> bytes:
        given = connection.request.headers.get("authorization", "")
        parts = dict(re.findall(r'(\w+)="?([^",]*)', given))
        if not parts:
            return http(b"", "401 Who", "", *others, ASKS)
        first = md5(f"{parts['username']}:r:{password}")
        second = md5(f"POST:{parts['uri']}")
        middle = f"{NONCE}:{parts['nc']}:{parts['cnonce']}:auth"
        good = parts["response"] == md5(f"{first}:{middle}:{second}")
        return YES if good else http(b"", "401 Wrong", "", ASKS)

    return answer


def test_digest(orders: ModuleType, rt: ModuleType) -> None:
    auth = rt.Digest("u", "secret")

    async def program(url: str) -> Any:
        async with orders.AsyncOrdersClient(url, auth=auth) as client:
            return await client.ask()

    with serving(digest("secret")) as server:
        with orders.OrdersClient(server.url, auth=auth) as client:
            assert client.ask().result == "yes"
        assert asyncio.run(program(server.url)).result == "yes"
        assert urllib_with(rt, auth)(_request(rt, server.url)).status == 200


def test_digest_among_the_ways_that_iis_offers(
    orders: ModuleType, rt: ModuleType
) -> None:
    """Each has a header of its own."""
    auth = rt.Digest("u", "secret")
    ways = [f"WWW-Authenticate: {each}" for each in ("NTLM", 'Basic realm="r"')]
    with serving(digest("secret", *ways)) as server:
        with orders.OrdersClient(server.url, auth=auth) as client:
            assert client.ask().result == "yes"
        assert urllib_with(rt, auth)(_request(rt, server.url)).status == 200


def urllib_with(rt: ModuleType, auth: Any) -> Any:
    """urllib's transport as a client makes it where there is no httpx2."""
    from importlib import import_module

    connecting = import_module(f"{rt.__name__}.calling.connecting")
    return rt.UrllibTransport(connecting.Connecting(auth=auth))


def _request(rt: ModuleType, url: str) -> Any:
    return rt.HttpRequest(method="POST", url=f"{url}/s", body=b"<a/>", timeout=5)


def test_a_wrong_password_is_sent_once(orders: ModuleType, rt: ModuleType) -> None:
    auth = rt.Digest("u", "wrong")
    with serving(digest("secret")) as server:
        client = orders.OrdersClient(server.url, auth=auth)
        with client, pytest.raises(rt.HttpError, match="asks for Digest"):
            client.ask()
        assert len(server.requests) == 2
        transport = urllib_with(rt, auth)
        client = orders.OrdersClient(server.url, transport=transport)
        with client, pytest.raises(rt.HttpError, match="asks for Digest"):
            client.ask()
        assert len(server.requests) == 4
        assert server.all_closed()


@pytest.mark.parametrize("form", ["bomb", "flood"])
@pytest.mark.parametrize("driver", ["httpx2", "asyncio", "urllib"])
def test_a_challenge_is_read_no_further_than_a_page(
    orders: ModuleType, rt: ModuleType, driver: str, form: str
) -> None:
    """An HTTP library reads the body of a challenge itself."""
    body = b" " * 50 * 2**20
    more = [ASKS, "Content-Encoding: gzip"] if form == "bomb" else [ASKS]
    body = gzip.compress(body) if form == "bomb" else body
    auth, limits = rt.Digest("u", "wrong"), rt.Limits(size=2**20)

    async def by_asyncio(url: str) -> None:
        async with orders.AsyncOrdersClient(url, auth=auth, limits=limits) as client:
            await client.ask()

    def ask(url: str) -> None:
        if driver == "asyncio":
            asyncio.run(by_asyncio(url))
        elif driver == "urllib":
            own = urllib_with(rt, auth)
            orders.OrdersClient(url, transport=own, limits=limits).ask()
        else:
            with orders.OrdersClient(url, auth=auth, limits=limits) as client:
                client.ask()

    with serving(http(body, "401 Who", "text/html", *more)) as server:
        tracemalloc.start()
        try:
            with pytest.raises(rt.CallError):
                ask(server.url)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert server.all_closed()
    assert peak < 10 * 2**20


@pytest.fixture
def ntlm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answer:
    return guarded(tmp_path, monkeypatch, YES)


def test_twenty_calls_at_once_over_ntlm(
    orders: ModuleType, rt: ModuleType, ntlm: Any
) -> None:
    """In a pool the legs of two calls would meet on one connection."""
    auth = rt.Negotiate("DOM\\user", "secret", scheme="NTLM")

    async def program(url: str) -> list[Any]:
        async with orders.AsyncOrdersClient(url, auth=auth) as client:
            return await asyncio.gather(*(client.ask() for _ in range(20)))

    with serving(ntlm) as server:
        with orders.OrdersClient(server.url, auth=auth) as client:
            with ThreadPoolExecutor(20) as pool:
                found = list(pool.map(lambda _: client.ask().result, range(40)))
            assert found == ["yes"] * 40
            asked = len(server.requests)
            client.ask()
            assert len(server.requests) == asked + 1
        assert [each.result for each in asyncio.run(program(server.url))] == [
            "yes"
        ] * 20
        assert server.all_closed()


def test_a_wrong_password_over_ntlm(
    orders: ModuleType, rt: ModuleType, ntlm: Any
) -> None:
    auth = rt.Negotiate("DOM\\user", "wrong", scheme="NTLM")
    with serving(ntlm) as server:
        client = orders.OrdersClient(server.url, auth=auth)
        with client, pytest.raises(rt.HttpError, match="asks for NTLM"):
            client.ask()
        assert len(server.requests) <= 4


def test_a_username_token_in_text_and_as_digest(rt: ModuleType) -> None:
    call = rt.SoapCall(version="1.1", url="", action="")
    now = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
    entry = rt.username_token("u<", "p&w", actor="urn:a")(call)
    text = entry.header.text
    assert "<wsse:Username>u&lt;</wsse:Username>" in text
    assert "#PasswordText" in text
    assert ">p&amp;w</wsse:Password>" in text
    assert entry.must_understand
    assert entry.actor == "urn:a"
    salt = b"0123456789abcdef"
    made = rt.username_token(
        "u", "p", digest=True, clock=lambda: now, random=lambda size: salt[:size]
    )
    proof = hashlib.sha1(salt + b"2026-01-02T03:04:05.678Z" + b"p").digest()
    text = made(call).header.text
    assert f">{base64.b64encode(proof).decode()}</wsse:Password>" in text
    assert base64.b64encode(salt).decode() in text


def test_each_message_has_a_nonce_of_its_own(
    orders: ModuleType, rt: ModuleType
) -> None:
    token = rt.username_token("u", "p", digest=True)
    client = orders.OrdersClient
    with serving(YES) as server, client(server.url, soap_headers=[token]) as made:
        made.ask()
        made.ask()
    nonces = [re.findall(rb"Nonce[^>]*>([^<]+)", r.body) for r in server.requests]
    assert len({*map(tuple, nonces)}) == 2
