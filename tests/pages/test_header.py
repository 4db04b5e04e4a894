"""Traps of headers: no heading, a glued one, and what a page prints that documents nothing."""

from __future__ import annotations

import pytest

from soapstone.model.facts import OperationFacts
from tests.pages.support import read_text
from tests.pages.test_tables import HEADER

XML = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:kit"'
BACK = "<back to all web services\n"
HINT = (
    "To override the Content-type in your clients, use the HTTP Accept Header, append the .xml"
    " suffix or ?format=xml\n"
    "To embed the response in a jsonp callback, append ?callback=myCallback\n"
)
WRAPPED = (
    "To override the Content-type in your clients, use the HTTP Accept\n"
    "Header, append the .xml suffix or ?format=xml\n"
)


def samples(path: str = "/xml/reply/Moor", root: str = "Moor") -> str:
    return (
        "HTTP + XML\nThe following are sample HTTP requests and responses.\n"
        "The placeholders shown need to be replaced with actual values.\n"
        f"POST {path} HTTP/1.1\nHost: h\nContent-Type: application/xml\n"
        f"<{root} {XML}><Id>0</Id></{root}>\nHTTP/1.1 200 OK\n"
        f"Content-Type: application/xml\n<Moored {XML}><Ok>false</Ok></Moored>\n"
    )


def operation(text: str) -> OperationFacts:
    (found,) = read_text(text).operations
    return found


@pytest.mark.parametrize(
    "above",
    [
        "",
        HINT,
        "Hello, this is the page\nthat you asked for:\n",
        "Hello,\n" + WRAPPED,
    ],
    ids=["at the format", "at the hint", "a mail", "a mail and the wrapped hint"],
)
def test_a_page_without_heading_has_the_name_of_its_request(above: str) -> None:
    found = operation(above + samples())
    assert (found.name, found.service) == ("Moor", "")
    assert operation(above + samples("/moorings")).name == ""  # that of its element
    if not above.startswith("Hello,\n"):
        assert found.documentation == ""


def test_the_table_of_a_response_names_no_operation() -> None:
    found = operation(f"Moored Parameters:\n{HEADER}Ok | form | bool | No | |\n{HINT}")
    assert found.name == "Moored"
    page = f"Moored Parameters:\n{HEADER}Ok | form | bool | No | |\n{HINT}"
    assert operation(page + samples("/moorings")).name == ""


@pytest.mark.parametrize(
    "heading",
    [
        f"Quay\n{BACK}Moor\nMoors a ship.\n",
        f"Quay\n{BACK.strip()}Moor\nMoors a ship.\n",
        f"Quay{BACK}Moor\nMoors a ship.\n",
        f"Quay\n{BACK}MoorMoors a ship.\n",
    ],
)
@pytest.mark.parametrize("below", ["", HINT, WRAPPED])
def test_a_heading_may_be_glued_to_what_stands_beside_it(
    heading: str, below: str
) -> None:
    found = operation(heading + below + samples())
    assert (found.service, found.name) == ("Quay", "Moor")
    assert found.documentation == "Moors a ship."


@pytest.mark.parametrize(
    "line", ["Parameters:", "GET/moorings", "Metadata", "TypeScript", "Moors ships."]
)
def test_no_line_of_another_kind_is_a_heading(line: str) -> None:
    found = operation(f"Quay\n{BACK}{line}\n{HINT}" + samples("/moorings"))
    assert (found.service, found.name) == ("Quay", "")


def test_a_heading_of_prose_names_nothing_where_samples_show_a_name() -> None:
    page = f"# Quay\n\n## Overview\n\n{HINT}{samples()}"
    assert [each.name for each in read_text(page, "p.md").operations] == ["Moor"]


def test_headings_are_the_service_and_its_operation() -> None:
    for headings in ("# Quay\n\n## Moor\n\n", "# Quay\n\nMoor\n\n"):
        (found,) = read_text(headings + HINT + samples(), "p.md").operations
        assert (found.service, found.name) == ("Quay", "Moor")
    assert operation("Quay\nMoor\n" + HINT + samples()).service == ""


def test_a_line_that_is_no_heading_names_no_operation() -> None:
    page = f"Quay\nMoored Parameters:\n{HEADER}Ok | form | bool | No | |\n{HINT}"
    assert operation(page).name == "Moored"


@pytest.mark.parametrize(
    "links",
    [
        "Metadata C# TypeScript VB.NET F# Java Kotlin Swift\n",
        "Metadata | C# | Mjs | Python\n",
        "MetadataC#TypeScriptGleam\n",
        "Metadata\nC#\nTypeScript\nDart\n",
    ],
)
def test_links_to_the_source_are_no_documentation(links: str) -> None:
    found = operation(f"Quay\n{BACK}Moor\n{links}Moors a ship.\n{HINT}{samples()}")
    assert found.documentation == "Moors a ship."


def test_what_introduces_routes_or_tables_is_no_documentation() -> None:
    for more in (
        "Diese Routen gibt es:\nPOST | /moorings |\n",
        f"Parameters:\n{HEADER}Id | form | int | No | |\n",
    ):
        found = operation(f"Quay\n{BACK}Moor\nMoors a ship.\n{more}{HINT}{samples()}")
        assert found.documentation == "Moors a ship."


def test_another_route_of_servicestack_is_another_operation() -> None:
    page = samples() + "powered by ServiceStack 4.5\n" + samples("/xml/reply/Cast")
    found = read_text(page).operations
    assert [(each.name, len(each.exchanges)) for each in found] == [
        ("Moor", 1),
        ("Cast", 1),
    ]
    both = samples() + samples().replace("xml/reply", "json/reply")
    assert [len(each.exchanges) for each in read_text(both).operations] == [2]
