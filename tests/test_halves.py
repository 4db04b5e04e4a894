"""Services of which pages show one half: what is there works, and a finding names what is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.inference import inferred
from soapstone.pages import read_pages
from tests.inference.samples import findings_of
from tests.packages import load, runtime_of

ENVELOPE = """\
<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <{name} xmlns="urn:ferry">{members}</{name}>
  </soap:Body>
</soap:Envelope>
"""
HEAD = """\
POST /Ferry.asmx HTTP/1.1
Host: ferry.example
Content-Type: text/xml; charset=utf-8
SOAPAction: "urn:ferry/Board"

"""
ANSWERED = "HTTP/1.1 200 OK\nContent-Type: text/xml; charset=utf-8\n\n"
SENT = ENVELOPE.format(name="Board", members="<Deck>int</Deck>")
CAME = ENVELOPE.format(name="BoardResponse", members="<Seat>string</Seat>")
ANSWER = CAME.replace("string", "4A")
FORM = """\
GET /Ferry.asmx/Board?deck=string HTTP/1.1
Host: ferry.example
"""
SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope"


@dataclass
class Made:
    """A package made of pages, and the findings on them but that on the scheme."""

    package: ModuleType
    findings: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Subject, line and decision of each, by its code."""


def made(folder: Path, *pages: str) -> Made:
    files = {f"ferry/{n}.txt": page.encode() for n, page in enumerate(pages)}
    facts, errors = read_pages(files)
    assert not errors
    result = inferred("ferry", facts)
    package = load(result.contract, folder, "ferry")
    found = {
        each.code: (each.subject, each.origin.line, each.decided)
        for each in findings_of(result)
        if each.code != "scheme-unknown"
    }
    return Made(package, found)


def call(
    ferry: Made, answer: str, base: str | None = None, deck: object = 5
) -> tuple[Any, Any]:
    """The request of a call, and what the client makes of an answer."""
    rt = runtime_of(ferry.package)
    asked = []

    def transport(request: Any) -> Any:
        asked.append(request)
        headers = rt.Headers({"Content-Type": "text/xml; charset=utf-8"})
        return rt.HttpResponse(status=200, headers=headers, body=answer.encode())

    client = ferry.package.FerryClient(base, transport=transport)
    value = client.board(deck=deck)
    return asked[0], value


def test_a_response_that_no_page_shows_keeps_what_comes(tmp_path: Path) -> None:
    ferry = made(tmp_path, HEAD + SENT)
    decided = "BoardResponse has no known members; what comes is kept, and unknown() gives it."
    assert ferry.findings == {"missing-response": ("Board", 1, decided)}
    _, answer = call(ferry, ANSWER)
    (member,) = runtime_of(ferry.package).unknown(answer)
    assert (member.name, member.text) == ("{urn:ferry}Seat", "4A")
    assert b">4A</Seat>" in answer.to_soap()


def test_a_response_that_breaks_off_is_a_finding_at_its_last_line(
    tmp_path: Path,
) -> None:
    page = HEAD + SENT + ANSWERED + CAME[: CAME.index("</soap:Body>")]
    ferry = made(tmp_path, page)
    subject, line, _ = ferry.findings["missing-response"]
    assert (subject, line) == ("Board", page.rstrip().count("\n") + 1)


def test_what_another_sample_shows_is_a_note(tmp_path: Path) -> None:
    whole = SENT + ANSWERED + CAME
    other = whole.replace("http://schemas.xmlsoap.org/soap/envelope/", SOAP_1_2)
    cut = other[: other.rindex("</soap:Body>")]
    head = HEAD.replace("text/xml", "application/soap+xml").rpartition("SOAPAction")[0]
    page = f"{HEAD}{whole}\n{head}\n{cut}"
    ferry = made(tmp_path, page)
    decided = "Another sample of the operation shows it."
    line = page.rstrip().count("\n") + 1
    assert ferry.findings == {"missing-half": ("Board", line, decided)}
    assert call(ferry, ANSWER)[1].seat == "4A"
    for pages in ((HEAD + SENT, whole), (whole, HEAD + SENT)):
        separate = made(tmp_path, *pages)
        assert [*separate.findings] == ["missing-half"]
        asked, answer = call(separate, ANSWER)
        assert asked.url == "https://ferry.example/Ferry.asmx"
        assert answer.seat == "4A"


@pytest.mark.parametrize("head", ["", HEAD])
def test_a_request_that_no_page_shows_cannot_be_sent(tmp_path: Path, head: str) -> None:
    ferry = made(tmp_path, head + ANSWERED + CAME)
    decided = (
        "The operation has no request and cannot be called; its response can be read."
    )
    assert ferry.findings == {"missing-request": ("Board", 1, decided)}
    assert ferry.package.BoardResponse.from_soap(ANSWER).seat == "4A"
    assert not hasattr(ferry.package, "Board")
    rt = runtime_of(ferry.package)
    client = ferry.package.FerryClient("https://ferry.example")
    with pytest.raises(rt.CannotCall):
        client.board()


def test_parameters_stand_in_for_a_request_that_no_sample_shows(
    tmp_path: Path,
) -> None:
    answer = f"{ANSWERED}<string xmlns='urn:ferry'>string</string>"
    for page in (ANSWERED + CAME + "\n" + FORM + answer, HEAD + ANSWERED + CAME + FORM):
        ferry = made(tmp_path, page)
        assert "missing-request" not in ferry.findings
        assert "request-by-parameters" in ferry.findings
        assert "missing-half" not in ferry.findings
        asked, came = call(ferry, answer.partition("\n\n")[2], deck="5")
        assert asked.url == "https://ferry.example/Ferry.asmx/Board?deck=5"
        assert came == ferry.package.BoardResponse(seat="string")


def test_an_answer_of_a_form_that_no_page_shows_is_bytes(tmp_path: Path) -> None:
    ferry = made(tmp_path, FORM)
    assert ferry.findings["missing-response"] == (
        "Board",
        1,
        "The answer is given as bytes.",
    )
    assert call(ferry, "<x/>", deck="5")[1] == b"<x/>"


def test_an_envelope_alone_is_called_at_an_address_of_the_caller(
    tmp_path: Path,
) -> None:
    ferry = made(tmp_path, f"We send\n{SENT}\nand get\n{CAME}")
    assert ferry.findings == {
        "host-unknown": (
            "ferry",
            2,
            "The client has no address unless base_url gives it.",
        ),
        "assumed-action": ("Board", 2, "Taken as urn:ferry/Board."),
    }
    asked, answer = call(ferry, ANSWER, "http://pier.example/Ferry.asmx")
    assert asked.url == "http://pier.example/Ferry.asmx"
    assert asked.headers["SOAPAction"] == '"urn:ferry/Board"'
    assert answer.seat == "4A"
    with pytest.raises(runtime_of(ferry.package).CannotCall, match="pass base_url"):
        call(ferry, ANSWER)


def test_an_action_that_the_page_leaves_empty_stays_empty(tmp_path: Path) -> None:
    head = HEAD.replace('"urn:ferry/Board"', '""')
    ferry = made(tmp_path, head + SENT + ANSWERED + CAME)
    assert ferry.findings == {}
    assert call(ferry, ANSWER)[0].headers["SOAPAction"] == '""'
