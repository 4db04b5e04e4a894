"""A finding is shown once: the next run, also in another clone, only counts it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.model.findings import Severity
from soapstone.output.packages import Generated, Package
from soapstone.output.reported import (
    FINDINGS,
    reported,
    to_json,
    unreported,
    without_changes_of_files,
)
from tests.services import ROOT
from tests.test_report import finding

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "specs/metering", tmp_path / "specs/metering")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(capsys: Capture, *words: str) -> str:
    assert run(["generate", *words]) == ExitCode.OK
    return capsys.readouterr().out


def test_what_was_shown_is_only_counted(project: Path, capsys: Capture) -> None:
    first = printed(capsys)
    assert first.count("\n  guess     specs/metering/BatchRegister") == 10
    assert "\nmetering: 10 guesses; 2 notes not shown (-v shows all)\n" in first
    again = printed(capsys)
    assert (
        "\nmetering: 10 guesses shown before; 2 notes not shown (-v shows all)\n"
        in again
    )
    assert "  guess  " not in again
    assert printed(capsys, "-v").count("    decided  ") == 12


def test_a_name_that_nothing_uses_is_shown_once(project: Path, capsys: Capture) -> None:
    printed(capsys)
    names = project / "specs/metering/names.toml"
    names.write_text(f'{names.read_text()}\n[types.Acount]\nclass = "Acount"\n')
    first = printed(capsys)
    assert (
        "\nmetering: 1 note new; 10 guesses shown before; 2 notes not shown (-v shows all)\n"
        "  note      specs/metering/names.toml:"
    ) in first
    assert "Acount: The name is locked, but no page shows what it names. Kept" in first
    again = printed(capsys)
    assert "metering: 10 guesses, 1 note shown before; 2 notes not shown" in again
    assert "  note  " not in again


def test_a_clone_knows_what_was_shown(project: Path, capsys: Capture) -> None:
    printed(capsys)
    shutil.rmtree("generated/.cache")
    assert "10 guesses shown before; 2 notes not shown" in printed(capsys)


def test_what_is_new_is_shown(project: Path, capsys: Capture) -> None:
    printed(capsys)
    (project / "specs/metering/notes.pdf").write_bytes(b"")
    assert (
        "metering: 1 guess new; 10 guesses shown before; 2 notes not shown (-v shows all)\n"
        "  guess     specs/metering/notes.pdf  metering/notes.pdf: Left out.\n"
    ) in printed(capsys)


def test_a_file_that_is_left_out_is_named_as_long_as_it_is_there(
    project: Path, capsys: Capture
) -> None:
    for name in ("a.pdf", "b.docx", "c.odt", "d.rtf", "e.doc"):
        (project / "specs/metering" / name).write_bytes(b"")
    (project / "specs/metering/f.zip").write_bytes(b"")  # a note, which is shown once
    assert "\n  note      specs/metering/f.zip  metering/f.zip: The name of" in printed(
        capsys
    )
    for _ in range(2):  # also from the cache
        assert printed(capsys).endswith(
            "\nmetering: 15 guesses, 1 note shown before; 2 notes not shown (-v shows all)\n"
            "  left out  specs/metering/a.pdf, specs/metering/b.docx, specs/metering/c.odt"
            " and 2 more\n"
        )
    assert "left out  " not in printed(capsys, "-v")
    for path in (project / "specs/metering").glob("?.*"):
        path.unlink()
    assert "left out" not in printed(capsys)


@pytest.mark.parametrize("remembered", [True, False])
def test_a_file_beside_the_pages_puts_nothing_out_of_date(
    remembered: bool, project: Path, capsys: Capture
) -> None:
    """It may be on one machine only: what is generated does not depend on it."""
    file = project / "specs/metering/notes.pdf"
    if remembered:
        file.write_bytes(b"")
    printed(capsys)
    if remembered:
        file.unlink()
    else:
        file.write_bytes(b"")
    assert run(["check"]) == ExitCode.OK


def test_json_says_of_each_whether_it_is_new(project: Path, capsys: Capture) -> None:
    for new in (True, False):
        (service,) = json.loads(printed(capsys, "--json"))["services"]
        assert {each["new"] for each in service["findings"]} == {new}


def test_a_service_that_is_not_written_has_shown_nothing(
    project: Path, capsys: Capture
) -> None:
    (project / "generated/metering").mkdir(parents=True)
    (project / "generated/metering/__init__.py").write_text("mine")
    for _ in range(2):
        assert run(["generate"]) == ExitCode.ERROR
        assert "\n  guess     " in capsys.readouterr().out


def test_alike_findings_are_counted_apart() -> None:
    one, other = finding(Severity.GUESS), finding(Severity.GUESS, "Account.Id")
    assert list(unreported([one, one, other], reported(Path(), ""))) == [
        one,
        one,
        other,
    ]
    assert to_json([one, other]) == to_json([other, one])


def test_another_finding_is_a_change(tmp_path: Path) -> None:
    there = tmp_path / "metering" / FINDINGS
    there.parent.mkdir(parents=True)
    there.write_text(to_json([finding(Severity.GUESS)]))
    made = to_json([finding(Severity.GUESS), finding(Severity.GUESS, "Account.Id")])
    generated = Generated((Package("metering", {FINDINGS: made}),))
    assert without_changes_of_files(generated, tmp_path) == generated


def test_a_file_of_an_older_version_has_none_on_files(tmp_path: Path) -> None:
    file = tmp_path / "metering" / FINDINGS
    file.parent.mkdir(parents=True)
    file.write_text('{"format": 1, "findings": [{"code": "a", "subject": "B"}]}')
    assert reported(tmp_path, "metering") == {("a", "B"): 1}


def test_two_where_there_was_one(tmp_path: Path) -> None:
    one = finding(Severity.GUESS)
    file = tmp_path / "metering" / FINDINGS
    file.parent.mkdir(parents=True)
    file.write_text(to_json([one]))
    assert list(unreported([one, one], reported(tmp_path, "metering"))) == [one]


@pytest.mark.parametrize(
    "text", ["", "[]", "[" * 100_000, '{"findings": [1]}', '{"findings": 5}', "\0"]
)
def test_a_file_that_cannot_be_read_hides_nothing(text: str, tmp_path: Path) -> None:
    file = tmp_path / "metering" / FINDINGS
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert not reported(tmp_path, "metering")
