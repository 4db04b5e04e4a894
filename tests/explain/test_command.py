"""``soapstone explain`` as a user sees it: subjects, JSON, hostile pages, exit codes."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.explain.support import ROOT, SPECS, asmx, one, seeds, service

Capture = pytest.CaptureFixture[str]


def explain(capsys: Capture, *words: str, specs: Path = SPECS) -> tuple[int, str, str]:
    code = run(["explain", "--specs", str(specs), *words])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Account.RefId", "Account.RefId"),
        ("account.refid", "Account.RefId"),
        ("Account.ref_id", "Account.RefId"),
        ("ArrayOfAccountResponse.items", "ArrayOfAccountResponse.AccountResponse"),
        ("HTTPSTATUSCODE", "HttpStatusCode"),
        ("batch_register_accounts", "BatchRegisterAccounts"),
    ],
)
def test_names_of_the_wire_and_of_python_in_any_case(asked: str, found: str) -> None:
    assert one(SPECS, asked, "metering").subject == found


def test_an_operation_and_its_request_may_share_a_name(capsys: Capture) -> None:
    code, out, _ = explain(capsys, "tc2", "SynchronizePanelUser")
    assert code == ExitCode.OK
    heads = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert heads == [
        "operation SynchronizePanelUser",
        "record SynchronizePanelUser",
    ]


def test_attributes_go_by_their_bare_names_too(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx('<X Kind="int" />'))
    assert one(specs, "X.Kind").subject == one(specs, "X.@Kind").subject == "X.@Kind"


def test_names_that_differ_in_case_alone_are_told_apart(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx("<Id>int</Id>\n<ID>long</ID>"))
    assert one(specs, "Ask.Id").decided == "int, must be given"
    assert one(specs, "Ask.ID").decided == "long, must be given"


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        (
            "SynStatus.DeviceID",
            "Nearest: SyncStatus.DeviceID, SyncStatus.DeviceName, SyncStatus.Description.",
        ),
        ("authorizing_code", "Nearest: DeviceAuthorizingCode.AuthorizingCode, "),
        ("zzzz", "Ask without a subject to see what the service leaves open."),
    ],
)
def test_a_miss_offers_what_is_near(capsys: Capture, asked: str, advice: str) -> None:
    code, out, err = explain(capsys, "tc2", asked)
    assert (code, out) == (ExitCode.ERROR, "")
    *_, found, expected, advised = err.splitlines()
    assert found == f"  found     nothing called '{asked}'"
    assert expected == (
        "  expected  an operation, a record, an enumeration, or a member of one: Record.Member"
    )
    assert advised.startswith(f"  {advice}")


def test_a_miss_as_json(capsys: Capture) -> None:
    code, out, err = explain(capsys, "tc2", "zzzz", "--json")
    assert code == ExitCode.ERROR
    assert json.loads(out)["error"]["found"] == "nothing called 'zzzz'"
    assert err.startswith("error: specs/tc2\n")


def test_no_such_service(capsys: Capture, tmp_path: Path) -> None:
    code, out, err = explain(capsys, "tc3", "X", specs=seeds(tmp_path))
    assert (code, out) == (ExitCode.ERROR, "")
    assert "expected  one of: metering, tc2" in err


def test_without_a_subject_what_wants_an_eye_first(capsys: Capture) -> None:
    code, out, err = explain(capsys, "metering")
    assert (code, err) == (ExitCode.OK, "")
    explained = out.splitlines()
    assert explained[:5] == [
        "metering: 10 guesses, 2 notes",
        "  guess       metering  specs/metering/BatchRegisterAccounts.txt:53",
        "    found     The page names the host taxfiling.pwc.de without a scheme.",
        "    decided   Taken as https.",
        '    settle    Set scheme = "http" or "https" under [service] in'
        " overrides.toml.",
    ]
    kinds = [line.split()[0] for line in explained[1:] if line[2] != " "]
    assert kinds == ["guess"] * 10 + ["note"] * 2


def test_without_a_service_all_of_them(capsys: Capture, tmp_path: Path) -> None:
    _, out, _ = explain(capsys, specs=seeds(tmp_path))
    assert [line for line in out.splitlines() if line[:1].strip()] == [
        "metering: 10 guesses, 2 notes",
        "tc2: 1 guess",
    ]


def test_findings_are_those_of_generating(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    specs = service(tmp_path, "servicestack-jsv-live-values.txt", Ask=asmx("<X />"))
    (specs / "svc" / "notes.doc").write_text("no page")
    _, out, _ = explain(capsys, "svc", "--json", specs=specs)
    (explained,) = json.loads(out)["services"]
    arguments = ["--specs", str(specs), "--out", str(tmp_path / "out"), "--json"]
    assert run(["generate", *arguments]) == ExitCode.OK
    (made,) = json.loads(capsys.readouterr().out)["services"]
    assert all(each.pop("new") for each in made["findings"])
    assert explained["findings"] == made["findings"]
    assert "ignored-file" in {each["code"] for each in explained["findings"]}


def test_a_service_that_cannot_be_read_leaves_the_others(
    capsys: Capture, tmp_path: Path
) -> None:
    specs = service(tmp_path, Ask=asmx("<X />"))
    (specs / "bad").mkdir()
    (specs / "bad" / "empty.txt").write_text("")
    code, out, err = explain(capsys, specs=specs)
    assert code == ExitCode.ERROR
    assert out.startswith("svc: 2 guesses\n")
    assert err.startswith(f"error: bad: {specs}/bad/empty.txt")


def test_json_has_everything(capsys: Capture) -> None:
    code, out, _ = explain(capsys, "tc2", "SyncStatus.TotalSteps", "--json")
    assert code == ExitCode.OK
    assert out.isascii()
    document: dict[str, Any] = json.loads(out)
    assert document["error"] is None
    (explained,) = document["services"]
    assert (explained["service"], explained["findings"], explained["error"]) == (
        "tc2",
        [],
        None,
    )
    (member,) = explained["explanations"]
    assert member.pop("gave_way") == []
    assert member.pop("rules")[0] == {
        "rule": "type-name",
        "aspect": "type",
        "part": "",
        "text": "The page prints the local name of the XSD type.",
        "source": "ASMX pages",
        "sure": "stated",
        "exceptions": "",
        "change": "",
        "file": "tc2/SynchronizePanelUser.txt",
        "line": 48,
    }
    assert member.pop("evidence")[0] == {
        "kind": "sample",
        "file": "tc2/SynchronizePanelUser.txt",
        "line": 48,
        "text": "<TotalSteps>int</TotalSteps>",
        "shows": "<TotalSteps>int</TotalSteps>",
        "decides": True,
    }
    assert member == {
        "nature": "member",
        "subject": "SyncStatus.TotalSteps",
        "python": "SyncStatus.total_steps: int",
        "decided": "int, must be given",
        "documentation": "",
        "sure": "stated",
        "findings": [],
        "changes": [
            "Put a recorded message into recorded/.",
            '[members."SyncStatus.TotalSteps"] in tc2/overrides.toml',
        ],
        "members": [],
    }


def test_json_of_a_service_explains_everything_once(
    capsys: Capture, tmp_path: Path
) -> None:
    specs = seeds(tmp_path)
    _, out, _ = explain(capsys, "metering", "--json", specs=specs)
    (whole,) = json.loads(out)["services"]
    subjects = [(each["nature"], each["subject"]) for each in whole["explanations"]]
    assert len(set(subjects)) == len(subjects)
    natures = {nature for nature, _ in subjects}
    assert natures == {"operation", "record", "enumeration", "member"}
    for nature, subject in subjects:
        _, out, _ = explain(capsys, "metering", subject, "--json", specs=specs)
        (answer,) = json.loads(out)["services"]
        alone = [e for e in answer["explanations"] if e["nature"] == nature]
        assert alone == [
            each
            for each in whole["explanations"]
            if (each["nature"], each["subject"]) == (nature, subject)
        ]


def test_json_has_all_the_evidence_and_people_are_shown_some(
    capsys: Capture, tmp_path: Path
) -> None:
    pages = {f"Page{number:02}": asmx("<X>int</X>") for number in range(20)}
    specs = service(tmp_path, **pages)
    _, out, _ = explain(capsys, "svc", "Ask.X", specs=specs)
    assert "              and 8 more (--json)\n" in out
    assert out.count("<X>int</X>") == 12
    _, out, _ = explain(capsys, "svc", "Ask.X", "--json", specs=specs)
    (explained,) = json.loads(out)["services"][0]["explanations"]
    assert len(explained["evidence"]) == 20


HOSTILE = (
    "Name | Parameter | Data Type | Required | Description |\n---|---|---|---|---|\n"
    "X | form | string | No | red \u202e\u2066 [bold]{csharp} |\n"
    "POST /ask HTTP/1.1\nHost: example.com\nAccept: application/xml\n"
    '<Ask xmlns="urn:svc">\n<X>String</X>\n</Ask>\n'
)


@pytest.mark.parametrize("subject", ["SyncStatus.DeviceID", "SyncStatus"])
def test_a_file_that_is_still_to_be_written_is_named_from_where_one_stands(
    subject: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SPECS / "tc2", tmp_path / "specs/tc2")
    (tmp_path / "specs/tc2/overrides.toml").unlink(missing_ok=True)
    for folder in (".", "specs", "specs/tc2"):
        monkeypatch.chdir(tmp_path / folder)
        specs = Path(os.path.relpath(tmp_path / "specs"))
        assert run(["explain", "tc2", subject, "--specs", str(specs)]) == ExitCode.OK
        shown = capsys.readouterr().out
        assert f"] in {(specs / 'tc2/overrides.toml').as_posix()}\n" in shown
        assert f" {(specs / 'tc2/SynchronizePanelUser.txt').as_posix()}:" in shown


def test_a_page_steers_no_terminal(capsys: Capture, tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=HOSTILE)
    code, out, _ = explain(capsys, "svc", "Ask.X", specs=specs)
    assert code == ExitCode.OK
    assert "red \\u202e\\u2066 [bold]{csharp}" in out
    assert not {"\u2066", "\u202e"} & set(out)
    _, _, err = explain(capsys, "svc", "\x1b[31m", specs=specs)
    assert "\x1b" not in err


def test_a_long_line_is_shown_where_the_name_stands(tmp_path: Path) -> None:
    page = HOSTILE.replace("red", "word " * 100)
    row, sample = one(service(tmp_path, Ask=page), "Ask.X").evidence
    assert row.shows.startswith("X | form | string | No | word word")
    assert len(row.shows) == 100
    assert sample.shows == "<X>String</X>"


def test_a_sample_on_one_line_shows_the_element_alone(tmp_path: Path) -> None:
    inside = "<A>\n<Id>int</Id>\n</A>\n<B>\n<Id>long</Id>\n</B>"
    padding = "<Padding>string</Padding>" * 8
    page = asmx(inside + padding).replace(">\n<", "><")
    specs = service(tmp_path, Ask=page)
    assert one(specs, "A.Id").evidence[0].shows == "<Id>int</Id>"
    assert one(specs, "B.Id").evidence[0].shows == "<Id>long</Id>"


def test_operations_with_one_bare_request_have_each_its_own_page(
    tmp_path: Path,
) -> None:
    text = (ROOT / "tests/data/services/demo/BareEcho.txt").read_text("utf-8")
    other = text.replace("BareEcho", "BareTell")
    specs = service(tmp_path, BareEcho=text, BareTell=other)
    shown = one(specs, "BareTell").evidence
    assert {each.origin.file for each in shown} == {"svc/BareTell.txt"}
