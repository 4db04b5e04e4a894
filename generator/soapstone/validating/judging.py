"""Judges one recorded message after the other by the package of its service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from soapstone.inputs.recordings.documents import Document, qname
from soapstone.inputs.recordings.files import Message
from soapstone.inputs.recordings.http_dumps import HttpMessage
from soapstone.model.findings import Origin
from soapstone.runtime.standin.notes import Effect, Kind
from soapstone.validating.calls import Call, Calls, is_form, url_of
from soapstone.validating.inspecting import Inspection, finding
from soapstone.validating.judgements import Finding, Judged
from soapstone.validating.matching import Match, Matcher
from soapstone.validating.schemas import Schemas


class Judge:
    """Judges the messages of one file, in order: a response belongs to the request before it."""

    def __init__(
        self, package: Any, runtime: Any, schemas: Schemas, *, ordered: bool
    ) -> None:
        """``ordered`` is whether DataContractSerializer reads the messages."""
        self._ordered = ordered
        self._runtime = runtime
        self._schemas = schemas
        self._calls = Calls(package, runtime)
        self._matcher = Matcher(self._calls.operations, runtime)
        self._asked: Any = None
        """The operation of the latest request."""

    def start(self) -> None:
        """Begin another file."""
        self._asked = None

    def judge(self, message: Message) -> Judged | None:
        """Return what is wrong with a message; None if it is neither XML nor a call."""
        http, document = message.http, message.document
        call = None
        if http and http.verb:
            if document or is_form(http):
                call = self._calls.read(http)
            self._asked = call and call.operation
        if document is None:
            return _form(http, call) if http and call and call.is_known else None
        if document.is_fault:
            return Judged(document.start, "Fault", "", "fault", ())
        name, origin = qname(document.root).name, document.origin(document.root)
        direction = ("request" if http.verb else "response") if http else ""
        match = self._matcher.find(str(document.root.tag), direction, self._asked)
        findings, more = self._findings(document, match, call)
        if call:
            findings += [*_of_call(call, origin, findings)]
        findings.sort(key=lambda each: each.origin.line)
        named = call.operation if call and call.operation else match and match.operation
        return Judged(
            origin,
            name,
            named.name if named else "",
            match.direction if match else direction if named else "",
            tuple(findings),
            more,
        )

    def _findings(
        self, document: Document, match: Match | None, call: Call | None
    ) -> tuple[list[Finding], int]:
        """What is wrong with the XML of a message, and how much more."""
        called = call and call.operation
        if called and (match is None or match.kind is not called.request):
            return [], 0  # the service skips all of it, and the call says so
        if match is None:
            return [self._foreign(document)], 0
        inspection = Inspection(
            self._runtime, self._schemas, document, ordered=self._ordered
        )
        inspection.headers(match.headers)
        inspection.body(match)
        return inspection.findings, inspection.more

    def _foreign(self, document: Document) -> Finding:
        """A root element that no operation has."""
        tag = str(document.root.tag)
        found = f"element {tag}"
        if qname(document.root).name == "Envelope":
            found = "an envelope with nothing in its Body"
        expected = ", ".join(self._matcher.namesakes(tag)) or "one of the service"
        return finding(Kind.BODY, document.origin(document.root), "$", found, expected)


def _form(http: HttpMessage, call: Call) -> Judged:
    """A request that is all in its address, or in a form."""
    path = urlsplit(url_of(http.target)).path
    name = call.operation.name if call.operation else path
    found = tuple(_of_call(call, http.head, []))
    operation = call.operation.name if call.operation else ""
    return Judged(http.head, name, operation, "request", found)


def _of_call(call: Call, origin: Origin, known: list[Finding]) -> Iterator[Finding]:
    """What else the service says of a request, or says nothing about."""
    said = {each.said for each in known}
    for each in call.passed_over:
        if each not in said:
            path, colon, found = each.partition(": ")
            path, found = (path, found) if colon else ("$", each)
            expected = "a request as the page shows it"
            yield finding(Kind.CALL, origin, path, found, expected, said=each)
    if call.refused and not any(each.effect is Effect.REFUSED for each in known):
        yield finding(Kind.NO_CALL, origin, "$", call.refused, "a call that it takes")
