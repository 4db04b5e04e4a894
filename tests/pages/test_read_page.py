"""Traps of the room as a whole: no page ends in anything but facts or a SpecError."""

from __future__ import annotations

import random

import pytest

from soapstone.inputs.files import PAGE_SUFFIXES
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from tests.pages.support import PAGES, origins, outcome, read

ALL = sorted(
    str(path.relative_to(PAGES)) for path in PAGES.rglob("*") if path.is_file()
)
CUT = (
    "SynchronizePanelUser.txt",
    "BatchRegisterAccounts.txt",
    "rendered/WithHeaders.html",
)


def test_the_suffixes_of_pages_are_fixed() -> None:
    assert PAGE_SUFFIXES == (".txt", ".md", ".htm", ".html", ".mhtml", ".mht")


@pytest.mark.parametrize("name", ALL)
def test_every_page_is_read(name: str) -> None:
    facts = read(name)
    assert facts.file == name
    assert facts.operations or [finding.code for finding in facts.findings] == [
        "index-page"
    ]
    assert {origin.file for origin in origins(facts)} == {name}


def test_reading_twice_gives_equal_facts() -> None:
    assert read(CUT[1]) == read(CUT[1])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"Just a note", "no HTTP sample and no table of types"),
        (
            b"GET /api/x HTTP/1.1\nHost: h\nHTTP/1.1 200 OK",
            "HTTP samples of another program",
        ),
        (b"<html><!-- nothing -->", "no HTTP sample and no table of types"),
    ],
)
def test_a_page_that_is_no_help_page_is_refused_with_advice(
    data: bytes, found: str
) -> None:
    with pytest.raises(SpecError) as caught:
        read_page("tc2/login.html" if data.startswith(b"<") else "tc2/login.txt", data)
    name = caught.value.origin.file
    assert str(caught.value) == (
        f"{name}:1: found {found}; expected the help page of an ASMX, ServiceStack or WCF REST"
        " operation. Save the page that shows one operation's request and response (…?op=Name)."
    )


@pytest.mark.parametrize("name", CUT)
def test_a_page_cut_anywhere_never_ends_in_a_traceback(name: str) -> None:
    data = (PAGES / name).read_bytes()
    for end in range(0, len(data), 37):
        result = outcome(name, data[:end])
        if isinstance(result, SpecError):
            assert result.origin.line >= 1
        else:
            assert len(result.operations) == 1


@pytest.mark.parametrize("name", CUT)
def test_a_damaged_page_never_ends_in_a_traceback(name: str) -> None:
    data = (PAGES / name).read_bytes()
    chance = random.Random(name)
    pieces = [
        b"<",
        b">",
        b"&",
        b"|",
        b"\n",
        b"\xff",
        b"</pre>",
        b"]]>",
        b"<!--",
        b"HTTP/1.1 200",
    ]
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(3):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randrange(40)] = chance.choice(pieces)
        result = outcome(name, bytes(damaged))
        places = [result.origin] if isinstance(result, SpecError) else origins(result)
        assert all(place.line >= 1 for place in places)


@pytest.mark.parametrize(
    "page",
    [
        "POST /a.asmx HTTP/1.1\nContent-Type: text/xml\n" + "<a>" * 400_000,
        "# a" + " " * 1_000_000 + "b",
        "[x](" + "a" * 2_000_000,
        "a " + "Requires " * 200_000,
        "GET " * 500_000,
        "NameParameterData TypeRequiredDescription\n" + "pathANo" * 200_000,
        "Name | Parameter | Data Type |\n" + "a|" * 500_000,
    ],
    ids=["depth", "blanks", "link", "demand", "verbs", "glued", "cells"],
)
def test_hostile_pages_end(page: str) -> None:
    """None of these grows faster than its length: a slow one would be felt by whoever runs this."""
    assert outcome("page.md", page.encode())
