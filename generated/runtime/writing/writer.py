"""Writes records as XML; restores unknown content and reports all wrong values.

A generated function passes the members of its class in order, as straight-line code::

    def write_account(tag: str, record: Account, w: Writer) -> str:
        w.enter(record, Account)
        return w.leave(
            tag,
            w.scalar("m:Id", record.id, PLAIN, write_int),
            ...
        )

``leave`` gets one text for each member. Unknown content is put between these texts and into their
tags (``restoring``), so that a record with unknown content is written like any other; only its
lists and maps are written item by item. The first wrong value stops the writing; then the message
is written again with a list of ``problems`` (``rewriting``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from ..errors import DEEPEST, Problem, WireError, shown, too_deep
from ..records.choices import branch_of, items_of
from ..records.members import Representation
from ..records.unknown_content import Place, Unknown, WireState
from ..records.xml import NAMELESS, Xml
from ..scalars.python_values import other_type
from ..scalars.text import (
    CARRIAGE_RETURN,
    attribute_text,
    escaped,
    has_controls,
    plain,
    write_string,
)
from .prefixes import Prefixes

__all__ = ["NILLABLE", "OPTIONAL", "PLAIN", "Writer", "write_any", "writer_of"]

_NONCHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())

V = TypeVar("V")
K = TypeVar("K")

PLAIN: Final = Representation.PLAIN
NILLABLE: Final = Representation.NILLABLE
OPTIONAL: Final = Representation.OPTIONAL

TextWriter = Callable[[V], str]
ElementWriter = Callable[[str, V, "Writer"], str]
Branches = Mapping[object, tuple[str, ElementWriter[Any]]]
"""The tag and the writer of each branch of a choice, by what determines it: see ``choices``."""

NIL: Final = ' i:nil="true"'


class Unfit(Exception):
    """A value does not fit, or prefixes clash: the message must be written again."""


class NoRecord(Exception):
    """A value is not a record of the right class; the problem is already noted."""


@dataclass(slots=True)
class _Frame:
    """The state of an open record that has unknown content, or may have problems."""

    depth: int
    """The number of open records, itself included."""
    record: Any
    state: WireState
    inner: dict[tuple[str, Place], list[Unknown]] = field(default_factory=dict)
    """The unknown content inside its lists and maps, by kind and place."""
    place: Place | None = None
    """The place of the list, map or item that is being written."""
    nil: bool = False
    """Whether its own text is nil."""


class _Noted(NamedTuple):
    """Whether a member was nil or absent when it was read, unlike its class writes None."""

    nil: bool
    absent: bool


_NOT_NOTED: Final = _Noted(nil=False, absent=False)


class Writer:
    """Writes one element with its content.

    Wrong values are added to ``problems``; if that is None, the first one raises Unfit.
    """

    substitutes = 0
    """The plane of substitutes for forbidden characters; 0 if no record so far had any."""

    def __init__(
        self, prefixes: Prefixes, problems: list[Problem] | None = None
    ) -> None:
        self.prefixes: Final = prefixes
        self.problems: Final = problems
        self.clashes: Final[set[str]] = set()
        """Prefixes of the message that unknown content uses with another meaning."""
        self.held: Final[list[str]] = []
        """Unknown content that is inserted later: see ``rewriting``."""
        self._depth = 0
        """The number of open records."""
        self._deepest: Final = DEEPEST if problems is None else 0
        """From this depth on every record needs a frame."""
        self._frames: Final[list[_Frame]] = []
        self._frame: _Frame | None = None
        """The frame of the innermost record, if it has one."""
        self._steps: Final[list[str]] = ["$"]
        """The path to what is being written; only used with ``problems``."""

    # --- records ----------------------------------------------------------------------------

    def enter(self, record: Any, kind: type[Any]) -> None:
        """Begin a record: generated code calls this before it writes the members."""
        if type(record) is not kind:
            wanted = f"an instance of {kind.__name__}"
            self._problem("", record, str(other_type(wanted, record)))
            raise NoRecord
        self._depth += 1
        if record._kept is not None or self._frames or self._depth > self._deepest:
            self._open(record)

    def derived(self, tag: str, record: Any, base: type[Any]) -> str:
        """Return the element of a record whose class extends that of its place."""
        from .derived_types import typed  # few messages have one

        kinds = base._members.derived
        if type(record) not in kinds:
            names = ", ".join(each.__name__ for each in (base, *kinds))
            self._problem("", record, f"an instance of one of: {names}")
            raise NoRecord
        return typed(tag, record, type(record)._members.named, self)

    def _open(self, record: Any) -> None:
        """Makes a frame for a record if it needs one."""
        if self._depth > DEEPEST:
            if self.problems is None:
                raise Unfit
            raise WireError([*self.problems, too_deep(self.path())]) from None
        state: WireState | None = record._kept
        self._frame = None
        if state is not None or self.problems is not None:
            self._frame = _Frame(self._depth, record, state or _NOTHING)
            self._frames.append(self._frame)
            for each in self._frame.state.unknown:
                if len(each.place) > 1:
                    key = each.kind, each.place
                    self._frame.inner.setdefault(key, []).append(each.content)

    def leave(self, tag: str, *parts: str) -> str:
        """End a record: return its element with the texts of its members."""
        if self._frames:
            return self._close(tag, (), parts)
        self._depth -= 1
        content = "".join(parts)
        return f"<{tag}>{content}</{tag}>" if content else f"<{tag}/>"

    def leave_attributed(self, tag: str, attributes: Sequence[str], *parts: str) -> str:
        """Like ``leave``, for a class with attributes."""
        if self._frames:
            return self._close(tag, attributes, parts)
        self._depth -= 1
        start, content = tag + "".join(attributes), "".join(parts)
        return f"<{start}>{content}</{tag}>" if content else f"<{start}/>"

    def _close(self, tag: str, attributes: Sequence[str], parts: Sequence[str]) -> str:
        """The element of a record that has a frame, or is inside one that has."""
        frame = self._frame
        self._depth -= 1
        if frame is not None:
            del self._frames[-1]
        outer = self._frames[-1] if self._frames else None
        self._frame = outer if outer and outer.depth == self._depth else None
        if frame is not None and frame.state is not _NOTHING:
            from .restoring import restored  # few messages have unknown content

            start, content = restored(self, frame.record, attributes, parts, frame.nil)
        else:
            start, content = "".join(attributes), "".join(parts)
            if frame is not None and frame.nil:
                start += NIL
        return f"<{tag}{start}>{content}</{tag}>" if content else f"<{tag}{start}/>"

    # --- values -----------------------------------------------------------------------------

    def scalar(
        self, tag: str, value: V | None, null: Representation, write: TextWriter[V]
    ) -> str:
        """Return an element with a scalar; ``null`` is how None is represented."""
        if value is None and (null is not PLAIN or self._noted(tag).nil):
            return self._none(tag, null)
        try:
            return f"<{tag}>{write(value)}</{tag}>"  # type: ignore[arg-type]  # None raises
        except Exception as error:  # of the value's own code, such as a tzinfo's, too
            return self._unfit(tag, value, error)

    def string(self, tag: str, value: str | None, null: Representation) -> str:
        """Return an element with a string; ``encoded`` checks its characters later."""
        if type(value) is str and self.problems is None:
            if "&" in value or "<" in value or ">" in value:
                value = escaped(value)
            return f"<{tag}>{value}</{tag}>"
        if value is None and null is NILLABLE:
            return f"<{tag}{NIL}/>"
        return self.scalar(tag, value, null, write_string)

    def attribute(
        self, name: str, value: V | None, null: Representation, write: TextWriter[V]
    ) -> str:
        """Return an attribute, with a blank before it."""
        if value is None and null is not PLAIN:
            return ""
        try:
            return f' {name}="{attribute_text(write(value))}"'  # type: ignore[arg-type]  # None raises
        except Exception as error:
            return self._unfit(f"@{name}", value, error)

    def text(
        self, value: V | None, write: TextWriter[V], null: Representation = PLAIN
    ) -> str:
        """Return the text of the record's own element, which is nil if a nillable text is None."""
        if value is None:
            return self._no_text(null, write)
        try:
            return write(value)
        except Exception as error:
            return self._unfit("", value, error)

    def _no_text(self, null: Representation, write: TextWriter[Any]) -> str:
        """The text of the record's own element if it is None."""
        if self._frame is None:
            raise Unfit
        state, bit = self._frame.state, 1 << self._frame.record._members.text
        if state.absent & bit:
            return ""
        if state.nil & bit or null is NILLABLE:
            self._frame.nil = True
            return ""
        try:
            return write(None)  # for its error
        except ValueError as error:
            return self._problem("", None, str(error))

    def record(
        self, tag: str, value: V | None, null: Representation, write: ElementWriter[V]
    ) -> str:
        """Return the element of a record, or of a scalar that needs its element."""
        if value is None:
            return self._none(tag, null)
        if self.problems is None:
            return write(tag, value, self)
        return self.tried(f".{local(tag)}", tag, value, write)

    def composed(
        self, tag: str, value: V, compose: Callable[[V], tuple[str, str]]
    ) -> str:
        """Return an element whose attributes and content ``compose`` makes of one value."""
        try:
            attributes, content = compose(value)
        except Exception as error:
            return self._unfit("", value, error)
        start = tag + attributes
        return f"<{start}>{content}</{tag}>" if content else f"<{start}/>"

    def xml(self, tag: str, value: Xml | None, null: Representation) -> str:
        """Return the element of a member whose content can be anything."""
        if value is None:
            return self._none(tag, null)
        from ..reading.fragments import own_xml  # few messages hold such content

        if not isinstance(value, Xml):
            return self._problem(tag, value, "an Xml: Xml.of makes one of a value")
        try:
            root, text = own_xml(value.text)
        except (ValueError, TypeError):
            expected = "an Xml that holds one well-formed element"
            return self._problem(tag, value, expected)
        if root.tag == NAMELESS:
            return self._named(tag, text)
        if root.tag.rpartition("}")[2] != local(tag):
            self._problem(tag, value, f"an Xml whose element is {local(tag)}")
        return self.foreign(Unknown("", "", text))

    def _named(self, tag: str, text: str) -> str:
        """The element of an Xml that gets its name from its member."""
        kept = self.foreign(Unknown("", "", text))
        name, end = self.prefixes.tag(tag), f"</{NAMELESS}>"
        named = f"<{name}{text.removeprefix(f'<{NAMELESS}')}"
        if named.endswith(end):
            named = f"{named.removesuffix(end)}</{name}>"
        if kept == text:
            return named
        self.held[-1] = named
        return kept

    def foreign(self, content: Unknown, kind: str = "after") -> str:
        """Return the text of unknown content; an attribute has a blank before it."""
        from .restoring import foreign

        return foreign(self, content, kind)

    # --- lists and maps ---------------------------------------------------------------------

    def values(
        self,
        tag: str,
        values: list[V] | None,
        null: Representation,
        item: str,
        item_null: Representation,
        write: TextWriter[V],
    ) -> str:
        """Return an element with a list of scalars; ``item_null`` is how a None item is written."""
        if values is None:
            return self._none(tag, null)
        if type(values) is list and self._frame is None:
            scalar = self.scalar
            return _around(tag, [scalar(item, v, item_null, write) for v in values])
        written = self._items(tag, item, values, item_null, writer_of(write))
        return _around(tag, written)

    def records(
        self,
        tag: str,
        values: list[V] | None,
        null: Representation,
        item: str,
        item_null: Representation,
        write: ElementWriter[V],
    ) -> str:
        """Return an element with a list of records, or of other elements."""
        if values is None:
            return self._none(tag, null)
        return _around(tag, self._items(tag, item, values, item_null, write))

    def strings(
        self,
        tag: str,
        values: list[str] | None,
        null: Representation,
        item: str,
        item_null: Representation,
    ) -> str:
        """Return an element with a list of strings."""
        if values and type(values) is list and self._frame is None:
            try:
                texts = values if plain("".join(values)) else map(escaped, values)
                content = f"</{item}><{item}>".join(texts)
                return f"<{tag}><{item}>{content}</{item}></{tag}>"
            except TypeError:  # a None is among them
                pass
        return self.values(tag, values, null, item, item_null, write_string)

    def string_pairs(
        self,
        tag: str,
        pairs: dict[str, str] | None,
        null: Representation,
        entry: str,
        key: str,
        value: str,
        value_null: Representation,
    ) -> str:
        """Like ``pairs``, for a dict of strings."""
        if type(pairs) is dict and self._frame is None:
            string = self.string
            parts = [
                f"<{entry}>{string(key, k, PLAIN)}{string(value, v, value_null)}</{entry}>"
                for k, v in pairs.items()
            ]
            return _around(tag, parts)
        names = tag, pairs, null, entry, key, _WRITE_STRING, value, value_null
        return self.pairs(*names, _WRITE_STRING)

    def pairs(
        self,
        tag: str,
        pairs: dict[K, V] | None,
        null: Representation,
        entry: str,
        key: str,
        write_key: ElementWriter[K],
        value: str,
        value_null: Representation,
        write_value: ElementWriter[V],
    ) -> str:
        """Return an element with the entries of a dict."""
        if pairs is None:
            return self._none(tag, null)
        if not isinstance(pairs, dict):
            return self._problem(tag, pairs, str(other_type("a dict", pairs)))
        items = [*pairs.items()]
        names = tag, items, null, entry, key, write_key, value, value_null
        return self.entries(*names, write_value)

    def entries(
        self,
        tag: str,
        pairs: list[tuple[K, V]] | None,
        null: Representation,
        entry: str,
        key: str,
        write_key: ElementWriter[K],
        value: str,
        value_null: Representation,
        write_value: ElementWriter[V],
    ) -> str:
        """Like ``pairs``, for a list of (key, value), as keys that are records are not hashable."""
        if pairs is None:
            return self._none(tag, null)
        if not isinstance(pairs, list | tuple) or not all(map(_is_pair, pairs)):
            expected = "a list of pairs, each of a key and a value"
            return self._problem(tag, pairs, expected)

        def write(tag: str, pair: tuple[K, V], w: Writer) -> str:
            return w._entry(tag, pair, key, write_key, value, value_null, write_value)

        return _around(tag, self._items(tag, entry, pairs, PLAIN, write))

    def _entry(
        self,
        tag: str,
        pair: tuple[K, V],
        key: str,
        write_key: ElementWriter[K],
        value: str,
        value_null: Representation,
        write_value: ElementWriter[V],
    ) -> str:
        """The element of an entry of a map."""
        frame = self._frame
        if frame is None:
            return (
                f"<{tag}>{write_key(key, pair[0], self)}"
                f"{self.record(value, pair[1], value_null, write_value)}</{tag}>"
            )
        place = frame.place or ()
        write_value = _refuse_none if pair[1] is None else write_value
        steps = f".{local(key)}", f".{local(value)}"
        parts = (
            *self._unknown_at("after", (*place, -1)),
            self._item((*place, 0), steps[0], key, pair[0], PLAIN, write_key),
            self._item((*place, 1), steps[1], value, pair[1], value_null, write_value),
        )
        return f"<{tag}>{''.join(parts)}</{tag}>"

    def repeated(
        self, tag: str, values: list[V], null: Representation, write: TextWriter[V]
    ) -> str:
        """Return the elements of a list of scalars without an element around them."""
        return "".join(self._items(tag, tag, values, null, writer_of(write)))

    def repeated_records(
        self, tag: str, values: list[V], null: Representation, write: ElementWriter[V]
    ) -> str:
        """Return the elements of a list of records without an element around them."""
        return "".join(self._items(tag, tag, values, null, write))

    def choice(
        self,
        tag: str,
        values: list[Any],
        branches: Branches,
    ) -> str:
        """Return the elements of a list whose items are of several names, in its order.

        ``branches`` has the tag and the writer of each, by the class of the value or, where the
        value is a pair, by its first part. ``tag`` is that of the first.
        """
        if not isinstance(values, list | tuple):
            return self._problem(tag, values, str(other_type("a list", values)))
        frame = self._frame
        place = (self._slot(tag),) if frame else ()
        parts = self._unknown_at("after", (*place, -1)) if frame else []
        for index, each in enumerate(values):
            found = branch_of(each, branches)
            if found is None:
                self._steps.append(f".{local(tag)}[{index}]")
                self._problem("", each, items_of(branches))
                self._steps.pop()
                continue
            (name, write), value = found
            if frame is None:
                parts.append(write(name, value, self))
            else:
                here, step = (*place, index), f".{local(name)}[{index}]"
                parts.append(self._item(here, step, name, value, PLAIN, write))
        return "".join(parts)

    def _items(
        self,
        tag: str,
        item: str,
        values: Sequence[V],
        null: Representation,
        write: ElementWriter[V],
    ) -> list[str]:
        """The elements of the items of the list ``tag``."""
        frame = self._frame
        if not isinstance(values, list | tuple):
            self._problem(tag, values, str(other_type("a list", values)))
            return []
        if frame is None:
            return [
                self._none(item, null) if value is None else write(item, value, self)
                for value in values
            ]
        outer = frame.place
        place = (self._slot(tag),) if outer is None else outer
        step = f".{local(tag)}" if outer is None else ""
        parts = self._unknown_at("after", (*place, -1))
        for index, value in enumerate(values):
            here, next_ = (*place, index), f"{step}[{index}]"
            parts.append(self._item(here, next_, item, value, null, write))
        return parts

    def _item(
        self,
        place: Place,
        step: str,
        tag: str,
        value: V | None,
        null: Representation,
        write: ElementWriter[V],
    ) -> str:
        """An item, key or value of a record with a frame, with its unknown content."""
        frame = self._frame
        assert frame is not None
        outer, frame.place = frame.place, place
        if value is None and place in frame.state.nil_items:
            text = f"<{tag}{NIL}/>"
        elif place in frame.state.absent_items and _is_default(value):
            text = ""
        elif value is None and null is not PLAIN:
            text = self._none(tag, null)
        else:
            text = self.tried(step, tag, value, write)  # type: ignore[arg-type]  # None is refused
        frame.place = outer
        if frame.inner:
            from .restoring import into

            for kind in ("attribute", "before", "inside"):
                text = into(text, kind, self._unknown_at(kind, place))
            return "".join((text, *self._unknown_at("after", place)))
        return text

    def _unknown_at(self, kind: str, place: Place) -> list[str]:
        """The unknown content at a place inside the lists of the innermost record."""
        assert self._frame is not None
        found = self._frame.inner.get((kind, place), ())
        return [self.foreign(each, kind) for each in found]

    def tried(self, step: str, tag: str, value: V, write: ElementWriter[V]) -> str:
        """Return an element at the next step of the path; "" if the value is of a wrong class."""
        if self.problems is None:
            return write(tag, value, self)
        depth, steps, frames = self._depth, len(self._steps), len(self._frames)
        frame = self._frame
        place = frame.place if frame else None
        self._steps.append(step)
        try:
            return write(tag, value, self)
        except NoRecord:
            return ""
        except (TypeError, AttributeError):
            del self._steps[steps + 1 :]
            return self._problem("", value, _unwritable(value, local(tag)))
        finally:
            del self._steps[steps:], self._frames[frames:]
            self._depth, self._frame = depth, frame
            if frame:
                frame.place = place

    # --- what does not fit ------------------------------------------------------------------

    def _none(self, tag: str, null: Representation) -> str:
        """The text of None."""
        if null is OPTIONAL:
            return ""
        if null is NILLABLE:
            return f"<{tag}{NIL}/>"
        if any(self._noted(tag)):
            return ""  # ``restored`` puts it back
        return self._problem(tag, None, "a value: it cannot be null")

    def _unfit(self, tag: str, value: object, error: Exception) -> str:
        """The text of a value whose writer has raised: "", and a problem unless it was absent."""
        if isinstance(error, RecursionError | Unfit):
            raise error
        if value is not None and self._noted(tag).absent and _is_default(value):
            return ""  # it was absent and stays so
        expected = f"a value whose own methods raise no {type(error).__name__}"
        if isinstance(error, ValueError):
            expected = str(error)
        return self._problem(tag, value, expected)

    def _noted(self, tag: str) -> _Noted:
        """Whether a member of the innermost record was nil or absent when it was read."""
        frame = self._frame
        if frame is None or frame.place is not None or not tag:
            return _NOT_NOTED
        bit = 1 << self._slot(tag)
        return _Noted(bool(frame.state.nil & bit), bool(frame.state.absent & bit))

    def _slot(self, tag: str) -> int:
        """The position of a member of the innermost record."""
        assert self._frame is not None
        return self.prefixes.slots(self._frame.record._members)[tag]

    def _problem(self, tag: str, value: object, expected: str) -> str:
        if self.problems is None:
            raise Unfit
        inside = self._frame is not None and self._frame.place is not None
        step = f".{_shown_name(tag)}" if tag and not inside else ""
        self.problems.append(Problem(self.path() + step, shown(value), expected))
        return ""

    def path(self) -> str:
        """Return the path to what is being written: ``$.Accounts[3]``."""
        return "".join(self._steps)


def _unwritable(value: object, name: str) -> str:
    """What is expected of a record, or of another value, that lacks what its writer asks it for."""
    fields = getattr(type(value), "__dataclass_fields__", {})
    missing = [each for each in fields if not hasattr(value, each)]
    if missing:
        return f"a value for each field: {missing[0]} was deleted"
    return f"a value for {name}"


_NOTHING: Final = WireState()


def _is_default(value: object) -> bool:
    from ..records.null_representation import is_default  # few messages need it

    return value is None or is_default(value)


def _refuse_none(tag: str, value: object, w: Writer) -> str:
    """Reports a value of a map that must not be None."""
    return w._none(tag, PLAIN)


def _is_pair(pair: object) -> bool:
    return isinstance(pair, tuple) and len(pair) == 2


def _around(tag: str, parts: list[str]) -> str:
    """An element around its items."""
    # In one go: of a long list, every copy of the text takes its time.
    return "".join((f"<{tag}>", *parts, f"</{tag}>")) if parts else f"<{tag}/>"


def local(tag: str) -> str:
    """Return a generated tag without its prefix."""
    return tag.rpartition(":")[2]


def _shown_name(tag: str) -> str:
    return f"@{local(tag[1:])}" if tag.startswith("@") else local(tag)


def encoded(text: str) -> bytes:
    """Return what a Writer has written, in UTF-8.

    A carriage return becomes a character reference, because a parser would turn it into a line feed
    (XML 1.0, 2.11). Raises Unfit for characters that XML does not allow, UnicodeError for
    surrogates; both are checked here once for all strings.
    """
    if "\r" in text:
        text = text.replace("\r", CARRIAGE_RETURN)
    data = text.encode()
    if has_controls(data):
        raise Unfit
    if 0xEF in data and any(map(data.__contains__, _NONCHARACTERS)):
        raise Unfit
    return data


def writer_of(write: TextWriter[V]) -> ElementWriter[V]:
    """Return a function that writes an element from one that writes a text."""

    def write_element(tag: str, value: V, w: Writer) -> str:
        return w.scalar(tag, value, PLAIN, write)

    return write_element


_WRITE_STRING: Final = writer_of(write_string)


def write_any(tag: str, value: Xml, w: Writer) -> str:
    """Return an item, key or value whose content can be anything; it has its own tag."""
    return w.xml(tag, value, PLAIN)
