"""The ServiceStack family: metadata pages (``/xml/metadata?op=Y``, also json, jsv, csv, soap)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from generator.facts import (
    Demand,
    Exchange,
    Notation,
    OperationFacts,
    PageFacts,
    Protocol,
    Route,
    Sample,
    Table,
)
from generator.findings import Finding, Severity
from generator.pages.document import Line
from generator.pages.http import VERBS, Message
from generator.pages.page import Page
from generator.pages.soap import read_envelope
from generator.pages.tables import read_tables, split_cells
from generator.pages.xml_samples import missing_sample, parse_sample

_INSTANCE_PREFIX = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
_OWN_ROUTE = re.compile(
    r"/(?:xml|json|jsv|csv|soap11|soap12)/(?:reply|oneway|syncreply|asynconeway)/([^/?]+)",
    re.I,
)
_BODILESS = ("GET", "DELETE", "HEAD", "OPTIONS")
_ANY_VERB = "All Verbs"
_ROUTE = re.compile(
    rf"({_ANY_VERB}|(?:{'|'.join(VERBS)})(?:[,\s]+(?:{'|'.join(VERBS)})){{0,8}})\s*(/\S*)"
)
_DEMAND = re.compile(
    r"Require[ds]\s(?P<words>[^:|]{0,40}?)\b(?P<kind>role|permission)s?\b:?"
)
_FORMAT_HINT = "?format="


def recognises(page: Page) -> bool:
    """A table of C# types, a request that says what it accepts, samples with the ``i`` prefix."""
    return any(map(_is_own, page.messages)) or bool(read_tables(page.prose).members)


def _is_own(message: Message) -> bool:
    head = message.head
    if (head.verb and head.header("Accept")) or _OWN_ROUTE.search(head.path):
        return True
    return message.has_xml and any(
        _INSTANCE_PREFIX in line.text for line in message.content[:9]
    )


def facts(page: Page) -> PageFacts:
    """The one operation of the page. Raises SpecError for a sample that cannot be read."""
    tables = read_tables(page.prose)
    exchanges = tuple(_exchange(request, response) for request, response in page.calls)
    name_index = _name_index(page.prose)
    service, name = _names(page, name_index, tables.members)
    lines = [line for line in page.prose if line.text] or [page.messages[0].line]
    operation = OperationFacts(
        notation=Notation.VALUES,
        service=service,
        name=name,
        documentation=_documentation(page.prose, name_index, tables.first),
        routes=tuple(route for line in page.prose if (route := _route(line))),
        demands=tuple(demand for line in page.prose for demand in _demands(line)),
        tables=tables.members,
        choice_tables=tables.choices,
        exchanges=exchanges,
        origin=(page.prose[name_index] if name_index is not None else lines[0]).origin,
    )
    findings = tuple(_findings(page, operation, tables.unread))
    return PageFacts(page.document.file, (operation,), findings)


def _exchange(request: Message, response: Message | None) -> Exchange:
    sent, protocol = _sample(request)
    answer = _sample(response)[0] if response else None
    return Exchange(protocol, sent, answer)


def _sample(message: Message) -> tuple[Sample, Protocol]:
    """The sample and its protocol. GET and DELETE show no body; other formats than XML stay out."""
    content_type = message.head.header("Content-Type")
    if (
        "xml" in content_type
        and not message.content
        and message.head.verb not in _BODILESS
    ):
        raise missing_sample(message.line.origin, content_type)
    root = parse_sample(message.content)[0] if message.has_xml else None
    envelope = read_envelope(root) if root else None
    if envelope:
        sample = Sample(
            message.head, envelope.headers, envelope.body, message.line.origin
        )
        return sample, envelope.protocol
    return Sample(message.head, (), root, message.line.origin), Protocol.XML


def _name_index(prose: Sequence[Line]) -> int | None:
    """The index of the operation's name: after the link back (``<back to …``), or a heading."""
    for index, line in enumerate(prose[:-1]):
        if line.text.startswith("<") and " " not in prose[index + 1].text:
            return index + 1
    return next((index for index, line in enumerate(prose) if line.heading == 2), None)


def _names(
    page: Page, name_index: int | None, tables: Sequence[Table]
) -> tuple[str, str]:
    """The service's and the operation's name, "" where the page does not print them."""
    if name_index is not None:
        before = [
            line for line in page.prose[:name_index] if not line.text.startswith("<")
        ]
        return (before[-1].text if before else ""), page.prose[name_index].text
    paths = (_OWN_ROUTE.search(message.head.path) for message in page.messages)
    names = [found[1] for found in paths if found] + [
        table.caption for table in tables[:1]
    ]
    return "", next(iter(names), "")


def _documentation(prose: Sequence[Line], name_index: int | None, end: int) -> str:
    """The lines between the operation's name and the first thing that has a meaning of its own."""
    start = 0 if name_index is None else name_index + 1
    kept: list[str] = []
    for index, line in enumerate(prose[start:end], start):
        if _route(line):
            # A sentence ending in a colon leads in the table of routes.
            return "\n".join(kept[:-1] if kept and kept[-1].endswith(":") else kept)
        if line.heading or split_cells(line):
            break
        if _FORMAT_HINT in line.text or index == len(prose) - 1:
            break
        if next(_DEMAND.finditer(line.text), None):
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
    """The demands of a line: labels, each with names after it, whatever stands between them."""
    labels = list(_DEMAND.finditer(line.text))
    for label, following in zip_longest(labels, labels[1:]):
        end = following.start() if following else None
        listed = line.text[label.end() : end].replace("|", " ").split(",")
        names = tuple(name.strip() for name in listed if name.strip())
        if names:
            any_of = "any" in label["words"].split()
            yield Demand(label["kind"], any_of, names, line.origin)


def _findings(
    page: Page, operation: OperationFacts, unread: Sequence[Line]
) -> Iterator[Finding]:
    if unread:
        more = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
        yield Finding(
            code="unread-row",
            severity=Severity.GUESS,
            subject=operation.name,
            origin=unread[0].origin,
            seen=f"A table row that fits no column: {unread[0].origin.text}{more}",
            decided="Left out.",
            settle="Mend it as the page in the browser shows it, or save the page as HTML.",
        )
    shown = [
        message for message in page.messages if message.content and not message.has_xml
    ]
    others = [
        message for message in shown if "xml" not in message.head.header("Content-Type")
    ]
    if others or not operation.exchanges:
        head = others[0].head.header("Content-Type") if others else ""
        yield Finding(
            code="no-xml-sample",
            severity=Severity.GUESS,
            subject=operation.name,
            origin=others[0].line.origin if others else operation.origin,
            seen=(
                f"Samples in another format than XML ({head})."
                if others
                else "No sample."
            ),
            decided="Only tables and routes are used.",
            settle="Save the operation's XML page (/xml/metadata?op=…), whole.",
        )
