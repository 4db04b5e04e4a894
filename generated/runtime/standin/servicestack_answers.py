"""Answers XML over HTTP as ServiceStack does: ``/xml/reply/Name``, routes, query strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from ..bodies.content_types import media_type
from ..bodies.opening import open_body
from ..calling.http_messages import Headers, HttpRequest, HttpResponse
from ..limits import USUAL
from ..messages import lacks_document
from ..operations import Operation
from ..reading.parsing import parse
from ..soap.faults import SoapFault
from .documents import document_response
from .faults import error_response, page_response
from .jsv_reading import request_of
from .reading import NotRead, read_as_dotnet
from .received import Received, ServiceStackError
from .rest_answers import is_rest
from .soap_answers import Answerer

_XML: Final = "application/xml"
_FOLDERS: Final = 20
"""How many folders a base URL may have."""
_OTHER: Final = re.compile(r"/(?:json|jsv|csv)/(?:reply|oneway)/")
"""ServiceStack's own paths of formats other than XML."""
_PLACE: Final = re.compile(r"\{(\w{1,200})(\*)?[^{}]{0,200}\}")


class ServiceStackAnswers:
    """Answers by the operations of a service that have XML bindings or routes."""

    def __init__(self, operations: Iterable[Operation[Any, Any]]) -> None:
        paths = [(path, verbs, o) for o in operations for verbs, path in _paths(o)]
        # A path with more of its own text goes before one with places.
        paths.sort(key=lambda each: -len(_PLACE.sub("", each[0])))
        self._places = [(_pattern(path), path, verbs, o) for path, verbs, o in paths]

    def respond(self, http: HttpRequest, answer: Answerer) -> HttpResponse | None:
        """Return the response; None if no operation has the request's path and verb."""
        found = self._found(http)
        if found is None:
            return None
        operation, places = found
        if lacking := _without_xml(operation):
            return page_response(501, "Not Implemented", lacking)
        try:
            received = _received(operation, http, places)
            reply = answer(received)
        except ServiceStackError as error:
            return error_response(error, operation)
        except AssertionError:  # of a handler, or of the stand-in
            raise
        except SoapFault as error:
            failed = ServiceStackError(500, error.code, error.reason)
            return error_response(failed, operation)
        except Exception as error:
            failed = ServiceStackError(500, type(error).__name__, str(error))
            return error_response(failed, operation)
        value, kind = reply.value, operation.response
        if kind is None or value is None:
            return HttpResponse(
                status=204, reason="No Content", headers=Headers(reply.headers)
            )
        return document_response(reply, _XML)

    def _found(
        self, http: HttpRequest
    ) -> tuple[Operation[Any, Any], Mapping[str, str]] | None:
        path = urlsplit(http.url).path
        # The client's base URL may have a path of its own, before that of the route.
        starts = [each.start() for each in re.finditer("/", path)][:_FOLDERS]
        for start in starts:
            for pattern, its_path, verbs, operation in self._places:
                match = pattern.fullmatch(path, start)
                if match and (not verbs or http.method in verbs):
                    names = [place[1] for place in _PLACE.finditer(its_path)]
                    texts = map(unquote, match.groups())
                    return operation, dict(zip(names, texts, strict=True))
        return None


def _without_xml(operation: Operation[Any, Any]) -> str:
    """Why it cannot be answered: its pages show JSON alone; "" if it can."""
    for kind in filter(None, (operation.request, operation.response)):
        if lacks_document(kind):
            page = f"/xml/metadata?op={operation.name}"
            return f"no page shows the XML of {kind.__name__}: save that of {page}"
    return ""


def _paths(operation: Operation[Any, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The verbs and the path of each way to an operation; no verbs: any."""
    for binding in operation.bindings:
        if binding.transport == "XML" and not is_rest(operation, binding):
            path = urlsplit(binding.url).path
            # /xml/reply takes every verb.
            yield (() if "/xml/" in path else (binding.verb,)), path
    for route in operation.routes:
        yield route.verbs, route.path
    if _without_xml(operation):  # which is said wherever it is called
        others = (urlsplit(each.url).path for each in operation.bindings)
        for path in filter(_OTHER.search, others):
            yield (), path
            yield (), f"/xml/reply/{operation.name}"


def _pattern(path: str) -> re.Pattern[str]:
    """The pattern of a path with places: ``{Id}``, and ``{Path*}`` for the rest.

    Each is a group without name: pages may have the same twice, or ``{0}``.
    """
    parts, at = [], 0
    for place in _PLACE.finditer(path):
        parts.append(re.escape(path[at : place.start()]))
        parts.append("(.*)" if place[2] else "([^/]+)")
        at = place.end()
    parts.append(re.escape(path[at:].rstrip("/")))
    return re.compile("".join(parts) + "/?", re.IGNORECASE)


def _received(
    operation: Operation[Any, Any], http: HttpRequest, places: Mapping[str, str]
) -> Received[Any]:
    """The request, typed. Raises ServiceStackError for what ServiceStack refuses."""
    kind = operation.request
    if kind is None:
        return Received(operation=operation, request=None, http=http)
    content_type = http.headers.get("Content-Type", "")
    form = media_type(content_type)[0] == "application/x-www-form-urlencoded"
    texts = [
        urlsplit(http.url).query,
        *([http.body.decode("utf-8", "replace")] if form else ()),
    ]
    pairs = [each for text in texts for each in parse_qsl(text, keep_blank_values=True)]
    try:
        given, strays = request_of(kind, [*pairs, *places.items()])
        notes = [f"{each}: is not in the contract: skipped" for each in strays]
        # A query leaves out what it likes.
        request, _ = read_as_dotnet(given, kind, ordered=True)
        if http.body.strip() and not form:
            body = open_body(http.body, content_type=content_type).xml
            root = parse(body, USUAL)
            whole, found = read_as_dotnet(root, kind, ordered=True)
            request = _with_members(whole, request, [each.tag for each in given])
            notes += found
    except (ValueError, NotRead) as error:
        raise ServiceStackError(400, "SerializationException", str(error)) from None
    return Received(
        operation=operation, request=request, http=http, passed_over=tuple(notes)
    )


def _with_members(message: Any, other: Any, tags: list[str]) -> Any:
    """The message with some members of another: path and query go before the body."""
    table = type(message)._members
    for tag in tags:
        name = table.names[table.slots[tag]]
        setattr(message, name, getattr(other, name))
    return message
