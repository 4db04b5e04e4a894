"""Writes a large document item by item: the items of one list come from an iterator.

The message is first written with a mark in the place of the items. What is before the mark goes
first, then the items, then the rest.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, TypeVar

from ..errors import Problem, WireError, shown
from ..messages import SoapMessage, XmlMessage
from ..records.choices import branch_of, items_of
from ..records.members import Representation
from ..records.unknown_content import Place
from ..soap.writing import DECLARATION, Header, Version, write_envelope
from ..writing.prefixes import Prefixes
from ..writing.rewriting import declared, written_by, written_once
from ..writing.writer import (
    NILLABLE,
    Branches,
    ElementWriter,
    Writer,
    encoded,
    local,
)
from .lists import ListPlace, place_of
from .reading import under

V = TypeVar("V")

_MARK: Final = "\0"
"""A character that no XML document can hold."""
_ITEMS: Final[Any] = object()
"""The one item of the list while the rest of the message is written."""
_CHUNK: Final = 2**16


class ByteSink(Protocol):
    """A binary stream: a file opened with "wb", a GzipFile."""

    def write(self, data: bytes, /) -> object: ...


def write_xml(
    stream: ByteSink, message: XmlMessage, items: Iterable[Any], *, path: str = ""
) -> None:
    """Write a message as a document, with ``items`` as the content of one of its lists.

    Items that the list itself holds are not written; everything else comes from the message.
    ``path`` names the list by its fields (``"result.rows"``), if the message has several.

    Raises ValueError before anything is written if there is no such list, if it is inside another
    list, or if a record on the path is None. Raises WireError like ``to_xml``; everything before
    the wrong item has then been written.
    """
    data, item_writer = _marked(message, path)
    _write(stream, DECLARATION + data, item_writer, items)


def write_soap(
    stream: ByteSink,
    message: SoapMessage,
    items: Iterable[Any],
    *,
    path: str = "",
    version: Version = "1.1",
    headers: Sequence[Header] = (),
) -> None:
    """Like ``write_xml``, in a SOAP envelope; ``headers`` as for ``to_soap``."""
    body, item_writer = _marked(message, path)
    data = write_envelope(body, version, headers)
    _write(stream, data, item_writer, items)


def _write(
    stream: ByteSink, data: bytes, item_writer: _ItemWriter, items: Iterable[Any]
) -> None:
    before, _, after = data.partition(_MARK.encode())
    parts, size = [before], 0
    for index, value in enumerate(items):
        part = item_writer.element(index, value)
        parts.append(part)
        size += len(part)
        if size > _CHUNK:
            stream.write(b"".join(parts))
            parts, size = [], 0
    parts.append(after)
    stream.write(b"".join(parts))


@dataclass(frozen=True, slots=True)
class _ItemWriter:
    """How the items of a list are written."""

    tag: str
    null: Representation
    write: ElementWriter[Any]
    path: str
    branches: Branches | None
    """Of a choice, the tag and the writer of each branch: see ``Writer.choice``."""
    prefixes: Prefixes
    usual: bool
    """Whether the message uses the prefixes of the generated code unchanged."""

    def element(self, index: int, value: Any) -> bytes:
        """Return the item's element in UTF-8. Raises WireError with the item's path."""
        if self.branches is not None:
            return self._of_branch(index, value, self.branches)
        if value is None and self.null is NILLABLE:
            tag = self.prefixes.tag
            return f'<{tag(self.tag)} {tag("i:nil")}="true"/>'.encode()
        if self.usual:
            try:
                return encoded(self.write(self.tag, value, Writer(self.prefixes)))
            except Exception:  # Unfit, or whatever an unfit value leads to
                pass
        writer = _Item(self.prefixes, problems=[])
        try:
            return written_once(writer, self.tag, value, self.write).encode()
        except WireError as error:
            raise under(f"{self.path}[{index}]", error) from None

    def _of_branch(self, index: int, value: Any, branches: Branches) -> bytes:
        """The element of an item of a choice."""
        found = branch_of(value, branches)
        if found is None:
            path = f"{self.path}.{local(self.tag)}[{index}]"
            raise WireError([Problem(path, shown(value), items_of(branches))])
        (tag, write), held = found
        path = f"{self.path}.{local(tag)}"
        one = replace(self, tag=tag, write=write, path=path, branches=None)
        return one.element(index, held)


class _Item(Writer):
    """Writes an item by itself: the path of its own fault ends with its index."""

    def _problem(self, tag: str, value: object, expected: str) -> str:
        return super()._problem(tag if self._depth else "", value, expected)


class _Marking(Writer):
    """Writes a message with the mark, and records how its items are written."""

    item: tuple[str, Representation, ElementWriter[Any], str]
    branches: Branches | None = None

    def choice(self, tag: str, values: list[Any], branches: Branches) -> str:
        if len(values) != 1 or values[0] is not _ITEMS:
            return super().choice(tag, values, branches)
        self.branches = branches
        return super().choice(tag, [("", _ITEMS)], {"": (tag, _unused)})

    def _item(
        self,
        place: Place,
        step: str,
        tag: str,
        value: V | None,
        null: Representation,
        write: ElementWriter[V],
    ) -> str:
        if value is not _ITEMS:
            return super()._item(place, step, tag, value, null, write)
        path = self.path()
        if self.branches is None:
            path += step.removesuffix("[0]")
        self.item = tag, null, write, path
        return _MARK


def _unused(tag: str, value: Any, w: Writer) -> str:
    """Stands for the writer of an item of a choice, which its branch has."""
    return _MARK


def _marked(message: XmlMessage, path: str) -> tuple[bytes, _ItemWriter]:
    """The message with the mark in it, and what writes the items."""
    document = message._document
    place = place_of(document, None, path)
    record = _with_mark(message, place, place.fields)
    text, marking = written_by(
        _Marking, document.tag, record, document.write, document.prefixes
    )
    data = declared(document.tag, text, marking.prefixes).encode()
    usual = not marking.prefixes.renamed
    item = *marking.item, marking.branches
    return data, _ItemWriter(*item, marking.prefixes, usual)


def _with_mark(record: Any, place: ListPlace, fields: tuple[str, ...]) -> Any:
    """A copy of the record with the mark in its list; only records on the path are copied."""
    if place.inside_list:
        where = "inside the items of another list"
        raise ValueError(f'path="{place.path}" is {where}: items go into one list')
    if record is None:
        problem = f'the message has no {place.fields[-len(fields) - 1]} for path="{place.path}"'
        raise ValueError(f"{problem}: put a record on the way to it")
    copied = copy.copy(record)
    inner: Any = [_ITEMS]
    if len(fields) > 1:
        inner = _with_mark(getattr(record, fields[0]), place, fields[1:])
    setattr(copied, fields[0], inner)
    return copied
