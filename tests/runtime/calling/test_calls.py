"""Calls over real connections: every way, both drivers, each transport."""

from __future__ import annotations

import asyncio
import gzip
import importlib
import inspect
import logging
import pydoc
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any
from unittest.mock import create_autospec

import httpx2
import pytest

from tests.contracts import ORDERS
from tests.runtime.calling.server import Connection, http, serving

NS = f'xmlns="{ORDERS}"'
SOAP = {
    "SOAP 1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "SOAP 1.2": "http://www.w3.org/2003/05/soap-envelope",
}


def envelope(body: str, header: str = "", way: str = "SOAP 1.1") -> bytes:
    head = f"<s:Header>{header}</s:Header>" if header else ""
    soap = f'<s:Envelope xmlns:s="{SOAP[way]}">{head}<s:Body>{body}</s:Body>'
    return f"{soap}</s:Envelope>".encode()


RESULT = f"<Answer {NS}><Result>yes</Result></Answer>"
YES = http(envelope(RESULT))


def by_httpx(rt: ModuleType) -> Any:
    return None


def by_urllib(rt: ModuleType) -> Any:
    return rt.UrllibTransport()


@pytest.fixture(params=[by_httpx, by_urllib])
def call(
    request: pytest.FixtureRequest, orders: ModuleType, rt: ModuleType
) -> Iterator[Callable[..., Any]]:
    """Makes a client that is closed behind the test, over each transport that comes along."""
    made: list[Any] = []

    def make(url: str, **options: Any) -> Any:
        options.setdefault("transport", request.param(rt))
        made.append(orders.OrdersClient(url, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize("way", SOAP)
def test_a_message_and_its_answer(call: Callable[..., Any], way: str) -> None:
    with serving(http(envelope(RESULT, way=way))) as server:
        client = call(server.url, way=way)
        assert client.ask(text="é<").result == "yes"
    (asked,) = server.requests
    assert asked.line == "POST /s.asmx HTTP/1.1"
    action = f'"{ORDERS}/Ask"'
    if way == "SOAP 1.1":
        assert asked.headers["soapaction"] == action
        assert asked.headers["content-type"] == "text/xml; charset=utf-8"
    else:
        assert "soapaction" not in asked.headers
        assert asked.headers["content-type"].endswith(f"; action={action}")
    assert SOAP[way].encode() in asked.body
    assert "é&lt;".encode() in asked.body


def test_headers_of_soap_go_with_all_calls_or_with_one(
    call: Callable[..., Any], orders: ModuleType
) -> None:
    trace = f"<Trace {NS}><Id>t1</Id></Trace>"
    with serving(http(envelope(RESULT, trace))) as server:
        client = call(server.url, soap_headers=[orders.Login(token="one")])
        ask = orders.Ask(text="x")
        answer = client.call(orders.ASK, ask, soap_headers=[orders.Login(token="two")])
        client.ask()
    assert answer.header(orders.Trace).id == "t1"
    assert answer.header(orders.Login) is None
    assert answer.value.result == "yes"
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    first, second = (each.body for each in server.requests)
    assert first.index(b">one<") < first.index(b">two<")
    assert b">one<" in second
    assert b">two<" not in second


@pytest.mark.parametrize(
    ("way", "actor"), [("SOAP 1.1", b"actor"), ("SOAP 1.2", b"role")]
)
def test_a_header_that_must_be_understood(
    call: Callable[..., Any],
    orders: ModuleType,
    rt: ModuleType,
    way: str,
    actor: bytes,
) -> None:
    header = rt.HeaderEntry(
        orders.Login(token="t"), must_understand=True, actor="urn:next"
    )
    with serving(http(envelope(RESULT, way=way))) as server:
        call(server.url, way=way, soap_headers=[header]).ask()
    (asked,) = server.requests
    assert b'mustUnderstand="1"' in asked.body
    assert actor + b'="urn:next"' in asked.body


@pytest.mark.parametrize("answer", [http(b"", "202 Accepted"), http(envelope(""))])
def test_a_one_way_call_brings_nothing(call: Callable[..., Any], answer: bytes) -> None:
    with serving(answer) as server:
        assert call(server.url).tell(number=1) is None


def test_routes_take_members_into_their_path_and_the_rest_into_the_query(
    call: Callable[..., Any], orders: ModuleType
) -> None:
    with serving(http(RESULT.encode(), "200 OK", "application/xml")) as server:
        client = call(f"{server.url}/base/")
        find = {
            "name": "a/b c",
            "tags": ["x", 'y,"z"'],
            "parts": {"k:1": 2},
            "inner": orders.Inner(note="{n}"),
            "letter": "A",
            "number": [1, 2],
            "paid": True,
        }
        assert client.find(**find).result == "yes"
        assert client.find(tags=[]).result == "yes"
        put = orders.Find(name="n", paid=False)
        client.call(orders.FIND, put, verb="PUT")
        assert client.save(note="n").result == "yes"
        assert client.ping() is None
    lines = [each.line.split(" ")[:2] for each in server.requests]
    query = (
        "Tags=%5Bx%2C%22y%2C%22%22z%22%22%22%5D&Parts=%7B%22k%3A1%22%3A2%7D"
        "&Inner=%7BNote%3A%22%7Bn%7D%22%7D&Letter=A&Number=%5B1%2C2%5D&Paid=true"
    )
    assert lines == [
        ["GET", f"/base/find/a%2Fb%20c?{query}"],
        ["GET", "/base/find?Tags=%5B%5D"],
        ["PUT", "/base/find/n"],
        ["POST", "/base/xml/reply/Save"],
        ["GET", "/base/ping"],
    ]
    assert server.requests[0].headers["accept"] == "application/xml"
    assert server.requests[2].headers["content-type"] == "application/xml"
    assert b"<i:Name" not in server.requests[2].body


def test_raw_answers_and_none(call: Callable[..., Any]) -> None:
    latin = http("é".encode("latin-1"), "200 OK", "text/plain; charset=ISO-8859-1")
    data, nothing = http(b"\0\xff", "200 OK", "image/png"), b"HTTP/1.1 204 No\r\n\r\n"
    with serving(latin, data, nothing) as server:
        client = call(server.url)
        assert client.words() == "é"
        assert client.data() == b"\0\xff"
        assert client.ping() is None


@pytest.mark.parametrize("coding", ["gzip", "x-gzip"])
def test_packed_answers(call: Callable[..., Any], coding: str) -> None:
    packed = gzip.compress(envelope(RESULT))
    answer = http(packed, "200 OK", "text/xml", f"Content-Encoding: {coding}")
    with serving(answer) as server:
        assert call(server.url).ask().result == "yes"
    assert server.requests[0].headers["accept-encoding"] == "gzip"


def test_a_library_may_inflate_or_not(orders: ModuleType, rt: ModuleType) -> None:
    headers = rt.Headers({"Content-Type": "text/xml", "Content-Encoding": "gzip"})
    for body in (envelope(RESULT), gzip.compress(envelope(RESULT))):
        response = rt.HttpResponse(status=200, headers=headers, body=body)
        client = orders.OrdersClient(transport=lambda _, found=response: found)
        answer = client.call(orders.ASK, orders.Ask())
        assert answer.value.result == "yes"
        assert answer.response.body == envelope(RESULT)


def test_sessions_are_kept_and_so_are_options(
    call: Callable[..., Any], orders: ModuleType
) -> None:
    first = http(
        envelope(RESULT), "200 OK", "text/xml", "Set-Cookie: ASP.NET_SessionId=s1"
    )
    with serving(first, YES) as server:
        client = call(server.url, headers={"X-One": "1", "user-agent": "mine"})
        client.ask()
        other = client.with_options(headers={"X-Two": "2"}, timeout=3)
        other.ask()
        other.close()  # closes nothing: the connections are the first client's
        client.call(orders.ASK, orders.Ask(), headers={"X-One": "3"})
    one, two, three = (each.headers for each in server.requests)
    assert (one["x-one"], one["user-agent"]) == ("1", "mine")
    assert "cookie" not in one
    assert (two["x-one"], two["x-two"]) == ("1", "2")
    assert two["cookie"] == three["cookie"] == "ASP.NET_SessionId=s1"
    assert three["x-one"] == "3"
    assert "x-two" not in three


def test_prepare_changes_each_request(call: Callable[..., Any], rt: ModuleType) -> None:
    def signed(request: Any) -> Any:
        signature = {"X-Length": str(len(request.body))}
        headers = rt.Headers({**request.headers, **signature})
        from dataclasses import replace

        return replace(request, headers=headers)

    with serving(YES) as server:
        call(server.url, prepare=signed).ask(text="x")
    (asked,) = server.requests
    assert asked.headers["x-length"] == str(len(asked.body))


def test_twenty_threads_share_a_client(call: Callable[..., Any]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def echo(connection: Connection) -> bytes:
        text = connection.request.body.partition(b"Text>")[2].partition(b"<")[0]
        return http(envelope(RESULT.replace("yes", text.decode())))

    with serving(echo) as server:
        client = call(server.url)
        with ThreadPoolExecutor(20) as pool:
            asked = [str(number) for number in range(60)]
            found = list(pool.map(lambda text: client.ask(text=text).result, asked))
        assert found == asked
        client.close()
        assert server.all_closed()


def test_fifty_async_calls_at_once(orders: ModuleType) -> None:
    def echo(connection: Connection) -> bytes:
        text = connection.request.body.partition(b"Text>")[2].partition(b"<")[0]
        return http(envelope(RESULT.replace("yes", text.decode())))

    async def program(url: str) -> list[str]:
        async with orders.AsyncOrdersClient(url) as client:
            calls = (client.ask(text=str(number)) for number in range(50))
            return [each.result for each in await asyncio.gather(*calls)]

    with serving(echo) as server:
        assert asyncio.run(program(server.url)) == [str(n) for n in range(50)]
        assert server.all_closed()


def test_any_library_is_one_function(orders: ModuleType, rt: ModuleType) -> None:
    def transport(request: Any) -> Any:
        headers = rt.Headers({"Content-Type": "text/xml"})
        return rt.HttpResponse(status=200, headers=headers, body=envelope(RESULT))

    async def async_transport(request: Any) -> Any:
        return transport(request)

    async def program() -> Any:
        client = orders.AsyncOrdersClient(transport=async_transport)
        return await client.ask()

    assert orders.OrdersClient(transport=transport).ask().result == "yes"
    assert asyncio.run(program()).result == "yes"
    own = rt.HttpxTransport(httpx2.Client(transport=httpx2.MockTransport(_mocked)))
    assert orders.OrdersClient(transport=own).ask().result == "yes"


def _mocked(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, content=envelope(RESULT))


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("http://h:8", "http://h:8/s.asmx"),
        ("h", "https://h/s.asmx"),
        ("http://h/My Ö", "http://h/My%20%C3%96/s.asmx"),
        ("http://h/other/x.asmx", "http://h/other/x.asmx"),
        ("http://h/folder/", "http://h/folder/s.asmx"),
        (None, "https://orders.example/s.asmx"),
    ],
)
def test_where_a_call_goes(
    orders: ModuleType, rt: ModuleType, base: str | None, url: str
) -> None:
    asked = []

    def transport(request: Any) -> Any:
        asked.append(request.url)
        return rt.HttpResponse(status=200, body=envelope(RESULT))

    orders.OrdersClient(base, transport=transport).ask()
    assert asked == [url]


@pytest.mark.parametrize(
    ("base", "method", "url"),
    [
        (None, "save", "https://orders.example/xml/reply/Save"),
        (None, "words", "https://orders.example/words"),
        ("http://h/base/", "words", "http://h/base/words"),
    ],
)
def test_where_a_call_of_servicestack_goes(
    orders: ModuleType, rt: ModuleType, base: str | None, method: str, url: str
) -> None:
    asked = []

    def transport(request: Any) -> Any:
        asked.append(request.url)
        return rt.HttpResponse(status=200, body=RESULT.encode())

    getattr(orders.OrdersClient(base, transport=transport), method)()
    assert asked == [url]


@pytest.mark.parametrize(
    ("options", "operation", "said"),
    [
        ({}, "nowhere", "Nowhere: its page shows no host"),
        ({"base_url": "ftp://h"}, "ask", "base_url 'ftp://h' is no address"),
        ({"base_url": "http://h:x"}, "ask", "is no address"),
        ({"base_url": "http://a..b"}, "ask", "is no address"),
        ({"base_url": "http://a b"}, "ask", "is no address"),
        ({"base_url": "http://u:p@h"}, "ask", "has a user: pass auth=Basic"),
        ({"way": "XML"}, "ask", "Ask: its pages show SOAP 1.1, SOAP 1.2; 'XML' was"),
        ({}, "only_json", "OnlyJson: its pages show JSON; this client speaks SOAP 1.1"),
        ({}, "only_json", r"\(of ServiceStack /xml/metadata\?op=OnlyJson\), and"),
    ],
)
def test_what_cannot_be_called_says_why(
    orders: ModuleType, rt: ModuleType, options: Any, operation: str, said: str
) -> None:
    def transport(request: Any) -> Any:
        raise AssertionError(request)

    members = {"number": 1} if operation == "nowhere" else {}
    client = orders.OrdersClient(transport=transport, **options)
    with pytest.raises(rt.CannotCall, match=said):
        getattr(client, operation)(**members)


def test_what_does_not_fit_is_said_before_anything_is_sent(
    orders: ModuleType, rt: ModuleType
) -> None:
    def transport(request: Any) -> Any:
        raise AssertionError(request)

    client = orders.OrdersClient(transport=transport)
    with pytest.raises(rt.WireError, match="Number"):
        client.tell(number=2**40)
    with pytest.raises(
        rt.WireError, match=r"\$.Letter: found '55296', expected a char"
    ):
        client.find(letter="\ud800")
    with pytest.raises(
        rt.CannotCall, match="Tell: it takes an object of Tell, not nothing"
    ):
        client.call(orders.TELL)
    with pytest.raises(
        rt.CannotCall, match="Tell: it takes an object of Tell, not one of Ask"
    ):
        client.call(orders.TELL, orders.Ask())
    with pytest.raises(
        rt.CannotCall, match="Ping: it takes no message, not one of Ask"
    ):
        client.call(orders.PING, orders.Ask())
    with pytest.raises(TypeError, match="nothing"):
        client.tell(number=1, nothing=2)
    with pytest.raises(TypeError, match="takes no arguments"):
        client.ping(x=1)
    with pytest.raises(TypeError, match="a client has no option 'speed'"):
        client.with_options(speed=1)
    with pytest.raises(rt.CannotCall, match="proxy belongs into the transport"):
        orders.OrdersClient(transport=transport, proxy="http://p")
    with pytest.raises(
        rt.CannotCall, match=r"auth=Digest.* belongs into the transport"
    ):
        orders.OrdersClient(transport=transport, auth=rt.Digest("u", "p"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"headers": {"X": "a\r\nY: b"}}, "the header X takes"),
        ({"headers": {"X": "\u65e5"}}, "the header X takes"),
        ({"headers": {"X": 5}}, "the header X takes"),
        ({"headers": {"X\r\nY": "b"}}, "of the name"),
        ({"headers": {"Content-Length": "3"}}, "Content-Length is not"),
        ({"prepare": lambda request: None}, "has to return an HttpRequest"),
        ({"soap_headers": ["<a/>"]}, "not str"),
        ({"soap_headers": [lambda call: None]}, "not NoneType"),
        ({"timeout": 0}, "timeout takes seconds .* not 0"),
        ({"timeout": float("nan")}, "timeout takes .*, not nan"),
        ({"timeout": float("inf")}, "None to wait for ever"),
    ],
)
def test_what_http_does_not_allow_is_said_before_anything_is_sent(
    orders: ModuleType, rt: ModuleType, options: Any, said: str
) -> None:
    def transport(request: Any) -> Any:
        raise AssertionError(request)

    with pytest.raises(rt.CannotCall, match=said):
        orders.OrdersClient(transport=transport, **options).ask()


def test_a_header_replaces_one_in_other_letters(call: Callable[..., Any]) -> None:
    with serving(YES) as server:
        client = call(server.url, headers={"X-Tenant": "1", "User-Agent": "\xfc"})
        client.with_options(headers={"x-tenant": "2"}).ask()
    assert server.requests[0].headers["x-tenant"] == "2"
    assert server.requests[0].headers["user-agent"] == "\xfc"


def test_methods_say_what_they_take(orders: ModuleType) -> None:
    client = orders.OrdersClient(transport=lambda request: None)
    for method in (client.tell, orders.OrdersClient.tell):
        assert "number" in inspect.signature(method).parameters
    assert client.ask.__doc__ == orders.OrdersClient.ask.__doc__ == "Asks."
    assert {"ask", "tell", "call"} <= {*dir(client)}
    mock = create_autospec(orders.OrdersClient, instance=True)
    mock.tell.return_value = 3
    assert mock.tell(number=1) == 3
    with pytest.raises(TypeError):
        mock.tell(nothing=1)
    assert inspect.iscoroutinefunction(orders.AsyncOrdersClient.tell)
    assert not inspect.iscoroutinefunction(client.tell)
    assert client.tell.operation is orders.TELL
    assert inspect.isroutine(client.tell)
    # Before Python 3.14 it shows quotes around an annotation.
    told = pydoc.plain(pydoc.render_doc(client.tell)).splitlines()[2].replace("'", "")
    assert told == (
        "tell(*, number: int) -> None method of {}".format(
            type(client).__module__ + ".OrdersClient instance"
        )
    )
    with pytest.raises(TypeError, match="tell"):
        client.tell(1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"auth": ("u", "p")}, "auth takes Basic"),
        ({"hooks": print}, "hooks takes a list"),
        ({"hooks": deque()}, "hooks takes a list"),  # a History can be iterated, too
        ({"soap_headers": "x"}, "soap_headers takes a list"),
        ({"headers": [("a", "b")]}, "headers takes a dict"),
        (
            {"timeout": "3"},
            "timeout takes seconds, or None to wait for ever, not a str",
        ),
        ({"limits": 3}, "limits takes Limits"),
    ],
)
def test_options_of_another_type_are_refused(
    orders: ModuleType, options: Any, said: str
) -> None:
    with pytest.raises(TypeError, match=said):
        orders.OrdersClient(**options)


def test_a_message_of_another_operation_is_not_sent(
    orders: ModuleType, rt: ModuleType
) -> None:
    client = orders.OrdersClient(transport=lambda request: rt.HttpResponse(status=204))
    with pytest.raises(
        rt.CannotCall, match="Ask: it takes an object of Ask, not one of Tell"
    ):
        client.call(orders.ASK, orders.Tell(number=1))
    with pytest.raises(
        rt.CannotCall, match="Tell: it takes an object of Tell, not nothing"
    ):
        client.call(orders.TELL)
    wrong = client.with_options(prepare=lambda request: None)
    with pytest.raises(rt.CannotCall, match="prepare has to return an HttpRequest"):
        wrong.ask()


def test_soap_headers_are_never_left_out_in_silence(
    orders: ModuleType, rt: ModuleType
) -> None:
    client = orders.OrdersClient(transport=lambda request: rt.HttpResponse(status=204))
    with pytest.raises(rt.CannotCall, match="Save: XML has no place for soap_headers"):
        client.with_options(soap_headers=[orders.Login(token="t")]).save()


def test_a_message_without_members_need_not_be_made(
    orders: ModuleType, rt: ModuleType
) -> None:
    response = rt.HttpResponse(status=200, body=envelope(RESULT))
    client = orders.OrdersClient(transport=lambda request: response)
    assert client.call(orders.ASK).value.result == "yes"


def test_a_class_of_ones_own_keeps_its_attributes(orders: ModuleType) -> None:
    class Mine(orders.OrdersClient):  # type: ignore[name-defined, misc]  # made by the test
        tenant = ""

    client = Mine(transport=lambda request: None)
    client.tenant = "t"
    assert client.with_options(timeout=1).tenant == "t"
    assert client.with_options(timeout=1)._options.timeout == 1
    assert client._options.timeout == 60


def test_the_logger_tells_of_each_call(
    call: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    with serving(YES) as server:
        client = call(server.url)
        with caplog.at_level(logging.INFO, "soapstone.client"):
            client.ask(text="x")
        (line,) = [r for r in caplog.records if r.name == "soapstone.client"]
        assert line.getMessage().startswith(f"Ask {server.url}/s.asmx: 200, ")
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "soapstone.client"):
            client.ask(text="x")
    text = "\n".join(r.getMessage() for r in caplog.records)
    assert "<o:Text>x</o:Text>" in text or "Text>x<" in text


def test_no_envelope_holds_an_answer_that_is_bare_text(orders: ModuleType) -> None:
    """ServiceStack shows such an operation with SOAP, too; its answer is read as XML's."""
    codecs = importlib.import_module(f"{_runtime(orders)}.calling.codecs")
    bare = replace(orders.ASK, response=str)
    with pytest.raises(ValueError, match="no envelope holds its answer"):
        codecs.chosen(bare, None)
    as_xml = replace(bare.bindings[0], transport="XML")
    bare = replace(bare, bindings=(*bare.bindings, as_xml))
    assert codecs.chosen(bare, None) is as_xml


def _runtime(package: ModuleType) -> str:
    return f"{package.__name__.rpartition('.')[0]}.runtime"
