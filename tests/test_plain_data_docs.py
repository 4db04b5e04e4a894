"""The code of docs/plain-data.md runs, does what it says, and passes mypy --strict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.documented import program_of, type_errors
from tests.services import ROOT

PROGRAM = program_of((ROOT / "docs/plain-data.md").read_text("utf-8"))


def test_the_code_runs(capsys: pytest.CaptureFixture[str]) -> None:
    from generated.metering import ArrayOfAccountResponse

    program: dict[str, Any] = {}
    exec(PROGRAM, program)
    element = ArrayOfAccountResponse._document.element
    namespace, _, name = element[1:].partition("}")
    reply = f'<{name} xmlns="{namespace}"><New>a&#x1F;b</New></{name}>'
    assert "a&#x1F;b" in program["read"](reply.encode()).to_xml().decode()
    assert capsys.readouterr().out == "$.New 'a\\x1fb'\n"


def test_the_code_is_typed(tmp_path: Path) -> None:
    assert type_errors(PROGRAM, tmp_path) == ""
