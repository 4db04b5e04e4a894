"""Calls by HTTP GET and POST, over real connections."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from soapstone.inference import inferred
from soapstone.pages import read_page
from tests.forms import NAMESPACE, form_page
from tests.packages import load, runtime_of
from tests.runtime.calling.server import http, serving
from tests.runtime.calling.test_calls import envelope

NS = f'xmlns="{NAMESPACE}"'
DATA_SET = '<DataSet><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/></DataSet>'
PAGES = {
    "Alone": form_page("Alone", "name when when", "<int>int</int>"),
    "Both": form_page(
        "Both",
        "at names names",
        "<ArrayOfInt><int>int</int><int>int</int></ArrayOfInt>",
        soap=(
            "<Both><at>Bow or Port side</at>"
            "<names><string>string</string><string>string</string></names></Both>",
            "<BothResponse><R><int>int</int><int>int</int></R></BothResponse>",
        ),
    ),
    "Rows": form_page(
        "Rows",
        "",
        "xml",
        soap=("<Rows/>", "<RowsResponse><R>xml</R></RowsResponse>"),
    ),
    "Table": form_page("Table", "", "xml"),
    "Ring": form_page(
        "Ring", "bell", soap=("<Ring><bell>string</bell></Ring>", "<RingResponse/>")
    ),
    "Enter": form_page("Enter", "password", "<int>int</int>"),
    "Toll": form_page("Toll", "bell"),
}
FORM = ("HTTP GET", "HTTP POST")


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    pages = [read_page(f"quay/{name}.txt", page) for name, page in PAGES.items()]
    contract = inferred("quay", pages).contract
    return load(contract, tmp_path_factory.mktemp("forms"), "quay")


@pytest.fixture
def call(quay: ModuleType) -> Iterator[Callable[..., Any]]:
    """Makes a client that is closed behind the test."""
    made: list[Any] = []

    def make(url: str, **options: Any) -> Any:
        made.append(quay.QuayClient(url, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


def returned(name: str, content: str = "") -> bytes:
    return http(f"<{name} {NS}>{content}</{name}>".encode())


def test_a_page_without_soap_is_called_by_the_first_way_it_shows(
    call: Callable[..., Any],
) -> None:
    with serving(returned("int", "3")) as server:
        answer = call(server.url).alone(name="ü &", when=["a", "b"])
    assert answer.value == 3
    (asked,) = server.requests
    line = "GET /quay.asmx/Alone?name=%C3%BC%20%26&when=a&when=b HTTP/1.1"
    assert (asked.line, asked.body) == (line, b"")
    assert "content-type" not in asked.headers


def test_soap_comes_first_where_a_page_shows_it(call: Callable[..., Any]) -> None:
    soap = f"<BothResponse {NS}><R><int>1</int></R></BothResponse>"
    with serving(http(envelope(soap))) as server:
        assert call(server.url).both(at="Bow", names=["x"]).r == [1]
    assert server.requests[0].line == "POST /quay.asmx HTTP/1.1"


@pytest.mark.parametrize("way", FORM)
def test_both_ways_send_the_form_and_bring_what_soap_brings(
    call: Callable[..., Any], way: str
) -> None:
    with serving(returned("ArrayOfInt", "<int>1</int><int>2</int>")) as server:
        client = call(f"{server.url}/base/").with_options(way=way)
        assert client.both(at="Port side", names=["x", "y"]).r == [1, 2]
    (asked,) = server.requests
    form = "at=Port%20side&names=x&names=y"
    path = "/base/quay.asmx/Both"
    if way == "HTTP GET":
        assert asked.line == f"GET {path}?{form} HTTP/1.1"
    else:
        assert (asked.line, asked.body) == (f"POST {path} HTTP/1.1", form.encode())
        kind = asked.headers["content-type"]
        assert kind == "application/x-www-form-urlencoded"


@pytest.mark.parametrize("way", FORM)
def test_null_is_sent_as_an_empty_parameter_and_void_brings_nothing(
    call: Callable[..., Any], quay: ModuleType, way: str
) -> None:
    with serving(http(b"", "200 OK"), http(b"", "202 Accepted")) as server:
        client = call(server.url, way=way)
        assert client.ring() == quay.RingResponse()
        assert client.toll(bell=None) is None
    sent = [each.line + each.body.decode() for each in server.requests]
    assert ["bell=" in each for each in sent] == [True, True]


@pytest.mark.parametrize("method", ["ring", "toll"])
def test_a_web_page_is_not_the_answer_of_a_void_method(
    call: Callable[..., Any], quay: ModuleType, method: str
) -> None:
    page = http(b"<html><title>Sign in</title></html>", "200 OK", "text/html")
    said = "found an HTML page, 'Sign in', expected an empty body"
    with (
        serving(page) as server,
        pytest.raises(runtime_of(quay).UnreadableAnswer, match=said),
    ):
        getattr(call(server.url, way="HTTP GET"), method)(bell="x")


@pytest.mark.parametrize("way", FORM)
def test_any_document_is_in_the_member_of_soap_or_bytes(
    call: Callable[..., Any], way: str
) -> None:
    with serving(http(DATA_SET.encode())) as server:
        client = call(server.url, way=way)
        assert "<xs:schema" in client.rows().r.text
        assert client.table() == DATA_SET.encode()
    lines = [each.line.partition(" ")[2] for each in server.requests]
    assert lines == ["/quay.asmx/Rows HTTP/1.1", "/quay.asmx/Table HTTP/1.1"]
    assert [each.body for each in server.requests] == [b"", b""]


def test_an_async_client_does_the_same(quay: ModuleType) -> None:
    async def program(url: str) -> Any:
        async with quay.AsyncQuayClient(url, way="HTTP POST") as client:
            return await client.both(at="Bow", names=["x"])

    with serving(returned("ArrayOfInt", "<int>1</int>")) as server:
        assert asyncio.run(program(server.url)).r == [1]
    assert server.requests[0].body == b"at=Bow&names=x"


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (
            http(
                b"System.ArgumentException: no such boat\r\n   at Quay.Alone()",
                "500 Internal Server Error",
                "text/plain; charset=utf-8",
            ),
            "HttpError",
            "Alone: 500 Internal Server Error: text 'System.ArgumentException: no such",
        ),
        (http(b""), "UnreadableAnswer", "an empty body"),
        (returned("long", "3"), "UnreadableAnswer", r"found element \{urn:quay\}long"),
        (returned("int", "x"), "UnreadableAnswer", "found 'x', expected an int"),
        (http(b"<html/>", "200 OK", "text/html"), "UnreadableAnswer", "an HTML page"),
    ],
)
def test_what_is_no_return_value_says_so(
    call: Callable[..., Any], quay: ModuleType, answer: bytes, error: str, said: str
) -> None:
    kind = getattr(runtime_of(quay), error)
    with serving(answer) as server, pytest.raises(kind, match=said) as caught:
        call(server.url).alone(when=["a"])
    assert caught.value.exchange.response is not None


def test_a_list_without_items_is_refused_before_anything_is_sent(
    call: Callable[..., Any], quay: ModuleType
) -> None:
    with pytest.raises(runtime_of(quay).WireError, match=r"\$\.when: found no item"):
        call("http://127.0.0.1:9").alone(name="x")


@pytest.mark.parametrize("way", FORM)
def test_what_was_sent_is_never_sent_again(
    call: Callable[..., Any], quay: ModuleType, way: str
) -> None:
    """A GET can change what a service keeps: any method of it may be called so."""
    with (
        serving(lambda connection: None) as server,
        pytest.raises(runtime_of(quay).NoAnswer) as caught,
    ):
        call(server.url, way=way, retries=3).ring(bell="x")
    assert caught.value.sent
    assert len(server.requests) == 1


@pytest.mark.parametrize("way", FORM)
def test_a_secret_is_masked_in_the_query_and_in_the_form(
    call: Callable[..., Any], quay: ModuleType, way: str
) -> None:
    with serving(returned("int", "1")) as server:
        client = call(server.url)
        answer = client.call(quay.ENTER, quay.Enter(password="open"), way=way)
    shown = answer.exchange.show()
    assert "password=•••" in shown
    assert "open" not in shown


def test_a_null_that_comes_back_is_none(call: Callable[..., Any]) -> None:
    nil = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
    with serving(http(f"<ArrayOfInt {NS} {nil}/>".encode())) as server:
        client = call(server.url, way="HTTP GET")
        assert client.both(at="Bow", names=["x"]).r is None


def test_a_return_value_with_a_character_that_xml_forbids_is_read_on_request(
    quay: ModuleType, call: Callable[..., Any]
) -> None:
    answer = returned("ArrayOfInt", '<int x="&#1;">1</int>')
    with serving(answer) as server:
        client = call(server.url, way="HTTP GET", forbidden_characters="substitute")
        found = client.call(quay.BOTH, quay.Both(at="a", names=["x"]))
    assert found.value.r == [1]
    assert found.notes == ("characters that XML forbids, in $.R[0].@x",)
