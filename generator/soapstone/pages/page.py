"""Splits a page into prose and HTTP messages, the form in which page families read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from soapstone.model.facts import Head
from soapstone.pages.document import Document, Line
from soapstone.pages.envelopes import is_answer, root_name, split_envelopes
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
        """Return each request with its response, in the order of the requests.

        A response belongs to the request that waits for it by name, else to the one right above it.
        A response of no request gets an empty one.
        """
        pairs: list[tuple[Message, Message | None]] = []
        waiting: dict[int, Message] = {}
        places: dict[str, list[int]] = {}
        """Of the requests, by their names."""
        for message in self.messages:
            waits = waiting and max(waiting) == len(pairs) - 1
            bare = not (message.head.verb or message.head.status)
            answers = bare and waits and _may_answer(message, pairs[-1][0])
            if _asks(message) and not answers:
                at = _answered_before(pairs, message)
                if at is not None:
                    pairs[at] = (message, pairs[at][1])
                    continue
                waiting[len(pairs)] = message
                places.setdefault(root_name(message), []).append(len(pairs))
                pairs.append((message, None))
                continue
            at = _awaiting(waiting, places, message)
            if at is None and waits:
                at = max(waiting)
            if at is None:
                pairs.append((Message(message.line, Head(), ()), message))
            else:
                pairs[at] = (waiting.pop(at), message)
        return tuple(pairs)


def _may_answer(bare: Message, request: Message) -> bool:
    """Whether a document without a head answers the request before it: who copies the head of one
    request copies that of the next.
    """
    next_to_it = request.has_xml or not request.content
    asks = bool(request.head.verb) and next_to_it
    return asks and root_name(bare) != root_name(request)


def _asks(message: Message) -> bool:
    return bool(message.head.verb) or not (message.head.status or is_answer(message))


def _awaiting(
    waiting: Mapping[int, Message],
    places: Mapping[str, Sequence[int]],
    answer: Message,
) -> int | None:
    """The last waiting request whose name the answer has, if another stands between the two."""
    if len(waiting) < 2:
        return None
    asked = root_name(answer).removesuffix("Response")
    ends = root_name(answer) != asked
    named = places.get(asked, ()) if ends else ()
    return max((at for at in named if at in waiting), default=None)


def _answered_before(
    pairs: Sequence[tuple[Message, Message | None]], request: Message
) -> int | None:
    """The place of a response right above its request: it has the request's name and none of its
    own.
    """
    asked, answer = pairs[-1] if pairs else (request, None)
    if answer is None or asked.head.verb or asked.content:
        return None
    named = root_name(answer) == f"{root_name(request)}Response"
    return len(pairs) - 1 if named else None


def take_apart(document: Document) -> Page:
    """Return the page of a document. Raises SpecError for more messages than the limit."""
    prose, messages = split_envelopes(*split_messages(document.lines))
    return Page(document, prose, tuple(chain.from_iterable(map(_apart, messages))))


def _apart(message: Message) -> Iterator[Message]:
    """Yield a message; a request that lost its document, and a response that lost its head, apart.

    A response is called after its request.
    """
    if not (message.head.verb and message.has_xml):
        yield message
        return
    path = message.head.path.partition("?")[0]
    stated = message.head.header("SOAPAction") or path
    if root_name(message) == f"{re.split('[/#:]', stated)[-1]}Response":
        yield Message(message.line, message.head, ())
        yield Message(message.content[0], Head(), message.content)
    else:
        yield message
