"""A service as the report shows it: its explanations, where each is shown, and its pages' lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from soapstone.emit.python.names import package_name
from soapstone.emit.python.naming import Naming
from soapstone.explain.model import Evidence, Explanation, Nature
from soapstone.explain.run import Whole
from soapstone.model.contract import (
    Contract,
    Enumeration,
    Operation,
    Record,
    held_by,
)
from soapstone.model.contract_json import Snapshot
from soapstone.model.findings import Finding
from soapstone.run.bound_names import BoundNames, bind_names

MOST_TYPES = 40
"""So many types stand on the page of an operation; it links to the others."""

Key = tuple[Nature, str]
"""What an explanation is about. An operation and its request often have one name."""


def key_of(explained: Explanation) -> Key:
    """Return what an explanation is about."""
    return explained.nature, explained.subject


@dataclass(frozen=True)
class Service:
    """One service of the report."""

    whole: Whole

    @cached_property
    def _bound(self) -> BoundNames:
        return bind_names(self.whole.resolved, self.package)

    @property
    def naming(self) -> Naming:
        """The names in Python."""
        return self._bound.naming

    @property
    def snapshot(self) -> Snapshot:
        """The contract and its names, as a later run would find them."""
        return self._bound.snapshot

    @property
    def name(self) -> str:
        """The name of its folder of pages."""
        return self.whole.answer.service

    @property
    def package(self) -> str:
        """The name of its Python package, which is that of its folder in the report."""
        return package_name(self.name)

    @property
    def contract(self) -> Contract:
        """The contract that is explained."""
        return self.whole.context.contract

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings on the service."""
        return self.whole.answer.findings

    @cached_property
    def explained(self) -> Mapping[Key, Explanation]:
        """All explanations, in the order of ``explain``."""
        return {key_of(each): each for each in self.whole.answer.explanations}

    @cached_property
    def members(self) -> Mapping[str, Sequence[Explanation]]:
        """The explanations of each record's members, by the record's key."""
        found: defaultdict[str, list[Explanation]] = defaultdict(list)
        owner = ""
        for each in self.whole.answer.explanations:
            if each.nature is Nature.MEMBER:
                found[owner].append(each)
            else:
                owner = each.subject
        return found

    @cached_property
    def types(self) -> Mapping[str, Record | Enumeration]:
        """All records and enumerations, by key."""
        return {each.key: each for each in self.contract.types}

    @cached_property
    def _reached(self) -> Mapping[str, Sequence[str]]:
        """The types that the messages of each operation hold, the nearest first."""
        return {
            each.name: tuple(self._reach(each)) for each in self.contract.operations
        }

    def _reach(self, operation: Operation) -> Iterator[str]:
        waiting = list(dict.fromkeys(each.record for each in operation.messages()))
        found = set(waiting)
        for key in waiting:  # it grows
            yield key
            held = self.types[key]
            for each in held.fields if isinstance(held, Record) else ():
                more = [key for key in held_by(each.type) if key not in found]
                found.update(more)
                waiting += dict.fromkeys(more)

    def shown_with(self, operation: str) -> Sequence[str]:
        """Return the types that stand on the page of an operation."""
        return self._reached[operation][:MOST_TYPES]

    def left_out(self, operation: str) -> Sequence[str]:
        """Return the types that its messages hold as well."""
        return self._reached[operation][MOST_TYPES:]

    @cached_property
    def pages(self) -> Mapping[Key, str]:
        """The page of each operation and type, below the folder of the report.

        That of a type is the page of the first operation that shows it, otherwise its own.
        """
        names = self.naming
        found: dict[Key, str] = {}
        for each in self.contract.operations:
            page = f"{self.package}/operations/{names.operations[each.name]}.html"
            found[Nature.OPERATION, each.name] = page
        for key in self.types:
            operation = self.shown_by.get(key)
            own = f"{self.package}/types/{names.stems[key]}.html"
            page = found[Nature.OPERATION, operation] if operation else own
            found[self.nature(key), key] = page
        return found

    @cached_property
    def shown_by(self) -> Mapping[str, str]:
        """The first operation whose page shows each type, by the type's key."""
        found: dict[str, str] = {}
        for each in self.contract.operations:
            for key in self.shown_with(each.name):
                found.setdefault(key, each.name)
        return found

    @cached_property
    def lone_types(self) -> Sequence[str]:
        """The types that stand on no page of an operation."""
        return [key for key in self.types if key not in self.shown_by]

    def nature(self, key: str) -> Nature:
        """Return whether a type is a record or an enumeration."""
        is_record = isinstance(self.types[key], Record)
        return Nature.RECORD if is_record else Nature.ENUMERATION

    @cached_property
    def anchors(self) -> Mapping[Key, str]:
        """The anchor of each explanation, the same on every page that shows it."""
        found: dict[Key, str] = {}
        for each in self.contract.operations:
            found[Nature.OPERATION, each.name] = "operation"
        for key in self.types:
            stem = self.naming.stems[key]
            found[self.nature(key), key] = f"type-{stem}"
            for number, member in enumerate(self.members.get(key, ()), 1):
                found[key_of(member)] = f"member-{stem}-{number}"
        return found

    @cached_property
    def links(self) -> Mapping[Key, str]:
        """The page and anchor of each explanation, below the folder of the report."""
        found = {key: f"{page}#{self.anchors[key]}" for key, page in self.pages.items()}
        for key in self.types:
            page = self.pages[self.nature(key), key]
            for each in self.members.get(key, ()):
                found[key_of(each)] = f"{page}#{self.anchors[key_of(each)]}"
        return found

    @cached_property
    def evidence(self) -> Mapping[tuple[str, int], Sequence[tuple[Key, Evidence]]]:
        """What each line of a file is evidence of: members first, operations last."""
        found: defaultdict[tuple[str, int], list[tuple[Key, Evidence]]]
        found = defaultdict(list)
        order = (Nature.MEMBER, Nature.ENUMERATION, Nature.RECORD, Nature.OPERATION)
        for nature in order:
            for key, explained in self.explained.items():
                for each in explained.evidence if key[0] is nature else ():
                    if each.origin.file in self.whole.sources:
                        found[each.origin.file, each.origin.line].append((key, each))
        return found
