"""Settings of a project: found upwards, relative to their file, below the options, and checked."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.settings import settings
from tests.services import ROOT

Capture = pytest.CaptureFixture[str]
SETTINGS = """\
[project]
name = "orders"

[tool.soapstone]
specs = "api/pages"
out = "src/clients"
report = "build/site"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with settings, and a folder below it where one stands."""
    shutil.copytree(ROOT / "specs/tc2", tmp_path / "api/pages/tc2")
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "src/deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_takes_them(project: Path, capsys: Capture) -> None:
    assert run(["generate"]) == ExitCode.OK
    assert (project / "src/clients/tc2/__init__.py").is_file()
    assert run(["check"]) == ExitCode.OK
    assert "from clients.tc2 import" in capsys.readouterr().out
    for words in (["test"], ["show"], ["explain"], ["changes"]):
        assert run(words) == ExitCode.OK
    assert run(["report"]) == ExitCode.OK
    assert (project / "build/site/index.html").is_file()


def test_they_are_found_upwards_and_paths_are_relative_to_them(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "src/deep")
    assert settings(Path.cwd())["specs"] == os.path.join("..", "..", "api", "pages")
    assert run(["generate"]) == ExitCode.OK
    assert (project / "src/clients/tc2/__init__.py").is_file()
    assert (
        "  ../../api/pages/tc2/SynchronizePanelUser.txt:8  " in capsys.readouterr().out
    )


def test_an_option_stands_above_them(project: Path) -> None:
    assert run(["generate", "--out", "elsewhere"]) == ExitCode.OK
    assert (project / "elsewhere/tc2/__init__.py").is_file()
    assert not (project / "src/clients").exists()
    (project / "pyproject.toml").write_text("[tool.soapstone]\nspecs = 1\n")
    words = ["check", "--specs", "api/pages", "--out", "elsewhere"]
    assert run(words) == ExitCode.OK


def test_the_nearest_file_counts(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "src/pyproject.toml").write_text('[tool.soapstone]\nspecs = "mine"\n')
    assert settings(project / "src/deep") == {"specs": os.path.join("..", "mine")}
    (project / "src/pyproject.toml").write_text("")
    assert settings(project / "src/deep") == {}


@pytest.mark.parametrize(
    ("text", "place", "found", "advice"),
    [
        (
            '[tool.soapstone]\nspec = "x"',
            "pyproject.toml:2",
            "the unknown setting 'spec'",
            "Nearest: specs.",
        ),
        (
            "[tool.soapstone]\nout = 1",
            "pyproject.toml:2",
            "1",
            'Write out = "DIR", from the folder of pyproject.toml.',
        ),
        (
            "[tool.soapstone]\nspecs = ['a']",
            "pyproject.toml:2",
            "['a']",
            'Write specs = "DIR", from the folder of pyproject.toml.',
        ),
        (
            '[tool]\nsoapstone.specs = " "',
            "pyproject.toml:2",
            "' '",
            'Write specs = "DIR", from the folder of pyproject.toml.',
        ),
        (
            '[tool.soapstone]\nspecs = "a\\u0000"',
            "pyproject.toml:2",
            "'a\\x00'",
            'Write specs = "DIR", from the folder of pyproject.toml.',
        ),
        (
            "[tool]\nsoapstone = 5",
            "pyproject.toml:2",
            "5",
            "Write [tool.soapstone] above the settings.",
        ),
        ("tool = 5", "pyproject.toml:1", "5", "Write [tool.soapstone] above the"),
        (
            "[tool.soapstone]\nout = x",
            "pyproject.toml:2",
            "'out = x'",
            "Put every text",
        ),
        (
            '[tool.soapstone]\n"\\u001b[31m" = "x"',
            "pyproject.toml:2",
            "the unknown setting '\\x1b[31m'",
            "There is: out, report, specs.",
        ),
    ],
)
def test_what_cannot_be_a_setting(
    text: str, place: str, found: str, advice: str, project: Path, capsys: Capture
) -> None:
    (project / "pyproject.toml").write_text(text)
    assert run(["generate"]) == ExitCode.ERROR
    out, err = capsys.readouterr()
    assert out == ""
    first, second, _, last = err.splitlines()
    assert first == f"error: {place}"
    assert second == f"  found     {found}"
    assert last.startswith(f"  {advice}")
    assert run(["generate", "--json"]) == ExitCode.ERROR
    out, _ = capsys.readouterr()
    document = json.loads(out)
    assert document["command"] == "generate"
    assert document["error"]["file"] == "pyproject.toml"


def test_a_file_that_is_none(project: Path, capsys: Capture) -> None:
    (project / "pyproject.toml").unlink()
    (project / "pyproject.toml").symlink_to("pyproject.toml")
    assert run(["generate"]) == ExitCode.ERROR
    assert "error: pyproject.toml\n" in capsys.readouterr().err
    (project / "pyproject.toml").unlink()
    os.mkfifo(project / "pyproject.toml")
    assert run(["generate"]) == ExitCode.ERROR
    assert "found     a file that cannot be read (it is a pipe)" in (
        capsys.readouterr().err
    )


def test_help_needs_no_settings(project: Path, capsys: Capture) -> None:
    (project / "pyproject.toml").write_text("[tool.soapstone]\nspecs = 1\n")
    assert run(["generate", "--help"]) == ExitCode.OK
    assert "default: specs, or the setting specs" in " ".join(
        capsys.readouterr().out.split()
    )
