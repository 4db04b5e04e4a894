"""Pages of many copied samples: work grows with the page, not with its square."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from soapstone.inference import inferred
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from tests.growth import LINEAR, growth
from tests.pages.test_attacks import HEAD, each

ATTACKS: dict[str, tuple[Callable[[int], str], int]] = {
    "literals that never close": (
        lambda n: f"x = '<Envelope>' . f(a\"\"\n{'y' * 1_900}\n" * n,
        120,
    ),
    "envelopes on one line": (
        lambda n: "<Envelope xmlns='u' " * n + "x" * 20 * n,
        8_000,
    ),
    "opening marks, then closing ones": (
        lambda n: "<pre><?xml\n" * n + "</pre>\n" * n,
        2_500,
    ),
    "requests, then their responses": (
        lambda n: f"{HEAD}\n<a>{'y' * 2_000}</a>\n" * n + "HTTP/1.1 200 OK\n\n<a>" * n,
        60,
    ),
    "parameters": (
        lambda n: (
            "POST /a.asmx/X HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n"
            + each(n, "a#=b&")
        ),
        2_500,
    ),
    "routes of one class": (
        lambda n: (
            "/* Options:\n"
            + '@Route("/a", "GET")\n' * n
            + "public class A implements IReturn\n"
        ),
        4_000,
    ),
}


def read(page: bytes) -> None:
    with suppress(SpecError):
        inferred("service", [read_page("service/Page.txt", page)])


@pytest.mark.parametrize(("page", "size"), ATTACKS.values(), ids=ATTACKS)
def test_what_is_copied_in_any_number_takes_linear_time(
    page: Callable[[int], str], size: int
) -> None:
    def work(count: int) -> Callable[[], object]:
        written = page(count).encode()
        return lambda: read(written)

    assert growth(work, size) < LINEAR
