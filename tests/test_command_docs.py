"""What docs/command.md shows is what the command prints; its settings and scripts are taken."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from soapstone import cli
from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.settings import KEYS, settings
from tests.services import ROOT

PAGE = (ROOT / "docs/command.md").read_text("utf-8")
SESSION = re.findall(
    r"^```console\n\$ soapstone ([^\n]*)\n(.*?)^```", PAGE, re.M | re.S
)
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page that was saved just now."""
    shutil.copy(ROOT / "specs/tc2/SynchronizePanelUser.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_session_is_what_the_command_prints(project: Path, capsys: Capture) -> None:
    assert len(SESSION) == 4
    for words, shown in SESSION:
        assert run(shlex.split(words)) == ExitCode.OK
        out = capsys.readouterr().out
        assert lines(out) == lines(shown)


def lines(text: str) -> list[str]:
    """The lines of an output, but for how many files the runtime has."""
    return [
        line.rstrip()
        for line in text.splitlines()
        if not line.startswith(("runtime ", "──"))
    ]


def test_every_command_stands_in_the_table() -> None:
    named = re.findall(r"^\| `(\w+)", PAGE, re.M)
    assert [each for each in named if each in cli.COMMANDS] == list(cli.COMMANDS)


def test_the_settings_are_taken(project: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S)
    (project / "pyproject.toml").write_text(block)
    assert settings(project).keys() == KEYS.keys()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_for_a_shell(shell: str, project: Path) -> None:
    (line,) = re.findall(rf"^```{shell}\n(.*?)^```", PAGE, re.M | re.S)
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here")
    command = project / "bin/soapstone"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m soapstone \"$@\"\n")
    command.chmod(0o755)
    begin = "autoload -Uz compinit && compinit -u\n" if shell == "zsh" else ""
    asked = {
        "bash": "complete -p soapstone",
        "zsh": "echo $_comps[soapstone]",
        "fish": "complete --do-complete 'soapstone gener'",
    }[shell]
    done = subprocess.run(
        [program, "-c", f"{begin}{line}{asked}"],
        env={
            **os.environ,
            "PATH": f"{command.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "generator"),
            "HOME": str(project),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("generate" if shell == "fish" else "_soapstone_completion") in done.stdout
    assert done.stderr == ""


WORDS = {
    "init": ["page.txt"],
    "fetch": ["http://127.0.0.1:1/x.asmx"],
    "generate": [],
    "show": [],
    "test": [],
    "check": [],
    "changes": [],
    "explain": [],
    "report": [],
    "validate": ["tc2", "message.xml"],
    "redact": ["message.xml"],
}
"""Each command that has --json, with words that it can do something with."""


@pytest.mark.parametrize("command", WORDS)
@pytest.mark.parametrize("broken", ["", "the specs", "a page", "the words"])
def test_the_document_of_a_command(
    command: str, broken: str, project: Path, capsys: Capture
) -> None:
    (project / "specs/tc2").mkdir(parents=True)
    page = project / "SynchronizePanelUser.txt"
    shutil.copy(page, project / "specs/tc2")
    page.rename(project / "page.txt")
    (project / "message.xml").write_text("<a/>")
    words = [command, *WORDS[command], "--json"]
    if broken == "a page":
        (project / "specs/tc2/empty.txt").write_text("")
    elif broken == "the specs":
        shutil.rmtree(project / "specs")
        (project / "page.txt").unlink()
    elif broken == "the words":
        words.append("--frobnicate")
    code = run(words)
    out, err = capsys.readouterr()
    assert out.isascii()
    document = json.loads(out)
    assert list(document)[:3] == ["command", "exit_code", "services"]
    assert (document["command"], document["exit_code"]) == (command, code)
    errors = [each["error"] for each in document["services"]]
    assert all(each["service"] for each in document["services"])
    if document["error"] or any(errors):
        assert code == ExitCode.ERROR
    if broken == "the words":
        assert "No such option" in document["error"]["found"]
    if code == ExitCode.ERROR:
        assert "rror" in err


def test_serve_is_the_only_command_without_json() -> None:
    assert cli.COMMANDS.keys() - WORDS.keys() == {"serve"}
