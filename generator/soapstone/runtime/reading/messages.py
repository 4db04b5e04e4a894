"""Reads messages: scans the text if it has .NET's usual shape, else parses it into a tree."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from ..limits import OWN, ForbiddenCharacters, Limits
from ..records.record import Record
from ..soap.envelopes import Envelope
from ..soap.faults import SoapFault
from .diagnosis import another_element
from .elements import Element
from .parsing import parse
from .reader import read_document
from .substituting import parse_either

if TYPE_CHECKING:
    from ..scanning.messages import MessageScan

M = TypeVar("M", bound=Record)


_SMALL: Final = 20_000
"""Below so many bytes, parsing one message takes less time than preparing to scan its class."""


class MessageReader(Generic[M]):
    """Reads the messages of one class, with the root element ``element``: ``{urn:x}Ask``."""

    def __init__(self, kind: type[M], element: str, namespaces: Iterable[str]) -> None:
        self._kind: Final = kind
        self._element: Final = element
        self._namespaces: Final = namespaces
        self._is_first = True

    @cached_property
    def scan(self) -> MessageScan[M]:
        """Scans a message; returns None if it does not have the usual shape."""
        from ..scanning.messages import (
            message_scan,
        )  # a program may read one small message

        return message_scan(self._kind, self._element, self._namespaces)

    def _scanned(self, data: object, limits: Limits, soap: bool) -> M | None:
        """Scans a message, except the first one if it is small.

        Compiling the patterns of a class takes as long as parsing several small messages, and many
        programs read only one.
        """
        if self._is_first:
            self._is_first = False
            if isinstance(data, bytes | str) and len(data) < _SMALL:
                return None
        return self.scan(data, limits, soap)

    def from_xml(
        self, data: bytes | str, limits: Limits, forbidden: ForbiddenCharacters
    ) -> M:
        """Return the message in a document. Raises WireError."""
        scanned = self._scanned(data, limits, False)
        if scanned is not None:
            return scanned
        return self.from_element(*parse_either(data, limits, 0, forbidden))

    def from_soap(
        self,
        data: bytes | str | Envelope,
        limits: Limits,
        forbidden: ForbiddenCharacters,
    ) -> M:
        """Return the message in an envelope. Raises SoapFault or WireError."""
        scanned = self._scanned(data, limits, True)
        if scanned is not None:
            return scanned
        if not isinstance(data, Envelope):
            data = Envelope.parse(data, limits=limits, forbidden_characters=forbidden)
        return self.from_element(data.body, data.substitutes)

    def from_headers(self, envelope: Envelope | SoapFault) -> M | None:
        """Return the first entry of this class in the SOAP header, or None. Raises WireError."""
        plane = envelope.substitutes if isinstance(envelope, Envelope) else 0
        for entry in envelope.headers:
            root = parse(entry.text, OWN)
            if root.tag == self._element:
                return self.from_element(root, plane)
        return None

    def from_element(self, root: Element, substitutes: int = 0) -> M:
        """Return the message in an element. ``substitutes`` is the plane of those in it, or 0.

        Raises WireError if it is another element, else with every wrong value.
        """
        if root.tag != self._element:
            raise another_element(root, f"element {self._element}")
        found_record: M = read_document(root, self._kind._members.reader)
        if substitutes:
            from ..records.substitutes import mark  # few messages have any

            mark(found_record, substitutes)
        return found_record
