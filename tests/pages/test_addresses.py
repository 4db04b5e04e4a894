"""Traps of addresses beside samples: namespaces that look alike, other hosts, secrets in URLs."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Address, AddressSource
from tests.pages.support import origins, read_text

SAMPLE = """POST /ws/Tide.asmx HTTP/1.1
Host: {host}
Content-Type: text/xml; charset=utf-8
SOAPAction: "http://tide.example/ws/Tide.asmx"

<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body><Ask xmlns="http://tide.example/ws/Tide.asmx"><Port>string</Port></Ask></soap:Body>
</soap:Envelope>

HTTP/1.1 200 OK
Content-Type: text/xml; charset=utf-8

<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body><AskResponse xmlns="http://tide.example/ws/Tide.asmx" /></soap:Body>
</soap:Envelope>
"""


def found(
    before: str, name: str = "t.txt", host: str = "tide.example", after: str = ""
) -> list[Address]:
    text = f"{before}\n{SAMPLE.format(host=host)}{after}"
    (operation,) = read_text(text, name).operations
    return [*operation.addresses]


def html(inside: str, host: str = "tide.example", before: str = "") -> list[Address]:
    sample = SAMPLE.format(host=host).replace("<", "&lt;")
    text = f"{before}<html><body>\n{inside}<pre>{sample}</pre></body></html>"
    (operation,) = read_text(text, "t.html").operations
    return [*operation.addresses]


def short(addresses: list[Address]) -> list[tuple[AddressSource, str, int]]:
    return [(each.source, each.scheme, each.origin.line) for each in addresses]


def test_namespaces_and_actions_are_no_addresses() -> None:
    assert found("Tide") == []
    assert found("Its namespace is http://tide.example/ws/ and stays.") == []
    assert html("<p>Tide</p>") == []


def test_a_namespace_that_a_program_made_a_link_of_is_no_address() -> None:
    link = '<pre>See <a href="http://tide.example/ws/Tide.asmx">x</a></pre>'
    assert html(link) == []


def test_the_comment_of_a_browser() -> None:
    comment = "<!-- saved from url=(0034)http://tide.example/ws/Tide.asmx?op=Ask -->"
    assert short(html("", before=f"<!DOCTYPE html>\n{comment}\n")) == [
        (AddressSource.SAVED, "http", 2)
    ]
    assert short(found(comment)) == [(AddressSource.SAVED, "http", 1)]


def test_the_comment_of_single_file() -> None:
    comment = "<!--\n Page saved with SingleFile \n url: https://tide.example/ws/Tide.asmx \n-->"
    assert short(html("", before=comment)) == [(AddressSource.SAVED, "https", 3)]


@pytest.mark.parametrize(
    "element",
    [
        '<p><a href="http://tide.example/ws/Tide.asmx">here</a></p>',
        '<link rel="alternate" href="http://tide.example/ws/Tide.asmx?disco">',
        '<form action="http://tide.example/ws/Tide.asmx/Ask" method="POST"></form>',
        '<p><a href="http://tide.example/api/metadata">back</a></p>',
    ],
)
def test_links_to_the_service(element: str) -> None:
    assert short(html(element)) == [(AddressSource.SERVICE, "http", 2)]


def test_a_link_elsewhere_on_the_host_is_weaker() -> None:
    assert short(html('<p><a href="http://tide.example/help.pdf">x</a></p>')) == [
        (AddressSource.OTHER, "http", 2)
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("t.md", "Click [here](http://tide.example/ws/Tide.asmx) for a list."),
        ("t.txt", "Click [here](http://tide.example/ws/Tide.asmx) for a list."),
        ("t.txt", "Click here <http://tide.example/ws/Tide.asmx> for a list."),
        ("t.txt", "<http://tide.example/ws/Tide.asmx>"),
        ("t.txt", "It is at http://tide.example/ws/Tide.asmx."),
        ("t.txt", "<back to all web services <http://tide.example/metadata>"),
    ],
)
def test_links_in_text(name: str, line: str) -> None:
    assert short(found(f"Tide\n{line}", name)) == [(AddressSource.SERVICE, "http", 2)]


def test_references_of_links_stand_at_the_end() -> None:
    (address,) = found("Tide", after="\n[1]: http://tide.example/ws/Tide.asmx\n")
    assert address.source is AddressSource.SERVICE


@pytest.mark.parametrize(
    "url",
    [
        "file:///C:/saved/Tide.htm",
        "about:internet",
        "http://web.archive.example/web/2014/http://tide.example/ws/Tide.asmx",
        "http://tide.example.proxy.example/ws/Tide.asmx",
        "http://not-tide.example/ws/Tide.asmx",
        "//tide.example/ws/Tide.asmx",
    ],
)
def test_other_places_state_nothing(url: str) -> None:
    assert found(f"<!-- saved from url=(0040){url} -->") == []
    assert html(f'<p><a href="{url}">here</a></p>') == []


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://TIDE.example/", "tide.EXAMPLE", 80),
        ("http://tide.example:80/", "tide.example", 80),
        ("https://tide.example/", "tide.example:443", 443),
        ("http://tide.example./", "tide.example", 80),
        ("http://localhost:5123/", "localhost", 5123),
        ("http://localhost:5123/", "localhost:5123", 5123),
        ("http://tide%2D%2Da.example/", "tide--a.example", 80),
    ],
)
def test_the_same_host_in_other_words(url: str, host: str, port: int) -> None:
    (address,) = found(f"<!-- saved from url=(0001){url} -->", host=host)
    assert address.port == port


def test_another_port_than_the_sample_states_is_another_host() -> None:
    saved = "<!-- saved from url=(0001)http://tide.example:8080/ -->"
    assert found(saved, host="tide.example:81") == []
    assert found(saved, host="tide.example:8080") != []


def test_a_sample_without_a_host_agrees_with_none() -> None:
    assert found("<!-- saved from url=(0001)http://tide.example/ -->", host="") == []


def test_neither_name_nor_password_nor_query_is_kept() -> None:
    url = "http://ann:hunter2@tide.example/S(hunter2)/Tide.asmx?key=hunter2"
    addresses = html(
        f'<p><a href="{url}">x</a></p>', before=f"<!-- saved from url=(0070){url} -->\n"
    )
    assert [each.source for each in addresses] == [
        AddressSource.SAVED,
        AddressSource.OTHER,
    ]
    assert all("hunter2" not in repr(each) for each in addresses)
    assert {each.text for each in origins(tuple(addresses))} == {
        "…http://…tide.example…"
    }


def test_each_kind_of_evidence_is_kept_once() -> None:
    link = '<p><a href="{}://tide.example/ws/Tide.asmx">x</a></p>\n'
    links = link.format("http") * 3 + link.format("https")
    assert short(html(links)) == [
        (AddressSource.SERVICE, "http", 2),
        (AddressSource.SERVICE, "https", 5),
    ]


def test_a_port_beyond_all_ports_is_no_error() -> None:
    (address,) = found("<!-- saved from url=(0001)http://tide.example:99999/ -->")
    assert address.scheme == "http"
