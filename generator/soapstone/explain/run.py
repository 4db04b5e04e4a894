"""Answers ``soapstone explain``: loads the services of a specs folder and explains a subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from soapstone.explain.context import Context, context_of
from soapstone.explain.model import Explanation
from soapstone.explain.subjects import explain_all, find
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Finding, SpecError, together
from soapstone.run import pipeline
from soapstone.run.reading import read_sources
from soapstone.run.resolved_contract import ResolvedContract, resolve_contract


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one service."""

    service: str
    explanations: tuple[Explanation, ...] = ()
    """The explanations of the subject, if one was asked for."""
    findings: tuple[Finding, ...] = ()
    """The findings of the whole service, if no subject was asked for."""
    error: SpecError | None = None
    """Why it cannot be read, or the errors of the pages and recordings that cannot."""


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
    read = _read(folder)
    context = context_of(folder, read.pages, read.contract)
    try:
        found = find(context, folder.name, subject)
    except SpecError as error:
        raise together([*read.unread, error]) from None
    return Answer(folder.name, found, error=read.error)


def _open(folder: Path, *, everything: bool) -> Answer:
    """The findings of a service, the same as ``soapstone generate`` prints."""
    try:
        read = _read(folder)
    except SpecError as error:
        return Answer(folder.name, error=error)
    explained: Sequence[Explanation] = ()
    if everything:
        explained = explain_all(context_of(folder, read.pages, read.contract))
    return Answer(folder.name, tuple(explained), read.every_finding, read.error)


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything in a service explained, with what that rests on."""

    answer: Answer
    context: Context
    resolved: ResolvedContract
    sources: Mapping[str, bytes]
    """The files that it was read from: path below the specs folder to content."""


def whole(folder: Path) -> Whole:
    """Explain everything in the service in ``folder``.

    Raises SpecError where what can be read does not suffice; what else cannot be read is in the
    answer.
    """
    read = _read(folder)
    context = context_of(folder, read.pages, read.contract)
    explained = explain_all(context)
    answer = Answer(folder.name, explained, read.every_finding, read.error)
    return Whole(answer, context, read.contract, read.sources)


class _Read(NamedTuple):
    """A service as far as it can be read."""

    pages: Sequence[PageFacts]
    contract: ResolvedContract
    findings: Sequence[Finding]
    """The findings on its files, of which a WSDL is one."""
    unread: Sequence[SpecError]
    sources: Mapping[str, bytes]

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        return (*self.findings, *self.contract.findings)

    @property
    def error(self) -> SpecError | None:
        return together(self.unread) if self.unread else None


def _read(folder: Path) -> _Read:
    """Raises SpecError where what can be read does not suffice."""
    sources = pipeline.pages_of(folder)
    facts = read_sources(sources.pages)
    unread = [*sources.unread, *facts.unread]
    if not facts.pages and not facts.description:
        raise together(unread)
    try:
        contract = resolve_contract(folder, facts.pages, facts.description)
    except SpecError as error:
        raise together([*unread, error]) from None
    return _Read(
        facts.pages,
        contract,
        (*sources.findings, *facts.findings),
        [*unread, *contract.unread],
        sources.pages,
    )
