"""Traps of routes: cells that saving joined, and what describes a route beside its path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from soapstone.pages.plain import read_plain
from soapstone.pages.servicestack.routes import Routes, read_routes
from tests.growth import LINEAR, growth
from tests.pages.support import read_text
from tests.pages.test_servicestack import SAMPLE


def routes(text: str, *paths: str) -> Routes:
    return read_routes(read_plain("p.txt", text, markdown=False).lines, paths)


def shown(text: str, *paths: str) -> list[tuple[str, str, bool]]:
    """Path and description of each route, and whether the page proves the path."""
    found = routes(text, *paths)
    return [
        (each.path, each.documentation, each not in found.guessed)
        for each in found.by_line.values()
    ]


def test_verbs_are_told_from_the_path_that_they_are_glued_to() -> None:
    found = routes("GET, OPTIONS/berths\nAll Verbs/berths/{Id}\nGET,PUT/quays")
    assert [(each.verbs, each.path) for each in found.by_line.values()] == [
        (("GET", "OPTIONS"), "/berths"),
        ((), "/berths/{Id}"),
        (("GET", "PUT"), "/quays"),
    ]


@pytest.mark.parametrize(
    ("line", "path", "text"),
    [
        ("GET/berths/{Id}Get one", "/berths/{Id}", "Get one"),
        ("GET/berths/{Id}one of them", "/berths/{Id}", "one of them"),
        ("GET/a/{FileName*}Gets it", "/a/{FileName*}", "Gets it"),
        ("| GET | /berths | All | Sorted. |", "/berths", "All Sorted."),
        ("GET\t/berthItems\tGets all", "/berthItems", "Gets all"),
        ("Routes:\nGET /berthItems Gets all", "/berthItems", "Gets all"),
        ("GET /berthItems", "/berthItems", ""),
    ],
)
def test_a_place_in_braces_and_cells_prove_where_a_path_ends(
    line: str, path: str, text: str
) -> None:
    assert shown(line) == [(path, text, True)]


@pytest.mark.parametrize(
    ("line", "path", "text"),
    [
        ("GET/api/berthsGet a list", "/api/berths", "Get a list"),
        ("GET/api/berthItemsGet a list", "/api/berthItems", "Get a list"),
        ("GET/API/BERTHSGet a list", "/API/BERTHS", "Get a list"),
        ("GET/berthItems/freelist of them", "/berthItems/freelist", "of them"),
        ("GET/api/berths(all of them)", "/api/berths", "(all of them)"),
        ("GET/api/berthItems", "/api/berthItems", ""),
        ("GET/api/berthsGet A list", "/api/berths", "Get A list"),
        ("GET/api/berths\u00dcbersicht", "/api/berths", "\u00dcbersicht"),
    ],
)
def test_where_nothing_proves_it_the_path_ends_before_the_last_word(
    line: str, path: str, text: str
) -> None:
    assert shown(line) == [(path, text, False)]


def test_the_path_of_a_request_proves_it_whatever_the_next_letter() -> None:
    assert shown("GET/berthslist of them", "/berths?a=1") == [
        ("/berths", "list of them", True)
    ]
    assert shown("GET/berthItemsGet them", "/berthItems") == [
        ("/berthItems", "Get them", True)
    ]


def test_the_path_of_a_request_is_not_that_of_a_longer_route() -> None:
    text = "GET/berthGet one\nGET/berthsGet all\nGET/berth/oldGet old"
    assert shown(text, "/berth") == [
        ("/berth", "Get one", True),
        ("/berths", "Get all", False),
        ("/berth/old", "Get old", False),
    ]


def test_another_route_proves_a_path_that_it_begins_with() -> None:
    text = "GET/api/berthsGet all\nGET/api/berths/{Id}Get one"
    assert [each[2] for each in shown(text)] == [True, True]
    # "Items" may belong to the path all the same.
    assert shown("GET/api/berthItemsGet all\nGET | /api/berth |")[0] == (
        *("/api/berthItems", "Get all", False),
    )


def test_the_caption_may_be_glued_to_the_first_row() -> None:
    assert shown("Routes of this service:GET/berths/{Id}Gets one") == [
        ("/berths/{Id}", "Gets one", True)
    ]


def test_prose_that_begins_with_a_verb_and_a_path_is_no_route() -> None:
    assert shown("GET /berths returns them all") == []


def test_a_guess_is_a_finding_and_descriptions_stay_out_of_the_path() -> None:
    facts = read_text("Routes:\nGET/berthsGet a list\n" + SAMPLE)
    (finding,) = facts.findings
    assert (finding.code, finding.origin.line) == ("route-end", 2)
    assert finding.decided == "The path is taken as /berths."
    (operation,) = facts.operations
    assert (operation.documentation, operation.routes[0].documentation) == (
        *("", "Get a list"),
    )


def test_many_glued_routes_take_linear_time() -> None:
    paths = [f"/{'x' * length}" for length in range(1, 9)]

    def work(size: int) -> Callable[[], object]:
        lines = read_plain("p.txt", "GET/aB cD\n" * size, markdown=False).lines
        return lambda: read_routes(lines, paths)

    assert growth(work, 500) < LINEAR
