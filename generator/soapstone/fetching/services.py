"""Recognises what a page is the index of, by its links, and lists what to fetch.

Every program marks its links in the same way in any language: ASMX by ``?op=``, ServiceStack by
``/xml/metadata?op=``, WCF REST by ``help/operations/``. A page of WCF only names its WSDL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from soapstone.fetching.host import Host, joined, split
from soapstone.pages.document import Document

_FORMATS: Final = ("xml", "soap11", "soap12", "json", "jsv", "csv")
"""ServiceStack's formats, the one that shows most first: XML shows namespaces and order."""
_METADATA: Final = re.compile(rf"(.*)/({'|'.join(_FORMATS)})/metadata/?", re.I | re.S)
_INDEX: Final = re.compile(r"(.*)/metadata/?", re.I | re.S)
_HELP: Final = re.compile(r"(.*)/help(?:/operations/([^/]+))?/?", re.I | re.S)
_HELP_PAGE: Final = re.compile(r"/help/operations/", re.I)
_WSDL_NAMED: Final = re.compile(r"\?(?:single)?wsdl\b", re.I)
_MOST_HOSTS: Final = 10
_FILE: Final = re.compile(r"\.(?:asmx|svc|ashx|aspx|wsdl|xml)$", re.I)


class Wanted(NamedTuple):
    """A page to fetch."""

    operation: str
    url: str


@dataclass(frozen=True, slots=True)
class Service:
    """What there is to fetch of a service."""

    name: str
    pages: tuple[Wanted, ...] = ()
    wsdl: tuple[str, ...] = ()
    """Addresses at which its WSDL may be; the first that has one is taken."""
    source: str = ""
    """The address at which ServiceStack may have its types in C#."""
    elsewhere: tuple[str, ...] = ()
    """Hosts of further operations, which are not asked; of many the last is ``others``."""


@dataclass(frozen=True, slots=True)
class Start:
    """The page that a person has named."""

    host: Host
    url: str
    text: str
    document: Document

    @property
    def path(self) -> str:
        """The path of its address."""
        return urlsplit(self.url).path

    @property
    def without_query(self) -> str:
        """Its address up to the path."""
        return self.url.partition("?")[0]

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield the whole address of each link, and that of those on the host again, else ""."""
        links = self.document.links
        # The first one counts, wherever it stands (HTML, section 4.2.3).
        base = next((each.target for each in links if each.is_base), "")
        base = joined(self.url, base)
        for link in links:
            if not link.is_base:
                whole = joined(base, link.target)
                yield whole, self.host.address(base, link.target) or ""


def name_of(url: str) -> str:
    """Return the name of a service by its address: ``Ferry`` of ``/ws/Ferry.svc?wsdl``."""
    return _last(urlsplit(url).path)


def service_of(start: Start) -> Service | None:
    """Return the service whose index or operation a page is; None if it is neither."""
    found = (recognise(start) for recognise in _KINDS)
    return next((each for each in found if each), None)


def _servicestack(start: Start) -> Service | None:
    one = _METADATA.fullmatch(start.path)
    if one and (operation := _operation(start.url)):
        url = f"{start.host}{one[1]}/xml/metadata?{urlsplit(start.url).query}"
        name = _heading(start) or _last(one[1])
        return Service(name, (Wanted(operation, url),))
    index = _INDEX.fullmatch(start.path)
    if not index:
        return None
    found: dict[str, dict[str, str]] = {}
    for _, url in start.links():
        match = _METADATA.fullmatch(urlsplit(url).path)
        if match is None or match[1].casefold() != index[1].casefold():
            continue
        if operation := _operation(url):
            found.setdefault(operation, {}).setdefault(match[2].lower(), url)
    pages = tuple(
        Wanted(operation, next(urls[each] for each in _FORMATS if each in urls))
        for operation, urls in found.items()
    )
    elsewhere = _elsewhere(start, lambda path, url: bool(_METADATA.fullmatch(path)))
    name = _heading(start) or _last(index[1])
    source = f"{start.host}{index[1]}/types/csharp"
    return _if_any(Service(name, pages, (), source, elsewhere))


def _asmx(start: Start) -> Service | None:
    name = _last(start.path)
    wsdl = (f"{start.without_query}?WSDL",)
    if operation := _operation(start.url):
        return Service(name, (Wanted(operation, start.url),), wsdl)
    # IIS ignores the case of a path.
    own = start.path.casefold()
    pages = _first_of_each(
        Wanted(operation, url)
        for _, url in start.links()
        if urlsplit(url).path.casefold() == own and (operation := _operation(url))
    )
    elsewhere = _elsewhere(
        start,
        lambda path, url: bool(_operation(url))
        and _last(path).casefold() == name.casefold(),
    )
    return _if_any(Service(name, pages, wsdl, "", elsewhere))


def _rest_help(start: Start) -> Service | None:
    own = _HELP.fullmatch(start.path)
    if own is None:
        return None
    if own[2]:
        return Service(_last(own[1]), (Wanted(unquote(own[2]), start.url),))
    pages = _first_of_each(
        Wanted(unquote(match[2]), url)
        for _, url in start.links()
        if (match := _HELP.fullmatch(urlsplit(url).path))
        if match[2] and match[1].casefold() == own[1].casefold()
    )
    elsewhere = _elsewhere(start, lambda path, url: bool(_HELP_PAGE.search(path)))
    return _if_any(Service(_last(own[1]), pages, elsewhere=elsewhere))


def _wcf(start: Start) -> Service | None:
    if not _WSDL_NAMED.search(start.text):
        return None
    # The single one has all that the other imports; .NET before 4.5 does not know it.
    ways = ("singleWsdl", "wsdl")
    urls = tuple(f"{start.without_query}?{each}" for each in ways)
    return Service(_last(start.path), wsdl=urls)


_KINDS: Final[tuple[Callable[[Start], Service | None], ...]] = (
    _servicestack,
    _rest_help,
    _asmx,
    _wcf,
)
"""In order: an ASMX index names its WSDL as a page of WCF does."""


def _if_any(service: Service) -> Service | None:
    return service if service.pages or service.elsewhere else None


def _first_of_each(pages: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """The first page of each operation."""
    found: dict[str, Wanted] = {}
    for each in pages:
        found.setdefault(each.operation, each)
    return tuple(found.values())


def _elsewhere(
    start: Start, is_operation: Callable[[str, str], bool]
) -> tuple[str, ...]:
    """The other hosts that links to operations lead to, as many as can be printed."""
    found: dict[str, None] = {}
    for target, url in start.links():
        other = None if url else split(target)
        if other and is_operation(other[1].path, target):
            found[str(other[0])] = None
            if len(found) > _MOST_HOSTS:
                return (*[*found][:_MOST_HOSTS], "others")
    return tuple(found)


def _operation(url: str) -> str:
    """The operation that a query names, or ""."""
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return next((text for name, text in query if name.lower() == "op"), "")


def _last(path: str) -> str:
    """The last part of a path, without the ending of a file."""
    return _FILE.sub("", unquote(path.rstrip("/").rpartition("/")[2]))


def _heading(start: Start) -> str:
    """The first heading of a page, which names the service on ServiceStack's."""
    lines = (each.text for each in start.document.lines if each.heading == 1)
    return next(lines, "")
