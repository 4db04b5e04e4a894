"""Reads samples of tools and hand-made ones into facts: names, structure, forms of values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, groupby

from soapstone.model.facts import (
    Address,
    Comments,
    Exchange,
    Head,
    Node,
    Notation,
    OperationFacts,
    PageFacts,
    Sample,
)
from soapstone.model.findings import SpecError, together
from soapstone.model.limits import MESSAGES
from soapstone.pages.asmx import page as envelopes
from soapstone.pages.document import Line
from soapstone.pages.page import Page
from soapstone.pages.samples.commands import Sent, address_in, below, with_commands
from soapstone.pages.samples.infrastructure import (
    action_of,
    address_of,
    contract_headers,
    without_marks,
)
from soapstone.pages.samples.recognising import made
from soapstone.pages.samples.recognising import recognises as recognises
from soapstone.pages.samples.values import forms_of
from soapstone.pages.xml_samples import parse_sample

_ONCE = Comments(least=1)
"""What a document says of an element without a comment, where it has comments on others."""


def facts(page: Page) -> PageFacts:
    """Return the operations of a page of samples, which may show some of ASP.NET as well. Raises
    SpecError if none can be read.
    """
    found: list[PageFacts] = []
    errors: list[SpecError] = []
    for run, is_made in _runs(page, made(page)):
        try:
            read = facts_of(with_commands(run)) if is_made else envelopes.facts(run)
        except SpecError as error:
            errors.append(error)
        else:
            found.append(read)
    if not found:
        raise together(errors)
    return replace(
        found[0],
        operations=tuple(each for one in found for each in one.operations),
        findings=tuple(each for one in found for each in one.findings),
        errors=tuple(chain(*(one.errors for one in found), errors)),
    )


def _runs(page: Page, made: frozenset[Line]) -> Iterator[tuple[Page, bool]]:
    """The messages that a tool or a person made and the others, in the order of the page, each run
    as a page of its own.
    """
    if all(each.line in made for each in page.messages if each.has_xml):
        yield page, True
        return
    prose = page.prose
    for is_made, run in groupby(page.messages, lambda each: each.line in made):
        messages = tuple(run)
        yield Page(page.document, prose, messages), is_made
        prose = below(messages[-1])


def facts_of(sent: Sent) -> PageFacts:
    """Return the operations of messages whose heads are known; raises as :func:`facts`, and for
    more messages than the limit.
    """
    messages = sent.page.messages
    MESSAGES.check(len(messages), messages[-1].line.origin)
    read = envelopes.facts(sent.page, partial(parse_sample, commented=True))
    operations = map(_of_samples, read.operations)
    return replace(
        read,
        operations=tuple(
            replace(each, addresses=(*sent.addresses, *each.addresses))
            for each in operations
        ),
    )


def _of_samples(operation: OperationFacts) -> OperationFacts:
    exchanges = tuple(map(_exchange, operation.exchanges))
    first = exchanges[0].request.origin
    stated = (_addressed(each.request)[1] for each in operation.exchanges)
    return replace(
        operation,
        addresses=tuple(chain.from_iterable(stated)),
        notation=Notation.SAMPLES,
        service="",
        documentation="",
        exchanges=exchanges,
        origin=first,
        name_origin=first if operation.name else None,
    )


def _exchange(shown: Exchange) -> Exchange:
    answer = _sample(shown.response) if shown.response else None
    head, _ = _addressed(shown.request)
    request = _sample(replace(shown.request, head=head))
    return replace(shown, request=request, response=answer)


def _sample(sample: Sample) -> Sample:
    action = action_of(sample.headers)
    headers = tuple(map(without_marks, contract_headers(sample.headers)))
    body = without_marks(sample.body) if sample.body else None
    nodes = (*headers, *((body,) if body else ()))
    form = forms_of([text for node in nodes for text in _texts(node)])
    counts = any(map(_counts, nodes))
    return replace(
        sample,
        head=_with_action(sample.head, action),
        headers=tuple(_form(each, form, counts) for each in headers),
        body=_form(body, form, counts) if body else None,
        parameters=(),
    )


def _addressed(sample: Sample) -> tuple[Head, tuple[Address, ...]]:
    """The head of a request with the address of a header, if it has none of its own, and what that
    states of the host.
    """
    head, to = sample.head, address_of(sample.headers)
    if not to or head.verb or head.status:
        return head, ()
    found, addresses = address_in(to, sample.origin)
    return replace(found, headers=(*found.headers, *head.headers)), addresses


def _with_action(head: Head, action: str) -> Head:
    """A head with the action of a header, if it has none of its own."""
    if not action or head.header("SOAPAction") or "action=" in str(head.headers):
        return head
    return replace(head, headers=(*head.headers, ("SOAPAction", action)))


def _texts(node: Node) -> Iterator[str]:
    yield node.text
    yield from (value for _, _, value in node.attributes)
    for child in node.children:
        yield from _texts(child)


def _counts(node: Node) -> bool:
    """Whether a document says anywhere how often an element occurs."""
    stated = node.comments is not None and node.comments.least is not None
    return stated or any(map(_counts, node.children))


def _form(node: Node, form: Callable[[str], str], counts: bool) -> Node:
    """An element with the forms of its texts in their place."""
    comments = node.comments
    if counts and not node.commented_out:
        stated = comments or _ONCE
        comments = stated if stated.least is not None else replace(stated, least=1)
    return replace(
        node,
        text=form(node.text),
        attributes=tuple(
            (namespace, name, form(value) or "?")
            for namespace, name, value in node.attributes
        ),
        children=tuple(_form(each, form, counts) for each in node.children),
        comments=comments,
    )
