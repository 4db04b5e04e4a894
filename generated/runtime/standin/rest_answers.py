"""Answers XML over HTTP as WCF REST does: templates of addresses (UriTemplate), and bodies.

What goes wrong is a web page with status 400, whatever it is (.NET's WebErrorHandler).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ..bodies.opening import open_body
from ..calling.http_messages import HttpRequest, HttpResponse
from ..calling.templates import PLACE
from ..errors import WireError
from ..limits import USUAL
from ..messages import XmlMessage
from ..operations import Binding, Operation
from ..reading.elements import Element
from ..reading.parsing import parse
from ..records.members import Content, local_name_of
from ..scalars.text import read_boolean
from .documents import document_response
from .faults import service_page
from .jsv_reading import request_of
from .reading import NotRead, read_as_dotnet
from .received import Received, Reply, ServiceStackError
from .soap_answers import Answerer

_XML: Final = "application/xml; charset=utf-8"
_FOLDERS: Final = 20
"""How many folders a base URL may have."""
_WITHOUT_BODY: Final = ("GET", "HEAD", "DELETE", "OPTIONS")
_OWN_PATH: Final = "/xml/"
"""What stands in each path of ServiceStack that is no route."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A verb and the template of an address, and the operation that it leads to."""

    operation: Operation[Any, Any]
    binding: Binding
    pattern: re.Pattern[str]
    in_path: tuple[str, ...]
    """The variables of the path, in upper case."""
    in_query: Mapping[str, str]
    """Those of the query, by the name that stands before each, in lower case."""
    literals: Mapping[str, str]
    """What else the query must have."""

    def texts(self, asked: SplitResult, start: int) -> dict[str, str] | None:
        """Return the texts of the variables, where an address is of the template; else None.

        ``start`` is where the path of the template may begin in that of the address.
        """
        found = self.pattern.fullmatch(asked.path, start)
        query = {k.lower(): v for k, v in _pairs(asked.query)}
        if not found or any(query.get(k) != v for k, v in self.literals.items()):
            return None
        texts = dict(zip(self.in_path, map(unquote, found.groups()), strict=True))
        named = ((name, query.get(key)) for key, name in self.in_query.items())
        return texts | {name: text for name, text in named if text is not None}


class RestAnswers:
    """Answers by the operations of a service that are of WCF REST."""

    def __init__(self, operations: Iterable[Operation[Any, Any]]) -> None:
        found = [
            _way(each, binding)
            for each in operations
            for binding in each.bindings
            if is_rest(each, binding)
        ]
        # A template with more of its own text goes before one with variables.
        self._ways = sorted(found, key=_own_text, reverse=True)

    def respond(self, http: HttpRequest, answer: Answerer) -> HttpResponse | None:
        """Return the response; None if no template fits the verb and the address."""
        for way, texts in self._fitting(http):
            if way.binding.verb == http.method:
                return _response(way, texts, http, answer)
        return None

    def other_verb(self, http: HttpRequest) -> HttpResponse | None:
        """Return WCF's response to a verb that an address does not have; else None."""
        if next(self._fitting(http), None) is None:
            return None
        return service_page(405, "Method Not Allowed", "Service", "Method not allowed.")

    def _fitting(self, http: HttpRequest) -> Iterator[tuple[_Way, dict[str, str]]]:
        asked = urlsplit(http.url)
        # The client's base URL may have a path of its own, before that of the template.
        for start in [e.start() for e in re.finditer("/", asked.path)][:_FOLDERS]:
            for way in self._ways:
                texts = way.texts(asked, start)
                if texts is not None:
                    yield way, texts


def is_rest(operation: Operation[Any, Any], binding: Binding) -> bool:
    """Return whether a binding is of WCF REST.

    Of ServiceStack there are routes, or its own path; or a GET has all members in its query.
    """
    if binding.transport != "XML" or operation.routes or _own_path(binding):
        return False
    in_query = binding.verb in _WITHOUT_BODY and operation.request is not None
    return bool(binding.parameters) or not in_query


def _own_path(binding: Binding) -> bool:
    return _OWN_PATH in urlsplit(binding.url).path.lower()


def template_pattern(path: str) -> re.Pattern[str]:
    """Return the pattern of a path with variables: ``{ID}``, and ``{*REST}`` for the rest."""
    parts, at = [], 0
    for place in PLACE.finditer(path):
        parts.append(re.escape(path[at : place.start()]))
        parts.append("(.*)" if place[1] else "([^/]+)")
        at = place.end()
    parts.append(re.escape(path[at:].rstrip("/")))
    return re.compile("".join(parts) + "/?", re.IGNORECASE)


def _way(operation: Operation[Any, Any], binding: Binding) -> _Way:
    url, _, query = binding.url.partition("?")
    path = urlsplit(url).path
    places = {k.lower(): (PLACE.fullmatch(v), v) for k, v in _pairs(query)}
    return _Way(
        operation,
        binding,
        template_pattern(path),
        tuple(place[2].upper() for place in PLACE.finditer(path)),
        {key: place[2].upper() for key, (place, _) in places.items() if place},
        {key: text for key, (place, text) in places.items() if not place},
    )


def _own_text(way: _Way) -> tuple[int, int]:
    path = urlsplit(way.binding.url).path
    return len(PLACE.sub("", path)), len(way.literals)


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _response(
    way: _Way, texts: Mapping[str, str], http: HttpRequest, answer: Answerer
) -> HttpResponse:
    try:
        reply = answer(_received(way, texts, http))
    except AssertionError:  # of a handler, or of the stand-in
        raise
    except ServiceStackError as error:
        return _failed(error.status, error.message or error.code)
    except Exception as error:
        return _failed(400, str(error))
    if way.operation.response is None:
        return _without_body(reply)
    return document_response(reply, _XML)


def _without_body(reply: Reply[Any]) -> HttpResponse:
    """The response of a method that returns nothing: 200, with no body."""
    empty = Reply(value=b"", headers=reply.headers, status=reply.status)
    return document_response(empty, _XML)


def _failed(status: int, said: str) -> HttpResponse:
    """The page of an error, with its message (IncludeExceptionDetailInFaults)."""
    reason = HTTPStatus(status).phrase if status in [*HTTPStatus] else ""
    return service_page(
        status,
        reason,
        "Request Error",
        "The server encountered an error processing the request. The exception message is"
        f" '{said}'. See server logs for more details.",
    )


def _received(way: _Way, texts: Mapping[str, str], http: HttpRequest) -> Received[Any]:
    """The request, typed. Raises ValueError and NotRead for what WCF refuses."""
    operation = way.operation
    notes = [*_strays(way, http)]
    request: Any = None
    if operation.request is not None:
        root = _document(operation.request, way.binding, texts, http)
        request, found = read_as_dotnet(root, operation.request, ordered=True)
        notes += found
    return Received(
        operation=operation, request=request, http=http, passed_over=tuple(notes)
    )


def _strays(way: _Way, http: HttpRequest) -> Iterator[str]:
    for name, _ in _pairs(urlsplit(http.url).query):
        if name.lower() not in {*way.in_query, *way.literals}:
            yield f"{name}: is no variable of the address: skipped"


def _document(
    kind: type[XmlMessage],
    binding: Binding,
    texts: Mapping[str, str],
    http: HttpRequest,
) -> Element:
    """The request as one document: the body, or the variables and the body as members."""
    if not binding.parameters:
        return _body(http)
    members = {each.member or each.name: each.name for each in binding.parameters}
    pairs, bodies = [], []
    for member in kind._members.table:
        variable = members.get(member.tag)
        if variable is None:
            bodies.append(member.tag)
        elif (text := texts.get(variable.upper())) is not None:
            pairs.append((local_name_of(member.tag), _xml_text(text, member.content)))
    root, _ = request_of(kind, pairs)
    tree: Any = root  # Element has no methods that change it
    for tag in bodies:
        body = _body(http)
        if body.tag != tag:
            raise NotRead(f"the body is {body.tag}, not {tag}")
        tree.append(body)
    return root


def _body(http: HttpRequest) -> Element:
    content_type = http.headers.get("Content-Type", "")
    try:
        opened = open_body(http.body, content_type=content_type).xml
        return parse(opened, USUAL)
    except WireError as error:
        raise NotRead(str(error)) from None


def _xml_text(text: str, content: Content) -> str:
    """The text in XML of a variable. Raises ValueError for what QueryStringConverter refuses."""
    if content is read_boolean:
        if text.strip().lower() not in ("true", "false"):
            raise ValueError(f"{text!r} was not recognized as a valid Boolean")
        return text.strip().lower()
    if isinstance(content, type) and issubclass(content, StrEnum):
        names = {each.value.lower(): each.value for each in content}
        parts = (each.strip() for each in text.split(","))
        return " ".join(names.get(each.lower(), each) for each in parts)
    return text
