"""Reads saved help pages of ASMX, ServiceStack and WCF REST, and samples, into facts.

No other room knows what a page looks like.

    bytes -> (mhtml) -> source -> plain | hypertext -> document -> page (prose, HTTP messages)
    -> a family -> facts
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from soapstone.model.facts import PageFacts
from soapstone.model.findings import SpecError
from soapstone.model.limits import BYTES
from soapstone.pages import index
from soapstone.pages.addresses import addresses
from soapstone.pages.document import Document
from soapstone.pages.families import FAMILIES, FRAMED
from soapstone.pages.filled_in import without_text, without_values
from soapstone.pages.hypertext import is_html, read_html, starts_as_html
from soapstone.pages.mhtml import is_mhtml, open_archive
from soapstone.pages.page import Page, take_apart
from soapstone.pages.plain import read_plain
from soapstone.pages.samples.page import facts_of
from soapstone.pages.samples.postman import is_collection, read_collection
from soapstone.pages.samples.soapui_project import is_project, read_project
from soapstone.pages.shown import ShownLine, shown
from soapstone.pages.source import read_text
from soapstone.pages.unread_kinds import container, unrecognised
from soapstone.pages.wcf.addresses import with_name


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


def documents_in(file: str, data: bytes) -> Mapping[str, bytes]:
    """Return the WSDL and XSD documents inside a file, by a path below its own: a SoapUI project
    holds some. One that is damaged has none here, and an error as a page.
    """
    try:
        fits = len(data) <= BYTES.most
        return read_project(file, data).documents if fits and is_project(data) else {}
    except SpecError:
        return {}


def listed_operations(file: str, data: bytes) -> list[str]:
    """Return the operations that a saved page has links to. Raises SpecError as
    :func:`read_page` does.
    """
    _, document = _read(file, data)
    return [unquote(each) for each in index.listed(document)]


def suffix_of(data: bytes) -> str:
    """Return the ending that browsers give to files that begin like this: ``.html``, ``.mhtml``,
    or "" for any other.
    """
    if is_mhtml("", data):
        return ".mhtml"
    return ".html" if starts_as_html(data[:4096].decode("latin-1")) else ""


def read_shown(data: bytes, facts: PageFacts) -> list[ShownLine]:
    """Return the lines of a saved page, without values that a person filled in.

    ``facts`` are those that :func:`read_page` returned for these bytes.
    """
    _, document = _read(facts.file, data)
    return shown(document, facts)


def _facts(file: str, data: bytes) -> PageFacts:
    if is_project(data):
        read_text(file, data)  # raises for one that is too large
        project = read_project(file, data)
        if project.sent:
            return facts_of(project.sent)
        if project.documents:
            return PageFacts(file, ())
    text, document = _read(file, data)
    if is_collection(text):
        return facts_of(read_collection(file, text))
    framed = Page(document, (), ())
    for family in FRAMED:
        if family.recognises(framed):
            found = with_name(family.facts(framed), text, document)
            return _with_addresses(found, text, document)
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
    if is_mhtml(file, data):
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
    operations = (
        replace(each, addresses=(*each.addresses, *found)) for each in facts.operations
    )
    return replace(facts, operations=tuple(operations))
