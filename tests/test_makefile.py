"""``make test``: the project's own tests, and apart from them those of a user's services."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def made(
    folder: Path, services: Sequence[str], project: int = 0, user: int = 0
) -> tuple[int, list[str]]:
    """The exit code and the output of ``make test`` with these services in specs/.

    In the place of what it starts are programs that print their arguments and exit as given.
    """
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    for name in services:
        (folder / "specs" / name).mkdir(parents=True)
    (folder / "specs" / "README.md").touch()
    (folder / ".venv/bin").mkdir(parents=True)
    for name, code in (("python", project), ("soapstone", user)):
        program = folder / ".venv/bin" / name
        program.write_text(
            f'#!/bin/sh\nprintf "{name}:"\nprintf " <%s>" "$@"\necho\nexit {code}\n'
        )
        program.chmod(0o755)
    (folder / ".venv/.installed").touch()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    done = subprocess.run(
        ["make", "-s", "test"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


PYTEST = "python: <-m> <pytest> <--quiet> <--numprocesses> <auto> <--dist> <worksteal>"


def test_a_fresh_clone_has_the_seeds_alone(tmp_path: Path) -> None:
    assert made(tmp_path, ["tc2", "metering", ".git", "_old"]) == (0, [PYTEST])


def test_what_a_user_has_comes_last_and_apart(tmp_path: Path) -> None:
    services = ["tc2", "metering", "my ferry", "tc22", "-x"]
    assert made(tmp_path, services) == (
        0,
        [
            PYTEST,
            "",
            "your services:",
            "soapstone: <test> <--> <-x> <my ferry> <tc22>",
        ],
    )


@pytest.mark.parametrize(("project", "user"), [(1, 0), (0, 1), (0, 2), (1, 2)])
def test_either_fails_it_and_both_are_run(
    project: int, user: int, tmp_path: Path
) -> None:
    code, lines = made(tmp_path, ["tc2", "metering", "ferry"], project, user)
    assert code != 0
    assert [line.split(":")[0] for line in lines] == [
        *("python", "", "your services", "soapstone")
    ]
