"""Completion in a real shell: commands, options, services, and what a service has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.services import ROOT

COMPLETE = """\
eval "$(_SOAPSTONE_COMPLETE=bash_source soapstone)"
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_soapstone_completion soapstone
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
"""What bash does at a press of the tabulator."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two services, and the command on the path."""
    for service in ("metering", "tc2"):
        shutil.copytree(ROOT / "specs" / service, tmp_path / "specs" / service)
    (tmp_path / "specs/.hidden").mkdir()
    (tmp_path / "specs/two words").mkdir()
    shutil.copy(
        tmp_path / "specs/tc2/SynchronizePanelUser.txt", tmp_path / "specs/two words"
    )
    program = tmp_path / "bin/soapstone"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m soapstone \"$@\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "generator"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def completed(*words: str) -> list[str]:
    """What bash offers behind these words; the last one is not finished."""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("no bash here")
    quoted = " ".join(f"'{each}'" for each in ("soapstone", *words))
    done = subprocess.run(
        [shell, "--norc", "-c", COMPLETE.format(words=quoted)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_commands(project: Path) -> None:
    assert completed("ge") == ["generate"]
    assert {"show", "init", "check"} <= set(completed(""))


def test_options(project: Path) -> None:
    assert completed("generate", "--sp") == ["--specs"]


def test_services(project: Path) -> None:
    assert completed("generate", "") == ["metering", "tc2"]
    assert completed("generate", "tc2", "") == ["metering"]
    assert completed("show", "m") == ["metering"]
    shutil.copytree("specs", "elsewhere/pages")
    shutil.rmtree("elsewhere/pages/tc2")
    assert completed("test", "--specs", "elsewhere/pages", "") == ["metering"]
    (project / "pyproject.toml").write_text(
        '[tool.soapstone]\nspecs = "elsewhere/pages"\n'
    )
    assert completed("test", "") == ["metering"]


def test_what_a_service_has(project: Path) -> None:
    assert completed("show", "tc2", "Syn") == []
    assert run(["generate", "-q"]) == ExitCode.OK
    assert completed("show", "tc2", "SynchronizePanelUserR") == [
        "SynchronizePanelUserResponse",
        "SynchronizePanelUserResult",
    ]
    assert completed("explain", "tc2", "Dev") == ["DeviceAuthorizingCode"]


def test_what_cannot_be_read_completes_nothing(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.soapstone]\nspecs = 1\n")
    assert completed("generate", "") == ["metering", "tc2"]  # the usual folder
    (project / "pyproject.toml").write_text("[tool.soapstone]\nspecs = 'nowhere'\n")
    assert completed("generate", "") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_scripts_for_other_shells(shell: str, project: Path) -> None:
    script = subprocess.check_output(
        ["soapstone"], env={**os.environ, "_SOAPSTONE_COMPLETE": f"{shell}_source"}
    )
    assert f"_SOAPSTONE_COMPLETE={shell}_complete".encode() in script
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here")
    assert subprocess.run([program, "-n"], input=script, check=True).returncode == 0
