"""Reads the header of a ServiceStack page: names, description, routes and required roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from soapstone.model.facts import Demand, Route
from soapstone.model.findings import Origin
from soapstone.pages.document import Line
from soapstone.pages.http import VERBS
from soapstone.pages.servicestack.tables import split_cells

FORMAT_HINT = "?format="
"""Part of the sentence that ends the header and the tables of every page."""

_ANY_VERB = "All Verbs"
_ROUTE = re.compile(
    rf"({_ANY_VERB}|(?:{'|'.join(VERBS)})(?:[,\s]+(?:{'|'.join(VERBS)})){{0,8}})\s*(/\S*)"
)
_AUTHENTICATION = re.compile(r"[|\s]*Requires Authentication")
_DEMAND = re.compile(
    r"Require[ds]\s(?P<words>[^:|]{0,40}?)\b(?P<kind>role|permission)s?\b:?"
)
_LANGUAGES = re.compile(r"Metadata[|\s]*C#")
"""The links to the page's source in other languages."""


@dataclass(frozen=True, slots=True)
class Header:
    """The part of a page above its tables. Names are "" where the page does not print them."""

    service: str
    name: str
    documentation: str
    routes: tuple[Route, ...]
    demands: tuple[Demand, ...]
    origin: Origin | None
    """Where the operation's name stands."""


def read_header(prose: Sequence[Line], end: int) -> Header:
    """Return the header among the lines before ``end``, where tables or source start."""
    index = name_index(prose)
    above = prose[:end]
    service = name = ""
    if index is not None:
        before = [line for line in prose[:index] if not line.text.startswith("<")]
        service = before[-1].text if before else ""
        name = prose[index].text
    return Header(
        service,
        name,
        _documentation(prose, index, end),
        tuple(route for line in above if (route := _route(line))),
        tuple(demand for line in above for demand in _demands(line)),
        prose[index].origin if index is not None else None,
    )


def name_index(prose: Sequence[Line]) -> int | None:
    """Return the index of the operation's name: after the link back (``<back to …``), or a
    heading.
    """
    for index, line in enumerate(prose[:-1]):
        if line.text.startswith("<") and " " not in prose[index + 1].text:
            return index + 1
    return next((index for index, line in enumerate(prose) if line.heading == 2), None)


def _documentation(prose: Sequence[Line], name: int | None, end: int) -> str:
    """The lines between the operation's name and the first line with another meaning."""
    start = 0 if name is None else name + 1
    kept: list[str] = []
    for index, line in enumerate(prose[start:end], start):
        if _route(line):
            # A sentence that ends in a colon introduces the table of routes.
            return "\n".join(kept[:-1] if kept and kept[-1].endswith(":") else kept)
        if (line.heading and line.heading != 3) or split_cells(line):
            break
        if FORMAT_HINT in line.text or index == len(prose) - 1:
            break
        if _LANGUAGES.match(line.text) or next(_demands(line), None):
            break
        kept.append(line.text)
    return "\n".join(kept)


def _route(line: Line) -> Route | None:
    cells = split_cells(line)
    found = _ROUTE.fullmatch("".join(cells[:2]) if cells else line.text)
    if found is None:
        return None
    verbs = () if found[1] == _ANY_VERB else tuple(re.split(r"[,\s]+", found[1]))
    return Route(verbs, found[2], line.origin)


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
