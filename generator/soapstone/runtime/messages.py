"""Messages: records that travel as documents of their own, bare or in SOAP envelopes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, Self, TypeVar

from .errors import Problem, WireError
from .limits import USUAL, Limits
from .reading.elements import XSI
from .records.record import Record
from .records.xml import Xml
from .soap.writing import DECLARATION, Message, Version, write_envelope
from .writing.prefixes import Prefixes
from .writing.writer import ElementWriter, Writer, encoded

if TYPE_CHECKING:
    from .reading.messages import MessageReader
    from .soap.envelopes import Envelope

__all__ = ["SoapHeader", "SoapMessage", "XmlMessage", "document", "no_document"]

M = TypeVar("M", bound="XmlMessage")


class XmlMessage(Record):
    """A record that is a document of its own."""

    __slots__ = ()
    if TYPE_CHECKING:
        _document: ClassVar[Document[Any]]
        """How the class stands in XML: see ``document``."""

    def to_xml(self) -> bytes:
        """An XML document in UTF-8. Raises WireError with every value that does not fit."""
        return self._document.to_xml(self)

    @classmethod
    def from_xml(cls, data: bytes | str, *, limits: Limits = USUAL) -> Self:
        """Reads an XML document. Raises WireError with every wrong value."""
        found: Self = cls._document.reader.from_xml(data, limits)
        return found


class SoapMessage(XmlMessage):
    """A message that also travels in SOAP envelopes."""

    __slots__ = ()

    def to_soap(
        self, version: Version = "1.1", headers: Sequence[Message | Xml] = ()
    ) -> bytes:
        """An envelope, 1.1 or 1.2, in UTF-8. Raises WireError like ``to_xml``."""
        return self._document.to_soap(self, version, headers)

    @classmethod
    def from_soap(cls, data: bytes | str | Envelope, *, limits: Limits = USUAL) -> Self:
        """Reads an envelope of either version. Raises SoapFault, or WireError.

        The limits are for what is still to be parsed; an Envelope has met its own.
        """
        found: Self = cls._document.reader.from_soap(data, limits)
        return found


class SoapHeader(XmlMessage):
    """An entry of a SOAP header: ``to_soap(headers=[…])`` sends it along."""

    __slots__ = ()

    @classmethod
    def from_envelope(cls, envelope: Envelope) -> Self | None:
        """The envelope's entry of this kind, or None. Raises WireError with wrong values."""
        found: Self | None = cls._document.reader.from_headers(envelope)
        return found


def document(
    kind: type[M], element: str, prefixes: Mapping[str, str], write: ElementWriter[M]
) -> None:
    """Says what document a class is.

    ``element`` is the root's name with its namespace (``{urn:x}Ask``), ``prefixes`` has the
    namespaces of all elements by prefix, and ``write`` the members.
    """
    kind._document = Document(kind, element, prefixes, write)


def no_document(kind: type[XmlMessage], reason: str) -> None:
    """Says why a class cannot be read or written: no page shows its XML."""
    kind._document = _NoDocument(reason)  # type: ignore[assignment]


class Document(Generic[M]):
    """Reads and writes one kind of message.

    The prefixes are bound on the root, so that the same text is a document of its own and the body
    of an envelope of either version. What is needed is made when the first message comes.
    """

    def __init__(
        self,
        kind: type[M],
        element: str,
        prefixes: Mapping[str, str],
        write: ElementWriter[M],
    ) -> None:
        self.kind: Final = kind
        self.element: Final = element
        self.write: Final = write
        self._namespaces: Final = prefixes

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes that the message binds."""
        return Prefixes({**self._namespaces, "i": XSI[1:-1]})

    @cached_property
    def tag(self) -> str:
        """The root's name with its prefix."""
        namespace, _, name = self.element.rpartition("}")
        return self.prefixes.before[namespace[1:]] + name

    @cached_property
    def reader(self) -> MessageReader[M]:
        """What reads such messages."""
        from .reading.messages import MessageReader  # a program may only write

        return MessageReader(self.kind, self.element, self._namespaces.values())

    @cached_property
    def _start(self) -> bytes:
        return f"<{self.tag}{self.prefixes.declarations}".encode()

    @cached_property
    def _bare_start(self) -> int:
        return len(f"<{self.tag}".encode())

    def to_xml(self, record: M) -> bytes:
        """The message as a document."""
        return self._written(record, DECLARATION)

    def to_soap(
        self, record: M, version: Version, headers: Sequence[Message | Xml]
    ) -> bytes:
        """The message as the body of an envelope."""
        return write_envelope(self._written(record), version, headers)

    def _written(self, record: M, before: bytes = b"") -> bytes:
        """The element with its prefixes bound, after what stands before it."""
        try:
            data = encoded(self.write(self.tag, record, Writer(self.prefixes)))
        except Exception:  # Unfit, or whatever an unfit value leads to
            from .writing.rewriting import written

            return before + written(self.tag, record, self.write, self.prefixes)
        return b"".join((before, self._start, memoryview(data)[self._bare_start :]))


class _NoDocument:
    """Stands for the document of a class whose XML is not known: whoever asks is told why."""

    def __init__(self, reason: str) -> None:
        self._reason: Final = reason

    def __get__(self, message: object, kind: type[object]) -> NoReturn:
        expected = "a page that shows it (/xml/metadata?op=…), or its C# source"
        raise WireError([Problem("$", self._reason, expected)])
