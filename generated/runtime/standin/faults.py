"""Writes errors as .NET does: ASMX's faults, ServiceStack's ResponseStatus, ASP.NET's web pages."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape as escaped_html
from html import unescape
from typing import Final
from xml.sax.saxutils import quoteattr

from ..bodies.error_status import read_error_status
from ..calling.http_messages import Headers, HttpResponse
from ..errors import WireError, printable
from ..operations import Operation
from ..records.record import Record
from ..scalars.text import write_string
from ..soap.faults import FaultCode, SoapFault
from ..soap.writing import DECLARATION, NAMESPACES, Version
from .received import ServiceStackError

CONTENT_TYPES: Final[dict[Version, str]] = {
    "1.1": "text/xml; charset=utf-8",
    "1.2": "application/soap+xml; charset=utf-8",
}
_OF_VERSION: Final = {version: namespace for namespace, version in NAMESPACES.items()}
_CODES: Final = {"Client": "Sender", "Server": "Receiver"}
_LONGEST_REASON: Final = 300
"""Characters of a reason."""
_EXCEPTION: Final = "The exception message is '"
_BEHIND: Final = "'. See "
"""What a page of WCF has before and behind the message of the exception that led to it."""
_TYPES: Final = "http://schemas.servicestack.net/types"


def reason_of(response: HttpResponse) -> str:
    """Return what a response that refuses a request says, in a line; "" where it says nothing."""
    if response.status < 400 or not response.body:
        return ""
    try:
        status = read_error_status(response.body)
    except SoapFault as fault:
        return str(fault)[:_LONGEST_REASON]
    except WireError:
        status = None
    if status:
        return str(status)[:_LONGEST_REASON]
    text = response.body.decode("utf-8", "replace").strip()
    if response.media_type == "text/plain":
        return text[:_LONGEST_REASON]
    said = text.partition(_EXCEPTION)[2].rpartition(_BEHIND)[0]
    return unescape(said)[:_LONGEST_REASON]


def fault_response(fault: SoapFault, version: Version) -> HttpResponse:
    """Return the response with a fault: HTTP 500, whatever the code.

    ``fault.xml``, if it has one, is sent as it is.
    """
    if fault.xml is not None and fault.version == version:
        inner = fault.xml.text
    else:
        inner = (_fault_1_1 if version == "1.1" else _fault_1_2)(fault)
    entries = "".join(each.text for each in fault.headers)
    header = f"<soap:Header>{entries}</soap:Header>" if entries else ""
    text = (
        f'<soap:Envelope xmlns:soap="{_OF_VERSION[version]}">{header}<soap:Body>{inner}'
        "</soap:Body></soap:Envelope>"
    )
    headers = Headers({"Content-Type": CONTENT_TYPES[version]})
    return HttpResponse(
        status=500,
        reason="Internal Server Error",
        headers=headers,
        body=DECLARATION + text.encode(),
    )


def _text(text: str) -> str:
    """Text in XML; what XML 1.0 cannot have is shown as Python escapes it: ``\\x00``."""
    try:
        return write_string(text)
    except ValueError:
        return write_string(printable(text, len(text)))


def _fault_1_1(fault: SoapFault) -> str:
    """ASMX writes an empty ``detail`` for an error in the body (SOAP 1.1, 4.4)."""
    names = {late: early for early, late in _CODES.items()}
    code = _named("faultcode", fault.codes[0], names)
    actor = fault.actor or fault.node
    actor = f"<faultactor>{_text(actor)}</faultactor>" if actor else ""
    detail = fault.detail.text if fault.detail else "<detail />"
    return (
        f"<soap:Fault>{code}<faultstring>{_text(fault.reason)}</faultstring>"
        f"{actor}{detail}</soap:Fault>"
    )


def _fault_1_2(fault: SoapFault) -> str:
    """ASMX writes ``detail`` without namespace also here, and the actor as the node."""
    code, *subcodes = fault.codes
    values = _named("soap:Value", code, _CODES) + "".join(
        f"<soap:Subcode>{_named('soap:Value', each, {})}" for each in subcodes
    )
    node = fault.node or fault.actor
    node = f"<soap:Node>{_text(node)}</soap:Node>" if node else ""
    detail = fault.detail.text if fault.detail else "<soap:Detail />"
    return (
        f"<soap:Fault><soap:Code>{values}{'</soap:Subcode>' * len(subcodes)}</soap:Code>"
        f'<soap:Reason><soap:Text xml:lang="en">{_text(fault.reason)}</soap:Text>'
        f"</soap:Reason>{node}{detail}</soap:Fault>"
    )


def _named(tag: str, code: FaultCode, names: Mapping[str, str]) -> str:
    """The element of a code: of SOAP's namespace unless it has one of its own."""
    known = code.name or "Server"
    name = _text(names.get(known, known))
    if code.namespace in ("", *NAMESPACES):
        return f"<{tag}>soap:{name}</{tag}>"
    return f"<{tag} xmlns:q0={quoteattr(code.namespace)}>q0:{name}</{tag}>"


def error_response(
    error: ServiceStackError, operation: Operation[object, object]
) -> HttpResponse:
    """Return ServiceStack's response to an error: the response's class, or ``ErrorResponse``."""
    errors = "".join(
        f"<s:ResponseError><s:ErrorCode>{_text(each.code)}</s:ErrorCode>"
        f"<s:FieldName>{_text(each.field)}</s:FieldName>"
        f"<s:Message>{_text(each.message)}</s:Message></s:ResponseError>"
        for each in error.errors
    )
    status = (
        f"<s:ErrorCode>{_text(error.code)}</s:ErrorCode>"
        f"<s:Message>{_text(error.message)}</s:Message><s:Errors>{errors}</s:Errors>"
    )
    root, member = _places(operation.response)
    text = (
        f"<r:{root[1]} xmlns:r={quoteattr(root[0])} xmlns:m={quoteattr(member[0])} "
        f'xmlns:s="{_TYPES}"><m:ResponseStatus>{status}</m:ResponseStatus></r:{root[1]}>'
    )
    headers = Headers({"Content-Type": "application/xml"})
    return HttpResponse(
        status=error.status,
        reason=error.code,
        headers=headers,
        body=DECLARATION + text.encode(),
    )


def _places(kind: object) -> tuple[tuple[str, str], tuple[str, str]]:
    """The root element and the namespace of the member, each as namespace and name."""
    if isinstance(kind, type) and issubclass(kind, Record):
        for member in kind._members.table:
            if member.tag.endswith("}ResponseStatus"):
                document = getattr(kind, "_document")  # noqa: B009  # of a message
                return _split(document.element), _split(member.tag)
    return (_TYPES, "ErrorResponse"), (_TYPES, "ResponseStatus")


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


def text_response(status: int, reason: str, text: str) -> HttpResponse:
    """Return the response of ASMX to HTTP GET and POST that failed: plain text."""
    headers = Headers({"Content-Type": "text/plain; charset=utf-8"})
    return HttpResponse(
        status=status,
        reason=reason,
        headers=headers,
        body=text.encode("utf-8", "backslashreplace"),
    )


def service_page(status: int, reason: str, heading: str, said: str) -> HttpResponse:
    """Return a web page as WCF REST shows it instead of a document."""
    heading, said = escaped_html(heading), escaped_html(said, quote=False)
    text = (
        '<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{heading}</title></head><body>"
        f'<div id="content"><p class="heading1">{heading}</p><p>{said}</p></div>'
        "</body></html>"
    )
    return HttpResponse(
        status=status,
        reason=reason,
        headers=Headers({"Content-Type": "text/html; charset=utf-8"}),
        body=text.encode("utf-8", "backslashreplace"),
    )


def page_response(status: int, reason: str, title: str) -> HttpResponse:
    """Return a web page as ASP.NET shows it."""
    said = escaped_html(title)
    text = (
        f"<!DOCTYPE html>\n<html><head><title>{said}</title></head><body>"
        f"<h1>Server Error in '/' Application.</h1><h2><i>{said}</i></h2></body></html>"
    )
    headers = Headers({"Content-Type": "text/html; charset=utf-8"})
    return HttpResponse(
        status=status,
        reason=reason,
        headers=headers,
        body=text.encode("utf-8", "backslashreplace"),
    )
