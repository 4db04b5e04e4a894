"""What goes wrong at the other end is a clear error, and no file is half written."""

from __future__ import annotations

import gzip
import re
import ssl
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from soapstone.fetching.run import Settings, fetch
from soapstone.fetching.target import Target
from soapstone.model.findings import SpecError
from tests.fetching.certificates import certificate
from tests.fetching.site import (
    NOTHING,
    fetched,
    files,
    index,
    operation,
    page,
    redirect,
    service,
    site,
)
from tests.runtime.calling.server import Answer, Connection, http, serving

WSDL_BEHIND_LOGIN = page(
    "<form action='/in?to=/x.svc?wsdl'><input name=p type=password></form>"
)
LOGIN = page("<body><form><input name=p type=password></form></body>")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def endless(connection: Connection) -> None:
    connection.send(HEAD + b"\r\n")
    while True:
        connection.send(b"<p>")
        time.sleep(0.05)


def slow_head(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.send(b"X-Slow: 1\r\n")
        time.sleep(0.05)


def gigabyte(connection: Connection) -> None:
    connection.send(HEAD + b"Content-Length: 1073741824\r\n\r\n")
    for _ in range(1024):
        connection.send(b"x" * 2**20)


def cut(connection: Connection) -> None:
    connection.send(HEAD + b"Content-Length: 100000\r\n\r\n<html>")


def go_on(connection: Connection) -> None:
    while True:
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def silent(connection: Connection) -> None:
    return None


BOMB = http(
    gzip.compress(bytes(2**24)), "200 OK", "text/html", "Content-Encoding: gzip"
)
TROUBLE: dict[str, tuple[Answer, str]] = {
    "elsewhere": (
        redirect("http://other.example/a?b"),
        "a redirect to http://other.ex",
    ),
    "another port": (
        redirect("http://127.0.0.1:9/x"),
        r"a redirect to http://127\.0\.0\.1:9",
    ),
    "no address": (
        redirect("javascript:alert(1)"),
        "a redirect to something that is no",
    ),
    "broken address": (redirect("http://[h/"), "a redirect to something that is no"),
    "in a circle": (redirect("/x.asmx?op=Ask"), "redirects that do not end"),
    "endless": (endless, "no whole answer within"),
    "slow head": (slow_head, "no whole answer within"),
    "gigabyte": (gigabyte, "an answer of more than 8,388,608 bytes"),
    "cut": (cut, "no answer .*cut off"),
    "silent": (silent, "no answer"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "no answer"),
    "bomb": (BOMB, "a compressed answer .* more than 8,388,608 bytes"),
    "broken gzip": (
        http(b"\x1f\x8bx", "200 OK", "text/html", "Content-Encoding: gzip"),
        "a compressed answer that is no gzip",
    ),
    "not asked for": (
        http(b"\x0b\x02\x80abc", "200 OK", "text/html", "Content-Encoding: br"),
        "a compressed answer that is no gzip",
    ),
    "twice": (
        http(b"", "200 OK", "text/html", "Content-Encoding: gzip, gzip"),
        "a compressed answer that is no gzip",
    ),
    "100 and no end": (go_on, "no whole answer within"),
    "many headers": (HEAD + b"X: y\r\n" * 200 + b"\r\n", "more than 100 headers"),
    "long status": (b"HTTP/1.1 200 " + b"x" * 2**17 + b"\r\n\r\n", "status line"),
    "no chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", "cut off"),
    "401": (http(b"", "401 Unauthorized"), "status 401 Unauthorized"),
    "403": (http(b"", "403 Forbidden"), "status 403 Forbidden"),
    "404": (NOTHING, "status 404 Not Found: an HTML page, 'Not here'"),
    "500": (http(b"", "500 Internal Server Error"), "status 500 Internal Server Error"),
    "204": (http(b"", "204 No Content"), "status 204 No Content"),
    "login": (LOGIN, "a page that asks for a password"),
    "error page": (
        page("<title>Runtime Error</title>"),
        "the error page of a web server",
    ),
    "login that names a WSDL": (WSDL_BEHIND_LOGIN, "a page that asks for a password"),
    "empty": (http(b" ", kind="text/html"), "an empty page"),
}


def seconds(name: str, late: float) -> float:
    """How long an answer may take: few for one without an end, as the test waits so long."""
    return late if name in ("endless", "slow head", "100 and no end") else 30


@pytest.mark.parametrize("name", TROUBLE)
def test_of_one_page_it_is_an_error_and_the_others_are_fetched(
    name: str, tmp_path: Path
) -> None:
    answer, found = TROUBLE[name]
    pages = {**service("Ask", "Answer"), "/x.asmx?op=Ask": answer}
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path, timeout=seconds(name, 2))
    (error,) = target.failed
    assert str(error.origin).endswith("/x.asmx?op=Ask")
    assert re.search(found, str(error))
    if name != "401":
        assert files(tmp_path) == ["x/Answer.html"]


@pytest.mark.parametrize("name", TROUBLE)
def test_of_the_first_page_it_ends_the_run(name: str, tmp_path: Path) -> None:
    answer, found = TROUBLE[name]
    pages = {"/x.asmx": answer, "/x.asmx?op=Ask": redirect("/x.asmx")}
    specs = tmp_path / "specs"
    with site(pages) as here, pytest.raises(SpecError, match=found):
        fetched(f"{here.url}/x.asmx", specs, timeout=seconds(name, 0.5))
    assert [*tmp_path.iterdir()] == []


def test_from_http_to_https_is_a_step_that_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy shows it: on loopback nobody has the usual ports."""
    with serving(redirect("https://h.example/x"), http(b"", "502 No")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(SpecError, match=r"^https://h\.example/x: found no answer"):
            fetched("http://h.example/x", tmp_path)
        asked = [each.line.rsplit(" ", 1)[0] for each in proxy.requests]
    assert asked == ["GET http://h.example/x", "CONNECT h.example:443"]


def test_the_other_host_hears_nothing(tmp_path: Path) -> None:
    with (
        serving(operation("Ask")) as other,
        site({**service("Ask"), "/x.asmx?op=Ask": redirect(f"{other.url}/a")}) as here,
    ):
        fetched(f"{here.url}/x.asmx", tmp_path)
        assert other.opened == 0


def test_after_three_failures_in_a_row_the_others_are_not_tried(tmp_path: Path) -> None:
    names = [f"Op{number}" for number in range(9)]
    pages = service(*names)
    for name in ("Op0", "Op1", "Op3", "Op4", "Op5", "Op6"):
        pages[f"/x.asmx?op={name}"] = http(b"", "500 Down")
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
        assert here.asked == list(pages)[:7]
    assert (target.fetched, len(target.failed), target.untried) == (1, 5, 3)


def test_a_page_that_is_read_by_nobody_is_saved_all_the_same(tmp_path: Path) -> None:
    """It is one of the service, and generating says what is wrong with it."""
    with site({**service("Ask"), "/x.asmx?op=Ask": page("<body>RPC</body>")}) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert (target.failed, files(tmp_path)) == ([], ["x/Ask.html"])


@pytest.mark.parametrize(
    "answer",
    [
        page("<body>Welcome</body>"),
        page("<a href='y.asmx?op=A'>A</a>"),
        http(b"%PDF-1"),
    ],
)
def test_a_page_that_leads_nowhere(answer: bytes, tmp_path: Path) -> None:
    with (
        site({"/x.asmx": answer}) as here,
        pytest.raises(SpecError, match="leads to no operation"),
    ):
        fetched(f"{here.url}/x.asmx", tmp_path)


def test_a_certificate_that_nobody_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own = certificate(tmp_path)
    context.load_cert_chain(own)
    specs = tmp_path / "specs"
    with serving(index(["Ask"]), operation("Ask"), NOTHING, tls=context) as server:
        with pytest.raises(SpecError, match="certificate is not accepted") as caught:
            fetched(f"{server.url}/x.asmx", specs)
        assert "_ssl.c" not in str(caught.value)
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        assert fetched(f"{server.url}/x.asmx", specs).fetched == 1


def test_hosts_that_are_not_there(tmp_path: Path) -> None:
    for url in ("http://127.0.0.1:9/x", "http://no.such.host.invalid/"):
        with pytest.raises(SpecError, match=r"no answer \([^\[]*\)"):
            fetched(url, tmp_path)


# Pauses


def slept(url: str, specs: Path, **more: Any) -> tuple[list[float], Target]:
    """How long a run has waited between what."""
    waits: list[float] = []
    target = Target(specs)
    fetch(Settings(url=url, **more), target, sleep=waits.append)
    return waits, target


def test_between_two_requests_is_a_pause(tmp_path: Path) -> None:
    with site(service("Ask", "Answer")) as here:
        waits, _ = slept(f"{here.url}/x.asmx", tmp_path, pause=0.25)
        assert waits == [0.25] * (len(here.asked) - 1)
        assert here.server.opened == len(here.asked) == 4


def busy(*after: str) -> Callable[[Connection], bytes]:
    """Asks to come again later, once for each, and then has the page."""
    left = [*after]

    def answer(connection: Connection) -> bytes:
        if left:
            more = f"Retry-After: {left.pop(0)}"
            return http(b"", "503 Busy", "text/html", more)
        return operation("Ask")

    return answer


@pytest.mark.parametrize("date", [False, True])
def test_a_server_that_asks_to_wait_is_waited_for(date: bool, tmp_path: Path) -> None:
    after = formatdate(time.time() + 30, usegmt=True) if date else "30"
    with site({**service("Ask"), "/x.asmx?op=Ask": busy(after, "0")}) as here:
        waits, target = slept(f"{here.url}/x.asmx", tmp_path, pause=0)
    assert 25 < sum(waits) <= 30
    assert files(tmp_path) == ["x/Ask.html"]
    assert target.failed == []


@pytest.mark.parametrize("after", [["121"], ["1"] * 3, ["9" * 99]])
def test_one_that_asks_for_too_long_is_left_alone(
    after: list[str], tmp_path: Path
) -> None:
    pages = {**service("Ask", "Answer", "More"), "/x.asmx?op=Ask": busy(*after)}
    with site(pages) as here:
        waits, target = slept(f"{here.url}/x.asmx", tmp_path, pause=0)
        assert set(here.asked) == {"/x.asmx", "/x.asmx?op=Ask"}
    assert sum(waits) <= 120
    (error,) = target.failed
    assert f"asks to come again later ({after[0][:39]}" in str(error)
    assert (target.untried, files(tmp_path)) == (2, [])


@pytest.mark.parametrize("after", ["soon", "-1", "Mon, 99 Foo 9999"])
def test_a_pause_that_is_none(after: str, tmp_path: Path) -> None:
    with site({**service("Ask"), "/x.asmx?op=Ask": busy(after)}) as here:
        _, target = slept(f"{here.url}/x.asmx", tmp_path, pause=0)
    assert "status 503 Busy" in str(target.failed[0])
