"""Messages: records that travel as documents of their own, bare or in SOAP envelopes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, Self, TypeVar, cast

from .careful_reading import read_document
from .careful_writing import write_element
from .errors import Problem, WireError, printable
from .limits import OWN, USUAL, Limits
from .parsing import XSI, Element, parse
from .prefixes import Prefixes
from .reading import ElementReader
from .soap import DECLARATION, Envelope, Message, Version, write_envelope
from .writing import ElementWriter
from .xml import Xml

if TYPE_CHECKING:
    from .scan_messages import MessageScan

M = TypeVar("M")

_CODECS: Final[dict[type, Any]] = {}
"""By the classes of messages: an import inside a method takes its time, even of what is there."""


def no_xml(reason: str) -> NoReturn:
    """Raises WireError: the message is a class, and how it would stand in XML is not known."""
    expected = "a page that shows it (/xml/metadata?op=…), or its C# source"
    raise WireError([Problem("$", reason, expected)])


def codec_of(message: type[XmlMessage]) -> XmlCodec[Any]:
    """The codec of a message's class, which is loaded when it is first needed."""
    codec = _CODECS.get(message)
    if codec is None:
        codec = _CODECS[message] = message._codec()
    return codec


class XmlMessage:
    """A record that is a document of its own."""

    __slots__ = ()

    @classmethod
    def _codec(cls) -> XmlCodec[Any]:
        raise NotImplementedError(f"{cls.__name__} has no codec")

    def to_xml(self) -> bytes:
        """An XML document in UTF-8. Raises WireError with every value that does not fit."""
        return codec_of(type(self)).to_xml(self)

    @classmethod
    def from_xml(cls, data: bytes | str, *, limits: Limits = USUAL) -> Self:
        """Reads an XML document. Raises WireError with every wrong value."""
        return cast(Self, codec_of(cls).from_xml(data, limits))


class SoapMessage(XmlMessage):
    """A message that also travels in SOAP envelopes."""

    __slots__ = ()

    def to_soap(
        self, version: Version = "1.1", headers: Sequence[Message | Xml] = ()
    ) -> bytes:
        """An envelope, 1.1 or 1.2, in UTF-8. Raises WireError like ``to_xml``."""
        return codec_of(type(self)).to_soap(self, version, headers)

    @classmethod
    def from_soap(cls, data: bytes | str | Envelope, *, limits: Limits = USUAL) -> Self:
        """Reads an envelope of either version. Raises SoapFault, or WireError.

        The limits are for what is still to be parsed; an Envelope has met its own.
        """
        return cast(Self, codec_of(cls).from_soap(data, limits))


class SoapHeader(XmlMessage):
    """An entry of a SOAP header: ``to_soap(headers=[…])`` sends it along."""

    __slots__ = ()

    @classmethod
    def from_envelope(cls, envelope: Envelope) -> Self | None:
        """The envelope's entry of this kind, or None. Raises WireError with wrong values."""
        codec = codec_of(cls)
        for entry in envelope.headers:
            root = parse(entry.text, OWN)
            if root.tag == codec.element:
                return cast(Self, codec.from_element(root))
        return None


class XmlCodec(Generic[M]):
    """Reads and writes one kind of message.

    ``element`` is the root's name with its namespace (``{urn:x}Ask``), ``tag`` the same with the
    prefix that ``namespaces`` binds. The prefixes are bound on the root, so that the same text is a
    document of its own and the body of an envelope of either version.
    """

    def __init__(
        self,
        element: str,
        tag: str,
        namespaces: dict[str, str],
        read: ElementReader[M],
        write: ElementWriter[M],
    ) -> None:
        self.element: Final = element
        self.tag: Final = tag
        self._read: Final = read
        self.write: Final = write
        self.prefixes: Final = Prefixes({**namespaces, "i": XSI[1:-1]})
        self._namespaces: Final = tuple(namespaces.values())
        self._scan: MessageScan[M] | None = None

    def to_xml(self, record: M) -> bytes:
        return DECLARATION + self._written(record)

    def to_soap(
        self, record: M, version: Version, headers: Sequence[Message | Xml]
    ) -> bytes:
        return write_envelope(self._written(record), version, headers)

    def from_xml(self, data: bytes | str, limits: Limits) -> M:
        scanned = self._scanned(data, limits, soap=False)
        return self.from_element(parse(data, limits)) if scanned is None else scanned

    def from_soap(self, data: bytes | str | Envelope, limits: Limits) -> M:
        scanned = self._scanned(data, limits, soap=True)
        if scanned is not None:
            return scanned
        if not isinstance(data, Envelope):
            data = Envelope.parse(data, limits=limits)
        return self.from_element(data.body)

    def _scanned(
        self, data: bytes | str | Envelope, limits: Limits, soap: bool
    ) -> M | None:
        """The message where it is in the shape that is scanned; any other is for the reader."""
        if self._scan is None:
            from .scan_messages import message_scan

            self._scan = message_scan(self._read, self.element, self._namespaces)
        return self._scan(data, limits, soap)

    def _written(self, record: M) -> bytes:
        return write_element(self.tag, record, self.write, self.prefixes)

    def from_element(self, root: Element) -> M:
        if root.tag != self.element:
            found = f"element {printable(root.tag, 200)}"
            raise WireError([Problem("$", found, f"element {self.element}")])
        return read_document(root, self._read)
