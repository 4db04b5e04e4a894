"""Files of tools: collections of Postman, projects of SoapUI, traces of WCF."""

from __future__ import annotations

import json
from typing import Any

import pytest

from soapstone.inputs.files import is_input
from soapstone.model.facts import OperationFacts
from soapstone.model.findings import SpecError
from soapstone.pages import read_page

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def soap(name: str, content: str = "<A>7</A>", header: str = "") -> str:
    return (
        f'<s:Envelope xmlns:s="{SOAP}">{header}<s:Body><{name} xmlns="urn:a/">{content}</{name}>'
        "</s:Body></s:Envelope>"
    )


def shown(name: str, text: str) -> list[OperationFacts]:
    return list(read_page(f"s/{name}", text.encode()).operations)


def bodies(operation: OperationFacts) -> list[tuple[str, str]]:
    """The names of each request and its response; "" without one."""
    found = []
    for each in operation.exchanges:
        asked, answer = each.request.body, each.response and each.response.body
        found.append((asked.name if asked else "", answer.name if answer else ""))
    return found


# Postman

FIRST: dict[str, Any] = {
    "id": "1",
    "name": "Pier",
    "order": ["2"],
    "requests": [
        {
            "id": "2",
            "url": "{{base}}/x.asmx",
            "method": "POST",
            "headers": 'Content-Type: text/xml\nSOAPAction: "urn:a/Ask"\n',
            "dataMode": "raw",
            "rawModeData": soap("Ask"),
            "responses": [
                {"text": soap("AskResponse"), "responseCode": {"code": 200}},
                {"text": "not found", "responseCode": {"code": 404}},
            ],
        }
    ],
    "variables": [{"key": "base", "value": "https://h.example"}],
}
OLD = {
    "id": "3",
    "url": "https://h.example/x.asmx",
    "dataMode": "raw",
    "data": soap("Tell"),
    "headerData": [{"key": "SOAPAction", "value": "urn:a/Tell"}],
    "responses": None,
}


def test_the_first_format_of_postman_gives_requests_and_responses() -> None:
    (operation,) = shown("a.json", json.dumps(FIRST))
    assert bodies(operation) == [("Ask", "AskResponse")]
    head = operation.exchanges[0].request.head
    assert (head.header("Host"), head.path) == ("h.example", "/x.asmx")
    assert head.header("SOAPAction") == "urn:a/Ask"
    assert [each.scheme for each in operation.addresses] == ["https"]


def test_a_dump_of_postman_holds_collections() -> None:
    dump = {"version": 1, "collections": [FIRST, {"requests": [OLD, 5]}, None]}
    operations = shown("a.json", json.dumps(dump))
    assert [each.name for each in operations] == ["Ask", "Tell"]
    head = operations[1].exchanges[0].request.head
    assert head.header("SOAPAction") == "urn:a/Tell"


def test_a_text_that_quotes_a_collection_is_none() -> None:
    quoted = json.dumps({"requests": [{"dataMode": "raw"}]})
    text = f"Exported as {quoted}\n\n{soap('Ask')}\n"
    assert [each.name for each in shown("a.txt", text)] == ["Ask"]


def test_a_header_that_is_switched_off_is_none() -> None:
    header = [
        {"key": "SOAPAction", "value": "urn:a/Old", "disabled": True},
        {"key": "SOAPAction", "value": "urn:a/Ask"},
    ]
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    request = {"url": "http://h/x", "header": header, "body": {"raw": soap("Ask")}}
    whole = {"info": {"schema": schema}, "item": [{"request": request}]}
    (operation,) = shown("a.json", json.dumps(whole))
    assert operation.exchanges[0].request.head.header("SOAPAction") == "urn:a/Ask"


# SoapUI


def project(*parts: str) -> str:
    con = "http://eviware.com/soapui/config"
    return (
        f'<con:soapui-project xmlns:con="{con}">{"".join(parts)}</con:soapui-project>'
    )


def interface(name: str, *calls: str) -> str:
    requests = "".join(
        "<con:call><con:endpoint>https://h.example/x.asmx</con:endpoint>"
        f"<con:request><![CDATA[{each}]]></con:request></con:call>"
        for each in calls
    )
    return (
        f'<con:interface><con:operation name="{name}" action="urn:a/{name}">{requests}'
        "</con:operation></con:interface>"
    )


def mock(name: str, *responses: str) -> str:
    shown = "".join(
        f"<con:response><con:responseContent><![CDATA[{each}]]></con:responseContent>"
        "</con:response>"
        for each in responses
    )
    return (
        f'<con:mockService><con:mockOperation name="{name}" operation="{name}">{shown}'
        "</con:mockOperation></con:mockService>"
    )


STEP = (
    "<con:testSuite><con:testCase><con:testStep><con:config>"
    "<con:operation>Ask</con:operation><con:request>"
    "<con:endpoint>https://h.example/x.asmx</con:endpoint>"
    f"<con:request><![CDATA[{soap('Ask', '<A>5000000000</A>')}]]></con:request>"
    "</con:request></con:config></con:testStep></con:testCase></con:testSuite>"
)


def test_a_mock_service_has_the_responses() -> None:
    text = project(interface("Ask", soap("Ask")), mock("Ask", soap("AskResponse")))
    (operation,) = shown("a.xml", text)
    assert bodies(operation) == [("Ask", "AskResponse")]


def test_a_mock_service_may_stand_alone() -> None:
    fault = f'<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault/></s:Body></s:Envelope>'
    text = project(mock("Ask", soap("AskResponse"), fault))
    names = [bodies(each) for each in shown("a.xml", text)]
    assert [("", "AskResponse")] in names
    assert [("Ask", "")] in [bodies(each) for each in shown("a.xml", project(STEP))]


def test_a_test_case_sends_requests() -> None:
    operations = shown("a.xml", project(interface("Ask", soap("Ask")), STEP))
    requests = [each.exchanges[0].request for each in operations]
    texts = [each.body.children[0].text for each in requests if each.body]
    actions = {each.head.header("SOAPAction") for each in requests}
    assert (texts, actions) == (["int", "long"], {"urn:a/Ask"})


# WCF

NONE = "http://schemas.microsoft.com/ws/2005/05/addressing/none"


def trace(name: str, to: str) -> str:
    header = (
        f'<s:Header><To xmlns="{NONE}">{to}</To>'
        f'<Action xmlns="{NONE}">urn:a/IPier/{name}</Action></s:Header>'
    )
    return (
        '<E2ETraceEvent xmlns="http://schemas.microsoft.com/2004/06/E2ETraceEvent"><System>'
        "<Computer>PC7</Computer></System><ApplicationData><TraceData><DataItem>"
        '<MessageLogTraceRecord Source="TransportReceive"><HttpRequest><Method>POST</Method>'
        f"</HttpRequest>{soap(name, header=header)}</MessageLogTraceRecord></DataItem>"
        "</TraceData></ApplicationData></E2ETraceEvent>"
    )


def test_a_trace_of_wcf_names_the_address_and_the_action() -> None:
    assert is_input("trace.svclog")
    text = trace("Ask", "http://h.example:81/Pier.svc") + trace(
        "AskResponse", f"{NONE}/anonymous"
    )
    (operation,) = shown("trace.svclog", text)
    assert bodies(operation) == [("Ask", "AskResponse")]
    head = operation.exchanges[0].request.head
    assert (head.verb, head.header("Host"), head.path) == (
        "POST",
        "h.example:81",
        "/Pier.svc",
    )
    assert head.header("SOAPAction") == "urn:a/IPier/Ask"
    assert [each.port for each in operation.addresses] == [81]


@pytest.mark.parametrize("to", [f"{NONE}/anonymous", "urn:here", ""])
def test_what_is_no_address_is_none(to: str) -> None:
    (operation,) = shown("trace.svclog", trace("Ask", to))
    assert operation.addresses == ()
    assert operation.exchanges[0].request.head.header("Host") == ""


def test_a_trace_without_messages_is_refused() -> None:
    empty = trace("Ask", "").partition("<MessageLog")[0]
    with pytest.raises(SpecError, match="no HTTP sample"):
        shown("trace.svclog", empty)
