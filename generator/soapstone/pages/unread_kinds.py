"""Says what a document is that no family reads, and what to save instead.

Each kind is recognised by what its program writes in every language. Where a family comes to read
one, its line goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from soapstone.model.findings import Origin, SpecError
from soapstone.pages.document import Document

_OPERATION_PAGES = (
    "If the service has help pages of its operations (x.asmx?op=Name), save those."
)
_DOCUMENT = (
    "Save the document itself: open its address (…?WSDL) and save the page as .wsdl, or"
    " copy its text alone into a .wsdl file."
)
_COPY = "Copy a SOAP request out of it into a text file, and its answer below it."
_XML_SAMPLES = (
    "Copy its application/xml samples into a text file, each answer below its request: they are"
    " read as samples."
)
_WSDL_BEHIND = (
    "Save the WSDL that it was made from as .wsdl: its address is in the class (Url), app.config"
    f" or Reference.map. {_OPERATION_PAGES}"
)
_JSON_ONLY = (
    "Soapstone speaks XML. If the service speaks SOAP, too, save its WSDL (…?WSDL), or copy a"
    " SOAP request and its answer into a text file."
)
_OPERATION = (
    "Save the page that shows one operation's request and response (…?op=Name)."
)
LOGIN = "a page that asks for a password"
ERROR_PAGE = "the error page of a web server"
"""What an error says was found."""


class _Kind(NamedTuple):
    found: str
    """What an error says was found."""
    sign: re.Pattern[str]
    advice: str
    holds_messages: bool = False
    """It may hold SOAP messages, which are not read out of it."""


_FLAGS = re.I | re.M
_CLIENT = _Kind(
    "the source of a generated client, which is not read yet",
    re.compile(
        r"\b(?:SoapHttpClientProtocol|WebServiceBindingAttribute|ServiceContractAttribute"
        r"|ServiceModel\.ClientBase)\b",
        _FLAGS,
    ),
    _WSDL_BEHIND,
    holds_messages=True,
)
_KINDS = (
    _Kind(
        "a part of the help page of a WCF REST operation",
        # The constants that stand for a guid, a date and a decimal, and the names of its anchors.
        re.compile(
            r"\b1627aea5-8e0a-4371-9022-9b504344e724\b|\b1999-05-31T11:20:00\b"
            r"|\b12678967\.543233\b|#(?:request|response)-(?:xml|json|schema)\b"
            r"|^Message direction\b|\bhelp/operations/",
            _FLAGS,
        ),
        "Save the whole page as HTML: its address (Url) and its method say how to call it.",
        holds_messages=True,
    ),
    _Kind(
        "an ASP.NET Web API help page, which is not read yet",
        # Samples without a text have no number: then the headings of its views tell.
        re.compile(
            r"\bsample string [1-9]|/Help/Api/|/Help/ResourceModel\b"
            r"|^[#* \t]{0,9}(?:URI|Body) Parameters[* \t]{0,9}$|\bhelp-page-table\b"
            r"|\bDefine this parameter in the request\b",
            _FLAGS,
        ),
        _XML_SAMPLES,
        holds_messages=True,
    ),
    _Kind(
        "a SoapUI project without a WSDL or request that can be read",
        re.compile(
            r"http://eviware\.com/soapui/|<(?:con:)?soapui-project\b",
            _FLAGS,
        ),
        _COPY,
        holds_messages=True,
    ),
    _Kind(
        "a Postman collection of an unknown version",
        re.compile(
            r"\bschema\.getpostman\.com/|\"_postman_id\"",
            _FLAGS,
        ),
        _COPY,
        holds_messages=True,
    ),
    _Kind(
        "an OpenAPI document, which is not read yet",
        re.compile(
            r"(?:^|[{,])[ \t]{0,20}[\"']?(?:swagger|openapi)[\"']?[ \t]{0,9}:"
            r"[ \t]{0,9}[\"']?[23]\.",
            _FLAGS,
        ),
        _JSON_ONLY,
    ),
    _Kind(
        "a WSDL document inside a page",
        re.compile(
            r"<(?:[\w-]{1,40}:)?(?:definitions|description)\b[^<>]{0,4000}"
            r"http://(?:schemas\.xmlsoap\.org/wsdl/|www\.w3\.org/ns/wsdl)",
            _FLAGS,
        ),
        _DOCUMENT,
        holds_messages=True,
    ),
    _Kind(
        "an XML Schema inside a page",
        re.compile(
            r"<(?:[\w-]{1,40}:)?schema\b[^<>]{0,4000}http://www\.w3\.org/2001/XMLSchema[\"']",
            _FLAGS,
        ),
        _DOCUMENT,
    ),
    _CLIENT,
    _Kind(
        LOGIN,
        re.compile(
            r"<input\b[^<>]{0,500}\btype[ \t]{0,9}=[ \t]{0,9}[\"']?password\b",
            _FLAGS,
        ),
        f"Log in with the browser. {_OPERATION}",
    ),
    _Kind(
        ERROR_PAGE,
        re.compile(
            r"<title>\s{0,99}(?:[45]\d\d\b|HTTP Error\b|Error\b|Runtime Error\b|Object moved\b)"
            r"|^Server Error in '|<h1>\s{0,99}Server Error in '",
            _FLAGS,
        ),
        f"Open the address again in a browser. {_OPERATION}",
    ),
    _Kind(
        "a JSON document, which is not read",
        re.compile(
            r"\A\s{0,99}(?:\{\s{0,99}\"[^\"\n]{0,200}\"\s{0,9}:|\[\s{0,99}[\[{\"\d])",
            _FLAGS,
        ),
        _OPERATION_PAGES,
    ),
)
"""In order: a page of WCF REST shows XML Schema, a WSDL has one, and a project holds messages."""


def container(text: str, document: Document, *, has_messages: bool) -> SpecError | None:
    """Return the error for a document whose messages or classes are no page of a service.

    A family would take the source of a client for ServiceStack's, and the messages of a project
    for a page's. ``text`` is the saved file's, ``document`` what a reader sees of it.
    """
    kinds = (
        [each for each in _KINDS if each.holds_messages] if has_messages else [_CLIENT]
    )
    return _recognised(text, document, kinds)


def unrecognised(text: str, document: Document, *, has_messages: bool) -> SpecError:
    """Return the error for a page that no family recognises; see :func:`container`."""
    samples = "HTTP samples of another program"
    nothing = "no HTTP sample and no table of types"
    place = Origin(document.file, 1)
    error = _error(place, samples if has_messages else nothing, _OPERATION)
    return _recognised(text, document, _KINDS) or error


def _recognised(
    text: str, document: Document, kinds: Sequence[_Kind]
) -> SpecError | None:
    shown = "\n".join(line.text for line in document.lines)
    for kind in kinds:
        if found := kind.sign.search(shown):
            line = document.lines[shown.count("\n", 0, found.start())]
            return _error(line.origin, kind.found, kind.advice)
        if found := kind.sign.search(text):
            number = text.count("\n", 0, found.start()) + 1
            return _error(Origin(document.file, number), kind.found, kind.advice)
    return None


def _error(place: Origin, found: str, advice: str) -> SpecError:
    expected = "the help page of an ASMX, ServiceStack or WCF REST operation"
    return SpecError(place, found, expected, advice)
