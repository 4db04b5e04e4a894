"""Fetches the pages of operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from soapstone.fetching import refusals
from soapstone.fetching.file_names import stems
from soapstone.fetching.host import shown
from soapstone.fetching.saving import saved_from, text_bytes, with_address
from soapstone.fetching.services import Wanted
from soapstone.fetching.session import Session
from soapstone.fetching.target import Target
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from soapstone.pages.source import EMPTY
from soapstone.pages.unread_kinds import ERROR_PAGE, LOGIN

_IN_A_ROW: Final = 3
"""Pages that fail one after the other before the others are let be."""
_NO_PAGES: Final = frozenset({EMPTY, ERROR_PAGE, LOGIN})
_SOURCE: Final = "types.csharp.txt"


def fetch_pages(
    session: Session,
    target: Target,
    pages: Sequence[Wanted],
    progress: Callable[[str], None],
) -> None:
    """Fetch the pages that are not there. Raises SpecError for a file that cannot be written.

    Pages that fail are among the target's; after a few in a row the others stay untried.
    """
    names = stems([each.operation for each in pages])
    missing = _missing(target, pages, names)
    row = 0
    for number, (operation, url) in enumerate(missing, 1):
        progress(f"{number} of {len(missing)}: {operation}")
        try:
            data = _page(session, url)
        except SpecError as error:
            target.failed.append(error)
            row += 1
            if row == _IN_A_ROW or session.over:
                target.untried = len(missing) - number
                return
        else:
            row = 0
            target.save(f"{names[operation]}.html", data)


def fetch_source(session: Session, target: Target, url: str) -> None:
    """Fetch ServiceStack's types in C#, where the server shows them."""
    if target.keeps(_SOURCE):
        return
    try:
        found = session.get(url)
        data = text_bytes(found.url, found.response.body, found.charset)
        read_page(_SOURCE, data)
    except SpecError as error:
        target.notes.append(f"no types in C#: {error.found}")
    else:
        target.save(_SOURCE, data)


def check_page(url: str, data: bytes) -> None:
    """Raise SpecError for a page that belongs to no service, whatever its status.

    A page that is not read is one of the service all the same.
    """
    try:
        read_page(f"{shown(url)}.html", data)
    except SpecError as error:
        if error.found in _NO_PAGES:
            raise refusals.no_page(url, error.found) from None


def _page(session: Session, url: str) -> bytes:
    found = session.get(url)
    data = text_bytes(found.url, found.response.body, found.charset)
    check_page(found.url, data)
    return with_address(url, data)


def _missing(
    target: Target, pages: Sequence[Wanted], names: Mapping[str, str]
) -> list[Wanted]:
    """The pages that are not there. Raises SpecError if one there is from another address."""
    there = target.pages()
    missing = []
    for each in pages:
        file = there.get(names[each.operation].casefold())
        if file is None:
            missing.append(each)
        else:
            _check_same(file, each.url)
            target.kept += 1
    return missing


def _check_same(file: Path, url: str) -> None:
    """Raise SpecError for a page of another address, but for http in place of https."""
    before, now = saved_from(file), shown(url)
    parts = [each.partition("://")[2].casefold() for each in (before, now)]
    if before and parts[0] != parts[1]:
        raise refusals.another_page(file.as_posix(), before, now)
