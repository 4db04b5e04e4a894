"""Answers SOAP as ASMX does: finds the operation, reads the message, writes reply or fault.

ASMX goes by SOAPAction, in SOAP 1.2 by the action and then by the body's element. A body of another
name is no error: its method is called with defaults. The version is that of the envelope.
(.NET's SoapServerProtocol, and its helpers for each version.)
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
from ..reading.elements import Element, local_name
from ..reading.fragments import xml_of
from ..reading.namespaces import Scopes
from ..reading.parsing import parse
from ..records.xml import Xml
from ..soap.envelopes import Envelope
from ..soap.faults import SoapFault
from ..soap.writing import NAMESPACES, Version
from .faults import CONTENT_TYPES, fault_response, page_response
from .notes import Effect
from .reading import NotRead, read_as_dotnet, unknown_header
from .received import Received, Reply, ServiceStackError

_READ: Final = "Server was unable to read request. ---> "
_DOCUMENT: Final = f"{_READ}There is an error in XML document. ---> "
_PROCESS: Final = "Server was unable to process request. ---> "
_NO_ACTION: Final = (
    "Unable to handle request without a valid action parameter."
    " Please supply a valid soap action."
)
_UNKNOWN_ACTION: Final = (
    "Server did not recognize the value of HTTP Header SOAPAction: {}."
)
_NO_BODY: Final = (
    f"{_READ}Request format is invalid: Missing required soap:Body element."
)
_VERSION: Final = (
    "Possible SOAP version mismatch: Envelope namespace {} was unexpected. Expecting {}."
)
_KINDS: Final[dict[str, Version]] = {"text/xml": "1.1", "application/soap+xml": "1.2"}

Answerer = Callable[[Received[Any]], Reply[Any]]
"""What answers a request: raises what the handler raises."""


class _Refused(Exception):
    """ASMX answers with this status and nothing else."""

    def __init__(self, status: int) -> None:
        self.status = status


class SoapAnswers:
    """Answers by the operations of a service that speak SOAP."""

    def __init__(self, operations: Iterable[Operation[Any, Any]]) -> None:
        self._by_action: dict[str, Operation[Any, Any]] = {}
        self._by_element: dict[str, Operation[Any, Any]] = {}
        self._versions: set[str] = set()
        self.paths: set[str] = set()
        """The paths of the service, in lower case, from the last slash on."""
        self.lost: list[str] = []
        """What is wrong with one-way requests, which ASMX answers before it reads them."""
        for operation in operations:
            for binding in operation.bindings:
                if not binding.transport.startswith("SOAP"):
                    continue
                self._versions.add(binding.transport.removeprefix("SOAP "))
                self._by_action.setdefault(binding.soap_action, operation)
                self.paths.add(last_of(binding.url))
                if operation.request is not None:
                    element = operation.request._document.element
                    self._by_element.setdefault(element, operation)

    def takes(self, http: HttpRequest) -> bool:
        """Return whether a request is for SOAP, by its verb and path.

        GET is for the service's help page.
        """
        is_page = http.method in ("GET", "HEAD")
        return not is_page and last_of(http.url) in self.paths

    def respond(self, http: HttpRequest, answer: Answerer) -> HttpResponse:
        """Return the response: 200, or 202 for a one-way operation, or 500 with a fault."""
        if http.method != "POST":
            return page_response(405, "Method Not Allowed", "Method Not Allowed")
        kind = media_type(http.headers.get("Content-Type", ""))[0]
        version = _KINDS.get(kind)
        if version is None:  # application/xml as well
            return _nothing(415, version)
        action, notes = _action(http)
        operation = self._of_action(action)
        try:
            root = _parsed(http)
            version = self._version(root, kind)
            operation = operation or self._of_element(http, action, root)
            received = _received(operation, http, root, notes)
            return _written(operation, _reply(received, answer), version)
        except (SoapFault, _Refused) as error:
            if operation is not None and operation.response is None:
                self.lost.append(f"{operation.name}: is refused or failed: {error}")
                return _written(operation, Reply(value=None), version)
            if isinstance(error, SoapFault):
                return fault_response(error, version)
            return _nothing(error.status, version)

    def _version(self, root: Element, kind: str) -> Version:
        """That of the envelope. Raises SoapFault."""
        namespace = root.tag[1:].rpartition("}")[0]
        found = NAMESPACES.get(namespace)
        if found not in self._versions or local_name(root) != "Envelope":
            expected = next(k for k, v in NAMESPACES.items() if v in self._versions)
            raise SoapFault("VersionMismatch", _VERSION.format(namespace, expected))
        if found == "1.1" != _KINDS[kind]:
            raise _Refused(415)  # the other way round it is taken
        return found

    def _of_action(self, action: str) -> Operation[Any, Any] | None:
        if not action:
            return None
        return self._by_action.get(action) or self._by_action.get(unquote(action))

    def _of_element(
        self, http: HttpRequest, action: str, root: Element
    ) -> Operation[Any, Any]:
        """The operation of the body's element. Raises SoapFault where ASMX knows none."""
        soap_action = "SOAPAction" in http.headers
        if "1.2" in self._versions and (_is_1_2(http) or not soap_action):
            for content in _content(root):
                if operation := self._by_element.get(content.tag):
                    return operation
        known = action or soap_action
        said = _UNKNOWN_ACTION.format(action) if known else _NO_ACTION
        raise SoapFault("Client", said)


def _nothing(status: int, version: Version | None) -> HttpResponse:
    kind = {"Content-Type": CONTENT_TYPES[version]} if version else {}
    reason = {400: "Bad Request", 415: "Unsupported Media Type"}[status]
    return HttpResponse(status=status, reason=reason, headers=Headers(kind))


def _parsed(http: HttpRequest) -> Element:
    """The document. Raises _Refused if it is not well-formed."""
    try:
        kind = http.headers.get("Content-Type", "")
        body = open_body(http.body, content_type=kind).xml
        return parse(body, USUAL, around=2)
    except WireError:
        raise _Refused(400) from None


def _is_1_2(http: HttpRequest) -> bool:
    kind = media_type(http.headers.get("Content-Type", ""))[0]
    return _KINDS.get(kind) == "1.2"


def last_of(url: str) -> str:
    """Return the end of a URL's path, from its last slash on, in lower case, without query."""
    return url.partition("?")[0].rpartition("/")[2].lower()


def _action(http: HttpRequest) -> tuple[str, list[str]]:
    """The action without quotes, "" without one; and what is odd about it."""
    if _is_1_2(http) or "SOAPAction" not in http.headers:
        return media_type(http.headers["Content-Type"])[1].get("action", ""), []
    text = http.headers["SOAPAction"].strip()
    if text and not (text[:1] == text[-1:] == '"' and len(text) > 1):
        # SOAP 1.1, 6.1.1
        return text, [f"SOAPAction: {text} is not in quotes, as .NET alone takes it"]
    return text.strip('"'), []


def _received(
    operation: Operation[Any, Any], http: HttpRequest, root: Element, notes: list[str]
) -> Received[Any]:
    """The request, typed. Raises SoapFault for what .NET refuses, and _Refused."""
    kind: Any = operation.request
    element = kind._document.element
    content, *more = _content(root) or [parse(empty_document(element), OWN)]
    envelope = _envelope(root, content)
    notes += _headers(operation, envelope)
    notes += [f"{each.tag} is behind the first in the body: skipped" for each in more]
    if content.tag == element and content.getparent() is not None:
        try:
            ordered = is_data_contract(operation)
            request, odd = read_as_dotnet(content, kind, ordered=ordered)
        except NotRead as error:
            if error.malformed:
                raise _Refused(400) from None
            raise SoapFault("Client", f"{_DOCUMENT}{error}") from None
        notes += odd
    else:
        found = "nothing" if content.tag == element else content.tag
        notes.append(f"the body is {found}, not {element}: all of it is skipped")
        request = kind.from_xml(empty_document(element))
    return Received(
        operation=operation,
        request=request,
        http=http,
        envelope=envelope,
        passed_over=tuple(notes),
    )


def _content(root: Element) -> list[Element]:
    """The elements of the body. Raises SoapFault without a body."""
    body = root.find(root.tag.replace("}Envelope", "}Body"))
    if body is None:
        raise SoapFault("Client", _NO_BODY)
    return body[:]


def _envelope(root: Element, content: Element) -> Envelope:
    header = root.find(root.tag.replace("}Envelope", "}Header"))
    scopes = Scopes()  # with one for each entry, each would visit all declarations
    entries = [] if header is None else [Xml(xml_of(each, scopes)) for each in header]
    version = NAMESPACES[root.tag[1:].rpartition("}")[0]]
    return Envelope(version, tuple(entries), content)


def _headers(operation: Operation[Any, Any], envelope: Envelope) -> list[str]:
    """What is odd about header entries. Raises SoapFault for one that has to be understood.

    ASMX does not ask whom an entry is for (actor, role).
    """
    known = {each._document.element: each for each in operation.request_headers}
    notes = []
    for entry in envelope.headers:
        root = parse(entry.text, OWN)
        if root.tag in known:
            try:
                _, odd = read_as_dotnet(root, known[root.tag], ordered=False)
            except NotRead as error:
                raise SoapFault("Client", f"{_DOCUMENT}{error}") from None
            notes += [f"header {local_name(root)}: {each}" for each in odd]
            continue
        note = unknown_header(root)
        if note.effect is Effect.REFUSED:
            name = local_name(root)
            raise SoapFault("MustUnderstand", f"SOAP header {name} was not understood.")
        notes.append(note.said)
    return notes


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
    except (SoapFault, AssertionError):  # the latter of a handler, or of the stand-in
        raise
    except ServiceStackError as error:
        raise SoapFault("Server", error.message or error.code) from error
    except Exception as error:
        raise SoapFault("Server", f"{_PROCESS}{error}") from error


def _written(
    operation: Operation[Any, Any], reply: Reply[Any], version: Version
) -> HttpResponse:
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
