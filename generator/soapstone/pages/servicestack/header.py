"""Reads the header of a ServiceStack page: names, description, routes and required roles."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from soapstone.model.facts import Demand
from soapstone.model.findings import Origin
from soapstone.pages.document import Line
from soapstone.pages.servicestack.routes import CAPTION_ENDS, Routes, read_routes
from soapstone.pages.servicestack.tables import hint, split_cells

_AUTHENTICATION = re.compile(r"[|\s]*Requires Authentication")
_DEMAND = re.compile(
    r"Require[ds]\s(?P<words>[^:|]{0,40}?)\b(?P<kind>role|permission)s?\b:?"
)
_LANGUAGE = (
    r"C#|F#|VB(?:\.?Net)?|TypeScript|JavaScript|Mjs|CommonJS|Dart|Java|Kotlin|Swift|Python|PHP"
    r"|Go|Ruby|Rust|Zig"
)
_LANGUAGES = re.compile(
    rf"Metadata[|\s]*C#.*|(?:(?:Metadata|{_LANGUAGE})[|\s,·•*-]*)+", re.I
)
"""The links to the page's source in other languages: on one line, or one of them."""
_FORMAT = re.compile(r"HTTP \+ \w+")
"""The heading of the samples, which names their format."""
_NAME = re.compile(r"[^\W\d]\w*(?:[.+`]\w+)*")


@dataclass(frozen=True, slots=True)
class Header:
    """The part of a page above its tables. Names are "" where the page does not print them."""

    service: str
    name: str
    documentation: str
    routes: Routes
    demands: tuple[Demand, ...]
    origin: Origin | None
    """Where the operation's name stands."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """Where the operation's name stands."""

    index: int
    name: str
    rest: str
    """What is glued to the name."""


def read_header(
    prose: Sequence[Line], end: int, names: Sequence[str], paths: Iterable[str]
) -> Header:
    """Return the header among the lines before ``end``, where tables or source start.

    ``names`` are those that the samples show, the surest first: that of ServiceStack's own route,
    and the element of the request. ``paths`` are those of the requests.
    """
    above = list(prose[:end])
    heading = _heading(prose, above, names)
    links = (index for index, line in enumerate(above) if line.text.startswith("<"))
    # Without a heading, what stands above the link back is the title all the same.
    start = last = heading.index if heading else max(links, default=-1)
    if heading and heading.rest and start < end:
        above[start] = replace(above[start], text=heading.rest, heading=0)
        last -= 1
    routes = read_routes(above, paths)
    return Header(
        _service(prose, start),
        heading.name if heading else "",
        _documentation(
            above, last + 1, len(prose) - 1, routes.by_line, named=heading is not None
        ),
        routes,
        tuple(demand for line in above for demand in _demands(line)),
        prose[heading.index].origin if heading else None,
    )


def name_index(prose: Sequence[Line]) -> int | None:
    """Return the index of the operation's name: after the link back (``<back to …``), or a
    heading.
    """
    for index, line in enumerate(prose[:-1]):
        if line.text.startswith("<") and _is_name(prose[index + 1].text):
            return index + 1
    for index, line in enumerate(prose):
        if line.heading == 2 and _is_name(line.text):
            return index
    return None


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not _LANGUAGES.fullmatch(text)


def _heading(
    prose: Sequence[Line], above: Sequence[Line], names: Sequence[str]
) -> _Heading | None:
    """Find the operation's name. What the samples show counts more than any line of prose."""
    for name in names:
        for index, line in enumerate(above):
            if line.text == name or ("<" in line.text and line.text.endswith(name)):
                return _Heading(index, name, "")
    found = name_index(prose)
    if found is not None and (not names or _follows_link(prose, found)):
        return _Heading(found, prose[found].text, "")
    for name in names:
        for index, line in enumerate(above):
            rest = line.text.removeprefix(name)
            glued = rest != line.text and not rest[:1].islower()
            if glued and _follows_link(above, index):
                return _Heading(index, name, rest.strip())
    return None


def _follows_link(lines: Sequence[Line], index: int) -> bool:
    return index > 0 and lines[index - 1].text.startswith("<")


def _service(prose: Sequence[Line], heading: int) -> str:
    """The title of the page: above the link back, or where one of the two lines is a heading."""
    for index in range(heading, -1, -1):
        before, link, _ = prose[index].text.partition("<")
        if link:
            return before.strip() or (prose[index - 1].text if index else "")
    title = prose[heading - 1] if heading > 0 else None
    return title.text if title and (title.heading or prose[heading].heading) else ""


def _documentation(
    above: Sequence[Line],
    start: int,
    last: int,
    routes: Container[int],
    *,
    named: bool,
) -> str:
    """The lines between the operation's name and the first line with another meaning.

    The last line of the prose stands above the samples, and belongs to them.
    """
    kept: list[str] = []
    below = hint(above)
    for index, line in enumerate(above[start:], start):
        if index in routes or index in below:
            break
        if _LANGUAGES.fullmatch(line.text):
            continue
        if (line.heading and line.heading != 3) or split_cells(line):
            break
        if index == last or _FORMAT.fullmatch(line.text):
            # Without a heading these lines may be of whoever saved the page.
            kept = kept if named else []
            break
        if next(_demands(line), None):
            break
        kept.append(line.text)
    # A sentence that ends in a colon introduces the table of routes, or a table of members.
    return "\n".join(kept[:-1] if kept and kept[-1].endswith(CAPTION_ENDS) else kept)


def _demands(line: Line) -> Iterator[Demand]:
    """What a line requires of callers: labels, each followed by names."""
    if _AUTHENTICATION.match(line.text):
        yield Demand("authentication", False, (), line.origin)
    labels = list(_DEMAND.finditer(line.text))
    for label, following in zip_longest(labels, labels[1:]):
        end = following.start() if following else None
        listed = line.text[label.end() : end].replace("|", " ").split(",")
        names = tuple(name.strip() for name in listed if name.strip())
        if names:
            any_of = "any" in label["words"].split()
            yield Demand(label["kind"], any_of, names, line.origin)
