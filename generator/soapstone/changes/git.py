"""Runs git, and says in its own words what a person can do where that fails."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from soapstone.model.findings import Origin, SpecError


def commit_of(folder: Path, revision: str) -> str:
    """Return the digest of the commit that a revision names.

    Raises SpecError where there is no git, no repository or no such revision.
    """
    if not _is_below_a_repository(folder):
        raise SpecError(
            Origin(folder.as_posix(), 0),
            "no git repository",
            "a folder under version control, to compare with a revision of it",
            "Leave --against out to compare with what was generated last.",
        )
    git(folder, "rev-parse", "--git-dir")
    wanted = f"{revision}^{{commit}}"  # never an option, whatever it begins with
    asked = run_git(folder, "rev-parse", "--verify", "--quiet", wanted)
    if asked.returncode:
        raise SpecError(
            Origin(folder.as_posix(), 0),
            f"no revision {revision!r}",
            "a commit, branch or tag of this repository",
            "Look with git log; a shallow clone holds only the last commits.",
        )
    return asked.stdout.decode().split()[-1]


def _is_below_a_repository(folder: Path) -> bool:
    """Whether git would look for a repository here. It may refuse to, or know one by GIT_DIR."""
    here = folder.absolute()
    above = any(os.path.exists(each / ".git") for each in (here, *here.parents))
    return above or not run_git(folder, "rev-parse", "--git-dir").returncode


def git(folder: Path, *arguments: str) -> str:
    """Return what a git command prints. Raises SpecError if it fails."""
    done = run_git(folder, *arguments)
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["nothing"]
        raise SpecError(
            Origin(folder.as_posix(), 0),
            f"git {' '.join(arguments[:2])}, which failed: {lines[0]}",
            "a repository that git can read",
            "Run the same git command in this folder: it says more.",
        )
    return done.stdout.decode(errors="replace").replace("\r\n", "\n")


def run_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a git command in a folder. Raises SpecError where there is no git or no folder."""
    try:
        return subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, check=False
        )
    except OSError as error:
        if not os.path.isdir(folder):  # Path.is_dir raises for a name that is too long
            raise SpecError(
                Origin(folder.as_posix(), 0),
                "no folder",
                "the output folder, or the one that held it",
                "Name another with --out.",
            ) from None
        missing = isinstance(error, FileNotFoundError)
        raise SpecError(
            Origin("git", 0),
            "no such command" if missing else (error.strerror or "an error").lower(),
            "git, to compare with a revision",
            "Install it, or leave --against out to compare with what was generated last.",
        ) from None
