"""Splits a page into prose and HTTP messages, the form in which page families read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from soapstone.pages.document import Document, Line
from soapstone.pages.envelopes import split_envelopes
from soapstone.pages.http import Message, split_messages
from soapstone.pages.pairing import Call, paired


@dataclass(frozen=True)
class Page:
    """A document and its HTTP messages."""

    document: Document
    prose: tuple[Line, ...]
    """The lines before the first message."""
    messages: tuple[Message, ...]

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Each request with its response; see :func:`~soapstone.pages.pairing.paired`."""
        return paired(self.messages)


def take_apart(document: Document) -> Page:
    """Return the page of a document. Raises SpecError for more messages than the limit."""
    return Page(document, *split_envelopes(*split_messages(document.lines)))
