"""The reader that keeps everything and reports every wrong value, with its path.

It offers what ``Reader`` offers, to the same generated code, and is used when that one has met
something beyond the usual: an unknown attribute, a second value, a nil item, a text that does not
fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

from .errors import Problem, WireError, shown
from .parsing import Element, attribute_xml, local_name
from .reading import (
    DEEPEST,
    NIL,
    NIL_VALUE,
    TRUE,
    Careful,
    ElementReader,
    Form,
    Members,
    Reader,
    TextReader,
    unknown_of,
    wire_of,
)
from .wire import Place, Stray, Unknown, Wire

R = TypeVar("R")


def read_document(root: Element, read: ElementReader[R]) -> R:
    """The record that an element holds. Raises WireError with every wrong value."""
    quick = Reader(root)
    try:
        record = read(root, quick)
        if quick.complete():
            return record
    except (Careful, ValueError):
        pass
    careful = CarefulReader(root)
    record = read(root, careful)
    if careful.problems:
        raise WireError(careful.problems)
    return record


@dataclass(slots=True)
class _Frame:
    """A record while it is read: what belongs to it and what stood beside."""

    path: str
    members: Members
    found: list[Any]
    strays: list[Stray] = field(default_factory=list)
    nil_items: set[Place] = field(default_factory=set)


class CarefulReader(Reader):
    """Keeps all that a document holds, and collects wrong values instead of stopping at one."""

    def __init__(self, root: Element) -> None:
        super().__init__(root)
        self.problems: Final[list[Problem]] = []
        self._frames: Final[list[_Frame]] = []
        # These hold the elements, so that lxml's proxies and their identity stay alive.
        self._paths: Final[dict[Element, str]] = {root: "$"}
        self._places: Final[dict[Element, Place]] = {root: ()}

    def members(self, element: Element, members: Members) -> list[Any]:
        path = self._paths[element]
        if len(self._frames) >= DEEPEST:
            expected = f"no more than {DEEPEST} records inside each other"
            raise WireError([*self.problems, Problem(path[:200], "one more", expected)])
        frame = _Frame(path, members, [None] * len(members.forms))
        self._frames.append(frame)
        for index, (name, value) in enumerate(element.attrib.items()):
            slot = members.attributes.get(name, -1)
            if slot >= 0:
                frame.found[slot] = value
            else:
                frame.strays.append(_attribute(element, (), name, value, index))
        if members.text >= 0:
            frame.found[members.text] = element
        else:
            self._text((-1,), element.text)
        nil = self._children(element, frame)
        frame.found.append(wire_of(members, frame.found, nil, ()))
        return frame.found

    def _children(self, element: Element, frame: _Frame) -> int:
        """Sorts the children into their slots; returns which were nil, as bits."""
        nil = 0
        last: Place = (-1,)
        for child in element:
            slot = frame.members.slots.get(child.tag, -1)
            form = frame.members.forms[slot] if slot >= 0 else None
            if form is None or (
                frame.found[slot] is not None and form is not Form.REPEATED
            ):
                frame.strays.append(Stray(last, "after", unknown_of(child)))
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
            self._text(last, child.tail)
        return nil

    def done(self, record: R, members: list[Any]) -> R:
        frame = self._frames.pop()
        wire: Wire | None = members[-1]
        if frame.strays or frame.nil_items:
            nil, absent = (wire.nil, wire.absent) if wire else (0, 0)
            wire = Wire(tuple(frame.strays), nil, absent, frozenset(frame.nil_items))
        record._wire = wire  # type: ignore[attr-defined]  # every record has the slot
        return record

    def scalar(self, element: Element | None, read: TextReader[R]) -> R | None:
        if element is None:
            return None
        self._leftovers(element)
        return self._value(self._paths[element], element.text or "", read)

    def plain(self, element: Element | None, read: TextReader[R], default: R) -> R:
        if element is None or element is NIL_VALUE:
            return super().plain(element, read, default)
        return cast(R, self.scalar(element, read))

    def attribute(self, value: str | None, read: TextReader[R]) -> R | None:
        if value is None:
            return None
        frame = self._frames[-1]
        slot = next(slot for slot, found in enumerate(frame.found) if found is value)
        name = frame.members.tags[slot].rpartition("}")[2]
        return self._value(f"{frame.path}.@{name}", value, read)

    def plain_attribute(self, value: str | None, read: TextReader[R], default: R) -> R:
        return default if value is None else cast(R, self.attribute(value, read))

    def _value(self, path: str, text: str, read: TextReader[R]) -> R | None:
        try:
            return read(text)
        except ValueError as error:
            self.problems.append(Problem(path, shown(text), str(error)))
            return None

    def _items(self, element: Element, item: str) -> Sequence[Element | None]:
        place, path = self._places[element], self._paths[element]
        strays = self._frames[-1].strays
        self._attributes_of(element)
        self._text((*place, -1), element.text)
        result: list[Element | None] = []
        for each in element:
            here = (*place, len(result))
            if each.tag != item:
                strays.append(
                    Stray((*place, len(result) - 1), "after", unknown_of(each))
                )
            else:
                self._enter(each, here, f"{path}[{len(result)}]")
                result.append(self._unless_nil(each))
            self._text((*place, len(result) - 1), each.tail)
        return result

    def _occurrences(self, elements: list[Element] | None) -> Sequence[Element | None]:
        return [self._unless_nil(each) for each in elements or ()]

    def _entries(
        self, element: Element, entry: str, key: str, value: str
    ) -> Iterator[tuple[Element, Element | None]]:
        for each in self._items(element, entry):
            if each is None:
                continue
            self._attributes_of(each)
            pair: dict[str, Element] = {}
            place, path = self._places[each], self._paths[each]
            for child in each:
                if child.tag in (key, value) and child.tag not in pair:
                    pair[child.tag] = child
                    at = 0 if child.tag == key else 1
                    self._enter(child, (*place, at), _named(path, child))
                else:
                    stray = Stray((*place, len(pair) - 1), "after", unknown_of(child))
                    self._frames[-1].strays.append(stray)
            if key in pair:
                found = pair.get(value)
                yield pair[key], None if found is None else self._unless_nil(found)
            else:
                self.problems.append(
                    Problem(path, "an entry without its key", f"a {key}")
                )

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
        """Keeps what a scalar's or a nil element holds beside its text."""
        self._attributes_of(element)
        strays, place = self._frames[-1].strays, self._places[element]
        for child in element:
            strays.append(Stray(place, "inside", unknown_of(child)))
            if child.tail and not child.tail.isspace():
                strays.append(Stray(place, "inside", Unknown("", child.tail, "")))

    def _attributes_of(self, element: Element) -> None:
        strays, place = self._frames[-1].strays, self._places[element]
        for index, (name, value) in enumerate(element.attrib.items()):
            if not (name == NIL and value in TRUE):
                strays.append(_attribute(element, place, name, value, index))

    def _text(self, place: Place, text: str | None) -> None:
        if text and not text.isspace():
            self._frames[-1].strays.append(Stray(place, "after", Unknown("", text, "")))


def _is_nil(element: Element) -> bool:
    return element.get(NIL) in TRUE


def _named(path: str, element: Element) -> str:
    return f"{path}.{local_name(element)}"


def _attribute(
    element: Element, place: Place, name: str, value: str, index: int
) -> Stray:
    xml = attribute_xml(element, name, value, index)
    return Stray(place, "attribute", Unknown(name, value, xml))
