"""The README's code runs, and passes mypy --strict."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode

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


FAULT = b"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
<faultcode>s:Server</faultcode><faultstring>no such panel</faultstring>
</s:Fault></s:Body></s:Envelope>"""
_CALL = """
from dataclasses import replace
import sys
from generated.runtime import SoapFault, SoapstoneError

host = sys.argv[1]
operation = SYNCHRONIZE_PANEL_USER
bindings = tuple(replace(b, url=f"http://{host}/") for b in operation.bindings)
SYNCHRONIZE_PANEL_USER = replace(operation, bindings=bindings)
try:
    show_result = call(request).synchronize_panel_user_result
    print(show_result and show_result.result_code)
except SoapstoneError as error:
    print(type(error).__name__, error)
"""


class _Service(ThreadingHTTPServer):
    """Answers every request with one status and body."""

    answer: tuple[int, bytes] = (200, b"")
    asked: tuple[str, str, bytes] = ("", "", b"")


class _Handler(BaseHTTPRequestHandler):
    server: _Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        action, kind = self.headers["SOAPAction"], self.headers["Content-Type"]
        self.server.asked = (action, kind, body)
        status, answer = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(name="service")
def _service() -> Iterator[_Service]:
    with _Service(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("status", "answer", "printed"),
    [
        (200, REPLY, "0"),
        (500, FAULT, "SoapFault Server: no such panel"),
        (
            503,
            b"<html><p>Busy</p></html>",
            "WireError $: found an HTML page without a title, ",
        ),
        (404, b"no such page", "WireError $: found text 'no such page', "),
    ],
)
def test_a_call_reads_what_the_service_answers_whatever_its_status(
    service: _Service, tmp_path: Path, status: int, answer: bytes, printed: str
) -> None:
    """.NET sends faults with status 500, for which urlopen raises instead of returning."""
    service.answer = (status, answer)
    file = tmp_path / "program.py"
    file.write_text(PROGRAM + _CALL, encoding="utf-8")
    host = f"127.0.0.1:{service.server_address[1]}"
    done = subprocess.run(
        [sys.executable, str(file), host],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1].startswith(printed)
    action, kind, body = service.asked
    assert action.endswith('SynchronizePanelUser"')
    assert kind.startswith("text/xml")
    assert b"A1B2" in body


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
