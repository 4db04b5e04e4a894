"""Answers ``soapstone explain``: loads the services of a specs folder and explains a subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from soapstone.explain.context import context_of
from soapstone.explain.model import Explanation
from soapstone.explain.subjects import explain_all, find
from soapstone.model.findings import Finding, SpecError
from soapstone.pages import read_pages
from soapstone.run import pipeline
from soapstone.run.resolved_contract import resolve_contract


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one service."""

    service: str
    explanations: tuple[Explanation, ...] = ()
    """The explanations of the subject, if one was asked for."""
    findings: tuple[Finding, ...] = ()
    """The findings of the whole service, if no subject was asked for."""
    error: SpecError | None = None


def explain(
    specs: Path, service: str = "", subject: str = "", *, everything: bool = False
) -> Sequence[Answer]:
    """Return explanations of a subject; without one, the findings of each service.

    ``service`` is the name of a folder; "" means all. ``everything``: without a subject, explain
    all of the service as well. Raises SpecError if the folder, the service or the subject does not
    exist. Without a subject, a service that cannot be read is an answer with an error.
    """
    folders = pipeline.chosen(specs, [service] if service else [])
    if subject:
        return [_about(folder, subject) for folder in folders]
    return [_open(folder, everything=everything) for folder in folders]


def _about(folder: Path, subject: str) -> Answer:
    contents, _ = pipeline.pages_of(folder)
    pages = read_pages(contents)
    context = context_of(folder, pages, resolve_contract(folder, pages))
    return Answer(folder.name, find(context, folder.name, subject))


def _open(folder: Path, *, everything: bool) -> Answer:
    """The findings of a service, the same as ``soapstone generate`` prints."""
    try:
        contents, findings = pipeline.pages_of(folder)
        pages = read_pages(contents)
        made = resolve_contract(folder, pages)
    except SpecError as error:
        return Answer(folder.name, error=error)
    noticed = [each for page in pages for each in page.findings]
    found = (*findings, *noticed, *made.findings)
    explained = explain_all(context_of(folder, pages, made)) if everything else ()
    return Answer(folder.name, explained, found)
