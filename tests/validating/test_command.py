"""``soapstone validate``: what it says of files, its exit codes, and what it never shows."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.forms import form_page

ROOT = Path(__file__).resolve().parents[2]
Capture = pytest.CaptureFixture[str]

RIGHT = """<SynchronizePanelUser xmlns="https://services.alarmnet.com/TC2/">
  <SessionID>hunter2</SessionID>
  <StatusOnly>true</StatusOnly>
  <userCodeDirectPush>false</userCodeDirectPush>
</SynchronizePanelUser>"""
WRONG = RIGHT.replace("</SessionID>", "</SessionID>\n  <Devices/>").replace(
    "<StatusOnly>true", "<StatusOnly>yes"
)
HEAD = """POST /tc21api/tc2.asmx HTTP/1.1
Host: rs.alarmnet.com
Content-Type: text/xml; charset=utf-8
SOAPAction: "https://services.alarmnet.com/TC2/SynchronizePanelUser"

"""
ENVELOPE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>\n{}\n'
    "</s:Body></s:Envelope>"
)
PRINTED = """\
m.xml:1  SynchronizePanelUser, request: refused
  m.xml:3  lost  $.Devices: is not in the contract
    expected  SessionID, DeviceList, StatusOnly, AdditionalInput, userCodeDirectPush
    .NET      skipped, unless the pages hide it
    Leave it out. If the service has it, name it in overrides.toml, or record a reply that has it.
  m.xml:4  refused  $.StatusOnly: 'yes'
    expected  a boolean: true, false, 1 or 0
    .NET      refused
    Send a value of the type.
tc2  1 message: refused
"""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with the two seeds."""
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)


def save(text: str | bytes, name: str = "m.xml") -> None:
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)


def codes(capsys: Capture) -> list[tuple[str, int]]:
    """The codes and lines of the findings that JSON has."""
    document = json.loads(capsys.readouterr().out)
    return [
        (finding["code"], finding["line"])
        for file in document["services"][0]["files"]
        for message in file["messages"]
        for finding in message["findings"]
    ]


def test_a_line_where_all_is_right_and_nothing_written(capsys: Capture) -> None:
    save(RIGHT)
    save(HEAD + ENVELOPE.format(RIGHT), "sent.http")
    before = sorted(Path().rglob("*"))
    assert run(["validate", "tc2", "m.xml", "sent.http"]) == ExitCode.OK
    assert capsys.readouterr() == ("tc2  2 messages: right\n", "")
    assert sorted(Path().rglob("*")) == before


def test_what_is_wrong_is_told_with_its_line(capsys: Capture) -> None:
    save(WRONG)
    assert run(["validate", "tc2", "m.xml"]) == ExitCode.FAILED
    assert capsys.readouterr() == (PRINTED, "")


def test_harmless_faults_are_told_and_taken(capsys: Capture) -> None:
    lines = RIGHT.splitlines()
    save("\n".join([lines[0], *lines[2:4], lines[1], lines[4]]))
    assert run(["validate", "tc2", "m.xml"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "m.xml:4  harmless  $.SessionID: is behind userCodeDirectPush" in out
    assert out.endswith("tc2  1 message: taken\n")


def test_lines_are_those_of_the_file_in_dumps_and_har(capsys: Capture) -> None:
    save(f"{HEAD}{ENVELOPE.format(RIGHT)}\n\n{HEAD}{ENVELOPE.format(WRONG)}", "m.http")
    body = {"mimeType": "text/xml; charset=utf-8", "text": ENVELOPE.format(WRONG)}
    head = [line.split(": ", 1) for line in HEAD.strip().splitlines()[1:]]
    request = {
        "method": "POST",
        "url": "https://rs.alarmnet.com/tc21api/tc2.asmx",
        "headers": [{"name": name, "value": value} for name, value in head],
        "postData": body,
    }
    har = json.dumps({"log": {"entries": [{"request": request}]}}, indent=1)
    save(har, "m.har")
    line = har[: har.index("<s:Envelope")].count("\n") + 1
    assert run(["validate", "tc2", "m.http", "m.har", "--json"]) == ExitCode.FAILED
    assert codes(capsys) == [
        *(("unknown", 22), ("value", 23)),
        *(("unknown", line), ("value", line)),
    ]


def test_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (WRONG, HEAD + ENVELOPE.format(WRONG)):
        stream = io.TextIOWrapper(io.BytesIO(text.encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        assert run(["validate", "tc2", "-"]) == ExitCode.FAILED
        assert "  standard input:" in capsys.readouterr().out


def test_the_service_judges_how_a_request_is_sent(capsys: Capture) -> None:
    sent = HEAD + ENVELOPE.format(RIGHT)
    save(sent.replace("TC2/Sync", "TC2/Odd"), "action.http")
    save(sent.replace("text/xml", "application/json"), "type.http")
    save(sent.replace("tc2.asmx", "other.asmx"), "address.http")
    files = ("action.http", "type.http", "address.http")
    assert run(["validate", "tc2", *files]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "did not recognize the value of HTTP Header SOAPAction" in out
    assert "status 415" in out
    assert "status 404" in out
    assert out.endswith("tc2  3 messages: refused\n")


def test_an_action_of_another_body_has_all_of_it_skipped(capsys: Capture) -> None:
    other = RIGHT.replace("SynchronizePanelUser", "SynchronizePanelUserResponse")
    save(HEAD + ENVELOPE.format(other), "m.http")
    assert run(["validate", "tc2", "m.http"]) == ExitCode.FAILED
    assert "all of it is skipped" in capsys.readouterr().out


def test_no_secret_is_shown(capsys: Capture) -> None:
    secret = RIGHT.replace("hunter2", "<a>hunter2</a>")
    save(secret)
    save(HEAD.replace("tc2.asmx", "tc2.asmx?password=hunter2") + secret, "m.http")
    for more in ([], ["--json"]):
        run(["validate", "tc2", "m.xml", "m.http", *more])
        out, err = capsys.readouterr()
        assert "SessionID" in out
        assert "hunter2" not in out + err


def test_a_secret_value_is_masked(tmp_path: Path, capsys: Capture) -> None:
    overrides = tmp_path / "specs/tc2/overrides.toml"
    more = '\n[members."SynchronizePanelUser.SessionID"]\ntype = "int"\n'
    overrides.write_text(overrides.read_text() + more)
    save(RIGHT)
    assert run(["validate", "tc2", "m.xml"]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "$.SessionID: •••" in out
    assert "hunter2" not in out


def test_forms_and_their_return_values(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "specs/quay").mkdir()
    page = form_page("Count", "pin", "<long>long</long>")
    (tmp_path / "specs/quay/Count.txt").write_bytes(page)
    answer = (
        'HTTP/1.1 200 OK\nContent-Type: text/xml\n\n<long xmlns="urn:quay">{}</long>'
    )
    call = "GET /quay.asmx/Count?{} HTTP/1.1\nHost: quay.example\n\n"
    right = call.format("pin=1234") + answer.format(7)
    save(right, "right.http")
    assert run(["validate", "quay", "right.http"]) == ExitCode.OK
    assert capsys.readouterr().out == "quay  2 messages: right\n"
    wrong = call.format("pin=1234&odd=1") + call.format("Pin2=1234")
    save(wrong + answer.format("seven"), "wrong.http")
    assert run(["validate", "quay", "wrong.http"]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "wrong.http:1  lost  odd: is no parameter: skipped" in out
    assert "wrong.http:4  refused  $: System.InvalidOperationException: Missing" in out
    assert "wrong.http:10  refused  $: 'seven'" in out
    assert "1234" not in out
    save(call.format("pin=%3Chunter2"), "secret.http")
    assert run(["validate", "quay", "secret.http"]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "potentially dangerous" in out
    assert "hunter2" not in out


def test_data_contract_serializer_loses_members_by_their_order(capsys: Capture) -> None:
    page = (ROOT / "specs/metering/BatchRegisterAccounts.txt").read_text()
    start = page.index("<BatchRegisterAccounts")
    end = page.index("</BatchRegisterAccounts>") + len("</BatchRegisterAccounts>")
    save(page[start:end])
    assert run(["validate", "metering", "m.xml", "--json"]) in (0, 1)
    document = json.loads(capsys.readouterr().out)
    assert (
        document["services"][0]["files"][0]["messages"][0]["operation"]
        == "BatchRegisterAccounts"
    )


def test_other_bodies_are_counted(capsys: Capture) -> None:
    save(HEAD + ENVELOPE.format(RIGHT) + "\n\nHTTP/1.1 200 OK\n\n{}\n", "m.http")
    assert run(["validate", "tc2", "m.http"]) == ExitCode.OK
    assert capsys.readouterr().out.splitlines() == [
        "tc2  1 message: right",
        "  not judged  1: no XML, and no call of an operation",
    ]


def test_the_documentation_shows_what_is_printed(capsys: Capture) -> None:
    page = (ROOT / "docs/testing.md").read_text("utf-8")
    printed = page.partition("$ soapstone validate tc2 sent.xml\n")[2].partition("```")[
        0
    ]
    lines = RIGHT.replace("SessionID", "sessionID").splitlines()
    save("\n".join([lines[0], lines[3], *lines[1:3], lines[4]]), "sent.xml")
    assert run(["validate", "tc2", "sent.xml"]) == ExitCode.FAILED
    assert capsys.readouterr().out == printed


HOSTILE: dict[str, str | bytes] = {
    "entity": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "unclosed": "<a><b></a>",
    "deep": "<a>" * 400 + "</a>" * 400,
    "encoding": b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>',
    "unknown encoding": '<?xml version="1.0" encoding="ebcdic"?><a/>',
    "nothing": "",
    "binary": bytes(range(256)),
    "JSON": '{"log": 1}',
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_read_is_an_error_and_the_others_are_judged(
    what: str, capsys: Capture
) -> None:
    save(HOSTILE[what])
    save(RIGHT, "right.xml")
    assert run(["validate", "tc2", "m.xml", "right.xml"]) == ExitCode.ERROR
    out, err = capsys.readouterr()
    assert out == "tc2  1 message: right\n"
    assert err.startswith("error: m.xml")
    assert "expected" in err
    assert "internal" not in err


@pytest.mark.parametrize("target", ["http://[odd", "//", "*", "/a?%ff=%zz&=&&"])
def test_odd_addresses_are_refused(target: str, capsys: Capture) -> None:
    head = HEAD.replace("/tc21api/tc2.asmx", target)
    save(head + ENVELOPE.format(RIGHT), "m.http")
    assert run(["validate", "tc2", "m.http"]) == ExitCode.FAILED
    assert capsys.readouterr().err == ""
