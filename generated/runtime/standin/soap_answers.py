"""Answers SOAP as ASMX does: finds the operation, reads the message, writes reply or fault.

ASMX goes by SOAPAction, and where SOAP 1.2 has none by the body's element. A body of another name
is no error: its method is called with defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from ..bodies.content_types import media_type
from ..bodies.opening import open_body
from ..calling.http_messages import Headers, HttpRequest, HttpResponse
from ..errors import WireError
from ..limits import OWN, USUAL
from ..operations import Operation
from ..reading.elements import TRUE, Element, local_name
from ..reading.parsing import parse
from ..records.xml import Xml
from ..soap.envelopes import Envelope
from ..soap.faults import SoapFault
from ..soap.writing import NAMESPACES, Version
from .faults import CONTENT_TYPES, fault_response, page_response
from .reading import oddities
from .received import Received, Reply, ServiceStackError, StandInError

_READ: Final = "Server was unable to read request. ---> "
_PROCESS: Final = "Server was unable to process request. ---> "
_NO_ACTION: Final = (
    "Unable to handle request without a valid action parameter."
    " Please supply a valid soap action."
)
_UNKNOWN_ACTION: Final = (
    "Server did not recognize the value of HTTP Header SOAPAction: {}."
)
_VERSION: Final = (
    "Possible SOAP version mismatch: Envelope namespace {} was unexpected."
)

Answerer = Callable[[Received[Any]], Reply[Any]]
"""What answers a request: raises what the handler raises."""


class SoapAnswers:
    """Answers by the operations of a service that speak SOAP."""

    def __init__(self, operations: Iterable[Operation[Any, Any]]) -> None:
        self._by_action: dict[str, Operation[Any, Any]] = {}
        self._by_element: dict[str, Operation[Any, Any]] = {}
        self.paths: set[str] = set()
        """The paths of the service, in lower case, from the last slash on."""
        for operation in operations:
            for binding in operation.bindings:
                if not binding.transport.startswith("SOAP"):
                    continue
                self._by_action.setdefault(binding.soap_action, operation)
                self.paths.add(last_of(binding.url))
                if operation.request is not None:
                    element = operation.request._document.element
                    self._by_element.setdefault(element, operation)

    def takes(self, http: HttpRequest) -> bool:
        """Return whether a request is for SOAP, by its verb and path."""
        return http.method == "POST" and last_of(http.url) in self.paths

    def respond(self, http: HttpRequest, answer: Answerer) -> HttpResponse:
        """Return the response: 200, or 202 for a one-way operation, or 500 with a fault."""
        kind = media_type(http.headers.get("Content-Type", ""))[0]
        if kind not in ("text/xml", "application/soap+xml"):
            # "application/xml" as well: ASMX takes no other type.
            return page_response(
                415, "Unsupported Media Type", f"Content-Type {kind!r} is not taken."
            )
        version: Version = "1.1" if kind == "text/xml" else "1.2"
        try:
            return self._answered(http, version, answer)
        except SoapFault as fault:
            return fault_response(fault, version)

    def _answered(
        self, http: HttpRequest, version: Version, answer: Answerer
    ) -> HttpResponse:
        kind = http.headers.get("Content-Type", "")
        try:
            body = open_body(http.body, content_type=kind).xml
            root = parse(body, USUAL, around=2)
        except WireError:
            return HttpResponse(
                status=400,
                reason="Bad Request",
                headers=Headers({"Content-Type": CONTENT_TYPES[version]}),
            )
        found = NAMESPACES.get(root.tag[1:].rpartition("}")[0])
        if local_name(root) != "Envelope" or found != version:
            namespace = root.tag[1:].rpartition("}")[0]
            raise SoapFault("VersionMismatch", _VERSION.format(namespace))
        action, notes = _action(http, version)
        content = _content(root)
        operation = self._operation(action, content, version)
        received = _received(operation, http, body, content, notes)
        reply = _reply(received, answer)
        return _written(received, reply, version)

    def _operation(
        self, action: str | None, content: Element | None, version: Version
    ) -> Operation[Any, Any]:
        element = "" if content is None else content.tag
        if action:
            found = self._by_action.get(action) or self._by_action.get(unquote(action))
        elif version == "1.1" and action is None:
            raise SoapFault("Client", _NO_ACTION)
        else:
            found = self._by_element.get(element)
        if found is None:
            raise SoapFault("Client", _UNKNOWN_ACTION.format(action or element))
        return found


def last_of(url: str) -> str:
    """Return the end of a URL's path, from its last slash on, in lower case, without query."""
    return url.partition("?")[0].rpartition("/")[2].lower()


def _action(http: HttpRequest, version: Version) -> tuple[str | None, list[str]]:
    """The action without quotes, None without one; and what is odd about it."""
    if version == "1.2":
        return media_type(http.headers.get("Content-Type", ""))[1].get("action"), []
    if "SOAPAction" not in http.headers:
        return None, []
    text = http.headers["SOAPAction"].strip()
    if text and not (text[:1] == text[-1:] == '"' and len(text) > 1):
        # SOAP 1.1, 6.1.1
        return text, [f"SOAPAction: {text} is not in quotes, as .NET alone takes it"]
    return text.strip('"'), []


def _content(root: Element) -> Element | None:
    body = root.find(root.tag.replace("}Envelope", "}Body"))
    return next(iter(body), None) if body is not None else None


def _received(
    operation: Operation[Any, Any],
    http: HttpRequest,
    body: bytes | str,
    content: Element | None,
    notes: list[str],
) -> Received[Any]:
    """The request, typed. Raises SoapFault for what .NET refuses."""
    envelope = None
    if content is not None:
        try:
            envelope = Envelope.parse(body)
        except WireError as error:
            raise SoapFault("Client", f"{_READ}{error}") from None
        notes += _headers(operation, envelope)
    kind: Any = operation.request
    element = kind._document.element
    if content is None or content.tag != element:
        found = "nothing" if content is None else content.tag
        notes.append(f"the body is {found}, not {element}: all of it is skipped")
        content = parse(empty_document(element), OWN)
    try:
        request: Any = kind._document.reader.from_element(content)
    except WireError as error:
        said = f"{_READ}There is an error in XML document. ---> {error}"
        raise SoapFault("Client", said) from None
    for each in oddities(content, kind, ordered=is_data_contract(operation)):
        if each.refused:
            said = f"{_READ}There is an error in XML document. ---> {each}"
            raise SoapFault("Client", said)
        notes.append(str(each))
    return Received(
        operation=operation,
        request=request,
        http=http,
        envelope=envelope,
        passed_over=tuple(notes),
    )


def _headers(operation: Operation[Any, Any], envelope: Envelope) -> list[str]:
    """What is odd about header entries. Raises SoapFault for one that has to be understood."""
    known = {each._document.element for each in operation.request_headers}
    notes = []
    for entry in envelope.headers:
        root = _root(entry)
        if root.tag in known:
            continue
        must = (root.get(f"{{{each}}}mustUnderstand") for each in NAMESPACES)
        if any(each in TRUE for each in must):
            name = local_name(root)
            raise SoapFault("MustUnderstand", f"SOAP header {name} was not understood.")
        notes.append(f"header {root.tag}: the operation has none of this name")
    return notes


def _root(entry: Xml) -> Element:
    return parse(entry.text, OWN)


def empty_document(element: str) -> str:
    """Return a document of a root element with nothing in it."""
    namespace, _, name = element.rpartition("}")
    return f"<{name} xmlns={quoteattr(namespace.removeprefix('{'))}/>"


def is_data_contract(operation: Operation[Any, Any]) -> bool:
    """Return whether DataContractSerializer reads an operation's messages: ServiceStack's."""
    return any(each.transport == "XML" for each in operation.bindings)


def _reply(received: Received[Any], answer: Answerer) -> Reply[Any]:
    """The reply of the handler. Raises its fault, or one for whatever else it raises."""
    try:
        return answer(received)
    except (SoapFault, StandInError):
        raise
    except ServiceStackError as error:
        raise SoapFault("Server", error.message or error.code) from error
    except Exception as error:
        raise SoapFault("Server", f"{_PROCESS}{error}") from error


def _written(
    received: Received[Any], reply: Reply[Any], version: Version
) -> HttpResponse:
    """The response. Raises StandInError for a value that cannot be written."""
    operation = received.operation
    if operation.response is None:
        status = 202 if reply.status == 200 else reply.status
        return HttpResponse(
            status=status, reason="Accepted", headers=Headers(reply.headers)
        )
    headers = Headers({"Content-Type": CONTENT_TYPES[version], **reply.headers})
    return HttpResponse(
        status=reply.status,
        reason="OK",
        headers=headers,
        body=reply.value.to_soap(version, reply.soap_headers),
    )
