"""Makes records with plausible values: the default answers of a stand-in.

They have what the sample on the page has: every member is filled, and lists have two items. Where
a schema demands more of a value, they have that, as far as facets can be met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from ..datasets.table import Row, Table
from ..records.constraints import Constraints
from ..records.members import (
    AnyXml,
    Branch,
    Choice,
    Content,
    DataSetXml,
    Items,
    Member,
    Members,
    OfElement,
    Pairs,
    Representation,
    record_class,
    text_reader,
)
from ..records.record import Record
from ..records.xml import Xml
from ..scalars import binary, decimals, elements, floats, guid, integers, text, times
from .facets import Facets, fitting

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


_NO_FACETS: Final[Mapping[str, Facets]] = {}


def text_of(read: Callable[[str], Any], facets: Facets = ()) -> str:
    """Return a text of a type, by what reads it: of all that are not listed it is a number."""
    usual = _TEXTS.get(read, "5")
    return (fitting(usual, read, facets) or usual) if facets else usual


def plausible(kind: type[R], depth: int = 0) -> R:
    """Return a record of a class with every member filled; of a choice those of one branch.

    Of an abstract class it is one of a class that extends it.
    """
    table = kind._members
    if table.constraints.abstract:
        for each in table.derived:
            if not each._members.constraints.abstract:
                return plausible(each, depth)  # type: ignore[return-value]  # extends it
    left_out = {*_other_branches(table, depth)}
    values: dict[str, Any] = {}
    for name, member in zip(table.names, table.table, strict=True):
        if name not in left_out:
            values[name] = _value(name, member, table.constraints, depth)
        else:
            is_list = member.representation is Representation.REPEATED
            values[name] = [] if is_list else None
    return kind(**values)


def _other_branches(table: Members, depth: int) -> Iterator[str]:
    """The fields of the branches of choices that are not taken: all but the first, deep inside all
    but the first without records.
    """
    members = dict(zip(table.names, table.table, strict=True))
    for branches in table.constraints.choices:
        ends = (
            each
            for each in branches
            if not any(record_class(members[name].content) for name in each)
        )
        taken = next(ends, branches[0]) if depth >= _DEEPEST else branches[0]
        yield from (name for each in branches for name in each if name not in taken)


def _value(name: str, member: Member, constraints: Constraints, depth: int) -> Any:
    content = member.content
    if name in constraints.fixed and (read := text_reader(content)):
        return read(constraints.fixed[name])
    facets = constraints.facets.get(name, _NO_FACETS)
    if isinstance(content, Choice):
        return _one_of_each(content, facets, depth)
    if member.representation is Representation.REPEATED:
        return _two(member.tag, content, facets, depth)
    required = member.representation in (Representation.PLAIN, Representation.TEXT)
    if member.tag.endswith("}ResponseStatus") and not required:
        return None  # a filled one reports an error
    required = required or name in constraints.required
    ends = depth >= _DEEPEST and not required
    if ends and (record_class(content) or isinstance(content, Items | Pairs)):
        return None
    return _of(member.tag, content, facets, depth)


def _two(
    tag: str, content: Content, facets: Mapping[str, Facets], depth: int
) -> list[Any]:
    if depth >= _DEEPEST and record_class(content):
        return []
    return [_of(tag, content, facets, depth) for _ in range(2)]


def _one_of_each(choice: Choice, facets: Mapping[str, Facets], depth: int) -> list[Any]:
    """As the sample shows it, without any values: an item is never None."""
    return [
        _of_branch(each, facets, depth)
        for each in choice.branches
        if not isinstance(each.content, AnyXml)
        and not (depth >= _DEEPEST and record_class(each.content))
    ]


def _of_branch(branch: Branch, facets: Mapping[str, Facets], depth: int) -> Any:
    value = _of(branch.tag, branch.content, facets, depth)
    return (branch.label, value) if branch.label else value


def _of(tag: str, content: Content, facets: Mapping[str, Facets], depth: int) -> Any:
    """What an element of this name holds."""
    if kind := record_class(content):
        return plausible(kind, depth + 1)
    match content:
        case Items():
            return _two(content.item, content.content, facets, depth)
        case Pairs():
            pair = (
                _of(content.key, content.key_content, facets, depth),
                _of(content.value, content.value_content, facets, depth),
            )
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
    return content(text_of(content, facets.get(tag, ())))


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
