"""A server on loopback that answers each request as a test says, and counts its connections."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

Answer = bytes | Callable[["Connection"], bytes | None]
"""What is sent: bytes; or a function that sends for itself, or returns them."""


@dataclass
class Request:
    """A request as it arrived."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Connection:
    """One connection; ``number`` says which of the server's."""

    socket: socket.socket
    number: int
    request: Request

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def drip(self, data: bytes, pause: float = 0.02) -> None:
        """A byte at a time, until the other side has enough."""
        for at in range(len(data)):
            self.send(data[at : at + 1])
            time.sleep(pause)

    def be_silent(self) -> None:
        """Send nothing until the other side closes the connection, or for half a minute."""
        self.socket.settimeout(30)
        self.socket.recv(1)


@dataclass
class Server:
    """Answers requests in turn; the last answer is for all that follow."""

    answers: list[Answer]
    requests: list[Request] = field(default_factory=list)
    opened: int = 0
    open_now: int = 0
    url: str = ""
    tls: ssl.SSLContext | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next_answer(self) -> Answer:
        with self._lock:
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def all_closed(self) -> bool:
        """Whether every connection is closed, in a while."""
        until = time.monotonic() + 5
        while self.open_now and time.monotonic() < until:
            time.sleep(0.01)
        return not self.open_now


def http(
    body: bytes,
    status: str = "200 OK",
    kind: str = "text/xml; charset=utf-8",
    *more: str,
) -> bytes:
    """A whole response."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"]
    head += [f"Content-Length: {len(body)}", *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@contextmanager
def serving(
    *answers: Answer, tls: ssl.SSLContext | None = None, port: int = 0
) -> Iterator[Server]:
    """A server for the time of a test, on a port that is free or the one that is named."""
    server = Server([*answers])
    server.tls = tls
    listener = socket.create_server(("127.0.0.1", port), backlog=200)
    scheme = "https" if tls else "http"
    server.url = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
    threads = [threading.Thread(target=_accept, args=(server, listener), daemon=True)]
    threads[0].start()
    try:
        yield server
    finally:
        # A thread in accept() is not woken by close() alone.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        threads[0].join(5)


def _accept(server: Server, listener: socket.socket) -> None:
    while True:
        try:
            accepted, _ = listener.accept()
        except OSError:
            return
        with server._lock:
            server.opened += 1
            server.open_now += 1
            number = server.opened
        args = (server, accepted, number)
        threading.Thread(target=_serve, args=args, daemon=True).start()


def _serve(server: Server, accepted: socket.socket, number: int) -> None:
    try:
        if server.tls:
            accepted = server.tls.wrap_socket(accepted, server_side=True)
        with accepted, accepted.makefile("rb") as stream:
            while request := _read(stream):
                server.requests.append(request)
                answer = server.next_answer()
                connection = Connection(accepted, number, request)
                sent = answer(connection) if callable(answer) else answer
                if sent is None:
                    return
                connection.send(sent)
                if b"Connection: close" in sent.partition(b"\r\n\r\n")[0]:
                    return
    except OSError:
        pass
    finally:
        with server._lock:
            server.open_now -= 1


def _read(stream: BinaryIO) -> Request | None:
    line = stream.readline().decode("latin-1").strip()
    if not line:
        return None
    headers = {}
    while text := stream.readline().decode("latin-1").strip():
        name, _, value = text.partition(":")
        headers[name.lower()] = value.strip()
    length = int(headers.get("content-length", "0"))
    body = stream.read(length)
    return Request(line, headers, body)
