"""The writer that puts everything back in its place and reports every value that does not fit.

It offers what ``Writer`` offers, to the same generated code, and is used when that one has met a
record with something beside its class, or a value that its wire type cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from .elements import XSI, local_name
from .errors import DEEPEST, Problem, WireError, shown, too_deep
from .fragments import clashing, declaration, own_xml
from .members import Form
from .prefixes import Prefixes
from .reading import NIL
from .scalar_text import attribute_text, write_string
from .wire import Place, Stray, Unknown, Wire
from .wire_states import is_default
from .writing import (
    NILLABLE,
    PLAIN,
    ElementWriter,
    TextWriter,
    Writer,
    writer_of,
)
from .xml import Xml

V = TypeVar("V")
K = TypeVar("K")
M = TypeVar("M")

_NOTHING: Final = Wire()
_WRITE_STRING: Final = writer_of(write_string)


def carefully_written(
    tag: str, record: V, write: ElementWriter[V], prefixes: Prefixes
) -> bytes:
    """A record as an element that binds its prefixes, or others where ours mean something else.

    Raises WireError with every value that cannot be written.
    """
    careful = CarefulWriter(prefixes)
    written_carefully(tag, record, write, careful)
    while careful.clashes:
        prefixes = prefixes.without(careful.clashes)
        careful = CarefulWriter(prefixes)
        written_carefully(tag, record, write, careful)
    return declared(prefixes.tag(tag), careful.text_of_root, prefixes).encode()


def declared(tag: str, text: str, prefixes: Prefixes) -> str:
    """An element's text with its prefixes bound."""
    return text.replace(f"<{tag}", f"<{tag}{prefixes.declarations}", 1)


def written_carefully(
    tag: str, record: V, write: ElementWriter[V], careful: CarefulWriter
) -> str:
    """A record as an element of which nothing is left out.

    Raises WireError with every value that cannot be written.
    """
    try:
        careful.root(tag, record, write)
    except RecursionError:
        raise WireError([too_deep("$")]) from None
    except WireError:
        raise
    except Exception as error:  # a value whose own methods raise
        expected = "values that can be written"
        raise WireError([Problem("$", type(error).__name__, expected)]) from error
    if careful.problems:
        raise WireError(careful.problems) from None
    return careful.text_of_root


class _Skip(Exception):
    """A value is no record of the right class; the problem has been noted."""


@dataclass(slots=True)
class _Frame:
    """A record while it is written."""

    place: Place
    """Where it stands in the record around it."""
    path: str
    wire: Wire
    strays: dict[tuple[str, Place], list[Stray]]
    slot: int = -1
    nil: bool = False


class CarefulWriter(Writer):
    """Writes what was read beside the members too, and collects problems instead of stopping."""

    def __init__(self, prefixes: Prefixes) -> None:
        super().__init__(prefixes)
        self.clashes: set[str] = set()
        """Prefixes of ours that unknown content uses for something else."""
        self.text_of_root = ""
        self._nil: Final = f' {prefixes.tag("i:nil")}="true"'
        self.problems: Final[list[Problem]] = []
        self._frames: Final[list[_Frame]] = []
        # Set before an item, key, value or record is written: its place and path.
        self._given: tuple[Place, str] | None = None

    def root(self, tag: str, record: V, write: ElementWriter[V]) -> None:
        """Writes the document's element, into ``text_of_root``."""
        self.text_of_root = self._written((), "$", tag, record, write)

    def enter(self, record: Any, kind: type[Any]) -> None:
        place, path = self._spot("")
        if not isinstance(record, kind):
            self._problem(path, record, f"an instance of {kind.__name__}")
            raise _Skip
        if len(self._frames) >= DEEPEST:
            raise WireError([*self.problems, too_deep(path)])
        wire: Wire = record._wire or _NOTHING
        strays: dict[tuple[str, Place], list[Stray]] = {}
        for stray in wire.strays:
            self.clashes |= clashing(stray.what, self._prefixes.bound)
            strays.setdefault((stray.kind, stray.place), []).append(stray)
        self._frames.append(_Frame(place, path, wire, strays))

    def leave(self, tag: str, *parts: str) -> str:
        return self.leave_attributed(tag, (), *parts)

    def leave_attributed(self, tag: str, attributes: Sequence[str], *parts: str) -> str:
        unknown = self._attributes((), nil=self._frames[-1].nil)
        before = self._strays("after", (-1,))
        frame = self._frames.pop()
        nil = self._nil if frame.nil else ""
        text = super().leave_attributed(
            self._prefixes.tag(tag), (*attributes, nil, unknown), before, *parts
        )
        return text + self._strays("after", frame.place)

    def scalar(
        self, tag: str, value: V | None, form: Form, write: TextWriter[V]
    ) -> str:
        place, path = self._spot(tag)
        if value is None and (form is not PLAIN or self._was_nil(place)):
            return self._missing(place, tag, form)
        if form is PLAIN and self._still_absent(place, value):
            return self._strays("after", place)
        return self._element(place, tag, self._text(path, value, write))

    def string(self, tag: str, value: str | None, form: Form) -> str:
        return self.scalar(tag, value, form, write_string)

    def attribute(
        self, name: str, value: V | None, form: Form, write: TextWriter[V]
    ) -> str:
        place, path = self._spot(f"@{name}")
        if value is None and form is not PLAIN:
            return ""
        if form is PLAIN and self._still_absent(place, value):
            return ""
        return f' {self._prefixes.tag(name)}="{attribute_text(self._text(path, value, write))}"'

    def text(self, value: V | None, write: TextWriter[V], form: Form = PLAIN) -> str:
        place, _ = self._spot("")
        frame = self._frames[-1]
        text = ""
        if value is None and (form is NILLABLE or self._was_nil(place)):
            frame.nil = not self._was_absent(place)
        elif not self._still_absent(place, value):
            text = self._text(frame.path, value, write)
        return text + self._strays("after", place)

    def record(
        self, tag: str, value: V | None, form: Form, write: ElementWriter[V]
    ) -> str:
        place, path = self._spot(tag)
        if value is None:
            return self._missing(place, tag, form, path)
        if form is PLAIN and self._still_absent(place, value):
            return self._strays("after", place)
        return self._written(place, path, tag, value, write)

    def composed(
        self, tag: str, value: V, compose: Callable[[V], tuple[str, str]]
    ) -> str:
        place, path = self._spot(tag)
        attributes, content = self._made(path, value, compose, ("", ""))
        return self._element(place, tag, content, attributes)

    def xml(self, tag: str, value: Xml | None, form: Form) -> str:
        place, path = self._spot(tag)
        if value is None:
            return self._missing(place, tag, form, path)
        try:
            root, text = own_xml(value.text)
            self.clashes |= clashing(Unknown("", "", text), self._prefixes.bound)
        except (ValueError, TypeError, AttributeError):
            self._problem(path, value, "an Xml that holds one well-formed element")
            return ""
        if local_name(root) != _local(tag):
            self._problem(path, value, f"an Xml whose element is {_local(tag)}")
        return text + self._strays("after", place)

    def values(
        self,
        tag: str,
        values: list[V] | None,
        form: Form,
        item: str,
        item_form: Form,
        write: TextWriter[V],
    ) -> str:
        return self._list(tag, values, form, item, item_form, write, self.repeated)

    def records(
        self,
        tag: str,
        values: list[V] | None,
        form: Form,
        item: str,
        item_form: Form,
        write: ElementWriter[V],
    ) -> str:
        return self._list(
            tag, values, form, item, item_form, write, self.repeated_records
        )

    def _list(
        self,
        tag: str,
        values: list[V] | None,
        form: Form,
        item: str,
        item_form: Form,
        write: Callable[..., str],
        repeated: Callable[..., str],
    ) -> str:
        place, path = self._spot(tag)
        if self._still_none(place, form, values):
            return self._missing(place, tag, form, path)
        self._given = place, path
        items: str = repeated(item, values, item_form, write)
        return self._element(place, tag, self._strays("after", (*place, -1)) + items)

    def strings(
        self,
        tag: str,
        values: list[str] | None,
        form: Form,
        item: str,
        item_form: Form,
    ) -> str:
        return self.values(tag, values, form, item, item_form, write_string)

    def string_pairs(
        self,
        tag: str,
        pairs: dict[str, str] | None,
        form: Form,
        entry: str,
        key: str,
        value: str,
        value_form: Form,
    ) -> str:
        write = _WRITE_STRING
        names = tag, pairs, form, entry, key, write, value, value_form
        return self.pairs(*names, write)

    def pairs(
        self,
        tag: str,
        pairs: dict[K, V] | None,
        form: Form,
        entry: str,
        key: str,
        write_key: ElementWriter[K],
        value: str,
        value_form: Form,
        write_value: ElementWriter[V],
    ) -> str:
        if pairs is not None and not isinstance(pairs, dict):
            self._problem(self._spot(tag)[1], pairs, "a dict")
            return ""
        items = None if pairs is None else list(pairs.items())
        names = tag, items, form, entry, key, write_key, value, value_form
        return self.entries(*names, write_value)

    def entries(
        self,
        tag: str,
        pairs: list[tuple[K, V]] | None,
        form: Form,
        entry: str,
        key: str,
        write_key: ElementWriter[K],
        value: str,
        value_form: Form,
        write_value: ElementWriter[V],
    ) -> str:
        place, path = self._spot(tag)
        if pairs is None or self._still_none(place, form, pairs):
            return self._missing(place, tag, form, path)
        if not _are_pairs(pairs):
            self._problem(path, pairs, "a list of pairs, each of a key and a value")
            return ""
        parts = [self._strays("after", (*place, -1))]
        for index, (each_key, each) in enumerate(pairs):
            at, here = (*place, index), f"{path}[{index}]"
            content = self._strays("after", (*at, -1))
            content += self._written(
                (*at, 0), f"{here}.{_local(key)}", key, each_key, write_key
            )
            self._given = (*at, 1), f"{here}.{_local(value)}"
            content += self.record(value, each, value_form, write_value)
            parts.append(self._element(at, entry, content))
        return self._element(place, tag, "".join(parts))

    def repeated(
        self, tag: str, values: list[V], form: Form, write: TextWriter[V]
    ) -> str:
        return self._repeated(
            tag, values, lambda value: self.scalar(tag, value, form, write)
        )

    def repeated_records(
        self, tag: str, values: list[V], form: Form, write: ElementWriter[V]
    ) -> str:
        return self._repeated(
            tag, values, lambda value: self.record(tag, value, form, write)
        )

    def _repeated(self, tag: str, values: list[V], write: Callable[[V], str]) -> str:
        place, path = self._spot(tag)
        if not isinstance(values, list):
            self._problem(path, values, "a list")
            return ""
        parts = []
        for index, value in enumerate(values):
            self._given = (*place, index), f"{path}[{index}]"
            parts.append(write(value))
        return "".join(parts)

    def _spot(self, tag: str) -> tuple[Place, str]:
        """Where the writer is: what was given, or else the next member of the record."""
        if self._given is not None:
            given, self._given = self._given, None
            return given
        frame = self._frames[-1]
        frame.slot += 1
        return (frame.slot,), f"{frame.path}.{_local(tag)}"

    def _written(
        self, place: Place, path: str, tag: str, value: V, write: ElementWriter[V]
    ) -> str:
        depth = len(self._frames)
        self._given = place, path
        try:
            return write(tag, value, self)
        except _Skip:
            return ""
        except (TypeError, AttributeError):
            self._problem(path, value, f"a value for {_local(tag)}")
            del self._frames[depth:]
            return ""
        finally:
            self._given = None

    def _text(self, path: str, value: V | None, write: TextWriter[V]) -> str:
        return self._made(path, value, write, "")

    def _made(
        self, path: str, value: V | None, make: Callable[[V], M], instead: M
    ) -> M:
        """What is made of a value, or something instead where that cannot be."""
        try:
            return make(value)  # type: ignore[arg-type]  # None gets the same error
        except ValueError as error:
            self._problem(path, value, str(error))
        except RecursionError:
            raise
        except Exception as error:  # of the value's own code, such as a tzinfo's
            expected = f"a value that raises no {type(error).__name__}"
            self._problem(path, value, expected)
        return instead

    def _missing(self, place: Place, tag: str, form: Form, path: str = "") -> str:
        """What None becomes: what it was read from, or else what the class writes."""
        if self._was_nil(place) or (form is NILLABLE and not self._was_absent(place)):
            inside = self._strays("inside", place)
            tag = self._prefixes.tag(tag)
            start = f"{tag}{self._nil}{self._attributes(place, nil=True)}"
            text = f"<{start}>{inside}</{tag}>" if inside else f"<{start}/>"
        else:
            text = ""
            if form is PLAIN and not self._was_absent(place):
                self._problem(path, None, f"a value for {_local(tag)}")
        return text + self._strays("after", place)

    def _element(
        self, place: Place, tag: str, content: str, attributes: str = ""
    ) -> str:
        content = self._strays("before", place) + content
        content += self._strays("inside", place)
        tag = self._prefixes.tag(tag)
        start = tag + attributes + self._attributes(place)
        text = f"<{start}>{content}</{tag}>" if content else f"<{start}/>"
        return text + self._strays("after", place)

    def _strays(self, kind: str, place: Place) -> str:
        if not self._frames:
            return ""
        return "".join(
            stray.what.xml or write_string(stray.what.text)
            for stray in self._frames[-1].strays.get((kind, place), ())
        )

    def _attributes(self, place: Place, nil: bool = False) -> str:
        """The unknown attributes; an ``xsi:nil="false"`` gives way where nil is written."""
        strays = self._frames[-1].strays.get(("attribute", place), ())
        kept = (each.what for each in strays if not (nil and each.what.name == NIL))
        return "".join(f" {self._attribute(each)}" for each in kept)

    def _attribute(self, what: Unknown) -> str:
        """An unknown attribute in a start tag of ours, where our prefixes are bound already."""
        text = what.xml
        for each in self._prefixes.bound.items() if text.startswith("xmlns:") else ():
            text = text.replace(f"{declaration(*each)} ", "", 1)
        name = f"i:{what.name.removeprefix(XSI)}"
        ours = self._prefixes.tag(name)
        if ours == name or not what.name.startswith(XSI):
            return text
        return re.sub(rf'(^| ){name}="', rf'\1{ours}="', text)

    def _was_nil(self, place: Place) -> bool:
        wire = self._frames[-1].wire
        return bool(wire.nil & _bit(place)) or place in wire.nil_items

    def _was_absent(self, place: Place) -> bool:
        wire = self._frames[-1].wire
        return bool(wire.absent & _bit(place)) or place in wire.absent_items

    def _still_absent(self, place: Place, value: object) -> bool:
        return self._was_absent(place) and is_default(value)

    def _still_none(self, place: Place, form: Form, value: object) -> bool:
        """Whether a list or map is None, or a plain one that was nil or absent is still empty."""
        noted = self._was_nil(place) or self._was_absent(place)
        return value is None or (form is PLAIN and noted and is_default(value))

    def _problem(self, path: str, value: object, expected: str) -> None:
        self.problems.append(Problem(path, shown(value), expected))


def _are_pairs(pairs: object) -> bool:
    return isinstance(pairs, list) and all(
        isinstance(each, tuple) and len(each) == 2 for each in pairs
    )


def _bit(place: Place) -> int:
    return 1 << place[0] if len(place) == 1 else 0


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
