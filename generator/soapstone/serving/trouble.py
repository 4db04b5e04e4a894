"""Makes trouble on purpose every nth call: faults, delays, cut connections, web pages.

Which trouble a call gets is decided where it is answered, in a thread. What concerns the
connection is done by the ASGI application around that.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any, Final

from soapstone.runtime.standin.serving import AsgiApp, Receive, Scope, Send

SECONDS: Final = 2.0
"""How long a delay is, unless it says so."""


class Kind(StrEnum):
    """What goes wrong."""

    FAULT = "fault"
    """A SOAP fault, or what ServiceStack and HTTP GET and POST have in its place."""
    DELAY = "delay"
    """The answer comes late."""
    CUT = "cut"
    """The connection breaks in the middle of the answer."""
    PAGE = "page"
    """A web page with status 500, as ASP.NET shows it when the application itself is down."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble: every so many calls."""

    kind: Kind
    every: int
    seconds: float = SECONDS
    """Of a delay."""


_ONE: Final = re.compile(r"(\w{1,20}):(\d{1,9})(?::(\d{1,6}(?:\.\d{1,6})?))?")


def read_trouble(text: str) -> tuple[Trouble, ...]:
    """Return what ``fault:5,delay:3:10`` says. Raises ValueError with advice."""
    found = []
    for part in filter(None, (each.strip() for each in text.split(","))):
        match = _ONE.fullmatch(part)
        kinds = [each for each in Kind if match and each == match[1]]
        if match is None or not kinds or not int(match[2]):
            every = ", ".join(Kind)
            raise ValueError(
                f"{part!r} is not KIND:N, such as fault:5 for a fault in every 5th call; "
                f"KIND is one of {every}"
            )
        if match[3] and kinds[0] is not Kind.DELAY:
            raise ValueError(f"{part!r}: only a delay has seconds, as in delay:3:10")
        seconds = float(match[3] or SECONDS)
        found.append(Trouble(kinds[0], int(match[2]), seconds))
    return tuple(found)


class TroubleMaker:
    """Counts calls and says which trouble each of them gets. Threads may share it."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        self._troubles = troubles
        self._numbers = count(1)

    def next(self) -> tuple[Trouble, ...]:
        """The trouble of the next call: a delay, and of the others the first that is its turn."""
        number = next(self._numbers)
        due = [each for each in self._troubles if number % each.every == 0]
        late = [each for each in due if each.kind is Kind.DELAY]
        wrong = [each for each in due if each.kind is not Kind.DELAY]
        return (*late[:1], *wrong[:1])


@dataclass(slots=True)
class _Plan:
    """What happens to the connection of a call."""

    delay: float = 0.0
    cut: bool = False


_PLAN: ContextVar[_Plan] = ContextVar("_PLAN")


def plan(troubles: Sequence[Trouble]) -> None:
    """Have the application delay or cut the answer of the call that this thread answers."""
    for each in troubles:
        if each.kind is Kind.DELAY:
            _PLAN.get().delay = each.seconds
        elif each.kind is Kind.CUT:
            _PLAN.get().cut = True


class _Cut(Exception):
    """Enough of the answer was sent."""


def troubled(app: AsgiApp) -> AsgiApp:
    """Return an application that does what was planned for each call."""

    async def with_trouble(scope: Scope, receive: Receive, send: Send) -> None:
        planned = _Plan()
        _PLAN.set(planned)  # threads of the call have this object, too

        async def sent(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                await asyncio.sleep(planned.delay)
                if planned.cut:
                    message = {**message, "headers": _longer(message["headers"])}
                await send(message)
            elif planned.cut:
                half = message["body"][: len(message["body"]) // 2]
                await send({**message, "body": half, "more_body": True})
                raise _Cut  # the server closes a connection whose answer has no end
            else:
                await send(message)

        with suppress(_Cut):
            await app(scope, receive, sent)

    return with_trouble


def _longer(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """One byte more than there is, so that also an empty answer can be cut."""
    return [
        (name, b"%d" % (int(text) + 1) if name == b"content-length" else text)
        for name, text in headers
    ]
