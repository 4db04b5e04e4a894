"""Messages read: off their text where they have the shape that .NET writes, or else as a tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from .elements import Element
from .errors import Problem, WireError, printable, too_deep
from .limits import OWN, Limits
from .parsing import parse
from .reading import Careful, ElementReader, Reader
from .scan_messages import message_scan
from .soap import Envelope

M = TypeVar("M")
R = TypeVar("R")


class MessageReader(Generic[M]):
    """Reads one kind of message, whose element (``{urn:x}Ask``) a generated ``read`` reads."""

    def __init__(
        self, element: str, read: ElementReader[M], namespaces: Iterable[str]
    ) -> None:
        self._element: Final = element
        self._read: Final = read
        self.scan: Final = message_scan(read, element, namespaces)
        """The message where it is in the shape that is scanned; any other is for ``read``."""

    def from_xml(self, data: bytes | str, limits: Limits) -> M:
        scanned = self.scan(data, limits, False)
        return self.from_element(parse(data, limits)) if scanned is None else scanned

    def from_soap(self, data: bytes | str | Envelope, limits: Limits) -> M:
        scanned = self.scan(data, limits, True)
        if scanned is not None:
            return scanned
        if not isinstance(data, Envelope):
            data = Envelope.parse(data, limits=limits)
        return self.from_element(data.body)

    def from_headers(self, envelope: Envelope) -> M | None:
        """The first entry of this kind in a SOAP header, or None."""
        for entry in envelope.headers:
            root = parse(entry.text, OWN)
            if root.tag == self._element:
                return self.from_element(root)
        return None

    def from_element(self, root: Element) -> M:
        if root.tag != self._element:
            found = f"element {printable(root.tag, 200)}"
            raise WireError([Problem("$", found, f"element {self._element}")])
        return read_document(root, self._read)


def read_document(root: Element, read: ElementReader[R]) -> R:
    """The record that an element holds. Raises WireError with every wrong value."""
    quick = Reader(root)
    try:
        record = read(root, quick)
        if quick.complete():
            return record
    except (Careful, ValueError):
        pass
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    from .careful_reading import carefully_read

    return carefully_read(root, read)
