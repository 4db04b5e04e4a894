"""Each text that the runtime can raise is provoked once, and held to one standard.

``sites`` finds in the code where texts are made. A new one needs a trial in one of the tables, or
a reason in ``NOT_TRIED``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.runtime.texts.of_calls import (
    ANSWERS,
    OF_ANSWERS,
    OF_CONNECTIONS,
    OF_OPTIONS,
    OF_OTHER_WAYS,
    WAYS,
)
from tests.runtime.texts.of_data_sets import OF_TABLES_MADE, OF_TABLES_READ
from tests.runtime.texts.of_reading import OF_READING, OF_SCALARS_READ, OF_STREAMS
from tests.runtime.texts.of_stand_in import OF_STAND_INS
from tests.runtime.texts.of_testing import OF_TESTING
from tests.runtime.texts.of_writing import (
    OF_PLAIN_DATA,
    OF_SCALARS_WRITTEN,
    OF_WRITING,
)
from tests.runtime.texts.sites import sites
from tests.runtime.texts.trials import Told, World, tell

EVERY = {
    "reading": OF_READING,
    "scalars read": OF_SCALARS_READ,
    "streams": OF_STREAMS,
    "writing": OF_WRITING,
    "scalars written": OF_SCALARS_WRITTEN,
    "plain data": OF_PLAIN_DATA,
    "tables read": OF_TABLES_READ,
    "tables made": OF_TABLES_MADE,
    "answers": OF_ANSWERS,
    "connections": OF_CONNECTIONS,
    "other ways": OF_OTHER_WAYS,
    "options": OF_OPTIONS,
    "stand-ins": OF_STAND_INS,
    "testing": OF_TESTING,
}
TRIALS = {
    f"{table}: {name}": act for table, t in EVERY.items() for name, act in t.items()
}

ANSWERED = (
    "an answer to a program of another kind, in .NET's words; tests/runtime/standin"
)
NO_STACK = "too_deep('$')"
"""Of a full stack, where nothing can be watched; tests/runtime/test_hostile.py tries it."""
LATE = "flow says TimedOut in its place"
NOT_TRIED = {
    "runtime/calling/challenges.py: raise TooLong": "needs a server of NTLM; test_hostile.py",
    "runtime/calling/collecting.py: raise TimeoutError": LATE,
    "runtime/calling/deadlines.py: raise TimeoutError": LATE,
    "runtime/calling/templates.py: ": "enumerations in an address; test_rest.py",
    "runtime/calling/urllib_transport.py: raise ConnectionError(str(error))": "test_trouble.py",
    "runtime/calling/urllib_transport.py: raise _not_opened": "sending breaks in the middle",
    "runtime/calling/xml_codec.py: http_error(exchange, response)": "a body of wrong bytes",
    "runtime/forms/requests.py: ": "half a character in a form; test_forms.py",
    "runtime/scalars/ticks.py: ": "TickDatetime is made by readers",
    "runtime/standin/facets.py: ": "caught where it is asked for",
    "runtime/standin/form_answers.py: ": ANSWERED,
    "runtime/standin/rest_answers.py: ": ANSWERED,
    "runtime/standin/serving.py: ": ANSWERED,
    "runtime/streaming/reading.py: ": "Envelope.parse raises before; for type checkers",
    "runtime/writing/writer.py: raise error": "an error of writing goes on as it is",
    "testing/plugin.py: pytest.fail": "tests/testing/test_plugin.py; its report is tried",
}
"""Places without a trial, by file and how they begin, with the reason."""

LIBRARY = {
    *("an answer that is cut off", "a broken connection", "no HTTP"),
    *("HTTP where TLS was asked for",),
}
"""Trials whose texts quote the library that sends, so that each says it in other words."""


@pytest.fixture(scope="module", name="world")
def _made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module", name="every")
def _every(world: World) -> dict[str, Told]:
    """What each trial leads to."""
    return {name: tell(act, world) for name, act in TRIALS.items()}


def test_every_place_that_makes_a_text_is_tried(every: dict[str, Told]) -> None:
    lines = frozenset[tuple[str, int]]().union(*(each.lines for each in every.values()))
    watched = [each for each in sites() if NO_STACK not in each.text]
    untried = [each for each in watched if not each.is_reached(lines)]
    excused = {
        (site, start)
        for site in untried
        for start in NOT_TRIED
        if f"{site.file}: {site.text}".startswith(start)
    }
    known = {site for site, _ in excused}
    assert [str(each) for each in untried if each not in known] == []
    assert len(known) == 22, "a new place has the beginning of one that is excused"
    assert sorted({*NOT_TRIED} - {start for _, start in excused}) == []


def test_every_trial_says_something(every: dict[str, Told]) -> None:
    silent = ("a wrong value sent", "elements for a text", "no XML")
    assert [
        name
        for name, told in every.items()
        if not told.text and not name.endswith(silent)
    ] == []


CATCHABLE = (
    "SoapstoneError",
    "AssertionError",
    "ValueError",
    "TypeError",
    "ImportError",
)


def test_what_is_raised_can_be_caught_by_its_kind(every: dict[str, Told]) -> None:
    odd = {
        name: told.kind
        for name, told in every.items()
        if told.error and not set(CATCHABLE) & set(told.kind.split())
    }
    assert odd == {
        "writing: a field that is none": "AttributeError Exception BaseException object"
    }


PROBLEM = re.compile(
    r"(?:\w+: (?:\d{3}: )?)?\$\S*: found (?P<found>.+?), expected (?P<expected>.+)"
)


def _lines(every: dict[str, Told]) -> Iterator[tuple[str, str]]:
    for name, told in every.items():
        if told.error:
            yield from ((name, line) for line in told.text.split("\n"))


def test_a_wrong_message_says_where_what_and_what_else(every: dict[str, Told]) -> None:
    wrong = [
        (name, line)
        for name, told in every.items()
        if "WireError" in told.kind.split()
        for line in told.text.split("\n")
        if not PROBLEM.fullmatch(line)
    ]
    assert wrong == []


def test_a_call_says_which_operation(every: dict[str, Told]) -> None:
    """But a fault is in the words of the service."""
    calls = [*OF_ANSWERS, *OF_CONNECTIONS]
    said = {
        name: told.text
        for name, told in every.items()
        if name.partition(": ")[2] in calls and "Fault" not in told.kind.split()
    }
    assert {name: text for name, text in said.items() if text[:5] != "Ask: "} == {}
    assert len(said) > 80


FAULTS = {
    "longer than a line or two can show": re.compile(r".{420}"),
    "a wrong article": re.compile(
        r"\ba (?=[aeio]\w)(?!one\b|European)|\ban (?=[bcdfghjkmpqtvwz]\w)"
    ),
    "a wrong plural": re.compile(r"\b1 (?!is\b|was\b)\w+s\b"),
    "nothing in brackets": re.compile(r"\(\)(?<!\w\(\))|\(Limits\.\)"),
    "a space too many": re.compile(r"  | [,;:.](?: |$)|^ | $"),
    "an end that is none": re.compile(r"[:;,]$"),
    "no character to show": re.compile(r"[\x00-\x1f\x7f]"),
    "a secret": re.compile(r"secret|s3cret"),
    "a word that means too much": re.compile(r"\b(?:told|seen|given|untold|stray)\b"),
    "a name of ours": re.compile(r"\b(?:NoneType|NoRecord|Unfit|Unscanned|_Wrong)\b"),
}
"""What no text may have."""


@pytest.mark.parametrize("fault", FAULTS)
def test_no_text_has_this_fault(every: dict[str, Told], fault: str) -> None:
    found = [(name, line) for name, line in _lines(every) if FAULTS[fault].search(line)]
    expected = {
        "a word that means too much": "options: a positional argument",  # Python's
    }
    assert [each for each in found if each[0] != expected.get(fault)] == []


def test_no_traceback_shows_how_we_came_to_it(every: dict[str, Told]) -> None:
    """An error inside another would be about this library, and not about the value."""
    between = "During handling of the above exception"
    assert [name for name, told in every.items() if between in told.last] == [
        "writing: a list that raises",  # twice an error of the list's own
        "other ways: a chunk that is broken, by urllib",  # inside http.client
    ]


def test_no_cause_of_ours_says_it_again(every: dict[str, Told]) -> None:
    again = [
        name
        for name, told in every.items()
        if told.error is not None
        and told.error.__cause__ is not None
        and "SoapstoneError" in [k.__name__ for k in type(told.error.__cause__).__mro__]
        and str(told.error.__cause__) in told.text
    ]
    assert again == []


@pytest.mark.parametrize(
    "name", [*ANSWERS, "nobody listens", "a certificate of nobody"]
)
def test_each_library_and_async_say_the_same(every: dict[str, Told], name: str) -> None:
    table = "answers" if name in ANSWERS else "connections"
    said = [every[f"{table}: {name}, {way}"] for way in WAYS]
    assert len({each.kind for each in said}) == 1
    texts = {re.sub(r"127\.0\.0\.1:\d+", "HOST", each.text) for each in said}
    assert len(texts) == 1 or name in LIBRARY
