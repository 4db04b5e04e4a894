"""Messages as documents and in envelopes: what a generated class's ``to_xml`` and the like call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

from .careful_reading import read_document
from .careful_writing import write_element
from .errors import Problem, WireError
from .parsing import XSI, Element, parse
from .reading import ElementReader
from .soap import DECLARATION, Envelope, Message, Version, write_envelope
from .writing import ElementWriter
from .xml import Xml

M = TypeVar("M")


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
        self._element: Final = element
        self._tag: Final = tag
        self._read: Final = read
        self._write: Final = write
        bound = {**namespaces, "i": XSI[1:-1]}
        self._declarations: Final = "".join(
            f' xmlns:{p}="{uri}"' for p, uri in bound.items()
        )

    def to_xml(self, record: M) -> bytes:
        return (DECLARATION + self._text(record)).encode()

    def to_soap(
        self, record: M, version: Version, headers: Sequence[Message | Xml]
    ) -> bytes:
        return write_envelope(self._text(record), version, headers)

    def from_xml(self, data: bytes | str) -> M:
        return self._record(parse(data))

    def from_soap(self, data: bytes | str | Envelope) -> M:
        envelope = data if isinstance(data, Envelope) else Envelope.parse(data)
        return self._record(envelope.body)

    def _text(self, record: M) -> str:
        text = write_element(self._tag, record, self._write)
        end = len(self._tag) + 1
        return f"{text[:end]}{self._declarations}{text[end:]}"

    def _record(self, root: Element) -> M:
        if root.tag != self._element:
            raise WireError(
                [Problem("$", f"element {root.tag}", f"element {self._element}")]
            )
        return read_document(root, self._read)
