"""Trials of refusals of what a host answers that pages are fetched from.

A site of one operation is there while a trial lasts; in trouble it answers otherwise.
"""

from __future__ import annotations

import io
import os
import socket
import ssl
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.model import limits
from tests.fetching.certificates import certificate
from tests.fetching.site import (
    SCHEMA,
    WSDL,
    Site,
    index,
    page,
    redirect,
    service,
    site,
    xml,
)
from tests.refusals.trials import Trial, Way
from tests.runtime.calling.server import Answer, Connection, http, serving

_SIGN_IN = (
    "Sign in: --user NAME asks for the password; --header 'Cookie: NAME=VALUE' sends what a "
    "browser has that is logged in."
)
_AGAIN = "Run the command again later: what was fetched is kept."
_OPEN = "Open the address in a browser, and name the one that it shows there."
_NOTHING_SENT = "Nothing was sent there. If it is the service, name "


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


PORT, TLS_PORT = _free_port(), _free_port()
URL = f"http://127.0.0.1:{PORT}/x.asmx"
TLS_URL = f"https://127.0.0.1:{TLS_PORT}/x.asmx"
FETCH = f"fetch {URL} --pause 0 --timeout 30"
_NOW: list[Site] = []


@contextmanager
def _site() -> Iterator[None]:
    """The site as it should be, and the environment as it was."""
    with site(service("Ask"), PORT) as here, pytest.MonkeyPatch.context() as patch:
        for name in ("SOAPSTONE_PASSWORD", "SOAPSTONE_HEADERS", "SSL_CERT_FILE"):
            patch.delenv(name, raising=False)
        patch.setattr(sys, "stdin", io.StringIO())
        _NOW.append(here)
        yield
        _NOW.pop()


def _in_trouble(
    pages: Mapping[str, Answer],
) -> Callable[[], AbstractContextManager[None]]:
    @contextmanager
    def trouble() -> Iterator[None]:
        _NOW[-1].pages |= pages
        yield

    return trouble


def of_site(
    found: str,
    advice: str,
    answer: Answer,
    *ways: Way,
    at: str = URL,
    command: str = FETCH,
    more: Mapping[str, Answer] | None = None,
) -> Trial:
    """A site that answers otherwise at one address, until it is well again."""
    target = at.removeprefix(f"http://127.0.0.1:{PORT}")
    return Trial(
        found,
        advice,
        at=at,
        command=command,
        within=_site,
        around=_in_trouble({target: answer, **(more or {})}),
        ways=ways or [Way()],
    )


def of_option(found: str, options: str, *ways: Way) -> Trial:
    return Trial(found, "", command=f"{FETCH} {options}", within=_site, ways=ways)


def _unauthorized(scheme: str) -> bytes:
    return http(b"", "401 Unauthorized", "text/html", f"WWW-Authenticate: {scheme}")


def _never(connection: Connection) -> None:
    connection.be_silent()


def _without_spnego(answer: Answer) -> Callable[[], AbstractContextManager[None]]:
    @contextmanager
    def trouble() -> Iterator[None]:
        with ExitStack() as stack:
            patch = stack.enter_context(pytest.MonkeyPatch.context())
            patch.setitem(sys.modules, "spnego", None)
            stack.enter_context(_in_trouble({"/x.asmx": answer})())
            yield

    return trouble


@contextmanager
def _tls() -> Iterator[None]:
    """A site whose certificate nobody knows."""
    with _site(), tempfile.TemporaryDirectory() as folder:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        _CERTIFICATE[:] = [certificate(Path(folder))]
        context.load_cert_chain(_CERTIFICATE[0])
        pages = Site(service("Ask"))
        with serving(pages.answer, tls=context, port=TLS_PORT) as pages.server:
            yield


_CERTIFICATE: list[Path] = []


def _trust_it() -> None:
    os.environ["SSL_CERT_FILE"] = str(_CERTIFICATE[0])


@contextmanager
def _trusting() -> Iterator[None]:
    """The environment is that of before, whatever a step has set."""
    with pytest.MonkeyPatch.context() as patch, _tls():
        patch.setenv("SSL_CERT_FILE", os.environ.get("SSL_CERT_FILE", os.devnull))
        yield


def _set_password() -> None:
    os.environ["SOAPSTONE_PASSWORD"] = "s3cret"


@contextmanager
def _with_password() -> Iterator[None]:
    with _site():
        yield
    os.environ.pop("SOAPSTONE_PASSWORD", None)


def _page_of_another_service() -> None:
    with site(service("Ask")) as other:
        _NOW.append(other)
        folder = Path("specs/x")
        folder.mkdir()
        mark = "<!-- saved from url=(0036)http://ferry.example/x.asmx?op=Ask -->"
        (folder / "Ask.html").write_text(mark)
        _NOW.pop()


_PARTS = "".join(
    f'<xs:include schemaLocation="{number}.xsd"/>'
    for number in range(limits.PARTS.most + 1)
)
_MANY = index(f"Op{number}" for number in range(limits.FETCHED.most + 1))
_LOGIN = page("<body><form><input name=p type=password></form></body>")
_OTHER = "http://other.example"
_LINKS = index([f"{_OTHER}/x.asmx?op=Ask"], "{}")
_WELL = Way(command=FETCH)

OF_FETCHING = {
    "no address": Trial(
        "no web address",
        "Copy it from the browser. Give a user's name with --user.",
        at="x.asmx",
        command="fetch x.asmx",
        within=_site,
        ways=[_WELL],
    ),
    "status 403": of_site("status 403 No", _SIGN_IN, http(b"", "403 No")),
    "status 404": of_site("status 404 No", _OPEN, http(b"", "404 No")),
    "status 407": of_site(
        "status 407 No",
        "Name the proxy with its user in https_proxy: http://NAME:PASSWORD@HOST:PORT.",
        http(b"", "407 No"),
    ),
    "status 500 of one page": of_site(
        "status 500 No: an HTML page, 'Oh'",
        _AGAIN,
        http(b"<html><title>Oh</title></html>", "500 No", "text/html"),
        at=f"{URL}?op=Ask",
    ),
    "status 401": of_site(
        "status 401 Unauthorized, which asks for Basic",
        _SIGN_IN,
        _unauthorized("Basic"),
    ),
    "status 401 in spite of a password": of_site(
        "status 401 Unauthorized, which asks for Basic",
        "Try name and password in a browser. A name of Windows needs its domain: DOMAIN\\NAME.",
        _unauthorized("Basic"),
        command=f"{FETCH} --user joe:secret",
    ),
    "Windows authentication without its packages": Trial(
        "a server that asks for Windows authentication",
        "Install them: pip install 'soapstone[ntlm]', or pip install httpx2 pyspnego.",
        at=URL,
        command=f"{FETCH} --user joe:secret",
        within=_site,
        around=_without_spnego(_unauthorized("NTLM")),
        ways=[Way()],
    ),
    "a login page": of_site("a page that asks for a password", _SIGN_IN, _LOGIN),
    "an error page with status 200": of_site(
        "the error page of a web server",
        _AGAIN,
        page("<title>Runtime Error</title>"),
        at=f"{URL}?op=Ask",
    ),
    "a server that asks to wait": of_site(
        "status 503 Busy, which asks to come again later (3600)",
        _AGAIN,
        http(b"", "503 Busy", "text/html", "Retry-After: 3600"),
    ),
    "a redirect to another host": of_site(
        f"a redirect to {_OTHER}",
        f"{_NOTHING_SENT}it: {_OTHER}/y.asmx",
        redirect(f"{_OTHER}/y.asmx"),
    ),
    "a redirect to no host": of_site(
        "a redirect to something that is no web address", _OPEN, redirect("about:blank")
    ),
    "a redirect to itself": of_site(
        "redirects that do not end", _OPEN, redirect("/x.asmx")
    ),
    "redirects in a circle": of_site(
        "redirects that do not end",
        _OPEN,
        redirect("/y"),
        more={"/y": redirect("/x.asmx")},
    ),
    "a long answer": of_site(
        "an answer of more than 8,388,608 bytes", _OPEN, http(bytes(2**23 + 1))
    ),
    "a late answer": replace(
        of_site(
            "no whole answer within 0.5 seconds",
            "Allow more with --timeout, or run the command again later.",
            _never,
            Way(command=FETCH),
        ),
        command=f"{FETCH} --timeout 0.5",
    ),
    "a broken connection": of_site(
        "no answer (Remote end closed connection without response)",
        f"Check the address. {_AGAIN}",
        lambda connection: None,
    ),
    "a certificate that nobody knows": Trial(
        "a server whose certificate is not accepted (certificate verify failed: self-signed "
        "certificate)",
        "If you trust it, set SSL_CERT_FILE to a file with the certificate of its authority.",
        at=TLS_URL,
        command=FETCH.replace(URL, TLS_URL),
        within=_trusting,
        ways=[Way(steps=[_trust_it])],
    ),
    "broken gzip": of_site(
        "a compressed answer that is no gzip, or one of more than 8,388,608 bytes",
        _OPEN,
        http(b"\x1f\x8bx", "200 OK", "text/html", "Content-Encoding: gzip"),
    ),
    "a page without operations": of_site(
        "a page that leads to no operation",
        "Name its address: x.asmx, x.svc, /metadata, /help, or that of a WSDL.",
        page("<body>Welcome</body>"),
        _WELL,
        at=f"http://127.0.0.1:{PORT}/",
        command=FETCH.replace("x.asmx", ""),
    ),
    "operations on another host": of_site(
        f"an index of operations on {_OTHER}",
        f"{_NOTHING_SENT}its address there.",
        _LINKS,
    ),
    "a page in place of a WSDL": of_site(
        "an HTML page without a title",
        _OPEN,
        page("<body>svcutil.exe http://h/x.svc?wsdl</body>"),
        _WELL,
        at=f"http://127.0.0.1:{PORT}/x.svc?wsdl",
        command=FETCH.replace("asmx", "svc"),
        more={
            f"/x.svc{query}": page("<body>svcutil.exe http://h/x.svc?wsdl</body>")
            for query in ("", "?singleWsdl")
        },
    ),
    "another document in place of a WSDL": of_site(
        "another document",
        _OPEN,
        xml("<a/>"),
        _WELL,
        at=f"http://127.0.0.1:{PORT}/x.svc?wsdl",
        command=FETCH.replace("asmx", "svc"),
        more={"/x.svc": page("<body>svcutil.exe http://h/x.svc?wsdl</body>")},
    ),
    "a WSDL in a wrong encoding": of_site(
        "no text in the charset of its header",
        _OPEN,
        http(
            b'<?xml version="1.0" encoding="windows-1252"?><a>\xff</a>',
            kind="text/xml; charset=utf-8",
        ),
        _WELL,
        at=f"http://127.0.0.1:{PORT}/x.svc?wsdl",
        command=FETCH.replace("asmx", "svc"),
        more={"/x.svc": page("<body>svcutil.exe http://h/x.svc?wsdl</body>")},
    ),
    "a page of another service": Trial(
        "a page saved from http://ferry.example/x.asmx?op=Ask",
        "Name another folder with --service, or replace the page with --again.",
        at="specs/x/Ask.html",
        command=FETCH,
        first=[_page_of_another_service],
        within=_site,
        ways=[Way(command=f"{FETCH} --service y"), Way(command=f"{FETCH} --again")],
    ),
    "a file where the folder should be": Trial(
        "a folder that cannot be made (file exists)",
        "Name another with --specs.",
        {"/specs/x": "A file."},
        at="specs/x",
        command=FETCH,
        within=_site,
        ways=[Way(command=f"{FETCH} --specs others")],
    ),
    "an index without end": of_site(
        "an index of more than 2,000 operations",
        "Fetch the operations that you need one by one: name the page of each.",
        _MANY,
        Way(command=FETCH.replace("x.asmx", "x.asmx?op=Ask")),
    ),
    "a WSDL without end": of_site(
        "a WSDL of more than 200 parts",
        "Save those that you need with a browser.",
        xml(WSDL.format(_PARTS)),
        at=f"{URL}?WSDL",
        more={f"/{number}.xsd": xml(SCHEMA.format("")) for number in range(300)},
    ),
    "a header without its name": of_option(
        "Invalid value for '--header': header 1 has no colon: write 'Name: value'",
        "--header Cookie",
        Way(command=f"{FETCH} --header Cookie:a=1"),
    ),
    "a folder with a slash": of_option(
        "Invalid value for '--service': '../x' cannot be a service's folder: take letters and "
        "digits",
        "--service ../x",
        Way(command=f"{FETCH} --service x2"),
    ),
    "no password": Trial(
        "Invalid value for '--user': no terminal to ask for the password: have "
        "SOAPSTONE_PASSWORD hold it",
        "",
        command=f"{FETCH} --user joe",
        within=_with_password,
        ways=[Way(steps=[_set_password])],
    ),
}
