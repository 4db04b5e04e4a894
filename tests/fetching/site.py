"""A site on loopback whose pages a test says, and pages for it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from soapstone.fetching.access import Access
from soapstone.fetching.run import Settings, fetch
from soapstone.fetching.target import Target
from tests.refusals.pages import asmx
from tests.runtime.calling.server import Answer, Connection, Server, http, serving

WSDL = """<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x">{}</definitions>"""
SCHEMA = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</xs:schema>'


def page(body: str, kind: str = "text/html; charset=utf-8") -> bytes:
    """The answer with a page."""
    return http(f"<!DOCTYPE html>\n<html>{body}</html>".encode(), kind=kind)


def index(operations: Iterable[str], link: str = "x.asmx?op={}") -> bytes:
    """The answer with an index."""
    links = (
        f'<a href="{html.escape(link.format(each))}">{each}</a>' for each in operations
    )
    return page(f"<body><h1>Pier</h1>{''.join(links)}</body>")


def operation(name: str) -> bytes:
    """The answer with the page of an operation."""
    return page(f"<body><pre>{html.escape(asmx(name))}</pre></body>")


def xml(text: str, kind: str = "text/xml; charset=utf-8") -> bytes:
    """The answer with a document."""
    return http(text.encode(), kind=kind)


NOTHING = http(b"<html><title>Not here</title></html>", "404 Not Found", "text/html")


def redirect(to: str, status: str = "302 Found") -> bytes:
    return http(b"", status, "text/html", f"Location: {to}")


def service(*names: str) -> dict[str, Answer]:
    """The pages of an ASMX service, without a WSDL."""
    pages: dict[str, Answer] = {"/x.asmx": index(names)}
    return pages | {f"/x.asmx?op={name}": operation(name) for name in names}


@dataclass
class Site:
    """A server that answers by the target of a request."""

    pages: dict[str, Answer]
    server: Server = field(init=False)

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def asked(self) -> list[str]:
        """The targets of all requests."""
        return [each.line.split()[1] for each in self.server.requests]

    def answer(self, connection: Connection) -> bytes | None:
        found = self.pages.get(connection.request.line.split()[1], NOTHING)
        return found(connection) if callable(found) else found


@contextmanager
def site(
    pages: Mapping[str, Answer],
    port: int = 0,
    guard: Callable[[Answer], Answer] = lambda answer: answer,
) -> Iterator[Site]:
    """``guard`` answers in the place of a page, if it does not let somebody in."""
    made = Site({**pages})
    with serving(guard(made.answer), port=port) as made.server:
        yield made


def fetched(url: str, specs: Path, access: Access | None = None, **more: Any) -> Target:
    """What a run without pauses has done."""
    again = more.pop("again", False)
    target = Target(specs, again=again)
    settings = {"pause": 0.0, "timeout": 30.0, **more}
    fetch(Settings(url=url, access=access or Access(), **settings), target)
    return target


def files(folder: Path) -> list[str]:
    """The names of all files below a folder, hidden ones too."""
    return sorted(
        each.relative_to(folder).as_posix()
        for each in folder.rglob("*")
        if each.is_file()
    )
