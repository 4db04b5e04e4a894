"""``soapstone redact``: recordings with other values, so that they can be checked in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.contract import Contract
from generator.corrected import corrected_service
from generator.given.writing import save
from generator.inputs import PAGE_SUFFIXES, RECORDED
from generator.pages import read_page
from generator.pipeline import pages_of
from generator.recorded import content_of, redacted


def redact(files: Sequence[Path]) -> list[Path]:
    """Give recordings other values, in place; return those that had any of their own.

    A file below ``<service>/recorded`` keeps the words of the members that this service has as
    enumerations. Raises SpecError, before anything is written, for a file that cannot be read.
    """
    contracts: dict[Path, Contract] = {}
    texts: dict[Path, str] = {}
    for file in files:
        path = file.resolve()
        data = content_of(path, file.as_posix())
        service = service_of(path)
        if service and service not in contracts:
            contracts[service] = _contract(service)
        known = contracts[service] if service else None
        text = redacted(file.as_posix(), data, known)
        if text.encode() != data:
            texts[path] = text
    for path, text in texts.items():
        save(path, text)
    return [file for file in files if file.resolve() in texts]


def service_of(file: Path) -> Path | None:
    """The folder of the service that a recording belongs to, or None."""
    for folder in file.parents:
        if folder.name == RECORDED and _pages(folder.parent):
            return folder.parent
    return None


def _pages(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in PAGE_SUFFIXES)


def _contract(folder: Path) -> Contract:
    pages, _ = pages_of(folder)
    facts = [read_page(file, data) for file, data in pages.items()]
    return corrected_service(folder, facts).contract
