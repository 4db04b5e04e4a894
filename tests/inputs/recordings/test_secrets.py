"""Values of recordings reach nothing that is generated or printed, and redacting leaves none.

Secrets stand in every place of a recording where a value can stand: texts, attributes, comments,
CDATA, SOAP headers, faults, HTTP headers and addresses, HAR's own fields.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.services import ROOT

SECRET = "Zx9qSECRETq9xZ"
NUMBER = "8417263590417"
SECRETS = (SECRET, NUMBER, "1987-11-23", "SECRET")

TC2 = "https://services.alarmnet.com/TC2/"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
REPLY = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- {SECRET} -->
<?pi {SECRET}?>
<s:Envelope xmlns:s="{SOAP}" xmlns:i="{XSI}" i:schemaLocation="urn:x {SECRET}">
<s:Header><T xmlns="urn:t" s:actor="{SECRET}">{SECRET}</T></s:Header>
<s:Body><SynchronizePanelUserResponse xmlns="{TC2}" mark="{SECRET}">{SECRET}
<SynchronizePanelUserResult a="{NUMBER}" b="{SECRET}">
<ResultCode>{NUMBER}</ResultCode><ResultData><![CDATA[{SECRET}]]></ResultData>
<Born>1987-11-23</Born><Inner x="{SECRET}"><Deep>{SECRET}</Deep><Deep>{NUMBER}</Deep></Inner>
<SynchronizationStatus><SyncStatus><DeviceID>{SECRET}</DeviceID>
<DeviceName>{SECRET}</DeviceName><TotalSteps>{NUMBER}</TotalSteps>
<CurrentStep><x>{SECRET}</x></CurrentStep><StatusText>{SECRET}<!--{SECRET}--></StatusText>
</SyncStatus><Odd>{SECRET}</Odd></SynchronizationStatus>
</SynchronizePanelUserResult>{SECRET}</SynchronizePanelUserResponse></s:Body></s:Envelope>"""
FOREIGN = f"<Foreign xmlns='urn:x' a='{SECRET}'>{SECRET}</Foreign>"
FAULT = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault><faultcode>{SECRET}</faultcode>'
    f"<detail>{SECRET}</detail></s:Fault></s:Body></s:Envelope>"
)
DUMP = f"""{SECRET}
POST /x/{SECRET}.asmx?token={SECRET}&{SECRET} HTTP/1.1
Host: {SECRET}.example.org
Authorization: Basic {SECRET}
Cookie: session={SECRET}
SOAPAction: "{SECRET}"
Content-Type: text/xml; charset=utf-8; action="{SECRET}"
Content-Length: 5

{{"password": "{SECRET}"}}
HTTP/1.1 200 {SECRET}
Set-Cookie: {SECRET}
Content-Length: 5

{REPLY}
HTTP/1.1 500 Error

{FAULT}
HTTP/1.1 200 OK

{FOREIGN}
"""
PAIR = [{"name": "Cookie", "value": SECRET}]
HAR = json.dumps(
    {
        "log": {
            "comment": SECRET,
            "pages": [{"title": SECRET}],
            "entries": [
                {
                    "startedDateTime": SECRET,
                    "serverIPAddress": SECRET,
                    "_initiator": {"stack": SECRET},
                    "request": {
                        "method": SECRET,
                        "url": f"https://{SECRET}:{SECRET}@h/{SECRET}?q={SECRET}#{SECRET}",
                        "headers": PAIR,
                        "cookies": PAIR,
                        "queryString": PAIR,
                        "postData": {
                            "mimeType": SECRET,
                            "text": SECRET,
                            "params": PAIR,
                        },
                    },
                    "response": {
                        "status": 200,
                        "statusText": SECRET,
                        "headers": PAIR,
                        "cookies": PAIR,
                        "redirectURL": SECRET,
                        "content": {"mimeType": f"text/xml; {SECRET}", "text": REPLY},
                    },
                }
            ],
        }
    }
)


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("specs/tc2")
    shutil.copytree(ROOT / "specs/tc2", folder)
    (folder / "overrides.toml").unlink()
    (folder / "names.toml").unlink()
    (folder / "recorded").mkdir()
    (folder / "recorded/a.xml").write_text(REPLY)
    (folder / "recorded/b.http").write_text(DUMP)
    (folder / "recorded/c.har").write_text(HAR)
    return folder


def test_no_value_reaches_code_findings_or_output(
    recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", "-v"]) == ExitCode.OK
    shutil.rmtree("generated")
    assert run(["generate", "--json"]) == ExitCode.OK
    assert run(["check", "-v"]) == ExitCode.OK
    assert run(["changes", "--format", "json"]) == ExitCode.OK
    for subject in ("SynchronizePanelUserResult", "SyncStatus.DeviceID"):
        assert run(["explain", "tc2", subject]) == ExitCode.OK
        assert run(["explain", "tc2", subject, "--json"]) == ExitCode.OK
    output = capsys.readouterr()
    written = [path for path in Path().rglob("*") if path.is_file()]
    texts = [
        path.read_text()
        for path in written
        if recorded / "recorded" not in path.parents
    ]
    assert len(texts) > 30
    for secret in SECRETS:
        assert secret not in output.out + output.err
        assert not [text for text in texts if secret in text]
    # Something was learned all the same.
    assert "ResultCode" in Path("generated/tc2/.soapstone/contract.json").read_text()


def test_redacting_leaves_none_and_teaches_the_same(
    recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", "-q"]) == ExitCode.OK
    before = Path("generated/tc2/.soapstone/contract.json").read_text()
    files = sorted(map(str, (recorded / "recorded").iterdir()))
    assert run(["redact", *files]) == ExitCode.OK
    assert capsys.readouterr().out.splitlines() == [
        f"redacted: {name}" for name in files
    ]
    for name in files:
        text = Path(name).read_text()
        assert not [secret for secret in SECRETS if secret in text], name
        assert "ResultCode" in text
    assert run(["check", "-q"]) == ExitCode.OK
    assert Path("generated/tc2/.soapstone/contract.json").read_text() == before
    assert run(["redact", *files]) == ExitCode.OK
    assert capsys.readouterr().out == ""


def test_a_broken_recording_stops_its_service_and_says_no_value(
    recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (recorded / "recorded/a.xml").write_text(REPLY.replace("</s:Body>", ""))
    for words in (["generate"], ["redact", "specs/tc2/recorded/a.xml"]):
        assert run(words) == ExitCode.ERROR
        output = capsys.readouterr().err
        assert "tc2/recorded/a.xml:14" in output
        assert SECRET not in output
    assert (recorded / "recorded/a.xml").read_text().count(SECRET) > 10
