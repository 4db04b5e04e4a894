"""Assigns keys: the name of each type in the contract.

A type has the name that the page shows. One that appears under several names gets the words that
they have in common (``GetEventsResult`` for ``GetAllEventsResult`` and ``GetEventsExResult``),
otherwise the shortest that starts with a capital. Where several types claim one name, a message
gets it, otherwise the only type whose own name it is. The others get the shortest name that only
they have, or the name of their owner with the name (``OrderHandle``).

The order of files has no effect. A further page changes a key only where it shows a better name of
the type, a name without some word of the names so far, or another type with the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, count, islice

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|.", re.DOTALL)
"""A word of a .NET name: ``GetHTTPStatus2`` has four."""
_MOST_WORDS = 40
"""Words compared at most. No real name has as many; a hostile one can have thousands."""


class Rank(IntEnum):
    """How strong a claim to a name is, the strongest first."""

    MESSAGE = 0
    TYPE = 1
    ITEM = 2
    ELEMENT = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A type that needs a key. The caller chooses ``id``, which is unique."""

    id: int
    names: tuple[str, ...]
    """Names that it can have, the best first."""
    rank: Rank
    owners: tuple[int, ...]
    """Ids of the records whose members have the type."""
    type: object
    """The type itself. Its repr breaks ties that owners and names leave."""

    @property
    def name(self) -> str:
        """The best name."""
        return self.names[0]


def ranked_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a type can have, the best first.

    That is the words that all ``names`` have in common, then each name: members (``Card``) before
    parameters (``c``), short ones before long ones.
    """
    ordered = sorted(
        set(names), key=lambda name: (not name[:1].isupper(), len(name), name)
    )
    if len(ordered) < 2:
        return tuple(ordered)
    words = _words(ordered[0])
    for name in ordered[1:]:
        words = _common(words, _words(name))
    common = "".join(words).strip("_-.")
    best = [common] if common[:1].isalpha() else []
    return tuple(dict.fromkeys(best + ordered))


def free(name: str, taken: Container[str]) -> str:
    """Return a name, with the first number from 2 that makes it another than those taken."""
    offers = chain([name], (f"{name}{number}" for number in count(2)))
    return next(each for each in offers if each not in taken)


def _words(name: str) -> list[str]:
    return [match[0] for match in islice(_WORD.finditer(name), _MOST_WORDS)]


def _common(one: list[str], other: list[str]) -> list[str]:
    """The longest sequence of words that both lists have in this order."""
    best: list[list[str]] = [[] for _ in range(len(other) + 1)]
    for word in one:
        row: list[list[str]] = [[]]
        for index, candidate in enumerate(other):
            if word == candidate:
                row.append([*best[index], word])
            else:
                row.append(max(best[index + 1], row[index], key=len))
        best = row
    return best[-1]


def assign(claims: Iterable[Claim]) -> dict[int, str]:
    """Return a key for each claim, by its id."""
    keys: dict[int, str] = {}
    contested: list[Claim] = []
    by_name: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_name[claim.name].append(claim)
    for name, same_name in by_name.items():
        winner = _winner(same_name)
        if winner:
            keys[winner.id] = name
        contested += [claim for claim in same_name if claim is not winner]
    contested.sort(key=lambda claim: (claim.name, claim.rank, repr(claim.type)))
    contested = _rename(contested, by_name, keys)
    _Contest(contested, keys).settle()
    return keys


def _winner(claims: list[Claim]) -> Claim | None:
    """The claim that gets the name unchanged: None if two claims are equally strong."""
    best = min(claim.rank for claim in claims)
    holders = [claim for claim in claims if claim.rank == best]
    alone = len(claims) == 1 or best < Rank.ELEMENT
    return holders[0] if len(holders) == 1 and alone else None


def _rename(
    contested: list[Claim], wanted: Iterable[str], keys: dict[int, str]
) -> list[Claim]:
    """Give each claim its next name that nobody else claims; return the claims without one."""
    listed = Counter(name for claim in contested for name in claim.names)
    disputed = {*wanted, *(name for name, times in listed.items() if times > 1)}
    left = []
    for claim in contested:
        free = [name for name in claim.names if name not in disputed]
        if free:
            keys[claim.id] = free[0]
        else:
            left.append(claim)
    return left


class _Contest:
    """Claims without a name of their own: each gets its owner's key and the name, or a number.

    An owner that has got a key can lend it to the types of its members. Only these are tried again:
    no other combination has become free.
    """

    def __init__(self, contested: Iterable[Claim], keys: dict[int, str]) -> None:
        self._keys = keys
        self._taken = set(keys.values())
        self._left = {claim.id: claim for claim in contested}
        self._place = {id_: place for place, id_ in enumerate(self._left)}
        self._numbers: defaultdict[str, int] = defaultdict(lambda: 2)
        self._owned: defaultdict[int, set[int]] = defaultdict(set)
        for claim in self._left.values():
            for owner in claim.owners:
                self._owned[owner].add(claim.id)

    def settle(self) -> None:
        """Give every claim a key."""
        tried = list(self._left.values())
        while self._left:
            named = self._by_owners(tried) or [self._by_number()]
            again = {id_ for each in named for id_ in self._owned[each]}
            ordered = sorted(again & self._left.keys(), key=self._place.__getitem__)
            tried = [self._left[id_] for id_ in ordered]

    def _by_owners(self, claims: Sequence[Claim]) -> list[int]:
        """Name the claims that an owner makes unique, and return them."""
        named = []
        for claim, offers in [(claim, self._offers(claim)) for claim in claims]:
            free = [offer for offer in offers if offer not in self._taken]
            if free:
                self._name(claim, free[0])
                named.append(claim.id)
        return named

    def _offers(self, claim: Claim) -> list[str]:
        name = claim.name[:1].upper() + claim.name[1:]
        keys = {self._keys[owner] for owner in claim.owners if owner in self._keys}
        return [owner + name for owner in sorted(keys)]

    def _by_number(self) -> int:
        """Number the first claim, in the order of the types' reprs, and return it. The last
        resort.
        """
        claim = next(iter(self._left.values()))
        key = claim.name
        while key in self._taken:
            key = f"{claim.name}{self._numbers[claim.name]}"
            self._numbers[claim.name] += 1
        self._name(claim, key)
        return claim.id

    def _name(self, claim: Claim, key: str) -> None:
        self._keys[claim.id] = key
        self._taken.add(key)
        del self._left[claim.id]
