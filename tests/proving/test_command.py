"""``soapstone test``: what it proves of a service, and what it says of one that is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.forms import form_page

SERVICES = Path(__file__).resolve().parents[1] / "data" / "services"
Capture = pytest.CaptureFixture[str]

# What .NET never prints: a member, another, and the first again.
CONTRADICTION = """\
Svc
Click here for a complete list of operations.
Ask
Test
SOAP 1.1
POST /svc.asmx HTTP/1.1
Host: example.com
Content-Type: text/xml
SOAPAction: "urn:svc/Ask"
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
<s:Body>
<Ask xmlns="urn:svc">
<A>int</A>
<B>int</B>
<A>int</A>
</Ask>
</s:Body>
</s:Envelope>
HTTP/1.1 200 OK
Content-Type: text/xml
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
<s:Body>
<AskResponse xmlns="urn:svc" />
</s:Body>
</s:Envelope>
"""
FAILED = """\
failed: specs/wrong/Ask.txt:12  Ask, write, with plain values, and with 3 more
  found     <A> of urn:svc at /Ask/B, in place of <B> of urn:svc
  expected  the document that was read
  Please report it, with this page or one like it; if the page was edited, save it again.
"""


@pytest.fixture
def specs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two services of the test data."""
    shutil.copytree(SERVICES, tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "specs"


def save(specs: Path, service: str, text: str) -> None:
    (specs / service).mkdir()
    (specs / service / "Ask.txt").write_text(text, encoding="utf-8")


def test_a_line_a_service_and_nothing_written(specs: Path, capsys: Capture) -> None:
    before = sorted(specs.parent.rglob("*"))
    assert run(["test"]) == ExitCode.OK
    output = capsys.readouterr()
    assert output.err == ""
    assert output.out.splitlines() == [
        "basic  4 messages, 20 documents: read, written, read again equal; valid by schema",
        "demo  45 messages, 192 documents: read, written, read again equal; valid by schema",
        "  not tried  18: cut off by the page, tried without what it holds",
    ]
    assert sorted(specs.parent.rglob("*")) == before


def test_one_service_with_all_that_was_not_tried(specs: Path, capsys: Capture) -> None:
    assert run(["test", "demo", "-v"]) == ExitCode.OK
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("demo  45 messages")
    assert len(rest) == 18
    assert rest[0] == (
        "  not tried  specs/demo/EchoCustomer.txt:45  EchoCustomer: Home: "
        "cut off by the page, tried without what it holds"
    )


def test_a_page_that_contradicts_itself(specs: Path, capsys: Capture) -> None:
    save(specs, "wrong", CONTRADICTION)
    assert run(["test"]) == 1
    output = capsys.readouterr()
    assert output.err == FAILED
    assert output.out.splitlines()[-1] == "wrong  2 messages, 6 documents: 4 failed"

    assert run(["test", "--quiet"]) == 1
    assert capsys.readouterr() == ("", FAILED)


def test_what_cannot_be_generated_outranks_what_fails(
    specs: Path, capsys: Capture
) -> None:
    save(specs, "aloft", "no page\n")
    save(specs, "wrong", CONTRADICTION)
    assert run(["test", "aloft", "wrong", "basic"]) == ExitCode.ERROR
    output = capsys.readouterr()
    assert output.err.startswith(
        "error: aloft: specs/aloft/Ask.txt:1\n  found     no HTTP sample"
    )
    assert output.err.endswith(FAILED)
    assert [line.split()[0] for line in output.out.splitlines()] == ["basic", "wrong"]


def test_a_service_that_does_not_exist(specs: Path, capsys: Capture) -> None:
    assert run(["test", "nope"]) == ExitCode.ERROR
    assert capsys.readouterr() == (
        "",
        "error: specs/nope\n  found     no such service\n  expected  one of: basic, demo\n"
        "  Check the spelling, or make the folder and save a page into it.\n",
    )


def test_json(specs: Path, capsys: Capture) -> None:
    save(specs, "wrong", CONTRADICTION)
    save(specs, "zero", "no page\n")
    assert run(["test", "wrong", "zero", "demo", "--json"]) == ExitCode.ERROR
    document = json.loads(capsys.readouterr().out)
    demo, wrong, zero = document["services"]
    assert document["error"] is None
    assert (demo["messages"], demo["documents"], demo["failures"]) == (45, 192, [])
    assert demo["untried"][0] == {
        "subject": "EchoCustomer: Home",
        "file": "demo/EchoCustomer.txt",
        "line": 45,
        "reason": "cut off by the page, tried without what it holds",
    }
    assert wrong["failures"][0] == {
        "file": "wrong/Ask.txt",
        "line": 12,
        "message": "Ask",
        "filling": "plain",
        "step": "write",
        "found": "<A> of urn:svc at /Ask/B, in place of <B> of urn:svc",
        "expected": "the document that was read",
    }
    assert [each["filling"] for each in wrong["failures"]] == [
        *("plain", "lowest", "highest", "awkward")
    ]
    assert zero["error"]["found"] == "no HTTP sample and no table of types"


def test_what_a_person_corrects_is_no_fault(specs: Path, capsys: Capture) -> None:
    overrides = '[members."EchoCustomers.list"]\ntype = "string[]"\n'
    (specs / "demo/overrides.toml").write_text(overrides, encoding="utf-8")
    assert run(["test", "demo"]) == ExitCode.OK
    assert (
        "  not tried  1: not as the page shows it: a recording or an override says otherwise"
        in capsys.readouterr().out.splitlines()
    )


def test_no_value_of_a_page_is_printed(specs: Path, capsys: Capture) -> None:
    secret = CONTRADICTION.replace("<B>int</B>", "<B>hunter2 is it</B>")
    save(specs, "wrong", secret)
    assert run(["test", "wrong", "-v"]) == 1
    assert run(["test", "wrong", "--json"]) == 1
    output = capsys.readouterr()
    assert "<B>" in output.err
    assert "hunter2" not in output.out + output.err


def test_a_service_that_shows_no_soap_is_tested_by_its_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "specs" / "quay").mkdir(parents=True)
    for name, document in {
        "Find": f"<ArrayOfQuote>{'<Quote><Id>int</Id></Quote>' * 2}</ArrayOfQuote>",
        "Count": "<long>long</long>",
    }.items():
        page = tmp_path / "specs" / "quay" / f"{name}.txt"
        page.write_bytes(form_page(name, "name", document))
    monkeypatch.chdir(tmp_path)
    assert run(["test"]) == ExitCode.OK
    assert "quay  2 messages, 9 documents: read, written" in capsys.readouterr().out
