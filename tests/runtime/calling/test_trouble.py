"""What can go wrong: each has its error, in bounded time and memory, and no connection stays."""

from __future__ import annotations

import asyncio
import gzip
import pickle
import time
import tracemalloc
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.runtime.calling.server import Answer, Connection, Server, http, serving
from tests.runtime.calling.test_calls import NS, RESULT, YES, envelope

FAULT = (
    "<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring>"
    "<faultactor>urn:a</faultactor><detail><code>7</code></detail></s:Fault>"
)
PAGE = b"""<!DOCTYPE html><html><head><title>Runtime &amp; Error</title></head>
<body><h1>Server Error in '/x'</h1><h2><i>Access is denied.</i></h2></body></html>"""
STATUS_OF = b"""<ErrorCode>NotEmpty</ErrorCode><Message>Name is needed</Message>
<StackTrace>at X</StackTrace><Errors><ResponseError><ErrorCode>NotEmpty</ErrorCode>
<FieldName>Name</FieldName><Message>needed</Message></ResponseError></Errors>"""
TYPES = b'xmlns="http://schemas.servicestack.net/types"'
STATUS = b"<ErrorResponse %b><ResponseStatus>%b</ResponseStatus></ErrorResponse>" % (
    TYPES,
    STATUS_OF,
)

Failed = Callable[..., Any]


def sync_httpx(orders: ModuleType, rt: ModuleType, url: str, options: Any) -> Any:
    with orders.OrdersClient(url, **options) as client:
        return client.ask()


def sync_urllib(orders: ModuleType, rt: ModuleType, url: str, options: Any) -> Any:
    with orders.OrdersClient(url, transport=rt.UrllibTransport(), **options) as client:
        return client.ask()


def by_asyncio(orders: ModuleType, rt: ModuleType, url: str, options: Any) -> Any:
    async def program() -> Any:
        async with orders.AsyncOrdersClient(url, **options) as client:
            return await client.ask()

    return asyncio.run(program())


@pytest.fixture(params=[sync_httpx, sync_urllib, by_asyncio])
def failed(
    request: pytest.FixtureRequest, orders: ModuleType, rt: ModuleType
) -> Failed:
    """The error of a call that gets this answer; all connections are closed after it."""

    def failed(kind: str, answer: Answer, **options: Any) -> Any:
        with serving(answer) as server:
            error = of(server, kind, options)
            assert server.all_closed()
        return error

    def of(server: Server, kind: str, options: Any) -> Any:
        with pytest.raises(getattr(rt, kind)) as caught:
            request.param(orders, rt, server.url, options)
        error = caught.value
        assert type(error) is getattr(rt, kind)
        assert isinstance(error, rt.CallError)
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error)
        assert again.exchange.request == error.exchange.request
        assert error.exchange.error is error
        assert "POST http://127.0.0.1" in error.exchange.show()
        return error

    return failed


@pytest.mark.parametrize("status", ["500 Internal", "200 OK", "400 Bad"])
def test_a_fault_is_one_whatever_the_status(failed: Failed, status: str) -> None:
    error = failed("Fault", http(envelope(FAULT), status))
    assert (error.code, error.reason, error.actor) == ("Client", "no", "urn:a")
    assert "<code>7</code>" in error.detail.text
    assert error.exchange.response.status == int(status[:3])


def test_a_declared_detail_is_typed(failed: Failed, orders: ModuleType) -> None:
    full = f"<Full {NS}><Until>2026-01-02T00:00:00</Until></Full>"
    fault = FAULT.replace("<code>7</code>", full)
    found = failed("Fault", http(envelope(fault), "500 Internal")).typed_detail()
    assert found == orders.Full.from_xml(full)
    other = failed("Fault", http(envelope(FAULT), "500 Internal"))
    assert other.typed_detail() is None


def test_a_web_page_is_named(failed: Failed) -> None:
    said = "an HTML page, 'Runtime & Error'"
    error = failed("HttpError", http(PAGE, "500 Internal", "text/html"))
    assert str(error) == f"Ask: 500 Internal: {said}"
    assert error.status == 500
    error = failed("UnreadableAnswer", http(PAGE, "200 OK", "text/html"))
    assert str(error).startswith(f"Ask: 200: $: found {said}")
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (http(b"", "400 Bad"), "400 Bad. ASMX answers so to XML that it cannot parse."),
        (
            http(
                b"",
                "401 No",
                "",
                "WWW-Authenticate: Negotiate",
                "WWW-Authenticate: NTLM",
            ),
            "asks for NTLM or Negotiate: pass auth",
        ),
        (http(b"", "401 No"), "Ask: 401 No"),
        (http(b"", "415 Type"), "try way='SOAP 1.2'"),
        (
            http(b"", "302 Found", "", "Location: /login"),
            "points to /login; calls are not",
        ),
        (
            http(b"Busy\nnow", "503 Busy", "text/plain"),
            r"Ask: 503 Busy: text 'Busy\nnow'",
        ),
    ],
)
def test_statuses_have_hints(failed: Failed, answer: bytes, said: str) -> None:
    assert said in str(failed("HttpError", answer))


def test_a_redirected_post_is_sent_once(orders: ModuleType, rt: ModuleType) -> None:
    for transport in (None, rt.UrllibTransport()):
        moved = http(b"", "307 Moved", "", "Location: /other")
        with serving(moved) as server:
            client = orders.OrdersClient(server.url, transport=transport)
            with client, pytest.raises(rt.HttpError):
                client.ask()
            assert len(server.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<a",
        envelope(""),
        envelope(f"<Other {NS}/>"),
        envelope(RESULT).replace(b"utf", b"utf")[:-20],
        RESULT.encode(),
        envelope(RESULT.replace("yes", "é")).decode().encode("latin-1"),
    ],
)
def test_other_answers_are_unreadable(failed: Failed, body: bytes) -> None:
    error = failed("UnreadableAnswer", http(body))
    assert error.problems
    assert error.exchange.response.body == body


def cut(connection: Connection) -> None:
    connection.send(http(envelope(RESULT))[:-30])


def nothing(connection: Connection) -> None:
    return None


def too_long(connection: Connection) -> None:
    connection.send(YES.replace(b"Content-Length: ", b"Content-Length: 9"))


def no_http(connection: Connection) -> None:
    connection.send(b"SSH-2.0-OpenSSH\r\n\r\n")


def many_headers(connection: Connection) -> None:
    lines = "".join(f"X-{number}: {number}\r\n" for number in range(10_000))
    connection.send(b"HTTP/1.1 200 OK\r\n" + lines.encode())
    connection.be_silent()  # a head that has an end may be read, however long it is


@pytest.mark.parametrize(
    "answer",
    [cut, nothing, too_long, no_http, many_headers],
)
def test_what_is_no_whole_answer(
    failed: Failed, answer: Callable[[Connection], None]
) -> None:
    error = failed("NoAnswer", answer)
    assert error.sent
    assert error.exchange.response is None
    assert "(Ask: no whole answer: " in error.exchange.show()
    assert isinstance(error, ConnectionError)


@pytest.mark.parametrize(
    ("coding", "body", "found"),
    [
        ("gzip", gzip.compress(envelope(RESULT) * 50)[:-20], "gzip data that ends"),
        ("br", b"\x0b\x02\x80", "binary data, or another encoding, 3 bytes"),
        ("deflate", zlib.compress(envelope(RESULT)), "deflate data (zlib)"),
    ],
)
def test_what_cannot_be_inflated(
    failed: Failed, coding: str, body: bytes, found: str
) -> None:
    answer = http(body, "200 OK", "text/xml", f"Content-Encoding: {coding}")
    assert found in str(failed("UnreadableAnswer", answer))


def drips_body(connection: Connection) -> None:
    connection.drip(YES)


def drips_headers(connection: Connection) -> None:
    connection.drip(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 10_000)


def is_silent(connection: Connection) -> None:
    connection.be_silent()


@pytest.mark.parametrize("answer", [drips_body, drips_headers, is_silent])
def test_one_deadline_for_the_whole_answer(
    failed: Failed, answer: Callable[[Connection], None]
) -> None:
    """A dripping server sends a byte before any timeout of a socket is over."""
    started = time.monotonic()
    error = failed("TimedOut", answer, timeout=0.5)
    assert error.sent
    assert error.exchange.seconds < 5
    assert isinstance(error, TimeoutError)
    assert time.monotonic() - started < 15


def test_a_bomb_is_unpacked_no_further_than_the_limit(
    failed: Failed, rt: ModuleType
) -> None:
    """A piece of 64 KiB holds all 40 MiB of blanks."""
    packed = gzip.compress(b" " * 40 * 2**20)
    answer = http(packed, "200 OK", "text/xml", "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        error = failed("UnreadableAnswer", answer, limits=rt.Limits(size=2**20))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "more than 1048576 bytes" in str(error)
    assert peak < 20 * 2**20


def test_limits_are_those_of_the_call(failed: Failed, rt: ModuleType) -> None:
    small = rt.Limits(size=20)
    assert "longer than 20 bytes" in str(failed("NoAnswer", YES, limits=small))


@pytest.mark.parametrize("over", [sync_httpx, sync_urllib, by_asyncio])
def test_where_nobody_listens_nothing_was_sent(
    orders: ModuleType, rt: ModuleType, over: Any
) -> None:
    with serving(YES) as server:
        url = server.url
    with pytest.raises(rt.NoAnswer, match="nothing was sent") as caught:
        over(orders, rt, url, {"retries": 1})
    assert not caught.value.sent
    assert caught.value.exchange.attempts == 2


def test_only_what_was_not_sent_is_sent_again(
    orders: ModuleType, rt: ModuleType
) -> None:
    raised: list[BaseException] = []

    def transport(request: Any) -> Any:
        if raised:
            raise raised.pop(0)
        return rt.HttpResponse(status=200, body=envelope(RESULT))

    client = orders.OrdersClient(transport=transport, retries=3)
    raised[:] = [rt.NotSent("refused"), rt.NotSent("refused")]
    answer = client.call(orders.ASK, orders.Ask())
    assert answer.exchange.attempts == 3
    for error in (ConnectionError("cut"), TimeoutError("late")):
        raised[:] = [error, error]
        with pytest.raises(rt.NoAnswer):
            client.ask()
        assert len(raised) == 1
    raised[:] = [rt.NotSent("refused")] * 3
    with pytest.raises(rt.NoAnswer) as caught:
        client.with_options(timeout=0.3).ask()
    assert caught.value.exchange.attempts == 2


def test_a_cancelled_call_is_closed_and_hooks_learn_of_it(
    orders: ModuleType, rt: ModuleType
) -> None:
    history = rt.History()

    async def program(url: str) -> None:
        async with orders.AsyncOrdersClient(url, hooks=[history]) as client:
            task = asyncio.create_task(client.ask())
            await asyncio.sleep(0.2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    with serving(is_silent) as server:
        asyncio.run(program(server.url))
        assert isinstance(history.last.error, asyncio.CancelledError)
        assert server.all_closed()


def test_errors_of_servicestack_name_the_members(
    orders: ModuleType, rt: ModuleType
) -> None:
    own = (
        b"<Answer %b><Result>x</Result><ResponseStatus>%b</ResponseStatus></Answer>"
        % (
            NS.encode(),
            STATUS_OF.replace(b"<", b"<s:").replace(b"<s:/", b"</s:"),
        )
    )
    own = own.replace(b"<Answer ", b"<Answer xmlns:s" + TYPES[5:] + b" ")
    answers = http(STATUS, "400 Bad"), http(own, "422 No")
    with serving(*answers) as server, orders.OrdersClient(server.url) as client:
        with pytest.raises(rt.ServiceError) as caught:
            client.find(name="n")
        with pytest.raises(rt.ServiceError) as second:
            client.find(name="n")
    error = caught.value
    assert str(error) == "Find: 400 NotEmpty: Name is needed"
    assert (error.status, error.code, error.message) == (
        400,
        "NotEmpty",
        "Name is needed",
    )
    assert error.response_status.stack_trace == "at X"
    field = rt.FieldError("NotEmpty", "Name", "needed", {})
    assert error.field_errors == (field,)
    assert error.response is None
    assert pickle.loads(pickle.dumps(error)).field_errors == (field,)
    assert second.value.response.result == "x"


def test_an_odd_answer_is_read_and_noted(orders: ModuleType) -> None:
    odd = http(envelope(RESULT), "202 OK", "text/html")
    with serving(odd) as server, orders.OrdersClient(server.url) as client:
        answer = client.call(orders.ASK, orders.Ask())
    assert answer.value.result == "yes"
    assert answer.notes == ("an envelope of Content-Type text/html",)
