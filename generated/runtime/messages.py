"""Messages: records that travel as documents of their own, bare or in SOAP envelopes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, Self, TypeVar

from .elements import XSI
from .errors import Problem, WireError
from .limits import USUAL, Limits
from .prefixes import Prefixes
from .reading import ElementReader
from .soap_writing import DECLARATION, Message, Version, write_envelope
from .writing import ElementWriter, Writer, encoded
from .xml import Xml

if TYPE_CHECKING:
    from .message_reading import MessageReader
    from .soap import Envelope

M = TypeVar("M")


def no_xml(reason: str) -> NoReturn:
    """Raises WireError: the message is a class, and how it would stand in XML is not known."""
    expected = "a page that shows it (/xml/metadata?op=…), or its C# source"
    raise WireError([Problem("$", reason, expected)])


class _Codecs(dict["type[XmlMessage]", "XmlCodec[Any]"]):
    """The codecs of messages by their classes; each is loaded when it is first needed.

    An import inside a method takes its time, even of what is there.
    """

    def __missing__(self, message: type[XmlMessage]) -> XmlCodec[Any]:
        codec = self[message] = message._codec()
        return codec


_CODECS: Final = _Codecs()


class XmlMessage:
    """A record that is a document of its own."""

    __slots__ = ()

    @classmethod
    def _codec(cls) -> XmlCodec[Any]:
        raise NotImplementedError(f"{cls.__name__} has no codec")

    def to_xml(self) -> bytes:
        """An XML document in UTF-8. Raises WireError with every value that does not fit."""
        return _CODECS[type(self)].to_xml(self)

    @classmethod
    def from_xml(cls, data: bytes | str, *, limits: Limits = USUAL) -> Self:
        """Reads an XML document. Raises WireError with every wrong value."""
        found: Self = _CODECS[cls].reader.from_xml(data, limits)
        return found


class SoapMessage(XmlMessage):
    """A message that also travels in SOAP envelopes."""

    __slots__ = ()

    def to_soap(
        self, version: Version = "1.1", headers: Sequence[Message | Xml] = ()
    ) -> bytes:
        """An envelope, 1.1 or 1.2, in UTF-8. Raises WireError like ``to_xml``."""
        return _CODECS[type(self)].to_soap(self, version, headers)

    @classmethod
    def from_soap(cls, data: bytes | str | Envelope, *, limits: Limits = USUAL) -> Self:
        """Reads an envelope of either version. Raises SoapFault, or WireError.

        The limits are for what is still to be parsed; an Envelope has met its own.
        """
        found: Self = _CODECS[cls].reader.from_soap(data, limits)
        return found


class SoapHeader(XmlMessage):
    """An entry of a SOAP header: ``to_soap(headers=[…])`` sends it along."""

    __slots__ = ()

    @classmethod
    def from_envelope(cls, envelope: Envelope) -> Self | None:
        """The envelope's entry of this kind, or None. Raises WireError with wrong values."""
        found: Self | None = _CODECS[cls].reader.from_headers(envelope)
        return found


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
        self._start: Final = f"<{tag}{self.prefixes.declarations}".encode()
        self._bare_start: Final = len(f"<{tag}".encode())

    @cached_property
    def reader(self) -> MessageReader[M]:
        """What reads such messages."""
        from .message_reading import MessageReader  # a program may only write

        return MessageReader(self.element, self._read, self._namespaces)

    def to_xml(self, record: M) -> bytes:
        return self._written(record, DECLARATION)

    def to_soap(
        self, record: M, version: Version, headers: Sequence[Message | Xml]
    ) -> bytes:
        return write_envelope(self._written(record), version, headers)

    def _written(self, record: M, before: bytes = b"") -> bytes:
        """The element with its prefixes bound, after what stands before it."""
        try:
            data = encoded(self.write(self.tag, record, Writer(self.prefixes)))
        except Exception:  # Careful, or whatever an unfit value leads to
            from .careful_writing import carefully_written

            data = carefully_written(self.tag, record, self.write, self.prefixes)
            return before + data
        return b"".join((before, self._start, memoryview(data)[self._bare_start :]))
