"""The code blocks of the documents, their Python as one program, and what mypy says of it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services import ROOT

MYPY_CACHE = ROOT / ".mypy_cache/tests"
"""The stubs of the libraries take most of mypy's time: each test that runs it finds them here."""

DOCUMENTS = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "examples/order_desk/README.md",
)
"""What a user reads."""

_BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>file|adds to|changes|needs|not run): (?P<about>[^\n]*) -->\n)?"
    r"^(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=fence)$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Block:
    """A code block, and what the comment above it says.

    ``mark`` is ``file``, ``adds to`` or ``changes`` (``about`` is the path of a file), ``needs``
    (``about`` is a package that need not be there), ``not run`` (``about`` is the reason) or "".
    """

    line: int
    language: str
    text: str
    mark: str
    about: str


def blocks(document: str) -> Iterator[Block]:
    """All code blocks of a document, in order."""
    for found in _BLOCK.finditer(document):
        line = document.count("\n", 0, found.start("fence")) + 1
        mark, about = found["mark"] or "", found["about"] or ""
        yield Block(line, found["language"], found["text"], mark, about)


def program_of(document: str) -> str:
    """The Python of a document, one block after the other, but for those that cannot be run."""
    return "\n".join(
        each.text
        for each in blocks(document)
        if each.language == "python" and each.mark != "not run"
    )


def type_errors(program: str, folder: Path, above: Path = ROOT) -> str:
    """What ``mypy --strict`` prints of a program; "" if it is right.

    ``above`` is the folder with the package ``generated`` that it imports.
    """
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    done = subprocess.run(
        [*command, "--cache-dir", str(MYPY_CACHE), str(file)],
        cwd=above,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout
