"""The README's code runs, and passes mypy --strict."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.documented import program_of, type_errors
from tests.runtime.calling.server import Answer, http, serving

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROGRAM = program_of(README)

REPLY = b"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
<SynchronizePanelUserResponse xmlns="https://services.alarmnet.com/TC2/">
  <SynchronizePanelUserResult>
    <ResultCode>0</ResultCode>
    <SynchronizationStatus><SyncStatus><DeviceID>7</DeviceID><DeviceName>Hall</DeviceName>
      <TotalSteps>3</TotalSteps><CurrentStep>2</CurrentStep><ResultCode>0</ResultCode>
    </SyncStatus></SynchronizationStatus>
  </SynchronizePanelUserResult>
</SynchronizePanelUserResponse></s:Body></s:Envelope>"""


FAULT = b"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
<faultcode>s:Server</faultcode><faultstring>no such panel</faultstring>
</s:Fault></s:Body></s:Envelope>"""
HOST = "https://rs.alarmnet.com"


def run_program(tmp_path: Path, url: str) -> tuple[str, str]:
    """What the README's code prints, and its errors, if the service is at ``url``."""
    assert HOST in PROGRAM
    program = PROGRAM.replace(HOST, url)
    file = tmp_path / "program.py"
    file.write_text(f"{program}\nread_soap({REPLY!r})\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout, done.stderr


def test_the_code_calls_and_prints_what_it_says(tmp_path: Path) -> None:
    with serving(http(REPLY)) as server:
        out, errors = run_program(tmp_path, server.url)
    assert errors == ""
    assert out.splitlines() == [
        "Hall 2 3",
        "(Route(verbs=('POST',), path='/sync/accounts/batch'),)",
        "('Admin',)",
    ]
    (asked,) = server.requests
    assert asked.headers["soapaction"].endswith('SynchronizePanelUser"')
    assert asked.headers["content-type"].startswith("text/xml")
    assert b"A1B2" in asked.body


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        (http(FAULT, "500 Internal Server Error"), "Server: no such panel\n"),
        (lambda connection: None, "SynchronizePanelUser: no whole answer: "),
        (
            http(b"<html><title>Busy</title></html>", "503 Busy", "text/html"),
            "SynchronizePanelUser: 503 Busy: an HTML page, 'Busy'\n",
        ),
    ],
)
def test_the_code_catches_what_goes_wrong(
    answer: Answer, printed: str, tmp_path: Path
) -> None:
    """.NET sends faults with status 500."""
    with serving(answer) as server:
        out, errors = run_program(tmp_path, server.url)
    assert out == ""
    assert printed in errors
    assert "Traceback" not in errors


def test_the_code_is_typed(tmp_path: Path) -> None:
    assert type_errors(PROGRAM, tmp_path) == ""


def test_explanations_are_what_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (block,) = re.findall(
        r"^```\n\$ soapstone (explain [^\n]+\n.*?)^```", README, re.M | re.S
    )
    words, _, expected = block.partition("\n")
    assert run([*words.split(), "--specs", str(ROOT / "specs")]) == ExitCode.OK
    assert capsys.readouterr().out == expected
