"""Reads saved help pages of ASMX and ServiceStack into facts.

No other room knows what a page looks like.

    bytes -> (mhtml) -> source -> plain | hypertext -> document -> page (prose, HTTP messages)
    -> a family -> facts
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from soapstone.model.facts import PageFacts
from soapstone.model.findings import SpecError
from soapstone.pages.addresses import addresses
from soapstone.pages.document import Document
from soapstone.pages.families import FAMILIES
from soapstone.pages.filled_in import without_text, without_values
from soapstone.pages.hypertext import is_html, read_html
from soapstone.pages.mhtml import is_mhtml, open_archive
from soapstone.pages.page import take_apart
from soapstone.pages.plain import read_plain
from soapstone.pages.shown import ShownLine, shown
from soapstone.pages.source import read_text
from soapstone.pages.unread_kinds import container, unrecognised


def read_pages(
    sources: Mapping[str, bytes],
) -> tuple[list[PageFacts], list[SpecError]]:
    """Return the facts of a service's pages, and the errors of those that cannot be used.

    ``sources`` has the bytes of each file by path. The errors are those of :func:`read_page`.
    """
    pages, errors = [], []
    for file, content in sources.items():
        try:
            page = read_page(file, content)
        except SpecError as error:
            errors.append(error)
        else:
            pages.append(page)
            errors += page.errors
    return pages, errors


def read_page(file: str, data: bytes) -> PageFacts:
    """Return the facts of a saved page.

    ``file`` is the path shown in findings; its suffix tells text, Markdown and HTML apart. Raises
    SpecError for a page that is empty, damaged, too large, or no help page, and for one of which no
    operation can be read.
    """
    try:
        facts = without_values(_facts(file, data))
    except SpecError as error:
        raise without_text(error) from None
    return replace(facts, errors=tuple(map(without_text, facts.errors)))


def read_shown(data: bytes, facts: PageFacts) -> list[ShownLine]:
    """Return the lines of a saved page, without values that a person filled in.

    ``facts`` are those that :func:`read_page` returned for these bytes.
    """
    _, document = _read(facts.file, data)
    return shown(document, facts)


def _facts(file: str, data: bytes) -> PageFacts:
    text, document = _read(file, data)
    page = take_apart(document)
    has_messages = bool(page.messages)
    has_heads = any(each.head.verb or each.head.status for each in page.messages)
    error = None if has_heads else container(text, document, has_messages=has_messages)
    if error:
        raise error
    for family in FAMILIES:
        if family.recognises(page):
            return _with_addresses(family.facts(page), text, document)
    raise unrecognised(text, document, has_messages=has_messages)


def _read(file: str, data: bytes) -> tuple[str, Document]:
    """The text that may say where a page was saved from, and its lines."""
    if is_mhtml(file):
        return _read_archive(file, data)
    text = read_text(file, data)
    if is_html(file, text):
        return text, read_html(file, text)
    markdown = PurePosixPath(file).suffix.lower() == ".md"
    return text, read_plain(file, text, markdown=markdown)


def _read_archive(file: str, data: bytes) -> tuple[str, Document]:
    archive = open_archive(file, data)
    try:
        document = read_html(file, read_text(file, archive.html, archive.charset))
    except SpecError as error:
        error.origin = archive.place(error.origin)
        raise
    return archive.before, archive.placed(document)


def _with_addresses(facts: PageFacts, text: str, document: Document) -> PageFacts:
    """The facts of a page, with what else it states of the hosts of its samples."""
    hosts = {
        exchange.request.head.header("Host")
        for operation in facts.operations
        for exchange in operation.exchanges
    }
    found = addresses(text, document, hosts)
    operations = (replace(each, addresses=found) for each in facts.operations)
    return replace(facts, operations=tuple(operations))
