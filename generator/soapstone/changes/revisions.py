"""Loads contracts of services: from the output folder, from a git revision, from the current run.

A package holds its contract as ``.soapstone/contract.json``; comparing needs no pages.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from soapstone.changes.git import commit_of, git
from soapstone.model.findings import Origin, SpecError
from soapstone.output.packages import CONTRACT, OLD_CONTRACT, Generated, Package
from soapstone.output.plan import MANIFEST, OLD_MANIFEST

if TYPE_CHECKING:
    from soapstone.changes.changed_inputs import Inputs
    from soapstone.changes.rules import Change
    from soapstone.model.contract_json import Snapshot


@dataclass(frozen=True, slots=True)
class StoredContract:
    """The text of a ``contract.json``, which is parsed only if it differs from the other version.

    Large ones take long to parse.
    """

    file: str
    """Its path, or ``revision:path``, for errors."""
    text: str
    made: Snapshot | None = None
    """The parsed contract, if this run made it; else None."""
    of_revision: bool = False
    """Whether it stands in a git revision, where nobody can mend it."""

    def snapshot(self) -> Snapshot:
        """Return the parsed contract. Raises SpecError if the text is not a contract."""
        from soapstone.model.contract_json import from_json

        try:
            return self.made or from_json(self.text, self.file)
        except SpecError as error:
            if not self.of_revision:
                raise
            advice = "Name another revision."
            raise SpecError(error.origin, error.found, error.expected, advice) from None


ContractsByPackage = dict[str, StoredContract]
"""Package name to its contract."""


def on_disk(out: Path) -> ContractsByPackage:
    """Return the contracts in the output folder; none if it does not exist.

    Raises SpecError for a folder or file that cannot be read.
    """
    found: ContractsByPackage = {}
    for folder in _held(out):
        for path in (folder / OLD_CONTRACT, folder / CONTRACT):
            if path.is_file():
                found[folder.name] = StoredContract(path.as_posix(), _text(path))
    return found


def _held(out: Path) -> list[Path]:
    """What the output folder holds. ``Path.glob`` hides errors from Python 3.13 on."""
    try:
        return sorted(out.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise SpecError(
            Origin(out.as_posix(), 0),
            f"a folder that cannot be read ({error.strerror})",
            "the output folder",
            "Name another with --out.",
        ) from None


def of_run(generated: Generated) -> ContractsByPackage:
    """Return the contracts of this run's packages; a package with an error has none."""
    return {
        each.name: made for each in generated.packages if (made := of_package(each))
    }


def of_package(package: Package | None) -> StoredContract | None:
    """Return the contract of a package of this run; None without one."""
    if package is None or CONTRACT not in package.files:
        return None
    return StoredContract(
        f"{package.name}/{CONTRACT}", package.files[CONTRACT], package.snapshot
    )


def between(
    old: StoredContract | None,
    new: StoredContract | None,
    inputs: Callable[[], Inputs | None] = lambda: None,
) -> tuple[Change, ...]:
    """Return the changes, each with what it may come from.

    If the contracts differ, ``inputs`` is asked which inputs have changed; None: not known. Raises
    SpecError if a text that has changed is not a contract.
    """
    if old and new and old.text == new.text:
        return ()
    from soapstone.changes.causes import with_causes
    from soapstone.changes.compare import compare

    one, other = (each.snapshot() if each else None for each in (old, new))
    known = inputs() if one and other else None
    return with_causes(compare(one, other), one, other, known)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode().replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SpecError(
            Origin(path.as_posix(), 0),
            f"a file that cannot be read ({reason})",
            "the contract as last generated",
            "Restore it from version control, or delete it and generate again.",
        ) from None


def in_git(out: Path, revision: str) -> ContractsByPackage:
    """Return the contracts that the output folder held in a git revision.

    Raises SpecError where there is no git, no repository, no such revision, or nothing of ours.
    """
    there = os.path.isdir(out)  # Path.is_dir raises for a name that is too long
    folder = out if there else out.parent
    commit = commit_of(folder, revision)
    below = git(folder, "rev-parse", "--show-prefix").strip()
    prefix = below if there else f"{below}{out.name}/"
    listed = git(folder, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    held = [
        path.removeprefix(prefix)
        for path in listed.split("\0")
        if path.startswith(prefix)
    ]
    places = _places(held, OLD_CONTRACT) | _places(held, CONTRACT)
    if not places:
        old = _places(held, OLD_MANIFEST) or _places(held, MANIFEST)
        raise SpecError(
            Origin(f"{revision}:{prefix}", 0),
            f"packages without {CONTRACT}" if old else "no package of Soapstone",
            f"the output folder with <service>/{CONTRACT}",
            (
                "Name a later revision: that one was generated before contracts were kept."
                if old
                else "Name another revision, or the output folder with --out."
            ),
        )
    found: ContractsByPackage = {}
    for name, place in sorted(places.items()):
        text = git(folder, "cat-file", "blob", f"{commit}:{prefix}{place}")
        file = f"{revision}:{prefix}{place}"
        found[name] = StoredContract(file, text, of_revision=True)
    return found


def _places(held: Sequence[str], file: str) -> dict[str, str]:
    """The packages that have a file, and its path below the output folder."""
    found = {}
    for path in held:
        name, _, below = path.partition("/")
        if below == file:
            found[name] = path
    return found


def chosen(
    services: Sequence[str], old: ContractsByPackage, new: ContractsByPackage
) -> list[tuple[str, StoredContract | None, StoredContract | None]]:
    """Return (package name, old contract, new contract) of each service to compare.

    ``services`` are package names; none means all. Raises SpecError for a name in neither version.
    """
    known = sorted(old.keys() | new.keys())
    for name in services:
        if name not in known:
            raise SpecError(
                Origin(name, 0),
                "no such service among the generated",
                f"one of: {', '.join(known)}",
                "Check the spelling, or generate it first.",
            )
    return [
        (name, old.get(name), new.get(name))
        for name in known
        if name in services or not services
    ]
