"""How .NET reads a message: what it refuses, and what it passes over without a word.

Our readers take more than .NET's and lose nothing. A program that is tested against a stand-in
should learn what the service would not read. XmlSerializer (ASMX) takes members in any order;
DataContractSerializer (ServiceStack) skips a member that comes too late, and what it does not know.
What pages do not tell is never refused: ``int?`` is printed as ``int``, [Flags] as an enumeration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from enum import StrEnum
from typing import Any, Final, TypeVar

from ..errors import SoapstoneError, WireError
from ..messages import XmlMessage
from ..reading.elements import (
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
    walk = _Walk(ordered)
    passed_over = [*walk.record(root, kind._members, "$")]
    for each in walk.late:
        parent: Any = each.getparent()
        parent.remove(each)
    try:
        message: M = kind._document.reader.from_element(root)
    except WireError as error:
        raise NotRead(str(error)) from None
    return message, passed_over


class _Walk:
    def __init__(self, ordered: bool) -> None:
        self._ordered = ordered
        self.late: list[Element] = []

    def record(self, element: Element, table: Members, path: str) -> Iterator[str]:
        last, seen = -1, Counter[int]()
        known_type = (yield from _type(element, table, path)) is None
        for child in element:
            name = local_name(child)
            place = f"{path}.{name}"
            slot = table.slots.get(child.tag)
            if slot is None:
                if known_type:
                    yield f"{place}: {_unknown(child, table)}"
                continue
            member = table.table[slot]
            if member.representation is Representation.REPEATED:
                place += f"[{seen[slot]}]"
            if seen[slot] and member.representation in _ONCE:
                yield f"{place}: comes again: skipped, the first counts"
            elif slot < last and self._ordered:
                yield f"{place}: comes too late: members have an order, skipped"
                self.late.append(child)
            else:
                last = max(last, slot)
                seen[slot] += 1
                yield from self._member(child, member, place)
        yield from _missing(element, table, seen, path)
        yield from _beside_members(element, table, path)

    def _member(self, child: Element, member: Member, path: str) -> Iterator[str]:
        nil = is_nil(child)
        if nil and member.representation in _VALUES and text_reader(member.content):
            if self._ordered:
                raise NotRead(f"{path}: is nil, which its type cannot be")
            yield f"{path}: is nil: refused, unless it is an int? that pages show as int"
        elif not nil:
            content = member.content
            if isinstance(content, Choice):
                content = content.of(child.tag).content
            yield from self._content(child, content, path)

    def _content(self, element: Element, content: Content, path: str) -> Iterator[str]:
        if is_nil(element):
            return
        if kind := record_class(content):
            if not kind._members.table:
                return  # object, which can be anything, is printed alike
            yield from self.record(element, _table(element, kind._members), path)
            return
        match content:
            case Items(item, inner):
                for index, each in enumerate(element):
                    place = f"{path}[{index}]"
                    if each.tag != item:
                        yield f"{place}: is {each.tag}, not {item}: skipped"
                    else:
                        yield from self._content(each, inner, place)
            case Pairs():
                for index, each in enumerate(element):
                    yield from self._pair(each, content, f"{path}[{index}]")
            case _ if text_reader(content):
                if len(element):
                    said = f"{path}: holds an element where a text is read"
                    raise NotRead(said, malformed=True)
                if isinstance(content, type) and issubclass(content, StrEnum):
                    yield from _enumeration(element, content, path)

    def _pair(self, entry: Element, pairs: Pairs, path: str) -> Iterator[str]:
        if entry.tag != pairs.entry:
            yield f"{path}: is {entry.tag}, not {pairs.entry}: skipped"
            return
        for tag, content in (
            (pairs.key, pairs.key_content),
            (pairs.value, pairs.value_content),
        ):
            found = entry.find(tag)
            if found is not None:
                yield from self._content(found, content, f"{path}.{local_name(found)}")


def _table(element: Element, table: Members) -> Members:
    """The table of the class that ``xsi:type`` names, if it extends the declared one."""
    name = element.get(TYPE) if table.derived else None
    if name is None:
        return table
    return table.types.get(Scopes().at(element).name(name), table)


def _type(
    element: Element, table: Members, path: str
) -> Generator[str, None, str | None]:
    """Returns the type that ``xsi:type`` names, if it is not the one that pages show."""
    named = (element.get(TYPE) or "").rpartition(":")[2]
    own = local_name_of(table.named.name) if table.named else ""
    if named in ("", own, table.kind.__name__):
        return None
    yield f"{path}: is of type {named}, which no page shows: refused if it is unknown"
    return named


def _missing(
    element: Element, table: Members, seen: Counter[int], path: str
) -> Iterator[str]:
    for slot, member in enumerate(table.table):
        name = local_name_of(member.tag)
        if member.representation is Representation.ATTRIBUTE:
            missing, name = element.get(member.tag) is None, f"@{name}"
        else:
            plain = member.representation is Representation.PLAIN
            missing = plain and not seen[slot]
        if missing:
            yield f"{path}.{name}: is missing: taken as its default"


def _beside_members(element: Element, table: Members, path: str) -> Iterator[str]:
    for name in attributes_of(element):
        if name not in table.attributes and not name.startswith(_NOT_OURS):
            yield f"{path}.@{name}: is not in the contract: skipped"
    texts = [element.text, *(each.tail for each in element)]
    if table.text < 0 and not all(map(is_blank, texts)):
        yield f"{path}: has text beside its members: skipped"


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


def _enumeration(element: Element, kind: type[StrEnum], path: str) -> Iterator[str]:
    known = {member.value for member in kind}
    text = (element.text or "").strip()
    if not text:
        yield f"{path}: is empty: refused, unless it is of [Flags]"
    elif known and text not in known and {*text.split()} - known:
        raise NotRead(f"{path}: {text!r} is no member of {kind.__name__}")
