"""Fetches the WSDL of a service, and the documents that it imports."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass

from soapstone.fetching import refusals
from soapstone.fetching.descriptions import (
    WSDL_SUFFIX,
    Imports,
    imports_of,
    part_name,
)
from soapstone.fetching.file_names import stems, with_digest
from soapstone.fetching.host import shown
from soapstone.fetching.saving import xml_bytes
from soapstone.fetching.services import Service
from soapstone.fetching.session import Session
from soapstone.fetching.target import Target
from soapstone.inputs.regular_files import read_regular
from soapstone.model import limits
from soapstone.model.findings import Origin, SpecError
from soapstone.runtime.errors import WireError
from soapstone.runtime.reading.diagnosis import what_is


@dataclass(frozen=True, slots=True)
class _Document:
    url: str
    data: bytes
    imports: Imports


def fetch_wsdl(
    session: Session, target: Target, service: Service, progress: Callable[[str], None]
) -> None:
    """Fetch the WSDL, and its parts, that are not there.

    Raises SpecError for a file that cannot be written, and without a WSDL where the service has no
    pages either.
    """
    name = f"{_stem(service.name or target.service)}{WSDL_SUFFIX}"
    if target.keeps(name):
        found = _on_disk(target, name, service.wsdl[0])
    else:
        progress(name)
        found = _first(session, target, service)
        if found:
            target.save(name, found.data)
    if found:
        _fetch_parts(session, target, found, {name.casefold()}, progress)


def _first(session: Session, target: Target, service: Service) -> _Document | None:
    """The WSDL of the first address that has one."""
    errors = []
    for url in service.wsdl:
        try:
            return _fetched(session, url)
        except SpecError as error:
            errors.append(error)
            if session.over:
                break
    if not service.pages:
        raise errors[-1]
    target.notes.append(f"no WSDL: {errors[-1].found}")
    return None


def _fetch_parts(
    session: Session,
    target: Target,
    document: _Document,
    names: set[str],
    progress: Callable[[str], None],
) -> None:
    """Fetch what a document imports, and what that imports; ``names`` are taken."""
    seen, waiting = {document.url}, deque([document])
    while waiting:
        importer = waiting.popleft()
        for location, suffix in importer.imports:
            url = session.host.address(importer.url, location)
            if url is None:
                target.leave_out(shown(location))
                continue
            if url in seen or session.over:
                continue
            seen.add(url)
            limits.PARTS.check(len(seen) - 1, Origin(shown(document.url), 0))
            progress(shown(url))
            name = _part_name(url, suffix, names)
            names.add(name.casefold())
            if found := _part(session, target, url, name):
                waiting.append(found)


def _part(session: Session, target: Target, url: str, name: str) -> _Document | None:
    """One part, from the disk or fetched; None if that fails."""
    if target.keeps(name):
        return _on_disk(target, name, url)
    try:
        found = _fetched(session, url)
    except SpecError as error:
        target.failed.append(error)
        return None
    target.save(name, found.data)
    return found


def _fetched(session: Session, url: str) -> _Document:
    """The document at an address. Raises SpecError for anything else that is there."""
    found = session.get(url)
    response = found.response
    try:
        data = xml_bytes(response.body, response.headers.get("Content-Type", ""))
    except WireError:
        raise refusals.no_wsdl(url, "no text in the charset of its header") from None
    imports = imports_of(data)
    if imports is None:
        raise refusals.no_wsdl(url, what_is(data) or "another document")
    return _Document(found.url, data, imports)


def _on_disk(target: Target, name: str, url: str) -> _Document | None:
    """A document that is kept; None for one that imports nothing that can be found out."""
    try:
        data = read_regular(target.folder / name)
    except OSError:
        return None
    imports = imports_of(data)
    return None if imports is None else _Document(url, data, imports)


def _part_name(url: str, suffix: str, names: Collection[str]) -> str:
    stem = _stem(part_name(url))
    name = f"{stem}{suffix}"
    return f"{with_digest(stem, url)}{suffix}" if name.casefold() in names else name


def _stem(name: str) -> str:
    return stems([name])[name]
