"""Documents that no family reads: an error says what each is, and advice that helps."""

from __future__ import annotations

import html

import pytest

from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from tests.pages.support import outcome, read_text

ENVELOPE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    '<Moor xmlns="urn:h"><Berth>int</Berth></Moor></s:Body></s:Envelope>'
)
KINDS: dict[str, list[str]] = {
    "a part of the help page of a WCF REST operation": [
        # Titles are translated, the constants are not.
        "Referenz für http://h/Pier.svc/x\nUrl: http://h/Pier.svc/x\n<Pier>\n"
        "<Id>1627aea5-8e0a-4371-9022-9b504344e724</Id>\n</Pier>",
        "Reference for http://h/Pier.svc/x\nMessage direction | Format | Body\n"
        "Request | Json | Example",
        "<html><table><tr><td>Anfrage<td><a href='#request-xml'>Beispiel</a></table>",
    ],
    "Web API": [
        'POST api/piers\n\nSample:\n{ "Name": "sample string 1" }',
        "<html><a href='/Help/Api/GET-api-piers'>GET api/piers</a>",
        # Without a text no sample has a number.
        "GET api/piers/{id}\nRequest Information\nURI Parameters\nid\tinteger\tRequired\n"
        'Response Formats\napplication/json, text/json\nSample:\n{ "Open": true }',
        "# PUT api/piers\n\n### Body Parameters\n\n| Name | Type |\n| --- | --- |\n"
        "| Day | date |\n",
        "<html><h3>Parameter</h3><table class='help-page-table'><tr><td>Open<td>bool</table>",
    ],
    "a WSDL document": [
        '<wsdl:definitions name="a"\n xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">',
        '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><types/></definitions>',
    ],
    "an XML Schema": ['<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>'],
    "a generated client": [
        "public class Pier : System.Web.Services.Protocols.SoapHttpClientProtocol {\n"
        "  public int Berth { get; set; }\n}",
        "Public Class Pier\nInherits System.ServiceModel.ClientBase(Of IPier)",
    ],
    "an OpenAPI document": [
        '{"swagger": "2.0", "paths": {}}',
        "openapi: 3.0.1\npaths: {}",
    ],
    "a Postman collection": [
        '{"info": {"schema": "https://schema.getpostman.com/json/x.json"},'
        ' "item": ["POST"]}'
    ],
    "a SoapUI project": [
        '<con:soapui-project xmlns:con="http://eviware.com/soapui/config">'
        f"<con:request><![CDATA[{ENVELOPE}]]></con:request></con:soapui-project>"
    ],
    "a page that asks for a password": [
        "<html><form>User <input name=u> <input name=p type=password></form>"
    ],
    "the error page of a web server": [
        "<html><title>404 - File or directory not found.</title><h1>Error</h1>",
        "<html><h1>Server Error in '/' Application.</h1></html>",
    ],
    "a JSON document": ['{"a": 1}', '[{"a": 1}]'],
}
PAGES = [(kind, text) for kind, texts in KINDS.items() for text in texts]


def refused(text: str, name: str) -> SpecError:
    error = outcome(name, text.encode())
    assert isinstance(error, SpecError)
    return error


@pytest.mark.parametrize(("kind", "text"), PAGES)
def test_an_error_says_what_a_document_is(kind: str, text: str) -> None:
    page = text.startswith("<html>")
    error = refused(text, "h/a.html" if page else "h/a.txt")
    assert kind in error.found
    assert (
        error.expected == "the help page of an ASMX, ServiceStack or WCF REST operation"
    )
    if not page:
        source = f"<html><pre>{html.escape(text)}</pre>"
        assert kind in refused(source, "h/a.html").found


def test_an_error_stands_on_the_line_that_tells_the_kind() -> None:
    text = "Hello,\n\nwe have this:\n" + KINDS["a SoapUI project"][0]
    assert refused(text, "h/a.txt").origin.line == 4


def test_an_error_quotes_no_value() -> None:
    text = KINDS["a SoapUI project"][0].replace("int", "hunter2")
    assert "hunter2" not in repr(refused(text, "h/a.txt").origin)


def test_a_message_is_read_as_the_advice_says() -> None:
    advice = refused(KINDS["a SoapUI project"][0], "h/a.txt").advice
    assert advice.startswith("Copy a SOAP request out of it into a text file")
    assert [each.name for each in read_text(ENVELOPE).operations] == ["Moor"]


@pytest.mark.parametrize(
    "text",
    [
        f"curl -H 'SOAPAction: urn:h/Moor' -d '{ENVELOPE}' http://h/pier.asmx",
        f"$xml = '{ENVELOPE}';",
        ENVELOPE.replace("int", "?"),
    ],
)
def test_a_message_among_other_text_is_read(text: str) -> None:
    (operation,) = read_text(text).operations
    assert operation.name == "Moor"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "h/a.txt",
            "Pier Service\nYou have created a service.\nsvcutil.exe http://h/P.svc?wsdl",
        ),
        (
            "h/a.html",
            "<html><pre>svcutil.exe <a href='http://h/P.svc?wsdl'>x?wsdl</a></pre>",
        ),
    ],
)
def test_the_page_of_a_wcf_service_says_to_save_its_wsdl(file: str, text: str) -> None:
    page = read_page(file, text.encode())
    (finding,) = page.findings
    assert page.operations == ()
    assert (finding.code, finding.origin.file) == ("service-page", file)
    assert finding.settle.startswith("Save the WSDL beside it")


def test_a_page_that_mentions_another_kind_is_read_all_the_same() -> None:
    head = "POST /x.asmx HTTP/1.1\nHost: h\nContent-Type: text/xml\n"
    text = f"Made with SoapHttpClientProtocol and svcutil.exe x?wsdl\n{head}{ENVELOPE}"
    assert read_text(text).operations
