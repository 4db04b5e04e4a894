"""What a terminal shows: nothing breaks in the middle of a word, and colours can be had off."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

from soapstone.report.wrapping import wrapped
from tests.services import ROOT

_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a service whose name, types and sentences are long."""
    folder = tmp_path / "specs" / "a_service_whose_name_takes_a_line_of_the_table"
    shutil.copytree(ROOT / "specs/metering", folder)
    shutil.copytree(ROOT / "specs/tc2", tmp_path / "specs/tc2")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def on_terminal(
    columns: int, *words: str, environment: Mapping[str, str] | None = None
) -> str:
    """What a command writes to a terminal so wide, both streams together."""
    terminal, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    usual = {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "generator")}
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    with subprocess.Popen(
        [sys.executable, "-m", "soapstone", *words],
        stdout=child,
        stderr=child,
        env={**kept, **usual, **(environment or {})},
    ):
        os.close(child)
        written = b""
        while True:
            try:
                read = os.read(terminal, 65536)
            except OSError:  # Linux's way to say that nobody writes any more
                break
            if not read:
                break
            written += read
    os.close(terminal)
    return written.decode().replace("\r\n", "\n")


COMMANDS = [
    ("generate",),
    ("explain",),
    ("show",),
    ("show", "tc2", "SyncStatus"),
    ("explain", "tc2", "SyncStatus.DeviceID"),
    ("test", "-v"),
    ("generate", "--out", "specs/tc2/a/folder/inside/of/it"),
    ("generat",),
    ("check", "--specs", "nowhere/that/has/a/long/name/and/is/not/there/at/all/ever"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_row_is_broken_in_the_middle_of_a_word(
    command: tuple[str, ...], project: Path
) -> None:
    piped = subprocess.run(
        [sys.executable, "-m", "soapstone", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    for columns in (80, 200):
        shutil.rmtree(project / "generated", ignore_errors=True)
        shown = _ESCAPE.sub("", on_terminal(columns, *command, environment=DUMB))
        for row in shown.splitlines():
            assert cell_len(row) <= columns or len(row.split()) <= 2, row
        if command != ("generate",):  # the second run has less to say
            assert set((piped.stdout + piped.stderr).split()) <= set(shown.split())


DUMB = {"TERM": "dumb"}
RED = "\x1b[1;31m"


def test_only_what_needs_attention_has_a_colour(project: Path) -> None:
    """Yellow and green cannot be read on a white terminal, and what is right needs no eye."""
    (project / "specs/tc2/Bad.html").write_text("<html>nothing")
    guess = ("explain", "a_service_whose_name_takes_a_line_of_the_table", "Order.Id")
    shown = [
        on_terminal(80, *command) for command in (*COMMANDS[:1], guess, COMMANDS[-1])
    ]
    page = project / "specs/tc2/SynchronizePanelUser.txt"
    page.write_text(page.read_text("utf-8").replace(">long<", ">string<"), "utf-8")
    changes = on_terminal(80, "changes")
    assert f"  {RED}breaks\x1b[0m " in changes
    assert "\x1b[1mguess\x1b[0m" in shown[1]
    assert f"{RED}error:\x1b[0m tc2: specs/tc2/Bad.html:1" in shown[0]
    assert f"{RED}error:\x1b[0m nowhere/that" in shown[-1]
    colours = set(re.findall(r"\x1b\[[0-9;]*m", "".join([*shown, changes])))
    assert colours <= {RED, "\x1b[0m", "\x1b[1m", "\x1b[2m"}


def test_a_conflict_stands_out_among_guesses(project: Path) -> None:
    other = (project / "specs/tc2/SynchronizePanelUser.txt").read_text("utf-8")
    other = other.replace("<TotalSteps>int<", "<TotalSteps>string<")
    (project / "specs/tc2/Other.txt").write_text(other, "utf-8")
    shown = on_terminal(200, "generate", "tc2")
    assert re.search(rf"^{re.escape(RED)}  conflict\x1b\[0m  specs/tc2/", shown, re.M)
    assert re.search(r"^  guess  ", shown, re.M)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, DUMB])
def test_colours_can_be_had_off(environment: dict[str, str], project: Path) -> None:
    shown = on_terminal(80, "show", "tc2", environment=environment)
    colours = re.findall(r"\x1b\[[0-9;]*m", shown)
    assert not [each for each in colours if re.search(r"\b(?:3|4|9|10)[0-9]\b", each)]
    if environment is DUMB:
        assert "\x1b" not in shown


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_console_without_our_signs(encoding: str, project: Path) -> None:
    shown = subprocess.check_output(
        [sys.executable, "-m", "soapstone", "generate"],
        env={
            **os.environ,
            "PYTHONIOENCODING": encoding,
            "PYTHONPATH": str(ROOT / "generator"),
        },
    ).decode(encoding)
    assert "-" * 70 in shown
    assert "\\u" not in shown


def test_rows_begin_below_the_second_column() -> None:
    line = Text("  found     a value that is rather long, and more of it")
    assert [row.plain for row in wrapped(line, 30)] == [
        "  found     a value that is",
        "            rather long, and",
        "            more of it",
    ]


def test_a_row_with_an_arrow_hangs_like_the_rows_below_it() -> None:
    rows = [
        *wrapped(Text("  evidence    → a.txt:46  table row  Ref | form | int?"), 38),
        *wrapped(Text("                a.txt:7   table row  Ref | form | int"), 38),
    ]
    assert [row.plain for row in rows] == [
        "  evidence    → a.txt:46  table row",
        "                  Ref | form | int?",
        "                a.txt:7   table row",
        "                  Ref | form | int",
    ]


def test_a_long_word_stays_whole() -> None:
    path = "specs/tc2/" + "x" * 60 + ".txt:12"
    line = Text(f"  guess  {path}  Taken as https.")
    rows = [row.plain for row in wrapped(line, 30)]
    assert [row.strip() for row in rows] == ["guess", path, "Taken as https."]


def test_letters_that_take_two_columns() -> None:
    rows = list(wrapped(Text("日本 " * 10), 20))
    assert all(cell_len(row.plain) <= 20 for row in rows)
    assert len(rows) > 2
