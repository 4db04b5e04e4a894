"""Who may see the pages: headers, cookies, passwords, and where they go."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from soapstone.fetching.access import Access, read_headers
from soapstone.model.findings import SpecError
from soapstone.runtime.calling.credentials import Basic, Digest, Negotiate
from soapstone.runtime.calling.http_messages import Headers, HttpResponse
from tests.fetching.site import fetched, files, operation, redirect, service, site
from tests.runtime.calling.ntlm import guarded
from tests.runtime.calling.server import Answer, Connection, http, serving

SECRET = "s3cret"
JOE = Access(user="joe", password=SECRET)


def asks_for(
    *schemes: str, lets_in: Callable[[str], bool] = lambda header: False
) -> Callable[[Answer], Answer]:
    """A page that is shown to some only."""

    def guarded(page: Answer) -> Answer:
        def answer(connection: Connection) -> bytes:
            if lets_in(connection.request.headers.get("authorization", "")):
                assert isinstance(page, bytes)
                return page
            more = [f"WWW-Authenticate: {each}" for each in schemes]
            return http(b"", "401 Unauthorized", "text/html", *more)

        return answer

    return guarded


def is_joe(header: str) -> bool:
    return header == f"Basic {base64.b64encode(b'joe:s3cret').decode()}"


def test_a_password_is_sent_when_it_is_asked_for_and_then_at_once(
    tmp_path: Path,
) -> None:
    guard = asks_for("Basic realm=x", lets_in=is_joe)
    pages = {path: guard(page) for path, page in service("Ask", "Answer").items()}
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path, JOE)
        sent = [each.headers.get("authorization") for each in here.server.requests]
    assert sent[0] is None
    assert all(map(is_joe, map(str, sent[1:])))
    assert len(sent) == 5
    assert (target.failed, files(tmp_path)) == (
        [],
        ["x/Answer.html", "x/Ask.html"],
    )


def test_a_page_that_is_for_others_is_asked_for_once(tmp_path: Path) -> None:
    guard = asks_for("Basic realm=x", lets_in=is_joe)
    pages = {path: guard(page) for path, page in service("Ask", "Secret").items()}
    pages["/x.asmx?op=Secret"] = asks_for("Basic realm=x")(b"")
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path, JOE)
        assert here.asked.count("/x.asmx?op=Secret") == 1
    assert (len(target.failed), target.fetched) == (1, 1)


def test_digest(tmp_path: Path) -> None:
    def lets_in(header: str) -> bool:
        return 'username="joe"' in header and "response=" in header

    challenge = 'Digest realm="x", nonce="n", qop="auth", algorithm=MD5'
    guard = asks_for("Basic realm=x", challenge, lets_in=lets_in)
    with site({k: guard(v) for k, v in service("Ask").items()}) as here:
        assert fetched(f"{here.url}/x.asmx", tmp_path, JOE).failed == []
        sent = [each.headers.get("authorization", "") for each in here.server.requests]
    assert not any(each.startswith("Basic") for each in sent)


@pytest.mark.parametrize(
    ("offered", "answer"),
    [
        ("Basic realm=a", Basic("joe", SECRET)),
        ("Basic realm=a, Digest realm=b", Digest("joe", SECRET)),
        ("NTLM, Basic realm=a", Negotiate("joe", SECRET, "NTLM")),
        ("Negotiate, NTLM, Digest", Negotiate("joe", SECRET, "Negotiate")),
        ("Bearer", None),
        ("", None),
    ],
)
def test_the_safest_way_that_is_offered_is_taken(offered: str, answer: object) -> None:
    challenge = HttpResponse(status=401, headers=Headers({"WWW-Authenticate": offered}))
    assert JOE.answer(challenge) == answer
    assert Access().answer(challenge) is None


@pytest.mark.parametrize(
    ("access", "found"),
    [
        (Access(), r"which asks for Basic; .*Sign in: --user NAME"),
        (JOE, r"expected a page for joe\. Try name and password"),
    ],
)
def test_who_is_not_let_in_asks_no_more(
    access: Access, found: str, tmp_path: Path
) -> None:
    """A password that is tried again and again would lock its user out."""
    with site({"/x.asmx": asks_for("Basic realm=x")(b"")}) as here:
        with pytest.raises(SpecError, match=found) as caught:
            fetched(f"{here.url}/x.asmx", tmp_path, access)
        assert len(here.asked) == 1 + bool(access.user)
    assert SECRET not in str(caught.value)
    pages = {**service("Ask", "Answer"), "/x.asmx?op=Ask": asks_for("Basic")(b"")}
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path, access)
        assert "/x.asmx?op=Answer" not in here.asked
    assert (len(target.failed), target.untried) == (1, 1)


def test_windows_authentication_in_three_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NTLM is of a connection, which is kept: its three steps are taken once."""
    user = Access(user="DOM\\user", password="secret")
    guard = partial(guarded, tmp_path, monkeypatch)
    specs = tmp_path / "specs"
    with site(service("Ask", "Answer"), guard=guard) as here:
        target = fetched(f"{here.url}/x.asmx", specs, user)
        sent = [each.headers.get("authorization", "") for each in here.server.requests]
    assert (target.failed, files(specs)) == ([], ["x/Answer.html", "x/Ask.html"])
    assert sum(each.startswith("NTLM ") for each in sent) == 2
    assert not any(each.startswith("Basic") for each in sent)


def test_a_wrong_password_over_ntlm_is_tried_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each further try would bring its user nearer to being locked out."""
    user = Access(user="DOM\\user", password=SECRET)
    guard = partial(guarded, tmp_path, monkeypatch)
    specs = tmp_path / "specs"
    with site(service("Ask"), guard=guard) as here:
        with pytest.raises(SpecError, match=r"expected a page for DOM\\user") as caught:
            fetched(f"{here.url}/x.asmx", specs, user)
        sent = [each.headers.get("authorization", "") for each in here.server.requests]
    assert SECRET not in str(caught.value)
    proofs = [each for each in sent if each.startswith("NTLM ")]
    assert len(proofs) == 2  # what it can, and one answer to the challenge
    assert not specs.exists()


def test_without_the_packages_windows_authentication_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spnego", None)
    with (
        site({"/x.asmx": asks_for("NTLM")(b"")}) as here,
        pytest.raises(SpecError, match="pip install 'soapstone"),
    ):
        fetched(f"{here.url}/x.asmx", tmp_path, JOE)


def test_cookies_of_the_user_give_way_to_those_of_the_server(tmp_path: Path) -> None:
    """A session that moves on is lost with its first cookie."""
    pages = service("Ask", "Answer")
    pages["/x.asmx?op=Ask"] = operation("Ask").replace(
        b"\r\n\r\n", b"\r\nSet-Cookie: session=2; path=/\r\n\r\n", 1
    )
    access = Access(read_headers(["cookie: session=1; odd=a=b,c", "X-Tenant: 7"]))
    with site(pages) as here:
        fetched(f"{here.url}/x.asmx", tmp_path, access)
        sent = [each.headers for each in here.server.requests]
    found = [{*each["cookie"].split("; ")} for each in sent]
    assert found[:2] == [{"session=1", "odd=a=b,c"}] * 2
    assert found[2:] == [{"session=2", "odd=a=b,c"}] * 2
    assert {each["x-tenant"] for each in sent} == {"7"}
    assert sent[0]["user-agent"].startswith("soapstone/")


def test_none_of_it_goes_to_another_host(tmp_path: Path) -> None:
    access = Access(read_headers([f"Cookie: a={SECRET}"]), "joe", SECRET)
    with serving(http(b"", "401 No", "text/html", "WWW-Authenticate: Basic")) as other:
        to = other.url.replace("127.0.0.1", "localhost")
        pages = {**service("Ask"), "/x.asmx?op=Ask": redirect(f"{to}/?{SECRET}")}
        with site(pages) as here:
            target = fetched(f"{here.url}/x.asmx", tmp_path, access)
        assert other.requests == []
    assert SECRET not in str(target.failed[0])
    assert SECRET not in repr(access)


@pytest.mark.parametrize(
    "lines",
    [["Cookie"], ["Cookie: a\r\nb: c"], ["Bad name: x"], ["X: \u20ac"], [": x"]],
)
def test_what_is_no_header_is_refused_without_its_value(lines: list[str]) -> None:
    with pytest.raises(ValueError, match=r"header|allow") as caught:
        read_headers(lines)
    assert "a\r\nb" not in str(caught.value)


def test_headers_of_several_lines() -> None:
    found: Any = read_headers(["", "A: 1", " B:2 ", "A: 3"])
    assert dict(found) == {"A": "1, 3", "B": "2"}
