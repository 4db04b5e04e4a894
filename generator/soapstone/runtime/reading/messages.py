"""Messages read: off their text where they have the shape that .NET writes, or else as a tree."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from ..errors import Problem, WireError, printable
from ..limits import OWN, Limits
from ..records.record import Record
from ..soap.envelopes import Envelope
from .elements import Element
from .parsing import parse
from .reader import read_document

if TYPE_CHECKING:
    from ..scanning.messages import MessageScan

M = TypeVar("M", bound=Record)


_SMALL: Final = 20_000
"""Bytes of a message whose tree is read sooner than its class is made ready to be scanned."""


class MessageReader(Generic[M]):
    """Reads messages of one kind, whose element is ``{urn:x}Ask``."""

    def __init__(self, kind: type[M], element: str, namespaces: Iterable[str]) -> None:
        self._kind: Final = kind
        self._element: Final = element
        self._namespaces: Final = namespaces
        self._is_first = True

    @cached_property
    def scan(self) -> MessageScan[M]:
        """The message where it is in the shape that is scanned; None for any other."""
        from ..scanning.messages import (
            message_scan,
        )  # a program may read one small message

        return message_scan(self._kind, self._element, self._namespaces)

    def _scanned(self, data: object, limits: Limits, soap: bool) -> M | None:
        """Like ``scan``, but for a first message that is small.

        Until a class can be scanned its patterns have to be compiled, which takes as long as
        reading a small message several times. Many programs read but one of a kind.
        """
        if self._is_first:
            self._is_first = False
            if isinstance(data, bytes | str) and len(data) < _SMALL:
                return None
        return self.scan(data, limits, soap)

    def from_xml(self, data: bytes | str, limits: Limits) -> M:
        """Raises WireError."""
        scanned = self._scanned(data, limits, False)
        return self.from_element(parse(data, limits)) if scanned is None else scanned

    def from_soap(self, data: bytes | str | Envelope, limits: Limits) -> M:
        """Raises SoapFault, or WireError."""
        scanned = self._scanned(data, limits, True)
        if scanned is not None:
            return scanned
        if not isinstance(data, Envelope):
            data = Envelope.parse(data, limits=limits)
        return self.from_element(data.body)

    def from_headers(self, envelope: Envelope) -> M | None:
        """The first entry of this kind in a SOAP header, or None. Raises WireError."""
        for entry in envelope.headers:
            root = parse(entry.text, OWN)
            if root.tag == self._element:
                return self.from_element(root)
        return None

    def from_element(self, root: Element) -> M:
        """Raises WireError with every wrong value, or where it is another element."""
        if root.tag != self._element:
            found = f"element {printable(root.tag, 200)}"
            raise WireError([Problem("$", found, f"element {self._element}")])
        found_record: M = read_document(root, self._kind._members.reader)
        return found_record
