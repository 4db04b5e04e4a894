"""Elements to records: what generated readers stand on.

A generated reader asks for its class's members by position and stores each one, straight through::

    def read_account(element: Element, r: Reader) -> Account:
        m = r.members(element, _ACCOUNT)
        record = new(Account)
        record.id = r.plain(m[0], scalars.read_int, 0)
        ...
        return r.done(record, m)

Two readers offer these operations. ``Reader`` takes what .NET usually sends: members in any order,
unknown elements between them, nil and absence. It counts what it has seen; where the document holds
more than that, or a value is wrong, ``CarefulReader`` reads it once more and keeps or reports
everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Any, Final, TypeVar, cast

from .errors import DEEPEST
from .fragments import unknown_element, xml_of
from .namespaces import Scopes
from .parsing import (
    XSI,
    Element,
    attributes_of,
    count_attributes,
    count_elements,
    is_blank,
)
from .scalar_text import BLANKS
from .wire import Place, Stray, Wire, noted
from .xml import Xml

R = TypeVar("R")
K = TypeVar("K")
V = TypeVar("V")

NIL: Final = XSI + "nil"
TRUE: Final = ("true", "1")

new: Final = object.__new__
"""Makes a record without its constructor; a reader stores every slot itself."""


class Form(Enum):
    """How a member stands on the wire, and how None is written."""

    PLAIN = "a value that is always there; None is refused"
    NILLABLE = "None is written as xsi:nil"
    OPTIONAL = "None is left out"
    REPEATED = "the element occurs any number of times"
    ATTRIBUTE = "an attribute that is always there"
    OPTIONAL_ATTRIBUTE = "an attribute; None is left out"
    TEXT = "the text of the record's own element"


class Members:
    """The members of a class, in the order of its fields: their names on the wire and forms."""

    __slots__ = (
        "_braced",
        "absence",
        "attributes",
        "forms",
        "nils",
        "slots",
        "tags",
        "text",
    )

    def __init__(self, *members: tuple[str, Form]) -> None:
        self.tags: Final = tuple(tag for tag, _ in members)
        self.forms: Final = tuple(form for _, form in members)
        self.slots: Final[dict[str, int]] = {}
        self.attributes: Final[dict[str, int]] = {}
        self.text = -1
        self.absence = 0
        self.nils = 0
        self._braced = any("}" in tag.rpartition("}")[0] for tag in self.tags)
        for slot, (tag, form) in enumerate(members):
            if form in (Form.ATTRIBUTE, Form.OPTIONAL_ATTRIBUTE):
                self.attributes[tag] = slot
            elif form is Form.TEXT:
                self.text = slot
            else:
                self.slots[tag] = slot
            if form in (Form.PLAIN, Form.NILLABLE, Form.ATTRIBUTE, Form.TEXT):
                self.absence |= 1 << slot
            if form in (Form.PLAIN, Form.OPTIONAL, Form.TEXT):
                self.nils |= 1 << slot

    def getter(self, element: Element) -> Callable[[str], str | None]:
        """What gives the element's attributes by name."""
        # lxml's own ends a namespace at its first brace.
        return attributes_of(element).get if self._braced else element.get


def plain(tag: str) -> tuple[str, Form]:
    return tag, Form.PLAIN


def nillable(tag: str) -> tuple[str, Form]:
    return tag, Form.NILLABLE


def optional(tag: str) -> tuple[str, Form]:
    return tag, Form.OPTIONAL


def repeated(tag: str) -> tuple[str, Form]:
    return tag, Form.REPEATED


def attribute(tag: str) -> tuple[str, Form]:
    return tag, Form.ATTRIBUTE


def optional_attribute(tag: str) -> tuple[str, Form]:
    return tag, Form.OPTIONAL_ATTRIBUTE


def text(tag: str = "") -> tuple[str, Form]:
    return tag, Form.TEXT


_NO_TEXTS: Final = (None, None, None)

NIL_VALUE: Final[Any] = object()
"""Stands in a member's place where a plain value is nil."""


class Careful(Exception):
    """The quick reader has met something that only the careful one keeps."""


ElementReader = Callable[[Element, "Reader"], R]
TextReader = Callable[[str], R]


class Reader:
    """Reads what .NET usually sends; see the module."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self.scopes: Final = Scopes()
        self._attributes: Final = count_attributes(root)
        self._marked: Final = self._attributes > 0
        self._seen = 1
        self._taken = 0
        self._depth = 0

    def complete(self) -> bool:
        """Whether every element and attribute of the document has been taken."""
        return self._taken == self._attributes and self._seen == count_elements(
            self._root
        )

    def members(self, element: Element, members: Members) -> list[Any]:
        """The children (or attribute values) of an element by position, None where absent or nil.

        One more entry at the end holds the Wire, or None.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise Careful
        found: list[Any] = [None] * len(members.forms)
        nil = 0
        strays: list[Stray] | None = None
        if members.text >= 0:
            found[members.text] = element if element.text else None
        elif not is_blank(element.text):
            raise Careful
        if members.attributes and self._marked:
            get = members.getter(element)
            for name, slot in members.attributes.items():
                found[slot] = get(name)
                self._taken += found[slot] is not None
        last = members.text
        for child in element:
            tail = child.tail
            if tail is not None and tail.strip(BLANKS):
                raise Careful
            slot = members.slots.get(child.tag, -1)
            self._seen += 1
            if slot < 0 or (found[slot] is not None and type(found[slot]) is not list):
                self._skip(child)
                strays = [] if strays is None else strays
                what = unknown_element(child, self.scopes)
                strays.append(Stray(_place(last, found), "after", what))
            elif members.forms[slot] is Form.REPEATED:
                if found[slot] is None:
                    found[slot] = []
                found[slot].append(child)
                last = slot
            elif self._marked and child.get(NIL) in TRUE:
                self._taken += 1
                if len(child) or child.text:
                    raise Careful
                nil |= 1 << slot
                found[slot] = NIL_VALUE
                last = slot
            else:
                found[slot] = child
                last = slot
        found.append(wire_of(members, found, nil, strays))
        return found

    def done(self, record: R, members: list[Any]) -> R:
        """The record, with what was found beside its members."""
        self._depth -= 1
        record._wire = members[-1]  # type: ignore[attr-defined]
        return record

    def _skip(self, child: Element) -> None:
        self._seen += count_elements(child) - 1
        if self._marked:
            self._taken += count_attributes(child)

    # --- values -----------------------------------------------------------------------------

    def scalar(self, element: Element | None, read: TextReader[R]) -> R | None:
        """A value that may be None."""
        return None if element is None else read(element.text or "")

    def plain(self, element: Element | None, read: TextReader[R], default: R) -> R:
        """A value of a plain value type: .NET's default where absent, None where it was nil."""
        if element is None:
            return default
        if element is NIL_VALUE:
            return cast(
                R, None
            )  # beyond the contract, but sent: read it rather than fail
        return read(element.text or "")

    def attribute(self, value: str | None, read: TextReader[R]) -> R | None:
        """An attribute's value, or None."""
        return None if value is None else read(value)

    def plain_attribute(self, value: str | None, read: TextReader[R], default: R) -> R:
        """The value of an attribute that should be there; .NET's default where it is not."""
        return default if value is None else read(value)

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
        """Like ``plain``, for a value that is read from its element."""
        if element is None:
            return default
        return cast(R, self.record(element, read))

    def composed(
        self,
        element: Element,
        parts: Sequence[str],
        make: Callable[..., R],
        expected: str,
    ) -> R:
        """A value made of the texts of an element's children, each of which is there once."""
        children = list(element)
        self._seen += len(children)
        around = (element.text, *(child.tail for child in children))
        if [each.tag for each in children] != [*parts] or not all(
            map(is_blank, around)
        ):
            raise Careful
        return make(*(child.text or "" for child in children))

    def xml(self, element: Element | None) -> Xml | None:
        """An element whose content can be anything."""
        if element is None or element is NIL_VALUE:
            return None
        self._skip(element)
        return Xml(xml_of(element, self.scopes))

    # --- lists and maps ---------------------------------------------------------------------

    def values(
        self, element: Element | None, item: str, read: TextReader[R]
    ) -> list[R] | None:
        """The items of a wrapper, each a scalar."""
        if element is None or element is NIL_VALUE:
            return None
        return [cast(R, self.scalar(each, read)) for each in self._items(element, item)]

    def records(
        self, element: Element | None, item: str, read: ElementReader[R]
    ) -> list[R] | None:
        """The items of a wrapper, each read from its element."""
        if element is None or element is NIL_VALUE:
            return None
        return [cast(R, self.record(each, read)) for each in self._items(element, item)]

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
        return [
            cast(R, self.scalar(each, read)) for each in self._occurrences(elements)
        ]

    def repeated_records(
        self, elements: list[Element] | None, read: ElementReader[R]
    ) -> list[R]:
        """The items of a list without wrapper, each read from its element."""
        return [
            cast(R, self.record(each, read)) for each in self._occurrences(elements)
        ]

    def _items(self, element: Element, item: str) -> Sequence[Element | None]:
        if not is_blank(element.text):
            raise Careful
        result = list(element)
        self._seen += len(result)
        for each in result:
            tail = each.tail
            if each.tag != item or (tail is not None and tail.strip(BLANKS)):
                raise Careful
            if self._marked and each.get(NIL) is not None:
                raise Careful
        return result

    def _occurrences(self, elements: list[Element] | None) -> Sequence[Element | None]:
        if (
            self._marked
            and elements
            and any(each.get(NIL) is not None for each in elements)
        ):
            raise Careful
        return elements or ()

    def _repeated_key(self, element: Element) -> None:
        raise Careful

    def _entries(
        self, element: Element, entry: str, key: str, value: str
    ) -> Iterator[tuple[Element, Element | None]]:
        for each in cast(Sequence[Element], self._items(element, entry)):
            children = tuple(each)
            if [child.tag for child in children] != [key, value]:
                raise Careful
            around = (each.text, children[0].tail, children[1].tail)
            if around != _NO_TEXTS and not all(map(is_blank, around)):
                raise Careful
            if self._marked and children[1].get(NIL) is not None:
                raise Careful
            self._seen += 2
            yield children[0], children[1]


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
