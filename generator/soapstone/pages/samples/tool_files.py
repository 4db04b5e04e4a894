"""Messages that the file of a tool holds (SoapUI, Postman), with the addresses of its requests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from soapstone.model.facts import Address, Head
from soapstone.model.findings import Origin
from soapstone.pages.document import Document, Line
from soapstone.pages.http import Message
from soapstone.pages.page import Page
from soapstone.pages.samples.commands import Sent, address_in

Header = tuple[str, str]


@dataclass(slots=True)
class ToolFile:
    """A file, and what has been found in it."""

    file: str
    messages: list[Message] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)

    def request(
        self, number: int, address: str, headers: Iterable[Header], body: str
    ) -> Message:
        """Return a request on a line of the file, and note its address."""
        head, found = address_in(address, Origin(self.file, number))
        self.addresses += found
        head = replace(head, headers=(*head.headers, *headers))
        return self.message(number, head, body)

    def message(self, number: int, head: Head, body: str) -> Message:
        """Return a message. Its line quotes nothing, for one of the file may hold all of it."""
        origin = Origin(self.file, number)
        shown = (text.strip() for text in body.splitlines())
        content = tuple(Line(origin, text) for text in shown if text)
        return Message(Line(origin, "-"), head, content)

    @property
    def sent(self) -> Sent:
        """The messages, as a page."""
        page = Page(Document(self.file, (), ()), (), tuple(self.messages))
        return Sent(page, tuple(self.addresses))
