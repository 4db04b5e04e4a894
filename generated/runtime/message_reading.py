"""Messages read: off their text where they have the shape that .NET writes, or else as a tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from .elements import Element
from .errors import Problem, WireError, printable
from .limits import OWN, Limits
from .parsing import parse
from .reading import read_document
from .record import Record
from .scan_messages import message_scan
from .soap import Envelope

M = TypeVar("M", bound=Record)


class MessageReader(Generic[M]):
    """Reads messages of one kind, whose element is ``{urn:x}Ask``."""

    def __init__(self, kind: type[M], element: str, namespaces: Iterable[str]) -> None:
        self._element: Final = element
        self._table: Final = kind._members
        self.scan: Final = message_scan(kind, element, namespaces)
        """The message where it is in the shape that is scanned; None for any other."""

    def from_xml(self, data: bytes | str, limits: Limits) -> M:
        """Raises WireError."""
        scanned = self.scan(data, limits, False)
        return self.from_element(parse(data, limits)) if scanned is None else scanned

    def from_soap(self, data: bytes | str | Envelope, limits: Limits) -> M:
        """Raises SoapFault, or WireError."""
        scanned = self.scan(data, limits, True)
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
        found_record: M = read_document(root, self._table.reader)
        return found_record
