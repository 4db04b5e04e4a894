"""The base classes of messages: records that are XML documents, alone or in SOAP envelopes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, Self, TypeVar

from .errors import Problem, WireError
from .limits import USUAL, ForbiddenCharacters, Limits
from .reading.elements import XSI
from .records.record import Record
from .soap.writing import DECLARATION, Header, Version, write_envelope
from .writing.prefixes import Prefixes
from .writing.writer import ElementWriter, Writer, encoded

if TYPE_CHECKING:
    from .reading.messages import MessageReader
    from .soap.envelopes import Envelope
    from .soap.faults import SoapFault

__all__ = ["SoapHeader", "SoapMessage", "XmlMessage", "document", "no_document"]

M = TypeVar("M", bound="XmlMessage")


class XmlMessage(Record):
    """A record that is a whole XML document."""

    __slots__ = ()
    if TYPE_CHECKING:
        _document: ClassVar[Document[Any]]
        """How the class is read and written: see ``document``."""

    def to_xml(self) -> bytes:
        """Return the message as an XML document in UTF-8.

        Raises WireError with every value that its XML type cannot hold.
        """
        return self._document.to_xml(self)

    @classmethod
    def from_xml(
        cls,
        data: bytes | str,
        *,
        limits: Limits = USUAL,
        forbidden_characters: ForbiddenCharacters = "refuse",
    ) -> Self:
        """Return the message that an XML document holds.

        A document with characters that XML forbids (``&#x1F;``) is not well-formed. "substitute"
        reads it with a private-use character for each, which is written as what was there;
        ``forbidden_characters`` of the runtime yields them.

        Raises WireError if it is not well-formed or beyond the limits, else with every wrong value.
        """
        reader = cls._document.reader
        found: Self = reader.from_xml(data, limits, forbidden_characters)
        return found


class SoapMessage(XmlMessage):
    """A message that is also the body of SOAP envelopes."""

    __slots__ = ()

    def to_soap(
        self, version: Version = "1.1", headers: Sequence[Header] = ()
    ) -> bytes:
        """Return the message in a SOAP envelope, in UTF-8.

        Raises WireError like ``to_xml``, and ValueError for another version.
        """
        return self._document.to_soap(self, version, headers)

    @classmethod
    def from_soap(
        cls,
        data: bytes | str | Envelope,
        *,
        limits: Limits = USUAL,
        forbidden_characters: ForbiddenCharacters = "refuse",
    ) -> Self:
        """Return the message in a SOAP envelope of version 1.1 or 1.2.

        Raises SoapFault if the envelope holds a fault, else WireError like ``from_xml``, whose
        options are the same. They apply to bytes and str; an Envelope was parsed with its own.
        """
        reader = cls._document.reader
        found: Self = reader.from_soap(data, limits, forbidden_characters)
        return found


class SoapHeader(XmlMessage):
    """An entry of a SOAP header: pass it to ``to_soap(headers=[…])``."""

    __slots__ = ()

    @classmethod
    def from_envelope(cls, envelope: Envelope | SoapFault) -> Self | None:
        """Return the header entry of this class in an envelope or beside a fault; None without one.

        Raises WireError with every wrong value.
        """
        found: Self | None = cls._document.reader.from_headers(envelope)
        return found


def document(
    kind: type[M], element: str, prefixes: Mapping[str, str], write: ElementWriter[M]
) -> None:
    """Makes a class a document.

    ``element`` is the name of the root element (``{urn:x}Ask``), ``prefixes`` maps each prefix to
    its namespace, and ``write`` writes the record's element.
    """
    kind._document = Document(kind, element, prefixes, write)


def no_document(kind: type[XmlMessage], reason: str) -> None:
    """Makes reading and writing a class raise WireError: no page shows its XML."""
    kind._document = _NoDocument(reason)  # type: ignore[assignment]  # stands in for one


def lacks_document(kind: type) -> bool:
    """Return whether no page shows the XML of a class: see ``no_document``."""
    return isinstance(vars(kind).get("_document"), _NoDocument)


class Document(Generic[M]):
    """Reads and writes the messages of one class.

    The root element binds all prefixes, so that the same text is a document of its own and the body
    of an envelope of either version. Everything is prepared at the first message.
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
        """The prefixes that the root element binds."""
        return Prefixes({**self._namespaces, "i": XSI[1:-1]})

    @cached_property
    def tag(self) -> str:
        """The name of the root element with its prefix."""
        namespace, _, name = self.element.rpartition("}")
        return self.prefixes.before[namespace[1:]] + name

    @cached_property
    def reader(self) -> MessageReader[M]:
        """Reads messages of the class."""
        from .reading.messages import MessageReader  # a program may only write

        return MessageReader(self.kind, self.element, self._namespaces.values())

    @cached_property
    def _start(self) -> bytes:
        return f"<{self.tag}{self.prefixes.declarations}".encode()

    @cached_property
    def _bare_start(self) -> int:
        return len(f"<{self.tag}".encode())

    def to_xml(self, record: M) -> bytes:
        """Return the message as a document. Raises WireError."""
        return self._written(record, DECLARATION)

    def to_soap(self, record: M, version: Version, headers: Sequence[Header]) -> bytes:
        """Return the message in an envelope. Raises WireError and ValueError."""
        return write_envelope(self._written(record), version, headers)

    def _written(self, record: M, before: bytes = b"") -> bytes:
        """The root element with its prefixes bound, after the text ``before``."""
        try:
            data = encoded(self.write(self.tag, record, Writer(self.prefixes)))
        except Exception:  # Unfit, or whatever an unfit value leads to
            from .writing.rewriting import written

            return before + written(self.tag, record, self.write, self.prefixes)
        return b"".join((before, self._start, memoryview(data)[self._bare_start :]))


class _NoDocument:
    """The document of a class whose XML is not known: any use raises WireError with the reason."""

    def __init__(self, reason: str) -> None:
        self._reason: Final = reason

    def __get__(self, message: object, kind: type[object]) -> NoReturn:
        expected = "a page that shows it (/xml/metadata?op=…), or its C# source"
        raise WireError([Problem("$", self._reason, expected)])
