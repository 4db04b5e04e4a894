"""The code of docs/standing-in.md runs, does what it says, and passes mypy --strict."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from generated import tc2
from tests.documented import type_errors
from tests.services import ROOT
from tests.serving.test_command import BODY, posted, serving

PAGE = (ROOT / "docs/standing-in.md").read_text("utf-8")


def blocks(language: str) -> str:
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S))


PROGRAM = blocks("python")
COMMANDS = [
    shlex.split(line, comments=True)
    for line in blocks("sh").splitlines()
    if line.startswith("soapstone")
]


def test_the_code_runs(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    said = re.findall(r"^ *print\(.*\)  # ([^:\n]*(?:: no session)?)", PROGRAM, re.M)
    assert said == ["Rex", "Client: no session", "False"]
    for line, start in zip(done.stdout.splitlines(), said, strict=True):
        assert line.endswith(start)


def test_the_code_is_typed(tmp_path: Path) -> None:
    assert type_errors(PROGRAM, tmp_path) == ""


def specs(folder: Path) -> Path:
    """A place with the page of tc2, where recordings may go."""
    service = folder / "specs" / "tc2"
    service.mkdir(parents=True)
    page = ROOT / "specs" / "tc2" / "SynchronizePanelUser.txt"
    (service / page.name).write_bytes(page.read_bytes())
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_commands_serve(command: list[str], tmp_path: Path) -> None:
    assert command[:2] == ["soapstone", "serve"]
    with serving(*command[2:], cwd=specs(tmp_path)) as server:
        assert server.stop() == (0, "")


def test_the_log_is_as_shown(tmp_path: Path) -> None:
    assert len(COMMANDS) == 3
    with serving("tc2", cwd=specs(tmp_path)) as server:
        address = f"{server.url}/tc21api/tc2.asmx"
        page = f"{address}?op=SynchronizePanelUser"
        urllib.request.urlopen(page, timeout=10).close()
        action = tc2.SYNCHRONIZE_PANEL_USER.bindings[0].soap_action
        body = re.sub("<Mo.*?/>", "", BODY)
        assert posted(address, action, body) == 200
        server.stop()
    shown = blocks("text").replace("http://127.0.0.1:8080", server.url)
    found = [re.sub(r"^\d\d:\d\d:\d\d", "", each) for each in server.lines]
    assert found == re.sub(r"(?m)^\d\d:\d\d:\d\d", "", shown).splitlines()
