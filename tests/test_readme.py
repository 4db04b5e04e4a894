"""The README's code runs, and passes mypy --strict."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import run
from generator.commands.exit_codes import ExitCode

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROGRAM = "\n".join(re.findall(r"^```python\n(.*?)^```", README, re.M | re.S))

REPLY = b"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
<SynchronizePanelUserResponse xmlns="https://services.alarmnet.com/TC2/">
  <SynchronizePanelUserResult>
    <ResultCode>0</ResultCode>
    <SynchronizationStatus><SyncStatus><DeviceID>7</DeviceID><DeviceName>Hall</DeviceName>
      <TotalSteps>3</TotalSteps><CurrentStep>2</CurrentStep><ResultCode>0</ResultCode>
    </SyncStatus></SynchronizationStatus>
  </SynchronizePanelUserResult>
</SynchronizePanelUserResponse></s:Body></s:Envelope>"""


def test_the_code_runs_and_prints_what_it_says(tmp_path: Path) -> None:
    program = f"{PROGRAM}\nshow({REPLY!r})\nprint(read_soap({REPLY!r}) is not None)\n"
    file = tmp_path / "program.py"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "(Route(verbs=('POST',), path='/sync/accounts/batch'),)",
        "('Admin',)",
        "Hall 2 3",
        "True",
    ]


def test_the_code_is_typed(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    done = subprocess.run(
        [*command, "--cache-dir", str(tmp_path / "cache"), str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""


def test_explanations_are_what_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (block,) = re.findall(
        r"^```\n\$ soapstone (explain [^\n]+\n.*?)^```", README, re.M | re.S
    )
    words, _, expected = block.partition("\n")
    assert run([*words.split(), "--specs", str(ROOT / "specs")]) == ExitCode.OK
    assert capsys.readouterr().out == expected
