"""A server that wants to write elsewhere, to be told a secret, or to keep its caller busy."""

from __future__ import annotations

import html
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from soapstone.fetching.access import Access, read_headers
from soapstone.model.findings import SpecError
from tests.fetching.site import (
    SCHEMA,
    WSDL,
    fetched,
    files,
    index,
    operation,
    page,
    service,
    site,
    xml,
)
from tests.runtime.calling.server import Answer, http, serving

NAMES = [
    *("../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "C:x", "a/b", "a:b"),
    *("CON", "con", "nul.txt", "Com1.html", "LPT\u00b9", ".htaccess", "..", "."),
    *("Get", "GET", "get", "\u00c5", "A\u030a", "x" * 300, "%2e%2e%2f", "-rf", "~"),
    *("a\0b", "a\nb", "\x1b[2J", "\u202egpj", "<script>", "names.toml", "overrides"),
]


def test_whatever_operations_are_called_files_stay_in_the_folder(
    tmp_path: Path,
) -> None:
    links = {name: f"/x.asmx?op={quote(name, safe='')}" for name in NAMES}
    pages: dict[str, Answer] = {"/x.asmx": index(links.values(), "{}")}
    pages |= {link: operation("Ask") for link in links.values()}
    specs = tmp_path / "deep" / "er" / "specs"
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", specs)
        assert target.failed == []
        found = files(tmp_path)
        assert len({each.casefold() for each in found}) == len(NAMES)
        assert {each.rpartition("/")[0] for each in found} == {"deep/er/specs/x"}
        assert all(each.endswith(".html") and each.isprintable() for each in found)
        again = fetched(f"{here.url}/x.asmx", specs)
    assert (again.fetched, again.kept) == (0, len(NAMES))
    assert files(tmp_path) == found


def test_whatever_parts_of_a_wsdl_are_called_files_stay_in_the_folder(
    tmp_path: Path,
) -> None:
    parts = [
        *("/../../../etc/passwd", "/s?xsd=..%2F..%2Fevil", "/s?xsd=CON", "/s?xsd=con"),
        *("/a%2F..%2F..%2Fb.xsd", "/s?xsd=.x", "/s?xsd="),
    ]
    found = "".join(f'<xs:include schemaLocation="{each}"/>' for each in parts)
    others = ("file:///etc/passwd", "ftp://127.0.0.1/x", "http://127.0.0.1:9/x")
    found += "".join(f'<import location="{each}"/>' for each in others)
    pages: dict[str, Answer] = {"/d/x.wsdl": xml(WSDL.format(found))}
    pages |= {each: xml(SCHEMA.format("")) for each in (*parts[1:], "/etc/passwd")}
    specs = tmp_path / "deep" / "specs"
    with site(pages) as here:
        target = fetched(f"{here.url}/d/x.wsdl", specs)
    assert {each.rpartition("/")[0] for each in files(tmp_path)} == {"deep/specs/x"}
    assert len({each.casefold() for each in files(tmp_path)}) == len(parts) + 1
    assert len(target.notes) == len(others)


@pytest.mark.parametrize(
    "link",
    [
        *("http://{other}/x.asmx?op=Ask", "//{other}/x.asmx?op=Ask"),
        *("http://{host}@{other}/x.asmx?op=Ask", "http://joe:s3@{host}/x.asmx?op=Ask"),
        *("ftp://{host}/x.asmx?op=Ask", "https://{host}/x.asmx?op=Ask", "x.asmx?op="),
        *("http://{host}.evil.example/x.asmx?op=Ask", "javascript:x.asmx?op=Ask"),
    ],
)
def test_a_link_that_leads_elsewhere_is_not_asked(link: str, tmp_path: Path) -> None:
    with serving(operation("Ask")) as other, site({}) as here:
        hosts = {"host": here.url[7:], "other": other.url[7:]}
        here.pages["/x.asmx"] = index([link.format(**hosts)], "{}")
        with pytest.raises(SpecError, match=r"leads to no operation|operations on"):
            fetched(f"{here.url}/x.asmx", tmp_path / "specs")
        assert (here.asked, other.opened) == (["/x.asmx"], 0)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "link", ["../x.asmx?op=Ask", "./a/../../x.asmx?op=Ask", "/../../x.asmx?op=Ask"]
)
def test_dots_in_a_link_are_resolved(link: str, tmp_path: Path) -> None:
    pages = {**service("Ask"), "/x.asmx": index([link], "{}")}
    with site(pages) as here:
        fetched(f"{here.url}/x.asmx", tmp_path)
        assert here.asked[:2] == ["/x.asmx", "/x.asmx?op=Ask"]


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("/", "x.asmx?op=Ask"),
        ("/ws/a/", "../../x.asmx?op=Ask"),
        ("{url}/", "x.asmx?op=Ask"),
        ("", "x.asmx?op=Ask"),
        ("/other/", "/x.asmx?op=Ask"),
    ],
)
def test_a_link_is_relative_to_the_base_of_its_page(
    base: str, link: str, tmp_path: Path
) -> None:
    """The first base counts, wherever it stands."""
    with site(service("Ask")) as here:
        text = f"<a href='{link}'>Ask</a><base href='{base.format(url=here.url)}'>"
        here.pages["/x.asmx"] = page(f"<body>{text}<base href='/no/'></body>")
        fetched(f"{here.url}/x.asmx", tmp_path)
        assert here.asked[1] == "/x.asmx?op=Ask"


@pytest.mark.parametrize(
    "base", ["http://{other}/", "//{other}", "javascript:x", "//["]
)
def test_a_base_elsewhere_leads_elsewhere(base: str, tmp_path: Path) -> None:
    with serving(operation("Ask")) as other, site(service("Ask")) as here:
        start = f"<base href='{base.format(other=other.url[7:])}'>"
        here.pages["/x.asmx"] = page(f"{start}<a href='x.asmx?op=Ask'>Ask</a>")
        with pytest.raises(SpecError, match=r"leads to no operation|operations on"):
            fetched(f"{here.url}/x.asmx", tmp_path)
        assert (here.asked, other.opened) == (["/x.asmx"], 0)


def test_cookies_of_other_hosts_and_paths_are_not_sent(tmp_path: Path) -> None:
    more = [
        *("a=1; domain=other.example", "b=2; domain=.1", "c=3; path=/elsewhere"),
        *("d=4; secure", "e=5; domain=127.0.0.2", "mine=6"),
    ]
    head = "".join(f"\r\nSet-Cookie: {each}" for each in more).encode()
    pages = service("Ask")
    pages["/x.asmx"] = index(["Ask"]).replace(b"\r\n\r\n", head + b"\r\n\r\n", 1)
    access = Access(read_headers(["Cookie: own=7"]))
    with site(pages) as here:
        fetched(f"{here.url}/x.asmx", tmp_path, access)
        sent = [each.headers["cookie"] for each in here.server.requests]
    assert sent[0] == "own=7"
    assert {frozenset(each.split("; ")) for each in sent[1:]} == {
        frozenset(["own=7", "mine=6"])
    }


def many(link: str, count: int, first: str = "") -> bytes:
    links = "".join(f"<a href='{link.format(n)}'>x</a>" for n in range(count))
    return page(f"<body>{first}{links}</body>")


@pytest.mark.parametrize(
    ("link", "count", "found"),
    [
        ("x.asmx?op=A{}", 2001, "an index of more than 2,000 operations"),
        ("x.asmx?op=A{}", 100_000, "more than 200,000 tags"),
        ("http://h{}.example/x.asmx?op=A", 3000, "operations on .*h9.example, others;"),
    ],
)
def test_an_index_of_too_many_links_is_a_short_error(
    link: str, count: int, found: str, tmp_path: Path
) -> None:
    with site({"/x.asmx": many(link, count)}) as here:
        with pytest.raises(SpecError, match=found) as caught:
            fetched(f"{here.url}/x.asmx", tmp_path / "specs")
        assert here.asked == ["/x.asmx"]
    assert len(str(caught.value)) < 700
    assert files(tmp_path) == []


def test_of_many_other_hosts_some_are_named(tmp_path: Path) -> None:
    own = "<a href='x.asmx?op=Ask'>Ask</a>"
    elsewhere = many("http://h{}.example/x.asmx?op=A", 3000, own)
    with site({**service("Ask"), "/x.asmx": elsewhere}) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert target.fetched == 1
    assert len(target.notes) == 12
    assert "left out: operations at others, on another host" in target.notes


CHARSETS = [
    "utf-16",
    "utf-7",
    "punycode",
    "idna",
    "zlib",
    "hex",
    "unicode_escape",
    "x" * 999,
]


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_charset_that_is_a_lie_loses_no_page(charset: str, tmp_path: Path) -> None:
    """Nor does it start a codec that unpacks, or takes quadratic time (punycode)."""
    body = f"<html>{html.escape('a-' * 50_000)}</html>".encode()
    answer = http(body, kind=f"text/html; charset={charset}")
    before = time.process_time()
    with site({**service("Ask"), "/x.asmx?op=Ask": answer}) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert time.process_time() - before < 5
    assert target.failed == []
    saved = (tmp_path / "x" / "Ask.html").read_bytes()
    assert body in saved.replace(b"\xef\xbb\xbf", b"") or charset == "utf-16"


UNCLOSED: dict[str, Callable[[int], str]] = {
    "tags": lambda n: "<b>" * n,
    "tables": lambda n: "<table><tr><td>" * n,
    "an attribute": lambda n: f"<a href='{'x' * n * 9}",
    "a comment": lambda n: f"<!--{'x-' * n * 4}",
    "starts": lambda n: "<" * n * 9,
    "samples": lambda n: "<pre>" + "&lt;a" * n,
    "doctypes": lambda n: "<!DOCTYPE " * n,
}


@pytest.mark.parametrize("name", UNCLOSED)
def test_html_that_never_closes_takes_no_time(name: str, tmp_path: Path) -> None:
    before = time.process_time()
    pages = {**service("Ask"), "/x.asmx?op=Ask": page(UNCLOSED[name](90_000))}
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert time.process_time() - before < 10
    assert target.fetched + len(target.failed) == 1


def test_entities_of_a_wsdl_are_not_expanded(tmp_path: Path) -> None:
    names = "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};">' for n in range(40))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "x">{names}]>{WSDL.format("&e40;")}'
    with site({**service("Ask"), "/x.asmx?WSDL": xml(bomb)}) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert files(tmp_path) == ["x/Ask.html"]
    assert target.notes[0].startswith("no WSDL")
