"""Records to XML: what generated writers stand on.

A generated writer hands over its class's members in the order of the wire, straight through::

    def write_account(tag: str, record: Account, w: Writer) -> str:
        w.enter(record, Account)
        return w.leave(
            tag,
            w.scalar("m:Id", record.id, PLAIN, scalars.write_int),
            ...
        )

Two writers offer these operations. ``Writer`` is for records that hold what their class knows;
where a record carries more, or a value does not fit, ``CarefulWriter`` does the work once more and
puts everything back in its place or reports every wrong value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from .elements import local_name
from .errors import DEEPEST
from .fragments import clashing, own_xml
from .members import Form
from .prefixes import Prefixes
from .reading import Careful
from .scalar_text import (
    CARRIAGE_RETURN,
    attribute_text,
    escaped,
    has_controls,
    plain,
    write_string,
)
from .wire import Unknown
from .xml import Xml

_NONCHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())

V = TypeVar("V")
K = TypeVar("K")

PLAIN: Final = Form.PLAIN
NILLABLE: Final = Form.NILLABLE
OPTIONAL: Final = Form.OPTIONAL

TextWriter = Callable[[V], str]
ElementWriter = Callable[[str, V, "Writer"], str]


class Writer:
    """Writes records that hold nothing but what their class knows; see the module."""

    def __init__(self, prefixes: Prefixes) -> None:
        self._prefixes: Final = prefixes
        self._depth = 0

    def enter(self, record: Any, kind: type[Any]) -> None:
        """To be called before the members of a record are written."""
        self._depth += 1
        if (
            not isinstance(record, kind)
            or record._wire is not None
            or self._depth > DEEPEST
        ):
            raise Careful

    def leave(self, tag: str, *parts: str) -> str:
        """The record's element around its members, given in order."""
        self._depth -= 1
        content = "".join(parts)
        return f"<{tag}>{content}</{tag}>" if content else f"<{tag}/>"

    def leave_attributed(self, tag: str, attributes: Sequence[str], *parts: str) -> str:
        """Like ``leave``, for a class whose first members are attributes."""
        self._depth -= 1
        start = tag + "".join(attributes)
        content = "".join(parts)
        return f"<{start}>{content}</{tag}>" if content else f"<{start}/>"

    def scalar(
        self, tag: str, value: V | None, form: Form, write: TextWriter[V]
    ) -> str:
        """An element around a text."""
        if value is None:
            return self._none(tag, form)
        return f"<{tag}>{write(value)}</{tag}>"

    def string(self, tag: str, value: str | None, form: Form) -> str:
        """An element around a string; ``encoded`` looks at its characters."""
        if type(value) is str:
            if "&" in value or "<" in value or ">" in value:
                value = escaped(value)
            return f"<{tag}>{value}</{tag}>"
        if value is None and form is NILLABLE:
            return f'<{tag} i:nil="true"/>'
        return self.scalar(tag, value, form, write_string)

    def attribute(
        self, name: str, value: V | None, form: Form, write: TextWriter[V]
    ) -> str:
        """An attribute with a blank before it."""
        if value is None:
            return self._none(name, form)
        return f' {name}="{attribute_text(write(value))}"'

    def text(self, value: V | None, write: TextWriter[V], form: Form = PLAIN) -> str:
        """The text of the record's own element, which is nil where a nillable text is None."""
        if value is None:
            raise Careful
        return write(value)

    def record(
        self, tag: str, value: V | None, form: Form, write: ElementWriter[V]
    ) -> str:
        return self._none(tag, form) if value is None else write(tag, value, self)

    def composed(
        self, tag: str, value: V, compose: Callable[[V], tuple[str, str]]
    ) -> str:
        """An element whose attributes and content are made of one value."""
        attributes, content = compose(value)
        start = tag + attributes
        return f"<{start}>{content}</{tag}>" if content else f"<{start}/>"

    def xml(self, tag: str, value: Xml | None, form: Form) -> str:
        """An element whose content can be anything, as it came."""
        if value is None:
            return self._none(tag, form)
        root, text = own_xml(value.text)
        if local_name(root) != tag.rpartition(":")[2]:
            raise Careful
        if clashing(Unknown("", "", text), self._prefixes.bound):
            raise Careful
        return text

    def values(
        self,
        tag: str,
        values: list[V] | None,
        form: Form,
        item: str,
        item_form: Form,
        write: TextWriter[V],
    ) -> str:
        """A wrapper around scalars."""
        if values is None:
            return self._none(tag, form)
        return self._wrapped(tag, self._scalars(item, values, item_form, write))

    def records(
        self,
        tag: str,
        values: list[V] | None,
        form: Form,
        item: str,
        item_form: Form,
        write: ElementWriter[V],
    ) -> str:
        """A wrapper around elements that write themselves."""
        if values is None:
            return self._none(tag, form)
        return self._wrapped(tag, self._elements(item, values, item_form, write))

    def strings(
        self,
        tag: str,
        values: list[str] | None,
        form: Form,
        item: str,
        item_form: Form,
    ) -> str:
        """A wrapper around strings."""
        if values is None:
            return self._none(tag, form)
        if type(values) is not list:
            raise Careful
        if not values:
            return f"<{tag}/>"
        try:
            texts = values if plain("".join(values)) else map(escaped, values)
            content = f"</{item}><{item}>".join(texts)
        except TypeError:  # a None is among them
            return self.values(tag, values, form, item, item_form, write_string)
        return f"<{tag}><{item}>{content}</{item}></{tag}>"

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
        """Like ``pairs``, of strings."""
        if pairs is None:
            return self._none(tag, form)
        if type(pairs) is not dict:
            raise Careful
        parts = []
        for each_key, each in pairs.items():
            written_key = self.string(key, each_key, PLAIN)
            written = self.string(value, each, value_form)
            parts.append(f"<{entry}>{written_key}{written}</{entry}>")
        return self._wrapped(tag, parts)

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
        """A wrapper around entries of a key and a value."""
        if pairs is None:
            return self._none(tag, form)
        if type(pairs) is not dict:
            raise Careful
        items = list(pairs.items())
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
        """Like ``pairs``, where a key is a record or a list."""
        if pairs is None:
            return self._none(tag, form)
        if type(pairs) is not list:
            raise Careful
        parts = [
            f"<{entry}>{write_key(key, each_key, self)}"
            f"{self.record(value, each, value_form, write_value)}</{entry}>"
            for each_key, each in pairs
        ]
        return self._wrapped(tag, parts)

    def repeated(
        self, tag: str, values: list[V], form: Form, write: TextWriter[V]
    ) -> str:
        """Scalars one after the other."""
        return "".join(self._scalars(tag, values, form, write))

    def repeated_records(
        self, tag: str, values: list[V], form: Form, write: ElementWriter[V]
    ) -> str:
        """Elements one after the other."""
        return "".join(self._elements(tag, values, form, write))

    def _scalars(
        self, tag: str, values: list[V], form: Form, write: TextWriter[V]
    ) -> list[str]:
        if type(values) is not list:
            raise Careful
        return [self.scalar(tag, value, form, write) for value in values]

    def _elements(
        self, tag: str, values: list[V], form: Form, write: ElementWriter[V]
    ) -> list[str]:
        if type(values) is not list:
            raise Careful
        return [
            self._none(tag, form) if value is None else write(tag, value, self)
            for value in values
        ]

    def _wrapped(self, tag: str, parts: list[str]) -> str:
        # In one go: of a long list, every copy of the text takes its time.
        return "".join((f"<{tag}>", *parts, f"</{tag}>")) if parts else f"<{tag}/>"

    def _none(self, tag: str, form: Form) -> str:
        if form is OPTIONAL:
            return ""
        if form is NILLABLE:
            return f'<{tag} i:nil="true"/>'
        raise Careful


def encoded(text: str) -> bytes:
    """What a Writer has written, in UTF-8. Raises Careful, or UnicodeError for surrogates.

    Here, once for all strings, a carriage return gets the reference without which a parser drops
    it, and what XML has no place for is found.
    """
    if "\r" in text:
        text = text.replace("\r", CARRIAGE_RETURN)
    data = text.encode()
    if has_controls(data):
        raise Careful
    if 0xEF in data and any(map(data.__contains__, _NONCHARACTERS)):
        raise Careful
    return data


def writer_of(write: TextWriter[V]) -> ElementWriter[V]:
    """A writer of elements from a writer of text."""

    def write_element(tag: str, value: V, w: Writer) -> str:
        return w.scalar(tag, value, PLAIN, write)

    return write_element


def write_any(tag: str, value: Xml, w: Writer) -> str:
    """An item, key or value whose content can be anything; it brings its own tag."""
    return w.xml(tag, value, PLAIN)
