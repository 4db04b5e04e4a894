"""What a report says has changed since a revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from soapstone.cli import run
from tests.explain.support import asmx, service
from tests.site.support import pages, reported, text


def git(folder: Path, *arguments: str) -> None:
    own = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *own, *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A service whose package is in a repository, and whose page has changed since."""
    made = service(tmp_path, Ask=asmx("<a>int</a>"))
    out = tmp_path / "generated"
    run(["generate", "-q", "--specs", str(made), "--out", str(out)])
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "All.")
    (made / "svc/Ask.txt").write_text(asmx("<a>string</a>"), "utf-8")
    return made


def test_a_change_stands_on_the_page_of_its_service(specs: Path) -> None:
    generated = str(specs.parent / "generated")
    out = reported(specs, "--against", "HEAD", "--generated", generated)
    page = pages(out)["svc/index.html"]
    (heading,) = page.xpath("//h2[@id='changes']")
    assert text(heading) == "Changes since HEAD"
    (row,) = page.xpath("//tr[@class='breaking']")
    assert "Ask.a" in text(row)
    assert "int" in text(row)
    assert "Python callers" in text(row)


def test_without_a_revision_nothing_is_said_of_changes(specs: Path) -> None:
    assert not pages(reported(specs))["svc/index.html"].xpath("//*[@id='changes']")


def test_a_revision_that_is_not_there_is_refused(
    specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, generated = specs.parent / "report", specs.parent / "generated"
    options = ["--against", "v9", "--generated", str(generated), "--out", str(out)]
    assert run(["report", "--specs", str(specs), *options]) == 2
    assert "v9" in capsys.readouterr().err
    assert not out.exists()
