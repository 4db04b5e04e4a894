"""How .NET reads a message: what it refuses, and what it passes over without a word.

Our readers take more than .NET's and lose nothing. A program that is tested against a stand-in
should learn what the service would not read. XmlSerializer (ASMX) takes members in any order;
DataContractSerializer (ServiceStack) skips a member that comes too late, and what it does not know.
What pages do not tell is never refused: ``int?`` is printed as ``int``, [Flags] as an enumeration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Generator, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any, Final, TypeVar

from ..errors import SoapstoneError, WireError
from ..messages import XmlMessage
from ..reading.elements import (
    TRUE,
    TYPE,
    XSI,
    Element,
    attributes_of,
    is_blank,
    is_nil,
    local_name,
)
from ..reading.namespaces import Scopes
from ..records.members import (
    Choice,
    Content,
    Items,
    Member,
    Members,
    Pairs,
    Representation,
    local_name_of,
    record_class,
    text_reader,
)
from ..soap.writing import NAMESPACES
from .notes import Effect, Kind, Note

M = TypeVar("M", bound=XmlMessage)

_VALUES: Final = (Representation.PLAIN, Representation.TEXT)
_ONCE: Final = (
    Representation.PLAIN,
    Representation.NILLABLE,
    Representation.OPTIONAL,
)
_NOT_OURS: Final = (
    XSI,
    "{http://www.w3.org/XML/1998/namespace}",
    "{http://schemas.microsoft.com/2003/10/Serialization/}",
    *(f"{{{namespace}}}" for namespace in NAMESPACES),
)
"""Attributes that no contract has: of XML Schema, XML, DataContractSerializer and SOAP."""
_LISTED: Final = 10
"""Names that an expectation lists; further ones are an ellipsis."""


class NotRead(SoapstoneError):
    """.NET refuses a message."""

    def __init__(self, said: str, *, malformed: bool = False) -> None:
        super().__init__(said)
        self.malformed = malformed
        """Whether its XML reader does, so that ASMX answers with status 400 and no fault."""


def read_as_dotnet(
    root: Element, kind: type[M], *, ordered: bool
) -> tuple[M, list[str]]:
    """Return a message as .NET reads it, and what it passes over, each with its path.

    ``ordered`` is whether DataContractSerializer reads it. What that skips because it comes too
    late is removed from the document. Raises NotRead.
    """
    passed_over, late = [], []
    for note in notes_on(root, kind, ordered=ordered):
        if note.effect is Effect.REFUSED:
            raise NotRead(note.said, malformed=note.kind is Kind.NO_TEXT)
        if note.kind is Kind.LATE:
            late.append(note.element)
        if note.effect is not Effect.HARMLESS:
            passed_over.append(note.said)
    for each in late:
        without(each)
    try:
        message: M = kind._document.reader.from_element(root)
    except WireError as error:
        raise NotRead(str(error)) from None
    return message, passed_over


def notes_on(root: Element, kind: type[XmlMessage], *, ordered: bool) -> Iterator[Note]:
    """Yield all faults of a message but the wrong values, which its reader finds."""
    yield from _Walk(ordered).record(root, kind._members, "$")


def places_of(
    root: Element, kind: type[XmlMessage], wanted: Container[str | Element]
) -> Mapping[str, Element]:
    """Return elements of a message by their paths: those that stand at these, or are these."""
    walk = _Walk(ordered=False, wanted=wanted)
    for _ in walk.record(root, kind._members, "$"):
        pass
    return walk.places


def unknown_header(entry: Element) -> Note:
    """Return the fault of an entry of the SOAP header that the operation does not have."""
    found = "the operation has none of this name"
    must = (entry.get(f"{{{each}}}mustUnderstand") for each in NAMESPACES)
    kind = Kind.HEADER
    if any(each in TRUE for each in must):
        kind, found = Kind.NOT_UNDERSTOOD, f"must be understood, and {found}"
    expected = "an entry that the pages show"
    return Note(kind, entry, f"header {entry.tag}", found, expected)


def without(element: Element) -> None:
    """Remove an element that .NET skips from its document."""
    parent: Any = element.getparent()
    parent.remove(element)


class _Walk:
    def __init__(self, ordered: bool, wanted: Container[str | Element] = ()) -> None:
        self._ordered = ordered
        self._wanted = wanted
        self.places: dict[str, Element] = {}

    def record(self, element: Element, table: Members, path: str) -> Iterator[Note]:
        self._pass(element, path)
        last, seen = -1, Counter[int]()
        known_type = (yield from _type(element, table, path)) is None
        for child in element:
            name = local_name(child)
            place = f"{path}.{name}"
            slot = table.slots.get(child.tag)
            if slot is None:
                if known_type:
                    yield _unknown(child, table, place)
                continue
            member = table.table[slot]
            if member.representation is Representation.REPEATED:
                place += f"[{seen[slot]}]"
            if seen[slot] and member.representation in _ONCE:
                yield Note(Kind.AGAIN, child, place, "comes again", f"one {name}")
                continue
            if slot < last:
                behind = local_name_of(table.tags[last])
                kind = Kind.LATE if self._ordered else Kind.ORDER
                found = "comes too late" if self._ordered else f"is behind {behind}"
                yield Note(kind, child, place, found, f"before {behind}")
                if self._ordered:
                    continue
            last = max(last, slot)
            seen[slot] += 1
            yield from self._member(child, member, place)
        yield from _missing(element, table, seen, path)
        yield from _beside_members(element, table, path)

    def _pass(self, element: Element, path: str) -> None:
        if path in self._wanted or element in self._wanted:
            self.places[path] = element

    def _member(self, child: Element, member: Member, path: str) -> Iterator[Note]:
        self._pass(child, path)
        nil = is_nil(child)
        if nil and member.representation in _VALUES and text_reader(member.content):
            if self._ordered:
                found = "is nil, which its type cannot be"
                yield Note(Kind.NIL_VALUE, child, path, found, "a value")
            else:
                yield Note(Kind.NIL, child, path, "is nil", "a value")
        elif not nil:
            content = member.content
            if isinstance(content, Choice):
                content = content.of(child.tag).content
            yield from self._content(child, content, path)

    def _content(self, element: Element, content: Content, path: str) -> Iterator[Note]:
        self._pass(element, path)
        if is_nil(element):
            return
        if kind := record_class(content):
            if not kind._members.table:
                return  # object, which can be anything, is printed alike
            yield from self.record(element, _table(element, kind._members), path)
            return
        match content:
            case Items(item, inner):
                for place, each in _indexed(element, item, path):
                    if each.tag != item:
                        yield _no_item(each, item, place)
                    else:
                        yield from self._content(each, inner, place)
            case Pairs():
                for place, each in _indexed(element, content.entry, path):
                    yield from self._pair(each, content, place)
            case _ if text_reader(content):
                if len(element):
                    found = "holds an element where a text is read"
                    yield Note(Kind.NO_TEXT, element, path, found, "a text")
                elif isinstance(content, type) and issubclass(content, StrEnum):
                    yield from _enumeration(element, content, path)

    def _pair(self, entry: Element, pairs: Pairs, path: str) -> Iterator[Note]:
        self._pass(entry, path)
        if entry.tag != pairs.entry:
            yield _no_item(entry, pairs.entry, path)
            return
        for tag, content in (
            (pairs.key, pairs.key_content),
            (pairs.value, pairs.value_content),
        ):
            found = entry.find(tag)
            if found is not None:
                yield from self._content(found, content, f"{path}.{local_name(found)}")


def _indexed(element: Element, item: str, path: str) -> Iterator[tuple[str, Element]]:
    """The elements of a list with their paths: as of readers, others than items do not count."""
    index = 0
    for each in element:
        yield f"{path}[{index}]", each
        index += each.tag == item


def _no_item(element: Element, item: str, path: str) -> Note:
    return Note(Kind.ITEM, element, path, f"is {element.tag}, not {item}", item)


def _table(element: Element, table: Members) -> Members:
    """The table of the class that ``xsi:type`` names, if it extends the declared one."""
    name = element.get(TYPE) if table.derived else None
    if name is None:
        return table
    return table.types.get(Scopes().at(element).name(name), table)


def _type(
    element: Element, table: Members, path: str
) -> Generator[Note, None, str | None]:
    """Returns the type that ``xsi:type`` names, if it is not the one that pages show."""
    named = (element.get(TYPE) or "").rpartition(":")[2]
    own = local_name_of(table.named.name) if table.named else ""
    if named in ("", own, table.kind.__name__):
        return None
    found = f"is of type {named}, which no page shows"
    yield Note(Kind.TYPE, element, path, found, own or table.kind.__name__)
    return named


def _missing(
    element: Element, table: Members, seen: Counter[int], path: str
) -> Iterator[Note]:
    for slot, member in enumerate(table.table):
        name = local_name_of(member.tag)
        if member.representation is Representation.ATTRIBUTE:
            missing, name = element.get(member.tag) is None, f"@{name}"
        else:
            plain = member.representation is Representation.PLAIN
            missing = plain and not seen[slot]
        if missing:
            yield Note(Kind.MISSING, element, f"{path}.{name}", "is missing", name)


def _beside_members(element: Element, table: Members, path: str) -> Iterator[Note]:
    for name in attributes_of(element):
        if name not in table.attributes and not name.startswith(_NOT_OURS):
            place, found = f"{path}.@{name}", "is not in the contract"
            expected = _listed(local_name_of(each) for each in table.attributes)
            yield Note(Kind.ATTRIBUTE, element, place, found, expected)
    texts = [element.text, *(each.tail for each in element)]
    if table.text < 0 and not all(map(is_blank, texts)):
        found = "has text beside its members"
        yield Note(Kind.TEXT, element, path, found, "members alone")


def _unknown(child: Element, table: Members, path: str) -> Note:
    name = local_name(child)
    for tag in table.slots:
        if local_name_of(tag) == name:
            expected = f"namespace {_namespace(tag)!r}"
            found = (
                f"is in namespace {_namespace(child.tag)!r}, not {_namespace(tag)!r}"
            )
            return Note(Kind.NAMESPACE, child, path, found, expected)
    for tag in table.slots:
        close = local_name_of(tag)
        if close.lower() == name.lower():
            found = f"is not spelt {close}"
            return Note(Kind.SPELLING, child, path, found, close)
    expected = _listed(map(local_name_of, table.slots))
    return Note(Kind.UNKNOWN, child, path, "is not in the contract", expected)


def _listed(names: Iterable[str]) -> str:
    """Names for a sentence, as many as it can hold."""
    first = [*islice(names, _LISTED + 1)]
    if len(first) > _LISTED:
        first[_LISTED] = "…"
    return ", ".join(first) or "none"


def _namespace(tag: str) -> str:
    return tag.rpartition("}")[0].removeprefix("{")


def _enumeration(element: Element, kind: type[StrEnum], path: str) -> Iterator[Note]:
    known = {member.value for member in kind}
    text = (element.text or "").strip()
    if not text:
        yield Note(Kind.EMPTY, element, path, "is empty", _listed(_texts_of(kind)))
    elif known and text not in known and {*text.split()} - known:
        found = f"{text!r} is no member of {kind.__name__}"
        yield Note(Kind.NO_MEMBER, element, path, found, _listed(_texts_of(kind)))


def _texts_of(kind: type[StrEnum]) -> Iterator[str]:
    return (member.value for member in kind)
