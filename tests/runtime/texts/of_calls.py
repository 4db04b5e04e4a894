"""What is said of calls: that cannot be made, that nobody answers, that are answered otherwise."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
from pathlib import Path
from typing import Any

from tests.runtime.calling.server import Answer, Connection, http, serving
from tests.runtime.calling.test_calls import NS, RESULT, envelope
from tests.runtime.texts.trials import Act, Trials, World

FAULT = (
    "<s:Fault><faultcode>s:Client</faultcode><faultstring>no such order</faultstring>"
    "</s:Fault>"
)
PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>"
STATUS = (
    b'<ErrorResponse xmlns="http://schemas.servicestack.net/types"><ResponseStatus>'
    b"<ErrorCode>NotEmpty</ErrorCode><Message>Name is needed</Message>"
    b"</ResponseStatus></ErrorResponse>"
)
NOWHERE = "http://127.0.0.1:9"


def _client(w: World, url: str, way: str, options: dict[str, Any]) -> Any:
    if way == "urllib":
        options = {"transport": w.rt.UrllibTransport(), **options}
    return w.orders.OrdersClient(url, **options)


def by(way: str, w: World, url: str, options: dict[str, Any]) -> object:
    """Ask a service; ``way`` is httpx2, urllib or asyncio."""
    if way == "asyncio":

        async def program() -> Any:
            async with w.orders.AsyncOrdersClient(url, **options) as client:
                return await client.ask()

        return asyncio.run(program())
    with _client(w, url, way, options) as client:
        return client.ask()


def cut(connection: Connection) -> None:
    connection.send(http(envelope(RESULT))[:-30])


def broken(connection: Connection) -> None:
    return None


def no_http(connection: Connection) -> None:
    connection.send(b"SSH-2.0-OpenSSH\r\n\r\n")


def silent(connection: Connection) -> None:
    connection.be_silent()


def dripping(connection: Connection) -> None:
    connection.drip(http(envelope(RESULT)))


def _auth(**more: str) -> Any:
    return lambda rt: rt.Basic("joe", "secret")


ANSWERS: dict[str, tuple[Answer, dict[str, Any]]] = {
    "a fault": (http(envelope(FAULT), "500 Internal Server Error"), {}),
    "a page": (http(PAGE, "200 OK", "text/html"), {}),
    "a page with an error": (http(PAGE, "500 Internal Server Error", "text/html"), {}),
    "JSON with an error": (
        http(b'{"Message": "no", "password": "secret"}', "500 No", "application/json"),
        {},
    ),
    "a text with an error": (http(b"Busy\nnow", "503 Busy", "text/plain"), {}),
    "another message": (http(envelope(f"<Other {NS}/>")), {}),
    "nothing": (http(b""), {}),
    "no XML": (http(b"<a"), {}),
    "half of gzip": (http(gzip.compress(b"x" * 99)[:-9]), {}),
    "400 without a body": (http(b"", "400 Bad Request"), {}),
    "401 without auth": (
        http(b"", "401 Unauthorized", "", "WWW-Authenticate: Negotiate, NTLM"),
        {},
    ),
    "401 of an unknown kind": (http(b"", "401 Unauthorized"), {}),
    "401 with auth": (
        http(b"", "401 Unauthorized", "", 'WWW-Authenticate: Basic realm="x"'),
        {"auth": "Basic"},
    ),
    "403": (http(PAGE, "403 Forbidden", "text/html"), {}),
    "404": (http(b"", "404 Not Found"), {}),
    "405": (http(b"", "405 Method Not Allowed", "", "Allow: GET"), {}),
    "407": (http(b"", "407 Proxy Authentication Required"), {}),
    "413": (http(b"", "413 Too Large"), {}),
    "415": (http(b"", "415 Unsupported Media Type"), {}),
    "503": (http(b"", "503 Service Unavailable", "", "Retry-After: 30"), {}),
    "a redirect": (
        http(
            b"", "302 Found", "", "Location: https://other.example/login?token=secret"
        ),
        {},
    ),
    "a redirect to nowhere": (http(b"", "302 Found"), {}),
    "an answer that is cut off": (cut, {}),
    "a broken connection": (broken, {}),
    "no HTTP": (no_http, {}),
    "no answer in time": (silent, {"timeout": 0.3}),
    "no whole answer in time": (dripping, {"timeout": 0.3}),
    "an answer too long": (http(b"x" * 900), {"limits": 100}),
}


def answered(name: str, way: str) -> Act:
    answer, options = ANSWERS[name]

    def act(w: World) -> object:
        more = {**options}
        if "limits" in more:
            more["limits"] = w.rt.Limits(size=more["limits"])
        if "auth" in more:
            more["auth"] = w.rt.Basic("joe", "secret")
        with serving(answer) as server:
            return by(way, w, server.url, more)

    return act


WAYS = ("httpx2", "urllib", "asyncio")
OF_ANSWERS: Trials = {
    f"{name}, {way}": answered(name, way) for name in ANSWERS for way in WAYS
}


def _unsafe(way: str) -> Act:
    """A server with a certificate of its own."""

    def act(w: World) -> object:
        files = _certificate(w.folder)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*files)
        with serving(http(envelope(RESULT)), tls=tls) as server:
            return by(way, w, server.url, {})

    return act


def _certificate(folder: Path) -> tuple[Path, Path]:
    files = folder / "tls.pem", folder / "tls.key"
    if not files[0].exists():
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=a"
        out = ["-out", str(files[0]), "-keyout", str(files[1])]
        subprocess.run([*command.split(), *out], check=True, capture_output=True)
    return files


OF_CONNECTIONS: Trials = {
    f"{name}, {way}": act
    for way in WAYS
    for name, act in (
        ("nobody listens", lambda w, way=way: by(way, w, NOWHERE, {})),
        (
            "no such host",
            lambda w, way=way: by(way, w, "http://no-such-host.invalid", {}),
        ),
        ("a certificate of nobody", _unsafe(way)),
        (
            "HTTP where TLS was asked for",
            lambda w, way=way: _plain(way, w),
        ),
    )
}


def _plain(way: str, w: World) -> object:
    with serving(http(b"")) as server:
        url = server.url.replace("http:", "https:")
        return by(way, w, url, {"timeout": 0.3})


def _open(**options: Any) -> Act:
    return lambda w: w.orders.OrdersClient("https://h", **options)


def _ask(**options: Any) -> Act:
    def act(w: World) -> object:
        with w.orders.OrdersClient(NOWHERE, **options) as client:
            return client.call(w.orders.ASK, w.orders.Ask())

    return act


def _call(name: str, **members: Any) -> Act:
    return lambda w: getattr(w.orders.OrdersClient(NOWHERE), name)(**members)


def _base(url: Any) -> Act:
    return lambda w: w.orders.OrdersClient(url).nowhere(number=1)


def _prepared(**changes: Any) -> Act:
    def act(w: World) -> object:
        prepare = lambda request: w.rt.HttpRequest(  # noqa: E731  # made in the world
            **{
                "method": request.method,
                "url": request.url,
                "headers": request.headers,
                "body": request.body,
                **changes,
            }
        )
        return w.orders.OrdersClient(NOWHERE, prepare=prepare).ask()

    return act


def _closed(w: World) -> object:
    client = w.orders.OrdersClient(NOWHERE)
    client.close()
    return client.ask()


def _closed_async(w: World) -> object:
    async def program() -> object:
        client = w.orders.AsyncOrdersClient(NOWHERE)
        await client.close()
        return await client.ask()

    return asyncio.run(program())


def _answer_to(call: Any, answer: Answer) -> Act:
    """A call of another operation."""

    def act(w: World) -> object:
        with serving(answer) as server:
            return call(w, server.url)

    return act


def _quay(method: str, /, **members: Any) -> Any:
    return lambda w, url: getattr(w.quay.QuayClient(url), method)(**members)


def _save(w: World, url: str) -> object:
    return w.orders.OrdersClient(url).save(note="x")


ALONE = {"name": "a", "when": ["b"]}
SAID = (
    '<ResponseStatus xmlns="http://schemas.servicestack.net/types">'
    "<ErrorCode>NotEmpty</ErrorCode></ResponseStatus>"
)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
EARLY = b"HTTP/1.1 150 Odd\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CHALLENGE = http(b"", "401 No", "", "WWW-Authenticate: Digest algorithm=x")


def _urllib(answer: Answer, **options: Any) -> Act:
    def act(w: World) -> object:
        auth = w.rt.Digest("joe", "secret") if options else None
        connecting = _connecting(w, auth=auth)
        transport = w.rt.UrllibTransport(connecting)
        with serving(answer) as server:
            return w.orders.OrdersClient(server.url, transport=transport).ask()

    return act


def _binding(w: World) -> Any:
    return w.orders.ASK.bindings[0]


OF_OTHER_WAYS: Trials = {
    "a text of ASMX with an error": _answer_to(
        _quay("alone", **ALONE), http(b"System.Exception: no", "500 No", "text/plain")
    ),
    "nothing by GET": _answer_to(_quay("alone", **ALONE), http(b"")),
    "a wrong value by GET": _answer_to(
        _quay("alone", **ALONE), http(b'<int xmlns="urn:x">x</int>')
    ),
    "another element by GET": _answer_to(_quay("alone", **ALONE), http(b"<a/>")),
    "a body of a void method": _answer_to(_quay("toll", bell="x"), http(b"<a/>")),
    "an error of ServiceStack": _answer_to(_save, http(STATUS, "400 Bad Request")),
    "an error of ServiceStack in SOAP": _answer_to(
        lambda w, url: by("httpx2", w, url, {}), http(envelope(STATUS.decode()))
    ),
    "an error of ServiceStack in the message": _answer_to(
        lambda w, url: by("httpx2", w, url, {}),
        http(envelope(f"<Answer {NS}>{SAID}</Answer>"), "400 Bad Request"),
    ),
    "a page without an envelope": _answer_to(_save, http(PAGE, "500 No", "text/html")),
    "an XML without an envelope, with an error": _answer_to(
        _save, http(b"<a/>", "500 No")
    ),
    "nothing without an envelope": _answer_to(_save, http(b"")),
    "another message without an envelope": _answer_to(_save, http(b"<a/>")),
    "a chunk that is broken, by urllib": _urllib(CHUNKED),
    "a status of no answer, by urllib": _urllib(EARLY),
    "an odd challenge, by urllib": _urllib(CHALLENGE, auth="Digest"),
    "an address without its variable": lambda w: w.harbour.HarbourClient(
        NOWHERE
    ).get_files_by_path(path=""),
    "a form of SOAP": lambda w: w.rt.to_form(w.orders.Ask(), _binding(w)),
    "a return value of SOAP": lambda w: w.rt.from_return_value(
        w.orders.Answer, b"<a/>", _binding(w)
    ),
    "half a character in a query": lambda w: w.orders.OrdersClient(NOWHERE).find(
        letter="\ud83d"
    ),
    "a problem of too many parts": lambda w: w.rt.Problem("$", "a", "b", "c"),
    "a problem without its parts": lambda w: w.rt.Problem("$"),
    "a problem of other parts": lambda w: w.rt.Problem("$", "a", "b", wanted="c"),
}

OF_OPTIONS: Trials = {
    "an argument that there is not": _call("ask", txt="x"),
    "an argument that is missing": _call("nowhere"),
    "an argument of an operation without any": _call("ping", x=1),
    "a positional argument": lambda w: w.orders.OrdersClient(NOWHERE).ask("x"),
    "a wrong value of an argument": _call("ask", text=5),
    "another message": lambda w: w.orders.OrdersClient(NOWHERE).call(
        w.orders.ASK, w.orders.Tell(number=1)
    ),
    "no message": lambda w: w.orders.OrdersClient(NOWHERE).call(w.orders.TELL, None),
    "a message where there is none": lambda w: w.orders.OrdersClient(NOWHERE).call(
        w.orders.PING, w.orders.Tell(number=1)
    ),
    "no host": _base(None),
    "a stand-in in place of base_url": _base(len),
    "a transport that is none": lambda w: w.orders.OrdersClient(transport=w.orders),
    "a base_url that is none": _base("ftp://joe:secret@h"),
    "a base_url of another scheme": _base("ftp://h"),
    "a base_url with a wrong port": _base("https://h:x"),
    "a user in base_url": _base("https://joe:secret@h"),
    "a way that no page shows": _ask(way="HTTP GET"),
    "an operation of JSON": _call("only_json"),
    "SOAP headers on a way without": lambda w: w.orders.OrdersClient(
        NOWHERE, soap_headers=[w.orders.Login()]
    ).ping(),
    "a SOAP header that is none": _ask(soap_headers=["x"]),
    "a dict that is a list": _open(headers=[("X", "7")]),
    "a list that is none": _open(hooks=5),
    "soap_headers that are none": _open(soap_headers="x"),
    "retries that are none": _open(retries="3"),
    "limits that are none": _open(limits=5),
    "a timeout that is a text": _open(timeout="5"),
    "a timeout of nothing": _open(timeout=0),
    "an unknown option": _open(time_out=5),
    "another word for forbidden characters": _open(forbidden_characters="drop"),
    "auth that is none": _open(auth=("joe", "secret")),
    "a proxy that is none": _open(proxy="joe:secret@proxy"),
    "a proxy that httpx2 cannot do": _open(proxy="socks5://h:1"),
    "a proxy that urllib does not know": lambda w: w.rt.UrllibTransport(
        _connecting(w, proxy="socks5://h:1")
    ),
    "Negotiate by urllib": lambda w: w.rt.UrllibTransport(
        _connecting(w, auth=w.rt.Negotiate("joe", "secret"))
    ),
    "Negotiate without pyspnego": lambda w: _without(w, "spnego"),
    "a certificate that is none": _open(certificate="no.pem"),
    "a proxy for a transport of one's own": _open(transport=print, proxy="http://h:1"),
    "Digest for a transport of one's own": lambda w: w.orders.OrdersClient(
        NOWHERE, transport=print, auth=w.rt.Digest("joe", "secret")
    ),
    "a client that is none": lambda w: w.rt.HttpxTransport(5),
    "a closed client": _closed,
    "a closed async client": _closed_async,
    "a header that is none": _ask(headers={"a b": "x"}),
    "a header with a line break": _ask(headers={"X": "a\nb"}),
    "a prepare that returns nothing": _ask(prepare=lambda request: None),
    "a request that goes nowhere": _prepared(url="ftp://h"),
    "a wrong Content-Length": _ask(headers={"Content-Length": "5"}),
    "a path without its member": lambda w: w.orders.OrdersClient(NOWHERE).call(
        w.orders.FIND, w.orders.Find(), verb="PUT"
    ),
    "an async client without httpx2": lambda w: _without(w, "httpx2"),
    "a wrong detail": lambda w: _detail(w),
}


def _connecting(w: World, **settings: Any) -> Any:
    home = __import__(f"{w.rt.__name__}.calling.connecting", fromlist=["Connecting"])
    return home.Connecting(**settings)


def _without(w: World, name: str) -> object:
    """As if a package were not installed."""
    import sys

    from tests.runtime.texts.hidden import hidden

    with hidden(name):
        if name == "httpx2":
            return w.orders.AsyncOrdersClient(NOWHERE)
        assert sys.modules[name] is None
        return w.orders.OrdersClient(NOWHERE, auth=w.rt.Negotiate("joe", "secret"))


def _detail(w: World) -> object:
    wrong = f"<Full {NS}><Until>x</Until></Full>"
    fault = FAULT.replace("</s:Fault>", f"<detail>{wrong}</detail></s:Fault>")
    with serving(http(envelope(fault), "500 No")) as server:
        try:
            by("httpx2", w, server.url, {})
        except w.rt.Fault as error:
            return error.typed_detail()
    raise AssertionError
