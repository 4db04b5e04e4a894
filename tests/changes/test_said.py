"""``soapstone changes`` says what a person has to know of the pages behind the changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.test_cut_pages import PAGE

Capture = pytest.CaptureFixture[str]
FILE = "specs/harbour/ReserveBerth.txt"
RENAMED = PAGE.replace("draught>", "depth>").replace("draught=", "depth=")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    file.write_text(PAGE)
    assert run(["generate", "-q"]) == ExitCode.OK
    return file


def changes(capsys: Capture, *words: str) -> str:
    capsys.readouterr()
    run(["changes", *words])
    return capsys.readouterr().out


def test_a_renamed_member_and_the_line_that_keeps_its_name(
    page: Path, capsys: Capture
) -> None:
    page.write_text(RENAMED)
    line, before = 'depth = "draught"', 'draught = "draught"'
    where = RENAMED[: RENAMED.index("<depth>")].count("\n") + 1
    said = changes(capsys)
    assert (
        "    perhaps renamed: draught → depth. To keep the Python name,\n"
        f"    write {line} in place of {before}\n"
        "    in specs/harbour/names.toml, under [types.ReserveBerth.fields]\n"
    ) in said
    assert (
        f"member added: ReserveBerth.depth  decimal, must be given  at {FILE}:{where}"
        in said
    )
    assert said.endswith("\n\nnext: soapstone generate\n")
    markdown = changes(capsys, "--format", "markdown").replace("\\", "")
    assert f"write {line} in place of {before}" in markdown

    names = page.parent / "names.toml"
    text = names.read_text()
    assert "[types.ReserveBerth.fields]" in text
    assert f"\n{before}\n" in text
    names.write_text(text.replace(before, line))
    assert run(["generate", "-q"]) == ExitCode.OK
    modules = Path("generated/harbour").rglob("*.py")
    (made,) = (
        text for each in modules if "class ReserveBerth(" in (text := each.read_text())
    )
    assert "\n    draught: Decimal" in made
    assert '"depth"' in made


def test_a_member_of_another_type_is_no_rename(page: Path, capsys: Capture) -> None:
    page.write_text(RENAMED.replace("<depth>decimal<", "<depth>double<"))
    said = changes(capsys)
    assert "member removed: ReserveBerth.draught" in said
    assert "perhaps renamed" not in said


def test_samples_that_contradict_each_other_are_said(
    page: Path, capsys: Capture
) -> None:
    at = PAGE.index("<draught>")
    page.write_text(f"{PAGE[:at]}<crew>int</crew>\n      {PAGE[at:]}")
    line = PAGE[:at].count("\n") + 1
    said = changes(capsys)
    assert "\nharbour, on its pages:\n" in said
    assert (
        f"  conflict  {FILE}:{line}  ReserveBerth.crew: This place shows crew; " in said
    )
    capsys.readouterr()
    run(["generate"])
    assert (
        f"  conflict  {FILE}:{line}  ReserveBerth.crew: This" in capsys.readouterr().out
    )
    assert "on its pages" not in changes(capsys)  # it is known now


def test_a_cut_is_said_though_nothing_has_changed(page: Path, capsys: Capture) -> None:
    for _ in range(2):
        page.write_text(PAGE[: PAGE.rindex("</long>")])
        said = changes(capsys)
        assert said.startswith("No service has changed.\n\nharbour, on its pages:\n")
        assert "breaks off" in said
        assert run(["generate", "-q"]) == ExitCode.OK


def test_nothing_is_said_of_what_cannot_be_read(page: Path, capsys: Capture) -> None:
    page.write_text(PAGE[: PAGE.index("</soap:Envelope>")])
    unread = "Not compared, or not wholly, for not all of it can be read: harbour.\n"
    assert changes(capsys) == unread
    assert changes(capsys, "--format", "markdown").replace("\\", "") == unread
    other = page.parents[1] / "port/Berth.txt"
    other.parent.mkdir()
    other.write_text(PAGE)
    assert run(["generate", "-q", "port"]) == ExitCode.OK
    assert changes(capsys) == f"No other service has changed.\n{unread}"
