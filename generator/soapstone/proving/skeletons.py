"""Makes samples of messages that no page shows, from the contract.

They have what an ASMX page would show: every member, and two items of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    ListOf,
    MapOf,
    Message,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
    held_by,
)
from soapstone.model.facts import Node
from soapstone.model.findings import Origin
from soapstone.proving.records import Records

_DEEPEST = 6
"""Records inside each other; below, what may be left out is."""
_LARGEST = 2_000
"""Elements of a sample; beyond, what may be left out is."""
_TURNS = 12


class Endless(Exception):
    """A message holds a record that must hold another of its own type."""


class Skeletons:
    """Makes the samples of a contract's messages."""

    def __init__(self, contract: Contract) -> None:
        self._records = Records(contract)

    def turns(self, message: Message) -> int:
        """Return how many samples show all branches of choices and all types that extend another,
        as far as that is practical.
        """
        most = 1
        seen, waiting = set[str](), [message.record]
        while waiting:
            key = waiting.pop()
            if key in seen or key not in self._records.by_key:
                continue
            seen.add(key)
            fields, others = self._records.by_key[key].fields, self.concrete(key)
            places = (each.alternative for each in fields)
            most = max(most, len(others), *(e.branch for e in places if e))
            waiting += [each.key for each in others]
            waiting += [held for each in fields for held in held_by(each.type)]
        return min(most, _TURNS)

    def concrete(self, key: str) -> list[Record]:
        """Return the records that may stand where one is declared: itself, and those that extend
        it.
        """
        found = (self._records.by_key[key], *self._records.extending(key))
        return [each for each in found if not each.abstract]

    def of(self, message: Message, turn: int, origin: Origin) -> Node:
        """Return a sample of a message. Its records are of the types whose turn it is.

        Raises Endless for a message that has no end.
        """
        making = _Making(self, turn, origin)
        return making.element(message.element, RecordRef(message.record), ())


@dataclass
class _Making:
    skeletons: Skeletons
    turn: int
    origin: Origin
    made: int = 0

    def element(self, name: QName, type_: Type, path: tuple[str, ...]) -> Node:
        self.made += 1
        xsi_type = ""
        attributes: tuple[tuple[str, str, str], ...] = ()
        children: list[Node] = []
        match type_:
            case RecordRef(key):
                record = self._concrete(key, path)
                if record.key != key and record.type_name:
                    xsi_type = str(record.type_name)
                path = (*path, record.key)
                attributes = tuple(
                    (each.name.namespace, each.name.name, "")
                    for each in record.fields
                    if each.particle is Particle.ATTRIBUTE
                )
                children = [*self._members(record, path)]
            case ListOf(item, of):
                if not self._ends(of, path):
                    children = [self.element(item, of, path) for _ in range(2)]
            case MapOf(entry, key_name, key_type, value_name, value_type):
                if not self._ends(value_type, path):
                    pair = (
                        self.element(key_name, key_type, path),
                        self.element(value_name, value_type, path),
                    )
                    children = [self._node(entry, children=pair)]
        return self._node(name, xsi_type, attributes, tuple(children))

    def _concrete(self, key: str, path: tuple[str, ...]) -> Record:
        found = self.skeletons.concrete(key)
        if not found or len(path) > 10 * _DEEPEST:
            raise Endless
        return found[self.turn % len(found)] if self.made > 1 else found[0]

    def _members(self, record: Record, path: tuple[str, ...]) -> Iterator[Node]:
        for field in record.fields:
            for each in field.elements:
                if each.particle is not Particle.ELEMENT:
                    continue
                if self._ends(each.type, path) and not each.required:
                    continue
                for _ in range(2 if each is field and field.repeated else 1):
                    yield self.element(each.name, each.type, path)

    def _ends(self, type_: Type, path: tuple[str, ...]) -> bool:
        """Whether a member is left out if it may be: it would make the sample endless, or vast."""
        if isinstance(type_, Scalar | EnumerationRef | AnyXml):
            return False
        recursive = any(each in path for each in held_by(type_))
        return recursive or len(path) > _DEEPEST or self.made > _LARGEST

    def _node(
        self,
        name: QName,
        xsi_type: str = "",
        attributes: tuple[tuple[str, str, str], ...] = (),
        children: tuple[Node, ...] = (),
    ) -> Node:
        return Node(
            namespace=name.namespace,
            name=name.name,
            text="",
            nil=False,
            xsi_type=xsi_type,
            attributes=attributes,
            children=children,
            origin=self.origin,
        )
