"""``soapstone show`` as a user sees it: contents, subjects, JSON, hostile pages, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.explain.support import ROOT, SPECS, asmx, service

Capture = pytest.CaptureFixture[str]


def show(capsys: Capture, *words: str, specs: Path = SPECS) -> tuple[int, str, str]:
    code = run(["show", *words, "--specs", str(specs)])
    out, err = capsys.readouterr()
    return code, out, err


def test_contents_of_a_service(capsys: Capture) -> None:
    code, out, err = show(capsys, "tc2")
    assert (code, err) == (ExitCode.OK, "")
    contents, _, snippet = out.partition("\nTo call synchronize_panel_user:\n\n")
    assert contents == (
        "tc2: svcTC2API\n"
        "  https://rs.alarmnet.com\n"
        "  from generated.tc2 import Tc2Client\n"
        "\n"
        "operations (1)\n"
        "  synchronize_panel_user  SynchronizePanelUser. [TC2.1+] Synchronize Total"
        " Connect Users with Security System user codes\n"
        "\n"
        "records (5)\n"
        "  DeviceAuthorizingCode         location_id, device_id, authorizing_code\n"
        "  SyncStatus                    device_id, device_name, total_steps,"
        " current_step, description, status_text, result_code, result_data\n"
        "  SynchronizePanelUser          session_id, device_list, status_only,"
        " additional_input, user_code_direct_push\n"
        "  SynchronizePanelUserResponse  synchronize_panel_user_result\n"
        "  SynchronizePanelUserResult    result_code, result_data,"
        " synchronization_status\n"
    )
    assert snippet.startswith("    from generated.tc2 import DeviceAuthorizingCode,")


@pytest.mark.parametrize(
    "asked", ["SynchronizePanelUser", "synchronize_panel_user", "SYNCHRONIZEPANELUSER"]
)
def test_an_operation_by_any_of_its_names(asked: str, capsys: Capture) -> None:
    _, out, _ = show(capsys, "tc2", asked)
    heads = [line for line in out.splitlines() if line and line[0] != " "]
    assert heads == [
        "operation SynchronizePanelUser",
        "To call synchronize_panel_user:",
    ]
    assert "  status_only            bool" in out
    assert "StatusOnly  required\n" in out


def test_a_record_and_an_enumeration(capsys: Capture) -> None:
    _, out, _ = show(capsys, "tc2", "SyncStatus")
    assert out.startswith("record SyncStatus\n")
    assert "\nTo make SyncStatus:\n" in out
    _, out, _ = show(capsys, "metering", "HttpStatusCode")
    assert out.startswith("enumeration HttpStatusCode\n")
    assert "  members CONTINUE" in out


def test_what_is_not_there_names_the_nearest(capsys: Capture) -> None:
    code, out, err = show(capsys, "tc2", "SyncState")
    assert (code, out) == (ExitCode.ERROR, "")
    assert "  found     no 'SyncState'\n" in err
    assert "Nearest: SyncStatus" in err


def test_a_service_that_cannot_be_read_leaves_the_others(
    capsys: Capture, tmp_path: Path
) -> None:
    specs = service(tmp_path, Ask=asmx("<X />"))
    (specs / "bad").mkdir()
    (specs / "bad" / "empty.txt").write_text("")
    code, out, err = show(capsys, specs=specs)
    assert code == ExitCode.ERROR
    assert out.startswith("svc: ")
    assert err.startswith("error: bad: ")
    _, out, _ = show(capsys, "--json", specs=specs)
    services = json.loads(out)["services"]
    assert [bool(each["error"]) for each in services] == [True, False]


def test_a_page_cannot_steer_a_terminal(capsys: Capture, tmp_path: Path) -> None:
    page = asmx("<X />").replace("Host: ", "Host: \x9b31m")
    specs = service(tmp_path, Ask=page)
    _, out, _ = show(capsys, specs=specs)
    assert all(line.isprintable() for line in out.splitlines())


JSON_ALONE = ROOT / "tests/data/pages/made/GetThing.json.txt"


def test_what_cannot_be_called_has_no_snippet(tmp_path: Path, capsys: Capture) -> None:
    """Neither here nor after generating: such a program would end with CannotCall."""
    specs = service(tmp_path, GetThing=JSON_ALONE.read_text("utf-8"))
    _, out, _ = show(capsys, "svc", "GetThing", specs=specs)
    assert "  ways    JSON: cannot be called, as no page shows all of its XML\n" in out
    assert "To call" not in out
    # A page shows no body of GET, so the client could not write the request.
    page = JSON_ALONE.with_name("GetThing.xml.txt").read_text("utf-8")
    (specs / "svc/GetThing.txt").write_text(page, "utf-8")
    _, out, _ = show(capsys, "svc", "GetThing", specs=specs)
    assert "  ways    XML: cannot be called, as no page shows all of its XML\n" in out
    assert "To call" not in out
    (specs / "zeta").mkdir()
    (specs / "zeta/Ask.txt").write_text(asmx("<a>int</a>"), "utf-8")
    assert run(["generate", "--specs", str(specs), "--out", str(tmp_path / "g")]) == 0
    out = capsys.readouterr().out
    assert "\nTo call ask:\n" in out
    assert "\nNew as well: svc\n" in out


def test_the_headers_of_a_request_are_shown_and_given(
    tmp_path: Path, capsys: Capture
) -> None:
    body = "<soap:Body>"
    head = '<soap:Header><Key xmlns="urn:x"><Word>string</Word></Key></soap:Header>'
    page = asmx("<a>int</a>").replace(body, f"{head}{body}", 1)
    _, out, _ = show(capsys, "svc", "Ask", specs=service(tmp_path, Ask=page))
    assert "  header  Key  soap_headers=\n" in out
    assert 'soap_headers=[Key(word="text")]' in out
