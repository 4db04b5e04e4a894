"""Reads ServiceStack's metadata pages (``/xml/metadata?op=Y``) into facts.

Pages of the other formats (json, jsv, csv, soap) have the same parts. A file may hold several
pages, one operation after the other: a header, the tables of its types (or their C# source), a
request and perhaps a response.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from soapstone.dotnet.namespaces import SERVICESTACK
from soapstone.model.facts import (
    Exchange,
    Head,
    Notation,
    OperationFacts,
    PageFacts,
    Route,
    Sample,
    Table,
)
from soapstone.model.file_findings import OTHER_LANGUAGE, ROUTE_END, UNREAD_ROW
from soapstone.model.findings import Finding, Origin, SpecError, together
from soapstone.pages.document import Line
from soapstone.pages.envelopes import has_envelope
from soapstone.pages.http import Message
from soapstone.pages.page import Page
from soapstone.pages.servicestack.csharp_source import (
    Declarations,
    read_source,
    shows_source,
)
from soapstone.pages.servicestack.header import name_index, read_header
from soapstone.pages.servicestack.other_languages import (
    OtherSource,
    read_other_source,
)
from soapstone.pages.servicestack.samples import read_sample
from soapstone.pages.servicestack.tables import FORMAT_HINT, read_tables

_RESPONSE = "Response"
"""How the usual name of a response ends; the request's stands before it."""
_INSTANCE_PREFIX = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
_OWN_ROUTE = re.compile(
    r"/(?:xml|json|jsv|csv|soap11|soap12)/(?:reply|oneway|syncreply|asynconeway)/([^/?]+)",
    re.I,
)


@dataclass(slots=True)
class _Shown:
    """The lines above the samples of an operation, and its samples."""

    prose: Sequence[Line]
    exchanges: list[Exchange] = field(default_factory=list)
    errors: list[SpecError] = field(default_factory=list)
    """Why samples are missing."""


def recognises(page: Page) -> bool:
    """Return whether a page has a table of C# types, C# source, a request with ``Accept``, or the
    ``i`` prefix. Clients of SOAP send ``Accept``, too; of SOAP the program shows none.
    """
    return shows_page(page) or any(map(_has_prefix, page.messages))


def shows_page(page: Page) -> bool:
    """Return whether a page has more of ServiceStack than the XML that DataContractSerializer
    writes for any program.
    """
    return (
        any(map(_is_own, page.messages))
        or bool(read_tables(page.prose).members)
        or shows_source(page.prose)
        or _other_source(page.prose) is not None
    )


def _other_source(prose: Sequence[Line]) -> OtherSource | None:
    """Source in another language than C#, unless tables tell what it does not."""
    other = read_other_source(prose)
    return other if other and not read_tables(prose).members else None


def _is_own(message: Message) -> bool:
    head = message.head
    asks = head.verb and head.header("Accept") and not has_envelope(message)
    if asks or _OWN_ROUTE.search(head.path):
        return True
    return any(SERVICESTACK in line.text for line in message.content)


def _has_prefix(message: Message) -> bool:
    return message.has_xml and any(
        _INSTANCE_PREFIX in line.text for line in message.content[:9]
    )


def facts(page: Page) -> PageFacts:
    """Return the operations of a page. Raises SpecError if none can be read."""
    operations: list[OperationFacts] = []
    findings: list[Finding] = []
    errors: list[SpecError] = []
    for shown in _shown(page):
        other = _other_source(shown.prose)
        if other:
            findings.append(_of_other_source(page.document.file, shown, other))
            if not shown.exchanges:
                continue
        source = read_source(shown.prose[: other.first if other else None])
        if source.requests and not shown.exchanges and name_index(shown.prose) is None:
            operations += _listed(source)
            continue
        operation, found = _operation(shown, source)
        if shown.errors and not _is_shown(operation):
            errors += shown.errors
            continue
        operations.append(_with_routes(operation, other) if other else operation)
        findings += found
    if errors and not operations:
        raise together(errors)
    file = page.document.file
    return PageFacts(file, tuple(operations), tuple(findings), tuple(errors))


def _is_shown(operation: OperationFacts) -> bool:
    """Whether a table, source or sample shows a message."""
    samples = [each.request for each in operation.exchanges]
    samples += [each.response for each in operation.exchanges if each.response]
    shown = any(each.body or each.value or each.raw for each in samples)
    return shown or bool(operation.tables or operation.classes)


def _with_routes(operation: OperationFacts, other: OtherSource) -> OperationFacts:
    """An operation with the routes that source in another language states of its request."""
    bodies = [each.request.body for each in operation.exchanges]
    name = operation.name or next((body.name for body in bodies if body), "")
    return replace(
        operation, routes=operation.routes or tuple(other.routes.get(name, ()))
    )


def _of_other_source(file: str, shown: _Shown, other: OtherSource) -> Finding:
    line = shown.prose[other.first]
    read = "Only the operation's routes are" if shown.exchanges else "Nothing is"
    return OTHER_LANGUAGE.at(
        line.origin, file.rpartition("/")[2], language=other.language, read=read
    )


def _shown(page: Page) -> list[_Shown]:
    """The operations of a page. Lines between samples may start the next one."""
    found = [_Shown(page.prose)]
    left: Sequence[Line] = ()
    for request, response in page.calls:
        if found[-1].exchanges and (
            _begins(left) or _is_another(found[-1].exchanges, request)
        ):
            found.append(_Shown(left))
        sent, protocol, left, *errors = read_sample(request)
        if response and _begins(left):
            # The page of another operation begins above the response, and lost its request.
            found[-1].exchanges.append(Exchange(protocol, sent, None))
            found.append(_Shown(left))
            sent = Sample(Head(), (), None, response.line.origin)
            request = Message(response.line, sent.head, ())
        answer = None
        if response:
            answer, format_, left, error = read_sample(response)
            errors.append(error)
            protocol = protocol if request.head.verb else format_
        found[-1].exchanges.append(Exchange(protocol, sent, answer))
        found[-1].errors += filter(None, errors)
    cut_off = name_index(left) is not None or read_tables(left).members
    if found[-1].exchanges and cut_off:
        found.append(_Shown(left))
    return found


def _is_another(exchanges: Iterable[Exchange], request: Message) -> bool:
    """Whether ServiceStack's own route leads a request to another operation than those before."""
    here = _OWN_ROUTE.search(request.head.path)
    before = next(_own_names(each.request for each in exchanges), here and here[1])
    return bool(here and here[1] != before)


def _begins(lines: Sequence[Line]) -> bool:
    """Whether lines after a sample are the header of another operation."""
    return (
        name_index(lines) is not None
        or any(FORMAT_HINT in line.text for line in lines)
        or bool(read_tables(lines).members)
        or shows_source(lines)
    )


def _operation(
    shown: _Shown, source: Declarations
) -> tuple[OperationFacts, Sequence[Finding]]:
    """Return the facts of an operation, and the findings on it."""
    # A line of C# may look like a row, so tables are read before and after the source only.
    outside = (*shown.prose[: source.first], *shown.prose[source.end :])
    tables = read_tables(outside)
    own, own_origin = _name(shown.exchanges, tables.members)
    requests = [each.request for each in shown.exchanges]
    header = read_header(
        outside,
        min(tables.first, source.first),
        tuple(dict.fromkeys(_names(requests))),
        [each.head.path for each in requests],
    )
    name = header.name or own
    attributes = source.requests.get(name)
    first = next((line.origin for line in shown.prose if line.text), None)
    sample = shown.exchanges[0].request.origin if shown.exchanges else None
    origin = header.origin or first or sample
    assert origin is not None
    operation = OperationFacts(
        notation=Notation.VALUES,
        service=header.service,
        name=name,
        documentation=header.documentation
        or (attributes.documentation if attributes else ""),
        routes=tuple(header.routes.by_line.values())
        or (attributes.routes if attributes else ()),
        demands=header.demands or (attributes.demands if attributes else ()),
        tables=tables.members,
        enumeration_tables=source.enumerations + tables.enumerations,
        exchanges=tuple(shown.exchanges),
        origin=origin,
        classes=source.classes,
        name_origin=None if header.name else own_origin,
    )
    findings = (
        *_unread(operation, tables.unread),
        *_glued(operation, header.routes.guessed),
    )
    return operation, findings


def _names(requests: Iterable[Sample]) -> Iterator[str]:
    """Yield the names that requests show of their operation, the surest first."""
    requests = list(requests)
    yield from _own_names(requests)
    yield from (each.body.name for each in requests if each.body)


def _own_names(requests: Iterable[Sample]) -> Iterator[str]:
    for each in requests:
        if found := _OWN_ROUTE.search(each.head.path):
            yield found[1]


def _name(
    exchanges: Iterable[Exchange], tables: Sequence[Table]
) -> tuple[str, Origin | None]:
    """The name of an operation, by a path or the first table, and where it stands; "" where neither
    has it. The element of a request counts more than a table, which may be that of the response.
    """
    exchanges = tuple(exchanges)
    for each in exchanges:
        found = _OWN_ROUTE.search(each.request.head.path)
        if found:
            return found[1], each.request.origin
    if any(each.request.body for each in exchanges):
        return "", None
    if tables:
        return tables[0].caption, tables[0].origin
    answers = (each.response.body for each in exchanges if each.response)
    answer = next(filter(None, answers), None)
    if answer and answer.name.endswith(_RESPONSE):
        return answer.name.removesuffix(_RESPONSE), answer.origin
    return "", None


def _listed(source: Declarations) -> Iterator[OperationFacts]:
    """Yield the operations of a page that is only C# source: every class that is a request."""
    by_name = {each.name: each for each in source.classes}
    for number, (name, request) in enumerate(source.requests.items()):
        # The classes of a page belong to all its operations: the first one carries them.
        classes = (by_name[name],) if number else source.classes
        yield OperationFacts(
            notation=Notation.VALUES,
            service="",
            name=name,
            documentation=request.documentation,
            routes=request.routes,
            demands=request.demands,
            tables=(),
            enumeration_tables=() if number else source.enumerations,
            exchanges=(),
            origin=by_name[name].origin,
            classes=classes,
            name_origin=by_name[name].origin,
        )


def _unread(operation: OperationFacts, unread: Sequence[Line]) -> Iterator[Finding]:
    if unread:
        more = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
        yield UNREAD_ROW.at(
            unread[0].origin, operation.name, row=f"{unread[0].origin.text}{more}"
        )


def _glued(operation: OperationFacts, routes: Iterable[Route]) -> Iterator[Finding]:
    for route in routes:
        yield ROUTE_END.at(
            route.origin, operation.name, route=route.origin.text, path=route.path
        )
