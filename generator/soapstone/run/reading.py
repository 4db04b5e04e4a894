"""Reads the files of a service's folder: saved pages, and WSDL and XSD documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from soapstone.inputs.files import DESCRIPTION_SUFFIXES
from soapstone.model.description import Description
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Finding, SpecError
from soapstone.pages import documents_in, read_pages
from soapstone.wsdl import is_description, read_description


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What the files of a service say."""

    pages: Sequence[PageFacts]
    description: Description | None
    """Of its WSDL and XSD documents; None if there is none that can be used."""
    unread: Sequence[SpecError]
    """The errors of files that cannot be used."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings on single files."""
        of_pages = (each for page in self.pages for each in page.findings)
        return (*of_pages, *(self.description.findings if self.description else ()))


def read_sources(sources: Mapping[str, bytes]) -> ServiceFacts:
    """Return what the files of a service say. ``sources``: path below the specs folder to content.

    What cannot be used is left out, with an error.
    """
    saved = pages_among(sources)
    documents = {file: each for file, each in sources.items() if file not in saved}
    for file, content in saved.items():
        documents |= documents_in(file, content)
    pages, unread = read_pages(saved)
    if not documents:
        return ServiceFacts(pages, None, unread)
    description = read_description(documents)
    usable = description if description.files else None
    return ServiceFacts(pages, usable, [*unread, *description.errors])


def pages_among(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that are no WSDL and no XML Schema."""
    return {
        file: content
        for file, content in sources.items()
        if not _is_description(file, content)
    }


def _is_description(file: str, content: bytes) -> bool:
    """By name, or by content whatever the name: browsers save a WSDL as .xml or as text."""
    suffix = PurePosixPath(file).suffix.lower()
    return suffix in DESCRIPTION_SUFFIXES or is_description(content)
