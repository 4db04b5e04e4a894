"""No regular expression takes quadratic time for a hostile text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generated import metering, tc2
from generated.runtime import Limits
from soapstone.pages.decoration import _like
from soapstone.runtime.datasets.names import _to_escape
from soapstone.runtime.standin.rest_answers import template_pattern
from soapstone.runtime.standin.servicestack_answers import _pattern
from tests.attacks import attacks
from tests.benchmarks.payloads import payloads
from tests.growth import LINEAR, TIMES, growth, seconds
from tests.patterns import ANCHORED, Found, patterns

_SIZE = 1000
"""Characters of the smaller text; eight times as many are too few for what is linear to show."""
_SHOWS = 0.004
"""Seconds, some tenth of what a quadratic pattern takes for the larger text."""


def _scanned() -> list[re.Pattern[Any]]:
    """The patterns that the scanner builds for the messages of two services, each once."""
    packages = {"metering": metering, "tc2": tc2}
    runs: list[Any] = []
    for each in payloads(2):
        message = getattr(packages[each.service], each.element)
        assert message._document.reader.scan(each.data, Limits(), False) is not None
        runs += _runs(message._members)
    built = [match.__self__ for run in runs for match in run._matches.values()]
    return [*dict.fromkeys(built)]


def _runs(table: Any) -> Iterator[Any]:
    """The runs of members of a class and of the classes that it holds."""
    for value in table.scan.__globals__.values():
        if type(value).__name__ == "Run":
            yield value
        elif type(value).__name__ == "Members" and value is not table:
            yield from _runs(value)


BUILT: dict[str, Callable[[], list[re.Pattern[Any]]]] = {
    "f'_(?=[xX]{_DIGITS}_)|\\\\A[^{starts}]|[^{starts}{others}]'": lambda: [
        _to_escape()
    ],
    "''.join(pieces)": _scanned,
    "'/'.join(parts)": lambda: [re.compile("/a/[^/]+/b/[^/]+")],
    "''.join(parts) + '/?'": lambda: [
        _pattern("/a/{Id}/b/{Rest*}"),
        template_pattern("/a/{ID}/b/{*REST}"),
    ],
    "f'{text}{end}'": lambda: [_like("notes.txt:12: "), _like("+")],
    "f'(^| ){re.escape(name)}=\"'": lambda: [re.compile('(^| )i:nil="')],
}
"""Patterns that are put together at run time: their source, and some of them."""

FOUND = patterns()


def _name(found: Found) -> str:
    return f"{found.module}:{found.source[:40]}"


@pytest.mark.parametrize("found", FOUND, ids=_name)
def test_no_pattern_takes_the_square_of_a_texts_length(found: Found) -> None:
    built = [found.pattern] if found.pattern else BUILT[found.source]()
    assert built
    methods = set(found.methods & ANCHORED)
    if not found.methods <= ANCHORED:
        methods.add("search")
    for pattern in built:
        for method in methods or {"match"}:
            _try(pattern, method)


def _try(pattern: re.Pattern[Any], method: str) -> None:
    for part in attacks(pattern):

        def work(size: int, part: str = part) -> Callable[[], object]:
            text: str | bytes = part * (size // len(part) + 1)
            if isinstance(pattern.pattern, bytes):
                text = str(text).encode("latin-1", "ignore")
            return lambda: getattr(pattern, method)(text)

        attack = f"{method} of {part[:60]!r} over and over"
        assert seconds(work(_SIZE // TIMES), 1) < 0.5, attack
        if seconds(work(_SIZE * TIMES), 1) > _SHOWS:
            assert growth(work, _SIZE) < LINEAR, attack


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s*([a-z]+)", "search"),
        (r'"(?:[^"\\]|\\.)*"', "search"),
        (r"[a-z]+:", "search"),
        (r"a.*b.*c", "match"),
        (r"[ab]*a[ab]*c", "match"),
        (rb"<!--.*-->", "search"),
    ],
)
def test_what_is_slow_is_found(pattern: Any, method: str) -> None:
    with pytest.raises(AssertionError, match="over and over"):
        _try(re.compile(pattern, re.DOTALL), method)


def test_patterns_are_found_wherever_they_stand() -> None:
    known = [each.pattern.pattern for each in FOUND if each.pattern]
    for pattern in (
        r"\s",  # passed to re.sub in a function
        "true|false",  # in a table
        r"[^&<\"\t\n\r]*",  # by its method
        r"_x([0-9A-Fa-f]{4})_",  # by its name
    ):
        assert pattern in known
