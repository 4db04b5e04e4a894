"""Splits a page into prose and HTTP messages, the form in which page families read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from soapstone.model.facts import Head
from soapstone.pages.document import Document, Line
from soapstone.pages.envelopes import is_answer, split_envelopes
from soapstone.pages.http import Message, split_messages


@dataclass(frozen=True)
class Page:
    """A document and its HTTP messages."""

    document: Document
    prose: tuple[Line, ...]
    """The lines before the first message."""
    messages: tuple[Message, ...]

    @cached_property
    def calls(self) -> tuple[tuple[Message, Message | None], ...]:
        """Return each request with its response. A response that has none above it gets an empty
        request.
        """
        pairs: list[tuple[Message, Message | None]] = []
        for message in self.messages:
            waits = bool(pairs) and pairs[-1][1] is None
            asks = message.head.verb or not (message.head.status or is_answer(message))
            if asks:
                pairs.append((message, None))
            elif waits:
                pairs[-1] = (pairs[-1][0], message)
            else:
                pairs.append((Message(message.line, Head(), ()), message))
        return tuple(pairs)


def take_apart(document: Document) -> Page:
    """Return the page of a document. Raises SpecError for more messages than the limit."""
    prose, messages = split_messages(document.lines)
    return Page(document, *split_envelopes(prose, messages))
