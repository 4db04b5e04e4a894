"""Nothing is asked of any other host than the one that was named."""

from __future__ import annotations

import pytest

from soapstone.fetching.host import host_and_address, shown

HTTP = "http://h.example/ws/x.asmx"
HTTPS = "https://h.example/ws/x.asmx"


def address(base: str, link: str) -> str | None:
    found = host_and_address(base)
    assert found
    return found[0].address(base, link)


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("x.asmx?op=A", "http://h.example/ws/x.asmx?op=A"),
        (" /y#z", "http://h.example/y"),
        ("//H.example./y", "http://h.example/y"),
        ("http://h.example:80/y", "http://h.example/y"),
        ("https://h.example/y", "https://h.example/y"),
        ("?op=Grö ße&x=%20", "http://h.example/ws/x.asmx?op=Gr%C3%B6%20%C3%9Fe&x=%20"),
        ("http://h.example", "http://h.example/"),
        ("/a\r\nHost: b", "http://h.example/aHost:%20b"),
    ],
)
def test_a_link_on_the_host(link: str, whole: str) -> None:
    assert address(HTTP, link) == whole


@pytest.mark.parametrize(
    "link",
    [
        *("http://h.example:8080/", "https://h.example:8443/", "http://www.h.example/"),
        *("http://h.example.evil/", "//evil/", "\\\\evil/x", "http://h.example@evil/"),
        *("http://joe:secret@h.example/", "ftp://h.example/", "file:///etc/passwd"),
        *("javascript:alert(1)", "mailto:a@h.example", "data:text/html,x"),
        *("http://[h.example/", "http://h.example:x/", "http://h.example:99999/"),
        *(
            "http://h.example\\@evil/",
            "http://h%2eexample/",
            "http:///x",
            "http://a..b/",
        ),
    ],
)
def test_a_link_that_is_not(link: str) -> None:
    found = address(HTTP, link)
    assert found is None or found.startswith("http://h.example/")
    if "\\\\" not in link and not link.startswith("http:///"):
        assert found is None


def test_from_https_none_leads_back_to_http() -> None:
    assert address(HTTPS, "http://h.example/y") == "https://h.example/y"
    assert address(HTTPS, "http://h.example:8080/y") is None
    assert address("https://h.example:8443/", "http://h.example/y") is None
    assert address("http://h.example:8080/", "https://h.example/y") is None


@pytest.mark.parametrize("url", ["http://[::1]:81/x", "http://münchen.example/"])
def test_odd_hosts(url: str) -> None:
    host, whole = host_and_address(url) or (None, "")
    assert whole.isascii()
    assert whole.startswith(f"{host}/")


def test_secrets_of_an_address_are_not_shown() -> None:
    url = "http://joe:s3@h/(S(s3)F(s3))/x.asmx?op=A&password=s3&b=1"
    assert "s3" not in shown(url)
    assert shown(url) == "http://•••@h/x.asmx?op=A&password=•••&b=1"
    assert shown("http://h/a(b)/c") == "http://h/a(b)/c"
