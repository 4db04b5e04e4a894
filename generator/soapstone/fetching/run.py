"""Fetches what there is of a service, one page after the other, and saves each at once.

What is there already is not fetched again, so that a run that was interrupted goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from soapstone.emit.python.names import package_name
from soapstone.fetching import refusals
from soapstone.fetching.access import Access
from soapstone.fetching.descriptions import imports_of
from soapstone.fetching.host import shown
from soapstone.fetching.pages import check_page, fetch_pages, fetch_source
from soapstone.fetching.services import Service, Start, name_of, service_of
from soapstone.fetching.session import Answer, Session
from soapstone.fetching.target import Target
from soapstone.fetching.wsdl import fetch_wsdl
from soapstone.model import limits
from soapstone.model.findings import Origin
from soapstone.pages.hypertext import read_html
from soapstone.pages.source import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is fetched, and how."""

    url: str
    service: str = ""
    """The folder's name; "" takes the service's own."""
    access: Access = field(default_factory=Access)
    pause: float = 0.5
    """Seconds between two requests."""
    timeout: float = 60.0
    """Seconds for each answer."""


def fetch(
    settings: Settings,
    target: Target,
    progress: Callable[[str], None] = lambda step: None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Fetch a service into the target, which says what was done.

    ``progress`` is called with each step, before it is taken.

    Raises SpecError where nothing can be fetched, or a file not written. Of single pages the
    target has the errors, and the others are fetched.
    """
    session = Session(
        settings.url,
        settings.access,
        pause=settings.pause,
        timeout=settings.timeout,
        sleep=sleep,
    )
    with closing(session):
        _fetch(session, settings, target, progress)


def _fetch(
    session: Session,
    settings: Settings,
    target: Target,
    progress: Callable[[str], None],
) -> None:
    progress(shown(session.url))
    service = _service(session, session.start())
    for host in service.elsewhere:
        target.leave_out(f"operations at {host}")
    target.service = settings.service or package_name(service.name or session.host.name)
    fetch_pages(session, target, service.pages, progress)
    if service.source and not target.untried and not session.over:
        fetch_source(session, target, service.source)
    if service.wsdl and not target.untried and not session.over:
        fetch_wsdl(session, target, service, progress)


def _service(session: Session, start: Answer) -> Service:
    """What the page that was named leads to. Raises SpecError if that is nothing."""
    url, body = start.url, start.response.body
    if imports_of(body) is not None:
        return Service(name_of(url), wsdl=(url,))
    text = read_text(shown(url), body, start.charset)
    found = service_of(Start(session.host, url, text, read_html(shown(url), text)))
    if found is None or not found.pages:
        check_page(url, body)  # a login page may show the address of a WSDL
    if found is None:
        raise refusals.no_service(url)
    if not found.pages and found.elsewhere:
        raise refusals.all_elsewhere(url, found.elsewhere)
    limits.FETCHED.check(len(found.pages), Origin(shown(url), 0))
    return found
