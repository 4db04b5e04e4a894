"""Derives the function that scans a class from the text of a message: compiles it from its table.

This happens when a message of the class is first scanned. For a class with a number and a name the
code is::

    def scan(s):
        record = new(kind)
        u0, _, g2, record.name, u4, _, = s.run(run0)
        record.device_id = int(g2)
        record._kept = s.wire_state(record, table, u0, u4) if u0 or u4 else None
        return record

``u0`` and ``u4`` are unknown elements before the first and after the last member: real replies have
some. The text of the code contains only field names, which are identifiers, and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..reading.reader import new
from ..records.members import (
    Content,
    Items,
    Member,
    Members,
    Pairs,
    Representation,
    TextReader,
    record_class,
    text_reader,
)
from ..scalars import integers as scalar_integers
from ..scalars.text import read_string
from .patterns import (
    BYTE,
    INT,
    LONG,
    SHORT,
    TEXT,
    UNSIGNED_BYTE,
    UNSIGNED_INT,
    UNSIGNED_LONG,
    UNSIGNED_SHORT,
    Piece,
    Run,
    scalar,
    unknown_texts,
    wrapper,
)
from .scanner import Scan
from .starts import Place

_INTEGERS: Final[Mapping[TextReader[Any], str]] = {
    scalar_integers.read_byte: BYTE,
    scalar_integers.read_short: SHORT,
    scalar_integers.read_int: INT,
    scalar_integers.read_long: LONG,
    scalar_integers.read_integer: LONG,
    scalar_integers.read_unsigned_byte: UNSIGNED_BYTE,
    scalar_integers.read_unsigned_short: UNSIGNED_SHORT,
    scalar_integers.read_unsigned_int: UNSIGNED_INT,
    scalar_integers.read_unsigned_long: UNSIGNED_LONG,
}
"""The functions that ``int`` can replace for texts that match this pattern."""


def _shape(read: TextReader[Any]) -> tuple[str, TextReader[Any] | None]:
    """The pattern of a scalar's text, and the function that reads such a text; None for strings.

    For these texts the function returns the same as ``read``.
    """
    if read is read_string:
        return TEXT, None
    if read in _INTEGERS:
        return _INTEGERS[read], int
    # By name: a program that has no such member need not load the module.
    match f"{read.__module__}.{read.__name__}".rpartition(".scalars.")[2]:
        case "decimals.read_number":
            return LONG, int
        case "times.read_date_time":
            from .date_times import DATE_TIME, moment

            return DATE_TIME, moment
    return TEXT, read


# --- what can be scanned ------------------------------------------------------------------------


def _is_scannable(table: Members) -> bool:
    """Whether a record, and every record that it can hold, only has members that can be scanned."""
    known, work = {table}, [table]
    while work:
        for member in work.pop().table:
            if member.representation not in _SCANNED or not _is_plain(member):
                return False
            held = _held(member)
            if held is not None and held not in known:
                known.add(held)
                work.append(held)
    return True


_SCANNED: Final = (
    Representation.PLAIN,
    Representation.NILLABLE,
    Representation.OPTIONAL,
    Representation.REPEATED,
)


def _held(member: Member) -> Members | None:
    """The table of the records that a member holds."""
    content = member.content
    kind = record_class(content.content if isinstance(content, Items) else content)
    return None if kind is None else kind._members


def _is_plain(member: Member) -> bool:
    """Whether a member can be scanned, without regard to records that it holds."""
    content = member.content
    if record_class(content) is not None:
        return True
    if member.representation is Representation.REPEATED:
        return False
    match content:
        case Items(_, inner):
            return record_class(inner) is not None or text_reader(inner) is not None
        case Pairs(entry, key, key_content, value, value_content):
            namespaces = {_split(name)[0] for name in (entry, key, value)}
            strings = key_content is value_content is read_string
            return len(namespaces) == 1 and strings and content.is_dict
    return text_reader(content) is not None


# --- scans --------------------------------------------------------------------------------------


def derived_scan(table: Members) -> Scan[Any] | None:
    """Return the function that scans a record of a class; None if the class cannot be scanned."""
    if not _is_scannable(table):
        return None
    source = _Source(table)
    for name, member in zip(table.names, table.table, strict=True):
        source.add(name, member)
    text = source.text()
    exec(text, source.names)
    scan: Scan[Any] = source.names["scan"]
    return scan


class _Source:
    """The lines of the function, and the values of its global names."""

    def __init__(self, table: Members) -> None:
        self.names: Final[dict[str, Any]] = {
            "new": new,
            "kind": table.kind,
            "table": table,
        }
        self._table: Final = table
        self._lines: Final[list[str]] = []
        self._unknown: Final[list[str]] = []
        # Of the run of members that one pattern takes:
        self._namespace: str | None = None
        self._pieces: Final[list[Piece]] = []
        self._targets: Final[list[str]] = []
        self._values: Final[list[str]] = []
        if table.tags:
            self._begin(_split(table.tags[0])[0])
            self._take_unknown(_first_names(table))

    def add(self, name: str, member: Member) -> None:
        """Add the lines for the next member."""
        held = _held(member)
        if held is not None:
            self._add_records(name, member, held)
            return
        namespace, local = _split(member.tag)
        if namespace != self._namespace:
            self._end()
            self._begin(namespace)
        piece, groups, value = self._member(local, member)
        self._pieces.append(piece)
        found = [f"g{len(self._targets) + each}" for each in range(groups)]
        if value:
            self._targets.extend(found)
            self._values.append(f" record.{name} = {value.format(*found)}")
        else:
            self._targets.append(f"record.{name}")

    def text(self) -> str:
        """Return the code, after all members have been added."""
        state = "None"
        if self._table.tags:
            last = _split(self._table.tags[-1])[0]
            if last != self._namespace:
                self._end()
                self._begin(last)
            self._take_unknown()
            if self._is_only_unknown():
                run, last = self._run(), self._targets[0]
                found = f'"" if s.text.startswith("</", s.at) else s.run({run})[0]'
                self._lines.append(f" {last} = {found}")
            else:
                self._end()
            first, second = self._unknown
            call = f"s.wire_state(record, table, {first}, {second})"
            state = f"{call} if {first} or {second} else None"
        return "\n".join(
            [
                "def scan(s):",
                " record = new(kind)",
                *self._lines,
                f" record._kept = {state}",
                " return record",
            ]
        )

    # --- runs -------------------------------------------------------------------------------

    def _begin(self, namespace: str) -> None:
        self._namespace = namespace

    def _end(self) -> None:
        """Adds the line of the run so far, and the lines of its values."""
        if self._pieces:
            targets = ", ".join(self._targets)
            self._lines.append(f" {targets}, = s.run({self._run()})")
            self._lines.extend(self._values)
        self._clear()

    def _clear(self) -> None:
        self._namespace = None
        self._pieces.clear()
        self._targets.clear()
        self._values.clear()

    def _run(self) -> str:
        return self._name("run", Run(self._namespace or "", *self._pieces))

    def _is_only_unknown(self) -> bool:
        """Whether the run so far only has unknown elements, and no member."""
        return len(self._pieces) == 1 and self._targets == [self._unknown[-1], "_"]

    def _take_unknown(self, first: Sequence[str] = ()) -> None:
        """Adds unknown elements to the run, up to one of the names in ``first``."""
        self._pieces.append(unknown_texts(first))
        group = f"u{len(self._unknown)}"
        self._unknown.append(group)
        self._targets.extend((group, "_"))

    # --- members ----------------------------------------------------------------------------

    def _name(self, stem: str, value: object) -> str:
        name = f"{stem}{len(self.names)}"
        self.names[name] = value
        return name

    def _add_records(self, name: str, member: Member, held: Members) -> None:
        """Adds the lines for a member that holds records."""
        place = self._name("place", Place(*_split(member.tag)))
        scan = f"{self._name('table', held)}.scan"  # not yet made, where it leads back here
        representation = self._name("representation", member.representation)
        inside, call = (
            f"s.inside(t, {scan})",
            f"s.record({place}, {scan}, {representation})",
        )
        if member.representation is Representation.REPEATED:
            inside, call = "", f"s.repeated({place}, {scan})"
        elif isinstance(member.content, Items):
            item = self._name("place", Place(*_split(member.content.item)))
            instead = " or []" if member.representation is Representation.PLAIN else ""
            inside = f"s.inside_list(t, {item}, {scan})"
            call = f"s.records({place}, {item}, {scan}, {representation}){instead}"
        line = f"record.{name} = {call}"
        if not (inside and self._is_only_unknown()):
            self._end()
            self._lines.append(f" {line}")
            return
        unknown, run = self._targets[0], self._run()
        self._lines.extend(
            [
                f' {unknown} = ""',
                f" t = s.scope.usual.get({place})",
                " if t is not None and s.text.startswith(t.tag, s.at):",
                "  s.at += len(t.tag)",
                f"  record.{name} = {inside}",
                " else:",
                f"  {unknown} = s.run({run})[0]",
                f"  {line}",
            ]
        )
        self._clear()

    def _member(self, name: str, member: Member) -> tuple[Piece, int, str]:
        """A member's part of the pattern, how many groups it has, and its value from these."""
        content, representation = member.content, member.representation
        plain = representation is Representation.PLAIN
        if isinstance(content, Items):
            namespace, item = _split(content.item)
            shape, read = self._read(content.content)
            piece = wrapper(name, representation, namespace, item, shape=shape)
            value = f"s.values({{0}}, {{1}}, {read})" if read else "s.texts({0}, {1})"
            return piece, 2, f"{value} or []" if plain else value
        if isinstance(content, Pairs):
            namespace, entry = _split(content.entry)
            names = entry, _split(content.key)[1], _split(content.value)[1]
            value = "s.pairs({0}, {1})"
            piece = wrapper(name, representation, namespace, *names)
            return piece, 2, f"{value} or {{{{}}}}" if plain else value
        shape, read = self._read(content)
        if not read:
            return scalar(name, representation, shape), 1, ""
        value = (
            f"{read}({{0}})" if plain else f"None if {{0}} is None else {read}({{0}})"
        )
        return scalar(name, representation, shape), 1, value

    def _read(self, content: Content) -> tuple[str, str]:
        """The pattern of a text, and the name of what reads it; "" where it is the text."""
        read = text_reader(content)
        assert read is not None  # or it is not plain
        shape, function = _shape(read)
        return shape, self._name("read", function) if function else ""


def _first_names(table: Members) -> list[str]:
    """The local names of the members that can be the first in a record."""
    found = []
    for member in table.table:
        found.append(_split(member.tag)[1])
        if member.representation in (Representation.PLAIN, Representation.NILLABLE):
            break
    return found


def _split(tag: str) -> tuple[str, str]:
    """The namespace and the local name."""
    namespace, _, local = tag.rpartition("}")
    return namespace[1:], local
