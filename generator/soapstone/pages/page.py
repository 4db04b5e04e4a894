"""Splits a page into prose and HTTP messages, the form in which page families read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from soapstone.model.findings import SpecError
from soapstone.pages.document import Document, Line
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
        """Return each request with its response. Raises SpecError for a response without a
        request.
        """
        pairs: list[tuple[Message, Message | None]] = []
        for message in self.messages:
            if message.head.verb:
                pairs.append((message, None))
            elif pairs and pairs[-1][1] is None:
                pairs[-1] = (pairs[-1][0], message)
            else:
                raise SpecError(
                    message.line.origin,
                    "an HTTP response without its request",
                    "a request above it",
                    "A part of the page is missing, perhaps its start: save the whole page again.",
                )
        return tuple(pairs)


def take_apart(document: Document) -> Page:
    """Return the page of a document. Raises SpecError for more messages than the limit."""
    return Page(document, *split_messages(document.lines))
