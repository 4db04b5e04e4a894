"""``soapstone serve``: a service on this machine, as whoever calls it and looks at it finds it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import zeep

from generated import metering, tc2
from generated.runtime import Fault, HttpError, NoAnswer, ServiceError
from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.serving.trouble import Kind, Trouble, TroubleMaker, read_trouble
from tests.json_pages import JSON_PAGE, XML_PAGE

ROOT = Path(__file__).resolve().parents[2]
MEMBERS: dict[str, Any] = {"status_only": True, "user_code_direct_push": False}


class Server:
    """The command in a process of its own, and what it prints."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self.url = ""
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith("  http"):
                break
        found = re.search(r"http://\S+:\d+", "".join(self.lines))
        assert found, (self.lines, process.stderr and process.stderr.read())
        self.url = found[0]
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines += (line.rstrip() for line in self.process.stdout)

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """The exit code and stderr, after a signal."""
        self.process.send_signal(number)
        code = self.process.wait(10)
        self._reader.join(10)
        assert self.process.stderr is not None
        return code, self.process.stderr.read()


@contextmanager
def serving(*arguments: str, cwd: Path = ROOT, **more: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "soapstone", "serve", "--port", "0", *arguments],
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "generator"),
            "PYTHONUNBUFFERED": "1",
            **more,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Server(process)
    finally:
        process.kill()
        process.wait(10)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stderr.close()


def without_time(lines: list[str]) -> list[str]:
    assert all(re.match(r"\d\d:\d\d:\d\d  |          \S", each) for each in lines)
    return [each[10:] if each[0].isdigit() else each for each in lines]


BODY = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<SynchronizePanelUser xmlns="https://services.alarmnet.com/TC2/">
<StatusOnly>true</StatusOnly><Mo\u200dre/></SynchronizePanelUser></s:Body></s:Envelope>"""


def test_calls_are_answered_and_logged_line_by_line() -> None:
    with serving("tc2") as server:
        for way in ("SOAP 1.1", "SOAP 1.2"):
            client = tc2.Tc2Client(server.url, way=way)
            result = client.synchronize_panel_user(
                session_id="hidden", **MEMBERS
            ).synchronize_panel_user_result
            assert result is not None
            assert result.synchronization_status is not None
            assert result.synchronization_status[0].device_name == "Rex"
            client.close()
        action = tc2.SYNCHRONIZE_PANEL_USER.bindings[0].soap_action
        url = f"{server.url}/tc21api/tc2.asmx?password=hidden"
        assert [posted(url, each) for each in (action, "urn:no")] == [200, 500]
        assert server.stop() == (ExitCode.OK, "")
    assert server.lines[:2] == [
        f"tc2 at {server.url}, until Ctrl-C",
        f"  {server.url}/tc21api/tc2.asmx  1 operation",
    ]
    name, spaces = "SynchronizePanelUser", " " * 10
    assert without_time(server.lines[2:]) == [
        f"{name}  SOAP 1.1  200",
        f"{name}  SOAP 1.2  200",
        f"{name}  SOAP 1.1  200",
        f"{spaces}$.Mo\\u200dre: is not in the contract: skipped, unless the pages hide it",
        f"{spaces}$.userCodeDirectPush: is missing: taken as its default",
        "POST /tc21api/tc2.asmx?password=•••  500",
        f"{spaces}Client: Server did not recognize the value of HTTP Header SOAPAction: urn:no.",
    ]


def test_what_it_cannot_answer_is_said_when_it_starts(tmp_path: Path) -> None:
    """No page shows its XML. A call is a line, and no traceback."""
    for name in ("Weigh", "Haul"):
        (tmp_path / "specs/scales").mkdir(parents=True, exist_ok=True)
        page = JSON_PAGE.replace("Weigh", name).replace("/scales/", f"/{name}/")
        (tmp_path / f"specs/scales/{name}.txt").write_text(page)
    (tmp_path / "specs/scales/xml.txt").write_text(XML_PAGE)
    with serving("scales", cwd=tmp_path) as server:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{server.url}/Haul/Crane?Dry=true", timeout=10)
        with caught.value as error:
            assert error.code == 501
            assert b"save that of /xml/metadata?op=Haul" in error.read()
        assert server.stop() == (ExitCode.OK, "")
    assert server.lines[2] == "  cannot answer, as no page shows the XML: Haul"
    assert without_time(server.lines[3:]) == ["GET /Haul/Crane?Dry=true  501"]


def posted(url: str, action: str, body: str = BODY) -> int:
    """The status that a body is answered with."""
    headers = {"Content-Type": "text/xml", "SOAPAction": f'"{action}"'}
    request = urllib.request.Request(url, body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_zeep_calls_it_by_its_wsdl() -> None:
    with serving("tc2") as server:
        load: Any = zeep.Client  # which states no types
        client = load(f"{server.url}/tc21api/tc2.asmx?WSDL")
        (service,) = client.wsdl.services.values()
        for port in service.ports:
            bound = client.bind(service.name, port)
            result = bound.SynchronizePanelUser(
                StatusOnly=True, userCodeDirectPush=False
            )
            assert result.SynchronizationStatus.SyncStatus[1].DeviceName == "Rex"
        client.transport.session.close()
        server.stop()
    assert without_time(server.lines[3:]) == [
        "SynchronizePanelUser  SOAP 1.1  200",
        "SynchronizePanelUser  SOAP 1.2  200",
    ]


def test_servicestack_is_served_too() -> None:
    with serving("metering") as server:
        with metering.MeteringClient(server.url) as client:
            client.batch_register_accounts(accounts=[])
        server.stop()
    assert server.lines[1] == f"  {server.url}/metadata  1 operation"
    assert without_time(server.lines[2:]) == ["BatchRegisterAccounts  XML  200"]


def test_requests_are_recorded_and_teach_nothing_that_is_made_up(
    tmp_path: Path,
) -> None:
    specs = tmp_path / "specs"
    (specs / "tc2").mkdir(parents=True)
    page = ROOT / "specs" / "tc2" / "SynchronizePanelUser.txt"
    (specs / "tc2" / page.name).write_bytes(page.read_bytes())
    with serving("tc2", "--record", cwd=tmp_path) as server:
        with tc2.Tc2Client(server.url) as client:
            client.synchronize_panel_user(session_id="s3cret", **MEMBERS)
        urllib.request.urlopen(f"{server.url}/tc21api/tc2.asmx", timeout=10).close()
        server.stop()
    recorded = specs / "tc2" / "recorded"
    assert [each.name for each in recorded.iterdir()] == [
        "0001-SynchronizePanelUser.http"
    ]
    text = (recorded / "0001-SynchronizePanelUser.http").read_text("utf-8")
    assert "SynchronizePanelUser" in text
    assert "s3cret" not in text
    assert "SynchronizePanelUserResponse" not in text
    contracts = [_contract(specs)]
    for each in recorded.iterdir():
        each.unlink()
    contracts.append(_contract(specs))
    assert contracts[0] == contracts[1]


def _contract(specs: Path) -> object:
    from soapstone.run import pipeline

    snapshot = pipeline.generate(specs, ["tc2"]).packages[0].snapshot
    assert snapshot is not None
    return snapshot.contract


def test_trouble_comes_every_nth_call() -> None:
    with serving("tc2", "--faults", "fault:2,cut:3,page:5,delay:7:0.5") as server:
        met = [_met(server.url) for _ in range(10)]
        server.stop()
    cut, fault, page = "NoAnswer", "Fault", "HttpError"
    assert met == ["", fault, cut, fault, page, fault, "late", fault, cut, fault]
    told = without_time(server.lines[2:])
    assert [each.strip() for each in told if "purpose" in each] == [
        f"{kind} on purpose"
        for kind in (
            *("fault", "cut", "fault", "page", "fault"),
            *("delay", "fault", "cut", "fault"),
        )
    ]


def _met(url: str) -> str:
    """What a call meets: the name of its error, ``late``, or ""."""
    before = time.monotonic()
    with tc2.Tc2Client(url) as client:
        try:
            client.synchronize_panel_user(**MEMBERS)
        except (Fault, NoAnswer, HttpError) as error:
            return type(error).__name__
    return "late" if time.monotonic() - before > 0.5 else ""


def test_trouble_of_servicestack_is_its_own() -> None:
    with serving("metering", "--faults", "fault:1") as server:
        with (
            metering.MeteringClient(server.url) as client,
            pytest.raises(ServiceError, match="Trouble on purpose") as caught,
        ):
            client.batch_register_accounts(accounts=[])
        server.stop()
    assert caught.value.exchange.response is not None
    assert caught.value.exchange.response.status == 500


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(number: int, tmp_path: Path) -> None:
    with serving("tc2", TMPDIR=str(tmp_path)) as server:
        assert [*tmp_path.iterdir()] != []
        with socket.create_connection(("127.0.0.1", int(server.url[17:]))) as silent:
            silent.sendall(b"POST")
            started = time.monotonic()
            assert server.stop(number) == (ExitCode.OK, "")
        assert time.monotonic() - started < 6
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "expected  one of: metering, tc2"),
        (["tc2", "--out", "nowhere"], "found     no package"),
        (["tc2", "--host", "no.such.host.invalid"], "cannot be served at"),
        (["tc2", "--host", "no..host"], "cannot be served at (no name of a host)"),
        (["tc2", "--host", "a" * 64], "cannot be served at (no name of a host)"),
        (["tc2", "--faults", "fault"], "'fault' is not KIND:N, such as fault:5"),
        (["tc2", "--faults", "fault:0"], "'fault:0' is not KIND:N"),
        (["tc2", "--faults", "fire:2"], "KIND is one of fault, delay, cut, page"),
        (["tc2", "--faults", "cut:2:5"], "only a delay has seconds"),
        (["tc2", "--port", "70000"], "70000 is not in the range"),
    ],
)
def test_what_cannot_be_done_is_an_error_with_advice(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    specs = ["--specs", str(ROOT / "specs")]
    assert run(["serve", *arguments, *specs]) == ExitCode.ERROR
    shown = capsys.readouterr().err
    assert said in " ".join(shown.split()) or said in shown


def test_without_uvicorn_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["serve", "tc2", "--specs", str(ROOT / "specs")]) == ExitCode.ERROR
    assert "pip install 'soapstone[serve]'" in capsys.readouterr().err


def test_of_several_troubles_a_call_gets_the_first_and_a_delay() -> None:
    makers = TroubleMaker(read_trouble("page:2, fault:2,delay:4"))
    got = [makers.next() for _ in range(4)]
    page, delay = Trouble(Kind.PAGE, 2), Trouble(Kind.DELAY, 4)
    assert got == [(), (page,), (), (delay, page)]
