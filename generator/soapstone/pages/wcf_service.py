"""Recognises the page of a WCF service itself, which names its WSDL and shows no operation."""

from __future__ import annotations

import re

from soapstone.model.facts import PageFacts
from soapstone.model.file_findings import SERVICE_PAGE
from soapstone.pages.page import Page

_NAMES_WSDL = re.compile(
    r"\bsvcutil(?:\.exe)?[ \t]{1,9}(?:/\S{1,80}[ \t]{1,9})?\S{1,500}wsdl\b"
    r"|\?singleWsdl\b",
    re.I,
)
"""The command that the page shows in every language, and the address of the WSDL as one file."""


def recognises(page: Page) -> bool:
    """Return whether a page shows the command that makes a client, and no sample."""
    lines = page.document.lines
    return not page.messages and any(_NAMES_WSDL.search(line.text) for line in lines)


def facts(page: Page) -> PageFacts:
    """Return no operations, and a finding that says what to save."""
    lines = page.document.lines
    line = next(line for line in lines if _NAMES_WSDL.search(line.text))
    finding = SERVICE_PAGE.at(line.origin, lines[0].text)
    return PageFacts(page.document.file, (), (finding,))
