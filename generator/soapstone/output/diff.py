"""Prints a plan as a unified diff: what writing it would change."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from soapstone.inputs.files import Rewritten
from soapstone.output.plan import CHANGES, Plan, PlannedFile, State


def unified_diff(plan: Plan) -> Iterator[str]:
    """Yield the lines, without line ends, of a unified diff of all files that would change; of each
    package those last that only Soapstone reads.
    """
    for package in plan.packages:
        files = package.files if package.changes else ()
        for file in sorted(files, key=lambda file: file.path.startswith(".soapstone/")):
            if file.state in CHANGES:
                yield from _file_diff(plan.out / package.name / file.path, file)


def _file_diff(path: Path, file: PlannedFile) -> Iterator[str]:
    old = (
        "" if file.state is State.CREATE else path.read_bytes().decode(errors="replace")
    )
    yield f"--- {'/dev/null' if file.state is State.CREATE else path.as_posix()}"
    yield f"+++ {'/dev/null' if file.state is State.REMOVE else path.as_posix()}"
    before, after = _lines(old), _lines(file.new or "")
    for line in list(difflib.unified_diff(before, after, lineterm="\n"))[2:]:
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends a line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n"))


def specs_diff(specs: Path, wanted: Mapping[str, Rewritten]) -> Iterator[str]:
    """Yield the same for files of the specs folder (``names.toml``), by path."""
    for path, new in wanted.items():
        state = State.UPDATE if (specs / path).exists() else State.CREATE
        yield from _file_diff(specs / path, PlannedFile(path, state, new.text))
