"""Finds the input files of a service that have changed, by git.

Where a service was generated on this machine, the build cache knows more directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from soapstone.changes.git import commit_of, git
from soapstone.inputs.files import NAMES, is_input
from soapstone.model.findings import SpecError


@dataclass(frozen=True, slots=True)
class Inputs:
    """The input files of a service, and which of them have changed."""

    changed: frozenset[str]
    """By path below the service's folder."""
    shown_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The pages that show each operation now; empty if not known."""


def since_revision(folder: Path, revision: str) -> frozenset[str] | None:
    """Return the files that differ from those of a git revision, by path below ``folder``.

    Names once given are left out, for Soapstone itself adds to them. None if git does not know.
    """
    with suppress(SpecError):
        found = _since(folder, commit_of(folder, revision))
        return None if found is None else found - {NAMES}
    return None


def since_generated(folder: Path, contract: Path) -> frozenset[str] | None:
    """Return the files that differ from those of the commit that last changed a contract.

    ``folder`` is the service's in the specs, ``contract`` the file that was generated from it. None
    if git does not know: the contract is not committed as it is, or the clone is shallow.
    """
    with suppress(SpecError):
        out = contract.parent
        if git(out, "rev-parse", "--is-shallow-repository").strip() != "false":
            return None
        git(out, "cat-file", "-e", f"HEAD:./{contract.name}")
        git(out, "diff", "--quiet", "HEAD", "--", contract.name)
        commit = git(out, "log", "-1", "--format=%H", "--", contract.name).strip()
        return _since(folder, commit) if commit else None
    return None


def _since(folder: Path, commit: str) -> frozenset[str] | None:
    """The files that differ from a commit. Raises SpecError where git fails."""
    if not git(folder, "ls-tree", "-z", "--name-only", commit):
        return None
    here = ("-z", "--", ".")
    if _inputs(git(folder, "ls-files", "-oi", "--exclude-standard", *here)):
        return None  # git keeps no version of a file that it ignores
    differing = git(
        *(folder, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative"),
        *(commit, *here),
    )
    return _inputs(differing) | _inputs(
        git(folder, "ls-files", "-o", "--exclude-standard", *here)
    )


def _inputs(listed: str) -> frozenset[str]:
    return frozenset(filter(is_input, listed.split("\0")))
