"""Recognises index pages, which list operations but show none.

A finding says which pages to save instead.
"""

from __future__ import annotations

import re

from soapstone.model.facts import PageFacts
from soapstone.model.file_findings import INDEX_PAGE
from soapstone.model.findings import Origin
from soapstone.pages.document import Document
from soapstone.pages.page import Page

_OPERATION_LINK = re.compile(
    r"(?:[?&]op=|\bhelp/operations/)([^&#?/\"'\s]+)(?!.*#(?:request|response)-)", re.I
)
"""To an operation of ASMX or ServiceStack, and of WCF REST (``/help``)."""
_LIST_SENTENCES = (
    "The following operations are supported.",
    "This page describes the service operations at this endpoint.",
)
"""The only trace of the index of ASMX, and of WCF REST, that was saved as text, without links."""


def recognises(page: Page) -> bool:
    """Return whether a page has links to operations and no sample."""
    return not page.messages and (
        any(_OPERATION_LINK.search(link.target) for link in page.document.links)
        or any(line.text.startswith(_LIST_SENTENCES) for line in page.document.lines)
    )


def facts(page: Page) -> PageFacts:
    """Return no operations, and a finding that lists the pages to save instead."""
    names = listed(page.document)
    lines = page.document.lines
    finding = INDEX_PAGE.at(
        lines[0].origin if lines else Origin(page.document.file, 1),
        lines[0].text if lines else page.document.file,
        names=_some(names),
    )
    return PageFacts(page.document.file, (), (finding,))


def listed(document: Document) -> list[str]:
    """Return the operations that a page has links to, as the links write them."""
    links = (_OPERATION_LINK.search(link.target) for link in document.links)
    return list(dict.fromkeys(link[1] for link in links if link))


def _some(names: list[str]) -> str:
    """The first names of a list that may be long."""
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more if names else "no links kept"
