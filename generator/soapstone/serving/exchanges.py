"""Answers requests with a stand-in, and says what happened: a line a call, and recordings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any, Final

from soapstone.report.safe_text import safe
from soapstone.runtime.bodies.content_types import media_type
from soapstone.runtime.calling.http_messages import HttpRequest, HttpResponse
from soapstone.runtime.calling.masking import masked_url
from soapstone.serving.trouble import Kind, Trouble, TroubleMaker, plan

_SAID: Final = "Trouble on purpose: soapstone serve --faults"
_LONGEST: Final = 100
"""Characters of an address in the log."""
_NOTES: Final = 20
"""Lines below a call at most."""


class Exchanges:
    """What answers each request of a server. Threads may share it."""

    def __init__(
        self,
        stand_in: Any,
        runtime: ModuleType,
        tell: Callable[[list[str]], None],
        *,
        recorder: Callable[[Any], None] | None = None,
        trouble: TroubleMaker | None = None,
    ) -> None:
        """``runtime`` is that of the stand-in's package, ``tell`` is given the lines of a call.

        ``recorder`` is called with each request that reached an operation.
        """
        self._stand_in = stand_in
        self._runtime = runtime
        self._tell = tell
        self._recorder = recorder
        self._trouble = trouble or TroubleMaker(())
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        when = time.strftime("%H:%M:%S")
        response: HttpResponse = self._stand_in(request)
        received = self._take(request)
        if received is None:
            url = masked_url(request.url)
            path = url.partition("://")[2].partition("/")[2]
            what = f"{request.method} /{path}"
            if len(what) > _LONGEST:
                what = what[:_LONGEST] + "…"
            why = [f"          {safe(each)}" for each in self._why(response)]
            self._tell([f"{when}  {safe(what)}  {response.status}", *why])
            return response
        troubles = self._trouble.next()
        plan(troubles)
        notes = [*_notes(received.passed_over)]
        if troubles:
            response = self._spoilt(received, response, troubles)
            notes += [f"{each.kind} on purpose" for each in troubles]
        notes += self._recorded(received)
        line = f"{when}  {received.operation.name}  {_way(received)}  {response.status}"
        self._tell([safe(line), *(f"          {safe(each)}" for each in notes)])
        return response

    def _take(self, request: HttpRequest) -> Any:
        """What the stand-in has received of a request, which it shall not keep; or None."""
        received = self._stand_in.received
        with self._lock:  # others only append
            for place, each in enumerate(received):
                if each.http is request:
                    del received[place]
                    return each
        return None

    def _why(self, response: HttpResponse) -> list[str]:
        """What a response says that is a refusal, in a line."""
        faults: Any = import_module(f"{self._runtime.__name__}.standin.faults")
        reason = faults.reason_of(response)
        return [reason] if reason else []

    def _recorded(self, received: Any) -> list[str]:
        """Records a request, for the answer is made up; returns what went wrong."""
        if self._recorder is None:
            return []
        exchange = self._runtime.Exchange(
            operation=received.operation, request=received.http
        )
        try:
            self._recorder(exchange)
        except OSError as error:
            return [f"not recorded: {error.strerror}"]
        return []

    def _spoilt(
        self, received: Any, response: HttpResponse, troubles: tuple[Trouble, ...]
    ) -> HttpResponse:
        """The response that a call gets in place of its own."""
        kinds = {each.kind for each in troubles}
        faults: Any = import_module(f"{self._runtime.__name__}.standin.faults")
        spoilt = response
        if Kind.PAGE in kinds:
            spoilt = faults.page_response(500, "Internal Server Error", _SAID)
        elif Kind.FAULT in kinds and _way(received).startswith("SOAP"):
            version = _way(received).removeprefix("SOAP ")
            fault = self._runtime.SoapFault("Server", _SAID)
            spoilt = faults.fault_response(fault, version)
        elif Kind.FAULT in kinds and _way(received) == "XML":
            error = self._runtime.ServiceStackError(500, "Exception", _SAID)
            spoilt = faults.error_response(error, received.operation)
        elif Kind.FAULT in kinds:
            text = f"System.Exception: {_SAID}\r\n"
            spoilt = faults.text_response(500, "Internal Server Error", text)
        return spoilt


def _way(received: Any) -> str:
    """How a call came: ``SOAP 1.1``, ``HTTP GET``, or ``XML``, which is ServiceStack's."""
    http, bindings = received.http, received.operation.bindings
    ways = {each.transport for each in bindings}
    kind = media_type(http.headers.get("Content-Type", ""))[0]
    soap = {"text/xml": "SOAP 1.1", "application/soap+xml": "SOAP 1.2"}.get(kind, "")
    if http.method == "POST" and soap in ways:
        return soap
    form = f"HTTP {http.method}"
    return form if form in ways else "XML"


def _notes(passed_over: tuple[str, ...]) -> Iterator[str]:
    yield from passed_over[:_NOTES]
    if more := len(passed_over[_NOTES:]):
        yield f"and {more} more"
