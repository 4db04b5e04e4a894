"""Reads samples of tools and hand-made ones into facts: names, structure, forms of values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from soapstone.model.facts import (
    Comments,
    Exchange,
    Head,
    Node,
    Notation,
    OperationFacts,
    PageFacts,
    Sample,
)
from soapstone.model.limits import MESSAGES
from soapstone.pages.asmx import page as envelopes
from soapstone.pages.page import Page
from soapstone.pages.samples.commands import Sent, with_commands
from soapstone.pages.samples.infrastructure import (
    action_of,
    contract_headers,
    without_marks,
)
from soapstone.pages.samples.recognising import recognises as recognises
from soapstone.pages.samples.values import forms_of
from soapstone.pages.xml_samples import parse_sample

_ONCE = Comments(least=1)
"""What a document says of an element without a comment, where it has comments on others."""


def facts(page: Page) -> PageFacts:
    """Return the operations of a page of samples. Raises SpecError if none can be read."""
    return facts_of(with_commands(page))


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
            replace(each, addresses=sent.addresses) for each in operations
        ),
    )


def _of_samples(operation: OperationFacts) -> OperationFacts:
    exchanges = tuple(map(_exchange, operation.exchanges))
    first = exchanges[0].request.origin
    return replace(
        operation,
        notation=Notation.SAMPLES,
        service="",
        documentation="",
        exchanges=exchanges,
        origin=first,
        name_origin=first if operation.name else None,
    )


def _exchange(shown: Exchange) -> Exchange:
    answer = _sample(shown.response) if shown.response else None
    return replace(shown, request=_sample(shown.request), response=answer)


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
