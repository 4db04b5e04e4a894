"""Reads a large document item by item, in constant memory.

The stream is parsed in chunks of 64 KiB. An item is read when its end tag comes; after each chunk,
the elements that are done are removed from the tree.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final, Literal, Protocol, TypeVar, cast

from lxml import etree

from ..errors import Problem, WireError
from ..limits import DEEPEST_ELEMENTS, OWN, USUAL, ForbiddenCharacters, Limits
from ..messages import Document, XmlMessage
from ..reading.control_characters import ADVICE
from ..reading.diagnosis import diagnosed
from ..reading.elements import NIL, TRUE, Element, count_nodes, deeper
from ..reading.parsing import (
    LIBXML2_DEPTH,
    ExpatCheck,
    Prolog,
    encoding_of,
    malformed,
    misencoded,
    not_well_formed,
    too_much,
)
from ..reading.reader import read_document
from ..soap.envelopes import Envelope, refuse_beside
from ..soap.writing import NAMESPACES
from .lists import ListPlace, Step, place_of
from .substituting import Substitution, chosen

T = TypeVar("T")

STREAMED: Final = Limits(size=OWN.size)
"""The usual limits, but for a document of any size."""

_CHUNK: Final = 2**16
_LONGEST_OPENING: Final = 2**20
"""The root element of the message must start within so many bytes, SOAP headers included."""
_DOUBTED: Final = 2**20
"""After so many bytes, expat stops to read along: see ``ExpatCheck``."""
_DECLARATION: Final = 1024
"""The encoding must be declared within so many bytes."""
_BODY_OF: Final = {f"{{{each}}}Envelope": f"{{{each}}}Body" for each in NAMESPACES}


class ByteStream(Protocol):
    """A binary stream: a file opened with "rb", the body of an HTTP response, a GzipFile."""

    def read(self, size: int, /) -> bytes: ...


def iter_from_xml(
    stream: ByteStream,
    message: type[XmlMessage],
    item: type[T],
    *,
    path: str = "",
    limits: Limits = STREAMED,
    forbidden_characters: ForbiddenCharacters = "refuse",
) -> Iterator[T]:
    """Return an iterator over the items of a list in a message, bare or in a SOAP envelope.

    The items are the objects that ``from_xml`` would return, with None for a nil one. Everything
    outside the list is skipped. Of a list of several element names these are the items of one
    class, or with ``object`` all, in their order. ``path`` names the list by its fields
    (``"result.rows"``), if several lists have items of this class; if the path leads through
    another list, the items of all its lists follow each other. ``limits.size`` (bytes) applies to
    the document, ``limits.elements`` to each item. ``forbidden_characters`` is that of
    ``from_xml``; the function of this name yields those of an item.

    Raises ValueError at once if the message has no such list or, without ``path``, several. The
    iterator raises WireError with the wrong values of an item, or if the document is not this
    message, and SoapFault if it holds a fault.
    """
    document, kind = message._document, None if item is object else item
    substitution = chosen(forbidden_characters)
    place = place_of(document, kind, path)
    return _items(stream, document, place, limits, substitution)


def _items(
    stream: ByteStream,
    document: Document[Any],
    place: ListPlace,
    limits: Limits,
    substitution: Substitution | None,
) -> Iterator[Any]:
    chunks = _in_utf8(stream, limits)
    if substitution is not None:
        chunks = substitution.of(chunks)
    head, around = _opening(chunks, document)
    walk = _Walk(around, place, limits)
    names = [name for step in walk.steps for name in step.labels]
    parser = _parser(("start", "end"), limits, names)
    log = _Log(parser)
    for chunk in chain((head,), chunks):
        log.feed(chunk)
        walk.begin(chunk)
        for event, element in parser.read_events():
            if event == "start":
                walk.enter(element)
            elif walk.leave(element):
                found = walk.read(element)
                if substitution is not None:
                    substitution.mark(found)
                yield found
        walk.cut_off()
    log.close()


class _Walk:
    """The position in the document: which elements are open, from the root to the item."""

    def __init__(
        self, around: tuple[str, ...], place: ListPlace, limits: Limits
    ) -> None:
        outer = (*(Step({name: ""}, False) for name in around[:-1]),)
        self.steps: Final = (*outer, Step({around[-1]: "$"}, False), *place.steps)
        self._members = len(around)
        self._reads = place.reads
        self._limits = limits
        self._depth = min(limits.depth, DEEPEST_ELEMENTS) - len(place.steps)
        huge = limits.depth > LIBXML2_DEPTH
        self._measured = huge or limits.depth + len(outer) < LIBXML2_DEPTH
        # These hold the elements, so that lxml's proxies and their identity stay alive.
        self._open: list[Element] = []
        self._envelope: Element | None = None
        self._counts = [0] * (len(self.steps) + 1)
        self._labels = [""] * len(self.steps)
        self._signs = 0

    def begin(self, chunk: bytes) -> None:
        """Count the possible elements and attributes in a chunk: an upper bound for an item."""
        signs = chunk.count(b"<") + chunk.count(b"=")
        self._signs = signs + (self._signs if self._in_item() else 0)

    def enter(self, element: Element) -> None:
        level = len(self._open)
        if level == len(self.steps) or element.tag not in self.steps[level].labels:
            return
        if element.getparent() is not (self._open[-1] if level else None):
            return
        step = self.steps[level]
        if self._counts[level] and not step.repeated:
            return  # from_xml takes the first, too
        if step.is_choice and element.get(NIL) in TRUE:
            return  # which is no item to from_xml
        self._counts[level] += 1
        self._labels[level] = step.labels[element.tag]
        if level == 0 and self._members > 1:
            self._envelope = element
        inner = self._members <= level < len(self.steps) - 1
        if inner and element.get(NIL) in TRUE:
            return
        self._open.append(element)
        self._counts[level + 1] = 0

    def leave(self, element: Element) -> bool:
        """Return whether the element that ends is an item that is wanted."""
        if not self._open or element is not self._open[-1]:
            return False
        is_item = self._in_item()
        self._open.pop()
        return is_item and element.tag in self._reads

    def read(self, element: Element) -> Any:
        self._refuse_flood(element)
        if self._measured and deeper(element, self._depth):
            raise too_much(self._limits.depth, "elements inside each other", "depth")
        if element.get(NIL) in TRUE:
            return None
        try:
            read = self._reads[element.tag]
            return read_document(element, lambda e, r: read(e, r, ()), self._path)
        except WireError as error:
            raise under(self._path(), error) from None

    def cut_off(self) -> None:
        """Remove the elements that are done from the tree, except those of an open item.

        Raises WireError where it stands in the envelope and is no part of the message.
        """
        if self._envelope is not None:
            refuse_beside(self._envelope)
        if not self._open:
            return
        item = self._open[-1] if self._in_item() else None
        if item is not None:
            self._refuse_flood(item)
        each: Any = self._open[0]
        while each is not item and len(each):
            del each[:-1]
            each = each[-1]

    def _in_item(self) -> bool:
        return len(self._open) == len(self.steps)

    def _refuse_flood(self, item: Element) -> None:
        most = self._limits.elements
        if self._signs > most and count_nodes(item) > most:
            raise too_much(most, "elements and attributes", "elements")

    def _path(self) -> str:
        counted = zip(self.steps, self._labels, self._counts, strict=False)
        return "".join(
            f"{label}[{count - 1}]" if step.repeated else label
            for step, label, count in counted
        )


def under(path: str, error: WireError) -> WireError:
    """Return the error of an item with its path in the message."""
    return WireError(
        [
            Problem(path + each.path.removeprefix("$"), each.found, each.expected)
            for each in error.problems
        ]
    )


def _opening(
    chunks: Iterator[bytes], document: Document[Any]
) -> tuple[bytes, tuple[str, ...]]:
    """The start of a document, and the elements from its root to the message's own.

    Raises like ``from_xml`` and ``from_soap`` where it is another document.
    """
    parser = _parser(("start",), USUAL)
    log = _Log(parser)
    head, prolog = bytearray(), Prolog()
    for chunk in chunks:
        head += chunk
        try:
            prolog.refuse_document_type(head)
            log.feed(chunk)
        except WireError as error:
            raise diagnosed(bytes(head), error) from None
        for _, element in parser.read_events():
            around = _around(element)
            if around is None:
                continue
            if around and element.tag == around[-1].removesuffix("Body") + "Fault":
                _raise_fault(bytes(head), chunks)
            if element.tag != document.element:
                document.reader.from_element(element)  # raises WireError that says so
            return bytes(head), (*around, element.tag)
        if len(head) > _LONGEST_OPENING:
            raise malformed(f"no message in {len(head)} bytes", document.element)
    Envelope.parse(bytes(head))  # there is no message: this says what is wrong
    raise malformed("nothing", document.element)


def _around(element: Element) -> tuple[str, ...] | None:
    """The envelope's elements around a message; None where the element is none."""
    body = element.getparent()
    if body is None:
        return None if element.tag in _BODY_OF else ()
    root = body.getparent()
    if root is None or root.getparent() is not None:
        return None
    return (root.tag, body.tag) if _BODY_OF.get(root.tag) == body.tag else None


def _raise_fault(head: bytes, chunks: Iterator[bytes]) -> None:
    parts, size = [head], len(head)
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > USUAL.size:
            break
    Envelope.parse(b"".join(parts))


def _parser(
    events: tuple[Literal["start", "end"], ...],
    limits: Limits,
    names: list[str] | None = None,
) -> Any:
    """A parser with the safe options of ``parse``, to be fed; its errors are in its log."""
    return etree.XMLPullParser(
        events,
        tag=names,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=limits.depth > LIBXML2_DEPTH,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=True,  # a namespace that is no URI is well-formed; the log tells it from errors
    )


class _Log:
    """The errors of libxml2 while a parser is fed."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._seen = 0
        self._size = 0
        self._second: ExpatCheck | None = ExpatCheck()

    def feed(self, chunk: bytes) -> None:
        """Feed the parser. Raises WireError for the first error so far."""
        if self._second is not None:
            self._second.feed(chunk)
        self._parser.feed(chunk)
        self._check()
        self._size += len(chunk)
        if self._size > _DOUBTED and not self._seen:
            self._second = None

    def close(self) -> None:
        """Raise WireError if the document is not complete."""
        self._parser.close()
        self._check()
        if self._second is not None and self._seen:
            self._second.feed(b"", final=True)

    def _check(self) -> None:
        log = self._parser.feed_error_log
        for each in islice(log, self._seen, None):
            if each.type_name == "ERR_INVALID_CHAR":
                raise not_well_formed(each.message, each.line, each.column, ADVICE)
            if each.type_name != "WAR_NS_URI":
                raise not_well_formed(each.message, each.line, each.column)
            if self._second is None:
                found = f"a namespace that is no URI first in line {each.line}"
                expected = f"the first in {_DOUBTED:,} bytes; from_xml reads the others"
                raise malformed(found, expected)
        self._seen = len(log)
        if self._seen and self._second is not None:
            self._second.check()


def _in_utf8(stream: ByteStream, limits: Limits) -> Iterator[bytes]:
    """The bytes of a document, converted to UTF-8."""
    start = b""
    parts = _parts(stream, limits)
    while len(start) < _DECLARATION and (part := next(parts, b"")):
        start += part
    name = encoding_of(start)
    if name == "utf-8":
        yield start.removeprefix(codecs.BOM_UTF8)
        yield from parts
        return
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for part in chain((start,), parts):
            yield decoder.decode(part).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as error:
        raise misencoded(name, error) from None


def _parts(stream: ByteStream, limits: Limits) -> Iterator[bytes]:
    size = 0
    while part := cast(object, stream.read(_CHUNK)):
        if not isinstance(part, bytes):
            raise TypeError("a stream of bytes is needed: open a file with 'rb'")
        size += len(part)
        if size > limits.size:
            raise too_much(limits.size, "bytes", "size")
        yield part
