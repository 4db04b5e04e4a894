"""A stand-in answers in place of a service, with the classes of its package."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from tests.runtime.calling.test_calls import NS


@pytest.fixture
def stand_in(orders: ModuleType, rt: ModuleType) -> Any:
    return rt.StandIn(orders)


SOAP = ("SOAP 1.1", "SOAP 1.2")


@pytest.mark.parametrize("way", SOAP)
def test_it_answers_with_plausible_values(
    orders: ModuleType, stand_in: Any, way: str
) -> None:
    client = orders.OrdersClient(transport=stand_in, way=way)
    assert client.ask(text="x") == orders.Answer(result="Rex")
    assert stand_in.calls(orders.ASK)[0].request == orders.Ask(text="x")
    stand_in.check()


@pytest.mark.parametrize("way", SOAP)
def test_handlers_are_typed_and_may_answer_with_headers(
    orders: ModuleType, rt: ModuleType, stand_in: Any, way: str
) -> None:
    @stand_in.operation(orders.ASK)  # type: ignore[untyped-decorator]  # an Any
    def answer(call: Any) -> Any:
        said = f"{call.request.text} by {call.header(orders.Login).token}"
        headers = [orders.Trace(id="t1")]
        return rt.Reply(value=orders.Answer(result=said), soap_headers=headers)

    client = orders.OrdersClient(transport=stand_in, way=way)
    login = orders.Login(token="joe")
    found = client.call(orders.ASK, orders.Ask(text="x"), soap_headers=[login])
    assert found.value.result == "x by joe"
    assert found.header(orders.Trace).id == "t1"


@pytest.mark.parametrize(
    ("way", "code", "other"),
    [("SOAP 1.1", "Client", "Server"), ("SOAP 1.2", "Sender", "Receiver")],
)
def test_faults_are_those_of_dotnet(
    orders: ModuleType, rt: ModuleType, stand_in: Any, way: str, code: str, other: str
) -> None:
    detail = rt.Xml("<detail><code xmlns='urn:c'>7</code></detail>")
    fault = rt.SoapFault("Client", "no <such>", actor="urn:a", detail=detail)
    stand_in.answer(orders.ASK, fault, KeyError("lost"))
    client = orders.OrdersClient(transport=stand_in, way=way)
    with pytest.raises(rt.Fault) as caught:
        client.ask()
    found = caught.value
    assert (found.code, found.reason) == (code, "no <such>")
    assert (found.actor if way == "SOAP 1.1" else found.node) == "urn:a"
    assert "7" in found.detail.text
    assert found.exchange.response.status == 500
    with pytest.raises(rt.Fault, match=r"process request\. ---> 'lost'") as two:
        client.ask()
    assert two.value.code == other


def test_answers_are_given_in_turn_and_counted(
    orders: ModuleType, rt: ModuleType, stand_in: Any
) -> None:
    first, last = orders.Answer(result="1"), orders.Answer(result="2")
    stand_in.answer(orders.ASK, first, last)
    client = orders.OrdersClient(transport=stand_in)
    assert client.ask() == first
    with pytest.raises(rt.StandInError, match="Ask: 1 answer was not asked for"):
        stand_in.check()
    assert [client.ask(), client.ask()] == [last, last]
    stand_in.check()


def test_routes_and_query_strings(orders: ModuleType, stand_in: Any) -> None:
    client = orders.OrdersClient(transport=stand_in)
    find = {
        "name": "a/b c",
        "tags": ["x", 'y,"z"'],
        "parts": {"k:1": 2},
        "inner": orders.Inner(note="{n}"),
        "letter": "A",
        "number": [1, 2],
        "paid": True,
    }
    assert client.find(**find).result == "Rex"
    assert client.find(tags=[]).result == "Rex"
    put = orders.Find(name="n", paid=False)
    client.call(orders.FIND, put, verb="PUT")
    assert client.save(note="n").result == "Rex"
    assert client.ping() is None
    assert client.words() == "Rex"
    assert client.data() == b"\1\2\3"
    assert [each.request for each in stand_in.calls(orders.FIND)] == [
        orders.Find(**find),
        orders.Find(tags=[]),
        put,
    ]


def test_errors_of_servicestack(
    orders: ModuleType, rt: ModuleType, stand_in: Any
) -> None:
    field = rt.FieldError("NotEmpty", "Name", "give one", {})
    error = rt.ServiceStackError(404, "NotFound", "no <such>", errors=[field])
    stand_in.answer(orders.FIND, error, ValueError("odd"))
    client = orders.OrdersClient(transport=stand_in)
    with pytest.raises(rt.ServiceError) as caught:
        client.find(name="n")
    assert (caught.value.status, caught.value.code) == (404, "NotFound")
    assert caught.value.field_errors == (field,)
    with pytest.raises(rt.ServiceError, match="500 ValueError: odd"):
        client.find(name="n")


def test_an_async_client_and_a_server(orders: ModuleType, stand_in: Any) -> None:
    async def ask(url: str | None, transport: Any) -> Any:
        async with orders.AsyncOrdersClient(url, transport=transport) as client:
            return await client.ask(text="x")

    assert asyncio.run(ask(None, stand_in.async_transport)).result == "Rex"
    with stand_in.serving() as url:
        assert asyncio.run(ask(url, None)).result == "Rex"
        with orders.OrdersClient(url) as client:
            assert client.ask().result == "Rex"
            assert client.find(name="a/b").result == "Rex"


BODY = f"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<Tell {NS}>%s</Tell></s:Body></s:Envelope>"""


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<Number>5</Number>", ""),
        ("", "$.Number: is missing: taken as its default"),
        (
            "<number>5</number>",
            "$.number: is not spelt Number: skipped\n"
            "Tell: $.Number: is missing: taken as its default",
        ),
        (
            '<Number xmlns="urn:x">5</Number>',
            "$.Number: is in namespace 'urn:x', not 'urn:orders': skipped\n"
            "Tell: $.Number: is missing: taken as its default",
        ),
        (
            "<Number>5</Number><More/>",
            "$.More: is not in the contract: skipped, unless the pages hide it",
        ),
        (
            "<Number>5</Number><Number>6</Number>",
            "$.Number: comes again: skipped, the first",
        ),
    ],
)
def test_what_dotnet_passes_over_is_reported(
    rt: ModuleType, stand_in: Any, inner: str, said: str
) -> None:
    headers = rt.Headers(
        {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:orders/Tell"'}
    )
    request = rt.HttpRequest(
        method="POST",
        url="http://h/s.asmx",
        headers=headers,
        body=(BODY % inner).encode(),
    )
    assert stand_in(request).status == 202
    if not said:
        stand_in.check()
        return
    with pytest.raises(rt.StandInError) as caught:
        stand_in.check()
    assert str(caught.value).startswith(f"Tell: {said}")


def test_an_answer_that_the_operation_has_not_is_told(
    orders: ModuleType, rt: ModuleType, stand_in: Any
) -> None:
    with pytest.raises(
        rt.StandInError, match="Ask is answered with an Answer, not a Trace"
    ):
        stand_in.answer(orders.ASK, orders.Trace(id="t"))
    with pytest.raises(rt.StandInError, match=r"Ask: .*found 7, expected a str"):
        stand_in.answer(orders.ASK, rt.Reply(value=orders.Answer(result=7)))

    @stand_in.operation(orders.ASK)  # type: ignore[untyped-decorator]  # an Any
    def answer(call: Any) -> Any:
        return None

    client = orders.OrdersClient(transport=stand_in)
    with pytest.raises(
        rt.StandInError, match="Ask is answered with an Answer, not None"
    ):
        client.ask()
    for operation in (orders.ASK, orders.FIND):
        stand_in.operation(operation)(lambda call: orders.Answer(result=7))
    with pytest.raises(rt.StandInError, match=r"^Ask: .*found 7, expected a str"):
        client.ask()
    with pytest.raises(rt.StandInError, match=r"^Find: .*found 7, expected a str"):
        client.find(name="n")


def test_an_operation_of_another_service_is_told(
    orders: ModuleType, rt: ModuleType, stand_in: Any
) -> None:
    other = replace(orders.ASK)
    for use in (stand_in.operation, stand_in.calls, lambda o: stand_in.answer(o, None)):
        with pytest.raises(rt.StandInError, match=r"Ask is no operation of generated"):
            use(other)


@pytest.mark.parametrize("method", ["ask", "find"])
def test_an_assertion_of_a_handler_is_the_tests_own(
    orders: ModuleType, rt: ModuleType, stand_in: Any, method: str
) -> None:
    for operation in (orders.ASK, orders.FIND):

        @stand_in.operation(operation)  # type: ignore[untyped-decorator]  # an Any
        def answer(call: Any) -> Any:
            assert call.request is None, "asked for"

    client = orders.OrdersClient(transport=stand_in)
    with pytest.raises(AssertionError, match="asked for") as caught:
        getattr(client, method)()
    assert not isinstance(caught.value, rt.StandInError)
    with pytest.raises(rt.StandInError, match="the handler's assertion failed: asked"):
        stand_in.check()


def test_what_comes_last_decides(orders: ModuleType, stand_in: Any) -> None:
    client = orders.OrdersClient(transport=stand_in)
    first, second = orders.Answer(result="1"), orders.Answer(result="2")
    stand_in.answer(orders.ASK, first)
    stand_in.operation(orders.ASK)(lambda call: second)
    assert client.ask() == second
    stand_in.answer(orders.ASK, first)
    assert client.ask() == first


def test_headers_are_answered_and_read_as_dotnet_reads_them(
    orders: ModuleType, rt: ModuleType, stand_in: Any
) -> None:
    client = orders.OrdersClient(transport=stand_in)
    login = rt.HeaderEntry(orders.Login(token="t"), must_understand=True)
    answer = client.call(orders.ASK, orders.Ask(), soap_headers=[login])
    assert answer.header(orders.Trace) == orders.Trace(id="Rex")
    stand_in.check()
    odd = rt.Xml(f"<Login {NS}><token>t</token></Login>")
    client.call(orders.ASK, orders.Ask(), soap_headers=[odd])
    (said,) = stand_in.passed_over
    assert said == "Ask: header Login: $.token: is not spelt Token: skipped"
