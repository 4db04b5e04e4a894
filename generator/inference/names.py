"""Keys: the name of each type of the contract.

A type has the name that the page shows. A type that stands under many names has their words in
common (``GetEventsResult`` for ``GetAllEventsResult`` and ``GetEventsExResult``), else the
shortest that starts with a capital. Where several claim one name, a message has it, else the one
type whose own name it is; the others go by the shortest other name that only they have, or by their
owner and the name (``OrderHandle``).

So no order of files changes a key. Another page changes one only where it shows a type under a
better name, under a name that lacks a word of those before it, or shows another type of the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, count

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|.", re.DOTALL)
"""A word of a .NET name: ``GetHTTPStatus2`` has four."""


class Rank(IntEnum):
    """How good a claim to a name is."""

    MESSAGE = 0
    TYPE = 1
    ITEM = 2
    ELEMENT = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A type that wants a key. ``id`` is the caller's; no two claims share one."""

    id: int
    names: tuple[str, ...]
    """What it can be called, the best first."""
    rank: Rank
    owners: tuple[int, ...]
    """The records whose members are of the type."""
    content: str
    """What the type is; settles what owners and names leave open."""

    @property
    def name(self) -> str:
        """The name it is to have."""
        return self.names[0]


def ranked_names(names: Iterable[str]) -> tuple[str, ...]:
    """What a type under these names can be called, the best first: the words that all have in
    common, then each name, the shorter first; a parameter's (``c``) after a member's.
    """
    ordered = sorted(
        set(names), key=lambda name: (not name[:1].isupper(), len(name), name)
    )
    if len(ordered) < 2:
        return tuple(ordered)
    words: list[str] = _WORD.findall(ordered[0])
    for name in ordered[1:]:
        words = _common(words, _WORD.findall(name))
    common = "".join(words).strip("_-.")
    best = [common] if common[:1].isalpha() else []
    return tuple(dict.fromkeys(best + ordered))


def _common(one: list[str], other: list[str]) -> list[str]:
    """The longest list of words that both have in this order."""
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
    """A key for each claim, by its id."""
    keys: dict[int, str] = {}
    contested: list[Claim] = []
    by_name: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_name[claim.name].append(claim)
    for name, rivals in by_name.items():
        winner = _winner(rivals)
        if winner:
            keys[winner.id] = name
        contested += [claim for claim in rivals if claim is not winner]
    contested.sort(key=lambda claim: (claim.name, claim.rank, claim.content))
    contested = _rename(contested, by_name, keys)
    while contested:
        left = _qualify(contested, keys)
        contested = left if len(left) < len(contested) else _number(contested, keys)
    return keys


def _winner(rivals: list[Claim]) -> Claim | None:
    """Who has the name as it is: nobody if two have an equal claim."""
    best = min(claim.rank for claim in rivals)
    holders = [claim for claim in rivals if claim.rank == best]
    alone = len(rivals) == 1 or best < Rank.ELEMENT
    return holders[0] if len(holders) == 1 and alone else None


def _rename(
    contested: list[Claim], wanted: Iterable[str], keys: dict[int, str]
) -> list[Claim]:
    """Name by its next name whom nobody disputes that, and return the others."""
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


def _qualify(contested: list[Claim], keys: dict[int, str]) -> list[Claim]:
    """Name by owner whom it makes unique, and return the others."""
    offers = {claim.id: _by_owner(claim, keys) for claim in contested}
    taken = set(keys.values())
    left = []
    for claim in contested:
        free = [offer for offer in offers[claim.id] if offer not in taken]
        if free:
            keys[claim.id] = free[0]
            taken.add(free[0])
        else:
            left.append(claim)
    return left


def _by_owner(claim: Claim, keys: dict[int, str]) -> list[str]:
    name = claim.name[:1].upper() + claim.name[1:]
    owners = sorted({keys[owner] for owner in claim.owners if owner in keys})
    return [owner + name for owner in owners]


def _number(contested: list[Claim], keys: dict[int, str]) -> list[Claim]:
    """Nothing else is left: number the first, by content, and return the others."""
    first, *others = contested
    taken = set(keys.values())
    numbered = (f"{first.name}{number}" for number in count(2))
    keys[first.id] = next(
        key for key in chain([first.name], numbered) if key not in taken
    )
    return others
