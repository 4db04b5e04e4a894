"""Finds which types and members of a WSDL the pages show, by walking the messages of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from soapstone.inference.wsdl import Described
from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Operation,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
)

Member = tuple[QName, Particle]
"""Name and particle of a member."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A member as a page shows it, and the WSDL's member that it is."""

    page_key: str
    shown: Field
    key: str
    stated: Field
    name: QName
    """Of the WSDL's member: the branch, where ``stated`` is a choice."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A type inside a member that the page prints otherwise than the WSDL states it."""

    pair: Pair
    part: str
    """What inside the member, as in a decision; "" for itself."""
    shown: Type
    stated: Type


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Two records that are the same type."""

    page_key: str
    key: str
    by_local_name: bool
    """No page shows the namespaces of this message."""


class Pairs:
    """The types that pages and WSDL have in common."""

    def __init__(self, pages: Contract, wsdl: Described) -> None:
        self._pages = pages
        self._wsdl = wsdl.contract
        self._elements = wsdl.elements
        self._shown = {each.key: each for each in pages.records}
        self._stated = {each.key: each for each in wsdl.contract.records}
        self._waiting: list[_Waiting] = []
        self._seen: set[tuple[str, str]] = set()
        self.operations: dict[str, Operation] = {}
        """The WSDL's operation, by the name that the pages have."""
        self.types: dict[str, list[str]] = {}
        """The WSDL's keys of each type of the pages, by its key there."""
        self.members: list[Pair] = []
        self.differences: list[Difference] = []
        self.extra: defaultdict[str, dict[Member, tuple[str, Field]]] = defaultdict(
            dict
        )
        """Members that only the pages show, by the WSDL's key, with the pages' key."""
        self._agreed: set[tuple[str, Member, str]] = set()
        """The types inside members of the pages that some type of the WSDL has as well."""
        self._operations()
        self._walk()
        self._types_by_name()
        self._walk()
        self._settle()

    def _operations(self) -> None:
        asked = {
            each.request.element: each for each in self._wsdl.operations if each.request
        }
        named = {each.name: each for each in self._wsdl.operations}
        for shown in self._pages.operations:
            found = asked.get(shown.request.element) if shown.request else None
            stated = found or named.get(shown.name)
            if stated:
                self.operations[shown.name] = stated
                self._messages(shown, stated)
            for message in shown.messages():
                if key := self._elements.get(message.element):
                    self._same(message.record, key, False)

    def _messages(self, shown: Operation, stated: Operation) -> None:
        pairs = [(shown.request, stated.request), (shown.response, stated.response)]
        pairs += _by_element(shown.request_headers, stated.request_headers)
        pairs += _by_element(shown.response_headers, stated.response_headers)
        for one, other in pairs:
            if one and other:
                self._same(one.record, other.record, bool(one.no_xml))

    def _types_by_name(self) -> None:
        """Types that only operations missing from the WSDL have, by the name of the type."""
        types = {each.type_name: each.key for each in self._wsdl.types}
        for each in self._pages.types:
            if each.key in self.types or each.type_name is None:
                continue
            if key := types.get(each.type_name):
                self._same(each.key, key, False)

    def _same(self, page_key: str, key: str, by_local_name: bool) -> None:
        if (page_key, key) in self._seen:
            return
        self._seen.add((page_key, key))
        self.types.setdefault(page_key, []).append(key)
        if page_key in self._shown and key in self._stated:
            self._waiting.append(_Waiting(page_key, key, by_local_name))

    def _walk(self) -> None:
        while self._waiting:
            each = self._waiting.pop()
            self._members(each, self._shown[each.page_key], self._stated[each.key])

    def _members(self, at: _Waiting, shown: Record, stated: Record) -> None:
        known = {
            (inner.name, field.particle): field
            for field in stated.fields
            for inner in field.elements
        }
        for field in shown.fields:
            for inner in field.elements:
                found = _find(known, inner, at.by_local_name)
                if found is None:
                    place = (inner.name, inner.particle)
                    self.extra[at.key].setdefault(place, (at.page_key, inner))
                    continue
                name, member = found
                pair = Pair(at.page_key, inner, at.key, member, name)
                self.members.append(pair)
                type_ = next(e.type for e in member.elements if e.name == name)
                self._compare(pair, "", inner.type, type_, at.by_local_name)

    def _compare(
        self, pair: Pair, part: str, shown: Type, stated: Type, by_local_name: bool
    ) -> None:
        """Note what one member and the other have inside, or that they differ."""

        def inside(name: str, one: Type, other: Type) -> None:
            path = f"{part}/{name}" if part else name
            self._compare(pair, path, one, other, by_local_name)

        match shown, stated:
            case RecordRef(one), RecordRef(other):
                self._same(one, other, by_local_name)
            case EnumerationRef(one), EnumerationRef(other):
                self._same(one, other, by_local_name)
            case ListOf(), ListOf():
                inside(shown.item.name, shown.type, stated.type)
            case MapOf(), MapOf():
                inside(shown.key.name, shown.key_type, stated.key_type)
                inside(shown.value.name, shown.value_type, stated.value_type)
            case Scalar(one), Scalar(other) if one == other:
                self._agreed.add((*_place(pair), part))
            case AnyXml(), AnyXml():
                self._agreed.add((*_place(pair), part))
            case _:
                self.differences.append(Difference(pair, part, shown, stated))

    def _settle(self) -> None:
        """Leave out what one of several types has: pages show no names of most types, so that types
        that look alike are one there.
        """
        found = {_place(pair) for pair in self.members}
        for key, members in self.extra.items():
            self.extra[key] = {
                member: (page_key, field)
                for member, (page_key, field) in members.items()
                if (page_key, member) not in found
            }
        self.differences = [
            each
            for each in self.differences
            if (*_place(each.pair), each.part) not in self._agreed
        ]


def _place(pair: Pair) -> tuple[str, Member]:
    return pair.page_key, (pair.shown.name, pair.shown.particle)


def _by_element(
    shown: Sequence[Message], stated: Sequence[Message]
) -> list[tuple[Message | None, Message | None]]:
    found = {each.element: each for each in stated}
    return [(each, found.get(each.element)) for each in shown]


def _find(
    known: dict[Member, Field], shown: Field, by_local_name: bool
) -> tuple[QName, Field] | None:
    """The WSDL's member that a page shows, with its name."""
    found = known.get((shown.name, shown.particle))
    if found:
        return shown.name, found
    if by_local_name:
        for (name, particle), field in known.items():
            if name.name == shown.name.name and particle is shown.particle:
                return name, field
    return None
