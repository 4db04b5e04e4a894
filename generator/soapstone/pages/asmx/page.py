"""Reads the help pages of ASP.NET web services (``x.asmx?op=Y``) into facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from soapstone.model.facts import (
    Exchange,
    Notation,
    OperationFacts,
    PageFacts,
    Protocol,
    Sample,
)
from soapstone.model.findings import Finding, Severity
from soapstone.pages.document import Line
from soapstone.pages.http import Message
from soapstone.pages.page import Page
from soapstone.pages.soap import PROTOCOLS, read_envelope
from soapstone.pages.xml_samples import missing_sample, parse_sample

_ORDER = list(Protocol)
"""The order of the sections on a page. A section out of order starts the next operation."""

_SECTION = re.compile(r"SOAP(?: 1\.[12])?|HTTP (?:GET|POST)")
_LINK_SENTENCE = "Click here for a complete list of operations."
_PARAMETER = re.compile(r"\S+:(?: .*)?")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_BARE = re.compile(r"(?:<\?xml\b[^<>]*\?>\s*)?xml(?![a-z])")
"""HTTP GET and POST show this word in place of a document of any XML."""
_NO_XML = re.compile("[\x80-\xbf]")
"""Letters of C# that no XML name has, such as µ."""
_ACTION = re.compile(r"\baction=\"?([^\";]*)")


@dataclass(frozen=True, slots=True)
class _Section:
    """One exchange and the prose before it."""

    prose: tuple[Line, ...]
    exchange: Exchange
    encoded: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Possible names of the operation: from its action, its URL, its request element."""
        head, body = self.exchange.request.head, self.exchange.request.body
        action = head.header("SOAPAction")
        if not action:
            found = _ACTION.search(head.header("Content-Type"))
            action = found[1] if found else ""
        path = head.path.partition("?")[0]
        url = path.rpartition("/")[2] if ".asmx/" in path.lower() else ""
        element = (
            body.name if body and self.exchange.protocol in PROTOCOLS.values() else ""
        )
        return tuple(
            name for name in (re.split(r"[/#:]", action)[-1], url, element) if name
        )


@dataclass(slots=True)
class _Operation:
    sections: list[_Section] = field(default_factory=list)

    def continues(self, section: _Section) -> bool:
        """Whether a section belongs to this operation: it is of a later kind and has no other
        name.
        """
        if not self.sections:
            return True
        last = self.sections[-1]
        later = _ORDER.index(section.exchange.protocol) > _ORDER.index(
            last.exchange.protocol
        )
        return later and (
            not section.names or any(name in self.names for name in section.names)
        )

    @property
    def names(self) -> dict[str, None]:
        """Possible names, the most probable first."""
        return dict.fromkeys(
            name for section in self.sections for name in section.names
        )


def recognises(page: Page) -> bool:
    """Return whether a page has a SOAP envelope in a sample, or a path that ends in ``.asmx``."""
    return any(
        ".asmx" in message.head.path.lower()
        or (
            message.has_xml
            and any(
                uri in line.text for line in message.content[:9] for uri in PROTOCOLS
            )
        )
        for message in page.messages
    )


def facts(page: Page) -> PageFacts:
    """Return the operations of a page. Raises SpecError for a sample that cannot be read."""
    operations: list[OperationFacts] = []
    findings: list[Finding] = []
    service = ""
    for group in _operations(page):
        operation = _facts(group, service)
        service = operation.service
        findings.extend(_missing_responses(operation))
        if any(section.encoded for section in group.sections):
            findings.append(_rpc_encoded(operation))
        else:
            operations.append(operation)
    return PageFacts(page.document.file, tuple(operations), tuple(findings))


def _operations(page: Page) -> list[_Operation]:
    groups = [_Operation()]
    prose = page.prose
    for request, response in page.calls:
        section, prose = _section(prose, request, response)
        if not groups[-1].continues(section):
            groups.append(_Operation())
        groups[-1].sections.append(section)
    return groups


def _section(
    prose: tuple[Line, ...], request: Message, response: Message | None
) -> tuple[_Section, tuple[Line, ...]]:
    """Return the section of a call, and the lines after it."""
    sent, protocol, sent_encoded, rest = _sample(request)
    answer, answer_encoded = None, False
    if response is not None:
        answer, _, answer_encoded, rest = _sample(response)
    if protocol is None:
        protocol = (
            Protocol.HTTP_GET if request.head.verb == "GET" else Protocol.HTTP_POST
        )
    exchange = Exchange(protocol, sent, answer)
    return _Section(prose, exchange, sent_encoded or answer_encoded), rest


def _sample(message: Message) -> tuple[Sample, Protocol | None, bool, tuple[Line, ...]]:
    """Return the sample, the SOAP version of its envelope, whether it is rpc/encoded, and the lines
    after it.
    """
    origin = message.line.origin
    bare = _after_bare(message.content)
    if bare is not None:
        return Sample(message.head, (), None, origin, raw="bytes"), None, False, bare
    if not message.has_xml:
        _check_body(message)
        pairs = tuple(_parameters(message.form))
        sample = Sample(message.head, (), None, origin, parameters=pairs)
        return sample, None, False, message.after_form
    root, rest = parse_sample(message.content)
    envelope = read_envelope(root)
    if envelope is None:
        return Sample(message.head, (), root, origin), None, False, rest
    sample = Sample(message.head, envelope.headers, envelope.body, origin)
    return sample, envelope.protocol, envelope.encoded, rest


def _parameters(form: str) -> Iterator[tuple[str, str]]:
    """The pairs of a form. A name that no parameter of a method can have is part of a value."""
    for pair in form.split("&"):
        name, equals, value = pair.partition("=")
        if equals and name.isidentifier() and not _NO_XML.search(name):
            yield name, value


def _after_bare(content: tuple[Line, ...]) -> tuple[Line, ...] | None:
    """Return the lines after a document that is only the word ``xml``; None for another
    document.
    """
    declared = bool(content) and content[0].text.endswith("?>")
    lines = content[1:] if declared else content
    found = _BARE.match(lines[0].text) if lines else None
    if found is None:
        return None
    rest = lines[0].part(found.end())
    return ((rest,) if rest.text else ()) + lines[1:]


def _check_body(message: Message) -> None:
    """Raise SpecError for an XML content type without XML: the page is incomplete."""
    content_type = message.head.header("Content-Type")
    if "xml" in content_type:
        raise missing_sample(message.line.origin, content_type)


def _facts(group: _Operation, service: str) -> OperationFacts:
    """Return the facts of an operation. ``service`` is that of the previous operation in the
    file.
    """
    prose = group.sections[0].prose
    names = group.names
    index = _name_index(prose, names)
    name = prose[index].text if index is not None else next(iter(names), "")
    if index is not None and index > 0:
        service = prose[max(0, _sentence_start(prose, index) - 1)].text
    documentation = _documentation(prose[index + 1 :]) if index is not None else ""
    exchanges = tuple(section.exchange for section in group.sections)
    return OperationFacts(
        notation=Notation.TYPE_NAMES,
        service=service,
        name=name,
        documentation=documentation,
        routes=(),
        demands=(),
        tables=(),
        enumeration_tables=(),
        exchanges=exchanges,
        origin=(
            prose[index].origin if index is not None else exchanges[0].request.origin
        ),
    )


def _name_index(prose: Sequence[Line], names: dict[str, None]) -> int | None:
    """The index of the line with the operation's name: the third, unless the samples show
    another.
    """
    matching = [index for index, line in enumerate(prose) if line.text in names]
    if matching:
        return next((index for index in matching if index >= 2), matching[0])
    usual = (
        len(prose) > 2
        and " " not in prose[2].text
        and (not names or prose[2].text.isidentifier())
        and not _SECTION.search(prose[2].text)
    )
    return 2 if usual else None


def _sentence_start(prose: Sequence[Line], index: int) -> int:
    """The index of the sentence with a link to all operations, which stands before the operation's
    name. Saving a page as text may break it around its link.
    """
    for start in range(index - 1, max(-1, index - 6), -1):
        if " ".join(line.text for line in prose[start:index]) == _LINK_SENTENCE:
            return start
    return index - 1


def _documentation(lines: Sequence[Line]) -> str:
    """The lines between the operation's name and the test section."""
    texts = [line.text for line in lines]
    heading = next((index for index, line in enumerate(lines) if line.heading), None)
    end = _test_start(texts) if heading is None else heading
    kept = (" ".join(_TAG.sub("", text).split()) for text in texts[:end])
    return "\n".join(text for text in kept if text)


def _test_start(texts: list[str]) -> int:
    """The index of the line where the test section starts.

    It is found from its end, for its words are translated but its structure is not: a heading; a
    sentence, and perhaps a table of parameters (titles, then ``name:`` on each line); the heading
    of the first sample, often joined to the line before; the sentence of that section.
    """
    for index in range(len(texts) - 1, -1, -1):
        if texts[index] == "Test":
            return index
    index = len(texts) - 2
    if index >= 0 and not _SECTION.fullmatch(texts[index]):
        return max(0, index - 1)
    index -= 1
    last = index
    while index >= 0 and _PARAMETER.fullmatch(texts[index]):
        index -= 1
    if index < last:
        index -= 1
    return max(0, index - 1)


def _missing_responses(operation: OperationFacts) -> list[Finding]:
    return [
        Finding(
            code="missing-response",
            severity=Severity.GUESS,
            subject=operation.name,
            origin=exchange.request.origin,
            found=f"A {exchange.protocol} request without a response.",
            decided="The operation is taken as one-way: it has no response.",
            settle="Save the whole page again.",
        )
        for exchange in operation.exchanges
        if exchange.response is None
    ]


def _rpc_encoded(operation: OperationFacts) -> Finding:
    return Finding(
        code="rpc-encoded",
        severity=Severity.GUESS,
        subject=operation.name,
        origin=operation.origin,
        found="The samples are in the rpc/encoded style, with types and references in attributes.",
        decided="The operation is left out.",
        settle="Nothing: rpc/encoded is not supported.",
    )
