"""Evidence: the lines of pages, recordings and overrides that speak of one subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from soapstone.dotnet.scalars import STAND_INS
from soapstone.explain.model import Evidence, Kind, Sure, sure_of
from soapstone.explain.places import Place, Places
from soapstone.inference.operation_names import name_of
from soapstone.inference.shapes import FieldShape
from soapstone.inputs.evidence import Evidence as Statement
from soapstone.inputs.recordings.draft import RECORDED
from soapstone.inputs.toml_source import Source as TomlSource
from soapstone.model.contract import Enumeration, Operation, Particle
from soapstone.model.decisions import Decisions, MemberKey
from soapstone.model.facts import (
    EnumerationTable,
    Node,
    OperationFacts,
    PageFacts,
    Row,
    Table,
)
from soapstone.model.findings import Origin
from soapstone.model.rules import Aspect, Source
from soapstone.pages.filled_in import HIDDEN

LONGEST = 100
"""Characters of a line that are shown; a sample may stand on one."""


@dataclass(frozen=True)
class Facts:
    """Everything that evidence is taken from."""

    service: str
    pages: Sequence[PageFacts]
    places: Places
    said: Sequence[Statement]
    """Statements of recordings (in words, without values) and of overrides."""
    names: TomlSource | None
    """The file ``names.toml``; None if there is none."""

    @cached_property
    def operations(self) -> tuple[OperationFacts, ...]:
        """What each page says of each operation."""
        return tuple(each for page in self.pages for each in page.operations)

    @cached_property
    def by_root(self) -> Mapping[str, Sequence[OperationFacts]]:
        """What pages say of operations, by the root elements of their requests."""
        found: defaultdict[str, list[OperationFacts]] = defaultdict(list)
        for each in self.operations:
            for root in _roots(each):
                found[root].append(each)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[OperationFacts]]:
        """What pages say of operations, by their names."""
        found: defaultdict[str, list[OperationFacts]] = defaultdict(list)
        for each in self.operations:
            found[name_of(each)].append(each)
        return found

    @cached_property
    def rows(self) -> Mapping[str, set[int]]:
        """The identities of the rows that state the members of each record, by its key."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for (owner, _, _), places in self.places.members.items():
            found[owner].update(id(each.field.row) for each in places if each.field.row)
        return found

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of the pages."""
        return frozenset(page.file for page in self.pages)

    @cached_property
    def holding(self) -> dict[int, list[tuple[OperationFacts, Table]]]:
        """The tables that hold each row, by the row's identity."""
        found: dict[int, list[tuple[OperationFacts, Table]]] = {}
        for page in self.operations:
            for table in page.tables:
                for row in table.rows:
                    found.setdefault(id(row), []).append((page, table))
        return found


def of_member(
    facts: Facts, keys: Sequence[MemberKey], label: str, stands: Decisions
) -> tuple[Evidence, ...]:
    """Return the evidence on a member; ``label`` is its name in TOML files.

    ``keys`` are those of its elements: of a choice there are several.

    The line that the first of the standing decisions rests on comes first.
    """
    owner, _, _ = keys[0]
    places = [each for key in keys for each in facts.places.members.get(key, [])]
    found = [*_rows(facts, places)]
    for place in places:
        found += _sample(facts, place)
    found.sort(key=lambda each: each.origin)
    said = _said(facts, f"{owner}.{label}")
    name = _name(facts, owner, "fields", label)
    origin = stands[0].origin if stands else None
    if any(each.origin == origin for each in said):
        return tuple(_first([*said, *name, *found], origin))
    return tuple(_first([*found, *said, *name], origin))


def of_record(facts: Facts, key: str) -> tuple[Evidence, ...]:
    """Return the evidence on a record: messages, members of its type, tables, C# classes."""
    found = [
        _element(facts, each.origin, each.element.name)
        for each in facts.places.documents[key]
    ]
    for place in facts.places.uses[key]:
        found += _sample(facts, place)
    rows = facts.rows.get(key, set())
    found += _tables(facts, rows)
    return (*_once(found), *_said(facts, key), *_name(facts, key, "class"))


def of_enumeration(
    facts: Facts, enumeration: Enumeration, holders: Iterable[MemberKey]
) -> tuple[Evidence, ...]:
    """Return the evidence on an enumeration: tables, C# source, members of its type."""
    said = [each for each in facts.said if each.subject == enumeration.key]
    by_person = [replace(_said_in(each), decides=True) for each in said if _lists(each)]
    found = []
    for table in enumeration_tables(facts, enumeration):
        kind = Kind.SOURCE if table.home else Kind.ROW
        for row in table.rows:
            line = _text(kind, row.origin, row.name)
            found.append(replace(line, decides=not by_person))
    for holder in holders:
        places = facts.places.members[holder]
        found += _rows(facts, places)
        for place in places:
            found += _sample(facts, place)
    others = [_said_in(each) for each in said if not _lists(each)]
    name = _name(facts, enumeration.key, "class")
    return (*by_person, *_once(found), *others, *name)


def of_operation(facts: Facts, operation: Operation) -> tuple[Evidence, ...]:
    """Return the evidence on an operation: headings, routes, access, samples."""
    found = []
    for page in pages_of(facts, operation):
        found.append(_text(Kind.PAGE, page.origin, operation.name))
        found += [_text(Kind.ROUTE, each.origin, each.path) for each in page.routes]
        found += [_text(Kind.ACCESS, each.origin, each.kind) for each in page.demands]
        for exchange in page.exchanges:
            asked, answered = exchange.request, exchange.response
            found.append(_text(Kind.SAMPLE, asked.origin, asked.head.path))
            if answered:
                found.append(_text(Kind.SAMPLE, answered.origin, "HTTP/"))
    said = [
        each for each in facts.said if each.subject in (operation.name, facts.service)
    ]
    name = _locked(facts, ("operations", operation.name))
    return (*_once(found), *map(_said_in, said), *name)


def of_scheme(stands: Decisions) -> tuple[Evidence, ...]:
    """Return the line that states the scheme of an operation's address; none if it is assumed."""
    return tuple(
        Evidence(Kind.ADDRESS, each.origin, each.origin.text)
        for each in stands
        if each.rule.aspect is Aspect.ADDRESS
        and sure_of(each) is Sure.STATED
        and each.rule.source is not Source.WSDL
        and each.origin
    )


def of_declarations(stands: Decisions) -> tuple[Evidence, ...]:
    """Return the lines of a WSDL and its schemas that standing decisions rest on."""
    found = [
        _text(Kind.DECLARATION, each.origin, each.origin.text[:1])
        for each in stands
        if each.origin
        and each.rule.source is Source.WSDL
        and each.rule.aspect is not Aspect.CONFLICT
    ]
    return tuple(replace(each, decides=True) for each in _once(found))


def pages_of(facts: Facts, operation: Operation) -> list[OperationFacts]:
    """Return what pages say of an operation.

    Overloads have one name, and differ by their request's root element. Operations whose requests
    are bare may have one root element, and differ by name.
    """
    root = operation.request.element.name if operation.request else operation.name
    shown, named = facts.by_root.get(root, ()), facts.by_name.get(operation.name, ())
    own = [each for each in shown if name_of(each) == operation.name] or shown
    found = [*own, *(each for each in named if not _roots(each))]
    return sorted(found or named, key=lambda each: each.origin)


def _roots(facts: OperationFacts) -> set[str]:
    bodies = (each.request.body for each in facts.exchanges)
    return {body.name for body in bodies if body}


def enumeration_tables(
    facts: Facts, enumeration: Enumeration
) -> list[EnumerationTable]:
    """Return the tables or C# declarations that list an enumeration's members.

    A table without a caption counts if it lists the same members.
    """
    stated = enumeration.type_name
    names = {enumeration.key, stated.name if stated else enumeration.key}
    found = []
    for page in facts.operations:
        for table in page.enumeration_tables:
            listed = tuple(each.wire_text for each in table.rows)
            alike = bool(listed) and listed == enumeration.members[: len(listed)]
            if table.caption in names or (not table.caption and alike):
                found.append(table)
    return found


# Members


def _first(found: list[Evidence], origin: Origin | None) -> list[Evidence]:
    """The evidence, with the deciding line first."""
    deciding = next((each for each in found if each.origin == origin), None)
    if deciding is None:
        return _once(found)
    rest = [each for each in found if each != deciding]
    return [replace(deciding, decides=True), *_once(rest)]


def _once(found: Iterable[Evidence]) -> list[Evidence]:
    return [*dict.fromkeys(found)]


def _sample(facts: Facts, place: Place) -> Iterator[Evidence]:
    """A member's lines in a sample; a member that only C# source declares has none."""
    row, field = place.field.row, place.field
    if place.element is None and row and row.origin == field.origin:
        return
    yield _element(facts, field.origin, _shown_name(field), place.element)
    for node in place.beside:
        yield _element(facts, node.origin, node.name, node)


def _shown_name(field: FieldShape) -> str:
    return "" if field.particle is Particle.TEXT else field.name.name


def _rows(facts: Facts, places: Iterable[Place]) -> Iterator[Evidence]:
    """The rows that state a member, in every table that repeats them."""
    for place in places:
        row = place.field.row
        if row is None:
            continue
        yield _row(row)
        for page, table in facts.holding.get(id(row), ()):
            yield from (_row(each) for each in _again(page, table, row))


def _again(page: OperationFacts, table: Table, row: Row) -> Iterator[Row]:
    """The same row in tables that the page repeats for another location."""
    at = next(number for number, each in enumerate(table.rows) if each is row)
    names = [each.name for each in table.rows]
    for other in page.tables:
        same = other.caption == table.caption
        if same and other is not table and [each.name for each in other.rows] == names:
            yield other.rows[at]


def _row(row: Row) -> Evidence:
    if not row.origin.file:
        return Evidence(Kind.FRAMEWORK, row.origin, f"{row.csharp} {row.name}")
    kind = Kind.SOURCE if row.declared else Kind.ROW
    return _text(kind, row.origin, row.name)


def _tables(facts: Facts, rows: set[int]) -> Iterator[Evidence]:
    """The tables and C# classes that contain any of these rows."""
    for page in facts.operations:
        for table in page.tables:
            if any(id(row) in rows for row in table.rows):
                yield _text(Kind.TABLE, table.origin, table.caption)
        for declared in page.classes:
            if any(id(each.row) in rows for each in declared.members):
                yield _text(Kind.SOURCE, declared.origin, declared.name)


# Texts


def _element(
    facts: Facts, origin: Origin, name: str, node: Node | None = None
) -> Evidence:
    """An element of a sample; of a long line, the element alone."""
    kind = Kind.SAMPLE if origin.file in facts.files else Kind.RECORDED
    if node and (len(origin.text) > LONGEST or node.name not in origin.text):
        return Evidence(kind, origin, rendered(node))
    return _text(kind, origin, name)


def rendered(node: Node) -> str:
    """Return a sample's element in short."""
    if node.nil:
        return f'<{node.name} xsi:nil="true" />'
    if node.children:
        return f"<{node.name}>"
    text = HIDDEN if node.text in STAND_INS else _cut(node.text)
    return f"<{node.name}>{text}</{node.name}>" if text else f"<{node.name} />"


def _text(kind: Kind, origin: Origin, name: str) -> Evidence:
    """A line; of a long one what surrounds the name."""
    text = origin.text
    if len(text) <= LONGEST:
        return Evidence(kind, origin, text)
    at = max(text.find(name) - 10, 0)
    return Evidence(kind, origin, f"{'…' if at else ''}{_cut(text[at:])}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


# What a person says


def _said(facts: Facts, subject: str) -> list[Evidence]:
    """The statements of recordings and overrides on a subject."""
    return [_said_in(each) for each in facts.said if each.subject == subject]


def _lists(said: Statement) -> bool:
    """Whether an override says an enumeration's members."""
    return said.setting in ("members", "add")


def _said_in(said: Statement) -> Evidence:
    """An override's line; of recordings only words, because a message's line holds values."""
    kind = Kind.OVERRIDE if _is_person(said) else Kind.RECORDED
    text = said.origin.text if kind is Kind.OVERRIDE else said.value
    return Evidence(kind, said.origin, _cut(text))


def _is_person(said: Statement) -> bool:
    return said.setting != RECORDED


def _name(facts: Facts, key: str, word: str, label: str = "") -> list[Evidence]:
    return _locked(facts, ("types", key, word, *((label,) if label else ())))


def _locked(facts: Facts, path: tuple[str, ...]) -> list[Evidence]:
    """The line of names.toml that holds a locked name, if one does."""
    value: object = facts.names.values if facts.names else {}
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    if facts.names is None or not isinstance(value, str):
        return []
    origin = facts.names.origin(*path)
    return [Evidence(Kind.NAME, origin, origin.text)]
