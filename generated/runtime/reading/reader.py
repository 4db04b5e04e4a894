"""Reads records from trees of elements; keeps all unknown content and reports all wrong values.

The function that reads a class (``reading.deriving``) asks ``Reader.members`` for the members by
position, converts those that are not texts, and stores them all.

Most records hold known members, each at most once, and nothing else. A few passes over the children
take these, and find out whether there is more. Only a record with more is read child by child.
Unknown content goes on the list ``notes``, from which each record takes its own part. The first
wrong value stops the reading; then the same code reads the document again, with a list of
``problems`` in which each wrong value gets its path.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import inf
from typing import Any, Final, NamedTuple, TypeGuard, TypeVar, cast

from ..errors import DEEPEST, Problem, WireError, shown, too_deep
from ..records.members import Members, Representation, TextReader, local_name_of
from ..records.unknown_content import (
    Kind,
    Place,
    PlacedUnknown,
    Unknown,
    WireState,
    noted,
)
from ..records.xml import Xml
from ..scalars.misfits import misfits
from ..scalars.text import BLANKS, read_string
from .elements import (
    NIL,
    TRUE,
    TYPE,
    XOP_INCLUDE,
    Element,
    has_attributes,
    is_blank,
    is_nil,
    local_name,
)
from .fragments import unknown_attributes, unknown_element, xml_of
from .namespaces import Scopes

R = TypeVar("R")

ElementReader = Callable[..., R]
"""Takes an element that is not nil, the Reader, and the element's place in its record."""

REFERENCE: Final = "{http://schemas.microsoft.com/2003/10/Serialization/}Ref"
"""DataContractSerializer's reference to an object that it has already written."""

new: Final = object.__new__
"""Makes a record without calling its constructor; a reader sets every field itself."""

NIL_VALUE: Final[Any] = object()
"""The value of a member that is nil, until its reader replaces it."""


class MemberReader(NamedTuple):
    """Reads a member from its element, or its elements where it may be repeated."""

    read: ElementReader[Any]
    absent: Callable[[], Any]
    """Makes the value of a member that is absent."""
    nil: Callable[[], Any]
    """Makes the value of a member that is nil."""


class _Wrong(ValueError):
    """A document has a fault other than the text of a scalar."""


def read_document(
    root: Element, read: ElementReader[R], path: Callable[[], str] = lambda: "$"
) -> R:
    """Return the record that an element holds. Raises WireError with every wrong value.

    ``path`` returns the path of the record, for warnings.
    """
    try:
        try:
            record = read(root, Reader(root))
        except ValueError:
            reader = Reader(root, problems=[])
            record = read(root, reader)
            if reader.problems:
                raise WireError(reader.problems) from None
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    if misfits.found:
        from ..records.guesses import warn_of_misfits  # few services have any

        warn_of_misfits(record, path())
    return record


class Reader:
    """Reads one document.

    Wrong values are added to ``problems``; if that is None, the first one raises ValueError.
    """

    def __init__(self, root: Element, problems: list[Problem] | None = None) -> None:
        self.scopes: Final = Scopes()
        self.problems: Final = problems
        self.notes: Final[list[PlacedUnknown | _NoItem]] = []
        """The unknown content, so far, of the records that are open."""
        self.depth = 0
        """The number of records that are open."""
        self._attributed: Final = has_attributes(root)
        self._typed: Element | None = None
        """The element whose ``xsi:type`` its class stands for."""
        self._steps: Final[list[str]] = ["$"]
        """The path to what is being read; only used with ``problems``."""

    # --- records ----------------------------------------------------------------------------

    def derived(self, element: Element, table: Members) -> Any:
        """Return a record of a class, or of the one that extends it which ``xsi:type`` names."""
        name = element.get(TYPE) if self._attributed else None
        if name is not None:
            found = table.types.get(self.scopes.at(element).name(name))
            if found is not None:
                return self.typed(element, found)
        return table.exact(element, self)

    def typed(self, element: Element, table: Members) -> Any:
        """Return a record whose class the element's ``xsi:type`` has chosen."""
        self._typed = element
        return table.exact(element, self)

    def members(self, element: Element, table: Members) -> list[Any]:
        """Return the members of an element by position, and after them the WireState or None.

        A scalar is its value, any other member its element or list of elements. A member that is
        absent is None, one that is nil is NIL_VALUE.
        """
        self.depth += 1
        if self.depth > DEEPEST:
            if self.problems is None:
                raise _Wrong
            raise WireError([*self.problems, too_deep(self._path())]) from None
        children = element[:]
        if not table.once or not _is_nothing_between(element, children):
            found = self._sorted(element, children, table)
        elif [child.tag for child in children] == table.order:
            found = [child.text for child in children]
            inside = [*map(len, children)]
            for slot in table.elements:
                found[slot], inside[slot] = children[slot], 0
            if None in found:
                found = ["" if text is None else text for text in found]
            if not self._attributed and not any(inside):
                return self._with_scalars(found, None, (), table)
            self._keep_unknown(element, children, found, range(len(found)), table)
        else:
            slots = [*map(table.slots.get, (child.tag for child in children))]
            if None in slots or len({*slots}) < len(slots):
                found = self._sorted(element, children, table)
            else:
                known = cast("list[int]", slots)
                found = self._in_any_order(element, children, known, table)
        if None not in found and NIL_VALUE not in found:
            return self._with_scalars(found, None, (), table)
        state, absent = self._without_value(found, table)
        return self._with_scalars(found, state, absent, table)

    def _with_scalars(
        self,
        found: list[Any],
        state: WireState | None,
        absent: Iterable[int],
        table: Members,
    ) -> list[Any]:
        """Converts the scalars; with ``problems``, ``read_each`` does."""
        if self.problems is None:
            for slot, read in table.reads:
                value = found[slot]
                if value is not None:
                    found[slot] = read(value)
            for slot in absent:
                found[slot] = table.scalars[slot][1]
        found.append(state)
        return found

    def _in_any_order(
        self,
        element: Element,
        children: list[Element],
        slots: list[int],
        table: Members,
    ) -> list[Any]:
        """The members of a record that has each at most once, and no other elements."""
        found: list[Any] = [None] * len(table.representations)
        more = self._attributed
        for slot, child in zip(slots, children, strict=True):
            if slot in table.scalars:
                found[slot] = child.text or ""
                more = more or bool(len(child))
            else:
                found[slot] = child
        if more:
            self._keep_unknown(element, children, found, slots, table)
        return found

    def _keep_unknown(
        self,
        element: Element,
        children: list[Element],
        found: list[Any],
        slots: Sequence[int],
        table: Members,
    ) -> None:
        """Keeps attributes and unknown content of members; finds those that are nil."""
        more: Sequence[object] = [*map(len, children)]
        if self._attributed:
            self._attributes(element, ())
            more = [child.keys() or len(child) for child in children]
        for index in [at for at, each in enumerate(more) if each]:
            slot, child = slots[index], children[index]
            if self._attributed and child.get(NIL) in TRUE:
                found[slot] = NIL_VALUE
                if len(child.keys()) > 1 or len(child) or child.text:
                    self._leftovers(child, (slot,))
            elif slot in table.scalars:
                found[slot] = self._member_text(child, (slot,))

    def _sorted(
        self, element: Element, children: list[Element], table: Members
    ) -> list[Any]:
        """The members of a record that also has unknown content."""
        found: list[Any] = [None] * len(table.representations)
        attributed, last, before_text = self._own(element, found, table)
        for child in children:
            slot = table.slots.get(child.tag, -1)
            if slot < 0:
                self._keep_element(last, child)
            elif table.representations[slot] is Representation.REPEATED:
                occurrences = found[slot] = found[slot] or []
                if attributed and slot in table.choices and child.get(NIL) in TRUE:
                    # None has no branch.
                    self._keep_element(last, child)
                else:
                    last = (slot, len(occurrences))
                    occurrences.append(child)
            elif found[slot] is not None:
                # Written before the first one, it would be read in its place.
                self._keep_element(max(last, (slot,)), child)
            else:
                last = table.places[slot]
                if attributed and child.get(NIL) in TRUE:
                    found[slot] = NIL_VALUE
                    self._leftovers(child, last)
                elif slot in table.scalars:
                    found[slot] = self._member_text(child, last)
                else:
                    found[slot] = child
            if child is before_text:
                last = (table.text,)
            elif child.tail:
                self._text(last, child.tail)
        return found

    def _own(
        self, element: Element, found: list[Any], table: Members
    ) -> tuple[bool, Place, Element | None]:
        """Reads the text and the attributes of the record's own element.

        Returns whether the document has attributes, the place of what comes before the first child,
        and the unknown element after which the text comes.
        """
        before_text = None
        known: Collection[str] = table.attributes
        if table.text < 0:
            self._text((-1,), element.text)
        else:
            before_text = _before_text(element)
            if before_text is not None:
                found[table.text] = before_text.tail
            elif element.text:
                found[table.text] = element.text
            elif is_nil(element):
                found[table.text] = NIL_VALUE
                known = {*table.attributes, NIL}
        if self._attributed and element.attrib:
            get = table.getter(element)
            for name, slot in table.attributes.items():
                found[slot] = get(name)
            self._attributes(element, (), known)
        last = (-1,) if before_text is not None else (table.text,)
        return self._attributed, last, before_text

    def _without_value(
        self, found: list[Any], table: Members
    ) -> tuple[WireState | None, list[int]]:
        """Notes members that are nil or absent, if their class writes None in another way.

        Also returns the slots of scalars that are absent.
        """
        nil = absent = 0
        absent_texts = []
        for slot, value in enumerate(found):
            if value is None:
                absent |= 1 << slot
                if slot in table.scalars:
                    absent_texts.append(slot)
            elif value is NIL_VALUE:
                nil |= 1 << slot
                if slot in table.scalars:
                    found[slot] = None
        nil &= table.nils
        absent &= table.absence
        return (noted(nil, absent) if nil or absent else None), absent_texts

    def read_each(
        self,
        found: list[Any],
        readers: Iterable[tuple[int, str, MemberReader | TextReader[Any]]],
    ) -> None:
        """Convert the members one by one, each with its step of the path."""
        for slot, step, reader in readers:
            value = found[slot]
            self._steps.append(step)
            if isinstance(reader, MemberReader):
                if value is None:
                    found[slot] = reader.absent()
                elif value is NIL_VALUE:
                    found[slot] = reader.nil()
                else:
                    found[slot] = reader.read(value, self, (slot,))
            elif value is not None:
                found[slot] = self._value(value, reader)
            self._steps.pop()

    def with_notes(self, mark: int, state: WireState | None) -> WireState:
        """Return the WireState of a record; its unknown content is all notes from ``mark`` on."""
        notes = self.notes[mark:]
        del self.notes[mark:]
        nil, absent = (state.nil, state.absent) if state else (0, 0)
        if len(notes) == 1 and type(notes[0]) is PlacedUnknown:
            return WireState((notes[0],), nil, absent)
        unknown = sorted(filter(_is_unknown, notes), key=_as_written)
        items = [each for each in notes if isinstance(each, _NoItem)]
        return WireState(
            tuple(_with_whole_texts(unknown)),
            nil,
            absent,
            frozenset(each.place for each in items if each.is_nil),
            frozenset(each.place for each in items if not each.is_nil),
        )

    # --- values -----------------------------------------------------------------------------

    def scalar(self, element: Element, read: TextReader[R], place: Place) -> R | None:
        """Return the value of a scalar from its element."""
        return self._value(self._text_of(element, place), read)

    def _member_text(self, element: Element, place: Place) -> str:
        """The text of a member's element, whose name is not on the path yet."""
        if self.problems is None:
            return self._text_of(element, place)
        self._steps.append(f".{local_name(element)}")
        text = self._text_of(element, place)
        self._steps.pop()
        return text

    def _text_of(self, element: Element, place: Place) -> str:
        """The text of an element; its unknown content is kept."""
        if not len(element):
            self._attributes(element, place)
            return element.text or ""
        self._leftovers(element, place)
        last = _before_text(element)
        return (element.text if last is None else last.tail) or ""

    def _value(self, text: str, read: TextReader[R]) -> R | None:
        if self.problems is None:
            return read(text)
        try:
            return read(text)
        except ValueError as error:
            self._problem(shown(text), str(error))
            return None

    def composed(
        self,
        element: Element,
        parts: Sequence[str],
        make: Callable[..., R],
        expected: str,
        place: Place,
    ) -> R:
        """Return a value made of the texts of child elements, each of which must occur once."""
        texts: dict[str, str] = {}
        self._attributes(element, place)
        self._text(place, element.text, "inside")
        for child in element:
            alone = not len(child) and not child.attrib
            if child.tag in parts and child.tag not in texts and alone:
                texts[child.tag] = child.text or ""
            else:
                self._keep_element(place, child, "inside")
            self._text(place, child.tail, "inside")
        if texts.keys() == {*parts}:
            values = [texts[part] for part in parts]
            found = "".join(texts.values())
            return cast(R, self._value(found, lambda _: make(*values)))
        missing = (local_name_of(part) for part in parts if part not in texts)
        self._problem(f"no {' and no '.join(missing)}", expected)
        return cast(R, None)

    # --- lists and maps ---------------------------------------------------------------------

    def records(
        self, elements: Sequence[Element], read: ElementReader[R], place: Place
    ) -> list[R]:
        """Like ``items``, for records, which keep their own unknown content and need no place."""
        if self.problems is None and not self._attributed:
            return [read(each, self) for each in elements]
        return self.items(elements, read, place)

    def texts(
        self, elements: Sequence[Element], read: TextReader[R], place: Place
    ) -> list[R]:
        """Like ``items``, for scalars."""
        if (
            self.problems is None
            and not self._attributed
            and not any(map(len, elements))
        ):
            texts = [each.text or "" for each in elements]
            return cast(Any, texts) if read is read_string else [*map(read, texts)]
        return self.items(elements, lambda e, r, p: r.scalar(e, read, p), place)

    def items(
        self, elements: Sequence[Element], read: ElementReader[R], place: Place
    ) -> list[R]:
        """Return the value of each element of a list; None for one that is nil."""
        result: list[Any] = []
        path, steps = self.problems is not None, self._steps
        for index, each in enumerate(elements):
            if path:
                steps.append(f"[{index}]")
            here = (*place, index)
            nil = self._is_nil_item(each, here)
            result.append(None if nil else read(each, self, here))
            if path:
                steps.pop()
        return result

    def choice(
        self,
        elements: Sequence[Element],
        reads: Mapping[str, ElementReader[R]],
        place: Place,
    ) -> list[R]:
        """Like ``items``, for elements of several names; ``reads`` has what reads each."""
        result: list[R] = []
        for index, each in enumerate(elements):
            self._steps.append(f".{local_name(each)}[{index}]")
            result.append(reads[each.tag](each, self, (*place, index)))
            self._steps.pop()
        return result

    def wrapped(self, element: Element, item: str, place: Place) -> list[Element]:
        """Return the elements of the items in a list's element; anything else there is kept."""
        children = element[:]
        if (
            [each.tag for each in children].count(item) == len(children)
            and _is_nothing_between(element, children)
            and not (self._attributed and element.attrib)
        ):
            return children
        self._attributes(element, place)
        self._text((*place, -1), element.text)
        found: list[Element] = []
        for each in children:
            if each.tag == item:
                found.append(each)
            else:
                self._keep_element((*place, len(found) - 1), each)
            self._text((*place, len(found) - 1), each.tail)
        return found

    def entries(
        self,
        element: Element,
        names: tuple[str, str, str],
        read_key: ElementReader[Any],
        read_value: ElementReader[Any],
        place: Place,
    ) -> Iterator[tuple[Any, Any]]:
        """Yield the keys and values of a map; ``names``: of an entry, its key and its value."""
        entry, *two = names
        for index, each in enumerate(self.wrapped(element, entry, place)):
            here = (*place, index)
            self._steps.append(f"[{index}]")
            pair = self._pair(each, two, here)
            if pair is not None:
                key, value = pair
                yield (
                    self._part(key, read_key, (*here, 0)),
                    self._part(value, read_value, (*here, 1)),
                )
            self._steps.pop()

    def _pair(
        self, entry: Element, names: list[str], place: Place
    ) -> tuple[Element, Element | None] | None:
        """The elements of an entry's key and value; None without a key, which is a problem."""
        children = entry[:]
        if (
            [child.tag for child in children] == names
            and not self._attributed
            and _is_nothing_between(entry, children)
        ):
            return children[0], children[1]
        found: dict[str, Element] = {}
        if not self._is_nil_item(entry, place):
            self._attributes(entry, place)
            self._text((*place, -1), entry.text)
            for child in children:
                if child.tag in names and child.tag not in found:
                    found[child.tag] = child
                else:
                    self._keep_element((*place, len(found) - 1), child)
                self._text((*place, len(found) - 1), child.tail)
        key, value = map(found.get, names)
        if key is None or is_nil(key):
            expected = f"an element {names[0].rpartition('}')[2]}"
            self._problem("an entry without its key", expected)
            return None
        if value is None:
            self.notes.append(_NoItem((*place, 1), is_nil=False))
        return key, value

    def _part(self, each: Element | None, read: ElementReader[R], place: Place) -> Any:
        """A key or a value."""
        if each is None or self._is_nil_item(each, place):
            return None
        self._steps.append(f".{local_name(each)}")
        found = read(each, self, place)
        self._steps.pop()
        return found

    def without_repeated_keys(
        self, pairs: Iterable[tuple[Any, Any]], step: str
    ) -> dict[Any, Any]:
        """Return a dict of a map's entries.

        A repeated key is a problem: .NET refuses it, and a dict cannot hold it.
        """
        result: dict[Any, Any] = {}
        for key, value in pairs:
            if key in result:
                self._steps.append(step)
                self._problem(shown(key), "a key that is new")
                self._steps.pop()
            result[key] = value
        return result

    # --- unknown content --------------------------------------------------------------------

    def _is_nil_item(self, element: Element, place: Place) -> bool:
        """Whether an item, entry or value is nil; if so, that is noted."""
        if not self._attributed or not is_nil(element):
            return False
        self.notes.append(_NoItem(place, is_nil=True))
        self._leftovers(element, place)
        return True

    def _leftovers(self, element: Element, place: Place) -> None:
        """Keeps the unknown content of a scalar's element, or of one that is nil."""
        nil = self._attributed and is_nil(element)
        self._attributes(element, place, (NIL,) if nil else ())
        if nil:
            self._text(place, element.text, "inside")
        last = None if nil else _before_text(element)
        kind: Kind = "inside" if last is None else "before"
        for child in element:
            self._keep_element(place, child, kind)
            if child is last:
                kind = "inside"
            else:
                self._text(place, child.tail, kind)

    def _keep_element(
        self, place: Place, element: Element, kind: Kind = "after"
    ) -> None:
        if element.tag == XOP_INCLUDE:
            self._attachment("xop:Include of", element.get("href") or "")
        self.notes.append(
            PlacedUnknown(place, kind, unknown_element(element, self.scopes))
        )

    def _attributes(
        self, element: Element, place: Place, known: Collection[str] = ()
    ) -> None:
        """Keeps the attributes that are not ``known``."""
        if not self._attributed or not element.attrib:
            return
        if element is self._typed:
            known = {*known, TYPE}
        for content in unknown_attributes(element, known, self.scopes):
            if content.name == REFERENCE:
                # An empty object in its place would be a lie.
                self._problem(
                    f"a reference, z:Ref={shown(content.text)}",
                    "the object itself: references between objects are not followed",
                )
            elif content.name == "href" and content.text.startswith("cid:"):
                self._attachment("href of", content.text)  # SOAP with attachments
            else:
                self.notes.append(PlacedUnknown(place, "attribute", content))

    def _text(self, place: Place, text: str | None, kind: Kind = "after") -> None:
        """Keeps a text, unless it is only white space."""
        if text and not is_blank(text):
            self.notes.append(PlacedUnknown(place, kind, Unknown("", text, "")))

    def _attachment(self, what: str, cid: str) -> None:
        # Empty bytes in its place would be a lie.
        expected = "the bytes of that part of a multipart body; open_body puts those of MTOM in"
        self._problem(f"a reference to an attachment, {what} {shown(cid)}", expected)

    # --- problems ---------------------------------------------------------------------------

    def _problem(self, found: str, expected: str) -> None:
        if self.problems is None:
            raise _Wrong
        self.problems.append(Problem(self._path(), found, expected))

    def _path(self) -> str:
        return "".join(self._steps)


class _NoItem(NamedTuple):
    """An item of a list or a value of a map that was nil; if not ``is_nil``, absent."""

    place: Place
    is_nil: bool


def any_reader(package: str) -> ElementReader[Xml]:
    """Return what reads an element whose content can be anything, as XML.

    ``package`` is the generated package whose types it may have.
    """

    def read(element: Element, r: Reader, place: Place) -> Xml:
        return Xml(xml_of(element, r.scopes), package)

    return read


def _is_unknown(note: PlacedUnknown | _NoItem) -> TypeGuard[PlacedUnknown]:
    return type(note) is PlacedUnknown


def _with_whole_texts(unknown: list[PlacedUnknown]) -> Iterator[PlacedUnknown]:
    """Joins unknown texts that will be written next to each other."""

    def where(placed: PlacedUnknown) -> tuple[bool, Place, Kind]:
        return not placed.content.name, placed.place, placed.kind

    for (is_text, place, kind), group in groupby(unknown, where):
        if is_text:
            text = "".join(each.content.text for each in group)
            yield PlacedUnknown(place, kind, Unknown("", text, ""))
        else:
            yield from group


def _as_written(placed: PlacedUnknown) -> tuple[float, ...]:
    """The sort key of unknown content: the order in which it is written."""
    return (*placed.place, inf) if placed.kind == "after" else placed.place


def _is_nothing_between(element: Element, children: list[Element]) -> bool:
    """Whether there is only white space between an element's children."""
    tails = [child.tail for child in children]
    if not any(tails) and not element.text:
        return True
    around = "".join(filter(None, tails)) + (element.text or "")
    return not around.strip(BLANKS)


def _before_text(element: Element) -> Element | None:
    """The unknown element after which the text of a value comes; None if the text comes first."""
    if not is_blank(element.text):
        return None
    return next((child for child in element if not is_blank(child.tail)), None)
