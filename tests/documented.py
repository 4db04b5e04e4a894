"""The Python blocks of a document, as one program, and what mypy says of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.services import ROOT

MYPY_CACHE = ROOT / ".mypy_cache/tests"
"""The stubs of the libraries take most of mypy's time: each test that runs it finds them here."""


def program_of(document: str) -> str:
    """The code blocks of a document, one after the other."""
    return "\n".join(re.findall(r"^```python\n(.*?)^```", document, re.M | re.S))


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
