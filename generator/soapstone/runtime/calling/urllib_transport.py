"""The transport over the standard library, for programs that have nothing but lxml.

It opens a connection for each call. Its sockets know the call's deadline, see ``deadlines``.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from typing import Any, cast

from .collecting import Body
from .connecting import Connecting
from .credentials import Digest, Negotiate
from .deadlines import deadline, in_time, left
from .errors import CannotCall
from .http_messages import (
    Headers,
    HttpRequest,
    HttpResponse,
    NotSent,
    NotSentInTime,
)


class UrllibTransport:
    """A transport over urllib."""

    def __init__(self, connecting: Connecting | None = None) -> None:
        connecting = connecting or Connecting()
        if isinstance(connecting.auth, Negotiate):
            raise CannotCall(
                "Negotiate needs httpx2 and pyspnego: pip install httpx2 pyspnego"
            )
        context = connecting.context(ssl.create_default_context)
        handlers: list[urllib.request.BaseHandler] = [
            _Http(),
            _Https(context=context),
            _NoRedirects(),
            urllib.request.HTTPCookieProcessor(connecting.cookies),
        ]
        if connecting.proxy:
            if not connecting.proxy.startswith("http://"):
                raise CannotCall(
                    "a proxy other than http:// needs httpx2: pip install httpx2"
                )
            both = dict.fromkeys(("http", "https"), connecting.proxy)
            handlers.append(urllib.request.ProxyHandler(both))
        if isinstance(connecting.auth, Digest):
            handlers.append(_DigestHandler(_OneUser(connecting.auth)))
        self._opener = urllib.request.build_opener(*handlers)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        call = urllib.request.Request(
            request.url,
            request.body or None,
            dict(request.headers),
            method=request.method,
        )
        call.add_header("Connection", "close")
        with deadline(request.timeout) as until, self._opened(call) as found:
            if found.status < 200:
                raise ConnectionError(f"status {found.status} is no answer's")
            headers = Headers((k, str(v)) for k, v in found.headers.items())
            body = Body(request, until)
            _read(found, body)
            return HttpResponse(
                status=cast(int, found.status),
                reason=found.reason,
                headers=headers,
                body=body.whole(),
            )

    def _opened(self, call: urllib.request.Request) -> Any:
        """The response, whatever its status."""
        try:
            return self._opener.open(call)
        except urllib.error.HTTPError as error:
            return error
        except urllib.error.URLError as error:
            if isinstance(error.reason, NotSent):  # of ``_Connection``
                raise error.reason from error.reason.__cause__
            raise _not_opened(error) from error
        except http.client.HTTPException as error:
            raise ConnectionError(_said(error)) from error
        except (ValueError, LookupError) as error:  # urllib's, at an odd challenge
            raise ConnectionError(str(error)) from error

    def close(self) -> None:
        """Nothing is kept open."""


def _not_opened(error: urllib.error.URLError) -> OSError:
    """urllib wraps what ``request`` of a connection raises."""
    reason = error.reason
    if isinstance(reason, TimeoutError):
        return TimeoutError(str(reason))
    return ConnectionError(str(reason))


def _read(found: Any, body: Body) -> None:
    while True:
        try:
            piece = found.read1(65_536)
        except http.client.HTTPException as error:
            raise ConnectionError(f"it is cut off ({_said(error)})") from error
        if not piece:
            break
        body.add(piece)
    if found.length:
        raise ConnectionError(f"it is cut off ({found.length} bytes are missing)")


def _said(error: http.client.HTTPException) -> str:
    """The text of an error of http.client, some of which have a name alone."""
    if isinstance(error, OSError):  # RemoteDisconnected, whose text is a sentence
        return str(error)
    name = type(error).__name__
    said = str(error).strip()
    return said if said.startswith(name) else f"{name}: {said}".removesuffix(": ")


class _OneUser(urllib.request.HTTPPasswordMgr):
    """The same user wherever one is asked for: a client speaks with one service."""

    def __init__(self, auth: Digest) -> None:
        super().__init__()
        self._auth = auth

    def find_user_password(self, realm: str, authuri: str) -> tuple[str, str]:
        return self._auth.user, self._auth.password


class _DigestHandler(urllib.request.HTTPDigestAuthHandler):
    """Answers a challenge once; urllib itself would answer five."""

    def retry_http_digest_auth(self, req: urllib.request.Request, auth: str) -> Any:
        if req.has_header(self.auth_header):
            return None
        return super().retry_http_digest_auth(req, auth)

    def http_error_401(
        self, req: Any, fp: Any, code: int, msg: str, headers: http.client.HTTPMessage
    ) -> Any:
        """urllib leaves the challenge's connection to the garbage collector."""
        with ExitStack() as stack:
            stack.callback(fp.close)
            found = super().http_error_401(req, fp, code, msg, _of_digest(headers))
            if found is None:  # it is the response after all
                stack.pop_all()
            return found


def _of_digest(headers: http.client.HTTPMessage) -> http.client.HTTPMessage:
    """The headers of a challenge with that of Digest first, for urllib looks at no other.

    IIS has a header for each scheme that it offers.
    """
    offered = headers.get_all("WWW-Authenticate", [])
    found = http.client.HTTPMessage()
    for each in sorted(offered, key=lambda text: not text.lower().startswith("digest")):
        found["WWW-Authenticate"] = each
    return found


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """urllib's own would look at the Location before it asks, and fail where that is no URL."""

    def http_error_302(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any
    ) -> None:
        return None

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Timed:
    """A socket whose every piece has to be there before the deadline."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def sendall(self, data: Any) -> None:
        """Send data. Who refuses a request before it is whole may have said why."""
        self._sock.settimeout(in_time())
        with suppress(BrokenPipeError, ConnectionResetError):
            self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What http.client reads the response from; it may close the socket before."""
        return io.BufferedReader(_TimedFile(self._sock))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _TimedFile(io.RawIOBase):
    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._file = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(in_time())
        return self._file.readinto(buffer) or 0

    def close(self) -> None:
        self._file.close()
        super().close()


def _timed_socket(*args: Any) -> _Timed:
    return _Timed(socket.create_connection(*args))


def _connected(connection: Any, connect: Any) -> None:
    connection.timeout = left()
    # http.client speaks to a proxy while it connects.
    connection._create_connection = _timed_socket
    try:
        connect()
    except TimeoutError as error:
        raise NotSentInTime(str(error)) from error
    except OSError as error:
        raise NotSent(str(error)) from error
    if not isinstance(connection.sock, _Timed):  # it is over TLS
        connection.sock = _Timed(connection.sock)


class _HttpConnection(http.client.HTTPConnection):
    def connect(self) -> None:
        _connected(self, super().connect)


class _HttpsConnection(http.client.HTTPSConnection):
    def connect(self) -> None:
        _connected(self, super().connect)


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_HttpConnection, request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        options = {"context": self._context}  # type: ignore[attr-defined]  # as its base
        return self.do_open(_HttpsConnection, request, **options)
