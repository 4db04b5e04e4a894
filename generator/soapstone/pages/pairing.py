"""Finds the request of each response on a page, also where people left out heads or halves.

ASP.NET and ServiceStack call a response after its request, with ``Response`` at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from soapstone.model.facts import Head
from soapstone.pages.envelopes import root_name
from soapstone.pages.http import Message

Call = tuple[Message, Message | None]
_RESPONSE = "Response"
_COLLECTION = "ArrayOf"
"""What .NET calls a document that is a collection: an answer where a request waits for one."""
_ANSWER = re.compile(
    r"\W{0,9}(?:(?:the|sample|example|http|soap|xml) ){0,3}(?:response|answer|reply|output|result)"
    r"\b[^<>]{0,60}",
    re.I,
)
"""A line that announces an answer."""


def paired(messages: Iterable[Message]) -> tuple[Call, ...]:
    """Return each request with its response, in the order of the requests.

    A response belongs to the request that waits for it by name, else to the one right above it. A
    response of no request gets an empty one.
    """
    pairs = _Pairs()
    for message in chain.from_iterable(map(_apart, messages)):
        if pairs.is_request(message):
            pairs.ask(message)
        else:
            pairs.answer(message)
        pairs.last = message.content[-1].text if message.content else ""
    return tuple(pairs.calls)


@dataclass(slots=True)
class _Pairs:
    calls: list[Call] = field(default_factory=list)
    waiting: dict[str, list[int]] = field(default_factory=dict)
    """By the name of a request, the places of those without a response."""
    count: int = 0
    """Of the requests that wait."""
    last: str = ""
    """The line above the message."""

    def is_request(self, message: Message) -> bool:
        """Whether a message asks. One without a head is known by its name alone."""
        if message.head.verb or message.head.status:
            return bool(message.head.verb)
        name = root_name(message)
        if name == "Fault" or name.endswith(_RESPONSE):
            return False
        above = self._waiting_above()
        if above is None or root_name(above) == name:
            return True
        if _ANSWER.fullmatch(self.last) or name.startswith(_COLLECTION):
            return False
        if not above.head.verb:
            return True
        # Who copies the head of one request copies that of the next.
        return not (above.has_xml or not above.content)

    def ask(self, request: Message) -> None:
        """Add a request; the response of its name right above it is its own."""
        name = root_name(request)
        if self.calls:
            asked, answer = self.calls[-1]
            lost = not (asked.head.verb or asked.content)
            if lost and answer and root_name(answer) == name + _RESPONSE:
                self.calls[-1] = request, answer
                return
        self.waiting.setdefault(name, []).append(len(self.calls))
        self.count += 1
        self.calls.append((request, None))

    def answer(self, response: Message) -> None:
        """Add a response."""
        at = self._place(root_name(response))
        if at is None:
            empty = Message(response.line, Head(), ())
            self.calls.append((empty, response))
            return
        request = self.calls[at][0]
        self.waiting[root_name(request)].remove(at)
        self.count -= 1
        self.calls[at] = request, response

    def _place(self, answer: str) -> int | None:
        """The place of the request that a response is of. The name counts where several wait."""
        if self.count > 1 and answer.endswith(_RESPONSE):
            named = self.waiting.get(answer.removesuffix(_RESPONSE))
            if named:
                return named[-1]
        return len(self.calls) - 1 if self._waiting_above() else None

    def _waiting_above(self) -> Message | None:
        """The request right above, if it waits."""
        request, answer = self.calls[-1] if self.calls else (None, None)
        return request if answer is None else None


def _apart(message: Message) -> Iterator[Message]:
    """Yield a message; a request without its document, and a response without its head, apart."""
    if not (message.head.verb and message.has_xml):
        yield message
        return
    path = message.head.path.partition("?")[0]
    stated = message.head.header("SOAPAction") or path
    if root_name(message) == re.split("[/#:]", stated)[-1] + _RESPONSE:
        yield Message(message.line, message.head, ())
        yield Message(message.content[0], Head(), message.content)
    else:
        yield message
