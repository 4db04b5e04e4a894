"""Trials of documents that no family reads."""

from __future__ import annotations

import html
import json
from functools import partial

from soapstone.model import limits
from tests.limits import lowered
from tests.refusals.of_descriptions import GOOD as WSDL
from tests.refusals.of_descriptions import XSD
from tests.refusals.pages import asmx
from tests.refusals.trials import Files, Trial

GOOD = asmx("Ask")
_XML_SAMPLES = (
    "Copy its application/xml samples into a text file, each answer below its request: they are"
    " read as samples."
)
_JSON_ONLY = (
    "Soapstone speaks XML. If the service speaks SOAP, too, save its WSDL (…?WSDL), or copy a"
    " SOAP request and its answer into a text file."
)
_TYPES = "http://schemas.datacontract.org/2004/07/Pier"
_XML = (
    f'<Ask xmlns="{_TYPES}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">\n'
    "<Name>sample</Name>\n</Ask>\n"
)
_SAVE_THOSE = (
    "If the service has help pages of its operations (x.asmx?op=Name), save those."
)
_COPY = "Copy a SOAP request out of it into a text file, and its answer below it."
_SAVE = "Save the page that shows one operation's request and response (…?op=Name)."
_SENT, _ANSWERED = (
    part[part.index("<soap:Envelope") :].strip()
    for part in GOOD.split("HTTP/1.1 200 OK")
)
_PAGE: Files = {"Other.txt": None, "Ask.txt": GOOD}
_COPIED: Files = {"Other.txt": None, "Ask.txt": f"{_SENT}\n{_ANSWERED}\n"}


def _kind(found: str, advice: str, text: str, way: Files = _PAGE) -> Trial:
    return Trial(found, advice, {"Other.txt": text}, [way])


def _schema(wsdl: str) -> str:
    """The schema inside a WSDL."""
    return wsdl[wsdl.index("<xs:schema") : wsdl.index("</xs:schema>")] + "</xs:schema>"


def _lacking(wsdl: str) -> str:
    """A WSDL without its schema; a mark stands where it first refers to that."""
    part = '<w:message name="AskIn">'
    return wsdl.replace(_schema(wsdl), "").replace(part, f"¶{part}")


def _shown(found: str, document: str) -> Trial:
    """A document that a web page shows as text."""
    page = f"<html><pre>\n¶{html.escape(document)}</pre></html>"
    return Trial(
        found,
        "Save the document itself: open its address (…?WSDL) and save the page as .wsdl, or copy"
        " its text alone into a .wsdl file.",
        {"Shown.html": page},
        [{"Shown.html": None, "Pier.wsdl": WSDL}],
    )


OF_UNREAD_KINDS = {
    "a part of a WCF REST help page": _kind(
        "a part of the help page of a WCF REST operation",
        "Save the whole page as HTML: its address (Url) and its method say how to call it.",
        "Reference for http://h/Pier.svc/x\n¶Message direction | Format | Body\n",
        {
            "Other.txt": "Reference for http://h/Pier.svc/x\nUrl: http://h/Pier.svc/x\n"
            "HTTP Method: GET\nMessage direction | Format | Body\n"
            "Request | N/A | The Request body is empty.\n"
            "Response | N/A | The Response body is empty.\n",
        },
    ),
    "a Web API help page": _kind(
        "an ASP.NET Web API help page, which is not read yet",
        _XML_SAMPLES,
        f'Sample:\n¶{{ "Name": "sample string 1" }}\n\n{_XML}',
        {"Other.txt": None, "Ask.txt": _XML},
    ),
    "a SoapUI project": _kind(
        "a SoapUI project without a WSDL or request that can be read",
        _COPY,
        '¶<con:soapui-project xmlns:con="http://eviware.com/soapui/config">'
        f"<con:request><![CDATA[{_SENT}]]></con:request></con:soapui-project>\n",
        _COPIED,
    ),
    "a Postman collection": _kind(
        "a Postman collection of an unknown version",
        _COPY,
        '¶{"info": {"schema": "https://schema.getpostman.com/json/x.json"}}\n',
        _COPIED,
    ),
    "an OpenAPI document": _kind(
        "an OpenAPI document, which is not read yet",
        _JSON_ONLY,
        "¶openapi: 3.0.1\npaths: {}\n",
        _COPIED,
    ),
    "the page of a WCF service": Trial(
        "the page of a WCF service, which shows no operation",
        "Save the WSDL beside it: open the address with ?singleWsdl or ?wsdl.",
        {
            "Board.txt": None,
            "Pier.txt": "You have created a service.\n¶svcutil.exe http://h/Pier.svc?wsdl\n",
        },
        [{"Pier.wsdl": WSDL}],
    ),
    "a schema alone": Trial(
        "no operation in WSDL or XML Schema that can be called",
        "Save the service's WSDL (…?WSDL or ?singleWsdl) beside it.",
        {"Board.txt": None, "Pier.xsd": "¶" + XSD},
        [{"Pier.wsdl": WSDL}],
    ),
    "a WSDL without its schema": Trial(
        "no operation that can be called: a reference to a schema that is not here",
        "Save the schema of this namespace into the folder of the service.",
        {"Board.txt": None, "Pier.wsdl": _lacking(WSDL)},
        [{"Pier.xsd": _schema(WSDL)}],
    ),
    "a WSDL in a page": _shown(
        "a WSDL document inside a page",
        '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>',
    ),
    "an XML Schema in a page": _shown(
        "an XML Schema inside a page",
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>',
    ),
    "the source of a client": _kind(
        "the source of a generated client, which is not read yet",
        "Save the WSDL that it was made from as .wsdl: its address is in the class (Url),"
        f" app.config or Reference.map. {_SAVE_THOSE}",
        "¶public class Pier : SoapHttpClientProtocol {\n}\n",
        {"Other.txt": None, "Pier.wsdl": WSDL},
    ),
    "a page that asks for a password": Trial(
        "a page that asks for a password",
        f"Log in with the browser. {_SAVE}",
        {"Ask.html": "<html><form>\n¶<input name=p type=password></form></html>"},
        [{"Ask.html": None, "Ask.txt": GOOD}],
    ),
    "the error page of a web server": Trial(
        "the error page of a web server",
        f"Open the address again in a browser. {_SAVE}",
        {"Ask.html": "<html>\n¶<title>404 - File not found.</title></html>"},
        [{"Ask.html": None, "Ask.txt": GOOD}],
    ),
    "a JSON document": _kind(
        "a JSON document, which is not read", _SAVE_THOSE, '¶{"a": 1}\n'
    ),
}
_ENVELOPE = json.dumps(_SENT)
_COLLECTION = (
    '¶{{"info": {{"schema": "https://schema.getpostman.com/json/collection/v2.1.0/c.json"}},'
    ' "item": [{}]}}'
)
_REQUEST = f'{{"request": {{"body": {{"mode": "raw", "raw": {_ENVELOPE}}}}}}}'
_WHOLE = _COLLECTION.format(_REQUEST).removeprefix("¶")
_PROJECT = (
    '<con:soapui-project xmlns:con="http://eviware.com/soapui/config"><con:interface>'
    f"<con:operation><con:call><con:request><![CDATA[{_SENT}]]></con:request></con:call>"
    "</con:operation></con:interface></con:soapui-project>"
)
_LAST = "</con:soapui-project>"
OF_UNREAD_KINDS |= {
    "a Postman collection that breaks off": Trial(
        "a Postman collection that is not well-formed JSON",
        "Export it from Postman again.",
        {"c.json": _WHOLE[:-1].replace(' "item"', '\n¶ "item"')},
        [{"c.json": _WHOLE}],
    ),
    "a Postman collection without XML": Trial(
        "a Postman collection without a request that has XML in its body",
        "Export the collection that has them.",
        {"c.json": _COLLECTION.format("")},
        [{"c.json": _WHOLE}],
    ),
    "a Postman collection of too many requests": Trial(
        "more than 20 HTTP messages in one file",
        "Save each operation's page as a file of its own.",
        {"c.json": _COLLECTION.format(",".join([_REQUEST] * 21))},
        [{"c.json": _WHOLE}],
        within=partial(lowered, limits.MESSAGES, 20),
    ),
    "a SoapUI project that breaks off": Trial(
        "a SoapUI project that is not well-formed",
        "Save the project from SoapUI again.",
        {"p.xml": f"{_PROJECT[: -len(_LAST)]}\n¶{_LAST[:9]}"},
        [{"p.xml": _PROJECT}],
    ),
}
