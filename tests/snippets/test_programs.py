"""Every snippet is a program that runs: .NET's stand-in takes all that it sends."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import black
import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.documented import type_errors
from tests.services import ROOT

Capture = pytest.CaptureFixture[str]

SERVICES = {
    "tc2": [*(ROOT / "specs/tc2").glob("*.txt")],
    "metering": [*(ROOT / "specs/metering").glob("*.txt")],
    "ferry": [*(ROOT / "tests/data/described").glob("ferry.*")],
    "made": [*(ROOT / "tests/data/pages/made").glob("*.txt")],
    "garage": [*(ROOT / "tests/data/described").glob("garage.*")],
}
"""Pages of both kinds, and WSDLs with choices, bases, facets and attributes."""


@pytest.fixture(params=SERVICES)
def made(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """A generated package, beside the specs that it was made from."""
    name = request.param
    (tmp_path / "specs" / name).mkdir(parents=True)
    for each in SERVICES[name]:
        shutil.copy(each, tmp_path / "specs" / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    assert run(["generate", "-q", "--out", f"snippets_of_{name}"]) == ExitCode.OK
    return importlib.import_module(f"snippets_of_{name}.{name}")


def shown(capsys: Capture, package: Any, *subject: str) -> dict[str, Any]:
    top, _, name = package.__name__.rpartition(".")
    capsys.readouterr()
    words = [name, *subject, "--generated", top, "--json"]
    assert run(["show", *words]) == ExitCode.OK
    (service,) = json.loads(capsys.readouterr().out)["services"]
    found: dict[str, Any] = service
    return found


def test_a_call_runs_and_loses_nothing(
    made: Any, capsys: Capture, tmp_path: Path
) -> None:
    runtime = importlib.import_module(f"{made.__name__.rpartition('.')[0]}.runtime")
    programs: list[str] = []
    for each in shown(capsys, made)["operations"]:
        (operation,) = shown(capsys, made, each["name"])["operations"]
        if not operation["snippet"]:
            continue  # test_what_cannot_be_called_has_no_snippet
        service = runtime.StandIn(made)
        address = r'(?<=Client\()(\s*)"[^"]*"'
        program = re.sub(address, r"\1transport=stand_in", operation["snippet"])
        exec(program, {"stand_in": service})
        (received,) = service.received
        assert received.passed_over == ()
        # Each has an answer of another type.
        own = f"response_{len(programs)}"
        programs.append(re.sub(r"\bresponse\b", own, operation["snippet"]))
    assert programs
    assert type_errors("\n".join(programs), tmp_path, above=tmp_path) == ""


def test_a_record_is_made(made: Any, capsys: Capture) -> None:
    for each in shown(capsys, made)["records"]:
        for record in shown(capsys, made, each["class"])["records"]:
            exec(record["snippet"], {})


def test_lines_break_where_black_breaks_them(made: Any, capsys: Capture) -> None:
    mode = black.Mode(line_length=76, magic_trailing_comma=False)
    found = shown(capsys, made)
    snippets = [each["snippet"] for each in found["operations"] + found["records"]]
    assert any(snippets)
    for each in filter(None, snippets):
        assert black.format_str(each, mode=mode) == f"{each}\n"
