"""The table of a class's members: their names on the wire, how they stand there, what reads them.

A generated module has one for each class, made with the functions below::

    members(
        Account,
        plain(_M + "Id", read_int, 0),
        nillable(_M + "Name", read_string),
        optional(_M + "Roles", items(_M + "Role", Role)),
    )

The readers of the class are derived from it when its first message is read: see
``reader_deriving`` and ``scan_deriving``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from ..reading.elements import Element, attributes_of
from ..scalars.text import read_string
from .enumerations import enumeration_reader
from .record import Record

__all__ = [
    "any_xml",
    "attribute",
    "element",
    "entries",
    "items",
    "members",
    "nillable",
    "optional",
    "optional_attribute",
    "pairs",
    "plain",
    "repeated",
    "text",
]

R = TypeVar("R")

TextReader = Callable[[str], R]
"""What reads a scalar's text."""


class Form(Enum):
    """How a member stands on the wire, and how None is written."""

    PLAIN = "a value that is always there; None is refused"
    NILLABLE = "None is written as xsi:nil"
    OPTIONAL = "None is left out"
    REPEATED = "the element occurs any number of times"
    ATTRIBUTE = "an attribute that is always there"
    OPTIONAL_ATTRIBUTE = "an attribute; None is left out"
    TEXT = "the text of the record's own element"


# --- what stands in a member --------------------------------------------------------------------


class Items(NamedTuple):
    """The items of a list, in an element around them."""

    item: str
    """Their name."""
    content: Content


class Pairs(NamedTuple):
    """The entries of a map, in an element around them."""

    entry: str
    key: str
    key_content: Content
    value: str
    value_content: Content
    is_dict: bool
    """False: a list of pairs, as no dict takes the keys."""


class OfElement(NamedTuple):
    """A scalar that is read from its element, as its text alone does not say it."""

    read: Callable[..., Any]
    """Takes the element, the Reader and its place in the record."""


class AnyXml:
    """An element whose content can be anything."""


Content = (
    TextReader[Any] | type[StrEnum] | type[Record] | Items | Pairs | OfElement | AnyXml
)
"""What stands in an element. A class that is a record has a table of its own."""

any_xml: Final = AnyXml()


def items(item: str, content: Content) -> Items:
    """A list: ``item`` is the name of the elements inside the member's own."""
    return Items(item, content)


def pairs(entry: str, key: str, of: Content, value: str, to: Content) -> Pairs:
    """A dict: names of the entries, and of the key and the value inside one."""
    return Pairs(entry, key, of, value, to, is_dict=True)


def entries(entry: str, key: str, of: Content, value: str, to: Content) -> Pairs:
    """Like ``pairs``, where no dict takes the keys: a list of (key, value)."""
    return Pairs(entry, key, of, value, to, is_dict=False)


def element(read: Callable[..., Any]) -> OfElement:
    """A scalar that is read from its element."""
    return OfElement(read)


@cache
def _reader_of(kind: type[StrEnum]) -> TextReader[Any]:
    return enumeration_reader(kind)


def text_reader(content: Content) -> TextReader[Any] | None:
    """What reads a scalar's text; None for what is no such scalar."""
    if isinstance(content, type):
        return _reader_of(content) if issubclass(content, StrEnum) else None
    if isinstance(content, Items | Pairs | OfElement | AnyXml):
        return None
    return content


def record_class(content: Content) -> type[Record] | None:
    """The class of a record; None for what is none."""
    if isinstance(content, type) and issubclass(content, Record):
        return content
    return None


# --- members ------------------------------------------------------------------------------------


class Member(NamedTuple):
    """A member of a class."""

    tag: str
    """Its name on the wire."""
    form: Form
    content: Content
    default: Any = None
    """What a scalar is where it is absent."""


def plain(tag: str, content: Content, default: object = None) -> Member:
    """An element that is always there; ``default`` is .NET's own, for one that is absent."""
    return Member(tag, Form.PLAIN, content, default)


def nillable(tag: str, content: Content) -> Member:
    """An element that is always there; None is written as xsi:nil."""
    return Member(tag, Form.NILLABLE, content)


def optional(tag: str, content: Content) -> Member:
    """An element; None is left out."""
    return Member(tag, Form.OPTIONAL, content)


def repeated(tag: str, content: Content) -> Member:
    """A list without an element around it: the element occurs any number of times."""
    return Member(tag, Form.REPEATED, content)


def attribute(tag: str, content: Content, default: object = None) -> Member:
    """An attribute that is always there."""
    return Member(tag, Form.ATTRIBUTE, content, default)


def optional_attribute(tag: str, content: Content) -> Member:
    """An attribute; None is left out."""
    return Member(tag, Form.OPTIONAL_ATTRIBUTE, content)


def text(content: Content, default: object = None) -> Member:
    """The text of the record's own element."""
    return Member("", Form.TEXT, content, default)


def members(kind: type[Record], *table: Member) -> None:
    """Says how a class's members stand on the wire, in the order of its fields."""
    kind._members = Members(kind, table)


_ATTRIBUTES: Final = (Form.ATTRIBUTE, Form.OPTIONAL_ATTRIBUTE)
_ONCE: Final = (Form.PLAIN, Form.NILLABLE, Form.OPTIONAL)


class Members:
    """The members of a class.

    What readers need is worked out when it is first asked for: a program may only write.
    """

    kind: type[Record]
    table: tuple[Member, ...]
    names: tuple[str, ...]
    """Of the fields; and so on below, each by the member's index, its slot."""
    tags: tuple[str, ...]
    forms: tuple[Form, ...]
    order: list[str]
    """The tags, as the usual message has them."""
    once: bool
    """Every member is an element that occurs once at most."""
    slots: dict[str, int]
    """The members that are elements, by tag."""
    attributes: dict[str, int]
    """The members that are attributes, by name."""
    text: int
    """The member that is the text of the record's own element, or -1."""
    scalars: dict[int, tuple[TextReader[Any], Any]]
    """What reads each member that is a text, and its value where it is absent."""
    reads: tuple[tuple[int, TextReader[Any]], ...]
    """The same for those that are no strings."""
    elements: tuple[int, ...]
    """The members that are read from their elements."""
    places: tuple[tuple[int], ...]
    absence: int
    """Bit i: the class writes member i whatever its value, so its absence is noted."""
    nils: int
    """Bit i: the class does not write nil for member i, so that one is noted."""
    reader: Callable[..., Any]
    """Reads a record from its element: see ``reader_deriving``."""
    scan: Callable[[Any], Any] | None
    """Reads a record off the text of a message: see ``scan_deriving``; None where it cannot."""

    def __init__(self, kind: type[Record], table: tuple[Member, ...]) -> None:
        self.kind = kind
        self.table = table

    def __getattr__(self, name: str) -> Any:
        if name == "reader":
            from ..reading.deriving import derived_reader

            self.reader = derived_reader(self)
        elif name == "scan":
            from ..scanning.deriving import derived_scan

            self.scan = derived_scan(self)
        elif name in Members.__annotations__ and "table" in self.__dict__:
            self._complete()
        else:
            raise AttributeError(name)
        return self.__dict__[name]

    def _complete(self) -> None:
        table = self.table
        self.names = tuple(each.name for each in fields(self.kind))
        self.tags = tuple(each.tag for each in table)
        self.forms = forms = tuple(each.form for each in table)
        self.order = [*self.tags]
        self.once = all(form in _ONCE for form in forms)
        self.text = forms.index(Form.TEXT) if Form.TEXT in forms else -1
        own = {*_ATTRIBUTES, Form.TEXT}
        self.slots = {t: i for i, t in enumerate(self.tags) if forms[i] not in own}
        self.attributes = {
            tag: slot
            for slot, tag in enumerate(self.tags)
            if forms[slot] in _ATTRIBUTES
        }
        self.scalars = {
            slot: (read, each.default)
            for slot, each in enumerate(table)
            if each.form is not Form.REPEATED and (read := text_reader(each.content))
        }
        self.reads = tuple(
            (slot, read)
            for slot, (read, _) in self.scalars.items()
            if read is not read_string
        )
        self.elements = tuple(i for i in range(len(table)) if i not in self.scalars)
        self.places = tuple((slot,) for slot in range(len(table)))
        written = (Form.PLAIN, Form.NILLABLE, Form.ATTRIBUTE, Form.TEXT)
        self.absence = _bits(form in written for form in forms)
        unwritten = (Form.PLAIN, Form.OPTIONAL, Form.TEXT)
        self.nils = _bits(form in unwritten for form in forms)

    def getter(self, element: Element) -> Callable[[str], str | None]:
        """What gives the element's attributes by name."""
        # lxml's own ends a namespace at its first brace.
        braced = any("}" in tag.rpartition("}")[0] for tag in self.attributes)
        return attributes_of(element).get if braced else element.get


def _bits(flags: Iterable[bool]) -> int:
    return sum(flag << slot for slot, flag in enumerate(flags))
