"""How .NET reads a message: what it refuses, and what it passes over without a word.

Our readers take more than .NET's and lose nothing. A program that is tested against a stand-in
should learn what the service would not read. XmlSerializer (ASMX) takes members in any order;
DataContractSerializer (ServiceStack) skips a member that comes too late, and what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from ..immutable import Value, value
from ..reading.elements import XSI, Element, attributes_of, is_nil, local_name
from ..records.members import (
    Content,
    Items,
    Member,
    Members,
    Pairs,
    Representation,
    record_class,
    text_reader,
)
from ..records.record import Record

_VALUES: Final = (Representation.PLAIN, Representation.TEXT)
_ONCE: Final = (
    Representation.PLAIN,
    Representation.NILLABLE,
    Representation.OPTIONAL,
)
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"


@value()
class Oddity(Value):
    """One thing about a message that .NET would not read as it was meant."""

    path: str
    """``$.DeviceList[0].DeviceID``."""
    said: str
    refused: bool = False
    """Whether .NET refuses the message; it says nothing otherwise."""

    def __str__(self) -> str:
        return f"{self.path}: {self.said}"


def oddities(root: Element, kind: type[Record], *, ordered: bool) -> list[Oddity]:
    """Return what is odd about a message, in its order.

    ``ordered`` is whether DataContractSerializer reads it.
    """
    return [*_Walk(ordered).record(root, kind._members, "$")]


class _Walk:
    def __init__(self, ordered: bool) -> None:
        self._ordered = ordered

    def record(self, element: Element, table: Members, path: str) -> Iterator[Oddity]:
        last, seen = -1, set()
        for child in element:
            name = local_name(child)
            place = f"{path}.{name}"
            slot = table.slots.get(child.tag)
            if slot is None:
                yield Oddity(place, _unknown(child, table))
                continue
            member = table.table[slot]
            if slot < last and self._ordered:
                yield Oddity(place, "comes too late: members have an order, skipped")
            if slot in seen and member.representation in _ONCE:
                yield Oddity(place, "comes again: the last one counts")
            elif member.representation is Representation.REPEATED:
                place += f"[{sum(each.tag == child.tag for each in _before(child))}]"
            last = max(last, slot)
            seen.add(slot)
            yield from self._member(child, member, place)
        yield from self._missing(element, table, seen, path)
        known = table.attributes
        for name in attributes_of(element):
            if name not in known and not name.startswith((XSI, _XML)):
                yield Oddity(f"{path}.@{name}", "is not in the contract: skipped")

    def _missing(
        self, element: Element, table: Members, seen: set[int], path: str
    ) -> Iterator[Oddity]:
        for slot, member in enumerate(table.table):
            name = local_name_of(member.tag)
            missing = slot not in seen
            if member.representation is Representation.ATTRIBUTE:
                missing = element.get(member.tag) is None
                name = f"@{name}"
            elif member.representation is not Representation.PLAIN:
                continue
            if missing:
                yield Oddity(f"{path}.{name}", "is missing: taken as its default")

    def _member(self, child: Element, member: Member, path: str) -> Iterator[Oddity]:
        if not is_nil(child):
            yield from self._content(child, member.content, path)
        elif member.representation in _VALUES and _is_scalar(member.content):
            # The page shows int? as it shows int, so this may be right.
            yield Oddity(path, "is nil, which its type cannot be: refused", True)

    def _content(
        self, element: Element, content: Content, path: str
    ) -> Iterator[Oddity]:
        if kind := record_class(content):
            if not is_nil(element):
                yield from self.record(element, kind._members, path)
            return
        match content:
            case Items(item, inner):
                for index, each in enumerate(element):
                    place = f"{path}[{index}]"
                    if each.tag != item:
                        yield Oddity(place, f"is {local_name(each)}: skipped")
                    else:
                        yield from self._content(each, inner, place)
            case Pairs():
                for each in element:
                    yield from self._pair(each, content, path)
            case type() if issubclass(content, StrEnum):
                yield from _enumeration(element, content, path)

    def _pair(self, entry: Element, pairs: Pairs, path: str) -> Iterator[Oddity]:
        for tag, content in (
            (pairs.key, pairs.key_content),
            (pairs.value, pairs.value_content),
        ):
            found = entry.find(tag)
            if found is not None:
                yield from self._content(found, content, f"{path}.{local_name(found)}")


def local_name_of(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def _before(child: Element) -> Iterator[Element]:
    parent = child.getparent()
    for each in parent if parent is not None else ():
        if each is child:
            return
        yield each


def _unknown(child: Element, table: Members) -> str:
    name = local_name(child)
    for tag in table.slots:
        if local_name_of(tag) == name:
            return f"is in namespace {_namespace(child.tag)!r}, not {_namespace(tag)!r}: skipped"
    close = [tag for tag in table.slots if local_name_of(tag).lower() == name.lower()]
    if close:
        return f"is not spelt {local_name_of(close[0])}: skipped"
    return "is not in the contract: skipped, unless the pages hide it"


def _namespace(tag: str) -> str:
    return tag.rpartition("}")[0].removeprefix("{")


def _is_scalar(content: Content) -> bool:
    return text_reader(content) is not None


def _enumeration(element: Element, kind: type[StrEnum], path: str) -> Iterator[Oddity]:
    text = (element.text or "").strip()
    known = {member.value for member in kind}
    if text in known or is_nil(element):
        return
    if not text or {*text.split()} - known:
        said = f"{text!r} is no member of {kind.__name__}: refused"
        yield Oddity(path, said, True)
