"""The tests of docs/testing.md pass, report what it says, and pass mypy --strict."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from soapstone.testing import RecordStrategies
from tests.documented import MYPY_CACHE
from tests.services import ROOT

PAGE = (ROOT / "docs/testing.md").read_text("utf-8")
PROGRAM = "\n".join(re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S))
MISSPELT = """

def test_reported(stand_in: StandIns) -> None:
    from generated.runtime import Headers, HttpRequest, HttpResponse

    service = stand_in(tc2)

    def misspelling(request: HttpRequest) -> HttpResponse:
        body = request.body.replace(b"DeviceID", b"deviceId")
        one = HttpRequest(
            method=request.method, url=request.url, headers=request.headers, body=body
        )
        return service(one)

    tc2.Tc2Client(transport=misspelling).synchronize_panel_user(
        device_list=[tc2.DeviceAuthorizingCode(location_id=1, device_id=2)],
        status_only=True,
        user_code_direct_push=False,
    )
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("docs") / "test_docs.py"
    found.write_text(PROGRAM + MISSPELT, encoding="utf-8")
    return found


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def test_the_tests_pass_and_the_report_is_what_it_says(file: Path) -> None:
    out = run(file.parent, "pytest", "-q", "-p", "no:cacheprovider", file.name)
    assert "1 failed, 4 passed" in out
    (block,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.M | re.S)
    assert block in out


def test_the_tests_are_typed(file: Path) -> None:
    options = ["--strict", "--no-error-summary", "--cache-dir", str(MYPY_CACHE)]
    assert run(file.parent, "mypy", *options, file.name) == ""


def test_every_option_is_explained() -> None:
    options = [each.name for each in fields(RecordStrategies)]
    assert [each for each in options if f"| `{each}` |" not in PAGE] == []
