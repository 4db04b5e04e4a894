"""Derives the function that reads a class from an element: compiles it from the class's table.

This happens when the first message of the class is read. Straight-line code is faster than a loop
over the table; ``dataclass`` makes constructors in the same way. For a class with an id
and a list of roles the code is::

    def read(element, r, place=()):
        record, mark = new(kind), len(r.notes)
        m = r.members(element, table)
        if r.problems is None:
            v = m[1]
            if v is None: m[1] = absent1()
            elif v is nil: m[1] = nil1()
            else: m[1] = read1(v, r, (1,))
        else:
            r.read_each(m, each)
        record.id, record.roles, record._kept, = m
        ...

Its text contains only field names, which are identifiers, and numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..records.members import (
    Branch,
    Choice,
    Content,
    Items,
    Member,
    Members,
    OfElement,
    Pairs,
    Representation,
    local_name_of,
    record_class,
    text_reader,
)
from ..records.named_types import package_of
from .reader import NIL_VALUE, ElementReader, MemberReader, Reader, any_reader, new


def derived_reader(table: Members) -> ElementReader[Any]:
    """Return the function that reads a record of a class from its element."""
    package = package_of(table.kind)
    others = {
        slot: _member_reader(table.table[slot], package) for slot in table.elements
    }
    names: dict[str, Any] = {
        "new": new,
        "nil": NIL_VALUE,
        "kind": table.kind,
        "table": table,
        "each": _each_reader(table, others),
    }
    lines = []
    for slot, (read, absent, nil) in others.items():
        names |= {f"read{slot}": read, f"absent{slot}": absent, f"nil{slot}": nil}
        lines += [
            f"  v = m[{slot}]",
            f"  if v is None: m[{slot}] = absent{slot}()",
            f"  elif v is nil: m[{slot}] = nil{slot}()",
            f"  else: m[{slot}] = read{slot}(v, r, ({slot},))",
        ]
    targets = ", ".join(f"record.{name}" for name in (*table.names, "_kept"))
    text = [
        "def read(element, r, place=()):",
        " record, mark = new(kind), len(r.notes)",
        " m = r.members(element, table)",
        " if r.problems is None:",
        *(lines or ["  pass"]),
        " else:",
        "  r.read_each(m, each)",
        f" {targets}, = m",
        " if len(r.notes) > mark:",
        "  record._kept = r.with_notes(mark, record._kept)",
        " r.depth -= 1",
        " return record",
    ]
    exec("\n".join(text), names)
    derived: ElementReader[Any] = names["read"]
    return derived


def dispatching_reader(table: Members) -> ElementReader[Any]:
    """Return the function that reads a record of a class, or of one that extends it."""
    return lambda element, r, place=(): r.derived(element, table)


def _nothing() -> None:
    return None


def _member_reader(member: Member, package: str) -> MemberReader:
    """What reads a member from its element, and makes its value if it is absent or nil."""
    content, default = member.content, member.default
    if member.representation is Representation.REPEATED:
        return MemberReader(_occurrences_reader(content, package), list, list)
    read = element_reader(content, package)
    if member.representation is not Representation.PLAIN:
        return MemberReader(read, _nothing, _nothing)
    match content:
        case Items():
            return MemberReader(read, list, list)
        case Pairs():
            empty: Any = dict if content.is_dict else list
            return MemberReader(read, empty, empty)
        case OfElement():
            # Nil is beyond the contract, but sent: None rather than an error.
            return MemberReader(read, lambda: default, _nothing)
    return MemberReader(read, _nothing, _nothing)


def _each_reader(
    table: Members, others: dict[int, MemberReader]
) -> list[tuple[int, str, Any]]:
    """For ``read_each``: slot, step of the path and reader of each member."""
    found: list[tuple[int, str, Any]] = []
    for slot, member in enumerate(table.table):
        reader = others.get(slot) or table.scalars[slot][0]
        found.append((slot, member.step, reader))
    return found


def element_reader(content: Content, package: str) -> ElementReader[Any]:
    """Return the function that reads a content from its element, which is not nil.

    ``package`` is the generated package of the class that has it.
    """
    read = text_reader(content)
    if read is not None:
        return lambda element, r, place: r.scalar(element, read, place)
    kind = record_class(content)
    if kind is not None:
        table = kind._members
        return lambda element, r, place: table.reader(element, r)
    match content:
        case Items(item, inner):
            read_items = _occurrences_reader(inner, package)
            return lambda element, r, place: read_items(
                r.wrapped(element, item, place), r, place
            )
        case Pairs():
            return _pairs_reader(content, package)
        case OfElement():
            return content.read
    return any_reader(package)


def _occurrences_reader(content: Content, package: str) -> Callable[..., list[Any]]:
    """The function that reads the elements of a list."""
    if isinstance(content, Choice):
        branches = choice_readers(content, package)
        return lambda elements, r, place: r.choice(elements, branches, place)
    read = text_reader(content)
    if read is not None:
        return lambda elements, r, place: r.texts(elements, read, place)
    kind = record_class(content)
    if kind is not None:
        table = kind._members
        return lambda elements, r, place: r.records(elements, table.reader, place)
    each = element_reader(content, package)
    return lambda elements, r, place: r.items(elements, each, place)


def choice_readers(choice: Choice, package: str) -> dict[str, ElementReader[Any]]:
    """Return the functions that read the items of a choice, by the names of their elements."""
    return {each.tag: _branch_reader(each, package) for each in choice.branches}


def _branch_reader(branch: Branch, package: str) -> ElementReader[Any]:
    read, label = element_reader(branch.content, package), branch.label
    if not label:
        return read
    return lambda element, r, place: (label, read(element, r, place))


def _pairs_reader(content: Pairs, package: str) -> ElementReader[Any]:
    names = content.entry, content.key, content.value
    reads = (
        element_reader(content.key_content, package),
        element_reader(content.value_content, package),
    )
    step = f".{local_name_of(content.key)}"

    def read_entries(element: Any, r: Reader, place: Any) -> list[tuple[Any, Any]]:
        return [*r.entries(element, names, *reads, place)]

    def read_dict(element: Any, r: Reader, place: Any) -> dict[Any, Any]:
        return r.without_repeated_keys(r.entries(element, names, *reads, place), step)

    return read_dict if content.is_dict else read_entries
