"""The ASGI application keeps its limits of size, time and memory by itself, under any server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from generated.runtime import HttpRequest, HttpResponse
from generated.runtime.standin import serving

Message = MutableMapping[str, Any]
SCOPE = {"type": "http", "method": "POST", "path": "/x.asmx", "headers": []}


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=200, body=request.body)


async def stuck(message: Message) -> None:
    """A client that takes no body."""
    if message["type"] == "http.response.body":
        await asyncio.Event().wait()


async def served(
    app: serving.AsgiApp,
    messages: AsyncIterator[Message],
    take: Callable[[Message], Awaitable[None]] | None = None,
    **scope: Any,
) -> list[Message]:
    """What the application sends to a client that sends these."""
    sent: list[Message] = []

    async def receive() -> Message:
        async for message in messages:
            return message
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if take:
            await take(message)

    await app(SCOPE | scope, receive, send)
    return sent


async def body(*pieces: bytes, end: bool = True) -> AsyncIterator[Message]:
    for piece in pieces:
        yield {"type": "http.request", "body": piece, "more_body": True}
    if not end:
        await asyncio.Event().wait()
    yield {"type": "http.request", "body": b"", "more_body": False}


def status(sent: list[Message]) -> int:
    return int(sent[0]["status"])


@pytest.mark.parametrize(("more", "expected"), [(b"", 200), (b"x", 413)])
def test_a_request_has_its_limit(more: bytes, expected: int) -> None:
    longest = b"x" * serving.LONGEST
    sent = asyncio.run(served(serving.asgi_app(echo), body(longest, more)))
    assert status(sent) == expected
    assert ((b"connection", b"close") in sent[0]["headers"]) == (expected == 413)


def test_a_client_that_is_refused_can_send_the_rest_and_see_why() -> None:
    async def refused() -> tuple[int, list[Message]]:
        messages = body(*[b"x" * 2**20] * 50)
        sent = await served(serving.asgi_app(echo), messages)
        return status(sent), [each async for each in messages]

    assert asyncio.run(refused()) == (413, [])


def test_all_requests_have_one_limit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "SLOWEST", 1.0)
    app = serving.asgi_app(echo)
    size = serving.LONGEST // 2
    many = serving.TOGETHER // size + 3

    async def crowd() -> list[list[Message]]:
        slow = (served(app, body(b"x" * size, end=False)) for _ in range(many))
        return await asyncio.gather(*slow)

    found = [status(each) for each in asyncio.run(crowd())]
    assert (found.count(408) + found.count(503), found.count(503)) == (many, 3)
    # All is given back.
    assert status(asyncio.run(served(app, body(b"x" * size)))) == 200


def test_answers_count_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "SLOWEST", 1.0)
    large = HttpResponse(status=200, body=b"x" * (serving.TOGETHER // 2))
    app = serving.asgi_app(lambda request: large)

    async def crowd() -> list[list[Message]]:
        return await asyncio.gather(*(served(app, body(), stuck) for _ in range(3)))

    assert sorted(map(status, asyncio.run(crowd()))) == [200, 200, 503]


def test_an_answer_goes_in_pieces_and_waits_for_its_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = bytes(range(256)) * 1000
    sent = asyncio.run(served(serving.asgi_app(echo), body(data)))
    pieces = [each["body"] for each in sent[1:]]
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) == serving.PIECE
    assert [each["more_body"] for each in sent[1:]] == [True] * (len(pieces) - 1) + [
        False
    ]
    monkeypatch.setattr(serving, "SLOWEST", 0.1)
    given_up = asyncio.run(served(serving.asgi_app(echo), body(data), stuck))
    assert len(given_up) == 2


def test_a_client_that_leaves_gets_nothing() -> None:
    async def left() -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": b"x", "more_body": True}

    assert asyncio.run(served(serving.asgi_app(echo), left())) == []


@pytest.mark.parametrize(
    ("host", "target"),
    [
        ("[1.2.3.4]", "/x.asmx"),
        ("[", "/x.asmx"),
        ("h", "http:[/x"),
        ("h", "@[x]/"),
    ],
)
def test_what_makes_no_url_is_a_bad_request(host: str, target: str) -> None:
    scope: Message = {
        "raw_path": target.encode(),
        "headers": [(b"host", host.encode())],
    }
    sent = asyncio.run(served(serving.asgi_app(echo), body(), **scope))
    assert status(sent) == 400
