"""Reads the help pages of ASP.NET web services (``x.asmx?op=Y``) into facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from soapstone.model.facts import (
    Exchange,
    Head,
    Node,
    Notation,
    OperationFacts,
    PageFacts,
    Protocol,
    Sample,
)
from soapstone.model.file_findings import PAIRED_BY_PLACE, RPC_ENCODED
from soapstone.model.findings import Finding, Incomplete, SpecError, together
from soapstone.pages.document import Line
from soapstone.pages.envelopes import has_envelope
from soapstone.pages.http import Message
from soapstone.pages.page import Page
from soapstone.pages.soap import PROTOCOLS, read_envelope
from soapstone.pages.xml_samples import missing_sample, parse_sample

_ORDER = list(Protocol)
"""The order of the sections on a page. A section out of order starts the next operation."""

_SECTION = re.compile(r"SOAP(?: 1\.[12])?|HTTP (?:GET|POST)")
_HEADINGS = (
    Protocol.SOAP_1_1,
    Protocol.SOAP_1_2,
    Protocol.HTTP_GET,
    Protocol.HTTP_POST,
)
_CUT_HEADING = re.compile(
    r"S(?:OA?)?|HT{0,2}|(?:SOAP|HTTP)(?: (?:1(?:\.[12]?)?|[GP][A-Z]{0,3}))?"
    r"|(?:GET|POST) [^\s<>]+(?: [HTP]+/?)?"
)
"""What is left of the beginning of a section: its heading or its request line, whole or not."""
_LINK_SENTENCE = "Click here for a complete list of operations."
_LAYOUT_LINES = 12
"""The operation's name stands in the first lines of a page."""
_PARAMETER = re.compile(r"\S+:(?: .*)?")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_BARE = re.compile(r"(?:<\?xml\b[^<>]*\?>\s*)?xml(?![a-z])")
"""HTTP GET and POST show this word in place of a document of any XML."""
_WORD = re.compile(r"[^\s<>:]+")
_NO_XML = re.compile("[\x80-\xbf]")
"""Letters of C# that no XML name has, such as µ."""
_ACTION = re.compile(r"\baction=\"?([^\";]*)")
_ACCEPTED = 202
_RESPONSE = "Response"
"""ASP.NET appends it to the name of a method."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One exchange and the prose before it."""

    prose: tuple[Line, ...]
    exchange: Exchange
    encoded: bool
    errors: tuple[SpecError, ...]
    """Why a sample cannot be read."""

    @property
    def names(self) -> tuple[str, ...]:
        """Possible names of the operation: from its request element, its action, its URL, the
        element of its response.
        """
        head, body = self.exchange.request.head, self.exchange.request.body
        action = head.header("SOAPAction")
        if not action:
            found = _ACTION.search(head.header("Content-Type"))
            action = found[1] if found else ""
        path = head.path.partition("?")[0]
        url = path.rpartition("/")[2] if ".asmx/" in path.lower() else ""
        is_soap = self.exchange.protocol in PROTOCOLS.values()
        element = body.name if body and is_soap else ""
        answer = self.exchange.response.body if self.exchange.response else None
        usual = answer is not None and is_soap and answer.name.endswith(_RESPONSE)
        answered = answer.name.removesuffix(_RESPONSE) if answer and usual else ""
        names = (element, re.split(r"[/#:]", action)[-1], url, answered)
        return tuple(name for name in names if name)

    @property
    def is_of_page(self) -> bool:
        """Whether only the heading of the section stands above it, and no page begins."""
        return 0 < len(self.prose) < 3 and bool(_SECTION.match(self.prose[0].text))

    @property
    def marks(self) -> frozenset[str]:
        """What two sections of an operation share, at least in part."""
        answer = self.exchange.response.body if self.exchange.response else None
        return frozenset((*self.names, *([answer.name] if answer else ())))


@dataclass(slots=True)
class _Operation:
    sections: list[_Section] = field(default_factory=list)

    @property
    def errors(self) -> list[SpecError]:
        """Why samples cannot be read."""
        return [error for section in self.sections for error in section.errors]

    @property
    def is_shown(self) -> bool:
        """Whether a sample shows a message."""
        exchanges = [section.exchange for section in self.sections]
        samples = [each.request for each in exchanges]
        samples += [each.response for each in exchanges if each.response]
        return any(each.body or each.raw or each.parameters for each in samples)

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
        known = {mark for each in self.sections for mark in each.marks}
        same = not (known and section.marks) or not known.isdisjoint(section.marks)
        return later and (same or section.is_of_page)

    @property
    def names(self) -> dict[str, None]:
        """Possible names, the most probable first."""
        return dict.fromkeys(
            name for section in self.sections for name in section.names
        )


def recognises(page: Page) -> bool:
    """Return whether a page has a SOAP envelope in a sample, or a path that ends in ``.asmx``."""
    return any(
        ".asmx" in message.head.path.lower() or has_envelope(message)
        for message in page.messages
    )


Parse = Callable[[Sequence[Line]], tuple[Node, tuple[Line, ...]]]
"""Returns the document at the start of some lines, and the lines after it."""


def facts(page: Page, parse: Parse = parse_sample) -> PageFacts:
    """Return the operations of a page. Raises SpecError if a sample of each is damaged."""
    operations: list[OperationFacts] = []
    findings: list[Finding] = []
    errors: list[SpecError] = []
    service = ""
    groups = _operations(page, parse)
    for group in groups:
        if group.errors and not group.is_shown:
            errors += group.errors
            continue
        file = PurePosixPath(page.document.file).stem if len(groups) == 1 else ""
        operation = _facts(group, service, file)
        service = operation.service
        findings += _paired_by_place(operation)
        if any(section.encoded for section in group.sections):
            findings.append(_rpc_encoded(operation))
        else:
            operations.append(operation)
    if errors and not (operations or findings):
        raise together(errors)
    file = page.document.file
    return PageFacts(file, tuple(operations), tuple(findings), tuple(errors))


def _operations(page: Page, parse: Parse) -> list[_Operation]:
    groups = [_Operation()]
    prose = page.prose
    last = page.messages[-1] if page.messages else None
    for request, response in page.calls:
        section, prose = _section(prose, request, response, parse, last)
        if not groups[-1].continues(section):
            groups.append(_Operation())
        groups[-1].sections.append(section)
    if page.calls and (lost := _lost_section(prose)):
        groups[-1].sections.append(lost)
    return groups


def _lost_section(prose: tuple[Line, ...]) -> _Section | None:
    """The section of which a page that breaks off shows the beginning alone."""
    if not any(_CUT_HEADING.fullmatch(line.text) for line in prose[:1] + prose[-1:]):
        return None
    protocol = _headed(prose) or Protocol.HTTP_POST
    missing = "the beginning of a section without its sample"
    sample = Sample(Head(), (), None, prose[-1].origin, missing=missing)
    return _Section((), Exchange(protocol, sample, None), False, ())


def _section(
    prose: tuple[Line, ...],
    request: Message,
    response: Message | None,
    parse: Parse,
    last: Message | None,
) -> tuple[_Section, tuple[Line, ...]]:
    """Return the section of a call, and the lines after it. ``last``: the last of the page."""
    sent = _read(request, parse, last)
    answer = _read(response, parse, last) if response else None
    protocol = sent.protocol or (answer.protocol if answer else None)
    if protocol is None and sent.sample.body:
        protocol = Protocol.XML
    if protocol is None and sent.sample.is_cut:
        protocol = _headed(prose)
    protocol = protocol or _announced(request if request.head.verb else response)
    read = [sent, answer] if answer else [sent]
    section = _Section(
        prose,
        Exchange(protocol, sent.sample, _answer(answer, protocol) if answer else None),
        any(each.encoded for each in read),
        tuple(each.error for each in read if each.error),
    )
    return section, read[-1].rest


def _headed(prose: Sequence[Line]) -> Protocol | None:
    """The protocol of a section by its heading, of which a request that breaks off says less."""
    texts = [line.text for line in reversed(prose)]
    shown = (each for text in texts for each in _HEADINGS if text.endswith(each))
    return next(shown, None)


def _announced(message: Message | None) -> Protocol:
    """The protocol of a section that shows no envelope, by the head of its request, else of its
    response.
    """
    if message is None:
        return Protocol.SOAP_1_1
    content_type = message.head.header("Content-Type")
    if "soap+xml" in content_type:
        return Protocol.SOAP_1_2
    if "/xml" in content_type or message.head.header("SOAPAction"):
        return Protocol.SOAP_1_1
    return Protocol.HTTP_GET if message.head.verb == "GET" else Protocol.HTTP_POST


@dataclass(frozen=True, slots=True)
class _Read:
    """A sample as it was read."""

    sample: Sample
    rest: tuple[Line, ...]
    """The lines after it."""
    protocol: Protocol | None = None
    """The SOAP version of its envelope."""
    encoded: bool = False
    """It is rpc/encoded."""
    error: SpecError | None = None
    """Why its document cannot be read."""


def _answer(read: _Read, protocol: Protocol) -> Sample:
    """The response of a section. Only a one-way method answers SOAP without an envelope; its status
    is 202 then.
    """
    sample, is_soap = read.sample, protocol in PROTOCOLS.values()
    if not is_soap or read.protocol or read.error or sample.head.status == _ACCEPTED:
        return sample
    return replace(sample, missing="a response without a SOAP envelope")


def _read(message: Message, parse: Parse, last: Message | None) -> _Read:
    empty = Sample(message.head, (), None, message.line.origin)
    bare = _after_bare(message.content)
    if bare is not None:
        return _Read(replace(empty, raw="bytes"), bare)
    if message is last and _may_be_cut(message):
        empty = replace(empty, is_cut=True)
    try:
        return _with_document(message, empty, parse)
    except Incomplete as error:
        rest = () if message.has_xml else message.content
        is_cut = not message.has_xml
        missing = replace(
            empty, missing=error.found, origin=error.origin, is_cut=is_cut
        )
        return _Read(missing, rest, error=error)


def _may_be_cut(message: Message) -> bool:
    """Whether a message shows nothing after its head but a form, or one word: that of a header."""
    rest = [line.text for line in message.content]
    is_short = not rest or (len(rest) == 1 and bool(_WORD.fullmatch(rest[0])))
    return is_short and message.head.status != _ACCEPTED


def _with_document(message: Message, empty: Sample, parse: Parse) -> _Read:
    if not message.has_xml:
        _check_body(message, empty)
        pairs = tuple(_parameters(message.form))
        return _Read(replace(empty, parameters=pairs), message.after_form)
    root, rest = parse(message.content)
    envelope = read_envelope(root)
    if envelope is None:
        return _Read(replace(empty, body=root), rest)
    body, missing = envelope.body, ""
    if body and body.namespace == root.namespace and body.name == "Fault":
        body, missing = None, "a SOAP fault in place of the message"
    sample = replace(empty, headers=envelope.headers, body=body, missing=missing)
    return _Read(sample, rest, envelope.protocol, envelope.encoded)


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


def _check_body(message: Message, empty: Sample) -> None:
    """Raise Incomplete for an XML content type without XML, and for a head of SOAP that breaks off
    before it.
    """
    head = message.head
    content_type = head.header("Content-Type")
    is_soap = head.verb == "POST" and head.path.lower().endswith(".asmx")
    if "xml" in content_type or (empty.is_cut and is_soap):
        raise missing_sample(message.line.origin, content_type)


def _facts(group: _Operation, service: str, file: str) -> OperationFacts:
    """Return the facts of an operation. ``service`` is that of the previous operation in the file,
    ``file`` the file's name where there is no other.
    """
    prose = group.sections[0].prose
    names = group.names
    index = _name_index(prose, names)
    name = next(iter(names), file if file.isidentifier() else "")
    if index is not None:
        name = prose[index].text
        service = _service(prose, index) or service
    documentation = _documentation(prose[index + 1 :]) if index is not None else ""
    exchanges = tuple(section.exchange for section in group.sections)
    first = exchanges[0].request.origin
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
        origin=prose[index].origin if index is not None else first,
        name_origin=first if name and index is None else None,
    )


def _name_index(prose: Sequence[Line], names: dict[str, None]) -> int | None:
    """The index of the line with the operation's name: one that the samples show, or the one after
    the sentence with a link to all operations. What other lines say is prose.
    """
    matching = [index for index, line in enumerate(prose) if line.text in names]
    if matching:
        return next((index for index in matching if index >= 2), matching[0])
    for index, line in enumerate(prose[:_LAYOUT_LINES]):
        if _sentence_start(prose, index) is not None:
            found = " " not in line.text and not _SECTION.search(line.text)
            return index if found else None
    return None


def _service(prose: Sequence[Line], name: int) -> str:
    """The name of the service, which stands above the sentence before the operation's name. The
    sentence may be translated; what stands above another one may be prose, so it is a name only if
    it is one word.
    """
    sentence = _sentence_start(prose, name)
    if sentence is not None:
        return prose[sentence - 1].text if sentence else ""
    above = prose[max(0, name - 2)].text if name else ""
    return "" if " " in above else above


def _sentence_start(prose: Sequence[Line], index: int) -> int | None:
    """The index of the sentence with a link to all operations, if it ends before ``index``.

    Saving a page as text may break it around its link.
    """
    for start in range(index - 1, max(-1, index - 6), -1):
        if " ".join(line.text for line in prose[start:index]) == _LINK_SENTENCE:
            return start
    return None


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


def _paired_by_place(operation: OperationFacts) -> Iterator[Finding]:
    """Yield a finding for each response without a head that is not called after its request."""
    for exchange in operation.exchanges:
        asked, answer = exchange.request.body, exchange.response
        if not (asked and answer and answer.body) or answer.head.status:
            continue
        if answer.body.name != f"{asked.name}{_RESPONSE}":
            yield PAIRED_BY_PLACE.at(
                answer.origin,
                operation.name or asked.name,
                response=answer.body.name,
                request=asked.name,
            )


def _rpc_encoded(operation: OperationFacts) -> Finding:
    return RPC_ENCODED.at(operation.origin, operation.name)
