"""A report is written whole or not at all, and only over a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from soapstone.output.plan import OutputError
from soapstone.site.writing import write


def test_a_second_report_replaces_the_first(tmp_path: Path) -> None:
    out = tmp_path / "a/report"
    assert write([("index.html", "one"), ("x/old.html", "")], out) == 2
    write([("index.html", "two")], out)
    assert (out / "index.html").read_text() == "two"
    assert not (out / "x").exists()
    assert [each.name for each in out.parent.iterdir()] == ["report"]


def test_a_folder_of_somebody_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        write([("index.html", "")], tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_that_somebody_put_into_a_report_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "report"
    write([("index.html", "one")], out)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        write([("index.html", "two")], out)
    assert (out / "index.html").read_text() == "one"


def test_a_list_that_is_not_the_reports_allows_nothing(tmp_path: Path) -> None:
    (tmp_path / ".soapstone-report").write_text("notes.txt\n")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputError):
        write([("index.html", "")], tmp_path)


def test_a_run_that_fails_leaves_the_report_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "report"
    write([("index.html", "one")], out)

    def files() -> Iterator[tuple[str, str]]:
        yield "index.html", "two"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(files(), out)
    assert (out / "index.html").read_text() == "one"
    assert [each.name for each in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_is_refused(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "report"
    if kind == "file":
        out.write_text("mine")
    else:
        (tmp_path / "elsewhere").mkdir()
        out.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match=f"a.* {kind}"):
        write([("index.html", "")], out)
