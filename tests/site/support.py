"""Reports of saved services, for tests."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from lxml import html

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.explain.support import SPECS

DEMO = Path(__file__).resolve().parents[1] / "data/services/demo"


def specs_of(tmp_path: Path, *folders: Path) -> Path:
    """A specs folder with copies of services; without any, the two seeds."""
    for folder in folders or (SPECS / "metering", SPECS / "tc2"):
        shutil.copytree(folder, tmp_path / "specs" / folder.name)
    return tmp_path / "specs"


def reported(specs: Path, *options: str) -> Path:
    """The folder of a report on all services, which has to succeed."""
    out = specs.parent / "report"
    code = run(["report", "--specs", str(specs), "--out", str(out), *options])
    assert code == ExitCode.OK
    return out


def pages(out: Path) -> dict[str, Any]:
    """The pages of a report, parsed, by path."""
    return {
        path.relative_to(out).as_posix(): html.fromstring(path.read_text("utf-8"))
        for path in sorted(out.rglob("*.html"))
    }


def text(element: Any) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())
