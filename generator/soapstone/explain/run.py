"""Explains what is asked for of the services of a specs folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from soapstone.explain.context import context_of
from soapstone.explain.model import Explanation
from soapstone.explain.subjects import find
from soapstone.model.findings import Finding, SpecError
from soapstone.pages import read_pages
from soapstone.run import pipeline
from soapstone.run.resolved_contract import resolve_contract


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say of a service."""

    service: str
    explanations: tuple[Explanation, ...] = ()
    """Of the subject asked for."""
    findings: tuple[Finding, ...] = ()
    """Of the whole service, where no subject was asked for."""
    error: SpecError | None = None


def explain(specs: Path, service: str = "", subject: str = "") -> Sequence[Told]:
    """The findings of all services or of one, or explanations of a subject.

    Raises SpecError where the folder, the service or the subject does not exist; a service that
    cannot be read is told with its error.
    """
    folders = pipeline.chosen(specs, [service] if service else [])
    if subject:
        return [_about(folder, subject) for folder in folders]
    return [_open(folder) for folder in folders]


def _about(folder: Path, subject: str) -> Told:
    contents, _ = pipeline.pages_of(folder)
    pages = read_pages(contents)
    context = context_of(folder, pages, resolve_contract(folder, pages))
    return Told(folder.name, find(context, folder.name, subject))


def _open(folder: Path) -> Told:
    """What the service's pages leave open, as generating finds it."""
    try:
        contents, findings = pipeline.pages_of(folder)
        pages = read_pages(contents)
        made = resolve_contract(folder, pages)
    except SpecError as error:
        return Told(folder.name, error=error)
    noticed = [each for page in pages for each in page.findings]
    return Told(folder.name, findings=(*findings, *noticed, *made.findings))
