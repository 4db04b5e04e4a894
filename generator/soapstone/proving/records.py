"""Answers questions on a contract's records: members by name, choices, which extend which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from soapstone.model.contract import Contract, Field, Record


class Records:
    """The records of a contract by key. What is asked of one is found once."""

    def __init__(self, contract: Contract) -> None:
        self.by_key: Mapping[str, Record] = {
            each.key: each for each in contract.records
        }
        self._extending: defaultdict[str, list[Record]] = defaultdict(list)
        for each in contract.records:
            self._extending[each.base].append(each)
        self._members: dict[str, dict[tuple[str, str], Field]] = {}
        self._branches: dict[str, dict[int, int]] = {}

    def extending(self, key: str) -> list[Record]:
        """Return the records that extend one, directly or not, and that ``xsi:type`` can name."""
        found, waiting = dict[str, Record](), [key]
        while waiting:
            for each in self._extending[waiting.pop(0)]:
                if (
                    each.key not in found
                ):  # samples may have two types extend each other
                    found[each.key] = each
                    waiting.append(each.key)
        return [each for each in found.values() if each.type_name]

    def member(self, key: str, namespace: str, name: str) -> Field | None:
        """Return the member of a record, or the branch of a repeated choice, of this name."""
        if key not in self._members:
            every = (e for field in self.by_key[key].fields for e in field.elements)
            found = self._members[key] = {}
            for each in every:
                found.setdefault((each.name.namespace, each.name.name), each)
        return self._members[key].get((namespace, name))

    def branches(self, key: str) -> Mapping[int, int]:
        """Return how many branches each choice of a record has, by the number of the choice."""
        if key not in self._branches:
            found = self._branches[key] = {}
            for each in self.by_key[key].fields:
                if place := each.alternative:
                    found[place.choice] = max(found.get(place.choice, 0), place.branch)
        return self._branches[key]
