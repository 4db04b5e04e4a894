"""Scans whole messages: checks that the text has the usual shape, then scans the record in it.

A document that cannot be scanned has no effect: the scan returns None, and ``Reader`` reads it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Generic, TypeVar

from ..errors import SoapstoneError
from ..limits import Limits
from ..reading.elements import XSD, XSI
from ..records.record import Record
from ..soap.envelopes import Envelope
from ..soap.writing import NAMESPACES
from .patterns import PREFIX
from .scanner import Opening, Scan, Scanner
from .starts import Place, Starts
from .texts import Unscanned, legible, rewritten

R = TypeVar("R", bound=Record)

MessageScan = Callable[[object, Limits, bool], R | None]
"""Takes a document, limits and whether it is a SOAP envelope; None if it cannot be scanned."""

_LARGEST: Final = 2**28
"""The largest document that is scanned, in bytes: well below libxml2's own limits."""
_SHORTEST: Final = len("<a/>")
"""The least bytes of an element."""
_USUAL: Final = (XSI[1:-1], XSD[1:-1])
_HEAD: Final = 1000
"""The start of a document, in characters: an envelope declares its version there."""
_ENVELOPE: Final = re.compile(
    rf"(?:<\?xml[^<>]*+>)?[ \t\n]*+<((?:{PREFIX}:)?)Envelope[^<>]*+>"
).match
_UNQUOTED: Final = re.compile(r"[^&<\"\t\n\r]*").fullmatch


def message_scan(
    kind: type[R], element: str, namespaces: Iterable[str]
) -> MessageScan[R]:
    """Return the scan of a class's messages; ``element`` is the root element, ``{urn:x}Ask``.

    For a class that cannot be scanned, as one with attributes, it always returns None.
    """
    scan = kind._members.scan
    known = frozenset([*namespaces, *_USUAL, *NAMESPACES])
    if scan is None or not all(map(_UNQUOTED, known)):
        return _never
    namespace, _, name = element.rpartition("}")
    return _Messages(scan, Place(namespace[1:], name), Starts(known)).scanned


class _Messages(Generic[R]):
    """Scans the messages of one class."""

    def __init__(self, scan: Scan[R], root: Place, starts: Starts) -> None:
        self._scan: Final = scan
        self._root: Final = (root,)
        self._envelopes: Final = {
            uri: (Place(uri, "Envelope"), Place(uri, "Body"), root)
            for uri in NAMESPACES
        }
        self._starts: Final = starts
        self._openings: Final[dict[bool, Opening]] = {}
        """The opening of the last message, bare and in an envelope; most messages share it."""

    def scanned(self, data: object, limits: Limits, soap: bool) -> R | None:
        try:
            text = legible(_within_limits(data, limits))
            try:
                return self._as_it_stands(text, limits, soap)
            except (Unscanned, ValueError):
                return self._as_it_stands(rewritten(text), limits, soap)
        except (Unscanned, ValueError):
            return None

    def _as_it_stands(self, text: str, limits: Limits, soap: bool) -> R:
        if "\r" in text:
            raise Unscanned  # XML changes it
        opening = self._openings.get(soap)
        if opening is None or not text.startswith(opening.text):
            places = _of_version(self._envelopes, text) if soap else self._root
            text = _headless(text, limits) if soap else text
            opening = Scanner(text, self._starts, limits.depth).opening(places)
            if len(opening.text) < _HEAD:
                self._openings[soap] = opening
        return Scanner(text, self._starts, limits.depth).document(opening, self._scan)


def _of_version(
    envelopes: Mapping[str, tuple[Place, ...]], text: str
) -> tuple[Place, ...]:
    """The places of the SOAP version whose namespace is in the start of the document."""
    for uri, found in envelopes.items():
        if uri in text[:_HEAD]:
            return found
    raise Unscanned


def _headless(text: str, limits: Limits) -> str:
    """An envelope without its header, which is parsed by itself. Raises Unscanned.

    The header does not matter for the message, but an invalid one must be an error.
    """
    start = _ENVELOPE(text)
    if start is None or not text.startswith(f"<{start[1]}Header", start.end()):
        return text
    closing = f"</{start[1]}Header>"
    end = text.find(closing, start.end()) + len(closing)  # where there is none, no XML
    body = f"<{start[1]}Body><x/></{start[1]}Body></{start[1]}Envelope>"
    try:
        Envelope.parse(text[:end] + body, limits=limits)
    except SoapstoneError:
        raise Unscanned from None
    return text[: start.end()] + text[end:]


def _never(data: object, limits: Limits, soap: bool) -> None:
    return None


def _within_limits(data: object, limits: Limits) -> bytes:
    """The document in UTF-8. Raises Unscanned or ValueError, also if it is near the limits."""
    if type(data) is bytes:
        text, size = data.removeprefix(codecs.BOM_UTF8), len(data)
    elif type(data) is str and len(data) <= limits.size:
        text = data.encode()
        size = len(text)
    else:
        raise Unscanned
    if size > limits.size or size > _LARGEST:
        raise Unscanned
    if size // _SHORTEST > limits.elements:
        # A start tag has one <, an attribute one =; both may also stand elsewhere.
        markup = text.count(b"<") - text.count(b"</") + text.count(b"=")
        if markup > limits.elements:
            raise Unscanned
    return text
