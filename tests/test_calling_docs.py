"""The code of docs/calling.md runs, does what it says, and passes mypy --strict."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.documented import program_of, type_errors
from tests.runtime.calling.server import http, serving
from tests.services import ROOT

HOST = "https://rs.alarmnet.com"
REPLY = b"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
<SynchronizePanelUserResponse xmlns="https://services.alarmnet.com/TC2/">
  <SynchronizePanelUserResult>
    <ResultCode>0</ResultCode>
    <SynchronizationStatus><SyncStatus><DeviceID>7</DeviceID><DeviceName>Hall</DeviceName>
      <TotalSteps>3</TotalSteps><CurrentStep>2</CurrentStep><ResultCode>0</ResultCode>
    </SyncStatus></SynchronizationStatus>
  </SynchronizePanelUserResult>
</SynchronizePanelUserResponse></s:Body></s:Envelope>"""
PAGE = (ROOT / "docs/calling.md").read_text("utf-8")
PROGRAM = program_of(PAGE)


def test_the_code_runs(tmp_path: Path) -> None:
    with serving(http(REPLY)) as server:
        file = tmp_path / "program.py"
        file.write_text(PROGRAM.replace(HOST, server.url), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(file)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "no_proxy": "*"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "200 text/xml; charset=utf-8 ()"
    assert lines[-2:] == ["2", "nothing was sent"]
    assert "<wsse:Password" in done.stdout
    assert "secret" not in done.stdout
    second = server.requests[1]
    assert second.headers["x-tenant"] == "7"
    assert second.headers["content-type"].startswith("application/soap+xml")
    assert [path.name for path in (tmp_path / "recorded").iterdir()] == [
        "0001-SynchronizePanelUser.http"
    ]


def test_the_code_is_typed(tmp_path: Path) -> None:
    assert type_errors(PROGRAM, tmp_path) == ""


def test_every_option_and_error_is_explained() -> None:
    from generated.runtime.calling.errors import CallError
    from generated.runtime.calling.options import Options

    names = [
        each for each in Options.__dataclass_fields__ if f"| `{each}` |" not in PAGE
    ]
    assert names == []
    kinds = [*CallError.__subclasses__()]
    kinds += [each for kind in kinds for each in kind.__subclasses__()]
    assert [k.__name__ for k in kinds if f"| `{k.__name__}` |" not in PAGE] == []
