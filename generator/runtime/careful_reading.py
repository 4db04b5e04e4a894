"""The reader that keeps everything and reports every wrong value, with its path.

It offers what ``Reader`` offers, to the same generated code, and is used when that one has met
something beyond the usual: an unknown attribute, a second value, a nil item, a text that does not
fit.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

from .elements import Element, is_blank, local_name
from .errors import DEEPEST, Problem, WireError, shown, too_deep
from .fragments import unknown_attributes, unknown_element, xml_of
from .members import Form, Members, TextReader
from .reading import (
    NIL,
    NIL_VALUE,
    TRUE,
    ElementReader,
    Found,
    Reader,
    reader_of,
    wire_of,
)
from .scalar_text import read_string
from .wire import Kind, Place, Stray, Unknown, Wire
from .xml import Xml

R = TypeVar("R")


def carefully_read(root: Element, read: ElementReader[R]) -> R:
    """The record that an element holds. Raises WireError with every wrong value."""
    careful = CarefulReader(root)
    try:
        record = read(root, careful)
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    if careful.problems:
        raise WireError(careful.problems)
    return record


REFERENCE: Final = "{http://schemas.microsoft.com/2003/10/Serialization/}Ref"
"""What DataContractSerializer writes instead of an object that it has written before."""


@dataclass(slots=True)
class _Frame:
    """A record while it is read: what belongs to it and what stood beside.

    A scalar is read when it is asked for, so that problems come in the order of the fields.
    """

    reader: CarefulReader
    element: Element
    path: str
    members: Members
    found: list[Any]
    wire: Wire | None = None
    before_text: Element | None = None
    """The foreign element behind which the record's own text stands."""
    strays: list[Stray] = field(default_factory=list)
    nil_items: set[Place] = field(default_factory=set)
    absent_items: set[Place] = field(default_factory=set)

    def __getitem__(self, slot: int, /) -> Any:
        if slot in self.members.scalars:
            return self.reader._member(self, slot)
        return self.found[slot]


class CarefulReader(Reader):
    """Keeps all that a document holds, and collects wrong values instead of stopping at one."""

    def __init__(self, root: Element) -> None:
        super().__init__(root)
        self.problems: Final[list[Problem]] = []
        self._frames: Final[list[_Frame]] = []
        # These hold the elements, so that lxml's proxies and their identity stay alive.
        self._paths: Final[dict[Element, str]] = {root: "$"}
        self._places: Final[dict[Element, Place]] = {root: ()}

    def members(self, element: Element, members: Members) -> Found:
        path = self._paths[element]
        if len(self._frames) >= DEEPEST:
            raise WireError([*self.problems, too_deep(path)])
        found: list[Any] = [None] * len(members.forms)
        frame = _Frame(self, element, path, members, found)
        self._frames.append(frame)
        nil = self._own_text(element, frame)
        get = members.getter(element)
        for name, slot in members.attributes.items():
            found[slot] = get(name)
        known = {*members.attributes, NIL} if nil else members.attributes
        self._attributes_of(element, (), known)
        nil |= self._children(element, frame)
        frame.wire = wire_of(members, found, nil, ())
        return frame

    def _own_text(self, element: Element, frame: _Frame) -> int:
        """Puts the text of a record's own element in its slot; returns its bit if it was nil."""
        slot = frame.members.text
        if slot < 0:
            self._text((-1,), element.text)
            return 0
        frame.before_text = _before_text(element)
        if element.text or frame.before_text is not None:
            frame.found[slot] = element
        elif _is_nil(element):
            frame.found[slot] = NIL_VALUE
            return 1 << slot
        return 0

    def _children(self, element: Element, frame: _Frame) -> int:
        """Sorts the children into their slots; returns which were nil, as bits."""
        nil = 0
        last: Place = (-1,) if frame.before_text is not None else (frame.members.text,)
        for child in element:
            slot = frame.members.slots.get(child.tag, -1)
            form = frame.members.forms[slot] if slot >= 0 else None
            if form is None:
                self._stray(last, child)
            elif frame.found[slot] is not None and form is not Form.REPEATED:
                # Written before its twin, it would be read in the twin's place.
                self._stray(max(last, (slot,)), child)
            elif form is Form.REPEATED:
                occurrences = frame.found[slot] = frame.found[slot] or []
                last = (slot, len(occurrences))
                self._enter(
                    child, last, f"{_named(frame.path, child)}[{len(occurrences)}]"
                )
                occurrences.append(child)
            else:
                last = (slot,)
                self._enter(child, last, _named(frame.path, child))
                frame.found[slot] = child
                if _is_nil(child):
                    nil |= 1 << slot
                    frame.found[slot] = NIL_VALUE
                    self._leftovers(child)
            if child is frame.before_text:
                last = (frame.members.text,)
            else:
                self._text(last, child.tail)
        return nil

    def done(self, record: R, members: Found) -> R:
        frame = self._frames.pop()
        wire = frame.wire
        if frame.strays or frame.nil_items or frame.absent_items:
            nil, absent = (wire.nil, wire.absent) if wire else (0, 0)
            items = frozenset(frame.nil_items), frozenset(frame.absent_items)
            wire = Wire(tuple(frame.strays), nil, absent, *items)
        record._wire = wire  # type: ignore[attr-defined]  # every record has the slot
        return record

    def scalar(self, element: Element | None, read: TextReader[R]) -> R | None:
        if element is None or element is NIL_VALUE:
            return None
        if element is not self._frames[-1].element:
            self._leftovers(element)
        last = _before_text(element)
        text = element.text if last is None else last.tail
        return self._value(self._paths[element], text or "", read)

    def _member(self, frame: _Frame, slot: int) -> Any:
        """A member that is a scalar."""
        found = frame.found[slot]
        read, default = frame.members.scalars[slot]
        if found is None:
            return default
        if isinstance(found, str):
            name = frame.members.tags[slot].rpartition("}")[2]
            return self._value(f"{frame.path}.@{name}", found, read)
        return self.scalar(found, read)

    def xml(self, element: Element | None) -> Xml | None:
        if element is None or element is NIL_VALUE:
            return None
        return Xml(xml_of(element, self.scopes))

    def strings(self, element: Element | None, item: str) -> list[str] | None:
        return self.values(element, item, read_string)

    def values(
        self, element: Element | None, item: str, read: TextReader[R]
    ) -> list[R] | None:
        return self.records(element, item, reader_of(read))

    def records(
        self, element: Element | None, item: str, read: ElementReader[R]
    ) -> list[R] | None:
        if element is None or element is NIL_VALUE:
            return None
        found = [self.record(each, read) for each in self._items(element, item)]
        return cast("list[R]", found)

    def string_pairs(
        self, element: Element | None, entry: str, key: str, value: str
    ) -> dict[str, str] | None:
        read = reader_of(read_string)
        return self.pairs(element, entry, key, read, value, read)

    def repeated(self, elements: list[Element] | None, read: TextReader[R]) -> list[R]:
        return self.repeated_records(elements, reader_of(read))

    def repeated_records(
        self, elements: list[Element] | None, read: ElementReader[R]
    ) -> list[R]:
        items = [self._unless_nil(each) for each in elements or ()]
        return cast("list[R]", [self.record(each, read) for each in items])

    def composed(
        self,
        element: Element,
        parts: Sequence[str],
        make: Callable[..., R],
        expected: str,
    ) -> R:
        place, path = self._places[element], self._paths[element]
        texts: dict[str, str] = {}
        self._attributes_of(element, place)
        self._text(place, element.text, "inside")
        for child in element:
            if child.tag in parts and child.tag not in texts and _is_text_alone(child):
                texts[child.tag] = child.text or ""
            else:
                self._stray(place, child, "inside")
            self._text(place, child.tail, "inside")
        if texts.keys() == set(parts):
            found = "".join(texts.values())
            values = [texts[part] for part in parts]
            return cast(R, self._value(path, found, lambda _: make(*values)))
        missing = " and no ".join(_last(part) for part in parts if part not in texts)
        self.problems.append(Problem(path, f"no {missing}", expected))
        return cast(R, None)

    def _value(self, path: str, text: str, read: TextReader[R]) -> R | None:
        try:
            return read(text)
        except ValueError as error:
            self.problems.append(Problem(path, shown(text), str(error)))
            return None

    def _items(self, element: Element, item: str) -> Sequence[Element | None]:
        place, path = self._places[element], self._paths[element]
        self._attributes_of(element, place)
        self._text((*place, -1), element.text)
        result: list[Element | None] = []
        for each in element:
            here = (*place, len(result))
            if each.tag != item:
                self._stray((*place, len(result) - 1), each)
            else:
                self._enter(each, here, f"{path}[{len(result)}]")
                result.append(self._unless_nil(each))
            self._text((*place, len(result) - 1), each.tail)
        return result

    def _entries(
        self, element: Element, entry: str, key: str, value: str
    ) -> Iterator[tuple[Element, Element | None]]:
        for index, each in enumerate(self._items(element, entry)):
            pair = {} if each is None else self._pair(each, key, value)
            found_key, found = pair.get(key), pair.get(value)
            if each is None or found_key is None or _is_nil(found_key):
                path = f"{self._paths[element]}[{index}]"
                expected = f"an element {key.rpartition('}')[2]}"
                self.problems.append(
                    Problem(path, "an entry without its key", expected)
                )
            elif found is None:
                self._frames[-1].absent_items.add((*self._places[each], 1))
                yield found_key, None
            else:
                yield found_key, self._unless_nil(found)

    def _pair(self, entry: Element, key: str, value: str) -> dict[str, Element]:
        """The key and the value of an entry, as far as they are there, by their names."""
        pair: dict[str, Element] = {}
        place, path = self._places[entry], self._paths[entry]
        self._attributes_of(entry, place)
        self._text((*place, -1), entry.text)
        for child in entry:
            if child.tag in (key, value) and child.tag not in pair:
                at = 0 if child.tag == key else 1
                self._enter(child, (*place, at), _named(path, child))
                pair[child.tag] = child
            else:
                self._stray((*place, len(pair) - 1), child)
            self._text((*place, len(pair) - 1), child.tail)
        return pair

    def _repeated_key(self, element: Element) -> None:
        """A map's entry whose key came before: .NET refuses it, and a dict cannot hold it."""
        path = self._paths[element]
        self.problems.append(
            Problem(path, shown(element.text or ""), "a key that is new")
        )

    def _unless_nil(self, element: Element) -> Element | None:
        if not _is_nil(element):
            return element
        self._frames[-1].nil_items.add(self._places[element])
        self._leftovers(element)
        return None

    def _enter(self, element: Element, place: Place, path: str) -> None:
        self._places[element] = place
        self._paths[element] = path

    def _leftovers(self, element: Element) -> None:
        """Keeps what a scalar's or a nil element holds beside its value."""
        place, nil = self._places[element], _is_nil(element)
        self._attributes_of(element, place, (NIL,) if nil else ())
        if nil:
            self._text(place, element.text, "inside")
        last = None if nil else _before_text(element)
        kind: Kind = "inside" if last is None else "before"
        for child in element:
            self._stray(place, child, kind)
            if child is last:
                kind = "inside"
            else:
                self._text(place, child.tail, kind)

    def _stray(self, place: Place, element: Element, kind: Kind = "after") -> None:
        what = unknown_element(element, self.scopes)
        self._frames[-1].strays.append(Stray(place, kind, what))

    def _attributes_of(
        self, element: Element, place: Place, known: Container[str] = ()
    ) -> None:
        for what in unknown_attributes(element, known, self.scopes):
            if what.name == REFERENCE:
                self._reference(element, what.text)
            else:
                self._frames[-1].strays.append(Stray(place, "attribute", what))

    def _reference(self, element: Element, id_: str) -> None:
        """An object that stands elsewhere: an empty one in its place would be a lie."""
        expected = "the object itself: references between objects are not followed"
        found = f"a reference, z:Ref={shown(id_)}"
        self.problems.append(Problem(self._paths[element], found, expected))

    def _text(self, place: Place, text: str | None, kind: Kind = "after") -> None:
        if text and not is_blank(text):
            self._frames[-1].strays.append(Stray(place, kind, Unknown("", text, "")))


def _is_nil(element: Element) -> bool:
    return element.get(NIL) in TRUE


def _before_text(element: Element) -> Element | None:
    """The foreign element behind which the text of a value stands; None: it comes first."""
    if not is_blank(element.text):
        return None
    return next((child for child in element if not is_blank(child.tail)), None)


def _is_text_alone(element: Element) -> bool:
    return not len(element) and not element.attrib


def _last(tag: str) -> str:
    return tag.rpartition("}")[2]


def _named(path: str, element: Element) -> str:
    return f"{path}.{local_name(element)}"
