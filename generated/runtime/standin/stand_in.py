"""The stand-in: one object that is a transport for clients, an ASGI application, and a server.

What it answers is decided by handlers, by answers that were given, or by default: the response of
the operation, filled with plausible values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from ..calling.http_messages import HttpRequest, HttpResponse
from ..errors import WireError
from ..operations import Operation
from ..scalars.python_values import article, type_name
from .faults import page_response
from .form_answers import FormAnswers, unknown_method
from .plausible import plausible
from .received import Received, Reply, StandInError
from .rest_answers import RestAnswers
from .servicestack_answers import ServiceStackAnswers
from .soap_answers import SoapAnswers

if TYPE_CHECKING:
    from .serving import AsgiApp

Q = TypeVar("Q")
A = TypeVar("A")
Pages = Callable[[HttpRequest], HttpResponse | None]


class _Script:
    """Answers that were given for one operation."""

    def __init__(self, answers: Sequence[Any]) -> None:
        self._answers = answers
        self._used = 0

    @property
    def left(self) -> int:
        """How many have not been asked for."""
        return max(len(self._answers) - self._used, 0)

    def next(self) -> Any:
        self._used += 1
        return self._answers[min(self._used, len(self._answers)) - 1]


class _Read(AssertionError):
    """What an operation receives: an assertion is what no way of answering turns into a fault."""

    def __init__(self, received: Received[Any]) -> None:
        super().__init__()
        self.received = received


class StandIn:
    """Stands in for a service. Threads may share it.

    ``Tc2Client(transport=stand_in)`` calls it without a network, an async client with
    ``transport=stand_in.async_transport``. ``stand_in.asgi`` is an ASGI application, and
    ``with stand_in.serving() as url:`` a server on loopback.
    """

    def __init__(self, package: ModuleType, *, pages: Pages | None = None) -> None:
        """``package`` is the generated one of the service: ``generated.tc2``.

        ``pages`` answers requests that are no calls, such as those for help pages. Raises TypeError
        if the package is no generated one.
        """
        self.operations = {each.name: each for each in _operations(package)}
        """The operations of the service, by name."""
        if not self.operations:
            raise TypeError(f"StandIn() takes a generated package, not {package!r}")
        self.received: list[Received[Any]] = []
        """All requests that reached an operation, the latest last."""
        self._pages = pages
        self._handlers: dict[str, Callable[[Received[Any]], Any]] = {}
        self._scripts: dict[str, _Script] = {}
        self._failed: list[str] = []
        """The assertions of handlers that failed."""
        self._package = package.__name__
        self._lock = Lock()
        self._soap = SoapAnswers(self.operations.values())
        self._forms = FormAnswers(self.operations.values())
        self._rest = RestAnswers(self.operations.values())
        self._servicestack = ServiceStackAnswers(self.operations.values())

    # What it answers

    def operation(
        self, operation: Operation[Q, A]
    ) -> Callable[
        [Callable[[Received[Q]], A | Reply[A]]], Callable[[Received[Q]], A | Reply[A]]
    ]:
        """Decorate the function that answers an operation.

        It returns the message, or a ``Reply`` with headers and a status. What it raises is answered
        as .NET does: a SoapFault as it is, a ServiceStackError with its status, and anything else
        as the fault of a server, or status 500. An AssertionError is the test's own: it reaches the
        caller where there is no network, and ``check`` raises it again. It takes the place of
        answers that were given before.
        """

        def taken(
            handler: Callable[[Received[Q]], A | Reply[A]],
        ) -> Callable[[Received[Q]], A | Reply[A]]:
            with self._lock:
                self._handlers[operation.name] = handler
                self._scripts.pop(operation.name, None)
            return handler

        self._refuse_foreign(operation)

        return taken

    def answer(
        self, operation: Operation[Any, A], *answers: A | Reply[A] | Exception | None
    ) -> None:
        """Give the answers of the next calls, one each; the last is that of all further ones.

        An exception is raised like that of a handler, whose place they take. Raises StandInError
        for an answer that the operation does not have.
        """
        if not answers:
            raise TypeError("answer() takes at least one answer")
        self._refuse_foreign(operation)
        for each in answers:
            if not isinstance(each, Exception):
                value = each.value if isinstance(each, Reply) else each
                _check_value(operation, value)
                _check_writable(operation, value)
        with self._lock:
            self._scripts[operation.name] = _Script(answers)

    # What it was asked

    def calls(self, operation: Operation[Q, Any]) -> list[Received[Q]]:
        """Return the requests of an operation, in order."""
        self._refuse_foreign(operation)
        return [each for each in self.received if each.operation.name == operation.name]

    @property
    def passed_over(self) -> list[str]:
        """What .NET would have passed over in the requests, with the operation's name."""
        found = [
            f"{each.operation.name}: {what}"
            for each in self.received
            for what in each.passed_over
        ]
        return found + self._soap.lost

    def check(self) -> None:
        """Raise StandInError if .NET would have passed over anything, answers are left, or an
        assertion of a handler failed.
        """
        left = [
            f"{name}: {_counted(script.left)} not asked for"
            for name, script in self._scripts.items()
            if script.left
        ]
        found = [*self._failed, *self.passed_over, *left]
        if found:
            raise StandInError("\n".join(found))

    # How it is reached

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request: the stand-in is the transport of a sync client."""
        asked: list[str] = []

        def answer(received: Received[Any]) -> Reply[Any]:
            asked.append(received.operation.name)
            return self._answered(received)

        try:
            return self._response(request, answer)
        except WireError as error:  # of the answer: what cannot be read is answered
            raise StandInError(f"{''.join(asked)}: {error}") from None

    def _response(
        self, request: HttpRequest, answer: Callable[[Received[Any]], Reply[Any]]
    ) -> HttpResponse:
        if self._soap.takes(request):
            return self._soap.respond(request, answer)
        for each in (self._forms, self._rest, self._servicestack):
            response = each.respond(request, answer)
            if response is not None:
                return response
        page = self._pages(request) if self._pages else None
        return (
            page
            or unknown_method(request)
            or self._rest.other_verb(request)
            or page_response(404, "Not Found", "The resource cannot be found.")
        )

    def read(self, request: HttpRequest) -> Received[Any] | HttpResponse:
        """Return what an operation receives of a request, and call nothing; or the response of
        what reaches no operation.
        """

        def receive(received: Received[Any]) -> Reply[Any]:
            raise _Read(received)

        try:
            return self._response(request, receive)
        except _Read as read:
            return read.received

    async def async_transport(self, request: HttpRequest) -> HttpResponse:
        """The same as the transport of an async client, in a thread: handlers may wait."""
        from asyncio import to_thread  # sync clients need no event loop

        return await to_thread(self, request)

    @property
    def asgi(self) -> AsgiApp:
        """The ASGI application, for a server or for a client such as httpx2."""
        from .serving import asgi_app  # tests mostly need no server

        return asgi_app(self)

    def serving(self, port: int = 0) -> AbstractContextManager[str]:
        """Serve on loopback while the context lasts; it is the URL. ``port`` 0 takes a free one.

        Raises ImportError without uvicorn: the extra ``serve``.
        """
        from .server import serving

        return serving(self.asgi, port)

    def _answered(self, received: Received[Any]) -> Reply[Any]:
        """The reply to a request. Raises what the handler raises."""
        operation = received.operation
        with self._lock:
            self.received.append(received)
            script = self._scripts.get(operation.name)
            value = script.next() if script else None
        handler = self._handlers.get(operation.name)
        if not script:
            value = self._handled(received, handler) if handler else _usual(operation)
        if isinstance(value, Exception):
            raise value.with_traceback(None)  # else it grows with each call
        reply = value if isinstance(value, Reply) else Reply(value=value)
        _check_value(operation, reply.value)
        return reply

    def _handled(
        self, received: Received[Any], handler: Callable[[Received[Any]], Any]
    ) -> Any:
        try:
            return handler(received)
        except AssertionError as error:
            said = f"{received.operation.name}: the handler's assertion failed: {error}"
            with self._lock:
                self._failed.append(said)
            raise

    def _refuse_foreign(self, operation: Operation[Any, Any]) -> None:
        """Raise StandInError for an operation of another package: it would never be called."""
        if not isinstance(operation, Operation):
            constants = f"a constant of {self._package}"
            raise TypeError(f"an operation is {constants}, not {operation!r}")
        if self.operations.get(operation.name) is not operation:
            said = f"{operation.name} is no operation of {self._package}"
            raise StandInError(said)


def _operations(package: ModuleType) -> Iterator[Operation[Any, Any]]:
    for name in dir(package):
        if name.isupper():
            found = getattr(package, name)
            if isinstance(found, Operation):
                yield found


def _usual(operation: Operation[Any, Any]) -> Any:
    """What the page's sample shows, with plausible values."""
    kind = operation.response
    if kind is None or kind is str:
        return kind and "Rex"
    if kind is bytes:
        return b"\1\2\3"
    headers = [*map(plausible, operation.response_headers)]
    return Reply(value=plausible(kind), soap_headers=headers)


def _counted(answers: int) -> str:
    return "1 answer was" if answers == 1 else f"{answers} answers were"


def _check_value(operation: Operation[Any, Any], value: Any) -> None:
    """Raises StandInError for an answer of a class that the operation does not have."""
    kind = operation.response
    if kind is not None and not isinstance(value, kind):
        found = "None" if value is None else type_name(value)
        expected = article(kind.__name__)
        if type(value).__name__ == kind.__name__:
            found = f"that of {type(value).__module__}"
        elif hasattr(value, "_members"):
            found = article(type(value).__name__)
        raise StandInError(f"{operation.name} is answered with {expected}, not {found}")


def _check_writable(operation: Operation[Any, Any], value: Any) -> None:
    """Raises StandInError for an answer that nobody can write."""
    try:
        if hasattr(value, "to_xml"):
            value.to_xml()
    except WireError as error:
        raise StandInError(f"{operation.name}: {error}") from None
