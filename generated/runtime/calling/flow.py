"""A call from the message to the answer, without any input or output.

``flow`` is a generator. It yields a request to be sent, or seconds to wait, and is sent the
response. ``client`` drives it, synchronously or asynchronously; an error of the transport is thrown
into it, so that hooks learn of every call, a cancelled one too.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import Any, Final, TypeVar

from ..errors import WireError
from ..operations import Operation
from .answers import inflated
from .codecs import chosen, codec_of
from .errors import CallError, CannotCall, NoAnswer, TimedOut
from .exchange import Answer, Exchange
from .http_messages import Headers, HttpRequest, HttpResponse, NotSent
from .options import Options
from .requests import allowed

Q = TypeVar("Q")
A = TypeVar("A")

Flow = Generator[HttpRequest | float, HttpResponse | None, A]

LOG: Final = logging.getLogger("soapstone.client")
_PAUSE: Final = 0.25
"""Seconds before the second attempt; before each further one twice as many."""
_ALWAYS: Final = {"Accept-Encoding": "gzip", "User-Agent": "soapstone"}


def flow(
    operation: Operation[Q, A], message: Q | None, options: Options
) -> Flow[Answer[A]]:
    """Calls an operation. Raises CannotCall, WireError or CallError."""
    try:
        message = _checked(operation, message)
        binding = chosen(operation, options.way)
        codec = codec_of(binding.transport)
        written = codec.request(operation, binding, message, options)
        request = _completed(written, options)
    except (CannotCall, WireError) as error:
        error.operation = operation.name
        raise
    exchange: Exchange[A] = Exchange(operation=operation, request=request)
    started = monotonic()
    try:
        response = yield from _response(exchange, options, started)
        exchange.response = response  # as it came, if it cannot be inflated
        exchange.response = response = inflated(response, options.limits)
        exchange.seconds = monotonic() - started
        return codec.answer(exchange, response, options)
    except BaseException as error:
        exchange.seconds = exchange.seconds or monotonic() - started
        exchange.error = error
        if isinstance(error, CallError):
            error.exchange = exchange
        raise
    finally:
        _tell(exchange, options)


def _checked(operation: Operation[Q, A], message: Q | None) -> Q | None:
    """The message, made where it needs no members. Raises CannotCall for one of another class."""
    kind = operation.request
    if isinstance(message, kind or type(None)):
        return message
    if message is None and kind is not None:
        with suppress(TypeError):
            return kind()
    takes = f"an object of {kind.__name__}" if kind else "no message"
    found = f"one of {type(message).__name__}" if message is not None else "nothing"
    raise CannotCall(f"it takes {takes}, not {found}")


def _completed(request: HttpRequest, options: Options) -> HttpRequest:
    """The request with what the options say. Raises CannotCall."""
    headers = Headers({**_ALWAYS, **request.headers})
    if options.headers:
        headers = headers.replaced(options.headers)
    whole = HttpRequest(
        method=request.method,
        url=request.url,
        headers=headers,
        body=request.body,
        timeout=options.timeout,
        limit=options.limits.size,
    )
    return allowed(options.prepare(whole) if options.prepare else whole)


def _response(
    exchange: Exchange[Any], options: Options, started: float
) -> Flow[HttpResponse]:
    """Sends the request, again if it was surely not sent and there are attempts and time left."""
    name, limit = exchange.operation.name, options.timeout
    while True:
        exchange.attempts += 1
        request = exchange.request
        if limit is not None and exchange.attempts > 1:
            left = max(limit - (monotonic() - started), 0.001)
            request = replace(request, timeout=left)
        pause = _PAUSE * 2 ** (exchange.attempts - 1)
        try:
            response = yield request
        except NotSent as error:
            from .connection_errors import not_sent  # most calls reach the service

            late = limit is not None and monotonic() - started + pause > limit
            if exchange.attempts > options.retries or late:
                kind = TimedOut if isinstance(error, TimeoutError) else NoAnswer
                found = kind(
                    f"{name}: nothing was sent: {not_sent(error, request.url)}"
                )
                found.sent = False
                raise found from error
        except TimeoutError as error:
            said = f"{name}: no answer within {limit} s; timeout=… waits longer"
            raise TimedOut(f"{said}. The service may still do it.") from error
        except OSError as error:
            raise NoAnswer(f"{name}: no whole answer: {error}") from error
        else:
            assert response is not None, "a transport returns a response"
            return response
        yield pause


def _tell(exchange: Exchange[Any], options: Options) -> None:
    """Logs the exchange and calls the hooks; one that fails does not take the answer along."""
    if LOG.isEnabledFor(logging.INFO):
        from .showing import log  # most programs do not listen

        log(LOG, exchange)
    for hook in options.hooks:
        try:
            hook(exchange)
        except Exception:
            LOG.exception("%s: a hook failed: %r", exchange.operation.name, hook)
