"""The table of a record class: the XML name of each member, how it is represented, what reads it.

A generated module declares one table for each class, with the functions below::

    members(
        Account,
        plain(_M + "Id", read_int, 0),
        nillable(_M + "Name", read_string),
        optional(_M + "Roles", items(_M + "Role", Role)),
    )

The table is all that readers need. They are derived from it when the first message of the class is
read: see ``reading.deriving`` (from a tree) and ``scanning.deriving`` (from the text).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from ..reading.elements import Element, attributes_of
from ..scalars.text import read_string
from .constraints import NONE, Constraints
from .enumerations import enumeration_reader
from .named_types import NamedType
from .record import Record

__all__ = [
    "any_xml",
    "attribute",
    "branch",
    "choice",
    "data_set_xml",
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
    "tagged",
    "text",
]

R = TypeVar("R")

TextReader = Callable[[str], R]
"""Reads a scalar from its text. Raises ValueError that says what was expected."""


class Representation(Enum):
    """How a member is represented in XML, and what represents None."""

    PLAIN = "a value that is always there; None is refused"
    NILLABLE = "None is written as xsi:nil"
    OPTIONAL = "None is left out"
    REPEATED = "the element occurs any number of times"
    ATTRIBUTE = "an attribute that is always there"
    OPTIONAL_ATTRIBUTE = "an attribute; None is left out"
    TEXT = "the text of the record's own element"


# --- contents -----------------------------------------------------------------------------------


class Items(NamedTuple):
    """The content of a member that is a list: items in the member's element."""

    item: str
    """The name of an item's element."""
    content: Content


class Pairs(NamedTuple):
    """The content of a member that is a map: entries in the member's element."""

    entry: str
    key: str
    key_content: Content
    value: str
    value_content: Content
    is_dict: bool
    """False: the value is a list of pairs, because the keys are not hashable."""


class OfElement(NamedTuple):
    """A scalar that its text alone does not determine, such as a QName with a prefix."""

    read: Callable[..., Any]
    """Takes the element, the Reader and the element's place in the record."""


class AnyXml:
    """The content of a member that can hold any XML."""


class DataSetXml(AnyXml):
    """That of a member that a page shows as a DataSet; it is read and written as any XML."""


class Branch(NamedTuple):
    """One of the elements of a choice."""

    tag: str
    content: Content
    label: str = ""
    """The first part of its values, which are pairs; "" if their class determines the branch."""
    kind: type | None = None
    """The class of its values, if that determines the branch."""

    @property
    def element(self) -> str:
        """The local name of its element."""
        return local_name_of(self.tag)


class Choice(NamedTuple):
    """The content of a list whose items are elements of several names."""

    branches: tuple[Branch, ...]

    @property
    def by_item(self) -> dict[object, Branch]:
        """The branches by what determines them: the class of an item, or a pair's first part."""
        return {each.label or each.kind: each for each in self.branches}

    def of(self, tag: str) -> Branch:
        """Return the branch of an element."""
        return next(each for each in self.branches if each.tag == tag)


Content = (
    TextReader[Any]
    | type[StrEnum]
    | type[Record]
    | Items
    | Pairs
    | OfElement
    | AnyXml
    | Choice
)
"""What an element holds. A record class has a table of its own."""

any_xml: Final = AnyXml()
data_set_xml: Final = DataSetXml()


def items(item: str, content: Content) -> Items:
    """Return the content of a list; ``item`` is the name of an item's element."""
    return Items(item, content)


def pairs(entry: str, key: str, of: Content, value: str, to: Content) -> Pairs:
    """Return the content of a dict; ``entry``, ``key`` and ``value`` are names of elements."""
    return Pairs(entry, key, of, value, to, is_dict=True)


def entries(entry: str, key: str, of: Content, value: str, to: Content) -> Pairs:
    """Like ``pairs``, for keys that are not hashable: the value is a list of (key, value)."""
    return Pairs(entry, key, of, value, to, is_dict=False)


def branch(tag: str, kind: type, content: Content) -> Branch:
    """Return a branch of a choice whose values are of a class that no other branch has."""
    return Branch(tag, content, kind=kind)


def tagged(tag: str, label: str, content: Content) -> Branch:
    """Return a branch of a choice whose values are pairs: the label, and what the element holds."""
    return Branch(tag, content, label)


def element(read: Callable[..., Any]) -> OfElement:
    """Return the content of a scalar that needs its element, not only its text."""
    return OfElement(read)


@cache
def _reader_of(kind: type[StrEnum]) -> TextReader[Any]:
    return enumeration_reader(kind)


def local_name_of(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def text_reader(content: Content) -> TextReader[Any] | None:
    """Return what reads the text of a scalar or enumeration; None for any other content."""
    if isinstance(content, type):
        return _reader_of(content) if issubclass(content, StrEnum) else None
    if isinstance(content, Items | Pairs | OfElement | AnyXml | Choice):
        return None
    return content


def record_class(content: Content) -> type[Record] | None:
    """Return the class if the content is a record; else None."""
    if isinstance(content, type) and issubclass(content, Record):
        return content
    return None


# --- members ------------------------------------------------------------------------------------


class Member(NamedTuple):
    """One line of the table."""

    tag: str
    """Its XML name, ``{namespace}name``; "" for the text of the record's element."""
    representation: Representation
    content: Content
    default: Any = None
    """The value of a scalar that is absent."""

    @property
    def step(self) -> str:
        """Its part of a path: ``.Id``, ``.@Kind``; "" for the text of the record's element, and for
        a choice, each item of which has its own.
        """
        if self.representation is Representation.TEXT:
            return ""
        if isinstance(self.content, Choice):
            return ""
        at = "@" if self.representation in _ATTRIBUTES else ""
        return f".{at}{local_name_of(self.tag)}"

    @property
    def whole(self) -> Content:
        """What the field holds: a list, also where no element is around its items."""
        is_list = self.representation is Representation.REPEATED
        if is_list and not isinstance(self.content, Choice):
            return Items(self.tag, self.content)
        return self.content


def plain(tag: str, content: Content, default: object = None) -> Member:
    """An element that is always written; if absent it is read as ``default``, as .NET does."""
    return Member(tag, Representation.PLAIN, content, default)


def nillable(tag: str, content: Content) -> Member:
    """An element that is always written; None is ``xsi:nil``."""
    return Member(tag, Representation.NILLABLE, content)


def optional(tag: str, content: Content) -> Member:
    """An element that is left out for None."""
    return Member(tag, Representation.OPTIONAL, content)


def repeated(tag: str, content: Content) -> Member:
    """A list without an element around it: the element occurs any number of times."""
    return Member(tag, Representation.REPEATED, content)


def choice(*branches: Branch) -> Member:
    """A list whose items are elements of several names, in any order: a repeated ``xs:choice``."""
    return Member(branches[0].tag, Representation.REPEATED, Choice(branches))


def attribute(tag: str, content: Content, default: object = None) -> Member:
    """An attribute that is always written."""
    return Member(tag, Representation.ATTRIBUTE, content, default)


def optional_attribute(tag: str, content: Content) -> Member:
    """An attribute that is left out for None."""
    return Member(tag, Representation.OPTIONAL_ATTRIBUTE, content)


def text(content: Content, default: object = None) -> Member:
    """The text of the record's own element."""
    return Member("", Representation.TEXT, content, default)


def members(kind: type[Record], *table: Member) -> None:
    """Gives a class its table: one line for each field, in the order of the fields."""
    kind._members = Members(kind, table)


_ATTRIBUTES: Final = (Representation.ATTRIBUTE, Representation.OPTIONAL_ATTRIBUTE)
_ONCE: Final = (Representation.PLAIN, Representation.NILLABLE, Representation.OPTIONAL)
_WRITTEN: Final = (
    Representation.PLAIN,
    Representation.NILLABLE,
    Representation.ATTRIBUTE,
    Representation.TEXT,
)
_NEVER_NIL: Final = (
    Representation.PLAIN,
    Representation.OPTIONAL,
    Representation.TEXT,
)


class Members:
    """The table of a class, with what readers derive from it.

    Everything but ``kind`` and ``table`` is computed on first use: a program may only write.
    """

    kind: type[Record]
    table: tuple[Member, ...]
    names: tuple[str, ...]
    """The names of the fields. A slot is a member's index in this and all lists below."""
    tags: tuple[str, ...]
    representations: tuple[Representation, ...]
    order: list[str]
    """The tags of a message that has every member once, in order."""
    once: bool
    """Whether every member is an element that occurs at most once."""
    slots: dict[str, int]
    """The slots of members that are elements, by tag."""
    choices: frozenset[int]
    """The slots of members that are choices."""
    attributes: dict[str, int]
    """The slots of members that are attributes, by name."""
    text: int
    """The slot of the member that is the text of the record's element; -1 without one."""
    scalars: dict[int, tuple[TextReader[Any], Any]]
    """By slot, what reads a scalar's text, and the scalar's value if it is absent."""
    reads: tuple[tuple[int, TextReader[Any]], ...]
    """The same for scalars other than strings, whose text must be converted."""
    elements: tuple[int, ...]
    """The slots of members that are read from their elements."""
    places: tuple[tuple[int], ...]
    absence: int
    """Bit i: the class always writes member i, so its absence must be noted."""
    nils: int
    """Bit i: the class never writes ``xsi:nil`` for member i, so a nil one must be noted."""
    exact: Callable[..., Any]
    """Reads a record of the class from its element: see ``reading.deriving``."""
    reader: Callable[..., Any]
    """The same, or a record of a class that extends it, if ``xsi:type`` says so."""
    types: dict[str, Members]
    """The tables of the classes that extend it, by the names of their types."""
    named: NamedType | None = None
    """The name of its type, where a page shows one and ``xsi:type`` may have to say it."""
    derived: tuple[type[Record], ...] = ()
    """The classes that extend it, which may stand wherever it is declared."""
    constraints: Constraints = NONE
    """What a schema demands of the values beyond their types."""
    scan: Callable[[Any], Any] | None
    """Reads a record from the text of a message: see ``scanning.deriving``. None if that cannot."""

    def __init__(self, kind: type[Record], table: tuple[Member, ...]) -> None:
        self.kind = kind
        self.table = table

    def __getattr__(self, name: str) -> Any:
        if name == "exact":
            from ..reading.deriving import derived_reader

            self.exact = derived_reader(self)
        elif name == "reader":
            from ..reading.deriving import dispatching_reader

            self.reader = dispatching_reader(self) if self.derived else self.exact
        elif name == "types":
            tables = (kind._members for kind in self.derived)
            self.types = {each.named.name: each for each in tables if each.named}
        elif name == "scan":
            from ..scanning.deriving import derived_scan

            self.scan = derived_scan(self)
        elif name in Members.__annotations__ and "table" in self.__dict__:
            self._complete()
        else:
            raise AttributeError(name)
        return self.__dict__[name]

    def _complete(self) -> None:
        self.names = tuple(each.name for each in fields(self.kind))
        self.tags = tuple(each.tag for each in self.table)
        self.representations = tuple(each.representation for each in self.table)
        self.order = [*self.tags]
        self.once = all(each in _ONCE for each in self.representations)
        self.places = tuple((slot,) for slot in range(len(self.table)))
        self.absence = _bits(each in _WRITTEN for each in self.representations)
        self.nils = _bits(each in _NEVER_NIL for each in self.representations)
        self._complete_slots()
        self._complete_scalars()

    def _complete_slots(self) -> None:
        """Set where what stands in a record's element belongs."""
        own = {*_ATTRIBUTES, Representation.TEXT}
        branches = {
            each.tag: slot
            for slot, member in enumerate(self.table)
            if isinstance(member.content, Choice)
            for each in member.content.branches
        }
        self.choices = frozenset(branches.values())
        self.slots = {
            tag: slot
            for slot, tag in enumerate(self.tags)
            if self.representations[slot] not in own
        } | branches
        self.attributes = {
            tag: slot
            for slot, tag in enumerate(self.tags)
            if self.representations[slot] in _ATTRIBUTES
        }
        slots = enumerate(self.representations)
        self.text = next((i for i, each in slots if each is Representation.TEXT), -1)

    def _complete_scalars(self) -> None:
        """Set what is read from its text alone, and what is not."""
        self.scalars = {
            slot: (read, each.default)
            for slot, each in enumerate(self.table)
            if each.representation is not Representation.REPEATED
            and (read := text_reader(each.content))
        }
        self.reads = tuple(
            (slot, read)
            for slot, (read, _) in self.scalars.items()
            if read is not read_string
        )
        slots = range(len(self.table))
        self.elements = tuple(slot for slot in slots if slot not in self.scalars)

    def getter(self, element: Element) -> Callable[[str], str | None]:
        """Return what looks up an attribute of the element by name."""
        # lxml's ``get`` takes the first brace for the end of the namespace.
        braced = any("}" in tag.rpartition("}")[0] for tag in self.attributes)
        return attributes_of(element).get if braced else element.get


def _bits(flags: Iterable[bool]) -> int:
    return sum(flag << slot for slot, flag in enumerate(flags))
