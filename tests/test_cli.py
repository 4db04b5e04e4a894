"""The command line as a user sees it: output, streams and exit codes."""

from __future__ import annotations

import errno
import io
import json
import os
import pty
import shlex
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import click
import pytest

from soapstone import __version__, cli
from soapstone.cli import run
from soapstone.commands import printing
from soapstone.commands.exit_codes import ExitCode
from soapstone.commands.printing import progress_on_terminal, reporting

REPOSITORY = Path(__file__).resolve().parents[1]
COLUMNS = (
    "service",
    "pages",
    "operations",
    "records",
    "findings",
    "written",
    "unchanged",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the two services of the repository in ``specs``."""
    for service in ("metering", "tc2"):
        shutil.copytree(REPOSITORY / "specs" / service, tmp_path / "specs" / service)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def soapstone(
    *arguments: str, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """The command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "soapstone", *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")},
        stdout=stdout,
        stderr=stderr,
    )


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == ExitCode.OK
    assert capsys.readouterr().out == f"soapstone {__version__}\n"


def test_without_arguments_click_takes_the_processes_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows it puts names in the place of ``*`` there, but not in a list that it is given."""
    monkeypatch.setattr(sys, "argv", ["soapstone", "--version"])
    assert run() == ExitCode.OK
    assert capsys.readouterr().out == f"soapstone {__version__}\n"


HEAVY = {"jinja2", "lxml", "xmlschema", "black", "importlib.metadata"}
"""What takes longer to load than all that these runs need."""


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_import_no_command(option: str) -> None:
    """They must answer at once."""
    loaded = modules_after(f"from soapstone.cli import run; run(['{option}'])")
    assert not HEAVY & loaded
    assert "rich" not in loaded
    commands = {f"soapstone.commands.{name}" for name in cli.COMMANDS}
    assert not commands & loaded


def modules_after(code: str) -> set[str]:
    """The names of the modules that a process has loaded when it has run a line."""
    printed = subprocess.check_output(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")},
        text=True,
    )
    return set(printed.splitlines()[-1].split())


def test_a_run_that_changes_nothing_imports_nothing_heavy(project: Path) -> None:
    code = "from soapstone.cli import run; run(['generate'])"
    assert {"soapstone.run.recipe", "lxml.etree"} <= modules_after(code)
    loaded = modules_after(code)
    assert not HEAVY & loaded
    assert not {"soapstone.run.recipe", "soapstone.model.contract"} & loaded


def test_help_lists_each_command_with_the_subject_of_its_own_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--help"]) == ExitCode.OK
    listed = capsys.readouterr().out
    for name, summary in cli.COMMANDS.items():
        assert f"  {name:<8}  {summary}\n" in listed
        assert run([name, "--help"]) == ExitCode.OK
        shown = capsys.readouterr().out
        assert shown.startswith(f"Usage: soapstone {name} [OPTIONS] ")
        assert shown.splitlines()[2].split()[0] == summary.split()[0]


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_has_examples(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(arguments) == ExitCode.OK
    assert "soapstone generate tc2  " in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["frobnicate"], ["generate", "--frobnicate"]])
def test_wrong_words(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(arguments) == ExitCode.ERROR
    output = capsys.readouterr()
    assert output.out == ""
    assert "Error: No such" in output.err


@pytest.mark.parametrize("out", ["specs", "specs/out", "specs/../specs"])
def test_output_inside_the_specs(
    project: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    assert run(["generate", "--out", out]) == ExitCode.ERROR
    assert "cannot be the specs folder or lie inside it" in capsys.readouterr().err
    assert sorted(os.listdir("specs")) == ["metering", "tc2"]


def test_first_run_and_second(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate"]) == ExitCode.OK
    output = capsys.readouterr()
    assert output.err == ""
    header, *rows = (
        line.split() for line in output.out.splitlines() if line.strip(" ─")
    )
    assert header == list(COLUMNS)
    assert [row[:3] for row in rows[:2]] == [["metering", "1", "1"], ["tc2", "1", "1"]]
    assert int(rows[0][5]) > 0
    assert int(rows[0][6]) == 0
    assert (project / "generated/tc2/__init__.py").is_file()

    assert run(["generate"]) == ExitCode.OK
    rows = [
        line.split()
        for line in capsys.readouterr().out.splitlines()
        if line.strip(" ─")
    ][1:]
    assert int(rows[0][5]) == 0
    assert int(rows[0][6]) > 0


def test_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == ExitCode.WOULD_CHANGE
    output = capsys.readouterr()
    assert "  generated/tc2: 15 files to add\n" in output.out
    assert len(output.out.splitlines()) == 4
    assert output.err == (
        "out of date: metering, tc2, runtime, generated. "
        "To bring it up to date: soapstone generate\n"
    )
    assert not (project / "generated").exists()

    run(["generate", "-q"])
    capsys.readouterr()
    assert run(["check"]) == ExitCode.OK
    assert capsys.readouterr() == ("generated/ is up to date: 2 services\n", "")
    assert run(["check", "-q"]) == ExitCode.OK
    assert capsys.readouterr() == ("", "")

    page = project / "specs/tc2/SynchronizePanelUser.txt"
    page.write_text(page.read_text().replace("AdditionalInput", "FurtherInput"))
    assert run(["check"]) == ExitCode.WOULD_CHANGE
    listed = capsys.readouterr().out
    assert "  generated/tc2: 7 files to change (" in listed
    assert "  specs/tc2/names.toml: new names\n" in listed
    assert ".soapstone" not in listed
    assert run(["check", "-v"]) == ExitCode.WOULD_CHANGE
    files = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith("+++ ")
    ]
    assert "/.soapstone/" in files[-2]
    assert "/.soapstone/" not in files[0]


@pytest.mark.parametrize("command", ["check", "generate"])
def test_an_edit_that_keeps_size_and_time_is_seen(
    command: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["generate", "-q"])
    file = project / "generated/tc2/__init__.py"
    state, content = file.stat(), file.read_bytes()
    file.write_bytes(content.swapcase())
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    capsys.readouterr()
    assert run([command, "-q"]) == ExitCode.ERROR
    assert (
        "found     a file of Soapstone that was edited by hand\n"
        in capsys.readouterr().err
    )
    assert file.read_bytes() == content.swapcase()


def test_what_is_not_written_has_not_changed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["generate", "-q"])
    page = next((project / "specs/tc2").glob("*.txt"))
    page.write_text(page.read_text().replace(">int<", ">long<"))
    edited = project / "generated/tc2/__init__.py"
    edited.write_text("mine")
    changes = []
    for code in (ExitCode.ERROR, ExitCode.OK):
        assert run(["generate", "--json"]) == code
        services = json.loads(capsys.readouterr().out)["services"]
        changes.append(len(services[-1]["changes"]))
        edited.unlink(missing_ok=True)
    assert changes[0] == 0 < changes[1]


def test_edited_file_fails_its_service_only(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["generate", "-q"])
    (project / "generated/tc2/__init__.py").write_text("mine\n")
    shutil.rmtree("generated/metering")
    assert run(["check"]) == ExitCode.ERROR
    assert run(["generate", "-q"]) == ExitCode.ERROR
    assert (
        "error: tc2: generated/tc2/__init__.py\n  found     a file of Soapstone that was edited"
        in (capsys.readouterr().err)
    )
    assert (project / "generated/tc2/__init__.py").read_text() == "mine\n"
    assert (project / "generated/metering/__init__.py").is_file()


def test_an_unreadable_page_is_an_error_and_the_others_are_generated(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "specs/tc2/empty.txt").write_text("")
    assert run(["generate", "-q"]) == ExitCode.ERROR
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("error: tc2: specs/tc2/empty.txt")
    assert (project / "generated/tc2/__init__.py").is_file()
    assert (project / "generated/metering/__init__.py").is_file()
    assert run(["check", "-q"]) == ExitCode.ERROR
    assert run(["generate", "-q"]) == ExitCode.ERROR  # the cache does not hide it


def test_only_the_named_service(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["generate", "-q"])
    shutil.rmtree("generated/metering")
    assert run(["generate", "-q", "tc2"]) == ExitCode.OK
    assert not (project / "generated/metering").exists()
    assert run(["generate", "nosuch"]) == ExitCode.ERROR
    assert "nosuch" in capsys.readouterr().err


def test_service_that_left_the_specs(project: Path) -> None:
    run(["generate", "-q"])
    shutil.rmtree("specs/metering")
    assert run(["check", "-q", "tc2"]) == ExitCode.OK
    assert run(["check", "-q"]) == ExitCode.WOULD_CHANGE
    assert run(["generate", "-q"]) == ExitCode.OK
    assert not (project / "generated/metering").exists()


def test_json_is_all_there_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", "--json"]) == ExitCode.OK
    output = capsys.readouterr()
    assert output.err == ""
    services = json.loads(output.out)["services"]
    assert [service["service"] for service in services] == ["metering", "tc2"]
    assert "__init__.py" in services[1]["files"]["written"]
    assert any(
        finding["subject"].endswith("RefId") for finding in services[0]["findings"]
    )


def test_json_of_a_run_that_cannot_begin(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "generated").write_text("")
    assert run(["generate", "--json"]) == ExitCode.ERROR
    output = capsys.readouterr()
    assert json.loads(output.out)["error"]["found"] == "a file"
    assert output.err.startswith("error: generated\n  found     a file\n")


def test_verbose_prints_findings_in_full(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["generate"])
    assert "    decided  " not in capsys.readouterr().out
    run(["generate", "-v"])
    assert "    decided  " in capsys.readouterr().out


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("until", "terminal", "quiet", "shown"),
    [
        (0, Terminal(), False, True),
        (600, Terminal(), False, False),
        (0, io.StringIO(), False, False),
        (0, Terminal(), True, False),
    ],
)
def test_progress_is_shown_on_a_terminal_of_what_takes_long(
    until: float,
    terminal: io.StringIO,
    quiet: bool,
    shown: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "_UNTIL_PROGRESS", until)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    with progress_on_terminal(quiet=quiet) as progress:
        progress("1 of 2: tc2")
        wait = time.monotonic() + 10
        while shown and "tc2" not in terminal.getvalue() and time.monotonic() < wait:
            time.sleep(0.01)
    assert ("1 of 2: tc2" in terminal.getvalue()) is shown
    assert bool(terminal.getvalue()) is shown
    assert not any(isinstance(each, threading.Timer) for each in threading.enumerate())


def test_results_go_to_stdout_whatever_stderr_is(project: Path) -> None:
    terminal, child = pty.openpty()
    with soapstone("generate", "--json", stderr=child) as process:
        assert process.stdout is not None
        result = process.stdout.read()
    os.close(child)
    os.close(terminal)
    assert process.returncode == ExitCode.OK
    assert json.loads(result)["services"]


def test_reader_that_goes_away(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with soapstone("check", stdout=writing) as process:
        os.close(writing)
        assert process.stderr is not None
        assert process.stderr.read().count(b"\n") == 1  # what to run
    assert process.returncode == ExitCode.BROKEN_PIPE


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
@pytest.mark.parametrize("arguments", [["--version"], ["generate", "--json"]])
def test_full_disk_below_the_output(project: Path, arguments: list[str]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with soapstone(*arguments, stdout=full) as process:
        os.close(full)
        assert process.stderr is not None
        said = process.stderr.read()
    assert said.decode() == (
        "error: the output of this command\n"
        "  found     no space left on device\n"
        "  expected  a file or a terminal that takes it\n"
        "  Make room, or send it elsewhere.\n"
    )
    assert process.returncode == ExitCode.ERROR


def test_what_waits_to_be_printed_is_printed_at_the_end() -> None:
    """The command leaves without the interpreter's own tidying up."""
    script = (
        "from soapstone.cli import cli, main\n"
        "@cli.command()\n"
        "def printed(): print('shown')\n"
        "main()"
    )
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    shown = subprocess.check_output(
        [sys.executable, "-c", script, "printed"], cwd=REPOSITORY, env=buffered
    )
    assert shown == b"shown\n"


def test_no_output_at_all(project: Path) -> None:
    """A service manager may start a program with its streams closed."""
    run(["generate"])
    program = f"{shlex.quote(sys.executable)} -m soapstone check >&- 2>&-"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
    assert subprocess.call(["sh", "-c", program], env=environment) == ExitCode.OK


def test_stream_that_cannot_show_a_letter(tmp_path: Path) -> None:
    """A console of another age is no reason to fail."""
    script = (
        "import sys; from soapstone.cli import run, cli\n"
        "@cli.command()\n"
        "def printed(): print('naïve')\n"
        "sys.exit(run(['printed']))"
    )
    shown = subprocess.check_output(
        [sys.executable, "-c", script],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert shown == b"na\\xefve\n"


def test_interrupt(capsys: pytest.CaptureFixture[str]) -> None:
    @cli.cli.command()
    def wait() -> None:
        raise KeyboardInterrupt

    try:
        assert run(["wait"]) == ExitCode.INTERRUPTED
    finally:
        del cli.cli.commands["wait"]
    output = capsys.readouterr()
    assert output.out + output.err.strip() == ""


def test_an_error_of_the_system_is_not_blamed_on_the_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(click.exceptions.Exit), reporting(verbose=False):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
    assert capsys.readouterr().err.startswith("internal error: BlockingIOError")


def test_fault_of_ours_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as caught, reporting(verbose=False):
        raise RuntimeError("what\x1b")
    assert caught.value.exit_code == ExitCode.ERROR
    assert capsys.readouterr().err == (
        "internal error: RuntimeError: what\\x1b\n"
        "Please report it, with -v for the traceback.\n"
    )


def test_fault_of_ours_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit), reporting(verbose=True):
        raise RuntimeError("what")
    assert "Traceback (most recent call last):" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--out", "--specs"])
def test_an_empty_folder_is_not_the_current_one(
    project: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """``--out "$OUT"`` of a variable that is not set would write a package where one stands."""
    before = set(project.iterdir())
    assert run(["generate", option, ""]) == ExitCode.ERROR
    assert "the name of the folder is empty" in capsys.readouterr().err
    assert set(project.iterdir()) == before


def test_a_report_of_one_service_says_that_it_has_no_other(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "It has only what was named; without a name, all services.\n"
    run(["report", "tc2"])
    assert said in capsys.readouterr().out
    run(["report"])
    assert said not in capsys.readouterr().out
