"""A server holds under clients that are many, slow, silent, or send no HTTP at all."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.runtime.standin.load import Served, load, served

SLOWEST = 2.0
MANY = {
    "caller": 60,
    "silent": 20,
    "slow_writer": 20,
    "slow_body": 20,
    "slow_reader": 40,
    "garbage": 10,
    "large_head": 10,
    "large_body": 10,
    "leaver": 20,
    "half_closed": 10,
}


@pytest.fixture(scope="module", name="server")
def _server() -> Iterator[Served]:
    with served(SLOWEST) as server:
        yield server


def test_all_at_once_are_answered_or_refused_in_bounded_memory(server: Served) -> None:
    before = server.peak()
    found = asyncio.run(load(server.address, MANY))
    # Whoever comes while the bodies of others fill the memory is refused; see those below.
    for each in ("caller", "half_closed", "garbage"):  # garbage: to what precedes it
        assert found[each].keys() <= {"200", "503"}
        assert found[each].total() == MANY[each]
    assert found["silent"] == Counter(drops=MANY["silent"])
    assert found["slow_writer"] == Counter(drops=MANY["slow_writer"])
    assert found["slow_body"].keys() <= {"408", "503", "drops"}
    assert found["slow_reader"].keys() <= {"503", "drops"}
    assert found["large_body"].keys() <= {"413", "503"}
    assert found["large_head"].keys() <= {"400", "drops"}
    assert server.peak() - before < 250  # MiB; 64 of bodies, the rest is to answer them


def test_two_hundred_at_once(server: Served) -> None:
    found = asyncio.run(load(server.address, {"caller": 200}))
    assert found["caller"] == Counter({"200": 200})


def test_who_leaves_takes_no_place() -> None:
    """Long before the time is over in which the rest of a request may come."""
    with served(60) as server:
        found = asyncio.run(load(server.address, {"leaver": 200}))
        assert found["leaver"] == Counter(left=200)
        until = time.monotonic() + 10
        while found != {"half_closed": Counter({"200": 200})}:
            assert time.monotonic() < until, found
            found = asyncio.run(load(server.address, {"half_closed": 200}))


def test_more_than_the_limit_are_refused_until_the_silent_are_dropped(
    server: Served,
) -> None:
    found = asyncio.run(load(server.address, {"silent": 250, "caller": 20}))
    assert found["caller"] == Counter({"503": 20})
    assert found["silent"] == Counter(drops=250)
    found = asyncio.run(load(server.address, {"caller": 20}))
    assert found["caller"] == Counter({"200": 20})
