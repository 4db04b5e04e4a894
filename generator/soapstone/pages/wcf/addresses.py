"""Finds the names of operations, which WCF REST help pages have in their own addresses alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from soapstone.model.facts import Notation, PageFacts
from soapstone.model.findings import Origin
from soapstone.pages.document import Document, Link

_PAGE = re.compile(r"\bhelp/operations/([A-Za-z_]\w{0,200})(?=[#?\"'\s)>-]|$)")
_SAVED = re.compile(
    r"(?:saved from url=\(\d{1,9}\)|url:[ \t]{1,20}|Snapshot-Content-Location:[ \t]{1,20})"
    r"https?://[^\s<>\"]{1,2000}",
    re.I,
)
_OWN = re.compile(r"#(?:request|response)-(?:xml|json|schema)$")
"""A link to a sample of the page itself. Browsers save it with the page's address."""


def listed(links: Iterable[Link]) -> list[str]:
    """Return the operations that links lead to, in order."""
    found = (_PAGE.search(each.target) for each in links)
    return [*dict.fromkeys(each[1] for each in found if each)]


def with_name(facts: PageFacts, text: str, document: Document) -> PageFacts:
    """Return the facts of a WCF REST page with the name of its only operation, where its own
    address is known. ``text`` is that of the saved file.
    """
    if len(facts.operations) != 1:
        return facts
    (operation,) = facts.operations
    own = operation.notation is Notation.CONSTANTS
    name, line = _name(text, document) if own else ("", 0)
    if not name:
        return facts
    place = Origin(facts.file, line, f"help/operations/{name}")
    return replace(
        facts, operations=(replace(operation, name=name, name_origin=place),)
    )


def _name(text: str, document: Document) -> tuple[str, int]:
    for saved in _SAVED.finditer(text):
        if found := _PAGE.search(unquote(saved[0])):
            return found[1], text.count("\n", 0, saved.start()) + 1
    for link in document.links:
        if _OWN.search(link.target) and (found := _PAGE.search(link.target)):
            return found[1], link.line
    return "", 0
