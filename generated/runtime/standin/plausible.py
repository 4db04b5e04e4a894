"""Makes records with plausible values: the default answers of a stand-in.

They have what the sample on the page has: every member is filled, and lists have two items.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar

from ..datasets.table import Row, Table
from ..records.members import (
    AnyXml,
    Branch,
    Choice,
    Content,
    DataSetXml,
    Items,
    Member,
    OfElement,
    Pairs,
    Representation,
    record_class,
)
from ..records.record import Record
from ..records.xml import Xml
from ..scalars import binary, decimals, elements, floats, guid, integers, text, times

R = TypeVar("R", bound=Record)

_DEEPEST: Final = 4
"""Records inside each other; what is recursive ends here."""

_TEXTS: Final[dict[Callable[..., Any], str]] = {
    text.read_string: "Rex",
    text.read_boolean: "true",
    text.read_char: "65",
    text.read_any_uri: "http://ex.com/a?b=c",
    floats.read_float: "1.5",
    floats.read_double: "0.1",
    decimals.read_decimal: "12.50",
    times.read_date_time: "2021-03-04T05:06:07",
    times.read_date: "2021-03-04",
    times.read_time: "05:06:07.0000000",
    times.read_duration: "P1DT2H3M4.005S",
    guid.read_guid: "01234567-89ab-cdef-0123-456789abcdef",
    binary.read_base64_binary: "AQID",
    binary.read_hex_binary: "010203",
    integers.read_negative_integer: "-1",
    integers.read_non_positive_integer: "0",
}


def text_of(read: Callable[[str], Any]) -> str:
    """Return a text of a type, by what reads it: of all that are not listed it is a number."""
    return _TEXTS.get(read, "5")


def plausible(kind: type[R], depth: int = 0) -> R:
    """Return a record of a class with every member filled."""
    table = kind._members
    values = (_value(member, depth) for member in table.table)
    return kind(**dict(zip(table.names, values, strict=True)))


def _value(member: Member, depth: int) -> Any:
    content = member.content
    if isinstance(content, Choice):
        return _one_of_each(content, depth)
    if member.representation is Representation.REPEATED:
        return _two(content, depth)
    required = member.representation in (Representation.PLAIN, Representation.TEXT)
    if member.tag.endswith("}ResponseStatus") and not required:
        return None  # a filled one reports an error
    ends = depth >= _DEEPEST and not required
    if ends and (record_class(content) or isinstance(content, Items | Pairs)):
        return None
    return _of(content, depth)


def _two(content: Content, depth: int) -> list[Any]:
    if depth >= _DEEPEST and record_class(content):
        return []
    return [_of(content, depth) for _ in range(2)]


def _one_of_each(choice: Choice, depth: int) -> list[Any]:
    """As the sample shows it, without any values: an item is never None."""
    return [
        _of_branch(each, depth)
        for each in choice.branches
        if not isinstance(each.content, AnyXml)
        and not (depth >= _DEEPEST and record_class(each.content))
    ]


def _of_branch(branch: Branch, depth: int) -> Any:
    value = _of(branch.content, depth)
    return (branch.label, value) if branch.label else value


def _of(content: Content, depth: int) -> Any:
    if kind := record_class(content):
        return plausible(kind, depth + 1)
    match content:
        case Items():
            return _two(content.content, depth)
        case Pairs():
            pair = _of(content.key_content, depth), _of(content.value_content, depth)
            return dict([pair]) if content.is_dict else [pair]
        case OfElement():
            return _of_element(content)
        case DataSetXml():
            return _data_set()
        case AnyXml() | Choice():
            return None
        case type():
            assert issubclass(content, StrEnum)
            return next(iter(content), "")
    return content(text_of(content))


def _data_set() -> Xml:
    """A small table. No page shows which the service has, nor what is in them."""
    columns: dict[str, Callable[[str], Any]] = {
        "Name": text.read_string,
        "Number": integers.read_int,
    }
    row: Row = {name: read(text_of(read)) for name, read in columns.items()}
    table = Table("Table", rows=[row, row], states=["unchanged"] * 2)
    return Xml.of_tables({"Table": table})


def _of_element(content: OfElement) -> Any:
    if content.read is elements.read_date_time_offset:
        return times.read_date_time("2021-03-04T05:06:07+01:00")
    return "{urn:ex}name"
