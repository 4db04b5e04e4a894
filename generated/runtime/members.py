"""The table of a class's members: their names on the wire, how they stand there, what reads them.

A generated module has one for each class, made with the functions below::

    ACCOUNT_MEMBERS = Members(
        plain(_M + "Id", read_int, 0),
        nillable(_M + "Name", read_string),
        optional(_M + "Roles"),
    )
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, NamedTuple, TypeVar

from .elements import Element, attributes_of
from .scalar_text import read_string

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


class Member(NamedTuple):
    """A member of a class."""

    tag: str
    """Its name on the wire."""
    form: Form
    read: TextReader[Any] | None = None
    """What reads a scalar's text; None: the member is read from its element."""
    default: Any = None
    """What a scalar is where it is absent."""


def plain(
    tag: str, read: TextReader[Any] | None = None, default: object = None
) -> Member:
    return Member(tag, Form.PLAIN, read, default)


def nillable(tag: str, read: TextReader[Any] | None = None) -> Member:
    return Member(tag, Form.NILLABLE, read)


def optional(tag: str, read: TextReader[Any] | None = None) -> Member:
    return Member(tag, Form.OPTIONAL, read)


def repeated(tag: str) -> Member:
    return Member(tag, Form.REPEATED)


def attribute(tag: str, read: TextReader[Any], default: object = None) -> Member:
    return Member(tag, Form.ATTRIBUTE, read, default)


def optional_attribute(tag: str, read: TextReader[Any]) -> Member:
    return Member(tag, Form.OPTIONAL_ATTRIBUTE, read)


def text(read: TextReader[Any], default: object = None) -> Member:
    return Member("", Form.TEXT, read, default)


_SINGLE: Final = (Form.PLAIN, Form.NILLABLE, Form.OPTIONAL)


class Members:
    """The members of a class, in the order of its fields."""

    __slots__ = (
        "_braced",
        "absence",
        "attributes",
        "elements",
        "forms",
        "nils",
        "order",
        "reads",
        "scalars",
        "slots",
        "tags",
        "text",
    )

    def __init__(self, *members: Member) -> None:
        self.tags: Final = tuple(each.tag for each in members)
        self.forms: Final = tuple(each.form for each in members)
        self.slots: Final[dict[str, int]] = {}
        self.attributes: Final[dict[str, int]] = {}
        self.scalars: Final[dict[int, tuple[TextReader[Any], Any]]] = {}
        self.text = -1
        self.absence = 0
        self.nils = 0
        self._braced = any("}" in tag.rpartition("}")[0] for tag in self.tags)
        for slot, each in enumerate(members):
            if each.form in (Form.ATTRIBUTE, Form.OPTIONAL_ATTRIBUTE):
                self.attributes[each.tag] = slot
            elif each.form is Form.TEXT:
                self.text = slot
            else:
                self.slots[each.tag] = slot
            if each.form in (Form.PLAIN, Form.NILLABLE, Form.ATTRIBUTE, Form.TEXT):
                self.absence |= 1 << slot
            if each.form in (Form.PLAIN, Form.OPTIONAL, Form.TEXT):
                self.nils |= 1 << slot
            if each.read is not None:
                self.scalars[slot] = each.read, each.default
        # For the usual message, in which every member is there once, in this order.
        single = all(form in _SINGLE for form in self.forms)
        self.order: Final = [*self.tags] if single else None
        self.elements: Final = tuple(
            slot for slot in range(len(members)) if slot not in self.scalars
        )
        self.reads: Final = tuple(
            (slot, read)
            for slot, (read, _) in self.scalars.items()
            if read is not read_string
        )

    def getter(self, element: Element) -> Callable[[str], str | None]:
        """What gives the element's attributes by name."""
        # lxml's own ends a namespace at its first brace.
        return attributes_of(element).get if self._braced else element.get
