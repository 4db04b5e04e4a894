"""Answers HTTP GET and POST as ASMX does: parameters in, the return value alone out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree

from ..bodies.content_types import media_type
from ..calling.http_messages import Headers, HttpRequest, HttpResponse
from ..errors import WireError
from ..limits import OWN
from ..messages import XmlMessage
from ..operations import Binding, Operation
from ..reading.fragments import xml_of
from ..reading.parsing import parse
from ..records.members import AnyXml, Items, Member, Representation, local_name_of
from ..scalars.binary import read_base64_binary, write_base64_binary
from ..scalars.floats import read_double, read_float
from ..scalars.text import read_char
from ..soap.writing import DECLARATION
from .faults import page_response, text_response
from .received import Received, Reply
from .soap_answers import Answerer, empty_document

_FORM: Final = "application/x-www-form-urlencoded"
_FORMS: Final = ("HTTP GET", "HTTP POST")
_DANGEROUS: Final = re.compile(r"<[A-Za-z!/?]|&#")
"""What ASP.NET takes for markup (CrossSiteScriptingValidation)."""

_Method = tuple[Operation[Any, Any], Binding]


class FormAnswers:
    """Answers by the operations of a service that have HTTP GET or POST bindings."""

    def __init__(self, operations: Iterable[Operation[Any, Any]]) -> None:
        self._methods: dict[tuple[str, str], dict[str, _Method]] = {}
        for operation in operations:
            for binding in operation.bindings:
                if binding.transport in _FORMS:
                    *_, file, method = urlsplit(binding.url).path.split("/")
                    methods = self._methods.setdefault((binding.verb, file.lower()), {})
                    methods.setdefault(method, (operation, binding))

    def respond(self, http: HttpRequest, answer: Answerer) -> HttpResponse | None:
        """Return the response; None if the service is not called with this path and verb."""
        path = urlsplit(http.url).path
        for (verb, file), methods in self._methods.items():
            at = path.lower().rfind(f"/{file}/")
            if at >= 0 and verb == http.method:
                name = path[at + len(file) + 2 :]
                try:
                    operation, binding = _method(unquote(name), methods)
                    received = _received(operation, binding, http)
                    return _written(_reply(received, answer), binding)
                except _Failed as error:
                    said = f"System.{error}\r\n"
                    return text_response(500, "Internal Server Error", said)
        return None


class _Failed(Exception):
    """What ASMX writes as text: the name of a .NET exception, and what it says."""


def _method(name: str, methods: Mapping[str, _Method]) -> _Method:
    if name in methods:
        return methods[name]
    for known in methods:
        if known.lower() == name.lower():
            raise _Failed(
                f"ArgumentException: Invalid method name '{name}', method names are case"
                f" sensitive. The method name '{known}' was found."
            )
    said = f"{name} Web Service method name is not valid."
    raise _Failed(f"InvalidOperationException: {said}")


def _reply(received: Received[Any], answer: Answerer) -> Reply[Any]:
    try:
        return answer(received)
    except AssertionError:  # of a handler, or of the stand-in
        raise
    except Exception as error:
        raise _Failed(f"Exception: {error}") from error


def _written(reply: Reply[Any], binding: Binding) -> HttpResponse:
    value = reply.value
    has_value = binding.response_element or binding.return_member
    if value is not None and has_value:
        body = _return_value(value, binding)
    else:
        body = value if isinstance(value, bytes) else b""
    headers = {"Content-Type": "text/xml; charset=utf-8"} if body else {}
    return HttpResponse(
        status=reply.status,
        reason="OK",
        headers=Headers({**headers, **reply.headers}),
        body=body,
    )


def _received(
    operation: Operation[Any, Any], binding: Binding, http: HttpRequest
) -> Received[Any]:
    """The request, typed. Raises _Failed for what .NET refuses."""
    if binding.transport == "HTTP GET":
        place, text = "QueryString", urlsplit(http.url).query
    else:
        kind = media_type(http.headers.get("Content-Type", ""))[0]
        text = http.body.decode("utf-8", "replace") if kind == _FORM else ""
        place = "Form"
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        given.setdefault(name.lower(), []).append(value)
        if _DANGEROUS.search(value):
            said = f"A potentially dangerous Request.{place} value was detected"
            said += f' from the client ({name}="{value}").'
            raise _Failed(f"Web.HttpRequestValidationException: {said}")
    known = {each.name.lower() for each in binding.parameters}
    notes = [f"{each}: is no parameter: skipped" for each in given if each not in known]
    kind_of = operation.request
    request = None if kind_of is None else _request(kind_of, binding, given, notes)
    return Received(
        operation=operation, request=request, http=http, passed_over=tuple(notes)
    )


def _request(
    kind: type[XmlMessage],
    binding: Binding,
    given: dict[str, list[str]],
    notes: list[str],
) -> XmlMessage:
    root: Any = parse(empty_document(kind._document.element), OWN)
    members = {local_name_of(each.tag): each for each in kind._members.table}
    for parameter in binding.parameters:
        texts = given.get(parameter.name.lower())
        if texts is None:
            said = f"Missing parameter: {parameter.name}."
            raise _Failed(f"InvalidOperationException: {said}")
        member = members.get(parameter.member or parameter.name)
        if member is None:
            (member,) = kind._members.table  # of a bare method
        notes += (f"{parameter.name}: {each}" for each in _odd_names(member, texts))
        try:
            _put(root, member, texts)
        except ValueError as error:
            raise _Failed(f"ArgumentException: Cannot convert: {error}") from None
    try:
        found: XmlMessage = kind._document.reader.from_element(root)
    except WireError as error:
        raise _Failed(f"ArgumentException: Cannot convert: {error}") from None
    return found


def _put(root: Any, member: Member, texts: list[str]) -> None:
    content: Any = member.content
    if member.representation is Representation.TEXT:
        root.text = _text(",".join(texts), content)
        return
    if isinstance(content, Items):
        parent: Any = etree.SubElement(root, member.tag)
        for each in texts:
            etree.SubElement(parent, content.item).text = _text(each, content.content)
    elif member.representation is Representation.REPEATED:
        for each in texts:
            etree.SubElement(root, member.tag).text = _text(each, content)
    elif content is read_base64_binary:
        data = write_base64_binary(bytes(map(int, texts)))
        etree.SubElement(root, member.tag).text = data
    else:
        etree.SubElement(root, member.tag).text = _text(",".join(texts), content)


def _text(text: str, content: Any) -> str:
    """The text in XML of a scalar. Raises ValueError."""
    if content is read_char:
        return str(ord(text)) if len(text) == 1 else text
    if isinstance(content, type) and issubclass(content, StrEnum):
        return _enumeration(text, content)
    if content is read_double or content is read_float:
        return {"Infinity": "INF", "-Infinity": "-INF"}.get(text, text)
    return text


def _odd_names(member: Member, texts: list[str]) -> Iterator[str]:
    """The texts of enumerations of which no page tells whether .NET takes them."""
    content: Any = member.content
    if isinstance(content, Items):
        content = content.content
    if isinstance(content, type) and issubclass(content, StrEnum):
        known = {each.value for each in content if each.value.isidentifier()}
        for each in (part.strip() for text in texts for part in text.split(",")):
            if each not in known and each != "0":
                yield f"{each!r} is refused unless it is a member's name in the code"


def _enumeration(text: str, kind: type[StrEnum]) -> str:
    """The text in XML of an enumeration's member, or of [Flags]. Raises ValueError.

    .NET takes members by their names in the code, which are those in XML unless these are no names
    of C#: then the one in the code is unknown.
    """
    known = {each.value for each in kind}
    if text in known:
        return text
    parts = [each.strip() for each in text.split(",")]
    if text != "0" and known.issuperset(parts):
        return " ".join(parts)
    if text != "0" and all(map(str.isidentifier, known)):
        raise ValueError(f"Requested value '{text}' was not found.")
    return "" if text == "0" else text


def _return_value(value: XmlMessage, binding: Binding) -> bytes:
    """The document with the return value alone."""
    root: Any = parse(value.to_xml(), OWN)
    if binding.return_member:
        (member,) = (
            each
            for each in type(value)._members.table
            if each.tag == binding.return_member
        )
        children = [each for each in root if each.tag == binding.return_member]
        if member.representation is Representation.REPEATED:
            root[:] = children
        elif not children:
            return DECLARATION + _nil(binding.response_element)
        elif isinstance(member.content, AnyXml) and not binding.response_element:
            root = next(iter(children[0]), children[0])
        else:
            root = children[0]
    root.tag = binding.response_element or root.tag
    return DECLARATION + xml_of(root).encode()


def _nil(element: str) -> bytes:
    root: Any = parse(empty_document(element), OWN)
    root.set("{http://www.w3.org/2001/XMLSchema-instance}nil", "true")
    return bytes(etree.tostring(root))


def unknown_method(http: HttpRequest) -> HttpResponse | None:
    """Return ASMX's response to a method that it does not have; None for another request."""
    file, _, method = urlsplit(http.url).path.lower().rpartition("/")
    if not file.endswith(".asmx") or not method:
        return None
    return page_response(
        500,
        "Internal Server Error",
        "Request format is unrecognized for URL unexpectedly ending in"
        f" '/{urlsplit(http.url).path.rpartition('/')[2]}'.",
    )
