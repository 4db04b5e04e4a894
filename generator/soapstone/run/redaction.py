"""Redacts recordings: replaces their values, so that they can be checked in.

This is the command ``soapstone redact``; ``inputs.recordings`` does the replacing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from soapstone.inputs.files import RECORDED, SOURCE_SUFFIXES
from soapstone.inputs.names.writing import save
from soapstone.inputs.recordings import content_of, redacted
from soapstone.model.contract import Contract
from soapstone.model.findings import SpecError, together
from soapstone.run.pipeline import pages_of
from soapstone.run.reading import read_sources
from soapstone.run.resolved_contract import resolve_contract, unresolved


@dataclass(frozen=True, slots=True)
class Redacted:
    """The result for all files."""

    changed: tuple[Path, ...]
    """The files that were rewritten."""
    error: SpecError | None
    """The errors of files that cannot be read or written, as one; None without errors."""


def redact(files: Sequence[Path]) -> Redacted:
    """Replace the values in recordings, in place; an error in one file does not stop the others.

    In files below ``<service>/recorded``, values of the service's enumerations stay.
    """
    contracts: dict[Path, Contract] = {}
    changed: list[Path] = []
    errors: list[SpecError] = []
    for file in files:
        try:
            if _redact(file, contracts):
                changed.append(file)
        except SpecError as error:
            errors.append(error)
    return Redacted(tuple(changed), together(errors) if errors else None)


def _redact(file: Path, contracts: dict[Path, Contract]) -> bool:
    """Redact one file; return whether it changed. Raises SpecError and leaves it unchanged."""
    path = file.resolve()
    data = content_of(path, file.as_posix())
    service = service_of(path)
    if service and service not in contracts:
        contracts[service] = _contract(service)
    known = contracts[service] if service else None
    text = redacted(file.as_posix(), data, known)
    if text.encode() == data:
        return False
    save(path, text)
    return True


def service_of(file: Path) -> Path | None:
    """Return the folder of the service that a recording belongs to; None if to no service."""
    for folder in file.parents:
        if folder.name == RECORDED and _pages(folder.parent):
            return folder.parent
    return None


def _pages(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in SOURCE_SUFFIXES)


def _contract(folder: Path) -> Contract:
    facts = read_sources(pages_of(folder).pages)
    if not facts.pages and not facts.description:
        raise together(facts.unread)
    try:
        return resolve_contract(folder, facts.pages, facts.description).contract
    except SpecError:  # of a TOML file, which must not leave recordings as they are
        return unresolved(folder.name, facts.pages, facts.description).contract
