"""The bases of generated clients: two drivers of one flow, and methods that are loaded when used.

A generated class is a line for each operation, so that importing one with thousands costs little;
what a call needs is loaded by the first one. The stub has the signatures.
"""

from __future__ import annotations

from importlib import import_module
from types import MethodType
from typing import TYPE_CHECKING, Any, Final, TypeVar, Unpack

if TYPE_CHECKING:
    import ssl
    from http.cookiejar import CookieJar

    from ..operations import Operation
    from .connecting import Connecting
    from .credentials import Auth
    from .exchange import Answer
    from .http_messages import AsyncTransport, Transport
    from .options import Changes, ClientOptions, Options

C = TypeVar("C", bound="_Client")
"""A class of client: editors that complete by jedi know no ``Self``."""
Q = TypeVar("Q")
A = TypeVar("A")


class _Method:
    """A method of a generated class; loads the module of its operation when it is first used."""

    __slots__ = ("_functions", "_home", "_name", "_package")

    def __init__(self, package: str, name: str, home: str) -> None:
        self._package = package
        self._name = name
        self._home = home
        self._functions: dict[tuple[bool, bool], Any] = {}
        """Whether they are async, as the two clients share this object; and whether bound."""

    def __get__(self, client: _Client | None, kind: type[_Client]) -> Any:
        form = issubclass(kind, AsyncClient), client is not None
        function = self._functions.get(form) or self._made(form)
        return function if client is None else MethodType(function, client)

    def _made(self, form: tuple[bool, bool]) -> Any:
        from .methods import method

        module, _, constant = self._home.rpartition(".")
        home = import_module(f".{module}", self._package)
        is_async, bound = form
        operation = getattr(home, constant)
        made = method(self._name, operation, is_async=is_async, bound=bound)
        self._functions[form] = made
        return made


_INDEXES: Final[dict[tuple[str, str], dict[str, _Method]]] = {}
"""The methods of each index; the sync and the async client share them."""


class _Client:
    """What both clients share."""

    if TYPE_CHECKING:  # no annotations, so that ``get_type_hints`` has nothing to load
        _options: Options
        _transport: Any
        _owned: bool
        """Whether closing the client closes the transport."""

    def __init_subclass__(cls, *, operations: str = "", **rest: Any) -> None:
        """``operations`` has a line for each method: its name, and the path to its operation."""
        super().__init_subclass__(**rest)
        if not operations:
            return
        package = cls.__module__.rpartition(".")[0]
        key = (package, operations)
        if key not in _INDEXES:
            lines = (line.split(" ") for line in operations.split("\n") if line)
            _INDEXES[key] = {name: _Method(package, name, home) for name, home in lines}
        for name, method in _INDEXES[key].items():
            setattr(cls, name, method)

    def with_options(self: C, **changes: Unpack[Changes]) -> C:
        """Return a client with other options, which shares the connections of this one.

        Headers, SOAP headers and hooks come in addition, all else is replaced: see ``Options``.
        Closing it closes nothing.
        """
        from .options import changed

        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._options = changed(self._options, changes)
        other._owned = False
        return other

    def __repr__(self) -> str:
        from .masking import masked_url

        return f"{type(self).__name__}({masked_url(self._options.base_url or '')!r})"


class Client(_Client):
    """Calls the operations of a service.

    Close it, or use it in a ``with`` statement: it keeps connections open. Threads may share it,
    but not processes: a fork would answer the one with what the other asked.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        auth: Auth | None = None,
        proxy: str | None = None,
        certificate: str | tuple[str, ...] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        cookies: CookieJar | None = None,
        transport: Transport | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """``base_url`` says where the service is if not where its page says: see ``Options``.

        The others are explained at ``Connecting``. With a ``transport`` of your own only ``Basic``
        and ``Bearer`` can be among them. Raises CannotCall if they do not fit it.
        """
        from .transports import settled, usual

        connecting = _connecting(auth, proxy, certificate, ssl_context, cookies)
        self._owned = transport is None
        self._options = settled(base_url, connecting, options, transport)
        self._transport = transport or usual(connecting)

    def call(
        self,
        operation: Operation[Q, A],
        request: Q | None = None,
        /,
        **changes: Unpack[Changes],
    ) -> Answer[A]:
        """Call an operation, with the client's options changed for this call.

        Raises CallError if the call fails, CannotCall if it cannot be made, and WireError for
        values that do not fit the message.
        """
        from .flow import flow
        from .http_messages import HttpRequest
        from .options import changed

        steps = flow(operation, request, changed(self._options, changes))
        try:
            step = next(steps)
            while True:
                try:
                    response = None
                    if isinstance(step, HttpRequest):
                        response = self._transport(step)
                    else:
                        _sleep(step)
                except BaseException as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(response)
        except StopIteration as stop:
            answer: Answer[A] = stop.value
            return answer

    def close(self) -> None:
        """Close the connections, unless they belong to a transport that was passed."""
        if self._owned:
            self._transport.close()

    def __enter__(self: C) -> C:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(_Client):
    """Calls the operations of a service, under asyncio.

    Close it, or use it in an ``async with`` statement: it keeps connections open, which belong to
    one event loop.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        auth: Auth | None = None,
        proxy: str | None = None,
        certificate: str | tuple[str, ...] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        cookies: CookieJar | None = None,
        transport: AsyncTransport | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        """The same as of ``Client``. Raises ImportError without httpx2 and without a transport."""
        from .transports import settled, usual_async

        connecting = _connecting(auth, proxy, certificate, ssl_context, cookies)
        self._owned = transport is None
        self._options = settled(base_url, connecting, options, transport)
        self._transport = transport or usual_async(connecting)

    async def call(
        self,
        operation: Operation[Q, A],
        request: Q | None = None,
        /,
        **changes: Unpack[Changes],
    ) -> Answer[A]:
        """The same as of ``Client``."""
        from .flow import flow
        from .http_messages import HttpRequest
        from .options import changed

        steps = flow(operation, request, changed(self._options, changes))
        try:
            step = next(steps)
            while True:
                try:
                    response = None
                    if isinstance(step, HttpRequest):
                        response = await self._transport(step)
                    else:
                        await _async_sleep(step)
                except (
                    BaseException
                ) as error:  # a cancelled call, too: hooks learn of it
                    step = steps.throw(error)
                else:
                    step = steps.send(response)
        except StopIteration as stop:
            answer: Answer[A] = stop.value
            return answer

    async def close(self) -> None:
        """Close the connections, unless they belong to a transport that was passed."""
        if self._owned:
            await self._transport.close()

    async def __aenter__(self: C) -> C:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _connecting(
    auth: Auth | None,
    proxy: str | None,
    certificate: str | tuple[str, ...] | None,
    ssl_context: ssl.SSLContext | None,
    cookies: CookieJar | None,
) -> Connecting:
    from .connecting import Connecting

    return Connecting(
        auth=auth,
        proxy=proxy,
        certificate=certificate,
        ssl_context=ssl_context,
        cookies=cookies,
    )


def _sleep(seconds: float) -> None:
    from time import sleep

    sleep(seconds)


async def _async_sleep(seconds: float) -> None:
    from asyncio import sleep

    await sleep(seconds)
