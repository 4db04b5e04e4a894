"""Elements to records: what generated readers stand on.

A generated reader asks for the members of its class, which a table tells, by position and stores
each one::

    def read_account(element: Element, r: Reader) -> Account:
        m = r.members(element, ACCOUNT_MEMBERS)
        record = new(Account)
        record.id = m[0]
        record.roles = r.strings(m[1], _ARR_STRING)
        ...
        return r.done(record, m)

Two readers offer these operations. ``Reader`` takes what .NET usually sends: members in any order,
unknown elements between them, nil and absence. It counts what it takes: elements, attributes and
texts. Where the document holds more than that, or a value is wrong, ``CarefulReader`` reads it once
more and keeps or reports everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Protocol, TypeVar, cast

from .elements import XSI, Element, count_all, count_nodes, count_values, is_blank
from .errors import DEEPEST
from .fragments import unknown_element, xml_of
from .members import Form, Members, TextReader
from .namespaces import Scopes
from .wire import Place, Stray, Wire, noted
from .xml import Xml

R = TypeVar("R")
K = TypeVar("K")
V = TypeVar("V")

ElementReader = Callable[[Element, "Reader"], R]

NIL: Final = XSI + "nil"
TRUE: Final = ("true", "1")

new: Final = object.__new__
"""Makes a record without its constructor; a reader stores every slot itself."""

NIL_VALUE: Final[Any] = object()
"""Stands in a member's place where it is nil."""


class Careful(Exception):
    """The quick reader has met something that only the careful one keeps."""


class Found(Protocol):
    """The members of one element by position: a scalar's value, or else its element.

    Of a member that may be repeated the elements; None for what is absent or nil.
    """

    def __getitem__(self, slot: int, /) -> Any: ...


class Reader:
    """Reads what .NET usually sends; see the module."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self.scopes: Final = Scopes()
        self._nodes = 1
        """Elements and attributes that have been taken."""
        self._texts = 0
        """Texts that have been taken."""
        self._depth = 0

    def complete(self) -> bool:
        """Whether all of the document has been taken, but for white space between elements."""
        root = self._root
        if self._nodes + self._texts == count_all(root):
            return True  # nothing is left, as nothing is taken twice
        return self._nodes == count_nodes(root) and self._texts == count_values(root)

    def members(self, element: Element, members: Members) -> Found:
        """The members of an element. The last entry holds the Wire, or None."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Careful
        children = element[:]
        if [child.tag for child in children] != members.order:
            return self._sorted(element, children, members)
        self._nodes += len(children)
        self._texts += len(members.scalars)
        found: list[Any] = [child.text for child in children]
        for slot in members.elements:
            found[slot] = children[slot] if len(children[slot]) else None
        wire = self._empty(children, found, members) if None in found else None
        for slot, read in members.reads:
            value = found[slot]
            if value is not None:
                found[slot] = read(value)
        found.append(wire)
        return found

    def _empty(
        self, children: list[Element], found: list[Any], members: Members
    ) -> Wire | None:
        """Tells the nil from the empty among members that hold nothing."""
        nil = 0
        for slot, value in enumerate(found):
            if value is None:
                scalar = slot in members.scalars
                self._texts -= scalar
                if children[slot].get(NIL) in TRUE:
                    self._nodes += 1
                    nil |= 1 << slot
                    found[slot] = None if scalar else NIL_VALUE
                else:
                    found[slot] = "" if scalar else children[slot]
        nil &= members.nils
        return noted(nil, 0) if nil else None

    def _sorted(
        self, element: Element, children: list[Element], members: Members
    ) -> list[Any]:
        """Like ``members``, for children in any order, some absent, some unknown."""
        found: list[Any] = [None] * len(members.forms)
        nil = 0
        strays: list[Stray] | None = None
        if members.text >= 0:
            found[members.text] = self._leading_text(element, children)
        if members.attributes:
            self._attributes(element, found, members)
        last = members.text
        self._nodes += len(children)
        for child in children:
            slot = members.slots.get(child.tag, -1)
            if slot < 0 or (found[slot] is not None and type(found[slot]) is not list):
                self._skip(child)
                strays = [] if strays is None else strays
                what = unknown_element(child, self.scopes)
                strays.append(Stray(_place(last, found), "after", what))
                continue
            if members.forms[slot] is Form.REPEATED:
                found[slot] = found[slot] or []
                found[slot].append(child)
            else:
                found[slot] = self._content(child, slot in members.scalars)
                nil |= (found[slot] is NIL_VALUE) << slot
            last = slot
        wire = wire_of(members, found, nil, strays)
        for slot, (read, default) in members.scalars.items():
            value = found[slot]
            if value is None:
                found[slot] = default
            else:
                found[slot] = None if value is NIL_VALUE else read(value)
        found.append(wire)
        return found

    def _leading_text(self, element: Element, children: list[Element]) -> str | None:
        """The text of the element itself. White space before a child is not counted."""
        text = element.text
        if text and not (children and is_blank(text)):
            self._texts += 1
        return text

    def _attributes(self, element: Element, found: list[Any], members: Members) -> None:
        get = members.getter(element)
        for name, slot in members.attributes.items():
            found[slot] = get(name)
            self._nodes += found[slot] is not None

    def _content(self, child: Element, scalar: bool) -> Any:
        """What a member is read from: its text or its element, or NIL_VALUE."""
        text = child.text if scalar else None
        if text is not None:
            self._texts += 1
            return text
        if child.get(NIL) in TRUE:
            self._nodes += 1
            return NIL_VALUE
        return "" if scalar else child

    def done(self, record: R, members: Found) -> R:
        """The record, with what was found beside its members."""
        self._depth -= 1
        record._wire = members[-1]  # type: ignore[attr-defined]  # every record has the slot
        return record

    def _skip(self, child: Element) -> None:
        """Takes all that is in an element, which itself is taken."""
        self._nodes += count_nodes(child) - 1
        self._texts += count_values(child)

    # --- values -----------------------------------------------------------------------------

    def scalar(self, element: Element | None, read: TextReader[R]) -> R | None:
        """A value that is the text of its element."""
        if element is None or element is NIL_VALUE:
            return None
        return read(self._texts_of((element,))[0])

    def struct(self, element: Element | None, read: ElementReader[R]) -> R:
        """A record that .NET cannot have null; None where it was nil or absent all the same."""
        return cast(R, self.record(element, read))

    def record(self, element: Element | None, read: ElementReader[R]) -> R | None:
        """A record, or None."""
        if element is None or element is NIL_VALUE:
            return None
        return read(element, self)

    def plain_record(
        self, element: Element | None, read: ElementReader[R], default: R
    ) -> R:
        """A plain value that is read from its element: .NET's default where that is absent."""
        if element is None:
            return default
        # Nil is beyond the contract, but sent: None rather than an error.
        return cast(R, self.record(element, read))

    def composed(
        self,
        element: Element,
        parts: Sequence[str],
        make: Callable[..., R],
        expected: str,
    ) -> R:
        """A value made of the texts of an element's children, each of which is there once."""
        children = element[:]
        self._nodes += len(children)
        if [each.tag for each in children] != [*parts]:
            raise Careful
        return make(*self._texts_of(children))

    def xml(self, element: Element | None) -> Xml | None:
        """An element whose content can be anything."""
        if element is None or element is NIL_VALUE:
            return None
        if element.get(NIL) is not None:
            raise Careful  # or it would be taken with the rest
        self._skip(element)
        return Xml(xml_of(element, self.scopes))

    def _texts_of(self, elements: Iterable[Element]) -> list[str]:
        """The texts of elements, "" where there is none. Whether one is nil shows in the end."""
        texts: list[Any] = [each.text for each in elements]
        self._texts += len(texts)
        if None in texts:
            self._texts -= texts.count(None)
            texts = [each or "" for each in texts]
        return texts

    # --- lists and maps ---------------------------------------------------------------------

    def strings(self, element: Element | None, item: str) -> list[str] | None:
        """The items of a wrapper, each a string."""
        if element is None or element is NIL_VALUE:
            return None
        return self._texts_of(self._children_named(element, item))

    def values(
        self, element: Element | None, item: str, read: TextReader[R]
    ) -> list[R] | None:
        """The items of a wrapper, each a scalar."""
        if element is None or element is NIL_VALUE:
            return None
        return [*map(read, self._texts_of(self._children_named(element, item)))]

    def records(
        self, element: Element | None, item: str, read: ElementReader[R]
    ) -> list[R] | None:
        """The items of a wrapper, each read from its element."""
        if element is None or element is NIL_VALUE:
            return None
        return [read(each, self) for each in self._children_named(element, item)]

    def string_pairs(
        self, element: Element | None, entry: str, key: str, value: str
    ) -> dict[str, str] | None:
        """The entries of a wrapper, each of two strings."""
        if element is None or element is NIL_VALUE:
            return None
        result: dict[str, str] = {}
        for first, second in self._pairs(element, entry, key, value):
            name, text = first.text, second.text
            self._texts += (name is not None) + (text is not None)
            name = name or ""
            if name in result:
                raise Careful
            result[name] = text or ""
        return result

    def pairs(
        self,
        element: Element | None,
        entry: str,
        key: str,
        read_key: ElementReader[K],
        value: str,
        read_value: ElementReader[V],
    ) -> dict[K, V] | None:
        """The entries of a wrapper, each a key and a value."""
        if element is None or element is NIL_VALUE:
            return None
        result: dict[K, V] = {}
        for each in self._entries(element, entry, key, value):
            found_key = read_key(each[0], self)
            if found_key in result:
                self._repeated_key(each[0])
            result[found_key] = cast(V, self.record(each[1], read_value))
        return result

    def entries(
        self,
        element: Element | None,
        entry: str,
        key: str,
        read_key: ElementReader[K],
        value: str,
        read_value: ElementReader[V],
    ) -> list[tuple[K, V]] | None:
        """Like ``pairs``, where a key is a record or a list, which no dict takes for a key."""
        if element is None or element is NIL_VALUE:
            return None
        return [
            (read_key(each[0], self), cast(V, self.record(each[1], read_value)))
            for each in self._entries(element, entry, key, value)
        ]

    def repeated(self, elements: list[Element] | None, read: TextReader[R]) -> list[R]:
        """The scalars of a list without wrapper."""
        return [*map(read, self._texts_of(elements or ()))]

    def repeated_records(
        self, elements: list[Element] | None, read: ElementReader[R]
    ) -> list[R]:
        """The items of a list without wrapper, each read from its element."""
        return [read(each, self) for each in elements or ()]

    def _children_named(self, element: Element, name: str) -> list[Element]:
        """The children, all of one name."""
        children = []
        for each in element:
            if each.tag != name:
                raise Careful
            children.append(each)
        self._nodes += len(children)
        return children

    def _repeated_key(self, element: Element) -> None:
        raise Careful

    def _entries(
        self, element: Element, entry: str, key: str, value: str
    ) -> Iterator[tuple[Element, Element | None]]:
        yield from self._pairs(element, entry, key, value)

    def _pairs(
        self, element: Element, entry: str, key: str, value: str
    ) -> Iterator[tuple[Element, Element]]:
        for each in element:
            first, second = each  # a ValueError where there are not two
            if each.tag != entry or first.tag != key or second.tag != value:
                raise Careful
            self._nodes += 3
            yield first, second


def reader_of(read: TextReader[R]) -> ElementReader[R]:
    """A reader of elements from a reader of text."""

    def read_element(element: Element, r: Reader) -> R:
        return cast(R, r.scalar(element, read))

    return read_element


def read_any(element: Element, r: Reader) -> Xml:
    """An item, key or value whose content can be anything."""
    return cast(Xml, r.xml(element))


def wire_of(
    members: Members, found: list[Any], nil: int, strays: Sequence[Stray] | None
) -> Wire | None:
    """What deviates from how the class would write itself, or None."""
    absent = 0
    if None in found:
        for slot, value in enumerate(found):
            if value is None:
                absent |= 1 << slot
        absent &= members.absence
    if nil:
        for slot, value in enumerate(found):
            if value is NIL_VALUE and members.forms[slot] not in (
                Form.PLAIN,
                Form.TEXT,
            ):
                found[slot] = None
        nil &= members.nils
    if strays:
        return Wire(tuple(strays), nil, absent)
    return noted(nil, absent) if nil or absent else None


def _place(slot: int, found: list[Any]) -> Place:
    """The place of what was found last."""
    if slot >= 0 and type(found[slot]) is list:
        return slot, len(found[slot]) - 1
    return (slot,)
