"""A server answers to its own names only, and no web page of another origin."""

from __future__ import annotations

import http.client
import importlib
import logging
import socket
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def stand_in(orders: ModuleType, rt: ModuleType) -> Any:
    return rt.StandIn(orders)


def asked(url: str, headers: dict[str, str], path: str = "/words") -> tuple[int, str]:
    """Status and body of a GET; a Host in ``headers`` goes in place of the usual."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, text in headers.items():
            connection.putheader(name, text)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost"}, 200),
        ({"Host": "LocalHost.:80"}, 200),
        ({"Host": "orders.localhost:8080"}, 200),
        ({"Host": "[::1]:8080"}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": "localhost.evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": "localhost@evil.example"}, 421),
        ({"Host": "localhost", "Origin": "http://localhost"}, 200),
        ({"Host": "localhost", "Origin": "http://localhost:3000"}, 403),
        ({"Host": "localhost", "Origin": "https://evil.example"}, 403),
        ({"Host": "localhost", "Origin": "null"}, 403),
        ({"Host": "localhost", "Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
    ],
)
def test_who_may_call(stand_in: Any, headers: dict[str, str], status: int) -> None:
    with stand_in.serving() as url:
        assert asked(url, headers)[0] == status
    assert len(stand_in.received) == (status == 200)


def test_headers_cannot_say_that_the_client_is_another(stand_in: Any) -> None:
    seen = []
    stand_in._pages = lambda request: seen.append(request.url)
    with stand_in.serving() as url:
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"}
        assert asked(url, headers, "/x?y=%2F")[0] == 404
    assert seen == [f"{url}/x?y=%2F"]


def test_what_cannot_be_answered_is_logged_and_is_status_500(
    orders: ModuleType, stand_in: Any, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in.operation(orders.WORDS)(lambda call: orders.Trace(id="t"))
    with caplog.at_level(logging.ERROR), stand_in.serving() as url:
        status, body = asked(url, {})
    assert status == 500
    assert "StandInError: Words is answered with a str, not a Trace" in body
    assert [each.name for each in caplog.records] == ["soapstone.standin"]


def test_a_port_that_is_taken(stand_in: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"), stand_in.serving(port):
            pass


def test_without_uvicorn_it_says_what_to_install(
    stand_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    server = importlib.import_module(
        f"{type(stand_in).__module__.rpartition('.')[0]}.server"
    )
    monkeypatch.setattr(server, "import_module", absent)
    with (
        pytest.raises(ImportError, match=r"pip install 'soapstone\[serve\]'"),
        stand_in.serving(),
    ):
        pass
