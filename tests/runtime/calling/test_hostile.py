"""Servers and proxies that do what none should: in time, told apart from what was not sent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import pytest

from tests.runtime.calling.server import Connection, http, serving
from tests.runtime.calling.test_calls import YES
from tests.runtime.calling.test_connecting import transports
from tests.runtime.calling.test_trouble import by_asyncio, sync_httpx, sync_urllib

DRIVERS = pytest.mark.parametrize("over", [sync_httpx, sync_urllib, by_asyncio])
OK = b"HTTP/1.1 200 OK\r\n"


def continues(connection: Connection) -> None:
    """Sends faster than anybody reads, for ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@DRIVERS
def test_interim_responses_without_end_stop_at_the_deadline(
    orders: ModuleType, rt: ModuleType, over: Any
) -> None:
    with serving(continues) as server:
        began = time.monotonic()
        with pytest.raises(rt.TimedOut):
            over(orders, rt, server.url, {"timeout": 0.3})
        assert time.monotonic() - began < 8
        assert server.all_closed()


def test_an_odd_location_does_not_make_a_request_unsent(
    orders: ModuleType, rt: ModuleType
) -> None:
    """With retries it would be sent again."""
    moved = http(b"", "302 Found", "", "Location: http://[::")
    with serving(moved) as server:
        options = {"retries": 2, "timeout": 5}
        with pytest.raises(rt.HttpError, match="points to"):
            sync_urllib(orders, rt, server.url, options)
        assert len(server.requests) == 1
        assert server.all_closed()


@pytest.mark.parametrize(
    "challenge", ["Digest", "Digest x", 'Digest realm="r", nonce="n", qop="auth-int"']
)
def test_an_odd_challenge_is_no_answer(
    orders: ModuleType, rt: ModuleType, challenge: str
) -> None:
    asks = http(b"", "401 Who", "", f"WWW-Authenticate: {challenge}")
    with serving(asks) as server:
        for transport in transports(rt, auth=rt.Digest("u", "p")):
            client = orders.OrdersClient(
                server.url, transport=transport, retries=2, timeout=5
            )
            before = len(server.requests)
            with pytest.raises(rt.CallError) as caught:
                client.ask()
            assert getattr(caught.value, "sent", True)
            assert len(server.requests) == before + 1
            transport.close()
        assert server.all_closed()


@pytest.mark.parametrize("answer", ["NTLM", "NTLM !", "NTLM AAAA", "NTLM \xff"])
def test_an_odd_answer_in_ntlm(orders: ModuleType, rt: ModuleType, answer: str) -> None:
    asks = http(b"", "401 Who", "", "WWW-Authenticate: NTLM")
    odd = f"HTTP/1.1 401 Who\r\nWWW-Authenticate: {answer}\r\nContent-Length: 0\r\n\r\n"
    auth = rt.Negotiate("D\\u", "p", scheme="NTLM")
    with serving(asks, odd.encode("latin-1")) as server:
        with pytest.raises(rt.NoAnswer):
            sync_httpx(orders, rt, server.url, {"auth": auth, "timeout": 5})
        assert server.all_closed()


def test_an_interim_response_is_no_answer(orders: ModuleType, rt: ModuleType) -> None:
    """http.client takes it for one."""
    with (
        serving(b"HTTP/1.1 103 Early Hints\r\n\r\n") as server,
        pytest.raises(rt.NoAnswer, match="103"),
    ):
        sync_urllib(orders, rt, server.url, {"timeout": 5})


@contextmanager
def listening(handle: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that knows no HTTP: its host and port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with suppress(OSError):
            while True:
                accepted, _ = listener.accept()
                with accepted, suppress(OSError):
                    handle(accepted)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def test_who_refuses_a_large_request_before_it_is_whole_is_heard(
    orders: ModuleType, rt: ModuleType
) -> None:
    def refuse(accepted: socket.socket) -> None:
        accepted.sendall(http(b"large", "413 Large", "text/plain", "Connection: close"))

    for transport in (None, rt.UrllibTransport()):
        with (
            listening(refuse) as host,
            orders.OrdersClient(f"http://{host}", transport=transport) as client,
            pytest.raises(rt.HttpError, match="413 Large"),
        ):
            client.ask(text="x" * 2**24)


def tunnel(then: bytes) -> Callable[[socket.socket], None]:
    def handle(accepted: socket.socket) -> None:
        accepted.recv(65_536)
        accepted.sendall(OK + b"\r\n" + then)
        accepted.recv(65_536)

    return handle


def test_tls_through_a_proxy_that_is_none_behind_it(
    orders: ModuleType, rt: ModuleType
) -> None:
    with listening(tunnel(b"no TLS at all")) as host:
        for transport in transports(rt, proxy=f"http://{host}"):
            client = orders.OrdersClient(
                "https://orders.invalid", transport=transport, timeout=5
            )
            with pytest.raises(rt.NoAnswer, match="nothing was sent") as caught:
                client.ask()
            assert not caught.value.sent
            transport.close()


def test_a_proxy_that_drips_ends_with_the_deadline(
    orders: ModuleType, rt: ModuleType
) -> None:
    def drip(accepted: socket.socket) -> None:
        accepted.recv(65_536)
        accepted.sendall(OK)
        for _ in range(1_000):  # slowly: newer Pythons refuse more than 100 headers
            accepted.sendall(b"X: y\r\n")
            time.sleep(0.01)

    with listening(drip) as host:
        began = time.monotonic()
        transport = transports(rt, proxy=f"http://{host}")[1]
        client = orders.OrdersClient(
            "https://orders.invalid", transport=transport, timeout=0.3
        )
        with pytest.raises(rt.TimedOut) as caught:
            client.ask()
        assert not caught.value.sent
        assert time.monotonic() - began < 8


def test_https_where_http_is_spoken_says_so(orders: ModuleType, rt: ModuleType) -> None:
    def refuse(accepted: socket.socket) -> None:
        accepted.recv(65_536)
        accepted.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with listening(refuse) as host:
        for transport in transports(rt):
            client = orders.OrdersClient(f"https://{host}", transport=transport)
            with pytest.raises(rt.NoAnswer, match=r"; it may speak http:// there"):
                client.ask()


def hang_up(accepted: socket.socket) -> None:
    accepted.recv(65_536)


def test_an_error_without_a_text_has_that_of_its_cause(
    orders: ModuleType, rt: ModuleType
) -> None:
    """anyio raises a broken stream for a broken handshake."""
    with (
        listening(hang_up) as host,
        pytest.raises(rt.NoAnswer, match=r"nothing was sent: .*\w") as caught,
    ):
        by_asyncio(orders, rt, f"https://{host}", {"timeout": 5})
    assert not caught.value.sent


def test_a_closed_client_says_so(orders: ModuleType, rt: ModuleType) -> None:
    with serving(YES) as server:
        for auth in (None, rt.Negotiate("u", "p")):
            client = orders.OrdersClient(server.url, auth=auth)
            client.close()
            client.close()
            with pytest.raises(rt.CannotCall, match="the client is closed"):
                client.ask()
        assert not server.requests
